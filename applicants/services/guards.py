"""What a step needs before it may happen. Each guard answers "" or a sentence that says what to do.

The names are those in `pipeline.py`; a test proves that each named guard stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.utils import timezone
from django.utils.dateparse import parse_date

from applicants.choices import Status
from applicants.deadlines import REVIEW_ASK_DAYS
from applicants.models import (
    STANDS,
    Application,
    EligibilityDecision,
    Interview,
    Offer,
    StatusChange,
)
from applicants.sections.ages import CONSTABLE_STARTS, starts_from
from applicants.selectors.appointment import missing_gates
from applicants.selectors.conditions import open_conditions
from applicants.selectors.seals import is_sealed
from applicants.selectors.sections import answers_of, incomplete_sections
from applicants.selectors.sift_standing import Standing, standing_of
from applicants.selectors.slots import has_free_slot
from applicants.services.reserve_guards import (
    reserve_list_goes_on,
    reserve_list_has_ended,
    was_drawn_from_reserve,
)
from recruitment.ui.dates import london_date

Guard = Callable[[Application, datetime], str]
INTERVIEW_OFFER_KEPT = (
    "This person asked for the offer of an interview and meets every essential criterion, so they "
    "go forward."
)

OTHER_COUNTS = (
    "Another application for this vacancy counts. This one came from an account that was put "
    "together with this one, and can only be read."
)


def vacancy_accepts_applications(application: Application, at: datetime) -> str:
    if application.vacancy.accepts_applications_at(at):
        return ""
    return "This vacancy has closed, so the application cannot be sent. What you wrote is kept."


def is_not_kept_to_read(application: Application, at: datetime) -> str:
    return OTHER_COUNTS if application.kept_to_read else ""


def vacancy_has_closed(application: Application, at: datetime) -> str:
    if not application.vacancy.accepts_applications_at(at):
        return ""
    return "The vacancy is still open."


def no_other_draft(application: Application, at: datetime) -> str:
    others = Application.objects.filter(
        STANDS, candidate_id=application.candidate_id, vacancy_id=application.vacancy_id
    )
    if not others.exclude(pk=application.pk).exists():
        return ""
    return "There is a newer application for this vacancy."


def every_section_completed(application: Application, at: datetime) -> str:
    missing = incomplete_sections(application)
    if not missing:
        return ""
    return f"Complete these sections first: {', '.join(title for title in missing)}."


def latest_decision_is_barred(application: Application, at: datetime) -> str:
    latest = EligibilityDecision.objects.filter(application=application).first()
    if latest is not None and latest.result == "barred":
        return ""
    return "Only a decision under the five-year rule may reject automatically."


def review_may_be_asked(application: Application, at: datetime) -> str:
    last_day = last_day_to_ask(application)
    if last_day is None or timezone.localdate(at) <= last_day:
        return ""
    if application.vacancy.accepts_applications_at(at):
        return ""
    return (
        f"You could ask for a review until {london_date(last_day)}. If something kept you from "
        "asking, write to the recruitment team."
    )


def last_day_to_ask(application: Application) -> date | None:
    """The London day until which a review may be asked for, or longer while the vacancy is open.

    None where no automatic decision was sent.
    """
    sent = StatusChange.objects.filter(application=application, to_status=Status.INELIGIBLE_AUTO)
    at = sent.order_by("-sequence").values_list("at", flat=True).first()
    return None if at is None else timezone.localdate(at) + timedelta(days=REVIEW_ASK_DAYS)


def seal_is_open(application: Application, at: datetime) -> str:
    if is_sealed(application.vacancy, at):
        return "Applications for this vacancy are sealed until it closes."
    return ""


def every_criterion_scored(application: Application, at: datetime) -> str:
    """As many people as the vacancy asks for have scored all of it, and agree where they differ."""
    standing = standing_of(application)
    if not standing.is_in:
        if standing.needed == 1:
            return _still_to_score(standing)
        done = len(standing.done)
        return f"Two people mark every criterion first: {done} of {standing.needed} are done."
    if standing.must_reconcile:
        return "The markers differ too much. They or the panel chair agree on the scores first."
    return ""


def _still_to_score(standing: Standing) -> str:
    wanted = {one.pk for one in standing.criteria}
    scored, of = len(wanted & set().union(*standing.given.values())), len(wanted)
    return f"Score every essential criterion first: {scored} of {of} are scored."


def interview_offer_is_kept(application: Application, at: datetime) -> str:
    """Disability Confident: who asked for it and meets the minimum goes forward, within the tier
    that is being considered (domain documents 3.1 O and 5.1 h)."""
    if not application.interview_offer_opt_in or not standing_of(application).meets_minimum:
        return ""
    return INTERVIEW_OFFER_KEPT


def interview_is_arranged(application: Application, at: datetime) -> str:
    interview = Interview.objects.filter(application=application, cancelled_at=None).first()
    if interview is None:
        return "Set the interview's date and place first."
    if interview.starts_at <= at:
        return "The interview's date has passed. Set a date in the future."
    return ""


def interview_is_arranged_or_offered(application: Application, at: datetime) -> str:
    if not interview_is_arranged(application, at) or has_free_slot(application.vacancy_id, at=at):
        return ""
    return (
        "Set a date in the future for this interview, or offer interview times that candidates "
        "of this vacancy can choose."
    )


def unit_gates_are_met(application: Application, at: datetime) -> str:
    missing = [words for _, words in missing_gates(application)]
    if not missing:
        return ""
    return f"The unit asks for this before an assessment: {'; '.join(missing)}. Record it first."


def interview_result_recorded(application: Application, at: datetime) -> str:
    interview: Interview | None = getattr(application, "interview", None)
    if interview is None or not interview.result:
        return "Record the panel's result first."
    return ""


def interview_was_passed(application: Application, at: datetime) -> str:
    interview: Interview | None = getattr(application, "interview", None)
    if interview is not None and interview.result == Interview.Result.APPOINTABLE:
        return ""
    return "The panel has not found this candidate appointable."


def _offer_of(application: Application) -> Offer | None:
    """Read once for all guards of a step; with the application where a page has read it so."""
    offer: Offer | None = getattr(application, "offer", None)
    return offer


def offer_is_prepared(application: Application, at: datetime) -> str:
    offer = _offer_of(application)
    if offer is None:
        return "Prepare the offer first: salary and reply-by date."
    if offer.reply_by < timezone.localdate(at):
        return "The offer's reply-by date has passed. Set a later date."
    return ""


def offer_was_accepted(application: Application, at: datetime) -> str:
    offer = _offer_of(application)
    if offer is not None and offer.accepted:
        return ""
    return "The line manager is asked only after the candidate has accepted an offer."


def reply_date_not_passed(application: Application, at: datetime) -> str:
    offer = _offer_of(application)
    if offer is not None and timezone.localdate(at) <= offer.reply_by:
        return ""
    return "The date to reply by has passed. Write to the recruitment team."


def every_condition_holds(application: Application, at: datetime) -> str:
    if not application.checks.all():
        return "There are no checks on this application yet."
    missing = open_conditions(application)
    return f"These conditions are not met yet: {', '.join(missing)}." if missing else ""


def start_date_set(application: Application, at: datetime) -> str:
    offer = _offer_of(application)
    if offer is not None and offer.start_on is not None:
        return ""
    return "Set the start date first."


def old_enough_to_start(application: Application, at: datetime) -> str:
    offer = _offer_of(application)
    return too_young_to_start(application, offer.start_on) if offer and offer.start_on else ""


def too_young_to_start(application: Application, start_on: date) -> str:
    """A sentence where a constable would not be 18 on that day, "" otherwise.

    Without a date of birth that is understood nothing is said: a person reads it.
    """
    born = parse_date(str(answers_of(application, "personal").get("date_of_birth", "")))
    earliest = starts_from(application.vacancy, born) if born else None
    if earliest is None or start_on >= earliest:
        return ""
    return (
        f"A constable must be {CONSTABLE_STARTS} on the first day. This candidate can start from "
        f"{london_date(earliest)}."
    )


def start_date_reached(application: Application, at: datetime) -> str:
    offer = _offer_of(application)
    if offer is None or offer.start_on is None:
        return "Set the start date first."
    if offer.start_on > timezone.localdate(at):
        return f"The start date, {london_date(offer.start_on)}, has not come yet."
    return ""


GUARDS: Mapping[str, Guard] = MappingProxyType(
    {
        guard.__name__: guard
        for guard in (
            vacancy_accepts_applications,
            vacancy_has_closed,
            is_not_kept_to_read,
            no_other_draft,
            every_section_completed,
            latest_decision_is_barred,
            review_may_be_asked,
            seal_is_open,
            every_criterion_scored,
            interview_offer_is_kept,
            interview_is_arranged_or_offered,
            unit_gates_are_met,
            interview_result_recorded,
            interview_was_passed,
            offer_is_prepared,
            offer_was_accepted,
            reply_date_not_passed,
            every_condition_holds,
            start_date_set,
            old_enough_to_start,
            start_date_reached,
            reserve_list_goes_on,
            reserve_list_has_ended,
            was_drawn_from_reserve,
        )
    }
)
