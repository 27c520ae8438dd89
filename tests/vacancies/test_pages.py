"""The first page, the lists and the advert: what a candidate reads there, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from recruitment.accounts.roles import Role
from recruitment.demo.load_vacancies import load_vacancies
from recruitment.ui.services import write_text
from tests.accounts.people import make_staff
from tests.vacancies.adverts import (
    CLOSES,
    INTERNAL,
    MET_DEVICE,
    NOW,
    RESTRICTED,
    TEMPORARY,
    make_internal_user,
    make_open,
    signed_in,
)
from vacancies import hooks
from vacancies.hooks import ApplyPanel, register_apply_panel
from vacancies.models import Vacancy
from vacancies.params import NOTICE_UNKNOWN
from vacancies.services import close_vacancy

pytestmark = pytest.mark.django_db

FITNESS = "You must pass a job-related fitness test (JRFT) before you start."
BAR = (
    "If you left the Met under a corporate early departure scheme and were awarded compensation, "
    "such as redundancy, you cannot apply for a police staff role for five years from the date "
    "you left. Applications within that time are rejected automatically."
)
CONVICTIONS = "A conviction does not rule you out by itself: a person looks carefully at each case."
ADJUSTMENTS = "treated in strict confidence and will not affect any recruitment decisions."
LINE_MANAGER = (
    "Ahead of applying, you should always discuss your application with your line manager. They "
    "are no longer asked to countersign it before you send it. If you are offered the role, they "
    "will be asked to verify your evidence and feed into pre-posting checks."
)
FIRST = "Applications from existing police staff and agency workers will be considered first."


def text_of(path: str, **headers: Any) -> str:
    """The page's words as people read them, in one line."""
    response = Client().get(path, **headers)
    assert response.status_code == 200
    main = re.search(r"<main.*?</main>", response.content.decode(), re.S)
    assert main is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def advert(vacancy: Vacancy) -> str:
    return text_of(vacancy.get_absolute_url())


@pytest.fixture
def demo() -> dict[str, Vacancy]:
    return {vacancy.reference[-2:]: vacancy for vacancy in load_vacancies(now=timezone.now())}


def test_the_first_page_has_a_door_for_each_way_to_join(demo: dict[str, Vacancy]) -> None:
    response = Client().get("/")
    assert [(door.title, door.url, door.count) for door in response.context["doors"]] == [
        ("Internal vacancies", "/vacancies/internal/", 3),
        ("Police staff", "/vacancies/?route=external_staff", 2),
        ("Temporary and interim", "/join/temporary-and-interim/", 9),
        ("Transferring officers", "/join/transferring-officers/", 9),
        ("New police constables", "/join/new-police-constables/", 1),
        ("Special constables", "/join/special-constables/", 1),
    ]
    for door in response.context["doors"]:
        assert f'href="{door.url}"' in response.content.decode()
        context = Client().get(door.url).context
        found = context["adverts"] if "adverts" in context else context["result"]
        assert found.total == door.count


def test_the_first_page_says_what_people_rely_on() -> None:
    words = text_of("/")
    for sentence in (
        "more than 46,000 officers and staff",
        "some 14,000 of us are professional and support staff",
        "Usernames and passwords are case sensitive.",
        "We are a Disability Confident employer.",
        ADJUSTMENTS,
        CONVICTIONS,
        BAR,
        "For roles as a police officer, special constable, police community support officer (PCSO) "
        "or designated detention officer (DDO) you must pass a job-related fitness test (JRFT)",
    ):
        assert sentence in words
    page = Client().get("/").content.decode()
    assert '<form class="app-search" role="search" method="get" action="/vacancies/">' in page


