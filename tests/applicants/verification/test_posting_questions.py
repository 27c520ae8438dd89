"""What a manager is asked before a posting: chosen for the vacancy, fixed once it is asked."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from applicants.models import VerificationClaim
from applicants.services.verifying import ask_line_manager, resend_verification
from recruitment.accounts.roles import Role
from tests.applicants.factories import make_accepted_offer
from tests.applicants.staff import world as staff
from tests.applicants.verification.helpers import answer, open_pages
from vacancies.data.pre_posting import PrePosting, pre_posting_questions
from vacancies.services import edit_vacancy

pytestmark = pytest.mark.django_db
RELEASE = "Their team can let them go within the usual notice for a move."


def codes(**fields):
    vacancy = staff.make_vacancy(internal=True, **fields)
    return [code.removeprefix("posting-") for code, _, _ in pre_posting_questions(vacancy)]


def choose(vacancy, *chosen):
    edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={"pre_posting": list(chosen)})
    vacancy.refresh_from_db()


def ask(application):
    return ask_line_manager(
        application_id=application.pk,
        by=application.candidate.user,
        manager_name="Morgan Manager",
        manager_email="morgan.manager@met.example",
    )


def posting_claims(request):
    rows = VerificationClaim.objects.filter(request=request, code__startswith="posting-")
    return list(rows.values_list("code", flat=True))


def test_they_follow_the_role_unless_somebody_chooses():
    assert codes(vetting_level="rv") == ["conduct", "attendance"]
    assert codes(vetting_level="mv") == ["conduct", "attendance", "vetting"]
    assert codes(vetting_level="rv", pre_posting=["posting-release", "usual"]) == [
        "conduct",
        "attendance",
        "release",
    ]
    assert codes(pre_posting=["posting-vetting"]) == ["vetting"]
    assert codes(pre_posting=[]) == []


def test_only_questions_of_the_list_can_be_chosen():
    vacancy = staff.make_vacancy(internal=True, budget_code="CC-1", approval_reference="A-1")
    with pytest.raises(ValidationError):
        choose(vacancy, "Are they often ill?")
    for choice in PrePosting:
        choose(vacancy, choice.value)
        for _, label, statement in pre_posting_questions(vacancy):
            words = f"{label} {statement}".lower()
            asked = words.replace("leaving out every absence for health, disability", "").replace(
                "absence for health, disability", ""
            )
            assert not any(word in asked for word in ("health", "disab", "adjust", "score", "ill "))


def test_the_manager_reads_them_and_the_case_keeps_the_answers(client):
    application = make_accepted_offer()
    choose(application.vacancy, "posting-release")
    request = ask(application)
    assert posting_claims(request) == ["posting-release"]
    open_pages(client, request)
    client.post("/verify/", {"is_manager": "yes"})
    text = client.get("/verify/statements/").content.decode()
    assert "When they can be released" in text
    assert RELEASE in text
    answer(
        client,
        request,
        posting_release__answer="correct",
        posting_release__correction="Not before March.",
    )
    officer = staff.make_member(Role.CHECKS_OFFICER, application.vacancy)
    case = f"/staff/applicants/application/{application.pk}/case/"
    page = staff.staff_client(officer).get(case).content.decode()
    assert f"When they can be released: {RELEASE}" in page
    assert "Not before March." in page


def test_a_request_keeps_the_questions_with_which_it_was_sent():
    application = make_accepted_offer()
    choose(application.vacancy, "posting-release")
    request = ask(application)
    choose(application.vacancy, "posting-conduct", "posting-training")
    officer = staff.make_member(Role.CHECKS_OFFICER, application.vacancy)
    resend_verification(request_id=request.pk, by=officer)
    assert posting_claims(request) == ["posting-release"]
