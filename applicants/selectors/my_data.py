"""Everything that the portal holds about a person, in words and as data, for that person alone.

What concerns somebody else (a marker's or a manager's name) is left out, and so is what was not
released yet (domain document 6.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from applicants.choices import Status
from applicants.models import (
    AnswerChange,
    Application,
    ApplicationSection,
    Candidate,
    EligibilityDecision,
    EligibilityWork,
    FeedbackRequest,
    ModeratedScore,
    Reconciliation,
    ScorecardScore,
    SiftScore,
)
from applicants.pipeline import ENDED
from applicants.sections import ELIGIBILITY_CODE
from applicants.sections.reading import read_section
from applicants.selectors.candidate import (
    interview_of,
    listed_checks,
    offer_of,
    own_applications,
    shows_decision,
)
from applicants.selectors.file_owners import all_files_of
from applicants.selectors.lists import PROFILE
from applicants.selectors.messages import message_of, messages_of
from applicants.selectors.my_records import records_of
from applicants.selectors.outcomes import outcome_of
from applicants.selectors.profile import find_candidate, profile_states
from applicants.selectors.progress import timeline_of
from applicants.selectors.reserve import label_for_candidate
from applicants.selectors.retention import deletion_day, with_touched
from applicants.selectors.sections import section_states
from applicants.selectors.staff_case import agreed_arrangement
from applicants.selectors.untold import told_notes
from recruitment.accounts.holdings import Held, held_for
from recruitment.accounts.models import InternalStanding, User
from recruitment.ui.dates import london_date, london_datetime
from recruitment.uploads.models import StoredFile
from recruitment.uploads.selectors import files_of
from vacancies.scoring import scale_of
from vacancies.visibility import Viewer, may_see_restricted

# Before these the markers' notes are not released, nor the panel's.
BEFORE_RELEASE = (Status.SIFT, Status.INT_DONE)
# An offer that is written down here was not sent.
OFFER_NOT_SENT = (
    Status.SIFT,
    Status.INT_DONE,
    Status.UNSUCCESSFUL_INT,
    Status.RESERVE,
    Status.RESERVE_ENDED,
    Status.DRAWN,
)
# While a panel is at work, what it found is not, although the sift was told.
PANEL_AT_WORK = (Status.INT_INVITED, Status.INT_BOOKED, Status.INT_MISSED)


@dataclass(frozen=True, slots=True)
class HeldApplication:
    """One application on the "Your data" page."""

    title: str
    reference: str
    status: str
    goes_on: date | None


@dataclass(frozen=True, slots=True)
class MyData:
    """A person's data: `details` in words, `applications` as data, what other parts hold, and the
    clean files of each by folder.

    `left_out` counts applications for restricted vacancies, read on a Met device alone.
    """

    details: dict[str, str]
    standings: list[dict[str, str]]
    applications: list[dict[str, Any]]
    held: list[Held]
    files: dict[str, list[StoredFile]]
    left_out: int
    profile: list[dict[str, Any]] = field(default_factory=list)


def own_here(viewer: Viewer) -> tuple[list[Application], int]:
    """The person's applications that may be read on this device, and how many may not."""
    if not isinstance(viewer.user, User):
        return [], 0
    found = list(with_touched().filter(candidate__user_id=viewer.user.pk).order_by("created_at"))
    if any(one.vacancy.is_restricted for one in found) and not may_see_restricted(viewer):
        readable = [one for one in found if not one.vacancy.is_restricted]
        return readable, len(found) - len(readable)
    return found, 0


def held_applications(viewer: Viewer) -> list[HeldApplication]:
    """What is held, and the day on which each application goes, where that is known."""
    readable, _ = own_here(viewer)
    return [
        HeldApplication(
            one.vacancy.title, one.reference, label_for_candidate(one), deletion_day(one)
        )
        for one in readable
    ]


def has_data(user: User) -> bool:
    """Whether this person has begun any application."""
    return own_applications(user).exists()