def test_the_first_page_costs_one_query(django_assert_num_queries: Any) -> None:
    make_open()
    client = Client()
    client.get("/")
    with django_assert_num_queries(1):
        client.get("/")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "kind"), [("/vacancies/", {}), ("/vacancies/internal/", INTERNAL)]
)
def test_a_list_costs_three_queries_and_leaves_out_what_is_not_its_own(
    path: str, kind: dict[str, Any], rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_open(title=f"Own {number}", bases=("Croydon",), **kind)
    make_open(title="Hidden", **RESTRICTED)
    make_open(title="Other", **({} if kind else INTERNAL))
    client = Client()
    client.get(path)
    with django_assert_num_queries(3):
        response = client.get(path)
    assert {row.title for row in response.context["result"].page} == {
        f"Own {number}" for number in range(rows)
    }
    page = response.content.decode()
    assert ("Hidden" in page, "Other" in page) == (False, False)


@pytest.mark.parametrize("bases", [("Croydon",), ("Croydon", "Lambeth", "Bow")])
def test_an_advert_costs_five_queries(
    bases: tuple[str, ...], django_assert_num_queries: Any
) -> None:
    path = make_open(bases=bases).get_absolute_url()
    client = Client()
    client.get(path)
    # advert, bases, documents, similar vacancies, essential criteria
    with django_assert_num_queries(5):
        client.get(path)


def test_a_row_says_what_decides() -> None:
    make_open(title="HR Advisor", bases=("Lambeth", "Croydon"), location_note="", **TEMPORARY)
    words = text_of("/vacancies/")
    assert (
        "HR Advisor MPS-26-0401 · Frontline Policing · South BCU (SN) Turn facts into plans. "
        "Where Croydon or Lambeth Pay £21.40 an hour Contract Temporary, 6 months "
        "Closes 11:59pm on 9 December 2026"
    ) in words
    assert "1 vacancy open now." in words


def test_an_advert_that_closes_soon_says_how_soon() -> None:
    make_open(closes_at=NOW + timedelta(days=1))
    assert "Closes tomorrow" in text_of("/vacancies/")
    assert "Closes tomorrow" in text_of("/vacancies/MPS-26-0401/")


def test_a_wrong_filter_is_left_out_with_a_notice() -> None:
    make_open()
    words = text_of("/vacancies/?route=nonsense&page=-4")
    assert NOTICE_UNKNOWN in words
    assert "1 vacancy open now." in words


def test_an_empty_result_says_why_and_what_else_to_do() -> None:
    make_open()
    words = text_of("/vacancies/?q=plumber")
    assert "0 vacancies for this search." in words
    assert "No open vacancy fits “plumber”." in words
    assert "see every vacancy in this list" in words
    words = text_of("/vacancies/?q=plumber&bcu=NE&closing=7")
    assert "No open vacancy fits your words and all of your filters." in words
    assert "There are no open vacancies in this list today." in text_of("/vacancies/internal/")


def test_each_filter_in_use_can_be_taken_away() -> None:
    make_open(bases=("Croydon",))
    response = Client().get("/vacancies/?q=analyst&bcu=SN&closing=30&sort=newest")
    assert [(one.label, one.query) for one in response.context["chosen"]] == [
        ("“analyst”", "bcu=SN&closing=30&sort=newest"),
        ("South: Bromley, Croydon, Sutton", "q=analyst&closing=30&sort=newest"),
        ("Closing within 30 days", "q=analyst&bcu=SN&sort=newest"),
    ]
    page = response.content.decode()
    assert 'value="SN" checked' in page
    assert '<option value="30" selected>30 days (1)</option>' in page
    assert '<option value="newest" selected>Newest first</option>' in page


def test_the_other_pages_of_a_list_keep_the_search() -> None:
    for number in range(21):
        make_open(title=f"Analyst {number}")
    page = Client().get("/vacancies/?q=analyst&role=police_staff").content.decode()
    assert 'href="?q=analyst&amp;role=police_staff&amp;page=2"' in page
    second = Client().get("/vacancies/?q=analyst&page=2")
    assert "<title>Vacancies: analyst (page 2 of 2) – Met recruitment</title>" in (
        second.content.decode()
    )


def test_the_internal_list_says_who_can_apply() -> None:
    words = text_of("/vacancies/internal/")
    for sentence in (
        "an existing employee of the Met, police officers included, who has completed their "
        "probationary period",
        "an agency worker with the Met who has completed 12 months of continuous service",
        "a Met special constable with at least 200 duty hours in the last 12 months",
        "a Met volunteer for at least 12 months, with an average of at least 10 hours a month, who "
        "has consistently attended Volunteer Police Cadets (VPC) meetings over the last year",
        "You must also meet all specific eligibility criteria in the advert.",
        "Police officers and volunteer groups (MSC, MVP and VPC) can apply for internally "
        "advertised police staff roles. " + FIRST,
        "If this does not describe you, look at the vacancies for external candidates .",
        LINE_MANAGER,
        "which can only be viewed from a Met device or while working on an Aware desktop.",
    ):
        assert sentence in words
    assert 'href="/vacancies/"' in Client().get("/vacancies/internal/").content.decode()


def test_an_advert_holds_all_that_a_candidate_needs(demo: dict[str, Vacancy]) -> None:
    words = advert(demo["19"])
    for sentence in (
        "Internal vacancy · MPS-26-0419 Crime Analyst (Band D)",
        "Closes 11:59pm on 8 December 2026 16 days left",
        "Pay £34,448 to £36,864 a year, basic plus £1,841 location allowance plus £1,000 "
        "non-pensionable allowance",
        "Where Stoke Newington",
        "Contract Permanent",
        "Band or rank Band D",
        "Working pattern Full time and hybrid 36 hours a week",
        "Posts 2 posts",
        "Business group Frontline Policing",
        "Unit Central East BCU (CE)",
        "Met employees who have completed their probation, agency workers with 12 months' "
        "continuous service at the Met, Met special constables with at least 200 duty hours in the "
        "last 12 months, and Met volunteers who meet the volunteering conditions.",
        FIRST,
        LINE_MANAGER,
        "What you will do Produce analysis that answers a question somebody has asked.",
        "Essential In brackets: where we look at it. Analysis products that led to action "
        "(application form) Skill with data tools (test or exercise)",
        "Vetting Recruitment vetting (RV). You normally need to have lived in the UK for the last "
        "3 years for this level.",
        CONVICTIONS,
        BAR,
        "What happens after you apply Sift against the essential criteria Within 10 working days "
        "of the closing date",
        ADJUSTMENTS,
        "Equality We want to be an inclusive employer with a diverse and representative workforce",
        "Apply for this role You can apply until 11:59pm on 8 December 2026. Add the closing time "
        "to your calendar . Check if you are "
        "eligible . It takes a few minutes, and nothing is sent. Apply now",
        "Write to internal-vacancies@met.example and give the reference MPS-26-0419.",
    ):
        assert sentence in words, sentence
    page = Client().get("/vacancies/MPS-26-0419/").content.decode()
    assert 'href="/vacancies/MPS-26-0419/eligibility/"' in page
    assert (
        '<a class="govuk-button govuk-!-margin-bottom-0" href="/vacancies/MPS-26-0419/apply/"'
        in page
    )
    assert "csrfmiddlewaretoken" not in page  # signed-out readers share one copy


def test_each_kind_of_role_has_its_own_conditions(demo: dict[str, Vacancy]) -> None:
    wanted = {
        # reference: fitness test, five-year bar, staff first, line manager
        "01": (False, True, False, False),
        "13": (True, False, False, False),
        "19": (False, True, True, True),
        "21": (True, True, True, True),
        "24": (True, False, False, False),
        "25": (True, False, False, False),
        "26": (False, True, False, False),
        "27": (True, True, False, False),
    }
    found = {}
    for number in wanted:
        words = advert(demo[number])
        assert CONVICTIONS in words
        found[number] = tuple(part in words for part in (FITNESS, BAR, FIRST, LINE_MANAGER))
    assert found == wanted


def test_typed_criteria_are_told_in_words(demo: dict[str, Vacancy]) -> None:
    assert (
        "For this role you must also meet each of these: Your substantive band is B or C. You have "
        "been in that band for at least 12 months."
    ) in advert(demo["20"])
    assert "You hold developed vetting (DV) clearance now." in advert(demo["09"])


def test_special_cases_of_pay_place_and_time(demo: dict[str, Vacancy]) -> None:
    cases = {
        "01": ("£21.40 an hour", "2 days a week from home"),
        "02": ("£285 a day", "Interim, 9 months"),
        "05": ("Contract Interim Band", "Until the end of the financial year"),
        "09": ("Where Central London; you get the address with your invitation to interview",),
        "10": (
            "Closes Open until all posts are filled",
            "Where Any of the 12 Basic Command Units (BCUs) across London",
            "There is no closing date. We close this vacancy when all posts are filled.",
        ),
        "13": (
            "Where One of four bases: Alperton (north west), Chadwell Heath (north east), Catford "
            "(south east) or Clapham (south west) Contract",
        ),
        "21": ("Where Acton, Brixton or Wood Green", "plus 20% shift allowance"),
        "25": ("Pay Unpaid; expenses and travel are covered", "Volunteer"),
    }
    for number, sentences in cases.items():
        words = advert(demo[number])
        for sentence in sentences:
            assert sentence.removesuffix(" Band") in words, (number, sentence)


def test_a_closed_advert_stays_readable_and_takes_no_application() -> None:
    vacancy = make_open()
    with time_machine.travel(CLOSES + timedelta(minutes=1), tick=False):
        words = advert(vacancy)
        page = Client().get(vacancy.get_absolute_url())
        assert "1 vacancy" not in text_of("/vacancies/")
    assert (
        "This vacancy is closed. It closed at 11:59pm on 9 December 2026. You can still read the "
        "advert, but you can no longer apply."
    ) in words
    assert "What you will do Collect facts." in words
    assert page.context["panel"] is None
    body = page.content.decode()
    assert "<title>Test Analyst (closed) – Met recruitment</title>" in body
    assert ("/apply/" in body, f"{vacancy.reference}/eligibility/" in body, "csrf" in body) == (
        False,
        False,
        False,
    )


def test_an_advert_closed_by_hand_does_not_claim_its_old_date() -> None:
    vacancy = make_open()
    close_vacancy(by=None, vacancy_id=vacancy.pk, reason="All posts are filled")
    words = advert(vacancy)
    assert "This vacancy is closed. You can still read the advert" in words
    assert "9 December 2026" not in words


def test_a_reference_in_small_letters_finds_its_advert() -> None:
    make_open(reference="MPS-26-0417")
    assert Client().get("/vacancies/mps-26-0417/").context["vacancy"].reference == "MPS-26-0417"


def test_pages_are_read_and_never_written() -> None:
    path = make_open().get_absolute_url()
    for address in ("/", "/vacancies/", "/vacancies/internal/", "/vacancies/restricted/", path):
        assert Client().post(address).status_code == 405
    assert Client().head(path).status_code == 200


def test_temporary_roles_ask_for_interest() -> None:
    vacancy = make_open(**TEMPORARY)
    panel = Client().get(vacancy.get_absolute_url()).context["panel"]
    assert panel["heading"] == "Register your interest"


def test_another_part_can_change_the_apply_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    def carry_on(request: HttpRequest, vacancy: Vacancy) -> ApplyPanel:
        return ApplyPanel(
            heading="You have started",
            text="It is saved.",
            label="Continue",
            url=f"/applications/{vacancy.reference}/",
            method="get",
            check_url="",
        )

    monkeypatch.setattr(hooks, "_hooks", [])
    register_apply_panel(carry_on)
    register_apply_panel(carry_on)
    assert hooks._hooks == [carry_on]
    response = Client().get(make_open().get_absolute_url())
    page = response.content.decode()
    assert "You have started" in page
    assert "It is saved." in page
    assert '<form method="post"' not in page
    assert "Check if you are eligible" not in page
    assert re.search(r'<a class="govuk-button[^"]*" href="/applications/MPS-26-0401/"', page)


def test_no_page_needs_an_inline_script_or_style(demo: dict[str, Vacancy]) -> None:
    """Structured data is a block of data: browsers do not run it."""
    paths = ["/", "/vacancies/?q=constible&page=9", "/vacancies/internal/", "/vacancies/?q=zzzz"]
    paths += [vacancy.get_absolute_url() for vacancy in demo.values() if not vacancy.is_restricted]
    assert len(paths) == 29
    for path in paths:
        page = Client().get(path).content.decode()
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|ld\+json))", page) == []
        assert len(re.findall(r"<h1[ >]", page)) == 1
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert sorted(ids) == sorted(set(ids))


