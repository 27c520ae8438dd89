"""One digest a day for each member of staff for whom something waits."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from applicants.desk.digest import digest_of
from recruitment.accounts.models import User
from recruitment.outbox.services import queue_email


def staff_to_tell() -> list[int]:
    """Everybody with pages in the staff site."""
    staff = User.objects.filter(is_staff=True, is_active=True).exclude(email="")
    return list(staff.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def send_digest(user_id: int, *, at: datetime) -> bool:
    """Queue today's digest of one person; False where nothing waits, or it was queued before."""
    user = User.objects.get(pk=user_id)
    day = timezone.localdate(at)
    if not digest_of(user, at=at):
        return False
    row = queue_email(
        kind="staff_digest",
        dedupe_key=f"digest:{user.pk}:{day}",
        to=user.email,
        ids={"user": user.pk, "day": str(day)},
        about=f"digest:{user.pk}",
    )
    return row.created_at >= at
