"""What the emails about one application are made of, with one text in all that somebody typed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from applicants.models import (
    AnswerChange,
    Application,
    EligibilityWork,
    ReserveList,
    ReserveRequest,
    StatusChange,
)
from vacancies.models import VacancyChange


def ids_of_everything(application: Application, change: StatusChange, typed: str) -> dict[str, Any]:
    """Ids for every kind of email, with an advert's change and a question to the candidate."""
    advert_change = VacancyChange.objects.create(
        vacancy=application.vacancy,
        sequence=99,
        event="edit",
        to_status="open",
        version=2,
        at=timezone.now(),
        reason_code="other",
        reason=typed,
        data={"changes": [{"what": "Where", "before": typed, "after": typed}]},
    )
    work = EligibilityWork.objects.create(
        application=application,
        kind="evidence",
        opened_at=timezone.now(),
        due_on=timezone.localdate(),
    )
    answer_change = AnswerChange.objects.create(
        application=application, code="statement", before={}, after={}, at=timezone.now()
    )
    today = timezone.localdate()
    extended = {
        "extended_at": timezone.now(),
        "extended_by_id": application.candidate.user_id,
        "extension_reason": typed,
    }
    listed, _ = ReserveList.objects.update_or_create(
        vacancy=application.vacancy,
        defaults=extended,
        create_defaults={"begins_on": today, "ends_on": "2028-05-25", **extended},
    )
    asked, _ = ReserveRequest.objects.get_or_create(
        application=application,
        vacancy=application.vacancy,
        defaults={
            "asked_by": application.candidate.user,
            "asked_at": timezone.now(),
            "answer_by": today,
        },
    )
    return {
        "request": asked.pk,
        "until": str(listed.ends_on),
        "application": str(application.pk),
        "candidate": application.candidate_id,
        "change": change.pk,
        "advert_change": advert_change.pk,
        "day": "2027-02-10",
        "work": work.pk,
        "days": 3,
        "first_change": answer_change.pk,
    }
