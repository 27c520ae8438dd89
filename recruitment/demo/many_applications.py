"""Masses of invented applications for measurements, by COPY: no service could do it in time.

The same number always gives the same applications, but for their keys and days. Each has its
person, answers, history, decision, emails and audit entries, as if the services had written them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

import eligibility
from applicants.choices import Actor, CheckKind, CheckState, Event, Status, WorkKind
from applicants.deadlines import due_on
from applicants.models import (
    Application,
    ApplicationSection,
    Candidate,
    EligibilityDecision,
    EligibilityWork,
    Interview,
    Offer,
    PreEmploymentCheck,
    SiftMarking,
    SiftScore,
    StatusChange,
)
from applicants.pipeline import STEPS
from recruitment.accounts.models import User
from recruitment.audit.models import AuditEntry
from recruitment.demo.copying import analyse, copy_rows, next_keys
from recruitment.demo.data.many import SENTENCES, WORDS
from recruitment.demo.data.many_ways import FAMILY_FIRST, FAMILY_LAST, GIVEN, WAYS
from recruitment.demo.many_vacancies import load_many_vacancies
from recruitment.outbox.models import OutboxEmail
from vacancies.choices import Route
from vacancies.models import EssentialCriterion, TeamMember, Vacancy

BATCH = 5_000
EACH = 250  # applications for one vacancy
LEAST_VACANCIES = 20
STAFF_OF_HUNDRED = 44  # invented adverts that are for police staff from outside
TEAM_VACANCIES = 200  # of one recruiter: fifty thousand applications where there are so many
_FINAL = (Status.OFFER_FINAL, Status.STARTED)
SPACE = UUID("5b0e7c1e-9d6f-4b0a-8a53-0f4b7f5f9a11")
_WEIGHTS = tuple(way[0] for way in WAYS)
_RANKS = tuple(1 / rank for rank in range(3, len(WORDS) + 3))
WRITTEN = (
    User, Candidate, Application, ApplicationSection, StatusChange, EligibilityDecision,
    EligibilityWork, Interview, Offer, PreEmploymentCheck, SiftMarking, SiftScore, OutboxEmail,
    AuditEntry,
)  # fmt: skip


def load_many_applications(*, count: int, by: Sequence[User], now: datetime) -> int:
    """Add invented applications until `count` of them are there; returns how many were added.

    The recruiter and the marker in `by` join the teams of the first TEAM_VACANCIES vacancies.
    """
    vacancies = _vacancies(count, now)
    _join_teams(vacancies[:TEAM_VACANCIES], by)
    there = Application.objects.filter(reference__regex=r"^A-25-\d{8}$").count()
    scene = _Scene(vacancies, _decision(vacancies[0]), by[-1].pk, now)
    for start in range(there, count, BATCH):
        _add(range(start, min(start + BATCH, count)), scene)
    analyse(*WRITTEN)
    return max(0, count - there)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all of them share. `decision` is (given, decided) as text."""

    vacancies: list[Vacancy]
    decision: tuple[str, str]
    marker_id: int
    now: datetime


@dataclass(frozen=True, slots=True)
class _Made:
    """One application before it is written; `steps` are its history with the moment of each."""

    number: int
    key: UUID
    person: int
    vacancy: Vacancy
    status: Status
    steps: list[tuple[Event, datetime]]


