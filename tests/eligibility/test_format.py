"""Everything that breaks the input format is refused by the path of its place."""

from __future__ import annotations

import copy
import math
from typing import Any

import pytest

from eligibility import Case, FactError, decide, parse_case, read_line

from .helpers import declared, make_case, verified

MISSING = object()
WORDS_OF_KIND = "must be one of police_officer, police_staff, pcso, ddo"

FULL: dict[str, Any] = make_case(
    {
        "employment": {"kind": "police_staff", "probation_confirmed_on": "2025-06-03"},
        "agency": {
            "service_started_on": "2023-01-01",
            "breaks": [{"from": "2024-01-01", "to": "2024-01-31", "reason": "leave"}],
        },
        "special": {
            "duties": [{"on": "2026-01-01", "minutes": 300, "training": False}],
            "duty_minutes": 300,
            "prevented": False,
        },
        "volunteer": {
            "started_on": "2020-01-01",
            "minutes_last_12_months": 1,
            "lifetime_minutes": 1,
            "with_cadets": True,
            "attendance_confirmed": True,
        },
        "transfer": {
            "serving": True,
            "force_kind": "other",
            "rank": "constable",
            "probation_confirmed_on": "not_confirmed",
            "probation_with_current_force": True,
            "meets_day_to_day_requirements": True,
        },
        "previous_met_service": [
            {"left_on": "2020-01-01", "early_departure_scheme": True, "compensation": True}
        ],
        "answers": {"clearance": "SC"},
    },
    criteria=[{"code": "clearance", "operator": "one_of", "value": ["SC", "DV"]}],
)


def changed(path: str, value: Any) -> dict[str, Any]:
    """The full case with one place changed: steps are parted by `/`."""
    case = copy.deepcopy(FULL)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    holder: Any = case
    for step in steps:
        holder = holder[step]
    if value is MISSING:
        del holder[last]
    else:
        holder[last] = value
    return case


def refused(case: object) -> tuple[str, str]:
    with pytest.raises(FactError) as error:
        parse_case(case)
    return error.value.path, error.value.message


