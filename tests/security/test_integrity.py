"""Two things at once, and what the order of rows could give away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.models import Application, ApplicationSection
from applicants.services import eligibility
from applicants.services.applying import start_application, submit_application
from applicants.services.saving import save_section
from tests.applicants.candidate.world import (
    EXTERNAL_CHECK,
    answers_for,
    draft,
    owner,
    ready_draft,
    section_of,
)

pytestmark = pytest.mark.django_db


@contextmanager
def locks() -> Iterator[list[str]]:
    """The tables whose rows were locked or waited for inside, in their order."""
    found: list[str] = []
    with CaptureQueriesContext(
        connection,
    ) as queries:
        yield found
    for query in queries.captured_queries:
        sql = query["sql"]
        if "FOR UPDATE" in sql:
            found.append(sql.split('FROM "')[1].split('"')[0])


def test_candidate_and_application_are_locked_in_one_order() -> None:
    application = draft()
    section = section_of(application, "personal")
    with locks() as saving:
        save_section(
            application_id=application.pk, code="personal", answers=answers_for(section),
            version=0, completed=True, by=owner(application),
        )  # fmt: skip
    with locks() as starting:
        start_application(
            vacancy=application.vacancy, by=owner(application), eligibility_answers=EXTERNAL_CHECK
        )
    order = ["applicants_candidate", "applicants_application"]
    assert saving[:2] == order
    assert starting[:2] == order


def test_a_check_cannot_change_what_was_sent_in_another_tab(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application = ready_draft()
    stale = Application.objects.get(pk=application.pk)
    submit_application(application_id=application.pk, by=owner(application))
    monkeypatch.setattr(eligibility, "own_draft", lambda *_args: stale)
    before = ApplicationSection.objects.get(application=application, code="eligibility").answers
    changed = {"left_before": "yes"}
    kept = eligibility.keep_check(
        vacancy=application.vacancy, answers=changed, by=owner(application)
    )
    assert kept is None
    row = ApplicationSection.objects.get(application=application, code="eligibility")
    assert (row.answers, before) == (EXTERNAL_CHECK, EXTERNAL_CHECK)
