"""The questions that a vacancy's panel asks, in the place of the usual ones."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from applicants.errors import GuardFailed, NotAllowed
from applicants.models import InterviewQuestion, Scorecard
from applicants.policies import may_work_for
from applicants.selectors.interview_subjects import subjects_of
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right
from recruitment.audit.services import record
from vacancies.models import Vacancy


@transaction.atomic
def set_interview_questions(*, vacancy_id: int, by: User, words: Mapping[str, str]) -> None:
    """Ask `words` by subject code, one question a line; where they are empty or the usual ones,
    the usual ones are asked.

    Everybody is asked the same, so nothing changes once a scorecard has been begun. Raises Refused.
    """
    allowed = may_work_for(by, vacancy_id, Right.SET_INTERVIEWS)
    if not allowed:
        raise NotAllowed(allowed.why)
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy_id)
    if has_begun(vacancy_id):
        raise GuardFailed(
            "The interviews of this vacancy have begun, and every candidate is asked the same."
        )
    changed = []
    for one in subjects_of(vacancy):
        asked = "\n".join(
            line.strip() for line in words.get(one.code, "").splitlines() if line.strip()
        )
        own = "" if asked == one.usual else asked
        if own == one.own:
            continue
        changed.append(one.code)
        rows = InterviewQuestion.objects.filter(vacancy=vacancy, subject=one.code)
        if own:
            rows.update_or_create(
                defaults={"words": own}, create_defaults={
                    "vacancy": vacancy, "subject": one.code, "words": own,
                },
            )  # fmt: skip
        else:
            rows.delete()
    if changed:
        record(action="interview_questions.set", by=by, target=vacancy, after={"subjects": changed})


def has_begun(vacancy_id: int) -> bool:
    """Whether somebody has begun a scorecard for this vacancy."""
    return Scorecard.objects.filter(application__vacancy_id=vacancy_id).exists()
