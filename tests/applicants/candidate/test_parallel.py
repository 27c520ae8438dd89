"""Many at once. Each proof is also run with its lock taken away, and must then fail."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Event
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from applicants.models import (
    Application,
    Candidate,
    EligibilityDecision,
    EqualityPool,
    StatusChange,
)
from applicants.services import applying, saving, transition
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.applicants.candidate.world import (
    crowd_of,
    external_vacancy,
    owner,
    ready_draft,
    signed_in,
    url,
)
from tests.applicants.factories import make_candidate
from vacancies.choices_life import VacancyEvent
from vacancies.models import Vacancy
from vacancies.services.publishing import take_step

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE, PEOPLE = 20, 50
CLOSED = "This vacancy has closed, so the application cannot be sent. What you wrote is kept."


def together(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work` in `count` threads that begin at the same moment; errors are returned."""
    barrier = Barrier(count)

    def one(number: int) -> Any:
        try:
            barrier.wait(timeout=30)
            return work(number)
        except Exception as error:  # what went wrong is what the test looks at
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=count) as pool:
        return list(pool.map(one, range(count)))


def read_without_lock(application_id: Any) -> Application:
    found = Application.objects.select_related("candidate__user", "vacancy")
    return found.get(pk=application_id)


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sending as it would be if nobody waited for anybody."""
    monkeypatch.setattr(applying, "_lock_person", lambda application_id: None)
    monkeypatch.setattr(applying, "_lock_vacancy", lambda vacancy_id: None)
    monkeypatch.setattr(applying, "lock_application", read_without_lock)
    monkeypatch.setattr(transition, "lock_application", read_without_lock)


def send_twenty_times(raise_errors: bool) -> tuple[Application, list[Any]]:
    application = ready_draft()
    browsers = [
        signed_in(application.candidate, raise_request_exception=raise_errors)
        for _ in range(AT_ONCE)
    ]
    answers = together(
        AT_ONCE,
        lambda n: browsers[n].post(url("submit", application.pk), {"equality-sex": "female"}),
    )
    return application, answers


def facts(application: Application) -> dict[str, int]:
    return {
        "sent": Application.objects.filter(submitted_at__isnull=False).count(),
        "steps": StatusChange.objects.filter(application=application, event="submit").count(),
        "decisions": EligibilityDecision.objects.filter(application=application).count(),
        "mails": OutboxEmail.objects.filter(kind="application_received").count(),
        "audit": AuditEntry.objects.filter(action="application.submit").count(),
        "counted": len(EqualityPool.objects.get().waiting["answers"]),
    }


ONCE = {"sent": 1, "steps": 1, "decisions": 1, "mails": 1, "audit": 1, "counted": 1}


def test_twenty_posts_send_one_application() -> None:
    application, answers = send_twenty_times(raise_errors=True)
    receipt = url("submitted", application.pk)
    assert [(one.status_code, one.url) for one in answers] == [(302, receipt)] * AT_ONCE
    assert facts(application) == ONCE


def test_without_its_locks_the_same_proof_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    without_locks(monkeypatch)
    application, answers = send_twenty_times(raise_errors=False)
    codes = [getattr(one, "status_code", 500) for one in answers]
    # Only the unique sequence of the history stands between them now: pages break.
    assert codes.count(500) >= 1 or facts(application) != ONCE


def test_twenty_starts_make_one_draft() -> None:
    vacancy = external_vacancy()
    candidate = make_candidate()
    browsers = [signed_in(candidate) for _ in range(AT_ONCE)]
    address = reverse("applicants:start", args=[vacancy.reference])
    answers = together(AT_ONCE, lambda n: browsers[n].post(address))
    application = Application.objects.get()
    assert {(one.status_code, one.url) for one in answers} == {(302, url("tasks", application.pk))}
    assert OutboxEmail.objects.count() == 1


def test_without_its_lock_twenty_starts_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "lock_candidate", lambda user: Candidate.objects.get(user=user))
    vacancy = external_vacancy()
    candidate = make_candidate()
    browsers = [signed_in(candidate, raise_request_exception=False) for _ in range(AT_ONCE)]
    address = reverse("applicants:start", args=[vacancy.reference])
    answers = together(AT_ONCE, lambda n: browsers[n].post(address))
    codes = [getattr(one, "status_code", 500) for one in answers]
    # The database still refuses a second draft, but no longer quietly.
    assert Application.objects.count() == 1
    assert codes.count(500) >= 1


def race_with_closing() -> list[Any]:
    """Somebody closes the vacancy while fifty people send: they have the row first. Returns what
    each of the fifty got."""
    drafts = crowd_of(ready_draft(), PEOPLE)
    people = [owner(one) for one in drafts]
    has_lock, all_sent = Event(), Barrier(PEOPLE + 1)

    def close_vacancy() -> None:
        with transaction.atomic():
            vacancy = Vacancy.objects.select_for_update().get(pk=drafts[0].vacancy_id)
            vacancy.closes_at = timezone.now() - timedelta(seconds=1)
            vacancy.save(update_fields=["closes_at"])
            has_lock.set()
            with suppress(BrokenBarrierError):  # nobody comes there while all of them wait
                all_sent.wait(timeout=3)

    def send(number: int) -> Any:
        has_lock.wait(timeout=10)
        try:
            return applying.submit_application(application_id=drafts[number].pk, by=people[number])
        finally:
            with suppress(BrokenBarrierError):
                all_sent.wait(timeout=30)

    return together(PEOPLE + 1, lambda n: close_vacancy() if n == PEOPLE else send(n))[:PEOPLE]


def test_fifty_wait_for_a_closing_that_is_under_way_and_none_is_late() -> None:
    results = race_with_closing()
    assert {str(one) for one in results} == {CLOSED}
    assert not Application.objects.exclude(status="draft").exists()


def test_without_the_vacancys_lock_applications_slip_past_the_closing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(applying, "_lock_person", lambda application_id: None)
    monkeypatch.setattr(applying, "_lock_vacancy", lambda vacancy_id: None)
    race_with_closing()
    closed_at = Vacancy.objects.get(applications__reference="A-91-000000").closes_at
    late = Application.objects.filter(status="submitted", submitted_at__gt=closed_at)
    assert late.exists()


def race_with_extension() -> tuple[Application, Any]:
    """The time runs out, and somebody extends it while an application is being sent."""
    application = ready_draft()
    Vacancy.objects.filter(pk=application.vacancy_id).update(
        closes_at=timezone.now() - timedelta(microseconds=1)
    )
    has_lock, may_commit = Event(), Event()

    def extend() -> None:
        with transaction.atomic():
            take_step(
                vacancy_id=application.vacancy_id,
                event=VacancyEvent.EXTEND,
                by=None,
                closes_at=timezone.now() + timedelta(days=1),
                reason_code="fault",
            )
            has_lock.set()
            may_commit.wait(timeout=2)

    def send() -> Any:
        has_lock.wait(timeout=10)
        try:
            return applying.submit_application(application_id=application.pk, by=owner(application))
        finally:
            may_commit.set()

    results = together(2, lambda n: extend() if n == 0 else send())
    application.refresh_from_db()
    return application, results[1]


def test_sending_waits_for_an_extension_that_is_under_way() -> None:
    application, result = race_with_extension()
    assert application.status == "submitted", result


def test_without_the_vacancys_lock_an_extension_comes_too_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(applying, "_lock_person", lambda application_id: None)
    monkeypatch.setattr(applying, "_lock_vacancy", lambda vacancy_id: None)
    application, _ = race_with_extension()
    assert application.status == "draft"


def test_nobody_is_late_and_nobody_in_time_is_refused_across_an_extension() -> None:
    """Fifty send while the closing time is moved: each is decided by one closing time or the
    other, and none is accepted after the one it was decided by."""
    first = timezone.now() + timedelta(milliseconds=400)
    vacancy = external_vacancy(closes_at=first)
    drafts = crowd_of(ready_draft(vacancy=vacancy), PEOPLE)
    first = timezone.now() + timedelta(milliseconds=400)
    Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=first)
    second = first + timedelta(milliseconds=400)

    def send(number: int) -> Any:
        sleep(number * 0.024)
        return applying.submit_application(
            application_id=drafts[number].pk, by=owner(drafts[number])
        )

    def extend() -> Any:
        sleep(0.2)
        return take_step(
            vacancy_id=vacancy.pk,
            event=VacancyEvent.EXTEND,
            by=None,
            closes_at=second,
            reason_code="fault",
        )

    results = together(PEOPLE + 1, lambda n: extend() if n == PEOPLE else send(n))
    assert not isinstance(results[PEOPLE], Exception)
    sent = Application.objects.filter(vacancy=vacancy, status="submitted")
    assert {one.pk for one in sent} == {
        one.pk for one in results[:PEOPLE] if isinstance(one, Application)
    }
    assert max(one.submitted_at for one in sent) <= second
    refused = [one for one in results[:PEOPLE] if isinstance(one, Exception)]
    assert {str(one) for one in refused} <= {CLOSED}
    assert len(sent) + len(refused) == PEOPLE


def save_in_two_tabs(monkeypatch: pytest.MonkeyPatch) -> tuple[Application, list[Any]]:
    """Both tabs look at what is stored before either writes, if nothing keeps them apart."""
    application = ready_draft()
    both_have_looked, look = Barrier(2), saving.saved_section

    def look_slowly(*given: Any) -> Any:
        found = look(*given)
        with suppress(BrokenBarrierError):  # the other one waits for the lock
            both_have_looked.wait(timeout=1)
        return found

    monkeypatch.setattr(saving, "saved_section", look_slowly)
    return application, together(
        2,
        lambda n: saving.save_section(
            application_id=application.pk,
            code="statement",
            answers={"statement": f"Version {n}"},
            version=1,
            completed=True,
            by=owner(application),
        ),
    )


def test_two_tabs_saving_at_once_keep_one_and_refuse_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application, saves = save_in_two_tabs(monkeypatch)
    [kept] = [one for one in saves if not isinstance(one, Exception)]
    [refused] = [one for one in saves if isinstance(one, Exception)]
    assert "saved in another tab" in str(refused)
    row = application.sections.get(code="statement")
    assert (row.answers, row.version) == (kept.answers, 2)


def test_without_the_lock_one_tab_overwrites_the_other_silently(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(saving, "lock_application", read_without_lock)
    application, saves = save_in_two_tabs(monkeypatch)
    assert [one.version for one in saves] == [2, 2]
    assert application.sections.get(code="statement").version == 2
