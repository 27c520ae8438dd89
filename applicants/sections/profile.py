"""The profile: what every application needs, told once (issue of applying; domain document 3.5).

Sections that a form has too carry the same code and the same questions, so that a new application
takes a copy of them. The others feed questions of a form through `answers_for_form`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from applicants.sections import external_staff, internal_staff, previous_service, shared
from applicants.sections.catalogue import Kind, Question, Section
from applicants.sections.checking import only_declared
from applicants.sections.history import work_history
from applicants.sections.reading import month_or_day, read_entry
from vacancies.models import Vacancy

MET = "Your history with the Met"
WORK = "Work and education"
SKILLS = "Clearances and skills"
ADDRESS_YEARS = 5  # the longest that vetting looks back for most roles
CLEARANCES = tuple(
    (code, label) for code, label in internal_staff.VETTING_LEVELS if code != "unknown"
)
LEVELS = (
    ("basic", "Basic: simple phrases"),
    ("good", "Good: everyday conversation"),
    ("fluent", "Fluent: work in it"),
    ("native", "First language"),
)


def profile_sections() -> list[Section]:
    """The pages of the profile, in the order of its list."""
    vacancy = Vacancy(residency_years=ADDRESS_YEARS)
    return [
        shared.personal(),
        replace(shared.address(vacancy), intro="The people who assess you do not see this."),
        replace(internal_staff.employment(), group=MET),
        replace(
            internal_staff.status_evidence(),
            group=MET,
            intro="If you work or volunteer for the Met, or did so before, you can keep the "
            "letters that show it here. Nobody sees them until you use them in an application.",
        ),
        replace(previous_service.previous_service(), group=MET),
        replace(work_history(with_cv=True), group=WORK),
        replace(external_staff.education(), group=WORK),
        _clearances(),
        _accreditations(),
        _languages(),
    ]


def _list_section(
    code: str, title: str, label: str, add: str, hint: str, entry: tuple[Question, ...]
) -> Section:
    return Section(
        code=code,
        title=title,
        group=SKILLS,
        personal=True,
        questions=(
            Question(
                code,
                label,
                Kind.ENTRIES,
                hint=hint,
                required=False,
                entry=entry,
                add=add,
                most=20,
                personal=True,
            ),
        ),
    )


def _clearances() -> Section:
    return _list_section(
        "clearances",
        "Clearances",
        "Vetting and clearances that you hold",
        "Add a clearance",
        "The level and the date alone. Never what a check found.",
        (
            Question(
                "level",
                "Which clearance is it?",
                Kind.SELECT,
                choices=CLEARANCES,
                missing="Select the clearance that you hold.",
            ),
            Question(
                "sponsor",
                "Which organisation sponsors it?",
                hint="For example the Met, another force or a government department.",
                required=False,
            ),
            Question(
                "expires_on",
                "When does it end?",
                Kind.MONTH,
                hint="Leave this empty if you do not know.",
                required=False,
                noun="The date your clearance ends",
            ),
        ),
    )


def _accreditations() -> Section:
    return _list_section(
        "profile-accreditations",
        "Accreditations",
        "Police and professional accreditations",
        "Add an accreditation",
        "For example PIP level 2, Taser, driving grades, or a chartered title.",
        (
            Question("name", "What is it called?", missing="Enter what it is called."),
            Question(
                "expires_on",
                "When does it end?",
                Kind.MONTH,
                hint="Leave this empty if it does not end.",
                required=False,
                noun="The date it ends",
            ),
        ),
    )


def _languages() -> Section:
    return _list_section(
        "profile-languages",
        "Languages",
        "Languages that you speak besides English",
        "Add a language",
        "Include British Sign Language.",
        (
            Question("language", "Which language?", missing="Enter the language."),
            Question(
                "level",
                "How well do you speak it?",
                Kind.CHOICE,
                choices=LEVELS,
                missing="Select how well you speak it.",
            ),
        ),
    )


def answers_for_form(section: Section, profile: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What the profile (answers by section code) knows for a section of a form."""
    known = dict(profile.get(section.code, {}))
    if section.code == "vetting":
        known |= _latest_clearance(profile.get("clearances", {}).get("clearances", []))
    elif section.code == "accreditations":
        known |= {"others": _lines("profile-accreditations", profile)}
    elif section.code == "skills" and (spoken := _lines("profile-languages", profile)):
        known |= {"languages": "yes", "which_languages": spoken}
    return only_declared(section, known)


def _latest_clearance(held: list[Mapping[str, Any]]) -> dict[str, Any]:
    """A form asks for one: the one that ends last, one without an end after all others."""
    if not held:
        return {}
    latest = max(held, key=lambda one: str(one.get("expires_on") or "9999"))
    return {code: latest[code] for code in ("level", "expires_on") if latest.get(code)}


def _lines(code: str, profile: Mapping[str, Mapping[str, Any]]) -> str:
    section = next(one for one in profile_sections() if one.code == code)
    question = section.questions[0]
    lines = []
    for entry in profile.get(code, {}).get(question.code, []):
        until = entry.get("expires_on")
        plain = {key: value for key, value in entry.items() if key != "expires_on"}
        line = read_entry(question, plain)
        lines.append(f"{line}, until {month_or_day(until)}" if isinstance(until, str) else line)
    return "\n".join(lines)
