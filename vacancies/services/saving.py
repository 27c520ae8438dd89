"""Writes an advert and tells what is impossible about it in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from vacancies.models import Vacancy
from vacancies.models.constraints import CONSTRAINTS

_MESSAGES = {constraint.name: str(constraint.violation_error_message) for constraint in CONSTRAINTS}
_OF_A_STEP = ("status", "opens_at", "closes_at", "published_at", "version", "updated_at")


def save_checked(vacancy: Vacancy) -> None:
    """Validate and save. Raises ValidationError, by field where a field alone is wrong.

    The constraints are left to the database, which checks them all in the one statement that
    writes; asking it beforehand would take a query for each of them.
    """
    vacancy.full_clean(validate_constraints=False)
    with _constraints_in_words():
        vacancy.save()


def save_step(vacancy: Vacancy) -> None:
    """Save what a step in the advert's life changes. Its texts may be older than today's rules.

    Raises ValidationError for times that cannot be.
    """
    with _constraints_in_words():
        vacancy.save(update_fields=_OF_A_STEP)


@contextmanager
def _constraints_in_words() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        message = _MESSAGES.get(getattr(diagnosis, "constraint_name", ""))
        if message is None:
            raise
        raise ValidationError(message) from error
