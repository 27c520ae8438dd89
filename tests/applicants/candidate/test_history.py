"""Work history as a list: gaps, entries on pages of their own, two tabs."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from applicants.models import ApplicationSection
from applicants.sections.checking import problems
from applicants.sections.history import Gap, check_entry, find_gaps, summary, work_history
from applicants.selectors.sections import Progress, section_states
from tests.applicants.candidate.world import draft, posted, section_url, signed_in
from tests.applicants.factories import make_candidate

TODAY = date(2026, 11, 25)
JOB = {
    "kind": "job", "place": "Example Ltd", "title": "Analyst", "started_on": "2024-01",
    "current": "yes",
}  # fmt: skip


def job(started: str, ended: str = "") -> dict[str, str]:
    return {
        **JOB,
        "started_on": started,
        "current": "no" if ended else "yes",
        **({"ended_on": ended} if ended else {}),
    }


@pytest.mark.parametrize(
    ("entries", "gaps"),
    [
        ([], [Gap(date(2021, 11, 25), TODAY)]),
        ([job("2015-03")], []),
        # Three months without work are no gap; three months and a day are one.
        ([job("2015-03", "2024-01-31"), job("2024-05-01")], []),
        (
            [job("2015-03", "2024-01-31"), job("2024-05-02")],
            [Gap(date(2024, 2, 1), date(2024, 5, 1))],
        ),
        # Of a month without a day the whole month counts.
        ([job("2015-03", "2024-01"), job("2024-05")], []),
        ([job("2024-06"), job("2015-03", "2024-02")], []),
        ([job("2024-07"), job("2015-03", "2024-02")], [Gap(date(2024, 3, 1), date(2024, 6, 30))]),
        # A job inside another hides nothing, and leaving four months ago is a gap until today.
        (
            [job("2015-01", "2026-07-24"), job("2018-01", "2019-01")],
            [Gap(date(2026, 7, 25), TODAY)],
        ),
        ([job("2023-01")], [Gap(date(2021, 11, 25), date(2022, 12, 31))]),
        ([job("2015-03", "2021-08"), {"started_on": {"day": "31"}}],
         [Gap(date(2021, 11, 25), TODAY)]),
    ],
)  # fmt: skip
def test_gaps_of_more_than_three_months_are_found(entries, gaps):
    assert find_gaps(entries, today=TODAY) == gaps


def test_a_leap_day_is_no_trap():
    assert find_gaps([job("2019-02", "2028-02-29")], today=date(2028, 2, 29)) == []
    assert find_gaps([job("2024-02-29")], today=date(2029, 2, 28)) == []


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (JOB, "Analyst, Example Ltd, January 2024 to now"),
        (job("2020-02-05", "2021-03"), "Analyst, Example Ltd, 5 February 2020 to March 2021"),
        ({"kind": "other", "what": "Cared for my father", "started_on": "2020-02",
          "ended_on": "2020-09", "current": "no"},
         "Cared for my father, February 2020 to September 2020"),
        ({"kind": "study"}, "School, study or training, – to –"),
    ],
)  # fmt: skip
def test_an_entry_reads_as_one_line(entry, line):
    assert summary(entry) == line


def test_an_entry_ends_after_it_began():
    assert [one.code for one in check_entry(job("2024-05", "2024-04"), TODAY)] == ["ended_on"]
    assert check_entry(job("2024-05", "2024-05"), TODAY) == []


@pytest.mark.django_db
def test_a_section_is_complete_when_no_gap_is_left():
    section = work_history()
    assert problems(section, {"how": "no"}) == []
    assert problems(section, {"how": "list"}) == [
        "Jobs, studies and other times of the last 5 years"
    ]
    assert problems(section, {"how": "list", "history": [job("2010-01")]}) == []
    assert problems(section, {"how": "list", "history": [{"kind": "job"}]}) != []
    assert problems(section, {"how": "list", "history": [job("2010-01")] * 31}) != []


pages = pytest.mark.django_db


def entry_url(application, entry="new", page="entry"):
    args = [application.pk, "work-history", "history", entry]
    return reverse(f"applicants:{page}", args=args)


def stored(application):
    return ApplicationSection.objects.get(application=application, code="work-history")


@pages
def test_adding_changing_and_removing_entries_keeps_what_was_typed_around_them():
    application = draft()
    browser = signed_in(application.candidate)
    where = section_url(application, "work-history")
    answer = browser.post(where, {"q-how": "list", "version": "0", "action": "add:history"})
    assert answer.url == entry_url(application)
    assert stored(application).answers == {"how": "list"}
    answer = browser.post(entry_url(application), posted(job("2010-01", "2023-01"), version=1))
    assert answer.url == where
    kept = stored(application)
    first = kept.answers["history"][0]
    assert {**first, "id": ""} == {**job("2010-01", "2023-01"), "id": ""}
    page = browser.get(where).content.decode()
    assert "Analyst, Example Ltd, January 2010 to January 2023" in page
    assert "There is a gap." in page
    # The button of the gap begins an entry that explains it.
    answer = browser.post(
        where, {"q-how": "list", "version": str(kept.version), "action": "add:history:0"}
    )
    assert answer.url == f"{entry_url(application)}?gap=0"
    form = browser.get(answer.url).context["form"]
    assert form.initial["kind"] == "other"
    assert form.initial["started_on"] == "2023-02"
    # A new entry leaves the first alone; changing it leaves the second alone.
    browser.post(
        entry_url(application), posted(job("2023-02"), version=stored(application).version)
    )
    answer = browser.post(
        where,
        {"q-how": "list", "version": str(stored(application).version),
         "action": f"change:history:{first['id']}"},
    )  # fmt: skip
    assert answer.url == entry_url(application, first["id"])
    assert browser.get(answer.url).context["form"].initial["title"] == "Analyst"
    changed = {**job("2010-01", "2023-01"), "title": "Senior analyst"}
    browser.post(answer.url, posted(changed, version=stored(application).version))
    titles = [one["title"] for one in stored(application).answers["history"]]
    assert titles == ["Senior analyst", "Analyst"]
    finish = {"q-how": "list", "version": str(stored(application).version), "action": "continue"}
    assert browser.post(where, finish).status_code == 302
    assert progress(application) == Progress.COMPLETED
    # Removing asks first, and opens the section again where that leaves a gap.
    remove = entry_url(application, first["id"], "entry_remove")
    assert "Senior analyst" in browser.get(remove).content.decode()
    assert len(stored(application).answers["history"]) == 2
    browser.post(remove, {"version": str(stored(application).version)})
    assert [one["title"] for one in stored(application).answers["history"]] == ["Analyst"]
    assert progress(application) == Progress.IN_PROGRESS


def progress(application):
    states = section_states(application)
    return next(one.progress for one in states if one.section.code == "work-history")


@pages
@pytest.mark.parametrize("verb", ["change", "remove", "add"])
def test_looking_at_an_entry_and_going_back_leaves_a_completed_section_completed(verb):
    application = draft()
    browser = signed_in(application.candidate)
    browser.post(entry_url(application), posted(job("2010-01"), version=0))
    where = section_url(application, "work-history")
    finish = {"q-how": "list", "version": "1", "action": "continue"}
    assert browser.post(where, finish).status_code == 302
    entry = stored(application).answers["history"][0]["id"]
    action = "add:history" if verb == "add" else f"{verb}:history:{entry}"
    before = stored(application).answers
    opened = browser.post(where, {"q-how": "list", "version": "2", "action": action})
    assert browser.get(opened.url).status_code == 200  # and here the person presses “Cancel”
    assert progress(application) == Progress.COMPLETED
    assert stored(application).answers == before
    # What was unanswered around the button is no completed section, and is kept as it is.
    browser.post(where, {"version": str(stored(application).version), "action": action})
    assert progress(application) == Progress.IN_PROGRESS


@pages
def test_a_gap_keeps_the_section_open_and_is_named_in_the_summary():
    application = draft()
    browser = signed_in(application.candidate)
    browser.post(entry_url(application), posted(job("2010-01", "2023-01"), version=0))
    where = section_url(application, "work-history")
    version = browser.get(where).context["version"]
    page = browser.post(where, {"q-how": "list", "version": version, "action": "continue"})
    assert page.status_code == 200
    assert "Say what you did from February 2023 to " in page.content.decode()
    assert stored(application).completed is False
    assert stored(application).answers["history"][0]["title"] == "Analyst"


@pages
def test_an_unfinished_entry_stays_on_its_page_with_its_errors():
    application = draft()
    page = signed_in(application.candidate).post(
        entry_url(application), posted({"kind": "job", "title": "Half typed"}, version=0)
    )
    text = page.content.decode()
    assert "Half typed" in text
    assert "Enter when it started." in text
    assert not ApplicationSection.objects.filter(code="work-history").exists()


@pages
def test_two_tabs_never_overwrite_each_other():
    application = draft()
    browser = signed_in(application.candidate)
    browser.post(entry_url(application), posted(job("2010-01"), version=0))
    late = browser.post(
        entry_url(application), posted({**job("2012-01"), "title": "Late tab"}, version=0)
    )
    assert late.status_code == 409
    assert "Late tab" in late.content.decode()
    assert len(stored(application).answers["history"]) == 1
    again = posted({**job("2012-01"), "title": "Late tab"}, version=late.context["version"])
    assert browser.post(entry_url(application), again).status_code == 302
    assert [one["title"] for one in stored(application).answers["history"]] == [
        "Analyst", "Late tab",
    ]  # fmt: skip


@pages
def test_entries_of_somebody_else_and_unknown_ones_do_not_exist():
    application = draft()
    browser = signed_in(application.candidate)
    browser.post(entry_url(application), posted(job("2010-01"), version=0))
    entry = stored(application).answers["history"][0]["id"]
    other = signed_in(make_candidate())
    for page in ("entry", "entry_remove"):
        for method in ("get", "post"):
            assert getattr(other, method)(entry_url(application, entry, page)).status_code == 404
            assert getattr(browser, method)(entry_url(application, "zz", page)).status_code == 404
    args = [application.pk, "personal", "given_names", "new"]
    assert browser.get(reverse("applicants:entry", args=args)).status_code == 404
    assert len(stored(application).answers["history"]) == 1


@pages
def test_a_list_is_full_at_thirty():
    application = draft()
    ApplicationSection.objects.create(
        application=application,
        code="work-history",
        answers={"how": "list", "history": [{"id": str(n), **JOB} for n in range(30)]},
    )
    browser = signed_in(application.candidate)
    page = browser.get(section_url(application, "work-history")).content.decode()
    assert "Add a job, study or other time" not in page
    browser.post(entry_url(application), posted(JOB, version=1))
    assert len(stored(application).answers["history"]) == 30


@pages
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_same_number_of_queries_whatever_its_length(
    count, django_assert_num_queries
):
    application = draft()
    ApplicationSection.objects.create(
        application=application,
        code="work-history",
        answers={"how": "list", "history": [{"id": str(n), **JOB} for n in range(count)]},
    )
    browser = signed_in(application.candidate)
    browser.get(section_url(application, "work-history"))
    with django_assert_num_queries(8):  # those of any section, and its files
        page = browser.get(section_url(application, "work-history"))
    assert page.content.decode().count('class="app-entry"') == count
