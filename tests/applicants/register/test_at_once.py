"""The same button pressed in many places at once. Each proof fails with its lock taken away."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from applicants.errors import Refused
from applicants.register import recruiting, services
from applicants.register.models import Invitation, RegisterProfile
from applicants.register.selectors import match_of
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from tests.accounts.people import make_user
from tests.applicants.candidate.test_parallel import together
from tests.applicants.register.world import fill, make_opening, make_profile, make_recruiter

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def unlocked(profile_id: int, *conditions: Any) -> RegisterProfile | None:
    return RegisterProfile.objects.filter(*conditions, pk=profile_id).first()


def answers_at_once() -> int:
    """Half of them yes and half no; how many answers were taken."""
    vacancy = make_opening()
    profile = make_profile(f"p{RegisterProfile.objects.count()}")
    recruiter = make_recruiter(vacancy, username=f"r{profile.pk}")
    match = match_of(vacancy, profile.pk, at=timezone.now()).match
    sent = recruiting.invite(by=recruiter, match=match, vacancy=vacancy, message="Shall we?")
    results = together(
        AT_ONCE,
        lambda number: recruiting.answer_invitation(
            invitation_id=sent.pk, accept=number % 2 == 0, reply=f"{number}"
        ),
    )
    assert set(map(str, results)) <= {"accepted", "declined"}
    answered = AuditEntry.objects.filter(
        action__in=["register.accepted", "register.declined"], target_id=str(profile.pk)
    )
    return answered.count()


def test_one_of_many_answers_is_taken():
    assert answers_at_once() == 1
    assert OutboxEmail.objects.filter(kind="register_answer").count() == 1


def test_without_the_lock_of_the_profile_there_are_more(monkeypatch):
    monkeypatch.setattr(recruiting, "_lock", unlocked)
    assert max(answers_at_once() for _ in range(3)) > 1


def test_two_recruiters_who_invite_at_once_send_one_invitation():
    vacancy, profile = make_opening(), make_profile()
    people = [make_recruiter(vacancy, username=f"r{number}") for number in range(AT_ONCE)]
    match = match_of(vacancy, profile.pk, at=timezone.now()).match
    results = together(
        AT_ONCE,
        lambda number: recruiting.invite(
            by=people[number], match=match, vacancy=vacancy, message="Shall we?"
        ),
    )
    assert Invitation.objects.count() == 1
    assert sum(isinstance(one, Refused) for one in results) == AT_ONCE - 1


def test_registering_and_leaving_many_times_at_once_is_done_once():
    user = make_user("ash")
    fill(user)
    together(AT_ONCE, lambda _: services.register(by=user, convictions_read=True, consents=True))
    profile = RegisterProfile.objects.get()
    assert AuditEntry.objects.filter(action="register.join").count() == 1
    assert OutboxEmail.objects.filter(kind="register_joined").count() == 1
    left = together(AT_ONCE, lambda _: services.leave_register(profile_id=profile.pk))
    assert sorted(left) == [False] * (AT_ONCE - 1) + [True]
    assert OutboxEmail.objects.filter(kind="register_left").count() == 1