def test_the_full_case_is_fine() -> None:
    assert isinstance(parse_case(FULL), Case)
    assert decide(parse_case(FULL)).as_dict() == decide(FULL).as_dict()


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        ("as_of", MISSING, "as_of"),
        ("as_of", None, "as_of"),
        ("as_of", "2026-11", "as_of"),
        ("as_of", "9999-12-31", "as_of"),
        ("as_of", "0000-01-01", "as_of"),
        ("as_of", 20261122, "as_of"),
        ("id", 1.5, "id"),
        ("id", True, "id"),
        ("id", ["case"], "id"),
        ("idd", "x", "idd"),
        ("vacancy", MISSING, "vacancy"),
        ("vacancy", None, "vacancy"),
        ("vacancy", [], "vacancy"),
        ("vacancy/route", MISSING, "vacancy.route"),
        ("vacancy/route", "internal", "vacancy.route"),
        ("vacancy/route", None, "vacancy.route"),
        ("vacancy/route", ["internal_staff"], "vacancy.route"),
        ("vacancy/role_class", "constable", "vacancy.role_class"),
        ("vacancy/role_class", MISSING, "vacancy.role_class"),
        ("vacancy/closes_on", "soon", "vacancy.closes_on"),
        ("vacancy/closes_on", "2026-12", "vacancy.closes_on"),
        ("vacancy/closing", None, "vacancy.closing"),
        ("vacancy/criteria", "clearance", "vacancy.criteria"),
        ("vacancy/criteria/0", "clearance", "vacancy.criteria[0]"),
        ("vacancy/criteria/0/code", "", "vacancy.criteria[0].code"),
        ("vacancy/criteria/0/code", 7, "vacancy.criteria[0].code"),
        ("vacancy/criteria/0/code", MISSING, "vacancy.criteria[0].code"),
        ("vacancy/criteria/0/operator", "in", "vacancy.criteria[0].operator"),
        ("vacancy/criteria/0/operator", MISSING, "vacancy.criteria[0].operator"),
        ("vacancy/criteria/0/value", MISSING, "vacancy.criteria[0].value"),
        ("vacancy/criteria/0/value", [], "vacancy.criteria[0].value"),
        ("vacancy/criteria/0/value/1", None, "vacancy.criteria[0].value[1]"),
        ("vacancy/criteria/0/reference", "today", "vacancy.criteria[0].reference"),
        ("vacancy/criteria/0/label", "Clearance", "vacancy.criteria[0].label"),
        ("facts", MISSING, "facts"),
        ("facts", None, "facts"),
        ("facts", [], "facts"),
        ("facts/employmnt", {}, "facts.employmnt"),
        ("facts/employment", "yes", "facts.employment"),
        ("facts/employment", [], "facts.employment"),
        ("facts/employment/kind", "officer", "facts.employment.kind"),
        ("facts/employment/since", "2020-01-01", "facts.employment.since"),
        (
            "facts/employment/probation_confirmed_on",
            "confirmed",
            "facts.employment.probation_confirmed_on",
        ),
        ("facts/agency/service_started_on", "2023-02-29", "facts.agency.service_started_on"),
        ("facts/agency/service_started_on", 2023, "facts.agency.service_started_on"),
        ("facts/agency/service_started_on", True, "facts.agency.service_started_on"),
        ("facts/agency/service_started_on", [], "facts.agency.service_started_on"),
        ("facts/agency/service_started", "2023", "facts.agency.service_started"),
        ("facts/agency/breaks", {}, "facts.agency.breaks.value"),
        ("facts/agency/breaks", "none", "facts.agency.breaks"),
        ("facts/agency/breaks/0", "2024", "facts.agency.breaks[0]"),
        ("facts/agency/breaks/0/reason", "holiday", "facts.agency.breaks[0].reason"),
        ("facts/agency/breaks/0/until", "2024-01-31", "facts.agency.breaks[0].until"),
        ("facts/agency/breaks/0/to", "2024-1-31", "facts.agency.breaks[0].to"),
        ("facts/special/duty_minutes", -1, "facts.special.duty_minutes"),
        ("facts/special/duty_minutes", 10**16, "facts.special.duty_minutes"),
        ("facts/special/duty_minutes", 200.5, "facts.special.duty_minutes"),
        ("facts/special/duty_minutes", True, "facts.special.duty_minutes"),
        ("facts/special/duty_minutes", "12000", "facts.special.duty_minutes"),
        ("facts/special/duties/0/minutes", math.inf, "facts.special.duties[0].minutes"),
        ("facts/special/duties/0/training", "no", "facts.special.duties[0].training"),
        ("facts/special/duties/0/training", 0, "facts.special.duties[0].training"),
        ("facts/special/duties/0/day", "2026-01-01", "facts.special.duties[0].day"),
        ("facts/special/prevented", "illness", "facts.special.prevented"),
        ("facts/special/hours", 200, "facts.special.hours"),
        ("facts/volunteer/with_cadets", 1, "facts.volunteer.with_cadets"),
        ("facts/volunteer/lifetime_minutes", False, "facts.volunteer.lifetime_minutes"),
        ("facts/volunteer/minutes", 1, "facts.volunteer.minutes"),
        ("facts/transfer/rank", "PC", "facts.transfer.rank"),
        ("facts/transfer/force", "BTP", "facts.transfer.force"),
        ("facts/previous_met_service", "no", "facts.previous_met_service"),
        ("facts/previous_met_service", False, "facts.previous_met_service"),
        ("facts/previous_met_service/0/left_on", "June", "facts.previous_met_service[0].left_on"),
        ("facts/previous_met_service/0/reason", "x", "facts.previous_met_service[0].reason"),
        (
            "facts/previous_met_service/0/compensation",
            "not sure",
            "facts.previous_met_service[0].compensation",
        ),
        ("facts/answers", [], "facts.answers"),
        ("facts/answers/clearence", "SC", "facts.answers.clearence"),
        ("facts/answers/clearance", 3, "facts.answers.clearance"),
        ("facts/answers/clearance", True, "facts.answers.clearance"),
    ],
)
def test_the_path_of_the_error(place: str, value: Any, path: str) -> None:
    found, message = refused(changed(place, value))
    assert found == path
    assert message


