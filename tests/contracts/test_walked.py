"""The walk over all pages (tests/journeys) holds its figures for every page: none is forgotten."""

from __future__ import annotations

from tests.contracts.permission_table import expected
from tests.journeys.pages import ROLES
from tests.journeys.visits import wanted_at

# Addresses that somebody gets with 200 or 404, and that are no page or need no look of their own.
NO_PAGES = {
    "for machines": """
        ui:health ui:ready ui:metrics robots sitemap sitemap_file vacancies:api_openapi
        vacancies:api_list
        vacancies:api_detail vacancies:feed_atom vacancies:feed_json admin:jsi18n
        """,
    "a file": """
        vacancies:attachment vacancies:closing forums:calendar applicants:calendar applicants:pdf
        uploads:file mfa_download_recovery_codes reports:export reports:workbook
        """,
    "leads elsewhere": """
        applicants:submit register:join admin:login admin:logout admin:password_change
        admin:password_change_done
        admin:view_on_site account_set_password account_confirm_login_code mfa_login_webauthn
        admin:applicants_application_change admin:applicants_application_history
        admin:applicants_interviewslot_history admin:applicants_eligibilitywork_change
        admin:applicants_eligibilitywork_history admin:register_invitation_history
        admin:advert_templates_adverttemplate_history admin:applicants_possibleduplicate_change
        admin:applicants_possibleduplicate_history admin:applicants_prepareddecision_change
        admin:applicants_prepareddecision_history admin:applicants_release_history
        admin:applicants_reservelist_history
        """,
    "takes a passkey: tests/journeys/test_passkeys.py makes one": """
        mfa_edit_webauthn mfa_remove_webauthn mfa_reauthenticate_webauthn
        """,
    "behind a link that is emailed after 11 months": """
        register:leave_by_link
        """,
    "the same pages as of the profile, which are walked": """
        applicants:entry applicants:entry_remove
        """,
    "by POST alone": """
        demo:device admin:applicants_application_view admin:applicants_siftmarking_next
        """,
    "an email as mail programs show it, checked where emails are": """
        admin:outbox_outboxemail_preview_html demo:message_html
        """,
}


def nobodys(codes: list[int]) -> bool:
    """Whether everybody who is signed in is refused: nobody ever sees a page there."""
    return all(code in (302, 403, 405) for code in codes) and bool({403, 405} & set(codes))


def test_every_page_is_walked():
    walked = {wanted_at(visit) for role in ROLES for visit in role.visits} - {""}
    excused = {name for names in NO_PAGES.values() for name in names.split()}
    pages = {name for name, codes in expected().items() if not nobodys(codes)}
    assert sorted(pages - walked - excused) == []
    assert sorted(excused & walked) == []
    assert sorted((excused | walked) - set(expected())) == []
