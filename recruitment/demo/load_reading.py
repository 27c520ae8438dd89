"""A saved search, an edited text, and what waits for an administrator: a file of
standings to apply, a role to agree to."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from recruitment.accounts.import_services import upload_import
from recruitment.accounts.models import RoleProposal, StandingImport, User
from recruitment.accounts.role_changes.services import propose_role
from recruitment.accounts.roles import Role
from recruitment.ui.models import TextVersion
from recruitment.ui.services import write_text
from recruitment.ui.texts import place_of
from vacancies.alerts.saving import ask_for_alert
from vacancies.models import SavedSearch

EDITED = "home.who_we_are"


def load_reading(users: dict[str, User]) -> None:
    """Add what is not there yet."""
    casey, admin = users["casey"], users["adair"]
    if not SavedSearch.objects.filter(user=casey).exists():
        ask_for_alert(
            email=casey.email, kind="public", query="q=analyst", frequency="daily", by=casey
        )
    if not TextVersion.objects.filter(key=EDITED).exists():
        _edit(admin)
    if not StandingImport.objects.exists():
        _upload(admin)
    if not RoleProposal.objects.exists():
        propose_role(
            user=users["hollis"],
            role=Role.VACANCY_HOLDER,
            reason="Writes the adverts of the advisers' team from January.",
            by=users["addison"],
        )


def _edit(editor: User) -> None:
    """The first words, with one sentence more."""
    more = "Look around, and come back when something fits."
    text = f"{place_of(EDITED).default}\n\n{more}"
    write_text(key=EDITED, text=text, note="Invite people to look around", seen=0, by=editor)


def _upload(admin: User) -> None:
    """One person is added, one changed, and one row is refused."""
    today = timezone.localdate()
    until = today + timedelta(days=365)
    rows = (
        f"casey@people.example,volunteer,{today},{until}",
        f"indigo@people.example,police_staff,{today},{until}",
        f"nobody@people.example,police_staff,{today},{until}",
    )
    content = "email,kind,valid_from,valid_until\n" + "\n".join(rows) + "\n"
    upload_import(content=content.encode(), whole_list=False, by=admin)