@pytest.mark.parametrize(
    ("fact", "below", "message"),
    [
        ({"value": "officer", "source": "hr_record"}, ".value", WORDS_OF_KIND),
        (
            {"value": "pcso", "source": "friend"},
            ".source",
            "must be one of declared, document, hr_record, line_manager, coordinator",
        ),
        (
            {"value": "pcso", "source": ["document"]},
            ".source",
            "must be one of declared, document, hr_record, line_manager, coordinator",
        ),
        (
            {"value": "pcso"},
            ".source",
            "is missing: a fact with its source has both value and source",
        ),
        (
            {"source": "document"},
            ".value",
            "is missing: a fact with its source has both value and source",
        ),
        (
            {"value": "pcso", "source": "document", "on": "2026-01-01"},
            ".on",
            "is not a known key; expected one of value, source",
        ),
        ([verified("pcso"), "ddo"], "[1]", "must be an object"),
        ([verified("pcso"), declared("DDO")], "[1].value", WORDS_OF_KIND),
        ([], "", "must give at least one value"),
    ],
)
def test_a_fact_with_its_source_is_checked(fact: Any, below: str, message: str) -> None:
    case = changed("facts/employment/kind", fact)
    assert refused(case) == (f"facts.employment.kind{below}", message)


def test_the_list_of_a_source_is_checked_too() -> None:
    case = changed("facts/previous_met_service", verified([{"left_on": "soon"}]))
    assert refused(case)[0] == "facts.previous_met_service.value[0].left_on"
    case = changed("facts/previous_met_service", [declared("none"), verified([{"left": "2020"}])])
    assert refused(case)[0] == "facts.previous_met_service[1].value[0].left"


def test_messages_say_what_is_expected() -> None:
    assert refused(changed("facts/employment/since", 1)) == (
        "facts.employment.since",
        "is not a known key; expected one of kind, probation_confirmed_on",
    )
    assert refused(changed("facts/agency/service_started_on", "2023-02-29")) == (
        "facts.agency.service_started_on",
        'must be a date such as "2026-11-22", or a month or year such as "2026-11" or "2026"',
    )
    assert refused(changed("facts/agency/service_started_on", "9999")) == (
        "facts.agency.service_started_on",
        "must be a date from 1900 to 2199",
    )
    assert refused(changed("facts/special/dutys", [])) == (
        "facts.special.dutys",
        "is not a known key; expected one of duty_minutes, prevented, duties",
    )
    assert refused(changed("facts/answers/clearence", "SC")) == (
        "facts.answers.clearence",
        "is not the code of a criterion of this vacancy",
    )
    assert refused(changed("facts/job", {})) == (
        "facts.job",
        "is not a known key; expected one of employment, agency, special, volunteer, transfer, "
        "previous_met_service, answers",
    )


@pytest.mark.parametrize("case", [None, [], "case", 7, True])
def test_a_case_is_an_object(case: object) -> None:
    assert refused(case) == ("", "must be an object")


def test_closing_as_reference_needs_a_closing_date() -> None:
    criterion = {
        "code": "born_on",
        "operator": "age_at_least",
        "value": 18,
        "reference": "closes_on",
    }
    case = make_case({}, closes_on=None, criteria=[criterion])
    assert refused(case) == (
        "vacancy.criteria[0].reference",
        "is closes_on, but the vacancy has no closing date",
    )


@pytest.mark.parametrize("block", ["employment", "agency", "special", "volunteer", "transfer"])
def test_a_null_block_means_no_such_status(block: str) -> None:
    facts = getattr(parse_case(changed(f"facts/{block}", None)).facts, block)
    assert facts is None


