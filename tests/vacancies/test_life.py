"""The life of an advert: its table, and the services that take its steps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import registered_emails
from recruitment.outbox.rendering import render
from tests.accounts.people import make_staff
from tests.vacancies.adverts import CLOSES, FIELDS, NOW, RESTRICTED, make_draft, make_open
from vacancies import tasks
from vacancies.choices import VacancyStatus
from vacancies.choices_life import VacancyEvent
from vacancies.emails.life import AdvertDecided, AdvertWaiting
from vacancies.life import STEPS, UNPUBLISHED, steps_from
from vacancies.models import Announcement, Vacancy, VacancyChange
from vacancies.services import (
    EssentialData,
    add_team_member,
    close_vacancy,
    create_vacancy,
    edit_vacancy,
    extend_closing,
    load_bases,
    publish_vacancy,
    take_step,
    telling,
)
from vacancies.services.guards import GUARDS

pytestmark = pytest.mark.django_db
S, E = VacancyStatus, VacancyEvent


def recruiter(username: str = "rowan.example") -> User:
    return make_staff(Role.RECRUITER, username=username)


def written(by: User, **fields: Any) -> Vacancy:
    """A complete draft, with two recruiters in its team."""
    vacancy = create_vacancy(
        by=by, fields={**FIELDS, **fields}, essential=[EssentialData("facts", "Respect for facts")]
    )
    second = recruiter("harper.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=second, role="recruiter")
    return vacancy


def second() -> User:
    return User.objects.get(username="harper.example")


def step(vacancy: Vacancy, event: VacancyEvent, by: User | None = None, **more: Any) -> Vacancy:
    return take_step(vacancy_id=vacancy.pk, event=event, by=by, **more)


def last_change(vacancy: Vacancy) -> VacancyChange:
    return vacancy.history.order_by("-sequence")[0]


# ---- The table


def test_every_status_is_reached_and_every_event_but_writing_has_a_step() -> None:
    reached = {S.DRAFT} | {target for one in STEPS.values() for target in one.moves.values()}
    assert reached == set(S)
    assert set(STEPS) == set(E) - {E.CREATE}
    assert {name for one in STEPS.values() for name in one.guards} == set(GUARDS)


def test_the_way_of_an_advert_is_the_one_that_was_agreed() -> None:
    ways = {status: [str(one.event) for one in steps_from(status)] for status in VacancyStatus}
    assert ways == {
        S.DRAFT: ["send", "cancel"],
        S.WAITING: ["return", "approve", "cancel"],
        S.APPROVED: ["return", "publish", "cancel"],
        S.OPEN: ["extend", "close", "cancel", "fill"],
        S.CLOSED: ["relist", "cancel", "fill"],
        S.CANCELLED: [],
        S.FILLED: ["relist"],
    }


def test_only_editing_and_sending_take_no_right_to_approve() -> None:
    lighter = {one.event for one in STEPS.values() if one.right is not Right.APPROVE_VACANCIES}
    assert lighter == {E.EDIT, E.SEND}
    assert STEPS[E.CANCEL].right_at(S.DRAFT) is Right.EDIT_VACANCIES
    assert STEPS[E.CANCEL].right_at(S.OPEN) is Right.APPROVE_VACANCIES


# ---- From draft to published


def test_two_people_bring_an_advert_to_its_readers() -> None:
    author = recruiter()
    vacancy = written(author)
    step(vacancy, E.SEND, author)
    step(vacancy, E.APPROVE, second())
    published = publish_vacancy(by=author, vacancy_id=vacancy.pk)
    assert (published.status, published.opens_at, published.published_at) == ("open", NOW, NOW)
    assert list(vacancy.history.values_list("sequence", "event", "to_status", "actor_id")) == [
        (1, "create", "draft", author.pk),
        (2, "send", "waiting", author.pk),
        (3, "approve", "approved", second().pk),
        (4, "publish", "open", author.pk),
    ]
    audited = AuditEntry.objects.filter(
        target_id=str(vacancy.pk), action__startswith="vacancy."
    ).order_by("pk")
    assert list(audited.values_list("action", flat=True)) == [
        "vacancy.create",
        "vacancy.add_member",
        "vacancy.send",
        "vacancy.approve",
        "vacancy.publish",
    ]
    entry = audited.get(action="vacancy.publish")
    assert (entry.before, entry.after) == (
        {"status": "approved"},
        {"status": "open", "version": 1},
    )


@pytest.mark.parametrize("how", ["created", "sent", "edited"])
def test_whoever_wrote_any_of_it_does_not_approve_it(how: str) -> None:
    author = recruiter()
    vacancy = written(author)
    if how == "edited":
        edit_vacancy(by=second(), vacancy_id=vacancy.pk, changes={"title": "Better"})
    third = recruiter("jules.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=third, role="recruiter")
    step(vacancy, E.SEND, third if how == "sent" else author)
    by = {"created": author, "sent": third, "edited": second()}[how]
    with pytest.raises(ValidationError, match="Somebody else must approve it"):
        step(vacancy, E.APPROVE, by)
    vacancy.refresh_from_db()
    assert vacancy.status == "waiting"


def test_a_draft_is_not_published_without_approval() -> None:
    author = recruiter()
    vacancy = written(author)
    with pytest.raises(ValidationError, match="This advert is now “Draft”"):
        publish_vacancy(by=author, vacancy_id=vacancy.pk)


def test_a_vacancy_holder_sends_and_cancels_a_draft_and_does_nothing_else() -> None:
    holder = make_staff(Role.VACANCY_HOLDER, username="holder.example")
    vacancy = written(holder)
    step(vacancy, E.SEND, holder)
    for event in (E.RETURN, E.APPROVE):
        with pytest.raises(PermissionDenied):
            step(vacancy, event, holder, reason="Because")
    step(vacancy, E.CANCEL, holder, reason_code="mistake")
    vacancy.refresh_from_db()
    assert vacancy.status == "cancelled"
    published = make_open()
    add_team_member(by=None, vacancy_id=published.pk, user=holder, role="vacancy_holder")
    with pytest.raises(PermissionDenied):
        step(published, E.CANCEL, holder, reason_code="mistake")


def test_nobody_but_the_writer_to_approve_is_said_at_once() -> None:
    author = recruiter()
    vacancy = create_vacancy(
        by=author, fields=FIELDS, essential=[EssentialData("facts", "Respect for facts")]
    )
    with pytest.raises(ValidationError, match="Add one to the team first"):
        step(vacancy, E.SEND, author)
    recruiter("elsewhere.example")  # of another team
    with pytest.raises(ValidationError, match="Add one to the team first"):
        step(vacancy, E.SEND, author)


def test_an_incomplete_advert_is_not_sent_and_says_everything_that_is_missing() -> None:
    author = recruiter()
    vacancy = written(
        author,
        salary_min=None,
        salary_max=None,
        location_note="",
        responsibilities=["Only one."],
        assessment_plan=[],
        closes_at=NOW,
    )
    edit_vacancy(by=author, vacancy_id=vacancy.pk, changes={}, essential=[])
    with pytest.raises(ValidationError) as refused:
        step(vacancy, E.SEND, author)
    assert refused.value.messages == [
        "The closing time has passed.",
        "Choose a base or say where the work is.",
        "Give the salary, the rate or a note about pay.",
        "List 3 to 10 key responsibilities.",
        "List at least one essential criterion.",
        "Say what the stages are and when they happen.",
    ]


@pytest.mark.parametrize("sent_on", [False, True])
def test_a_change_takes_the_approval_away(sent_on: bool) -> None:
    author = recruiter()
    vacancy = written(author)
    step(vacancy, E.SEND, author)
    if sent_on:
        step(vacancy, E.APPROVE, second())
    edited = edit_vacancy(by=author, vacancy_id=vacancy.pk, changes={"title": "Better"})
    assert (edited.status, edited.version) == ("draft", 1)
    with pytest.raises(ValidationError):
        publish_vacancy(by=author, vacancy_id=vacancy.pk)


def test_saving_without_a_change_keeps_the_approval_and_writes_nothing() -> None:
    author = recruiter()
    vacancy = written(author)
    step(vacancy, E.SEND, author)
    same = edit_vacancy(by=author, vacancy_id=vacancy.pk, changes={"title": FIELDS["title"]})
    assert (same.status, last_change(vacancy).event) == ("waiting", "send")


def test_sending_back_needs_words() -> None:
    author = recruiter()
    vacancy = written(author)
    step(vacancy, E.SEND, author)
    with pytest.raises(ValidationError, match="Say why, in a sentence"):
        step(vacancy, E.RETURN, second(), reason="  ")
    step(vacancy, E.RETURN, second(), reason="The pay does not fit the band.")
    assert (last_change(vacancy).to_status, last_change(vacancy).reason) == (
        "draft",
        "The pay does not fit the band.",
    )


def test_an_opening_time_ahead_makes_it_scheduled_and_one_that_went_by_is_now() -> None:
    later = make_draft(opens_at=NOW + timedelta(days=2))
    publish_vacancy(by=None, vacancy_id=later.pk)
    later.refresh_from_db()
    assert (later.is_scheduled_at(NOW), later.is_open_at(NOW)) == (True, False)
    assert later.is_open_at(NOW + timedelta(days=2)) is True
    late = make_draft(opens_at=NOW - timedelta(days=2))
    publish_vacancy(by=None, vacancy_id=late.pk)
    late.refresh_from_db()
    assert late.opens_at == NOW


# ---- While it is open, and after


def test_extending_gives_more_time_and_says_why() -> None:
    by = recruiter()
    vacancy = make_open()
    add_team_member(by=None, vacancy_id=vacancy.pk, user=by, role="recruiter")
    later = CLOSES + timedelta(days=7)
    extend_closing(by=by, vacancy_id=vacancy.pk, closes_at=later, reason_code="few_applications")
    vacancy.refresh_from_db()
    assert (vacancy.closes_at, vacancy.version) == (later, 2)
    change = last_change(vacancy)
    assert (change.event, change.reason_code, change.data) == (
        "extend",
        "few_applications",
        {"before": {"closes_at": CLOSES.isoformat()}, "after": {"closes_at": later.isoformat()}},
    )
    assert Announcement.objects.get().change == change
    entry = AuditEntry.objects.get(action="vacancy.extend")
    assert (entry.actor_id, entry.before, entry.after, entry.reason) == (
        by.pk,
        {"status": "open", "closes_at": CLOSES.isoformat()},
        {"status": "open", "version": 2, "closes_at": later.isoformat()},
        "few_applications",
    )


LATER = "The new closing time must be later than the one people have seen."


@pytest.mark.parametrize(
    ("closes_at", "code", "reason", "message"),
    [
        (CLOSES, "fault", "", LATER),
        (NOW, "fault", "", LATER),
        (CLOSES + timedelta(days=1), "other", "  ", "Say why, in a sentence."),
        (CLOSES + timedelta(days=1), "boredom", "", "Choose a reason."),
    ],
)
def test_an_extension_must_be_one(closes_at: Any, code: str, reason: str, message: str) -> None:
    vacancy = make_open()
    with pytest.raises(ValidationError) as refused:
        extend_closing(
            by=None, vacancy_id=vacancy.pk, closes_at=closes_at, reason=reason, reason_code=code
        )
    assert refused.value.messages == [message]
    vacancy.refresh_from_db()
    assert (vacancy.closes_at, vacancy.version) == (CLOSES, 1)


def test_a_rolling_advert_has_nothing_to_extend() -> None:
    vacancy = make_open(closes_at=None)
    with pytest.raises(ValidationError, match="no closing time to extend"):
        extend_closing(by=None, vacancy_id=vacancy.pk, closes_at=CLOSES, reason_code="fault")


def test_closing_ends_applications_at_once() -> None:
    vacancy = make_open()
    close_vacancy(by=None, vacancy_id=vacancy.pk, reason_code="posts_filled")
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.accepts_applications_at(NOW)) == ("closed", False)
    with pytest.raises(ValidationError, match="This advert is now “Closed”"):
        close_vacancy(by=None, vacancy_id=vacancy.pk, reason="Again")


@pytest.mark.parametrize("ending", [E.CLOSE, E.FILL])
def test_an_ended_advert_opens_again_with_a_new_time(ending: VacancyEvent) -> None:
    vacancy = make_open()
    step(vacancy, ending, reason_code="paused")
    later = CLOSES + timedelta(days=30)
    again = step(vacancy, E.RELIST, reason_code="no_appointment", closes_at=later)
    assert (again.status, again.opens_at, again.published_at, again.closes_at) == (
        "open",
        NOW,
        NOW,
        later,
    )
    assert again.version == 2


def test_what_is_cancelled_stays_cancelled() -> None:
    vacancy = make_open()
    step(vacancy, E.CANCEL, reason_code="no_funding")
    for event in E:
        if event is not E.CREATE:
            with pytest.raises(ValidationError):
                step(vacancy, event, reason_code="other", reason="Why", closes_at=CLOSES)


def test_whoever_comes_second_is_told_who_was_first() -> None:
    by = recruiter()
    vacancy = make_open()
    add_team_member(by=None, vacancy_id=vacancy.pk, user=by, role="recruiter")
    seen = vacancy.history.count()
    step(vacancy, E.CLOSE, by, reason_code="paused", seen=seen)
    with pytest.raises(ValidationError) as refused:
        step(vacancy, E.CANCEL, by, reason_code="mistake", seen=seen)
    assert refused.value.messages == [
        "Changed by rowan.example at midday on 22 November 2026: close now. Look at the advert "
        "again before you act."
    ]


def test_the_history_is_never_changed() -> None:
    vacancy = make_open()
    with pytest.raises(DatabaseError, match="are never changed"), transaction.atomic():
        vacancy.history.update(reason="Another")


# ---- Material changes


def test_a_material_change_keeps_what_readers_read_before_and_after() -> None:
    vacancy = make_open(bases=("Croydon",))
    edit_vacancy(
        by=None,
        vacancy_id=vacancy.pk,
        changes={"salary_max": FIELDS["salary_max"] + 1000, "title": "Senior Analyst"},
        bases=[load_bases()["Croydon"], load_bases()["Lambeth"]],
        essential=[EssentialData("facts", "Respect for facts"), EssentialData("words", "Words")],
    )
    change = last_change(vacancy)
    assert (change.event, change.version) == ("edit", 2)
    assert change.data["changes"] == [
        {
            "what": "Pay",
            "before": "£34,448 to £36,864 a year, basic",
            "after": "£34,448 to £37,864 a year, basic",
        },
        {"what": "Where", "before": "Croydon; London", "after": "Croydon or Lambeth; London"},
        {
            "what": "Essential criteria",
            "before": "Respect for facts",
            "after": "Respect for facts; Words",
        },
    ]
    assert Announcement.objects.count() == 1


def test_what_is_not_material_is_told_to_nobody() -> None:
    vacancy = make_open()
    edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={"title": "Analyst", "body": "New"})
    assert last_change(vacancy).data["changes"] == []
    assert Announcement.objects.count() == 0
    edit_vacancy(by=None, vacancy_id=make_draft().pk, changes={"grade": "Band C"})
    assert Announcement.objects.count() == 0


def test_after_publication_only_an_approver_changes_what_matters() -> None:
    holder = make_staff(Role.VACANCY_HOLDER, username="holder.example")
    vacancy = make_open()
    add_team_member(by=None, vacancy_id=vacancy.pk, user=holder, role="vacancy_holder")
    edit_vacancy(by=holder, vacancy_id=vacancy.pk, changes={"body": "Clearer words."})
    with pytest.raises(PermissionDenied):
        edit_vacancy(by=holder, vacancy_id=vacancy.pk, changes={"grade": "Band C"})
    vacancy.refresh_from_db()
    assert (vacancy.body, vacancy.grade) == ("Clearer words.", "Band D")


@pytest.mark.parametrize(
    ("name", "value"),
    [("route", "temporary"), ("role_class", "pcso"), ("visibility", "internal")],
)
def test_the_kind_of_role_is_fixed_once_published(name: str, value: str) -> None:
    vacancy = make_open()
    with pytest.raises(ValidationError, match="cannot change once the advert is published"):
        edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={name: value})


def test_the_log_says_nothing_of_a_restricted_advert_but_its_steps() -> None:
    vacancy = make_open(**RESTRICTED)
    edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={"grade": "Band A"})
    step(vacancy, E.CLOSE, reason_code="other", reason="The informant has left")
    for entry in AuditEntry.objects.filter(
        target_id=str(vacancy.pk), action__startswith="vacancy."
    ):
        assert set(entry.after) <= {"status", "version"}
        assert "informant" not in entry.reason
    assert last_change(vacancy).reason == "The informant has left"


# ---- Colleagues


def test_those_who_could_approve_are_written_to_and_the_sender_hears_back() -> None:
    author = recruiter()
    vacancy = written(author)
    step(vacancy, E.SEND, author)
    asked = OutboxEmail.objects.get(kind="advert_waiting")
    assert asked.to_address == second().email
    email = AdvertWaiting.load(asked.ids)
    assert email is not None
    assert (email.subject, email.who) == (
        f"Please approve: Test Analyst ({vacancy.reference})",
        "rowan.example",
    )
    step(vacancy, E.RETURN, second(), reason="Say what the hours are.")
    assert AdvertWaiting.load(asked.ids) is None  # nobody has to approve it now
    back = OutboxEmail.objects.get(kind="advert_decided")
    decided = AdvertDecided.load(back.ids)
    assert decided is not None
    assert (back.to_address, decided.approved, decided.reason) == (
        author.email,
        False,
        "Say what the hours are.",
    )


def test_an_email_names_no_restricted_advert() -> None:
    author = recruiter()
    vacancy = written(author, **RESTRICTED, title="Covert Handler")
    step(vacancy, E.SEND, author)
    step(vacancy, E.RETURN, second(), reason="Covert is not a band.")
    for row in OutboxEmail.objects.filter(kind__startswith="advert_"):
        email = AdvertWaiting if row.kind == "advert_waiting" else AdvertDecided
        change = VacancyChange.objects.get(pk=row.ids["change"])
        made = email(**email.common(change, second()), **email.details(change))
        everything = "".join((made.subject, render(made).text, render(made).html))
        assert "Covert" not in everything
        assert vacancy.reference not in everything


KINDS = [kind for kind in registered_emails() if kind.__module__ == "vacancies.emails.life"]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.kind for kind in KINDS])
def test_both_parts_of_an_email_lead_to_the_advert(kind: Any) -> None:
    rendered = render(kind.sample())
    assert kind.sample().link in rendered.text
    assert f'href="{kind.sample().link}"' in rendered.html
    assert "Business Support Officer (MPS-26-0403)" in rendered.text


def test_unpublished_statuses_are_those_without_a_time_of_publication() -> None:
    assert {S(one) for one in UNPUBLISHED} == {S.DRAFT, S.WAITING, S.APPROVED}


def test_the_task_has_the_name_that_is_nudged() -> None:
    assert tasks.tell_of_changes.name == telling.TELL_TASK
