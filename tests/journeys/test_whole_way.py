"""From advert to appointment, as the people who do it: with script on a desktop, and without."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from tests.journeys.actors import LONDON, Candidate, Manager, Staff, next_minute, wait_until

TITLE = "Crime Analyst (Band D)"
SUBJECTS = [
    "We’ve received your application",
    "Your application is being assessed",
    "Invitation to interview",
    "Interview confirmed",
    "Thank you for your interview",
    "Conditional offer",
    "Action needed: your pre-employment checks",
    "Your line manager has confirmed your evidence",
    "Your start date and induction",
    "Welcome to the Met",
]


@pytest.mark.parametrize(
    ("script", "phone"), [(True, False), (False, True)], ids=["script", "no script, phone"]
)
def test_a_person_is_appointed(new_page, mailbox, problems, script, phone):
    who = f"{'journey' if script else 'scriptless'}{int(time.time())}"
    candidate = Candidate(
        new_page(script=script, phone=phone), mailbox, who, f"{who}@people.example"
    )
    manager = Manager(new_page(script=script, phone=phone), mailbox, f"{who}.boss@met.example")
    recruiter = Staff(new_page(script=script), "rowan")
    sifters = [Staff(new_page(script=script), name) for name in ("sasha", "sidney")]
    officer = Staff(new_page(script=script), "charlie")

    reference = given_an_application(candidate)
    when_it_is_sifted_without_names(reference, recruiter, sifters, candidate)
    when_the_interview_is_held(reference, recruiter, candidate)
    when_the_offer_is_accepted(reference, recruiter, candidate, manager)
    when_the_manager_has_confirmed(reference, officer, candidate, manager)
    then_the_person_is_appointed(reference, recruiter, candidate)
    then_every_step_sent_its_email(mailbox, candidate)
    assert problems == []


def given_an_application(candidate: Candidate) -> str:
    candidate.finds_internal_vacancy(TITLE)
    candidate.checks_eligibility_as_confirmed_staff()
    candidate.applies_and_registers()
    candidate.comes_back_to_the_vacancy(TITLE)
    candidate.fills_every_section()
    reference = candidate.sends_the_application()
    assert reference in candidate.mailbox.read(candidate.email, "We’ve received your application")
    candidate.sees_status("Application received")
    return reference


def when_it_is_sifted_without_names(
    reference: str, recruiter: Staff, sifters: list[Staff], candidate: Candidate
) -> None:
    recruiter.signs_in()
    recruiter.opens_case(reference)
    recruiter.takes_step("Start the sift")
    candidate.sees_status("Being assessed")
    for sifter in sifters:
        sifter.signs_in()
        sifter.opens_case(reference)
        blind = sifter.page.locator("body").inner_text()
        for hidden in ("Indigo", candidate.email, candidate.username, "020 7946 0123"):
            assert hidden not in blind
        sifter.scores(reference, mark=4)


def when_the_interview_is_held(reference: str, recruiter: Staff, candidate: Candidate) -> None:
    at = next_minute()
    recruiter.opens_case(reference)
    recruiter.takes_step(
        "Set the interview",
        day=at.strftime("%Y-%m-%d"),
        time=at.strftime("%H:%M"),
        place="Lambeth",
    )
    recruiter.opens_case(reference)
    recruiter.takes_step("Invite to interview")
    candidate.confirms_the_interview()
    wait_until(at)
    recruiter.opens_case(reference)
    recruiter.takes_step("Record the panel", result="appointable")
    recruiter.opens_case(reference)
    recruiter.takes_step("Record the interview as held")


def when_the_offer_is_accepted(
    reference: str, recruiter: Staff, candidate: Candidate, manager: Manager
) -> None:
    recruiter.opens_case(reference)
    recruiter.takes_step("Prepare the offer", start_on=datetime.now(LONDON).strftime("%Y-%m-%d"))
    recruiter.opens_case(reference)
    recruiter.takes_step("Make a conditional offer")
    assert manager.mailbox.subjects(manager.email) == []
    candidate.accepts_the_offer(manager="Morgan Manager", manager_email=manager.email)
    candidate.sees_status("Your line manager is confirming your evidence")


def when_the_manager_has_confirmed(
    reference: str, officer: Staff, candidate: Candidate, manager: Manager
) -> None:
    manager.opens_the_link()
    manager.confirms_everything()
    candidate.sees_status("Pre-employment checks")
    officer.signs_in()
    for name in ("Identity", "Right to work", "Vetting", "Medical"):
        officer.opens_case(reference)
        officer.completes_check(name)


def then_the_person_is_appointed(reference: str, recruiter: Staff, candidate: Candidate) -> None:
    recruiter.opens_case(reference)
    recruiter.takes_step("Confirm the offer")
    recruiter.opens_case(reference)
    recruiter.takes_step("Record as started")
    candidate.sees_status("You have joined")


def then_every_step_sent_its_email(mailbox, candidate: Candidate) -> None:
    mailbox.read(candidate.email, "Welcome to the Met")
    sent = list(reversed(mailbox.subjects(candidate.email)))
    places = [next(i for i, s in enumerate(sent) if s.startswith(subject)) for subject in SUBJECTS]
    assert places == sorted(places), sent
