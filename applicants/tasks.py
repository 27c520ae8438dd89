"""Background work: each task finds what is due and hands it to a service, one at a time.

One failure never holds up the others. Every task may run twice or late without harm.
"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from applicants.services import noticing, reminding, retaining
from applicants.services.monitoring import pools_to_settle, settle_pool
from applicants.services.offering import lapse_due_offers
from applicants.services.releasing import release_due
from applicants.services.reserve_drawing import end_requests
from applicants.services.reserve_list import lapse_due_places
from recruitment.batches import each


@shared_task
def remind_line_managers() -> int:
    """Remind after 3 and 5 working days, escalate at 7; each at most once."""
    now = timezone.now()
    return each("remind_line_managers", reminding.line_managers_due(now), reminding.nudge_manager)


@shared_task
def remind_candidates() -> int:
    """Tell draft holders at 3 days and at 1 day before a vacancy closes."""
    now = timezone.now()
    return each("remind_candidates", reminding.drafts_due(now), reminding.remind_draft)


@shared_task
def expire_what_is_due() -> int:
    """Close drafts of closed vacancies, offers without a reply and reserve lists that have ended;
    count what equality answers of closed vacancies still wait."""
    now = timezone.now()
    drafts = each("expire_drafts", reminding.expired_drafts(now), reminding.expire_draft)
    settled = each(
        "settle_pools", pools_to_settle(now), lambda vacancy_id: settle_pool(vacancy_id, at=now)
    )
    return (
        drafts
        + settled
        + lapse_due_offers(at=now)
        + lapse_due_places(at=now)
        + end_requests(at=now)
    )


@shared_task
def release_decisions() -> int:
    """Tell the decisions whose release is due; returns how many."""
    return release_due(at=timezone.now())


@shared_task
def chase_evidence() -> int:
    """Remind of evidence that was asked for; hand what nobody sent to a person."""
    now = timezone.now()
    return each("chase_evidence", reminding.evidence_due(now), reminding.chase_evidence)


@shared_task
def chase_scorecards() -> int:
    """Remind members of panels whose scorecard is late, once for each interview."""
    now = timezone.now()
    return each("chase_scorecards", reminding.scorecards_due(now), reminding.remind_of_scorecard)


@shared_task
def tell_who_can_apply() -> int:
    """Write to those whose day has come, once each; forget those who were written to."""
    now = timezone.now()
    told = each("tell_who_can_apply", noticing.notices_due(now), noticing.send_notice)
    each("forget_notices", noticing.notices_to_forget(now), noticing.forget_notice)
    return told


@shared_task
def delete_what_is_due() -> int:
    """Delete what the retention periods say, and warn whose turn is near. Once a day."""
    counts = retaining.apply_retention().counts
    return sum(counts.values()) - counts["held"]
