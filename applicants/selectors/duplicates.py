"""Accounts that may belong to one person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from applicants.models import Application, Candidate, PossibleDuplicate
from applicants.wording import duplicate_words
from recruitment.accounts.models import User

State = PossibleDuplicate.State


@dataclass(frozen=True, slots=True)
class ComparedAccount:
    """What support may compare; they see no application."""

    candidate: Candidate
    applications: int

    @property
    def user(self) -> User:
        """The account."""
        return self.candidate.user


def is_told_of_duplicate(candidate: Candidate) -> bool:
    """Whether this person's pages say that they may have registered more than once."""
    return PossibleDuplicate.objects.filter(noticed_for=candidate, state=State.OPEN).exists()


def words_for(candidate: Candidate) -> tuple[str, ...]:
    """What this person's pages say about it; empty for nearly everybody."""
    return duplicate_words() if is_told_of_duplicate(candidate) else ()


def find_duplicate(pk: int) -> PossibleDuplicate | None:
    """One pair with both accounts."""
    return all_duplicates().filter(pk=pk).first()


def all_duplicates() -> QuerySet[PossibleDuplicate]:
    """Every pair, for support."""
    return PossibleDuplicate.objects.select_related("noticed_for__user", "other__user")


def compared(duplicate: PossibleDuplicate) -> list[ComparedAccount]:
    """Both accounts of a pair, the older first."""
    pair = sorted((duplicate.noticed_for, duplicate.other), key=lambda one: one.user.date_joined)
    return [ComparedAccount(one, Application.objects.filter(candidate=one).count()) for one in pair]


def duplicate_of_pair(first: Candidate, second: Candidate) -> PossibleDuplicate | None:
    """The row of this pair, whoever was noticed first."""
    pair = Q(noticed_for=first, other=second) | Q(noticed_for=second, other=first)
    return PossibleDuplicate.objects.filter(pair).first()


def paired_with(candidate: Candidate) -> set[int]:
    """The keys of everybody with whom this person was compared before, whoever was noticed
    first."""
    pairs = PossibleDuplicate.objects.filter(Q(noticed_for=candidate) | Q(other=candidate))
    keys = {key for pair in pairs.values_list("noticed_for", "other") for key in pair}
    return keys - {candidate.pk}


def find_candidate_by_username(username: str) -> Candidate | None:
    """The candidate of an account that is no member of staff, by its exact username."""
    people = Candidate.objects.select_related("user")
    return people.filter(user__username=username, user__is_staff=False).first()
