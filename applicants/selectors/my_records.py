"""What else is written down about an application, for the download of the person's own data.

Each function gives the rows of one table in words, without who wrote them. Tables that are left
out, and why, stand in `tests/contracts/test_own_data.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from applicants.choices import Actor, VerificationState
from applicants.models import (
    Application,
    EligibilityFact,
    InterviewWish,
    OfferCondition,
    ReserveRequest,
    StatusChange,
    UnitGate,
    VerificationClaim,
)
from applicants.selectors.untold import told_tasks
from recruitment.ui.dates import london_date, london_datetime

Row = dict[str, str]


def records_of(application: Application) -> dict[str, list[Row]]:
    """The rows of every such table that has any, by the words for it."""
    found = {title: rows(application) for title, rows in RECORDS.items()}
    return {title: rows for title, rows in found.items() if rows}


def _reasons(application: Application) -> list[Row]:
    """The person's own words beside a step, such as why they withdrew."""
    rows = StatusChange.objects.filter(application=application, actor_kind=Actor.CANDIDATE)
    return [
        {"at": london_datetime(one.at), "reason": one.reason_code, "text": one.reason}
        for one in rows.order_by("sequence")
        if one.reason or one.reason_code
    ]


def _wishes(application: Application) -> list[Row]:
    rows = InterviewWish.objects.filter(application=application)
    return [{"at": london_datetime(one.asked_at), "text": one.note} for one in rows]


def _facts(application: Application) -> list[Row]:
    rows = EligibilityFact.objects.filter(application=application).order_by("recorded_at", "pk")
    return [
        {
            "fact": one.path,
            "value": json.dumps(one.value, ensure_ascii=False, default=str),
            "source": one.get_source_display(),
            "recorded": london_datetime(one.recorded_at),
            "note": one.note,
        }
        for one in rows
    ]


def _asked_of_manager(application: Application) -> list[Row]:
    """What a line manager was asked, and what they answered once they had."""
    rows = VerificationClaim.objects.filter(request__application=application)
    return [
        {
            "manager": one.request.manager_name,
            "asked": london_datetime(one.request.asked_at),
            "about": one.label,
            "as_you_said": one.value,
            **(_answered(one) if one.request.state == VerificationState.ANSWERED else {}),
        }
        for one in rows.select_related("request").order_by("request_id", "order", "pk")
    ]


def _answered(claim: VerificationClaim) -> Row:
    return {
        "answer": claim.get_answer_display(),
        "correction": claim.correction,
        "comment": claim.comment,
    }


def _conditions(application: Application) -> list[Row]:
    """Without the reasons: what a check found never stands here beyond its category."""
    rows = OfferCondition.objects.filter(application=application)
    return [{"condition": one.words, "state": one.get_state_display()} for one in rows]


def _gates(application: Application) -> list[Row]:
    rows = UnitGate.objects.filter(application=application)
    return [{"what": one.code, "met_on": london_date(one.met_on)} for one in rows]


def _reserve(application: Application) -> list[Row]:
    """Later vacancies that the person was asked about, and the answer; not why others were not."""
    rows = ReserveRequest.objects.filter(application=application).select_related("vacancy")
    return [
        {
            "vacancy": one.vacancy.title,
            "asked": london_datetime(one.asked_at),
            "answer": one.get_answer_display(),
            "answered": london_datetime(one.answered_at),
        }
        for one in rows.order_by("asked_at", "pk")
    ]


def _tasks(application: Application) -> list[Row]:
    return [
        {"what": one.what, "set": london_datetime(one.set_at), "until": london_date(one.due_on)}
        for one in told_tasks(application)
    ]


RECORDS: Mapping[str, Callable[[Application], list[Row]]] = MappingProxyType(
    {
        "What you wrote beside a step": _reasons,
        "Interview times that you asked for": _wishes,
        "Facts about your eligibility": _facts,
        "What your line manager was asked": _asked_of_manager,
        "Conditions of your offer": _conditions,
        "What the unit asked for and is there": _gates,
        "Later vacancies that we asked you about, from the reserve list": _reserve,
        "Tasks of recruitment staff": _tasks,
    }
)
