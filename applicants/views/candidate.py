"""A candidate's own pages: their applications, one application's tasks and status, messages."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from applicants.choices import Event, Status
from applicants.labels import CLOCKS, MANAGER_UNREACHABLE
from applicants.models import Application
from applicants.pipeline import STEPS
from applicants.sections import ELIGIBILITY_CODE
from applicants.selectors.appointment import conditions_of
from applicants.selectors.candidate import (
    get_own_application,
    has_decision,
    interview_of,
    listed_applications,
    listed_checks,
    offer_of,
)
from applicants.selectors.eligibility_work import open_work_of
from applicants.selectors.messages import address_trouble, message_of, messages_of
from applicants.selectors.outcomes import outcome_of
from applicants.selectors.progress import stages_of, timeline_of
from applicants.selectors.reapplying import reapply_rule
from applicants.selectors.reserve import ends_on, label_for_candidate
from applicants.selectors.reserve_drawing import open_requests
from applicants.selectors.sections import (
    ELIGIBILITY_TITLE,
    Progress,
    eligibility_progress,
    read_sections,
    section_states,
)
from applicants.selectors.slots import wish_of
from applicants.selectors.verification import returned_request
from applicants.selectors.writable import is_open_draft, may_change
from applicants.services.feedback import may_ask_for_feedback
from applicants.services.guards import last_day_to_ask, review_may_be_asked
from applicants.views.reading_only import is_late_draft, where_to_read
from applicants.views.start import remembered_vacancy
from applicants.views.task_lines import open_questions, task_line
from vacancies.visibility import viewer_of

SHOWS_INTERVIEW = (Status.INT_INVITED, Status.INT_BOOKED)
SHOWS_OFFER = (
    Status.OFFER_COND,
    Status.CHECKS,
    Status.LM_VERIFY,
    Status.CHECK_PROBLEM,
    Status.OFFER_FINAL,
    Status.DEFERRED,
    Status.STARTED,
)
SHOWS_CHECKS = (
    Status.CHECKS,
    Status.LM_VERIFY,
    Status.CHECK_PROBLEM,
    Status.OFFER_FINAL,
    Status.DEFERRED,
)


@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Your applications, and the one that somebody came here to begin."""
    listed = listed_applications(viewer_of(request))
    return render(
        request,
        "applicants/applications.html",
        {
            "current": [one for one in listed if not one.is_over],
            "over": [one for one in listed if one.is_over],
            "remembered": remembered_vacancy(request),
            "returned_from": address_trouble(request.user),
        },
    )


@require_safe
def tasks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The task list of a draft."""
    application = get_own_application(request, pk)
    if not application.is_draft:
        return redirect("applicants:status", pk=pk)
    read_sections(application)
    states = section_states(application)
    eligibility = eligibility_progress(application)
    done = sum(state.is_completed for state in states) + (eligibility == Progress.COMPLETED)
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "eligibility": [_eligibility_task(application, eligibility)],
        "groups": [
            (title, [task_line(application, state) for state in of_group])
            for title, of_group in groupby(states, key=lambda state: state.section.group)
        ],
        "done": done,
        "all": len(states) + 1,
        "is_ready": done == len(states) + 1,
        "is_open": is_open_draft(application, at=timezone.now()),
        "conditions": conditions_of(application.vacancy, timezone.localdate()),
    }
    return render(request, "applicants/tasks.html", context)


def _eligibility_task(application: Application, progress: Progress) -> dict[str, str]:
    late = is_late_draft(application)
    return {
        "title": ELIGIBILITY_TITLE,
        "hint": ""
        if late
        else "A few questions about the conditions for this role. Do this first.",
        "href": where_to_read(application, ELIGIBILITY_CODE)
        if late
        else reverse("applicants:check_eligibility", args=[application.vacancy.reference]),
        "status": str(progress.label),
    }


@require_safe
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The candidate's clock, what happened, and what they can do now."""
    application = get_own_application(request, pk)
    if application.is_draft:
        return redirect("applicants:tasks", pk=pk)
    now = Status(application.status)
    returned = returned_request(application)
    clock = MANAGER_UNREACHABLE if returned else CLOCKS[now]
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "clock": {
            "where": clock.label if returned else label_for_candidate(application),
            "who": clock.who,
            "since": application.status_since,
            "usual": clock.usual,
            "next_step": clock.next,
            "stages": stages_of(application),
        },
        "timeline": timeline_of(application),
        "messages_sent": messages_of(application),
        "returned_from": address_trouble(request.user),
        "has_decision": application.submitted_at is not None and has_decision(application),
        "reserve_until": ends_on(application),
        "reserve_requests": open_requests(application, viewer_of(request)),
        "may_withdraw": now in STEPS[Event.WITHDRAW].moves,
        "may_ask_feedback": may_ask_for_feedback(application, at=timezone.now()),
        "returned_manager": returned,
        "outcome": outcome_of(application),
        "reapply": reapply_rule(application, at=timezone.now()),
        "shows_interview": now in SHOWS_INTERVIEW,
        **_eligibility_panel(application, now),
        "interview": interview_of(application) if now in SHOWS_INTERVIEW else None,
        "wish": wish_of(application) if now is Status.INT_INVITED else None,
        "offer": offer_of(application) if now in SHOWS_OFFER else None,
        "checks": listed_checks(application) if now in SHOWS_CHECKS else [],
        "questions": open_questions(application),
        "may_change": may_change(application, at=timezone.now()),
    }
    return render(request, "applicants/status.html", context)


def _eligibility_panel(application: Application, now: Status) -> dict[str, Any]:
    """What is open about eligibility, and until when."""
    if now is Status.INELIGIBLE_AUTO:
        at = timezone.now()
        return {
            "may_ask_review": not review_may_be_asked(application, at),
            "was_rejected": True,
            "ask_by": last_day_to_ask(application),
        }
    if now in (Status.ELIGIBILITY_EVIDENCE, Status.INELIGIBLE_REVIEW):
        return {"open_work": open_work_of(application, at=timezone.now())}
    return {}


@require_GET
def message(request: HttpRequest, pk: UUID, guid: UUID) -> HttpResponse:
    """One email about this application, to be read here."""
    application = get_own_application(request, pk)
    found = message_of(application, guid)
    if found is None:
        raise Http404
    return render(
        request, "applicants/message.html", {"application": application, "message": found}
    )
