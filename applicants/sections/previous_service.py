"""Earlier service with the Met (domain document 3.2, questions 1 to 3).

The five-year rule is decided by the eligibility check, from its own four questions. What stands
here is for vetting alone: a leaving reason never feeds an automatic rule.
"""

from __future__ import annotations

from applicants.sections.catalogue import Bound, Kind, Question, Section

IF_YES = ("ever", ("yes",))


def previous_service() -> Section:
    """Every period in the order that people remember it: the latest first, the rest in words."""
    return Section(
        code="previous-service",
        title="Earlier service with the Met",
        reusable=True,
        personal=True,
        intro="We ask this for vetting. It does not change the result of your eligibility check, "
        "and the people who assess your application do not see it.",
        questions=(
            Question(
                "ever",
                "Have you ever worked for the Met in any capacity?",
                Kind.YES_NO,
                hint="Police officer, police staff, PCSO, DDO, agency worker, special constable or "
                "volunteer.",
                missing="Select yes if you have ever worked for the Met.",
            ),
            Question(
                "capacity",
                "What were you? If more than one, the latest",
                Kind.SELECT,
                choices=(
                    ("officer", "Police officer"),
                    ("staff", "Police staff"),
                    ("pcso", "Police community support officer (PCSO)"),
                    ("ddo", "Designated detention officer (DDO)"),
                    ("agency", "Agency worker"),
                    ("special", "Special constable"),
                    ("volunteer", "Volunteer or cadet"),
                ),
                shown_if=IF_YES,
                missing="Select what you were at the Met.",
            ),
            Question(
                "unit", "In which unit?", shown_if=IF_YES, missing="Enter the unit you worked in."
            ),
            Question(
                "started_on",
                "When did you start?",
                Kind.MONTH,
                shown_if=IF_YES,
                noun="The date you started",
                bound=Bound.PAST,
                missing="Enter when you started.",
            ),
            Question(
                "left_on",
                "When did you leave?",
                Kind.MONTH,
                hint="Leave this empty if you are still there.",
                required=False,
                shown_if=IF_YES,
                noun="The date you left",
                bound=Bound.PAST,
            ),
            Question(
                "reason",
                "Why did you leave?",
                Kind.SELECT,
                choices=(
                    ("still_there", "I have not left"),
                    ("resigned", "I resigned"),
                    ("end_of_contract", "My contract or assignment ended"),
                    ("retired", "I retired"),
                    ("redundancy", "Redundancy"),
                    ("early_departure", "Voluntary exit or an early departure scheme"),
                    ("dismissed", "I was dismissed"),
                    ("transferred", "I transferred to another force"),
                    ("medical", "Medical reasons"),
                    ("other", "Another reason"),
                    ("discuss", "I would rather discuss it"),
                ),
                shown_if=IF_YES,
                missing="Select why you left, or that you would rather discuss it.",
            ),
            Question(
                "earlier_periods",
                "Earlier periods with the Met",
                Kind.LONG_TEXT,
                hint="If there were any: for each, what you were, the unit, and the months you "
                "started and left.",
                required=False,
                max_words=150,
                shown_if=IF_YES,
            ),
        ),
    )