def test_null_and_missing_keys_are_unknown() -> None:
    case = make_case({"employment": {"kind": None, "probation_confirmed_on": verified(None)}})
    employment = parse_case(case).facts.employment
    assert employment is not None
    assert employment.kind.values == employment.probation_confirmed_on.values == ()
    assert parse_case(make_case({"employment": {}})).facts.employment is not None


def test_equal_values_of_several_sources_are_one_value() -> None:
    case = make_case(
        {"employment": {"probation_confirmed_on": [declared("2025-06-03"), verified("2025-06-03")]}}
    )
    employment = parse_case(case).facts.employment
    assert employment is not None
    fact = employment.probation_confirmed_on
    assert (len(fact.values), fact.checks, fact.verified) == (1, (True,), True)


def test_an_unknown_among_several_sources_is_no_differing_value() -> None:
    case = make_case(
        {"employment": {"probation_confirmed_on": [declared("2025-06-03"), verified(None)]}}
    )
    decision = decide(case)
    assert decision.result == "eligible_subject_to_evidence"
    assert decision.unverified == ("employment.probation_confirmed_on",)


def test_facts_in_a_list_have_the_standing_of_the_list() -> None:
    period = {"left_on": "2015-01-31", "early_departure_scheme": True, "compensation": True}
    case = make_case({"previous_met_service": verified([period])}, route="external_staff")
    assert decide(case).result == "eligible"
    case = make_case({"previous_met_service": [period]}, route="external_staff")
    assert decide(case).unverified == (
        "previous_met_service[0].left_on",
        "previous_met_service[0].early_departure_scheme",
        "previous_met_service[0].compensation",
    )


@pytest.mark.parametrize(
    ("line", "path", "message"),
    [
        ("", "", "this line is not JSON: Expecting value, column 1"),
        ("{", "", "this line is not JSON: Expecting property name enclosed in double quotes"),
        ("[]", "", "this line must be a JSON object"),
        ("null", "", "this line must be a JSON object"),
        ('{"id": NaN}', "", "NaN is not a number that JSON knows"),
        ('{"id": -Infinity}', "", "-Infinity is not a number that JSON knows"),
        ("[" * 100_000, "", "this line is nested too deeply"),
        ('{"id": ' + "9" * 5_000 + "}", "", "this line holds a number that is too long"),
        (b'{"id": "\xff"}', "", "this line is not UTF-8 text"),
    ],
)
def test_a_line_that_is_no_case(line: str | bytes, path: str, message: str) -> None:
    with pytest.raises(FactError) as error:
        read_line(line)
    assert error.value.path == path
    assert error.value.message.startswith(message)


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ('{"id": "a", "id": "b"}', "id"),
        ('{"as_of": "2026-11-22", "vacancy": {"route": "x", "route": "y"}}', "vacancy.route"),
        (
            '{"as_of": "2026-11-22", "vacancy": {"route": "temporary", "role_class": "pcso"}, '
            '"facts": {"previous_met_service": [{"left_on": "2020", "left_on": "2021"}]}}',
            "facts.previous_met_service[0].left_on",
        ),
        (
            '{"as_of": "2026-11-22", "vacancy": {"route": "temporary", "role_class": "pcso"}, '
            '"facts": {"employment": {"kind": {"value": "ddo", "value": "pcso"}}}}',
            "facts.employment.kind.value",
        ),
    ],
)
def test_a_key_given_twice_is_refused(line: str, path: str) -> None:
    with pytest.raises(FactError) as error:
        decide(read_line(line))
    assert error.value.path == path
    assert error.value.message == "is given twice; give it once"


def test_an_error_shows_its_path_and_message() -> None:
    assert str(FactError("facts.special", "must be an object")) == (
        "facts.special: must be an object"
    )
    assert str(FactError("", "this line is not JSON")) == "this line is not JSON"
