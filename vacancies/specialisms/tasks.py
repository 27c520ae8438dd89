"""Timed work: deleting what is 12 months old."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from recruitment.batches import each
from vacancies.specialisms.services import interests_to_forget, remove_interest


@shared_task
def forget_interests() -> int:
    """Delete expressions of interest after 12 months."""
    due = interests_to_forget(timezone.now())
    return each("forget_interests", due, lambda pk: remove_interest(interest_id=pk))
