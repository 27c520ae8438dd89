"""The register's profile in a person's own data, and its end with the account."""

from __future__ import annotations

from applicants.register.mailing import move_mail
from applicants.register.models import RegisterProfile
from applicants.register.sections import SECTIONS
from applicants.register.selectors import looks_of
from applicants.register.services import FILES, leave_register
from applicants.sections.reading import read_section
from recruitment.accounts.holdings import Held, Holder, register_holder
from recruitment.accounts.models import User
from recruitment.ui.dates import london_date
from recruitment.uploads.selectors import files_of


def read(user: User) -> Held | None:
    """The answers, who looked, the invitations with what was written, and the CV."""
    profile = RegisterProfile.objects.filter(user=user).first()
    if profile is None:
        return None
    until = london_date(profile.active_until) if profile.active_until else ""
    lines = [("State", profile.get_state_display()), ("Until", until)]
    for section in SECTIONS:
        answers = read_section(section, profile.answers.get(section.code, {}))
        lines += [(answer.label, answer.text) for answer in answers]
    lines += [("Looked at", look) for look in looks_of(profile)]
    for one in profile.invitations.select_related("vacancy").order_by("sent_at"):
        named = "a restricted vacancy" if one.vacancy.is_restricted else one.vacancy.title
        lines += [
            (f"Invited to {named}", one.message),
            (f"Why: {named}", " ".join(one.reasons)),
            (f"Your answer: {named}", f"{one.get_state_display()} {one.reply}".strip()),
        ]
    files = list(files_of(kind=FILES, owner_id=profile.pk))
    return Held("register", "Temporary register", lines, files)


def forget(user: User) -> None:
    """Nobody who closed the account is shown to recruiters; the CV goes at once."""
    for profile_id in RegisterProfile.objects.filter(user=user).values_list("pk", flat=True):
        leave_register(profile_id=profile_id)


def register() -> None:
    """Called once, from apps.py."""
    register_holder(Holder("register", read, forget, one_each=True, move_mail=move_mail))