def details_of(user: User) -> dict[str, str]:
    """The account, in words."""
    candidate = Candidate.objects.filter(user=user).first()
    return {
        "Username": user.username,
        "Email address": user.email,
        "Account made": london_datetime(user.date_joined),
        "Given names": candidate.given_names if candidate else user.first_name,
        "Family name": candidate.family_name if candidate else user.last_name,
        "Telephone number": candidate.phone if candidate else "",
    }


def gather(viewer: Viewer) -> MyData:
    """All of it. Raises TypeError for somebody who is not signed in."""
    if not isinstance(viewer.user, User):
        raise TypeError("Sign in first.")
    readable, left_out = own_here(viewer)
    held = held_for(viewer.user)
    files = {one.reference: all_files_of(one) for one in readable}
    candidate = find_candidate(viewer.user)
    if candidate is not None:
        files[PROFILE] = list(files_of(kind=PROFILE, owner_id=candidate.pk))
    files |= {part.code: list(part.files) for part in held}
    return MyData(
        details=details_of(viewer.user),
        standings=[_standing(one) for one in InternalStanding.objects.filter(user=viewer.user)],
        applications=[_application(one, files[one.reference]) for one in readable],
        held=held,
        files={key: [file for file in rows if file.is_clean] for key, rows in files.items()},
        left_out=left_out,
        profile=_profile(candidate),
    )


def _profile(candidate: Candidate | None) -> list[dict[str, Any]]:
    return [
        {
            "page": state.section.title,
            "answers": [
                {"question": one.label, "answer": one.text}
                for one in read_section(state.section, state.saved.answers)
                if one.lines
            ],
        }
        for state in profile_states(candidate)
        if state.saved.exists
    ]


def _standing(one: InternalStanding) -> dict[str, str]:
    return {
        "what": one.get_kind_display(),
        "from": one.valid_from.isoformat(),
        "until": one.last_day.isoformat(),
        "source": one.get_source_display(),
    }


def _application(one: Application, files: list[StoredFile]) -> dict[str, Any]:
    goes_on = deletion_day(one)
    notes, to_come = told_notes(one)
    return {
        "reference": one.reference,
        "vacancy": one.vacancy.title,
        "vacancy_reference": one.vacancy.reference,
        "status": label_for_candidate(one),
        "begun": _moment(one.created_at),
        "sent": _moment(one.submitted_at),
        "deleted_on": goes_on.isoformat() if goes_on else "",
        "sections": _sections(one),
        "eligibility_answers": _eligibility_answers(one),
        "eligibility_decisions": _decisions(one),
        "what_you_wrote_about_eligibility": [
            {"about": row.get_kind_display(), "at": _moment(row.stated_at), "text": row.statement}
            for row in EligibilityWork.objects.filter(application=one).exclude(statement="")
        ],
        "changes_after_sending": [
            {
                "section": row.code,
                "at": _moment(row.at),
                "before": row.before,
                "after": row.after,
            }
            for row in AnswerChange.objects.filter(application=one).order_by("at")
        ],
        "history": [{"what": line.title, "at": _moment(line.at)} for line in timeline_of(one)],
        "interview": _interview(one),
        "offer": _offer(one),
        "checks": [{"what": row.title, "state": row.status} for row in listed_checks(one)],
        "agreed_arrangement": agreed_arrangement(one),
        "highest_score": max(scale_of(one.vacancy.score_scale).values),
        "scores": _scores(one),
        "agreed_scores": _agreed_scores(one),
        "scores_of_the_interview": _panel_scores(one),
        "outcome": _outcome(one),
        "notes_of_staff": [{"at": _moment(note.written_at), "text": note.text} for note in notes],
        "notes_that_come_with_the_outcome": to_come,
        "records": records_of(one),
        "feedback": _feedback(one),
        "messages": _messages(one),
        "files": [_file(file) for file in files],
    }


def _sections(one: Application) -> list[dict[str, Any]]:
    return [
        {
            "title": state.section.title,
            "answers": [
                {"question": answer.label, "answer": answer.text}
                for answer in read_section(state.section, state.saved.answers)
            ],
        }
        for state in section_states(one)
    ]


def _eligibility_answers(one: Application) -> Mapping[str, Any]:
    row = ApplicationSection.objects.filter(application=one, code=ELIGIBILITY_CODE).first()
    return row.answers if row else {}


