"""A profile lapses after 12 months unless the person keeps it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from applicants.register.forms import JoinForm
from applicants.register.links import keep_path
from applicants.register.models import RegisterProfile
from applicants.register.periods import last_day_from
from applicants.register.selectors import ends_due, warnings_due
from applicants.register.services import save_section
from applicants.register.tasks import look_after_register
from recruitment.access.logs import mask_tokens
from recruitment.audit.models import AuditEntry
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import make_user
from tests.applicants.register.world import ANSWERS, make_profile
from tests.applicants.verification.helpers import fingerprint
from tests.vacancies.adverts import NOW

pytestmark = pytest.mark.django_db


def on(day: date):
    return time_machine.travel(NOW + (day - NOW.date()), tick=False)


def subjects() -> list[str]:
    mail.outbox.clear()
    look_after_register()
    look_after_register()
    send_due_emails(limit=20)
    return [one.subject for one in mail.outbox]


def test_two_letters_then_the_end():
    make_profile()
    send_due_emails(limit=5)
    ask = "Do you want to stay on the register? Your profile ends on 22 November 2027"
    for day, expected in (
        (date(2027, 10, 22), []),
        (date(2027, 10, 23), [ask]),
        (date(2027, 11, 14), []),
        (date(2027, 11, 15), [ask]),
        (date(2027, 11, 22), []),
        (date(2027, 11, 23), ["Your profile on the temporary and interim register is deleted"]),
    ):
        with on(day):
            assert subjects() == expected, day
    assert not RegisterProfile.objects.exists()
    assert AuditEntry.objects.filter(action="register.lapse").count() == 1


def test_the_button_of_the_letter_keeps_it_and_opening_the_page_does_not(client):
    profile = make_profile()
    path = keep_path(profile)
    with on(date(2027, 11, 1)):
        before = fingerprint()
        for method in (client.get, client.head, client.options):
            method(path)
        assert fingerprint() == before
        assert client.post(path).status_code == 302
        profile.refresh_from_db()
        assert profile.active_until == date(2028, 11, 1)
    assert "/register/keep/[link]/" in mask_tokens(path)
    assert client.get(f"/register/keep/{'a' * 43}/").status_code == 404


def test_leaving_by_the_link_needs_no_sign_in(client):
    profile = make_profile()
    path = f"{keep_path(profile)}leave/"
    assert "Leave the register?" in client.get(path).content.decode()
    assert RegisterProfile.objects.exists()
    client.post(path)
    assert not RegisterProfile.objects.exists()
    assert AuditEntry.objects.filter(action="register.leave").count() == 1


def test_a_draft_that_nobody_touches_is_told_and_then_deleted():
    save_section(by=make_user("ash"), code="contact", answers=ANSWERS["contact"], completed=True)
    start = NOW.date()
    for days, expected in (
        (77, []),
        (78, ["You have not finished registering: we delete your answers on 22 February 2027"]),
        (91, []),
        (92, ["Your profile on the temporary and interim register is deleted"]),
    ):
        with on(start + timedelta(days=days)):
            assert subjects() == expected, days


def test_the_periods_are_settings_like_every_other(settings, client):
    periods = {**settings.RETENTION_MONTHS, "register": 6, "register_draft": 1}
    settings.RETENTION_MONTHS = periods
    profile = make_profile()
    assert profile.active_until == date(2027, 5, 22)
    assert "Stay for 6 months from today" in client.get(keep_path(profile)).content.decode()
    assert JoinForm().fields["consent"].label == "You may match me with openings for 6 months"
    draft = save_section(
        by=make_user("birch"), code="contact", answers=ANSWERS["contact"], completed=True
    )
    with on(date(2026, 12, 21)):
        assert ends_due(timezone.now()) == []
        assert warnings_due(timezone.now()) == [draft.pk]
    with on(date(2026, 12, 22)):
        assert ends_due(timezone.now()) == [draft.pk]


@pytest.mark.parametrize(
    ("joined", "last"),
    [
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 11, 22), date(2027, 2, 22)),
    ],
)
def test_the_last_day_stays_in_its_month(settings, joined, last):
    settings.RETENTION_MONTHS = {**settings.RETENTION_MONTHS, "register": 3}
    assert last_day_from(joined) == last


def test_the_command_counts_first_and_deletes_once(capsys):
    make_profile()
    with on(date(2027, 11, 23)):
        for arguments, expected, left in ((["--dry-run"], 1, 1), ([], 1, 0), ([], 0, 0)):
            call_command("apply_retention", *arguments)
            assert capsys.readouterr().out.splitlines()[-1] == f"register: {expected}"
            assert RegisterProfile.objects.count() == left
