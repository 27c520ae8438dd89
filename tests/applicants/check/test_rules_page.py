"""The published rules: everything that decides stands there, in words, and nothing is left out."""

from __future__ import annotations

import copy
import re
from datetime import UTC, date, datetime
from html import unescape
from itertools import pairwise

import pytest
import time_machine
from django.urls import reverse

import eligibility
from applicants.eligibility_check import anchor_of
from applicants.eligibility_rules import CODES, RESULT_MEANINGS, read_catalogue, value_in_words
from applicants.models import EligibilityDecision
from applicants.services.eligibility import decide_again
from applicants.wording import SOURCE_TITLES
from tests.applicants.factories import make_application, make_vacancy

TODAY = date(2026, 11, 22)
URL = "/eligibility/rules/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def shown(client, db) -> str:
    assert reverse("applicants:rules") == URL
    response = client.get(URL)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_every_rule_figure_source_and_reason_of_the_rules_is_on_the_page(shown):
    data = eligibility.rules_catalogue()
    assert len(data["rules"]) == 7
    parameters = list(data["parameters"])
    for rule in data["rules"]:
        assert f'id="{anchor_of(rule["rule"])}">{rule["title"]}</h2>' in shown
        for source in (rule["source"], *rule["other_sources"]):
            assert f"“{source['quote']}”<br>{SOURCE_TITLES[source['document']]}" in shown
        parameters += rule["parameters"]
    assert len(parameters) == len(eligibility.load_entries()) == 19
    for parameter in parameters:
        assert parameter["label"] in shown
        for value in parameter["values"]:
            assert f"<strong>{value_in_words(value['value'], parameter['unit'])}</strong>" in shown
            assert f"“{value['quote']}” ({SOURCE_TITLES[value['document']]})" in shown
            assert value["reason"].replace("not_met", "not met") in shown
            assert "22 November 2026, by Owner of the recruitment rules" in shown


def test_it_speaks_plainly(shown):
    text = re.sub(r"<[^>]+>", " ", shown)
    for code in ("not_met", "needs_evidence", "not_eligible", "police_staff", "AND", "OR", "True"):
        assert code not in text.split("How we decide eligibility", 1)[1], code
    assert "200 hours (12,000 minutes)" in text
    assert "Leave, sickness, family leave, jury service" in text
    assert "A person decides" in text


def test_every_code_of_the_rules_has_words():
    data = eligibility.rules_catalogue()
    parameters = [p for rule in data["rules"] for p in rule["parameters"]] + data["parameters"]
    words = set()
    for parameter in parameters:
        for dated in parameter["values"]:
            value = dated["value"]
            words |= set(value) if isinstance(value, list) else {value}
    assert {word for word in words if isinstance(word, str)} - set(CODES) == set()
    assert {each["result"] for each in data["results"]} == set(RESULT_MEANINGS)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (12, "months", "12 months"),
        (1, "years", "1 year"),
        (600, "minutes", "10 hours (600 minutes)"),
        (60, "minutes", "1 hour (60 minutes)"),
        (90, "minutes", "90 minutes"),
        (True, None, "Yes"),
        (False, None, "No"),
        ("refer", None, "A person decides"),
        (["pcso", "agency"], None, "Police community support officer (PCSO), agency worker"),
        ([], None, ""),
    ],
)
def test_values_in_words(value, unit, words):
    assert value_in_words(value, unit) == words


def test_routes_name_their_rules_and_link_to_them(shown):
    internal = read_catalogue(TODAY).formulas[1]
    assert internal.route == "Internal vacancy"
    assert [[rule.anchor for rule in part] for part in internal.parts] == [
        ["internal-employee", "internal-agency", "internal-special", "internal-volunteer"],
        ["criterion"],
        ["bar-early-departure"],
    ]
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    anchors = set(re.findall(r'href="#([^"]+)"', shown))
    assert {"internal-agency", "criterion", "bar-early-departure", "versions"} <= anchors
    assert anchors <= set(ids)


def test_headings_are_in_order_below_one_h1(shown):
    levels = [int(level) for level in re.findall(r"<h([1-6])", shown.split("<main", 1)[1])]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_an_earlier_and_a_later_figure_stay_to_be_read():
    data = copy.deepcopy(eligibility.rules_catalogue())
    values = data["rules"][1]["parameters"][0]["values"]
    first = values[0]
    first["valid_to"] = "2025-12-31"
    middle = {**first, "value": 9, "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    last = {**first, "value": 6, "valid_from": "2027-01-01", "valid_to": None}
    values[:] = [first, middle, last]
    shown = read_catalogue(TODAY, data).rules[1].parameters[0].values
    assert [(one.value, one.state) for one in shown] == [
        ("6 months", "Not yet in force"),
        ("9 months", "In force"),
        ("12 months", "No longer in force"),
    ]
    assert shown[2].valid_from is None
    assert shown[1].valid_from == date(2026, 1, 1)


@pytest.mark.django_db
def test_the_check_the_footer_and_each_decided_rule_lead_there(client):
    vacancy = make_vacancy()
    link = f'href="{URL}"'
    start = client.get(reverse("applicants:check_eligibility", args=[vacancy.reference]))
    assert start.content.decode().count(link) == 2  # in the text and in the footer
    session = client.session
    session["eligibility_check"] = {
        vacancy.reference: {"status": ["police_staff"], "probation": "no", "left_before": "no"}
    }
    session.save()
    result = client.get(reverse("applicants:check_eligibility_result", args=[vacancy.reference]))
    text = result.content.decode()
    assert text.count(link) == 2
    assert f'href="{URL}#internal-employee"' in text
    assert f'href="{URL}#bar-early-departure"' in text


@pytest.mark.django_db
def test_the_stored_decision_leads_there(client):
    application = make_application()
    decide_again(
        application=application,
        at=application.submitted_at,
        occasion=EligibilityDecision.Occasion.SUBMISSION,
    )
    client.force_login(application.candidate.user)
    text = client.get(reverse("applicants:decision", args=[application.pk])).content.decode()
    assert text.count(f'href="{URL}"') == 2
    assert f'href="{URL}#internal-employee"' in text
