"""The closed lists of an advert. Codes are stored; labels are what people read.

Codes of `Route` and `RoleClass` are those of the eligibility specification, chapter 1.
"""

from __future__ import annotations

from django.db.models import TextChoices


class Route(TextChoices):
    """How a person comes in; decides the form, the rules and who may apply."""

    EXTERNAL_STAFF = "external_staff", "Police staff"
    INTERNAL_STAFF = "internal_staff", "Internal vacancy"
    TEMPORARY = "temporary", "Temporary and interim"
    TRANSFEREE = "transferee", "Transferring officer"
    NEW_CONSTABLE = "new_constable", "New police constable"
    SPECIAL_CONSTABLE = "special_constable", "Special constable"


class RoleClass(TextChoices):
    """What the person will be. Drives the bar, the fitness test and the order of consideration."""

    POLICE_OFFICER = "police_officer", "Police officer"
    POLICE_STAFF = "police_staff", "Police staff"
    PCSO = "pcso", "Police community support officer (PCSO)"
    DDO = "ddo", "Designated detention officer (DDO)"
    SPECIAL_CONSTABLE = "special_constable", "Special constable"
    VOLUNTEER = "volunteer", "Volunteer"


# PCSOs and DDOs wear uniform and are police staff (domain report, note 8 at its top).
STAFF_ROLE_CLASSES = frozenset({RoleClass.POLICE_STAFF, RoleClass.PCSO, RoleClass.DDO})

# Which roles a route can lead to; the database refuses every other pair.
ROLE_CLASSES_OF_ROUTE: dict[Route, tuple[RoleClass, ...]] = {
    Route.EXTERNAL_STAFF: (
        RoleClass.POLICE_STAFF,
        RoleClass.PCSO,
        RoleClass.DDO,
        RoleClass.VOLUNTEER,
    ),
    Route.INTERNAL_STAFF: (
        RoleClass.POLICE_STAFF,
        RoleClass.PCSO,
        RoleClass.DDO,
        RoleClass.POLICE_OFFICER,
    ),
    Route.TEMPORARY: (RoleClass.POLICE_STAFF,),
    Route.TRANSFEREE: (RoleClass.POLICE_OFFICER,),
    Route.NEW_CONSTABLE: (RoleClass.POLICE_OFFICER,),
    Route.SPECIAL_CONSTABLE: (RoleClass.SPECIAL_CONSTABLE,),
}


class Visibility(TextChoices):
    """Who finds the advert. Restricted: on a Met device, by current people only."""

    PUBLIC = "public", "Public"
    INTERNAL = "internal", "Internal list"
    RESTRICTED = "restricted", "Restricted list"


class VacancyStatus(TextChoices):
    """What people decided about the advert; scheduled and closed by time are computed from it."""

    DRAFT = "draft", "Draft"
    WAITING = "waiting", "Waiting for approval"
    APPROVED = "approved", "Approved"
    OPEN = "open", "Published"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"
    FILLED = "filled", "Filled"


class BusinessGroup(TextChoices):
    """Five operational groups, then the six functions behind them (the Met at a glance)."""

    FRONTLINE_POLICING = "frontline_policing", "Frontline Policing"
    MET_OPERATIONS = "met_operations", "Met Operations"
    SPECIALIST_OPERATIONS = "specialist_operations", "Specialist Operations"
    PROFESSIONALISM = "professionalism", "Professionalism"
    TRUST_AND_LEGITIMACY = "trust_and_legitimacy", "Trust and Legitimacy"
    DATA_DIGITAL = "data_digital_technology", "Data, Digital & Technology"
    COMMUNICATIONS = "communications_engagement", "Communications & Engagement"
    PEOPLE = "people_resources", "People & Resources"
    STRATEGY = "strategy_governance", "Strategy & Governance"
    LEGAL = "legal_commercial", "Legal & Commercial"
    FINANCE = "finance", "Finance"


class ContractType(TextChoices):
    PERMANENT = "permanent", "Permanent"
    FIXED_TERM = "fixed_term", "Fixed term"
    TEMPORARY = "temporary", "Temporary"
    INTERIM = "interim", "Interim"
    SECONDMENT = "secondment", "Secondment"
    VOLUNTEER = "volunteer", "Volunteer"


class WorkingPattern(TextChoices):
    FULL_TIME = "full_time", "Full time"
    PART_TIME = "part_time", "Part time"
    JOB_SHARE = "job_share", "Job share"
    SHIFTS = "shifts", "Shifts"
    ON_CALL = "on_call", "On call"
    HYBRID = "hybrid", "Hybrid"


# Bits of the column in which search counts patterns; never change one that is in use.
PATTERN_BITS: dict[WorkingPattern, int] = {
    WorkingPattern.FULL_TIME: 1,
    WorkingPattern.PART_TIME: 2,
    WorkingPattern.JOB_SHARE: 4,
    WorkingPattern.SHIFTS: 8,
    WorkingPattern.ON_CALL: 16,
    WorkingPattern.HYBRID: 32,
}


