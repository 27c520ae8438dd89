"""Tell me when I can apply: asked, confirmed by the mailbox, sent once on the day, forgotten."""

from __future__ import annotations

import hashlib
import logging
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from applicants import tasks
from applicants.emails.notices import EligibilityNoticeConfirm, EligibilityNoticeEmail
from applicants.errors import NotAllowed
from applicants.models import EligibilityNotice
from applicants.notice_links import confirm_path, derive_notice_token, remove_path
from applicants.services.noticing import ask_for_notice, confirm_notice, send_notice
from recruitment.access.logs import MaskTokensFilter, mask_tokens
from recruitment.accounts.models import InternalStanding
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import send_due_emails
from tests.accounts.people import make_user
from tests.applicants.factories import make_vacancy
from tests.applicants.verification.helpers import fingerprint
from tests.caches import empty_cache
from vacancies.models import Vacancy

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = date(2026, 12, 22)
DAY_MORNING = datetime(2026, 12, 22, 7, 30, tzinfo=UTC)
LATER = datetime(2027, 3, 1, tzinfo=UTC)
ELEVEN_MONTHS = {
    "status": ["agency"],
    "agency_start": "2025-12-22",
    "agency_break": "no",
    "left_before": "no",
}
KEPT_COLUMNS = {
    "id", "email", "vacancy_id", "route", "due_on", "nonce", "token_hash", "asked_at",
    "confirmed_at", "queued_at",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    empty_cache()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def vacancy() -> Vacancy:
    return make_vacancy(title="Test Coordinator", closes_at=LATER)


def answered(client, vacancy, answers=ELEVEN_MONTHS):
    session = client.session
    session["eligibility_check"] = {vacancy.reference: answers}
    session.save()


def result_url(vacancy):
    return reverse("applicants:check_eligibility_result", args=[vacancy.reference])


def ask(client, vacancy, email="ash@applicant.example", **extra):
    url = reverse("applicants:tell_me_when", args=[vacancy.reference])
    assert url == f"/vacancies/{vacancy.reference}/eligibility/tell-me/"
    return client.post(url, {"email": email, **extra})


def banner(client, vacancy) -> str:
    text = client.get(result_url(vacancy)).content.decode()
    return re.sub(r"\s+", " ", text)


def kinds() -> list[str]:
    return sorted(OutboxEmail.objects.values_list("kind", flat=True))


def confirmed(vacancy, email="ash@applicant.example", day=DAY) -> EligibilityNotice:
    """A notice whose own mailbox has said yes."""
    user = make_user(email.partition("@")[0], email=email)
    ask_for_notice(vacancy=vacancy, email=email, due_on=day, by=user)
    send_due_emails(limit=10)
    mail.outbox.clear()
    return EligibilityNotice.objects.get(email=email, vacancy=vacancy)


def test_the_result_offers_it_only_where_a_date_is_known(client, vacancy):
    answered(client, vacancy)
    text = banner(client, vacancy)
    assert "Tell me when I can apply</h2>" in text
    assert "We can write to you once, on 22 December 2026." in text
    assert "closed by then" not in text
    answered(client, vacancy, ELEVEN_MONTHS | {"agency_start": "2020-01-01"})
    assert "Tell me when I can apply" not in banner(client, vacancy)
    no_date = {"status": ["police_staff"], "probation": "no", "left_before": "no"}
    answered(client, vacancy, no_date)
    assert "You cannot apply for this role now" in banner(client, vacancy)
    assert "Tell me when I can apply" not in banner(client, vacancy)


def test_a_vacancy_that_closes_before_the_day_says_so(client):
    early = make_vacancy(closes_at=datetime(2026, 12, 21, 23, 59, tzinfo=UTC))
    answered(client, early)
    assert "This vacancy will be closed by then" in banner(client, early)


def test_without_an_account_the_mailbox_is_asked_first(client, vacancy):
    answered(client, vacancy)
    response = ask(client, vacancy, "  Ash@Applicant.example ")
    assert (response.status_code, response["Location"]) == (302, result_url(vacancy))
    assert "open the email that we send to Ash@Applicant.example" in banner(client, vacancy)
    notice = EligibilityNotice.objects.get()
    assert (notice.email, notice.vacancy, notice.due_on, notice.route) == (
        "ash@applicant.example",
        vacancy,
        DAY,
        "internal_staff",
    )
    assert notice.confirmed_at is None
    assert {field.attname for field in EligibilityNotice._meta.fields} == KEPT_COLUMNS
    send_due_emails(limit=10)
    [message] = mail.outbox
    assert message.to == ["ash@applicant.example"]
    assert f"{settings.BASE_URL.rstrip('/')}{confirm_path(notice)}" in message.body
    assert f"{settings.BASE_URL.rstrip('/')}{remove_path(notice)}" in message.body
    assert "12pm on 25 November 2026" in message.body or "midday on 25 November" in message.body


def test_opening_the_links_changes_nothing_and_the_button_confirms(client, vacancy):
    answered(client, vacancy)
    ask(client, vacancy)
    notice = EligibilityNotice.objects.get()
    client.cookies.clear()
    before = fingerprint()
    for path in (confirm_path(notice), remove_path(notice)):
        for method in (client.get, client.head, client.options):
            method(path)
    assert fingerprint() == before
    page = client.get(confirm_path(notice))
    assert "Yes, write to me" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    done = client.post(confirm_path(notice), follow=True)
    assert "We will write to ash@applicant.example on 22 December 2026" in done.content.decode()
    assert f'href="{remove_path(notice)}"' in done.content.decode()
    notice.refresh_from_db()
    assert notice.confirmed_at == NOON
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        client.post(confirm_path(notice))
    notice.refresh_from_db()
    assert notice.confirmed_at == NOON


def test_the_button_needs_its_token_and_only_the_hash_of_the_link_is_stored(vacancy, client):
    answered(client, vacancy)
    ask(client, vacancy)
    notice = EligibilityNotice.objects.get()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(confirm_path(notice)).status_code == 403
    token = derive_notice_token(notice.nonce)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert notice.token_hash == hashlib.sha256(token.encode()).hexdigest()
    with connection.cursor() as cursor:
        for table in ("applicants_eligibilitynotice", "outbox_outboxemail"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            assert token not in str(cursor.fetchall())


def test_somebody_with_the_confirmed_address_of_their_account_need_not_confirm(client, vacancy):
    user = make_user("ash")
    client.force_login(user)
    answered(client, vacancy)
    assert f'value="{user.email}"' in banner(client, vacancy)
    ask(client, vacancy, user.email)
    assert f"We will write to {user.email} on 22 December 2026." in banner(client, vacancy)
    ask(client, vacancy, user.email)  # a second click
    notice = EligibilityNotice.objects.get()
    assert notice.confirmed_at == NOON
    assert kinds() == ["eligibility_notice_kept"]
    send_due_emails(limit=10)
    assert remove_path(notice) in mail.outbox[0].body


def test_another_address_and_an_unconfirmed_one_are_asked_all_the_same(client, vacancy):
    make_user("victim")
    user = make_user("ash", confirmed=False)
    client.force_login(user)
    answered(client, vacancy)
    ask(client, vacancy, user.email)
    ask(client, vacancy, "victim@applicant.example")
    assert set(EligibilityNotice.objects.values_list("confirmed_at", flat=True)) == {None}
    assert kinds() == ["eligibility_notice_confirm"] * 2


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(client, vacancy):
    known = make_user("known").email
    answered(client, vacancy)
    said = []
    for email in (known, "nobody@applicant.example", known):
        assert ask(client, vacancy, email)["Location"] == result_url(vacancy)
        said.append(
            re.search(r"One more step:.*?2026\.", banner(client, vacancy))[0].replace(email, "…")
        )
    assert len(set(said)) == 1


def test_the_day_never_comes_from_the_form(client, vacancy):
    answered(client, vacancy)
    ask(client, vacancy, due_on="2026-11-23", eligible_from="2026-11-23")
    assert EligibilityNotice.objects.get().due_on == DAY


def test_a_wrong_address_is_said_at_the_field(client, vacancy):
    answered(client, vacancy)
    for typed, sentence in (
        ("ash at home", "Enter an email address in the correct format, like name@example.com."),
        ("", "Enter your email address."),
    ):
        text = ask(client, vacancy, typed).content.decode()
        assert "<title>Error: You cannot apply for this role now" in text
        assert text.count(sentence) == 2  # in the summary and at the field
        assert 'href="#id_email"' in text
    assert kinds() == []


def test_without_answers_or_a_date_nothing_is_kept(client, vacancy):
    start = reverse("applicants:check_eligibility", args=[vacancy.reference])
    assert ask(client, vacancy)["Location"] == start
    answered(client, vacancy, ELEVEN_MONTHS | {"agency_start": "2020-01-01"})
    assert ask(client, vacancy)["Location"] == result_url(vacancy)
    assert EligibilityNotice.objects.count() == 0


def test_a_restricted_vacancy_is_never_written_about(client, vacancy):
    restricted = make_vacancy(visibility="restricted", closes_at=LATER)
    answered(client, restricted)
    assert ask(client, restricted).status_code == 404
    with pytest.raises(NotAllowed):
        ask_for_notice(
            vacancy=restricted, email="ash@applicant.example", due_on=DAY, by=make_user("ash")
        )
    notice = confirmed(vacancy, "fern@applicant.example")
    Vacancy.objects.filter(pk=vacancy.pk).update(visibility="restricted")
    assert EligibilityNoticeEmail.load({"notice": notice.pk}) is None
    with time_machine.travel(DAY_MORNING, tick=False):
        tasks.tell_who_can_apply()
        send_due_emails(limit=10)
        tasks.tell_who_can_apply()
    assert mail.outbox == []
    assert EligibilityNotice.objects.count() == 0


def test_whoever_sees_a_restricted_vacancy_is_not_offered_an_email_about_it(client):
    restricted = make_vacancy(visibility="restricted", closes_at=LATER)
    user = make_user("ash")
    InternalStanding.objects.create(
        user=user, kind="agency", source="agency_register",
        valid_from="2026-01-01", valid_until="2027-01-01",
    )  # fmt: skip
    client.force_login(user)
    answered(client, restricted)
    device = {"headers": {"x-met-device": settings.MET_DEVICE_SECRET}}
    text = client.get(result_url(restricted), **device).content.decode()
    assert "you can apply from 22 December 2026" in text
    assert "Tell me when I can apply" not in text
    url = reverse("applicants:tell_me_when", args=[restricted.reference])
    assert client.post(url, {"email": user.email}, **device).status_code == 404
    assert EligibilityNotice.objects.count() == 0


def test_ten_an_hour_from_one_place_and_no_more(client, vacancy):
    answered(client, vacancy)
    codes = [ask(client, vacancy, f"p{n}@applicant.example").status_code for n in range(11)]
    assert codes == [302] * 10 + [429]
    assert EligibilityNotice.objects.count() == 10


def test_one_mailbox_is_asked_once_a_day_and_about_three_vacancies_at_most(client):
    vacancies = [make_vacancy(closes_at=LATER) for _ in range(4)]
    for vacancy in vacancies:
        for _ in range(2):
            answered(client, vacancy)
            assert ask(client, vacancy).status_code == 302
    assert EligibilityNotice.objects.count() == 3
    assert kinds() == ["eligibility_notice_confirm"] * 3


def test_a_changed_date_replaces_the_one_before_when_it_is_confirmed(client, vacancy):
    old = confirmed(vacancy)
    answered(client, vacancy, ELEVEN_MONTHS | {"agency_start": "2026-01-05"})
    ask(client, vacancy)
    assert EligibilityNotice.objects.count() == 2
    new = EligibilityNotice.objects.get(confirmed_at=None)
    confirm_notice(notice_id=new.pk)
    assert EligibilityNotice.objects.get().pk == new.pk != old.pk
    assert EligibilityNotice.objects.get().due_on == date(2027, 1, 5)


def test_the_email_goes_on_the_london_day_once_and_everything_is_deleted(vacancy):
    confirmed(vacancy)
    with time_machine.travel(datetime(2026, 12, 21, 23, 59, tzinfo=UTC), tick=False):
        assert tasks.tell_who_can_apply() == 0
    with time_machine.travel(DAY_MORNING, tick=False):
        assert [tasks.tell_who_can_apply() for _ in range(3)] == [1, 0, 0]
        assert EligibilityNotice.objects.count() == 1  # until it has really gone out
        send_due_emails(limit=10)
        [message] = mail.outbox
        assert message.to == ["ash@applicant.example"]
        assert message.subject == "The day from which you can apply has come"
        check = reverse("applicants:check_eligibility", args=[vacancy.reference])
        assert check in message.body
        assert "Test Coordinator" in message.body
        assert tasks.tell_who_can_apply() == 0
        send_due_emails(limit=10)
    assert len(mail.outbox) == 1
    assert EligibilityNotice.objects.count() == 0
    assert OutboxEmail.objects.filter(to_address="ash@applicant.example").count() == 0


def test_in_summer_the_day_begins_at_midnight_in_london(vacancy):
    summer = confirmed(vacancy, day=date(2027, 6, 1))
    with time_machine.travel(datetime(2027, 5, 31, 22, 59, tzinfo=UTC), tick=False):
        assert send_notice(summer.pk) is False
        assert tasks.tell_who_can_apply() == 0
    with time_machine.travel(datetime(2027, 5, 31, 23, 0, tzinfo=UTC), tick=False):
        assert tasks.tell_who_can_apply() == 1
        assert send_notice(summer.pk) is False


def test_a_vacancy_that_has_closed_meanwhile_leads_to_others_of_its_kind(vacancy):
    notice = confirmed(vacancy)
    Vacancy.objects.filter(pk=vacancy.pk).update(status="closed")
    email = EligibilityNoticeEmail.load({"notice": notice.pk})
    assert email.is_open is False
    assert email.link.endswith("/vacancies/internal/")
    public = make_vacancy(route="external_staff", visibility="public", closes_at=NOON)
    other = confirmed(public, "fern@applicant.example")
    with time_machine.travel(NOON + timedelta(seconds=1), tick=False):
        email = EligibilityNoticeEmail.load({"notice": other.pk})
    assert email.link.endswith("/vacancies/?route=external_staff")


def test_an_unconfirmed_address_is_never_written_to_and_goes_after_three_days(client, vacancy):
    answered(client, vacancy)
    ask(client, vacancy)
    notice = EligibilityNotice.objects.get()
    assert send_notice(notice.pk) is False
    with time_machine.travel(NOON + timedelta(days=3, seconds=-1), tick=False):
        tasks.tell_who_can_apply()
        assert client.get(confirm_path(notice)).status_code == 200
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        assert EligibilityNoticeConfirm.load({"notice": notice.pk}) is None
        assert client.get(confirm_path(notice)).status_code == 404
        tasks.tell_who_can_apply()
    assert EligibilityNotice.objects.count() == 0
    assert kinds() == []


def test_one_button_removes_the_address_and_what_is_queued(client, vacancy):
    notice = confirmed(vacancy)
    with time_machine.travel(DAY_MORNING, tick=False):
        tasks.tell_who_can_apply()
        page = client.get(remove_path(notice))
        assert "Remove my address" in page.content.decode()
        done = client.post(remove_path(notice))
        assert "Your email address is removed" in done.content.decode()
        send_due_emails(limit=10)
    assert mail.outbox == []
    assert EligibilityNotice.objects.count() == 0
    assert kinds() == []
    assert client.post(remove_path(notice)).status_code == 404


def test_every_dead_link_gives_the_same_answer_and_trying_is_limited(client, vacancy):
    notice = confirmed(vacancy)
    dead = [confirm_path(notice)[:-4] + "AAA/", "/eligibility/tell-me/x/", remove_path(notice)]
    client.post(remove_path(notice))
    pages = [client.get(path) for path in dead]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert "This link does not work any more" in pages[0].content.decode()
    assert pages[0]["Referrer-Policy"] == "no-referrer"
    codes = [client.get(f"/eligibility/tell-me/{'a' * 43}/").status_code for _ in range(60)]
    assert codes == [404] * 57 + [429] * 3


def test_the_link_is_in_no_log(client, vacancy, caplog):
    notice = confirmed(vacancy)
    token = derive_notice_token(notice.nonce)
    with caplog.at_level(logging.DEBUG):
        for path in (confirm_path(notice), remove_path(notice)):
            client.get(path)
            client.post(path + "x")
    for record in caplog.records:
        MaskTokensFilter().filter(record)
        assert token not in record.getMessage()
    assert "tell-me/[link]/" in caplog.text  # something was written, without the token
    assert mask_tokens(remove_path(notice)) == "/eligibility/tell-me/[link]/remove/"
    asking = reverse("applicants:tell_me_when", args=[vacancy.reference])
    assert mask_tokens(asking) == asking


def test_the_database_refuses_a_second_notice_and_one_sent_unconfirmed(vacancy):
    notice = confirmed(vacancy)
    for changes in (
        {"nonce": "b" * 32, "token_hash": "b" * 64},
        {"confirmed_at": None, "queued_at": NOON, "token_hash": "c" * 64},
    ):
        copy = EligibilityNotice.objects.get(pk=notice.pk)
        copy.pk = None
        for name, value in changes.items():
            setattr(copy, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


def test_the_task_is_in_the_timetable():
    entry = settings.CELERY_BEAT_SCHEDULE["tell-who-can-apply"]
    assert entry["task"] == tasks.tell_who_can_apply.name
