"""Tells the audit log what its records are: which references and people lead to which, and what is
on hold. The log itself knows kinds and ids alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from applicants.models import Application, Candidate
from applicants.selectors.retention import records_on_hold
from recruitment.audit.forgetting import register_kept
from recruitment.audit.subjects import register_hidden, register_subject
from vacancies.choices import Visibility
from vacancies.models import Vacancy


def register() -> None:
    """Called once, from apps.py."""
    register_subject(applications_and_vacancies)
    register_subject(records_of_a_person)
    register_hidden(of_restricted_vacancies)
    register_kept(records_on_hold)


def applications_and_vacancies(text: str, trusted: bool) -> Iterator[tuple[str, str]]:
    """By reference, such as A-26-000123 or MPS-26-0401. Off a Met device, the reference of a
    restricted vacancy, or of an application for one, leads nowhere, as one never given does."""
    applications = Application.objects.filter(reference=text.upper())
    vacancies = Vacancy.objects.filter(reference=text.upper())
    if not trusted:
        applications = applications.exclude(vacancy__visibility=Visibility.RESTRICTED)
        vacancies = vacancies.exclude(visibility=Visibility.RESTRICTED)
    for found in (applications, vacancies):
        for key in found.values_list("pk", flat=True):
            yield found.model._meta.label_lower, str(key)


def of_restricted_vacancies() -> Q:
    """What was done with restricted adverts and with applications for them. The entries hold ids
    alone, but beside those of other adverts, which hold a reference, even an id says that there is
    something."""
    found = Q()
    for rows in (
        Vacancy.objects.filter(visibility=Visibility.RESTRICTED),
        Application.objects.filter(vacancy__visibility=Visibility.RESTRICTED),
    ):
        keys = rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
        found |= Q(target_type=rows.model._meta.label_lower, target_id__in=keys)
    return found


def records_of_a_person(text: str, trusted: bool) -> Iterator[tuple[str, str]]:
    """A candidate, by username or address, with every application of theirs."""
    person = Q(user__username=text) | Q(user__email__iexact=text)
    for candidate in Candidate.objects.filter(person):
        yield Candidate._meta.label_lower, str(candidate.pk)
        for key in candidate.applications.order_by().values_list("pk", flat=True):
            yield Application._meta.label_lower, str(key)
