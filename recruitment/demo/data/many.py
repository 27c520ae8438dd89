"""The words of which masses of invented adverts are put together (many_vacancies)."""

from __future__ import annotations

from typing import Any

LEVELS = ("", "", "", "Senior ", "Lead ", "Deputy ", "Trainee ", "Principal ", "Assistant ")
FIELDS = (
    "Crime", "Intelligence", "Digital", "Forensic", "Custody", "Estates", "Fleet", "Finance",
    "Payroll", "Procurement", "Vetting", "Licensing", "Safeguarding", "Neighbourhood", "Traffic",
    "Marine", "Aviation", "Firearms", "Surveillance", "Cyber", "Fraud", "Homicide", "Disclosure",
    "Records", "Property", "Evidence", "Translation", "Training", "Wellbeing", "Communications",
    "Data", "Statistics", "Research", "Policy", "Legal", "Complaints", "Standards", "Events",
    "Resourcing", "Contact", "Despatch", "Response", "Detention", "Identification", "Imaging",
    "Ballistics", "Fingerprint", "Footwear", "Toxicology", "Mapping", "Radio", "Network",
    "Software", "Cloud", "Archive", "Library", "Catering", "Workshop", "Uniform", "Volunteer",
)  # fmt: skip
THINGS = (
    "Analyst", "Officer", "Manager", "Investigator", "Adviser", "Coordinator", "Administrator",
    "Technician", "Engineer", "Constable", "Specialist", "Support Officer", "Developer",
    "Researcher", "Trainer", "Supervisor", "Examiner", "Planner", "Auditor", "Accountant",
    "Business Partner", "Project Manager", "Architect", "Controller", "Indexer",
)  # fmt: skip
UNITS = (
    "MO7 Taskforce", "MO19 Specialist Firearms", "MO3 Covert Policing", "SO15", "CTPHQ", "MetCC",
    "South BCU (SN)", "North BCU (NA)", "Central East BCU (CE)", "RaSSO", "Custody", "Crime",
    "Borough Command Unit support", "Digital Forensics", "Shared services", "Directorate of Media",
)  # fmt: skip
GRADES = ("Band B", "Band C", "Band D", "Band E", "Band F", "Constable")
SENTENCES = (  # each {} is filled from WORDS
    "You turn {} questions into {} that officers can act on.",
    "You keep {} and {} accurate and ready.",
    "You advise managers on {}, {} and {} in plain words.",
    "You work beside {} colleagues with patience.",
    "You check {} for {} and explain what has to change.",
    "You bring order to {} and stay calm.",
    "You write minutes and follow up on {}.",
    "You handle {} by the rules.",
    "You prepare briefings on {} and {} for senior leaders.",
    "You help with {} and write {} that lasts.",
    "You plan shifts and buy what {} needs.",
    "You answer {} requests as part of a rota.",
    "You measure {} and share what you find.",
    "You test and document {} for {}.",
    "You visit sites across London for {}.",
    "You build trust and listen, above all in {}.",
)
# Drawn by rank: the first stand in every second advert, the last in one of hundreds.
_WORDS = """
    team support service public local data safety time quality people case report risk change
    community project system process training partner record guidance evidence meeting plan
    budget incident review policy digital decision standard improvement performance law
    technology court victim family investigation intelligence network security contract supplier
    leadership coaching research analysis design delivery strategy inspection audit compliance
    licensing transport vehicle equipment laboratory interview witness statement disclosure
    exhibit custody detention patrol response emergency contact dispatch radio mapping imaging
    camera drone helicopter boat horse dog firearm explosive chemical fire flood protest stadium
    airport station bridge river school youth cadet volunteer charity housing health wellbeing
    counselling mediation faith language translation braille hearing accessibility inclusion
    diversity recruitment payroll pension redundancy tribunal grievance appraisal mentoring
    apprenticeship degree microscope fingerprint footwear ballistics toxicology pathology
    archive museum library photography video podcast website campaign journalism broadcasting
    printing catering kitchen cleaning plumbing electrical carpentry roofing landscaping parking
    refuelling tyre welding uniform laundry tailoring warehouse stores logistics import export
    customs border passport visa fraud money laundering cyber malware encryption password server
    database software cloud robotics statistics geography economics accountancy taxation
    insurance treasury procurement tender negotiation litigation copyright privacy ethics
    philosophy psychology sociology criminology toxic narcotics burglary robbery homicide kidnap
    stalking trafficking extremism
"""
WORDS = tuple(_WORDS.split())
# What every one of them has, and nobody searches for.
REST: dict[str, Any] = {
    "responsibilities": ["Collect facts.", "Weigh facts.", "Explain facts."],
    "desirable": ["A second language"],
    "assessment_plan": [{"stage": "Sift", "when": "within 10 working days"}],
    "contact_mailbox": "recruitment@met.example",
    "location_note": "",
}
