"""The further fields of an advert: what fits together, who sees what, and what readers are told."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from recruitment.accounts.roles import Role
from tests.accounts.people import client_with_second_factor, make_staff
from tests.vacancies.adverts import CLOSES, TEMPORARY, TRANSFEREE, make_draft, make_open
from tests.vacancies.test_admin import form_of
from vacancies.advert_templates.contents import contents_of, essential_of
from vacancies.choices import BusinessGroup, RoleClass, Route
from vacancies.conditions import Condition, automatic_conditions, conditions_of
from vacancies.data.behaviours import CODES, FRAMEWORKS, FrameworkVersion, framework_on
from vacancies.data.units import UNITS, unit_names
from vacancies.form_fields import GuideField, StagesField
from vacancies.material import material_facts
from vacancies.models import Vacancy
from vacancies.services import EssentialData, add_team_member, copy_vacancy, edit_vacancy

pytestmark = pytest.mark.django_db
SECRETS = {"budget_code": "CC-SECRET-77", "approval_reference": "WFP-HIDDEN-42"}


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"unit": "MO7 Taskforce"}, "unit", "Choose a unit of Frontline Policing, or none."),
        (
            {**TEMPORARY, "family_title": "Brand Manager"},
            "family_title",
            "Choose a title of the family HR.",
        ),
        (
            {"family_title": "HR Advisor"},
            "family_title",
            "Only temporary and interim roles have a title in a job family.",
        ),
        (
            {"hybrid_days": 2},
            "hybrid_days",
            "Tick “Hybrid” as well, or leave the days from home empty.",
        ),
        ({"pass_mark": 6}, "pass_mark", "Choose a pass mark from 1 to 5."),
        (
            {"pass_mark": 1, "score_scale": "1-5"},
            "pass_mark",
            "Choose a pass mark from 2 to 5.",
        ),
        (
            {"enquiry_phone": "call us"},
            "enquiry_phone",
            "Enter a telephone number, like 020 7946 0000.",
        ),
        ({"behaviours": {"ownership": 4}}, "behaviours", "Choose level 1, 2 or 3."),
        (
            {"behaviours": {"charm": 1}},
            "behaviours",
            "“charm” is not a competency of the framework.",
        ),
        (
            {"assessment_plan": [{"stage": "Test", "when": "later", "on": "soon"}]},
            "assessment_plan",
            "Stage 1 needs one date, or none.",
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    fields: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        make_draft(**fields)
    assert refused.value.message_dict == {field: [message]}


def test_what_fits_is_taken() -> None:
    vacancy = make_draft(**{**TEMPORARY, "family_title": "HR Advisor"})
    assert vacancy.family_title == "HR Advisor"
    assert make_draft(score_scale="0-7", pass_mark=6).pass_mark == 6
    both = make_draft(working_patterns=["full_time", "hybrid"], hybrid_days=5)
    assert both.hybrid_days == 5


def test_every_group_has_units_and_no_unit_stands_in_two() -> None:
    names = [name for group in BusinessGroup for name in unit_names(group)]
    assert set(UNITS) == set(BusinessGroup)
    assert len(set(names)) == len(names)
    assert len([name for name in names if " BCU (" in name]) == 12


def test_the_framework_is_content_by_version() -> None:
    assert framework_on(date(2025, 4, 30)).version == FrameworkVersion.CVF_2016
    assert framework_on(date(2025, 5, 1)).version == FrameworkVersion.CVF_2024
    for framework in FRAMEWORKS.values():
        assert tuple(framework.competencies) == CODES
    old, new = (FRAMEWORKS[version] for version in FrameworkVersion)
    assert old.competencies["support_inspire"] == "We deliver, support and inspire"
    assert new.competencies["support_inspire"] == "We support and inspire"
    assert (len(old.values), len(new.values)) == (4, 3)


@pytest.mark.parametrize(
    ("route", "role_class", "unit", "expected"),
    [
        ("internal_staff", "police_staff", "", ["vetting", "five_year_bar"]),
        ("internal_staff", "ddo", "", ["vetting", "jrft", "five_year_bar", "training_course"]),
        ("temporary", "police_staff", "", ["vetting", "five_year_bar", "right_to_work"]),
        ("transferee", "police_officer", "", ["vetting", "jrft", "force_records"]),
        (
            "transferee",
            "police_officer",
            "MO7 Taskforce",
            ["vetting", "jrft", "force_records", "attachment", "mentor"],
        ),
        (
            "special_constable",
            "special_constable",
            "",
            ["vetting", "jrft", "right_to_work", "medical", "biometric", "training_course"],
        ),
        ("external_staff", "volunteer", "", ["vetting", "right_to_work"]),
    ],
)
def test_conditions_come_with_the_role(
    route: str, role_class: str, unit: str, expected: list[str]
) -> None:
    found = automatic_conditions(route=route, role_class=role_class, unit=unit)
    assert [str(one) for one in found] == expected


def test_every_role_must_pass_vetting() -> None:
    for route in Route:
        for role_class in RoleClass:
            assert Condition.VETTING in automatic_conditions(route=route, role_class=role_class)


def test_chosen_conditions_join_the_automatic_ones_once() -> None:
    vacancy = make_open(**TRANSFEREE, standard_conditions=["taser", "driving"], unit="")
    assert conditions_of(vacancy) == (
        Condition.VETTING,
        Condition.JRFT,
        Condition.RECORDS,
        Condition.DRIVING,
        Condition.TASER,
    )
    with pytest.raises(ValidationError):
        make_draft(standard_conditions=["vetting"])


def test_the_advert_says_all_of_it(client: Client) -> None:
    vacancy = make_open(
        **{**TEMPORARY, "family_title": "HR Advisor"},
        working_patterns=["full_time", "hybrid"],
        hybrid_days=1,
        enquiry_phone="020 7946 0117",
        behaviours={"analyse": 2},
        standard_conditions=["driving"],
        conditions=["Bring a pencil."],
        assessment_plan=[
            {"stage": "Sift", "when": "within 10 working days"},
            {"stage": "Test", "when": "after the sift", "on": "2026-12-16"},
            {"stage": "Interview", "when": "in London", "week_of": "2027-01-11"},
        ],
    )
    page = client.get(vacancy.get_absolute_url()).content.decode()
    for words in (
        "1 day a week from home",
        '<a class="govuk-link" href="tel:02079460117">020 7946 0117</a>',
        "<li>We analyse critically (level 2, supervisor)</li>",
        "Competency and Values Framework 2024 for policing",
        "apply to every role: courage; respect and empathy; public service.",
        "<li>You must hold a full driving licence that is valid in the UK.</li>",
        "<li>Bring a pencil.</li>",
        "<strong>Test</strong><br>After the sift<br>16 December 2026",
        "<strong>Interview</strong><br>In London<br>Week of 11 January 2027",
        "HR: HR Advisor",
    ):
        assert words in page, words


def test_recruiters_fields_stay_with_recruiters(client: Client) -> None:
    vacancy = make_open(**SECRETS, score_scale="0-7", pass_mark=6)
    guide = ((6, "Has led it alone GUIDE-WORDS"),)
    edit_vacancy(
        by=None,
        vacancy_id=vacancy.pk,
        changes={},
        essential=[EssentialData("facts", "Respect for facts", guide=guide)],
    )
    secrets = [*SECRETS.values(), "GUIDE-WORDS"]
    path = vacancy.get_absolute_url()
    api = f"/api/v1/vacancies/{vacancy.reference}/"
    for address in (path, "/vacancies/", "/vacancies/feed.atom", "/vacancies/feed.json", api):
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert vacancy.title in text
        assert not [one for one in secrets if one in text], address
    assert vacancy.title not in client.get("/vacancies/?q=CC-SECRET-77").content.decode()
    holder = make_staff(Role.RECRUITER, username="rowan.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=holder, role="vacancy_holder")
    staff = client_with_second_factor(holder)
    page = staff.get(f"/staff/vacancies/vacancy/{vacancy.pk}/change/").content.decode()
    assert all(one in page for one in secrets)
    assert f"{holder.get_full_name() or holder.username}. Change it in the team below." in page
    shown = staff.get(f"/staff/vacancies/vacancy/{vacancy.pk}/preview/public/").content.decode()
    assert vacancy.title in shown
    assert not [one for one in secrets if one in shown]


def test_the_form_takes_levels_guides_and_dates_without_json() -> None:
    vacancy = make_draft(behaviours={"ownership": 1})
    user = make_staff(Role.RECRUITER, username="rowan.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="recruiter")
    client = client_with_second_factor(user)
    path = f"/staff/vacancies/vacancy/{vacancy.pk}/change/"
    typed = {
        "behaviour_ownership": "",
        "behaviour_analyse": "3",
        "assessment_plan": "Interview | in London | week of 11 January 2027",
        "essential_criteria-0-guide": "5 | Teaches others\n3 | Does it alone",
    }
    assert client.post(path, form_of(client, path, **typed)).status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.behaviours == {"analyse": 3}
    assert vacancy.assessment_plan == [
        {"stage": "Interview", "when": "in London", "week_of": "2027-01-11"}
    ]
    assert vacancy.essential_criteria.get().guide == [
        {"value": 3, "words": "Does it alone"},
        {"value": 5, "words": "Teaches others"},
    ]
    again = form_of(client, path)
    assert again["assessment_plan"] == "Interview | in London | Week of 11 January 2027"
    assert again["essential_criteria-0-guide"] == "3 | Does it alone\n5 | Teaches others"
    wrong = form_of(client, path, **{"essential_criteria-0-guide": "6 | Too much"})
    text = client.post(path, wrong).content.decode()
    assert "The scale goes from 0 to 5." in text
    assert "6 | Too much" in text


def test_a_unit_that_left_the_list_is_shown_and_must_be_chosen_anew() -> None:
    vacancy = make_draft()
    Vacancy.objects.filter(pk=vacancy.pk).update(unit="Old Unit")
    user = make_staff(Role.RECRUITER, username="rowan.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="recruiter")
    client = client_with_second_factor(user)
    path = f"/staff/vacancies/vacancy/{vacancy.pk}/change/"
    assert "Old Unit (no longer in the list)" in client.get(path).content.decode()
    refused = client.post(path, form_of(client, path))
    assert refused.context["adminform"].form.errors == {
        "unit": ["Choose a unit of Frontline Policing, or none."]
    }
    changed = form_of(client, path, business_group="met_operations", unit="Met Detention")
    assert client.post(path, changed).status_code == 302
    vacancy.refresh_from_db()
    assert (vacancy.business_group, vacancy.unit) == ("met_operations", "Met Detention")


def test_dates_of_stages_are_read_as_people_write_them() -> None:
    field = StagesField()
    line = "Test | after the sift"
    wanted = {"stage": "Test", "when": "after the sift"}
    assert field.clean(line) == [wanted]
    for typed in ("16 December 2026", "2026-12-16", "16/12/2026", "16 Dec 2026"):
        assert field.clean(f"{line} | {typed}") == [{**wanted, "on": "2026-12-16"}]
    assert field.clean(f"{line} | Week of 16 December 2026") == [
        {**wanted, "week_of": "2026-12-16"}
    ]
    for typed in (f"{line} | soon", f"{line} | week of", f"{line} | 16 December 2026 | x"):
        with pytest.raises(ValidationError):
            field.clean(typed)


def test_a_guide_is_a_value_and_words_on_each_line() -> None:
    assert GuideField().clean("") == []
    for typed in ("good", "x | good", "3 |", "-1 | bad"):
        with pytest.raises(ValidationError):
            GuideField().clean(typed)


def test_applicants_are_told_of_conditions_stages_and_behaviours() -> None:
    vacancy = make_open(behaviours={"ownership": 1})
    facts = material_facts(vacancy)
    assert facts["Behaviours"] == "We take ownership (level 1, practitioner)"
    assert facts["Stages"] == "Sift: within 10 working days"
    before = facts["Conditions"]
    edit_vacancy(
        by=None,
        vacancy_id=vacancy.pk,
        changes={
            "standard_conditions": ["taser"],
            "assessment_plan": [{"stage": "Sift", "when": "soon", "on": "2026-12-16"}],
            "budget_code": "CC-1",
        },
    )
    changes = vacancy.history.get(event="edit").data["changes"]
    assert changes == [
        {
            "what": "Conditions",
            "before": before,
            "after": f"{before}; You must be willing to be trained to carry a Taser",
        },
        {
            "what": "Stages",
            "before": "Sift: within 10 working days",
            "after": "Sift: 16 December 2026",
        },
    ]


def test_the_scale_stays_once_the_advert_is_out_and_guides_keep_to_it() -> None:
    vacancy = make_open()
    with pytest.raises(ValidationError) as refused:
        edit_vacancy(by=None, vacancy_id=vacancy.pk, changes={"score_scale": "0-7"})
    assert list(refused.value.message_dict) == ["score_scale"]
    draft = make_draft()
    low = [EssentialData("facts", "Respect for facts", guide=((0, "Nothing"),))]
    edit_vacancy(by=None, vacancy_id=draft.pk, changes={}, essential=low)
    with pytest.raises(ValidationError) as refused:
        edit_vacancy(by=None, vacancy_id=draft.pk, changes={"score_scale": "1-5"})
    assert refused.value.messages == [
        "The scoring guide of “Respect for facts” has the value 0: the scale goes from 1 to 5."
    ]
    copied = copy_vacancy(by=None, vacancy_id=draft.pk)
    assert copied.essential_criteria.get().guide == [{"value": 0, "words": "Nothing"}]


def test_the_interface_gives_the_same_fields(client: Client) -> None:
    vacancy = make_open(behaviours={"analyse": 2}, enquiry_phone="020 7946 0117", closes_at=CLOSES)
    found = json.loads(client.get(f"/api/v1/vacancies/{vacancy.reference}/").content)
    assert found["behaviours"] == {
        "framework": {"code": "cvf_2024", "label": "Competency and Values Framework 2024"},
        "levels": {"analyse": 2},
    }
    assert found["enquiry_phone"] == "020 7946 0117"
    assert found["conditions"] == [str(Condition.RIGHT_TO_WORK.label)]
    assert found["assessment_plan"] == [
        {"stage": "Sift", "when": "within 10 working days", "on": None, "week_of": None}
    ]


def test_a_copy_takes_the_guide_but_no_dates_and_no_approval() -> None:
    plan = [{"stage": "Sift", "when": "soon", "on": "2026-12-16"}]
    draft = make_draft(**SECRETS, behaviours={"ownership": 2}, assessment_plan=plan)
    copied = copy_vacancy(by=None, vacancy_id=draft.pk)
    assert copied.assessment_plan == [{"stage": "Sift", "when": "soon"}]
    assert (copied.budget_code, copied.approval_reference) == (SECRETS["budget_code"], "")
    assert copied.behaviours == {"ownership": 2}


def test_a_template_keeps_the_guide() -> None:
    draft = make_draft()
    guide = ((3, "Does it alone"),)
    essential = [EssentialData("facts", "Respect for facts", guide=guide)]
    edit_vacancy(by=None, vacancy_id=draft.pk, changes={}, essential=essential)
    assert essential_of(contents_of(Vacancy.objects.get(pk=draft.pk))) == essential
    assert essential_of({"essential": [["a", "Older", "form"]]}) == [EssentialData("a", "Older")]
