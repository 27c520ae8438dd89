"""Many at once. Each proof is also run with its lock taken away, and must then fail."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
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
from applicants.services import applying, transition
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.applicants.candidate.world import (
    external_vacancy,
    owner,
    ready_draft,
    signed_in,
    url,
)
from tests.applicants.factories import make_candidate
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 20


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


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sending as it would be if nobody waited for anybody."""

    def read(application_id: Any) -> Application:
        found = Application.objects.select_related("candidate__user", "vacancy")
        return found.get(pk=application_id)

    monkeypatch.setattr(applying, "_lock_vacancy", lambda vacancy_id: None)
    monkeypatch.setattr(applying, "lock_application", read)
    monkeypatch.setattr(transition, "lock_application", read)


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
    monkeypatch.setattr(applying, "_lock_candidate", lambda user: Candidate.objects.get(user=user))
    vacancy = external_vacancy()
    candidate = make_candidate()
    browsers = [signed_in(candidate, raise_request_exception=False) for _ in range(AT_ONCE)]
    address = reverse("applicants:start", args=[vacancy.reference])
    answers = together(AT_ONCE, lambda n: browsers[n].post(address))
    codes = [getattr(one, "status_code", 500) for one in answers]
    # The database still refuses a second draft, but no longer quietly.
    assert Application.objects.count() == 1
    assert codes.count(500) >= 1


def race_with_closing() -> tuple[Application, Any]:
    """Somebody closes the vacancy while an application is being sent: they have the row first."""
    application = ready_draft()
    has_lock, may_commit = Event(), Event()

    def close_vacancy() -> None:
        with transaction.atomic():
            vacancy = Vacancy.objects.select_for_update().get(pk=application.vacancy_id)
            vacancy.closes_at = timezone.now() - timedelta(seconds=1)
            vacancy.save(update_fields=["closes_at"])
            has_lock.set()
            may_commit.wait(timeout=2)

    def send() -> Any:
        has_lock.wait(timeout=10)
        try:
            return applying.submit_application(application_id=application.pk, by=owner(application))
        finally:
            may_commit.set()

    results = together(2, lambda n: close_vacancy() if n == 0 else send())
    application.refresh_from_db()
    return application, results[1]


def test_sending_waits_for_a_closing_that_is_under_way() -> None:
    application, result = race_with_closing()
    assert str(result) == (
        "This vacancy has closed, so the application cannot be sent. What you wrote is kept."
    )
    assert application.status == "draft"


def test_without_the_vacancys_lock_an_application_slips_past_the_closing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(applying, "_lock_vacancy", lambda vacancy_id: None)
    application, _ = race_with_closing()
    assert application.status == "submitted"


def test_two_tabs_saving_at_once_keep_one_and_refuse_the_other() -> None:
    application = ready_draft()
    saves = together(
        2,
        lambda n: applying.save_section(
            application_id=application.pk,
            code="statement",
            answers={"statement": f"Version {n}"},
            version=1,
            completed=True,
            by=owner(application),
        ),
    )
    refused = [one for one in saves if isinstance(one, Exception)]
    assert len(refused) == 1
    assert "saved in another tab" in str(refused[0])