def _decisions(one: Application) -> list[dict[str, Any]]:
    """None while a person has not confirmed yet what the rules propose."""
    if not shows_decision(one):
        return []
    return [
        {
            "made": _moment(row.made_at),
            "occasion": row.get_occasion_display(),
            "as_of": row.as_of.isoformat(),
            "result": row.result,
            "given": row.given,
            "decided": row.decided,
        }
        for row in EligibilityDecision.objects.filter(application=one)
    ]


def _is_released(one: Application) -> bool:
    return Status(one.status) in ENDED or one.status not in BEFORE_RELEASE


def _interview(one: Application) -> dict[str, Any]:
    row = interview_of(one)
    if row is None or one.status == Status.SIFT:
        return {}
    found = {
        "when": _moment(row.starts_at),
        "minutes": row.minutes,
        "how": row.get_format_display(),
        "where": row.place,
        "panel": row.panel,
        "you_wrote": row.cannot_come_note,
    }
    if _panel_is_released(one):
        found |= {"result": row.get_result_display(), "note": row.result_note}
    return found


def _offer(one: Application) -> dict[str, str]:
    row = offer_of(one)
    if row is None or one.status in OFFER_NOT_SENT:
        return {}
    return {
        "pay": row.salary_text,
        "reply_by": london_date(row.reply_by),
        "replied": _moment(row.replied_at),
        "accepted": "" if row.accepted is None else "yes" if row.accepted else "no",
        "start": london_date(row.start_on),
        "line_manager_you_named": f"{row.line_manager_name} {row.line_manager_email}".strip(),
    }


def _scores(one: Application) -> list[dict[str, Any]]:
    """What markers gave and wrote, without who they are, once it is decided."""
    if not _is_released(one):
        return []
    rows = SiftScore.objects.filter(application=one).select_related("criterion")
    return [
        {"criterion": row.criterion.text, "score": row.score, "comment": row.comment}
        for row in rows.order_by("criterion__order", "pk")
    ]


def _agreed_scores(one: Application) -> dict[str, Any]:
    """What two markers agreed who had differed, and why, once it is decided."""
    row = Reconciliation.objects.filter(application=one, agreed_at__isnull=False).first()
    if row is None or not _is_released(one):
        return {}
    scores = row.scores.select_related("criterion").order_by("criterion__order")
    return {
        "note": row.note,
        "scores": [{"criterion": item.criterion.text, "score": item.score} for item in scores],
    }


def _panel_is_released(one: Application) -> bool:
    return _is_released(one) and one.status not in PANEL_AT_WORK


def _panel_scores(one: Application) -> dict[str, Any]:
    """What the panel's members gave and wrote, without who they are, and what they agreed."""
    if not _panel_is_released(one):
        return {}
    cards = ScorecardScore.objects.filter(scorecard__application=one)
    agreed = ModeratedScore.objects.filter(moderation__application=one)
    return {
        "of_each_member": [
            {"about": row.about, "score": row.score, "note": row.note}
            for row in cards.order_by("scorecard_id", "order")
        ],
        "agreed": [
            {"about": row.about, "score": row.score}
            for row in agreed.order_by("moderation_id", "order")
        ],
    }


def _outcome(one: Application) -> dict[str, Any]:
    """Why it was not successful, as it was told; never what is prepared and not released."""
    found = outcome_of(one)
    return asdict(found) if found else {}


def _feedback(one: Application) -> dict[str, str]:
    row = FeedbackRequest.objects.filter(application=one).first()
    return {"you_asked": row.question, "answer": row.answer} if row else {}


def _messages(one: Application) -> list[dict[str, str]]:
    found = []
    for listed in messages_of(one):
        message = message_of(one, listed.guid)
        if message is not None:
            found.append(
                {
                    "title": message.title,
                    "at": _moment(message.at),
                    "subject": message.subject,
                    "text": message.text,
                }
            )
    return found


def _file(file: StoredFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "bytes": file.size,
        "uploaded": _moment(file.uploaded_at),
        "included": file.is_clean,
    }


def _moment(value: datetime | None) -> str:
    return london_datetime(value)