class VettingLevel(TextChoices):
    """Levels of domain report 1.4; an advert may ask for a pair."""

    RV = "rv", "Recruitment vetting (RV)"
    RV_CTC = "rv_ctc", "Recruitment vetting (RV) and a counter-terrorist check (CTC)"
    MV = "mv", "Management vetting (MV)"
    CTC = "ctc", "Counter-terrorist check (CTC)"
    SC = "sc", "Security check (SC)"
    ESC = "esc", "Enhanced security check (eSC)"
    DV = "dv", "Developed vetting (DV)"
    NPPV1 = "nppv1", "Non-police personnel vetting level 1 (NPPV1)"
    NPPV2 = "nppv2", "Non-police personnel vetting level 2 (NPPV2)"
    NPPV3 = "nppv3", "Non-police personnel vetting level 3 (NPPV3)"


# Years of UK residency that a level normally asks for; the longer one of a pair.
# Source: domain report 1.4 (its public sources 18 and 19). An advert may state another figure.
RESIDENCY_YEARS: dict[VettingLevel, int] = {
    VettingLevel.RV: 3,
    VettingLevel.RV_CTC: 3,
    VettingLevel.MV: 5,
    VettingLevel.CTC: 3,
    VettingLevel.SC: 5,
    VettingLevel.ESC: 10,
    VettingLevel.DV: 10,
    VettingLevel.NPPV1: 3,
    VettingLevel.NPPV2: 3,
    VettingLevel.NPPV3: 3,
}


class JobFamily(TextChoices):
    """The eight families of temporary and interim roles; titles stand in data/job_families.py."""

    HR = "hr", "HR"
    MARKETING = "marketing", "Marketing"
    ADMIN = "admin_customer_service", "Admin & Customer Service"
    COMMERCIAL = "commercial_procurement", "Commercial & Procurement"
    FINANCE = "finance", "Finance"
    PROJECTS = "project_management", "Project Management"
    POLICING = "policing_skills", "Ex-officer and policing skills"
    CLEARED = "cleared_roles", "SC/DV cleared roles"


class TierPolicy(TextChoices):
    """What "will be considered first" means for this vacancy (domain report 5.1 (h))."""

    P1_ORDER_ONLY = "p1_order_only", "Everyone is considered; staff and agency workers come first"
    P2_HOLD = "p2_hold", "Others are held until posts remain after staff and agency workers"
    P3_TIE_BREAK = "p3_tie_break", "Staff and agency workers come first where scores are equal"


class ChangePolicy(TextChoices):
    """Whether people may change an application that they have sent, until the closing time."""

    USUAL = "usual", "As usual: yes, unless applications stay sealed until the closing time"
    ALLOWED = "allowed", "Yes, until the closing time or until the sift begins"
    REFUSED = "refused", "No, what was sent is final"


class RateUnit(TextChoices):
    HOUR = "hour", "an hour"
    DAY = "day", "a day"


class Zone(TextChoices):
    """Zone of a work base, which sets the location allowance."""

    INNER = "inner", "Inner London (zone 1)"
    OUTER = "outer", "Outer London (zone 2)"
    OUTSIDE = "outside", "Outside London"


class AssessedBy(TextChoices):
    """Where an essential criterion is looked at."""

    FORM = "form", "Application form"
    INTERVIEW = "interview", "Interview"
    TEST = "test", "Test or exercise"
    DOCUMENT = "document", "Document"


class AnswerKind(TextChoices):
    """How a question of an advert is answered."""

    LONG_TEXT = "long_text", "In their own words"
    TEXT = "text", "One line"
    YES_NO = "yes_no", "Yes or no"
    CHOICE = "choice", "One of a list"
    DATE = "date", "A date"


class AskedWhen(TextChoices):
    """At which point a question of an advert is asked."""

    APPLICATION = "application", "With the application"
    INTERVIEW = "interview", "When invited to an interview"
    OFFER = "offer", "After accepting an offer"


class SeenBy(TextChoices):
    """Who reads the answers to a question; each narrower than the one before, but that those who
    decide eligibility are no recruiters."""

    EVERYBODY = "everybody", "Everybody who works on the application, markers included"
    TEAM = "team", "Recruiters and the interview panel, but not markers"
    RECRUITERS = "recruiters", "Recruiters alone"
    STATUS = "status", "People who decide eligibility, and checks officers"
    CHECKS = "checks", "Checks officers alone"


class TeamRole(TextChoices):
    """What a member of a vacancy's team does there; codes are those of accounts.roles.Role."""

    RECRUITER = "recruiter", "Recruiter"
    VACANCY_HOLDER = "vacancy_holder", "Vacancy holder"
    SIFTER = "sifter", "Sifter"
    PANEL_CHAIR = "panel_chair", "Panel chair"
    PANEL_MEMBER = "panel_member", "Panel member"
    ELIGIBILITY_REVIEWER = "eligibility_reviewer", "Eligibility reviewer"
    CHECKS_OFFICER = "checks_officer", "Checks officer"
