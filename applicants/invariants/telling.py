"""What candidates are told: an email for each step that has one, and no restricted name in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from applicants.choices import Event, Status
from applicants.models import Application, StatusChange
from applicants.pipeline import STEPS
from recruitment.batches import in_groups
from recruitment.invariants.registry import register_check
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import UnknownKind, email_class_for
from vacancies.choices import Visibility
from vacancies.models import Vacancy

LOOK_BACK = timedelta(days=2)  # a run a day, and one that was missed
WITH_EMAIL = tuple(event for event, step in STEPS.items() if step.email)


@register_check("step_without_email", "A candidate was not told of a step that has an email")
def step_without_email(at: datetime) -> Iterator[str]:
    """`transition` queues the email in the transaction of the step."""
    new = StatusChange.objects.filter(at__gte=at - LOOK_BACK, event__in=WITH_EMAIL)
    told = new.exclude(from_status=Status.DRAFT, event=Event.WITHDRAW).order_by("pk")
    rows = told.values_list("application_id", "sequence", "application__reference")
    for some in in_groups(rows.iterator(), 500):
        keys = {f"status:{pk}:{sequence}": reference for pk, sequence, reference in some}
        there = OutboxEmail.objects.filter(dedupe_key__in=keys)
        for key in keys.keys() - set(there.values_list("dedupe_key", flat=True)):
            yield keys[key]


@register_check("restricted_named", "The subject of an email names a restricted vacancy")
def restricted_named(at: datetime) -> Iterator[str]:
    """Subjects stand on locked screens (domain document 4.3): new emails are written to see."""
    new = OutboxEmail.objects.filter(
        created_at__gte=at - LOOK_BACK, about__startswith="application:"
    )
    for some in in_groups(new.order_by("pk").iterator(), 500):
        vacancies = _restricted({row.about.partition(":")[2] for row in some})
        for row in some:
            vacancy = vacancies.get(row.about.partition(":")[2])
            if vacancy is not None and _names(row, vacancy):
                yield f"email {row.guid}"


def _restricted(keys: set[str]) -> dict[str, Vacancy]:
    """The restricted vacancies among these applications, by application."""
    rows = Application.objects.filter(pk__in=keys, vacancy__visibility=Visibility.RESTRICTED)
    return {str(row.pk): row.vacancy for row in rows.select_related("vacancy")}


def _names(row: OutboxEmail, vacancy: Vacancy) -> bool:
    try:
        email = email_class_for(row.kind).load(row.ids)
    except UnknownKind:
        return False
    subject = email.subject.casefold() if email is not None else ""
    return vacancy.title.casefold() in subject or vacancy.reference.casefold() in subject
