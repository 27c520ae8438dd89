"""Which applications a member of staff may see, and how they find them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import (
    BooleanField,
    Case,
    F,
    Field,
    Func,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from applicants.knowing import is_named
from applicants.models import Application, ApplicationSection, Candidate, SiftDeclaration
from applicants.models.application import SEARCHED_SECTIONS, UNREAD_OF_VACANCY, AnswerWords
from applicants.selectors.seals import sealed_at
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from vacancies.choices import Visibility
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff

APPLICATION_REFERENCE = re.compile(r"A-[\d-]*", re.IGNORECASE)
VACANCY_REFERENCE = re.compile(r"MPS-[\d-]*", re.IGNORECASE)
VACANCIES_IN_FILTER = 25
LARGEST_KEY = 2**63  # a number typed into an address may be larger than any key


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
    user: User,
    *,
    device: Device | None = None,
    at: datetime | None = None,
    scope: Scope | None = None,
) -> QuerySet[Application]:
    """The applications this person may work on: sent ones, of their vacancies, never their own.

    Drafts do not exist for staff, and applications for a restricted vacancy only at a Met device.
    Those for a sealed vacancy appear when it has closed; only people who decide eligibility see
    them earlier, because their deadlines run before that. Markers see those of vacancies for which
    they said whom they know, without the people they know. `scope` is what `scope_of` gave for this
    very request, where it was asked already.
    """
    scope = scope or scope_of(user, device=device, at=at or timezone.now())
    found = _sent_to_others(user, scope).exclude(vacancy_id__in=scope.sealed)
    return found.exclude(sift_conflicts__marker=user) if sight_of(user).blind else found


def applications_to_count(user: User, *, device: Device, at: datetime) -> QuerySet[Application]:
    """The same scope for reports, whose readers (Right.READ_REPORTS) need not see applications:
    nothing of a single one is shown."""
    counts_only = has_right(user, Right.READ_REPORTS)
    scope = scope_of(user, device=device, at=at, counts_only=counts_only)
    return _sent_to_others(user, scope).exclude(vacancy_id__in=scope.sealed)


def count_sealed(user: User, *, scope: Scope) -> int:
    """How many applications in this person's scope are sealed until their vacancy closes."""
    if not scope.sealed:
        return 0
    return _sent_to_others(user, scope).filter(vacancy_id__in=scope.sealed).count()


@dataclass(frozen=True, slots=True)
class Scope:
    """Keys of vacancies. They are fetched first and named one by one in the query on applications:
    with them as constants the database uses its indexes, also on a million rows."""

    only: list[int] | None = None  # None = every vacancy but the hidden ones
    hidden: list[int] = field(default_factory=list)
    sealed: list[int] = field(default_factory=list)


def scope_of(
    user: User,
    *,
    device: Device | None,
    at: datetime,
    counts_only: bool = False,
    application_id: UUID | None = None,
) -> Scope:
    """The vacancies whose applications this person sees on this device at this moment. A page that
    needs it several times asks once. With `application_id` only that one's vacancy is looked at,
    which is enough to find it."""
    if not counts_only and not sight_of(user).any:
        return Scope(only=[])
    reads_sealed = has_right(user, Right.DECIDE_ELIGIBILITY)
    mine = vacancies_for_staff(user, device=device).order_by()
    if sight_of(user).blind and not counts_only:
        # Only after saying whom they know: otherwise the list would tell who applied.
        mine = mine.filter(sift_declarations__marker=user)
    if application_id is not None:
        mine = mine.filter(applications=application_id)
    if not has_right(user, Right.SEE_ALL_VACANCIES):
        rows = list(mine.values_list("pk", _is_sealed(at)))
        sealed = [] if reads_sealed else [pk for pk, is_sealed in rows if is_sealed]
        return Scope(only=[pk for pk, _ in rows], sealed=sealed)
    # Named the other way round: the few that are not theirs to see, not all the others.
    trusted = device is not None and device.trusted
    restricted = Q(visibility=Visibility.RESTRICTED) if not trusted else Q(pk__in=[])
    unread = sealed_at(at) if not reads_sealed else Q(pk__in=[])
    apart = Vacancy.objects.filter(restricted | unread)
    if application_id is not None:
        apart = apart.filter(applications=application_id)
    rows = list(apart.values_list("pk", "visibility"))
    hidden = [pk for pk, seen in rows if not trusted and seen == Visibility.RESTRICTED]
    return Scope(hidden=hidden, sealed=[pk for pk, _ in rows if pk not in set(hidden)])


