"""Timed work on accounts: each task finds what is due and hands it to a service."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from recruitment.accounts import import_services
from recruitment.accounts.role_changes import selectors as proposals
from recruitment.accounts.role_changes.services import expire_proposal, forget_proposals
from recruitment.accounts.work_addresses import selectors, services
from recruitment.batches import each


@shared_task
def remind_of_standings() -> int:
    """Write before a standing by work address ends; running it again writes nothing twice."""
    due = selectors.standings_to_remind_of(on=timezone.localdate())
    return each("remind_of_standings", due, services.remind_of_standing)


@shared_task
def forget_what_was_never_used() -> int:
    """Delete files of standings that nobody applied, and work addresses that nobody confirmed."""
    return import_services.forget_old_uploads() + services.forget_unconfirmed()


@shared_task
def expire_proposed_roles() -> int:
    """End proposed roles that nobody agreed to in time, and delete those of two years ago."""
    now = timezone.now()
    forget_proposals(proposals.proposals_to_forget(at=now))
    return each("expire_proposed_roles", proposals.proposals_to_expire(at=now), expire_proposal)
