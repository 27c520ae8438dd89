"""What is prepared and not released, what a release would do, and what one did. For staff alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from applicants.choices import Event, Status
from applicants.errors import Refused
from applicants.models import Application, PreparedDecision, Release, ReleaseLine
from applicants.pipeline import STEPS
from applicants.selectors.staff import applications_for_staff
from applicants.services.guards import GUARDS
from applicants.services.outcome_words import OutcomeWords, check_words, needs_outcome_reason
from recruitment.access.device import Device
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, rights_of
from vacancies.models import Vacancy
from vacancies.selectors import vacancies_for_staff

WAITING = ReleaseLine.Outcome.WAITING
# Who reads what is prepared: those who write it, and those who tell it.
READS_PREPARED = frozenset({Right.PREPARE_DECISIONS, Right.RELEASE_DECISIONS})
STAGE_NAMES = {Status.SIFT: "After the sift", Status.INT_DONE: "After the interview"}


def reads_prepared(user: User) -> bool:
    """Whether this person's work has to do with decisions that nobody was told yet."""
    return bool(rights_of(user) & READS_PREPARED)


def prepared_of(application: Application) -> PreparedDecision | None:
    """What is prepared for an application."""
    return (
        PreparedDecision.objects.select_related("prepared_by")
        .filter(application=application)
        .first()
    )


def planned_of(application: Application) -> Release | None:
    """The release that will tell it, where one is planned."""
    return Release.objects.filter(
        lines__application=application, lines__outcome=WAITING, cancelled_at=None
    ).first()


def prepared_for_staff(user: User, *, device: Device) -> QuerySet[PreparedDecision]:
    """What is prepared within this person's scope, with `planned`: whether a release is set."""
    if not reads_prepared(user):
        return PreparedDecision.objects.none()
    waiting = ReleaseLine.objects.filter(application=OuterRef("application"), outcome=WAITING)
    mine = applications_for_staff(user, device=device).order_by().values("pk")
    return (
        PreparedDecision.objects.filter(application__in=mine)
        .select_related("application__candidate__user", "application__vacancy", "prepared_by")
        .annotate(planned=Exists(waiting))
        .order_by("application__vacancy__reference", "event", "prepared_at", "pk")
    )


def ready_to_release(vacancy_id: int) -> QuerySet[PreparedDecision]:
    """The prepared decisions of a vacancy that stand in no planned release, in a fixed order."""
    waiting = ReleaseLine.objects.filter(application=OuterRef("application"), outcome=WAITING)
    return (
        PreparedDecision.objects.filter(application__vacancy_id=vacancy_id)
        .filter(~Exists(waiting))
        .select_related("application__candidate__user", "application__vacancy")
        .order_by("pk")
    )


def fingerprint(decisions: Iterable[PreparedDecision]) -> str:
    """Says whether a list of prepared decisions is still the one that somebody looked at."""
    seen = ",".join(f"{one.pk}.{one.version}" for one in decisions)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class VacancyToRelease:
    """A vacancy with decisions that could be released."""

    pk: int
    name: str
    count: int


def vacancies_to_release(user: User, *, device: Device) -> list[VacancyToRelease]:
    """The person's vacancies that have prepared decisions in no planned release. Two queries."""
    waiting = ReleaseLine.objects.filter(application=OuterRef("application"), outcome=WAITING)
    mine = vacancies_for_staff(user, device=device).order_by().values("pk")
    counted = (
        PreparedDecision.objects.filter(application__vacancy__in=mine)
        .filter(~Exists(waiting))
        .values_list("application__vacancy", "application__vacancy__reference")
        .annotate(count=Count("pk"))
        .order_by("application__vacancy__reference")
    )
    rows = list(counted)
    titles = dict(
        Vacancy.objects.filter(pk__in=[row[0] for row in rows]).values_list("pk", "title")
    )
    return [
        VacancyToRelease(pk, f"{titles[pk]} ({reference})", count) for pk, reference, count in rows
    ]


# Each costs a few queries, and a page is not to wait for hundreds; the release looks at them all.
LOOKED_AT_BEFORE = 50


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """What a release would do to one application, or what stands in its way. `looked_at` is false
    for those of a long list that the release itself looks at first."""

    application: Application
    outcome: str
    obstacles: list[str]
    looked_at: bool = True


def preview_release(decisions: Iterable[PreparedDecision], *, at: datetime) -> list[PreviewLine]:
    """Each decision with what stands in its way at this moment, those with something first.

    It asks the guards that the release itself will ask, one application at a time, for the first
    LOOKED_AT_BEFORE.
    """
    lines = []
    for number, one in enumerate(decisions):
        label, looked_at = str(Event(one.event).label), number < LOOKED_AT_BEFORE
        obstacles = _obstacles(one, at) if looked_at else []
        lines.append(PreviewLine(one.application, label, obstacles, looked_at))
    return sorted(lines, key=lambda line: not line.obstacles)


def _obstacles(prepared: PreparedDecision, at: datetime) -> list[str]:
    event, application = Event(prepared.event), prepared.application
    answers = [GUARDS[name](application, at) for name in STEPS[event].guards]
    if needs_outcome_reason(event):
        try:
            check_words(
                application,
                event,
                OutcomeWords(prepared.reason_code, prepared.feedback, prepared.criteria),
            )
        except Refused as refusal:
            answers.append(str(refusal))
    return [sentence for sentence in answers if sentence]


def releases_for_staff(user: User, *, device: Device) -> QuerySet[Release]:
    """Releases of this person's vacancies, newest first, with `told`, `skipped` and `waiting`."""
    mine = vacancies_for_staff(user, device=device).order_by().values("pk")
    outcome = ReleaseLine.Outcome
    counts = {
        "told": Count("lines", filter=Q(lines__outcome=outcome.RELEASED)),
        "skipped": Count("lines", filter=Q(lines__outcome=outcome.SKIPPED)),
        "waiting": Count("lines", filter=Q(lines__outcome=outcome.WAITING)),
    }
    return (
        Release.objects.filter(vacancy__in=mine)
        .select_related("vacancy", "planned_by", "cancelled_by")
        .annotate(**counts)
        .order_by("-release_at", "-pk")
    )


def report_of(release: Release) -> list[ReleaseLine]:
    """The decisions of a release: skipped ones first, then those that wait, then the others."""
    rank = {"skipped": 0, "waiting": 1, "cancelled": 2, "released": 3}
    rows = release.lines.select_related("application__candidate__user").order_by("pk")
    return sorted(rows, key=lambda line: rank[line.outcome])
