"""Tells the audit log what its records are: which references and people lead to which, and what is
on hold. The log itself knows kinds and ids alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from applicants.models import Application, Candidate
from applicants.selectors.retention import records_on_hold
from recruitment.audit.forgetting import register_kept
from recruitment.audit.subjects import register_subject
from vacancies.models import Vacancy


def register() -> None:
    """Called once, from apps.py."""
    register_subject(applications_and_vacancies)
    register_subject(records_of_a_person)
    register_kept(records_on_hold)


def applications_and_vacancies(text: str) -> Iterator[tuple[str, str]]:
    """By reference, such as A-26-000123 or MPS-26-0401."""
    for model in (Application, Vacancy):
        found = model._default_manager.filter(reference=text.upper())
        for key in found.values_list("pk", flat=True):
            yield model._meta.label_lower, str(key)


def records_of_a_person(text: str) -> Iterator[tuple[str, str]]:
    """A candidate, by username or address, with every application of theirs."""
    person = Q(user__username=text) | Q(user__email__iexact=text)
    for candidate in Candidate.objects.filter(person):
        yield Candidate._meta.label_lower, str(candidate.pk)
        for key in candidate.applications.order_by().values_list("pk", flat=True):
            yield Application._meta.label_lower, str(key)
