"""What a change of an advert does to its applications, and who is told of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from applicants.choices import Status
from applicants.emails.adverts import AdvertChanged, VacancyClosedEarly, VacancyExtended
from applicants.models import Application
from applicants.services import advert_changes
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.rendering import render
from tests.applicants.factories import make_application, make_candidate, make_vacancy
from vacancies.choices_life import VacancyEvent
from vacancies.hooks import Following, count_following
from vacancies.models import Announcement, Vacancy, VacancyChange
from vacancies.services import edit_vacancy, telling
from vacancies.services.publishing import take_step
from vacancies.tasks import tell_of_changes

pytestmark = pytest.mark.django_db
E = VacancyEvent
COMPLETE = {
    "location_note": "London",
    "assessment_plan": [{"stage": "Sift", "when": "within 10 working days"}],
}


def step(vacancy: Vacancy, event: VacancyEvent, **more: Any) -> VacancyChange:
    """Take the step as the portal, and tell everybody."""
    codes = {E.EXTEND: "few_applications", E.RELIST: "no_appointment"}
    more.setdefault("reason_code", codes.get(event, "other"))
    take_step(vacancy_id=vacancy.pk, event=event, by=None, reason="In words", **more)
    tell_of_changes()
    return VacancyChange.objects.filter(vacancy=vacancy).latest("sequence")


def mails(kind: str) -> set[str]:
    return set(OutboxEmail.objects.filter(kind=kind).values_list("to_address", flat=True))


def everyone(vacancy: Vacancy) -> dict[str, Application]:
    """One application in each place that matters, and one for another vacancy."""
    return {
        "draft": make_application(status=Status.DRAFT, vacancy=vacancy),
        "sent": make_application(status=Status.SUBMITTED, vacancy=vacancy),
        "sift": make_application(status=Status.SIFT, vacancy=vacancy),
        "withdrawn": make_application(status=Status.WITHDRAWN, vacancy=vacancy),
        "out": make_application(status=Status.SIFT_OUT, vacancy=vacancy),
        "elsewhere": make_application(status=Status.SUBMITTED),
    }


def of(people: dict[str, Application], *names: str) -> set[str]:
    return {people[name].candidate.email for name in names}


def test_only_what_is_going_on_and_unsent_drafts_are_counted() -> None:
    vacancy = make_vacancy()
    everyone(vacancy)
    assert count_following(vacancy) == Following(applied=2, drafts=1)


def test_an_extension_is_told_to_those_who_applied_and_those_with_a_draft() -> None:
    vacancy = make_vacancy()
    people = everyone(vacancy)
    later = vacancy.closes_at + timedelta(days=7)
    step(vacancy, E.EXTEND, closes_at=later)
    assert mails("vacancy_extended") == of(people, "draft", "sent", "sift")
    assert Announcement.objects.count() == 0
    row = OutboxEmail.objects.get(to_address=people["draft"].candidate.email)
    email = VacancyExtended.load(row.ids)
    assert email is not None
    assert (email.is_draft, email.reopened, email.reason) == (
        True,
        False,
        "We would like to hear from more people",
    )
    assert email.subject == f"More time to apply for {vacancy.title}"
    text = render(email).text
    assert f"It now closes at {email.closes}. The closing time was {email.was}." in text
    assert "What you wrote is kept. You have not sent it yet." in text


def test_an_extension_that_was_overtaken_is_not_told_any_more() -> None:
    vacancy = make_vacancy()
    make_application(status=Status.SUBMITTED, vacancy=vacancy)
    first, second = (vacancy.closes_at + timedelta(days=days) for days in (1, 2))
    step(vacancy, E.EXTEND, closes_at=first)
    step(vacancy, E.EXTEND, closes_at=second)
    older, newer = OutboxEmail.objects.filter(kind="vacancy_extended").order_by("pk")
    assert VacancyExtended.load(older.ids) is None
    assert VacancyExtended.load(newer.ids) is not None
    assert VacancyExtended.recall(older.ids) is not None  # to read again in the account


@pytest.mark.parametrize("ended", ["by time", "closed", "filled"])
def test_an_opening_again_gives_unsent_drafts_back(ended: str) -> None:
    vacancy = make_vacancy(**COMPLETE)
    expired = make_application(status=Status.DRAFT_EXPIRED, vacancy=vacancy)
    sent = make_application(status=Status.SIFT, vacancy=vacancy)
    begun_again = make_candidate()
    old = make_application(status=Status.DRAFT_EXPIRED, vacancy=vacancy, candidate=begun_again)
    make_application(status=Status.DRAFT, vacancy=vacancy, candidate=begun_again)
    later = timezone.now() + timedelta(days=30)
    if ended == "by time":
        Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=timezone.now() - timedelta(hours=1))
        step(vacancy, E.EXTEND, closes_at=later)
    else:
        step(vacancy, E.CLOSE if ended == "closed" else E.FILL)
        step(vacancy, E.RELIST, closes_at=later)
    expired.refresh_from_db()
    old.refresh_from_db()
    sent.refresh_from_db()
    assert (expired.status, old.status, sent.status) == ("draft", "draft_expired", "sift")
    row = OutboxEmail.objects.get(to_address=expired.candidate.email, kind="vacancy_extended")
    email = VacancyExtended.load(row.ids)
    assert email is not None
    assert (email.reopened, email.subject) == (True, f"Open again: {vacancy.title}")


def test_a_material_change_is_told_with_what_changed() -> None:
    vacancy = make_vacancy()
    people = everyone(vacancy)
    edit_vacancy(
        by=None, vacancy_id=vacancy.pk, changes={"grade": "Band C", "location_note": "Bow"}
    )
    tell_of_changes()
    assert mails("advert_changed") == of(people, "draft", "sent", "sift")
    row = OutboxEmail.objects.get(to_address=people["sent"].candidate.email)
    email = AdvertChanged.load(row.ids)
    assert email is not None
    assert [(one.what, one.before, one.after) for one in email.lines] == [
        ("Where", "", "Bow"),
        ("Band or rank", "Band D", "Band C"),
    ]
    assert "Where\nBefore: nothing\nNow: Bow" in render(email).text
    assert people["sent"].reference in render(email).html


def test_of_a_restricted_advert_no_email_says_what_changed() -> None:
    vacancy = make_vacancy(visibility="restricted", title="Covert Handler")
    make_application(status=Status.SUBMITTED, vacancy=vacancy)
    edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={"location_note": "Covert base"})
    tell_of_changes()
    step(vacancy, E.EXTEND, closes_at=vacancy.closes_at + timedelta(days=1), reason_code="other")
    for kind, row in zip(
        (AdvertChanged, VacancyExtended), OutboxEmail.objects.order_by("pk"), strict=True
    ):
        email = kind.load(row.ids)
        assert email is not None
        rendered = render(email)
        everything = rendered.subject + rendered.text + rendered.html
        for hidden in ("Covert", vacancy.reference, "In words"):
            assert hidden not in everything


def test_closing_early_is_told_to_those_with_a_draft_alone() -> None:
    vacancy = make_vacancy(**COMPLETE)
    people = everyone(vacancy)
    before = make_application(status=Status.DRAFT_EXPIRED, vacancy=vacancy)
    before.status_since -= timedelta(days=1)
    before.save(update_fields=["status_since"])
    step(vacancy, E.CLOSE)
    assert mails("vacancy_closed_early") == of(people, "draft")
    row = OutboxEmail.objects.get()
    email = VacancyClosedEarly.load(row.ids)
    assert email is not None
    assert email.reason == "In words"
    step(vacancy, E.RELIST, closes_at=vacancy.closes_at)
    assert VacancyClosedEarly.load(row.ids) is None


def test_recording_as_filled_what_had_closed_by_time_tells_nobody() -> None:
    vacancy = make_vacancy(closes_at=timezone.now() - timedelta(hours=1))
    make_application(status=Status.DRAFT, vacancy=vacancy)
    step(vacancy, E.FILL)
    assert OutboxEmail.objects.count() == 0


def test_cancelling_ends_every_application_and_tells_each_person() -> None:
    vacancy = make_vacancy()
    people = everyone(vacancy)
    step(vacancy, E.CANCEL)
    statuses = {name: Application.objects.get(pk=one.pk).status for name, one in people.items()}
    assert statuses == {
        "draft": "vacancy_cancelled",
        "sent": "vacancy_cancelled",
        "sift": "vacancy_cancelled",
        "withdrawn": "withdrawn",
        "out": "sift_out",
        "elsewhere": "submitted",
    }
    assert mails("vacancy_cancelled") == of(people, "draft", "sent", "sift")
    assert people["sift"].history.get().reason == "In words"


def test_telling_goes_on_where_it_stopped_and_tells_nobody_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vacancy = make_vacancy()
    for _ in range(5):
        make_application(status=Status.SUBMITTED, vacancy=vacancy)
    monkeypatch.setattr(telling, "PORTION", 2)
    take_step(
        vacancy_id=vacancy.pk,
        event=E.EXTEND,
        by=None,
        closes_at=vacancy.closes_at + timedelta(days=1),
        reason_code="fault",
    )
    assert telling.tell_one_portion() is True
    assert OutboxEmail.objects.count() == 2
    change = VacancyChange.objects.get()
    advert_changes.follow_change(change=change, after="", limit=2)  # once more
    assert OutboxEmail.objects.count() == 2
    assert tell_of_changes() == 2
    assert (OutboxEmail.objects.count(), Announcement.objects.count()) == (5, 0)
    assert tell_of_changes() == 0