def test_pay_with_pence_and_one_figure() -> None:
    fixed = {"salary_min": Decimal("41390.50"), "salary_max": Decimal("41390.50")}
    assert "Pay £41,390.50 a year, basic" in advert(make_open(**fixed))


def test_words_bring_their_own_order_unless_another_was_chosen() -> None:
    make_open()

    def orders(query: str) -> list[tuple[str, str, bool]]:
        controls = Client().get(f"/vacancies/?{query}").context["controls"]
        return [(one.code, one.label, one.chosen) for one in controls["sort"]]

    assert orders("") == [
        ("", "Closing soonest", True),
        ("newest", "Newest first", False),
        ("salary", "Highest salary", False),
    ]
    assert orders("q=analyst&sort=closing") == [
        ("", "Best match", False),
        ("closing", "Closing soonest", True),
        ("newest", "Newest first", False),
        ("salary", "Highest salary", False),
    ]
    assert orders("near=Croydon&sort=")[-1] == ("", "Nearest first", True)


@pytest.fixture
def fresh_texts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("statement.fitness_test_roles", "/"),
        ("statement.five_year_rule", "/"),
        ("statement.five_year_rule", "/join/temporary-and-interim/"),
        ("statement.fitness_test", "/join/new-police-constables/"),
        ("list.restricted", "/vacancies/restricted/"),
    ],
)
def test_staff_change_the_statements_of_the_pages(fresh_texts: None, key: str, path: str) -> None:
    editor = make_staff(Role.CONTENT_EDITOR)
    write_text(key=key, text="Words of **today**.", note="", seen=0, by=editor)
    cache.clear()
    client = signed_in(make_internal_user())
    page = client.get(path, **MET_DEVICE).content.decode()
    assert "<p>Words of <strong>today</strong>.</p>" in page
