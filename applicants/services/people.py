"""The person behind applications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from applicants.models import Candidate
from recruitment.accounts.models import User


def lock_candidate(user: User) -> Candidate:
    """The candidate of this account, made when there is none, locked until the transaction ends."""
    candidate, _ = Candidate.objects.get_or_create(
        user=user, defaults={"given_names": user.first_name, "family_name": user.last_name}
    )
    # Two starts of one person wait for each other here, so the second finds the first's draft.
    return Candidate.objects.select_for_update().get(pk=candidate.pk)


def keep_name(*, candidate: Candidate, answers: Mapping[str, Any]) -> None:
    """Take name and number from completed answers, for greetings, lists and search."""
    candidate.given_names = answers["given_names"][:100]
    candidate.family_name = answers["family_name"][:100]
    candidate.phone = answers["phone"][:30]
    candidate.save(update_fields=["given_names", "family_name", "phone"])
