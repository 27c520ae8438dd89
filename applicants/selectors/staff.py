"""Which applications a member of staff may see, and how they find them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from applicants.models import Application, Candidate
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.choices import VacancyStatus, Visibility
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff

APPLICATION_REFERENCE = re.compile(r"A-[\d-]*", re.IGNORECASE)
VACANCY_REFERENCE = re.compile(r"MPS-[\d-]*", re.IGNORECASE)
VACANCIES_IN_FILTER = 25


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of an application this person sees.

    names: who it is. whole: answers, decision, offer, checks, history. blind: evidence and
    scores alone, for a marker (domain document 4.2).
    """

    names: bool
    whole: bool
    blind: bool

    @property
    def any(self) -> bool:
        """True where the person may open applications at all."""
        return self.names or self.blind


def sight_of(user: User) -> Sight:
    """What this person's rights let them see of the applications in their scope."""
    whole = has_right(user, Right.READ_APPLICATIONS)
    return Sight(
        names=whole
        or has_right(user, Right.READ_ADJUSTMENTS)
        or has_right(user, Right.READ_DECLARATIONS),
        whole=whole,
        blind=not whole and has_right(user, Right.SCORE_APPLICATIONS),
    )


def applications_for_staff(
    user: User, *, device: Device | None = None, at: datetime | None = None
) -> QuerySet[Application]:
    """The applications this person may work on: sent ones, of their vacancies, never their own.

    Drafts do not exist for staff, and applications for a restricted vacancy only at a Met device.
    Those for a sealed vacancy appear when it has closed; only people who decide eligibility see
    them earlier, because their deadlines run before that.
    """
    if not sight_of(user).any:
        return Application.objects.none()
    found = _in_scope(user, device)
    if not has_right(user, Right.DECIDE_ELIGIBILITY):
        found = found.exclude(_sealed(at or timezone.now()))
    return found


def count_sealed(user: User, *, device: Device | None = None, at: datetime | None = None) -> int:
    """How many applications in this person's scope are sealed until their vacancy closes."""
    if has_right(user, Right.DECIDE_ELIGIBILITY) or not sight_of(user).any:
        return 0
    return _in_scope(user, device).filter(_sealed(at or timezone.now())).count()


def _in_scope(user: User, device: Device | None) -> QuerySet[Application]:
    own = Candidate.objects.filter(user=user)
    sent = Application.objects.filter(submitted_at__isnull=False)
    sent = sent.exclude(candidate__in=own.values("pk"))
    if not has_right(user, Right.SEE_ALL_VACANCIES):
        mine = vacancies_for_staff(user, device=device).order_by()
        return sent.filter(vacancy__in=mine.values("pk"))
    if device is not None and device.trusted:
        return sent
    # Named the other way round: the few restricted vacancies, not all the others.
    restricted = Vacancy.objects.filter(visibility=Visibility.RESTRICTED)
    return sent.exclude(vacancy__in=restricted.values("pk"))


def _sealed(at: datetime) -> Q:
    """Of a vacancy whose applications nobody reads before it closes, which is still open."""
    open_still = Q(closes_at__isnull=True) | Q(closes_at__gte=at)
    sealed = Vacancy.objects.filter(
        open_still, sealed_until_close=True, status=VacancyStatus.OPEN, opens_at__lte=at
    )
    return Q(vacancy__in=sealed.values("pk"))


def find_application(
    user: User, application_id: UUID, *, device: Device | None = None
) -> Application | None:
    """One application with its candidate and vacancy; None where this person may not see it."""
    return (
        applications_for_staff(user, device=device)
        .select_related("candidate__user", "vacancy", "interview", "offer")
        .filter(pk=application_id)
        .first()
    )


def search_applications(
    found: QuerySet[Application], words: str, *, names: bool
) -> QuerySet[Application]:
    """Narrow by a reference, a vacancy's reference, an email address or parts of a name.

    Without `names` only references are looked at, so that a marker cannot test for a person.
    """
    text = " ".join(words.replace("\x00", "").split())
    if not text:
        return found
    if APPLICATION_REFERENCE.fullmatch(text):
        return found.filter(reference__startswith=text.upper())
    if VACANCY_REFERENCE.fullmatch(text):
        matching = Vacancy.objects.filter(reference__startswith=text.upper())
        return found.filter(vacancy__in=matching.values("pk"))
    if not names:
        return found.none()
    if "@" in text:
        return found.filter(candidate__user__email=text.lower())
    people = Candidate.objects.all()
    for word in text.split():
        people = people.filter(Q(given_names__icontains=word) | Q(family_name__icontains=word))
    return found.filter(candidate__in=people.values("pk"))


def vacancies_to_filter_by(user: User, *, device: Device | None = None) -> list[tuple[int, str]]:
    """The newest vacancies of this person's scope, as id and name; older ones are searched for."""
    newest = (
        vacancies_for_staff(user, device=device)
        .order_by("-pk")
        .values_list("pk", "reference", "title")
    )
    return [(pk, f"{reference} {title}") for pk, reference, title in newest[:VACANCIES_IN_FILTER]]