def _sent_to_others(user: User, scope: Scope) -> QuerySet[Application]:
    """Sent applications of the scope, the person's own left out."""
    own = Candidate.objects.filter(user=user).values("pk")
    sent = Application.objects.filter(submitted_at__isnull=False)
    sent = sent.exclude(candidate_id=Coalesce(Subquery(own), 0))
    if scope.only is not None:
        return sent.filter(_of_vacancies(scope.only)) if scope.only else sent.none()
    return sent.exclude(vacancy_id__in=scope.hidden)


def _of_vacancies(keys: list[int]) -> Func:
    """`vacancy_id IN keys` with one parameter in the place of hundreds: building and sending them
    cost more than the query."""
    return Func(
        F("vacancy_id"),
        Value(keys, output_field=Field()),  # an ArrayField would look at each key
        template="%(expressions)s::bigint[])",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def _is_sealed(at: datetime) -> Case:
    return Case(When(sealed_at(at), then=Value(True)), default=Value(False))


def find_application(
    user: User, application_id: UUID, *, device: Device | None = None
) -> Application | None:
    """One application with its candidate and vacancy; None where this person may not see it."""
    at = timezone.now()
    scope = scope_of(user, device=device, at=at, application_id=application_id)
    found = (
        applications_for_staff(user, scope=scope)
        .select_related(
            "candidate__user",
            "vacancy",
            "interview__slot",
            "interview_wish",
            "offer",
            "assignment__owner",
        )
        .defer(*UNREAD_OF_VACANCY)
        .filter(pk=application_id)
        .first()
    )
    if found is not None and sight_of(user).blind and _is_known(user, found):
        return None
    return found


def _is_known(user: User, application: Application) -> bool:
    """Whether a marker named this person before the sift; people may have applied since."""
    rows = SiftDeclaration.objects.filter(vacancy_id=application.vacancy_id, marker=user)
    declaration = rows.first()
    return declaration is not None and is_named(application.candidate, declaration.names)


def vacancy_to_declare_for(
    user: User, application_id: UUID, *, device: Device | None = None
) -> int | None:
    """The vacancy for which a marker must say whom they know before they may open this
    application; None where they have, or where it is not theirs to mark."""
    if not sight_of(user).blind:
        return None
    mine = vacancies_for_staff(user, device=device).exclude(sift_declarations__marker=user)
    sent = Application.objects.filter(pk=application_id, submitted_at__isnull=False)
    return sent.filter(vacancy__in=mine.order_by()).values_list("vacancy_id", flat=True).first()


def applications_with_adjustments(
    found: QuerySet[Application], *, waiting: bool, by: User
) -> QuerySet[Application]:
    """Those that ask for adjustments which nobody has agreed yet, or which are agreed; none for a
    person without Right.READ_ADJUSTMENTS."""
    if not has_right(by, Right.READ_ADJUSTMENTS):
        return found.none()
    asked = found.filter(adjustments_request__asks=True)
    unread = Q(adjustments_request__agreed_at=None) | Q(
        adjustments_request__agreed_at__lt=F("adjustments_request__changed_at")
    )
    return asked.filter(unread) if waiting else asked.exclude(unread)


def search_applications(
    found: QuerySet[Application], words: str, *, names: bool, answers: bool = False
) -> QuerySet[Application]:
    """Narrow by a reference, a vacancy's reference, an email address, parts of a name, or words of
    the answers.

    Without `names` only references are looked at, so that a marker cannot test for a person;
    `answers` is for those who read whole applications. Words of one section are looked for
    together, in quotation marks next to each other, and not with a minus sign.
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
    if not answers:
        return found.filter(candidate__in=people.values("pk"))
    # Keys from each index, put together: a condition with "or" would use neither.
    named = Application.objects.filter(candidate__in=people.values("pk")).order_by()
    query = SearchQuery(text, config="english", search_type="websearch")
    written = ApplicationSection.objects.filter(code__in=SEARCHED_SECTIONS).annotate(
        words=AnswerWords("answers")
    )
    keys = named.values("pk").union(written.filter(words=query).values("application_id"), all=True)
    return found.filter(pk__in=keys)


def vacancies_to_filter_by(
    user: User, *, device: Device | None = None, chosen: int | None = None
) -> list[tuple[int, str]]:
    """The newest vacancies of this person's scope, as id and name; older ones are searched for.

    `chosen` is among them in any case, if it is within the scope at all.
    """
    mine = vacancies_for_staff(user, device=device)
    newest = mine.order_by("-pk").values_list("pk", "reference", "title")
    rows = list(newest[:VACANCIES_IN_FILTER])
    if chosen is not None and chosen < LARGEST_KEY and chosen not in {row[0] for row in rows}:
        rows += mine.order_by().filter(pk=chosen).values_list("pk", "reference", "title")
    return [(pk, f"{reference} {title}") for pk, reference, title in rows]
