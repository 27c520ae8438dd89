"""The walk over all pages (tests/journeys) holds its figures for every page: none is forgotten."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.contracts.permission_table import expected
from tests.journeys.pages import ROLES
from tests.journeys.visits import Visit

NO_KEY = "00000000-0000-4000-8000-000000000000"
PLACES = {
    r"\{own\}": f"/applications/{NO_KEY}/",
    r"\{case:.+?\}": f"/staff/applicants/application/{NO_KEY}/case/",
    r"\{advert:.+?\}": "/staff/vacancies/vacancy/1/",
}
# Addresses that somebody gets with 200 or 404, and that are no page or need no look of their own.
NO_PAGES = {
    "for machines": """
        ui:health ui:ready robots sitemap sitemap_file vacancies:api_openapi vacancies:api_list
        vacancies:api_detail vacancies:feed_atom vacancies:feed_json admin:jsi18n
        """,
    "a file": """
        vacancies:closing forums:calendar applicants:calendar applicants:pdf uploads:file
        mfa_download_recovery_codes
        """,
    "leads elsewhere": """
        applicants:submit register:join admin:login admin:logout admin:password_change
        admin:password_change_done
        admin:view_on_site account_set_password account_confirm_login_code mfa_login_webauthn
        admin:applicants_application_change admin:applicants_application_history
        admin:applicants_interviewslot_history admin:applicants_eligibilitywork_change
        admin:applicants_eligibilitywork_history admin:register_invitation_history
        admin:advert_templates_adverttemplate_history admin:applicants_possibleduplicate_change
        admin:applicants_possibleduplicate_history
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
        demo:device
        """,
    "an email as mail programs show it, checked where emails are": """
        admin:outbox_outboxemail_preview_html demo:message_html
        """,
}


def seen_by(visit: Visit) -> set[str]:
    """The name of the address that a visit looks at."""
    if visit.at:
        return {visit.at}
    if not visit.path or visit.acts:
        return set()
    path = visit.path
    for place, address in PLACES.items():
        path = re.sub(place, address, path)
    try:
        return {resolve(urlsplit(urljoin("http://portal.example/", path)).path).view_name}
    except Resolver404:
        return set()


def nobodys(codes: list[int]) -> bool:
    """Whether everybody who is signed in is refused: nobody ever sees a page there."""
    return all(code in (302, 403, 405) for code in codes) and bool({403, 405} & set(codes))


def test_every_page_is_walked():
    walked = {name for role in ROLES for visit in role.visits for name in seen_by(visit)}
    excused = {name for names in NO_PAGES.values() for name in names.split()}
    pages = {name for name, codes in expected().items() if not nobodys(codes)}
    assert sorted(pages - walked - excused) == []
    assert sorted(excused & walked) == []
    assert sorted((excused | walked) - set(expected())) == []
