"""What a step in an advert's life means and whom it tells, as sentences with numbers."""

from __future__ import annotations

from vacancies.choices import VacancyStatus
from vacancies.choices_life import VacancyEvent
from vacancies.hooks import Following, count_following
from vacancies.life import STEPS, UNPUBLISHED, Step, Told
from vacancies.models import Vacancy


def whom_it_tells(step: Step, vacancy: Vacancy, following: Following) -> str:
    """Who is sent an email if this step is taken now; says so where it is nobody."""
    status = VacancyStatus(vacancy.status)
    parts = []
    if status not in UNPUBLISHED:
        if Told.APPLICANTS in step.tells:
            parts.append(_people(following.applied, "who applied", "who applied"))
        if Told.DRAFT_HOLDERS in step.tells:
            parts.append(_people(following.drafts, "who has a draft", "who have a draft"))
    known = [part for part in parts if part]
    if known:
        many = following.applied + following.drafts > 1
        return f"{' and '.join(known)} {'are' if many else 'is'} told by email."
    if parts:
        return "Nobody has applied or begun to, so nobody is sent an email."
    if Told.APPROVERS in step.tells:
        return "The recruiters of this vacancy's team who did not write it are told by email."
    if Told.SENDER in step.tells and status not in UNPUBLISHED[:1]:
        return "Whoever sent it for approval is told by email."
    return "Nobody is sent an email."


def saving_means(vacancy: Vacancy) -> tuple[str, ...]:
    """What saving a change of this advert does beyond changing it, in sentences."""
    status = VacancyStatus(vacancy.status)
    if status in (VacancyStatus.WAITING, VacancyStatus.APPROVED):
        return ("If you change anything, this advert is a draft again and needs approval again.",)
    if status in UNPUBLISHED or status is VacancyStatus.CANCELLED:
        return ()
    following = count_following(vacancy)
    told = whom_it_tells(STEPS[VacancyEvent.EDIT], vacancy, following)
    return (
        "This advert is published. Readers see a change at once.",
        "If you change the pay, place, contract, hours, vetting, criteria, behaviours, conditions, "
        f"stages or documents: {told}",
    )


def _people(number: int, one: str, many: str) -> str:
    if number == 0:
        return ""
    return f"{number:,} person {one}" if number == 1 else f"{number:,} people {many}"