def _vacancies(count: int, now: datetime) -> list[Vacancy]:
    wanted = max(LEAST_VACANCIES, count // EACH)
    load_many_vacancies(count=wanted * 100 // STAFF_OF_HUNDRED + 20, now=now)
    found = Vacancy.objects.filter(
        reference__regex=r"^MPS-26-\d{6}$", route=Route.EXTERNAL_STAFF, sealed_until_close=False
    )
    return list(found.order_by("pk")[:wanted])


def _join_teams(vacancies: list[Vacancy], by: Sequence[User]) -> None:
    TeamMember.objects.bulk_create(
        (
            TeamMember(vacancy=vacancy, user=user, role=role)
            for vacancy in vacancies
            for user, role in zip(by, ("recruiter", "sifter"), strict=True)
        ),
        ignore_conflicts=True,
    )


def _decision(vacancy: Vacancy) -> tuple[str, str]:
    given = {
        "id": "invented",
        "as_of": timezone.localdate().isoformat(),
        "vacancy": vacancy.eligibility_input(),
        "facts": {"previous_met_service": "none"},
    }
    return json.dumps(given), json.dumps(eligibility.decide(given).as_dict())


@transaction.atomic
def _add(numbers: range, scene: _Scene) -> None:
    people = _write_people(len(numbers), scene.now)
    made = [_make(number, person, scene) for number, person in zip(numbers, people, strict=True)]
    _write_applications(made)
    _write_answers(made, scene.now)
    _write_history(made)
    _write_beside(made, scene)


def _write_people(count: int, now: datetime) -> list[int]:
    """An account and a candidate for each application; returns the keys of the candidates."""
    users, candidates = next_keys(User, count), next_keys(Candidate, count)
    copy_rows(
        User,
        (
            "id", "password", "is_superuser", "first_name", "last_name", "is_staff", "is_active",
            "date_joined", "username", "email", "session_generation",
        ),
        (
            (pk, "!", False, "", "", False, True, now, f"many.{pk}", f"many.{pk}@people.example", 0)
            for pk in users
        ),
    )  # fmt: skip
    copy_rows(
        Candidate,
        ("id", "user", "given_names", "family_name", "phone", "created_at", "identity_key"),
        (
            (pk, user, *_name(user), "020 7946 0123", now, "")
            for pk, user in zip(candidates, users, strict=True)
        ),
    )
    return candidates


def _name(number: int) -> tuple[str, str]:
    draw = Random(number)  # nosec B311: invented people
    return draw.choice(GIVEN), draw.choice(FAMILY_FIRST) + draw.choice(FAMILY_LAST)


def _make(number: int, person: int, scene: _Scene) -> _Made:
    draw = Random(number)  # nosec B311: invented applications, the same each time
    _, status, events = draw.choices(WAYS, _WEIGHTS)[0]
    at = scene.now - timedelta(minutes=draw.randrange(60, 120 * 24 * 60))
    pace = (scene.now - at) / (len(events) + 1)
    steps = [(event, at + pace * place) for place, event in enumerate(events)]
    vacancy = scene.vacancies[draw.randrange(len(scene.vacancies))]
    return _Made(number, uuid5(SPACE, str(number)), person, vacancy, status, steps)


def _write_applications(made: list[_Made]) -> None:
    copy_rows(
        Application,
        (
            "id", "reference", "candidate", "vacancy", "status", "status_since", "created_at",
            "submitted_at", "eligibility_result", "interview_offer_opt_in", "version",
        ),
        (
            (
                one.key, f"A-25-{one.number:08d}", one.person, one.vacancy.pk, one.status.value,
                one.steps[-1][1], one.steps[0][1], one.steps[0][1], "eligible", False,
                len(one.steps),
            )
            for one in made
        ),
    )  # fmt: skip


def _write_answers(made: list[_Made], now: datetime) -> None:
    def rows() -> Iterator[tuple[Any, ...]]:
        for one in made:
            draw = Random(f"words {one.number}")  # nosec B311: invented words
            for code, answers in (
                ("eligibility", {"left_before": "no"}),
                ("personal", {"phone": "020 7946 0123"}),
                ("evidence", {"facts": _text(draw, 12)}),
                ("statement", {"statement": _text(draw, 16)}),
            ):
                yield one.key, code, json.dumps(answers), True, 1, "", now

    fields = ("application", "code", "answers", "completed", "version", "saved_from", "updated_at")
    copy_rows(ApplicationSection, fields, rows())


def _text(draw: Random, sentences: int) -> str:
    words = iter(draw.choices(WORDS, _RANKS, k=3 * sentences))
    return " ".join(
        draw.choice(SENTENCES).format(next(words), next(words), next(words))
        for _ in range(sentences)
    )


def _write_history(made: list[_Made]) -> None:
    """Each step with its audit entry and, where it has one, its email."""
    steps = [
        (one, place, event, before, after, at)
        for one in made
        for place, (event, before, after, at) in enumerate(_way(one), start=1)
    ]
    keys = next_keys(StatusChange, len(steps))
    copy_rows(
        StatusChange,
        (
            "id", "application", "sequence", "event", "from_status", "to_status", "at",
            "actor_kind", "reason_code", "reason", "data",
        ),
        (
            (key, one.key, place, event.value, before.value, after.value, at,
             STEPS[event].actor.value, "", "", "{}")
            for key, (one, place, event, before, after, at) in zip(keys, steps, strict=True)
        ),
    )  # fmt: skip
    copy_rows(
        AuditEntry,
        (
            "at", "action", "actor_label", "target_type", "target_id", "before", "after", "reason",
            "request_id",
        ),
        (
            (at, f"application.{event.value}", Actor(STEPS[event].actor).label,
             "applicants.application", str(one.key), json.dumps({"status": before.value}),
             json.dumps({"status": after.value}), "", "")
            for one, _, event, before, after, at in steps
        ),
    )  # fmt: skip
    copy_rows(
        OutboxEmail,
        (
            "guid", "kind", "kind_version", "dedupe_key", "to_address", "about", "ids", "status",
            "attempts", "due_at", "sent_at", "last_error", "created_at",
        ),
        (
            (uuid5(one.key, event), STEPS[event].email, 1, f"status:{one.key}:{place}",
             f"many.{one.person}@people.example", f"application:{one.key}",
             json.dumps({"application": str(one.key), "change": key}), "sent", 1, at, at, "", at)
            for key, (one, place, event, _, _, at) in zip(keys, steps, strict=True)
            if STEPS[event].email
        ),
    )  # fmt: skip


def _way(one: _Made) -> Iterator[tuple[Event, Status, Status, datetime]]:
    status = Status.DRAFT
    for event, at in one.steps:
        target = STEPS[event].moves[status]
        yield event, status, target, at
        status = target


def _write_beside(made: list[_Made], scene: _Scene) -> None:
    given, decided = scene.decision
    copy_rows(
        EligibilityDecision,
        ("application", "made_at", "occasion", "as_of", "ruleset", "result", "given", "decided"),
        (
            (one.key, at := one.steps[0][1], "submission", at.date(), "invented", "eligible",
             given, decided)
            for one in made
        ),
    )  # fmt: skip
    _write_work(made, scene)


def _write_work(made: list[_Made], scene: _Scene) -> None:
    """What some stages stand on: work on eligibility, scores, interviews, offers and checks."""
    reached = {one.key: dict(one.steps) for one in made}
    referred = [one for one in made if one.status is Status.ELIGIBILITY_REFER]
    EligibilityWork.objects.bulk_create(
        EligibilityWork(
            application_id=one.key,
            kind=WorkKind.REFERRAL,
            opened_at=one.steps[-1][1],
            due_on=due_on(WorkKind.REFERRAL, timezone.localdate(one.steps[-1][1])),
        )
        for one in referred
    )
    criteria = dict(
        EssentialCriterion.objects.filter(vacancy__in=scene.vacancies, code="facts")
        .values_list("vacancy_id", "pk")
    )  # fmt: skip
    marked = [
        (one, at) for one in made
        if (at := reached[one.key].get(Event.START_SIFT)) and
        (one.status is not Status.SIFT or one.number % 2)
    ]  # fmt: skip
    copy_rows(
        SiftMarking,
        ("application", "marker", "handed_at", "completed_at"),
        ((one.key, scene.marker_id, at, at) for one, at in marked),
    )
    copy_rows(
        SiftScore,
        ("application", "criterion", "marker", "score", "comment", "scored_at"),
        (
            (one.key, criteria[one.vacancy.pk], scene.marker_id, 1 + one.number % 5, "", at)
            for one, at in marked
        ),
    )
    invited = [one for one in made if Event.CONFIRM_INTERVIEW in reached[one.key]]
    copy_rows(
        Interview,
        (
            "application", "starts_at", "minutes", "format", "place", "panel", "what_to_bring",
            "sequence", "cannot_come_note", "result", "result_note",
        ),
        (
            (one.key, _interviewed_at(reached[one.key]), 45,
             "in_person", "Lambeth", "", "", 0, "",
             "appointable" if Event.MAKE_OFFER in reached[one.key] else "", "")
            for one in invited
        ),
    )  # fmt: skip
    offered = [one for one in invited if Event.MAKE_OFFER in reached[one.key]]
    Offer.objects.bulk_create(
        Offer(
            application_id=one.key,
            prepared_at=(at := reached[one.key][Event.MAKE_OFFER]),
            reply_by=at.date() + timedelta(days=7),
            salary_text="£34,448 a year",
            start_on=_start_on(one, scene.now),
            replied_at=(replied := reached[one.key].get(Event.ACCEPT_OFFER)),
            accepted=True if replied else None,
        )
        for one in offered
    )
    PreEmploymentCheck.objects.bulk_create(
        PreEmploymentCheck(
            application_id=one.key,
            kind=kind,
            state=CheckState.COMPLETE if _checks_end(one) else CheckState.NOT_STARTED,
            updated_at=scene.now,
        )
        for one in offered
        if Event.ACCEPT_OFFER in reached[one.key]
        for kind in (CheckKind.IDENTITY, CheckKind.VETTING, CheckKind.MEDICAL)
    )


def _interviewed_at(reached: dict[Event, datetime]) -> datetime:
    """A day after it was confirmed, and never after its result."""
    planned = reached[Event.CONFIRM_INTERVIEW] + timedelta(days=1)
    return min(planned, reached.get(Event.RECORD_INTERVIEW, planned))


def _start_on(one: _Made, now: datetime) -> date | None:
    """Only a final offer has a start date, some of them reached; whoever has started had theirs."""
    if one.status is Status.STARTED:
        return timezone.localdate(one.steps[-1][1])
    if one.status is Status.OFFER_FINAL:
        return timezone.localdate(now) + timedelta(days=14 - one.number % 28)
    return None


def _checks_end(one: _Made) -> bool:
    """An offer is final when every check is complete; before, so are those of a third."""
    return one.status in _FINAL or one.number % 3 == 0
