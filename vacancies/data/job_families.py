"""Titles of the temporary and interim workforce, by family: 52 in all (temporary and interim).

Spelling and capitals are those of the source, because people search for these words.
"""

from __future__ import annotations

from vacancies.choices import JobFamily

TITLES: dict[JobFamily, tuple[str, ...]] = {
    JobFamily.HR: (
        "HR Advisor",
        "HR Administrator",
        "Recruiter / Talent Acquisition Specialist",
        "Learning and Organisational Development Manager",
        "Diversity and Inclusion Manager",
        "Change Implementation Manager",
        "Employee Relations Manager",
    ),
    JobFamily.MARKETING: (
        "Social Media Manager",
        "Marketing Manager",
        "Engagement officer",
        "Marketing executive",
        "Graphic Designer",
        "Copywriter",
        "Brand Manager",
    ),
    JobFamily.ADMIN: (
        "Administrator",
        "Data Entry",
        "Document Controller",
        "Executive Assistant",
        "Business Support Officer",
        "Project Support",
        "Administration Manager",
    ),
    JobFamily.COMMERCIAL: (
        "Commercial Manager",
        "Procurement Manager",
        "Procurement Officer",
        "Governance & Assurance Manager",
        "Cost Manager",
        "Asset Manager",
    ),
    JobFamily.FINANCE: (
        "Finance Business Partner",
        "Finance Analyst",
        "Technical & Capital Accountant",
        "Service Accountancy Manager",
        "Payroll Manager",
        "Exchequer Services Manager",
        "Programme Lead Finance",
        "Finance and Payroll Assistant",
    ),
    JobFamily.PROJECTS: (
        "Programme Manager",
        "Transformation Business Change Manager",
        "Project Manager Sport Unites",
        "Policy and Projects Officer",
        "Public Liaison Officer",
        "Investment and Promotion Manager",
        "Community Resilience Coordinator",
    ),
    JobFamily.POLICING: (
        "Investigative support officer",
        "Police Staff Investigator – PIP1 & PIP2",
        "Statement Taker",
        "Holmes Reader Receiver",
        "Crime Analyst",
    ),
    JobFamily.CLEARED: (
        "ICT Manager",
        "Business Change manager",
        "Business Analyst",
        "Project managers",
        "Project support officers",
    ),
}


def title_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a list to choose from: each family with its titles."""
    return [
        (str(family.label), [(title, title) for title in titles])
        for family, titles in TITLES.items()
    ]
