"""The roles that the permission table has no column for, at every page of the staff site.

Here a page is closed unless it is named: a new one that opens for such a role fails the test.
"""

from __future__ import annotations

import pytest
from django.utils import timezone

from applicants.models import SiftDeclaration
from recruitment.accounts.roles import Role
from tests.accounts.people import client_with_second_factor, make_staff
from tests.contracts.urls import named_addresses
from tests.contracts.world import World, address, build_world
from vacancies.models import TeamMember

ALL_STAFF = {"index", "jsi18n", "login", "logout", "password_change", "password_change_done"}
CASES = {
    "app_list", "applicants_application_case", "applicants_application_change",
    "applicants_application_changelist", "applicants_application_history",
    "applicants_application_views", "applicants_application_view",
}  # fmt: skip
# Whoever reads whole applications writes beside them.
MANY = {"applicants_application_bulk_runs"}
BESIDE = {f"applicants_application_{page}" for page in ("note", "task", "task_done")}
READS_ADVERTS = {
    f"vacancies_vacancy_{page}" for page in ("change", "changelist", "history", "life", "preview")
}
WRITES_ADVERTS = READS_ADVERTS | {
    f"advert_templates_adverttemplate_{page}"
    for page in ("change", "changelist", "delete", "history", "keep")
}
WRITES_ADVERTS |= {
    "vacancies_base_change", "vacancies_base_changelist", "vacancies_base_history",
    "vacancies_vacancy_add", "vacancies_vacancy_copy", "vacancies_vacancy_criteria",
    "vacancies_vacancy_documents", "vacancies_vacancy_questions",
}  # fmt: skip
INTERVIEWS = {
    "applicants_application_choose_again", "applicants_application_interview",
    "applicants_application_go_on", "applicants_application_interview_questions",
    "applicants_application_merit_order", "applicants_application_result",
    "applicants_interviewslot_add", "applicants_interviewslot_change",
    "applicants_interviewslot_changelist", "applicants_interviewslot_history",
    "applicants_interviewslot_withdraw",
}  # fmt: skip
PREPARES = {
    "applicants_application_drop_prepared", "applicants_application_prepare",
    "applicants_prepareddecision_change", "applicants_prepareddecision_changelist",
    "applicants_prepareddecision_history",
}  # fmt: skip
RELEASES = PREPARES | {
    f"applicants_release_{page}" for page in ("cancel", "change", "changelist", "history", "plan")
}
RESERVES = {f"applicants_reservelist_{page}" for page in ("change", "changelist", "history")} | {
    "applicants_application_offer_from_reserve", "applicants_application_reserve_ask",
    "applicants_application_reserve_drawing",
}  # fmt: skip
REPORTS = {f"reports:{page}" for page in ("columns", "export", "index", "report", "workbook")}
LEADS_SIFTS = {"applicants_siftmarking_changelist", "applicants_siftmarking_vacancy"}
MARKS = LEADS_SIFTS | {
    "applicants_application_conflict", "applicants_application_score",
    "applicants_siftmarking_conflicts", "applicants_siftmarking_next",
}  # fmt: skip
OPEN: dict[Role, set[str]] = {
    Role.VACANCY_HOLDER: REPORTS | CASES | WRITES_ADVERTS | MARKS,
    Role.PANEL_CHAIR: {"applicants_application_scorecard"}
    | REPORTS
    | CASES
    | BESIDE
    | MANY
    | READS_ADVERTS
    | INTERVIEWS
    | PREPARES
    | LEADS_SIFTS
    | {"applicants_application_reconcile"},
    Role.PANEL_MEMBER: CASES | BESIDE | READS_ADVERTS | {"applicants_application_scorecard"},
    Role.ADJUSTMENTS_ADVISER: CASES
    | {"applicants_application_adjustments", "applicants_application_arrangement"},
    Role.REGISTER_RECRUITER: CASES
    | REPORTS
    | BESIDE
    | MANY
    | {"applicants_application_assign"}
    | WRITES_ADVERTS
    | INTERVIEWS
    | RELEASES
    | RESERVES
    | LEADS_SIFTS
    | {
        "applicants_application_feedback", "applicants_application_offer",
        "applicants_application_start_date", "applicants_application_step",
        "applicants_application_defer", "applicants_application_waive",
        "register_invitation_changelist", "register_invitation_openings",
    },
    Role.CONTENT_EDITOR: {
        f"ui_textversion_{page}"
        for page in ("change", "changelist", "edit", "history", "restore")
    }
    | {
        f"outbox_outboxemail_{page}"
        for page in ("previews", "preview", "preview_html", "words", "words_restore")
    },
}  # fmt: skip
OPENED = (200, 302, 405)  # 405: a page for POST alone, and theirs


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def test_each_further_role_opens_the_pages_of_its_work_and_no_others(world: World) -> None:
    found = {}
    for role in OPEN:
        user = make_staff(role, username=f"more.{role}")
        for vacancy in (world.vacancy, world.draft.vacancy):
            work = role if role in (Role.PANEL_CHAIR, Role.PANEL_MEMBER) else "recruiter"
            TeamMember.objects.create(vacancy=vacancy, user=user, role=work)
            if role is Role.VACANCY_HOLDER:  # has said whom they know, so may open applications
                SiftDeclaration.objects.create(
                    vacancy=vacancy, marker=user, declared_at=timezone.now()
                )
        client = client_with_second_factor(user)
        answers = {
            name.removeprefix("admin:"): client.get(address(name, world)).status_code
            for name in named_addresses()
            if name.startswith(("admin:", "reports:"))
        }
        assert set(answers.values()) <= {*OPENED, 403, 404}
        found[role] = {name for name, code in answers.items() if code in OPENED}
    assert found == {role: pages | ALL_STAFF for role, pages in OPEN.items()}
