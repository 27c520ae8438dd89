"""Registering, as the person does it: typed before there is an account, kept, checked, deleted."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from applicants.errors import GuardFailed
from applicants.register.models import RegisterProfile
from applicants.register.sections import SECTIONS, read_rate
from applicants.register.services import Barred, register, save_section
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import send_due_emails
from recruitment.uploads.models import StoredFile
from tests.accounts.people import PASSWORD, make_user
from tests.applicants.register.world import ANSWERS, BARRED, fill, make_profile
from tests.vacancies.adverts import NOW

pytestmark = pytest.mark.django_db
PAGES = "/register/sections/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def posted(code: str, answers: dict) -> dict:
    """Answers as a browser sends them."""
    data = {}
    for name, value in answers.items():
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            year, month, day = value.split("-")
            data |= {f"q-{name}-day": day, f"q-{name}-month": month, f"q-{name}-year": year}
        else:
            data[f"q-{name}"] = value
    return {**data, "action": "continue"}


def post_all(client) -> None:
    for code, answers in ANSWERS.items():
        response = client.post(f"/register/sections/{code}/", posted(code, answers))
        assert response.status_code == 302, (code, text_of(response))


def test_what_was_typed_before_there_was_an_account_comes_along(client):
    user = make_user("ash")
    post_all(client)
    page = text_of(client.get("/register/tasks/"))
    assert "You have completed 7 of 7 sections" in page
    assert not RegisterProfile.objects.exists()
    assert "HR Advisor" not in str(dict(client.session))  # encrypted while it waits
    assert client.get("/register/join/").url.startswith("/accounts/login/?next=/register/join/")
    client.post("/accounts/login/?next=/register/join/", {"login": "ash", "password": PASSWORD})
    page = text_of(client.get("/register/join/"))
    for words in ("Ash Example", "HR Advisor", "1 December 2026", "Central South (Lambeth"):
        assert words in page
    empty = client.post("/register/join/", {})
    assert "Confirm that you have read the statement about convictions." in text_of(empty)
    assert RegisterProfile.objects.get().state == "draft"
    done = client.post("/register/join/", {"convictions": "on", "consent": "on"})
    assert done["Location"] == "/register/profile/"
    profile = RegisterProfile.objects.get(user=user)
    assert (profile.state, profile.active_until, profile.families, profile.rate) == (
        "active",
        date(2027, 11, 22),
        ["hr"],
        20.5,
    )
    send_due_emails(limit=5)
    assert [one.subject for one in mail.outbox] == ["You are on the temporary and interim register"]
    assert "until 22 November 2027" in mail.outbox[0].body


def test_nothing_typed_is_lost_when_something_is_wrong(client):
    wrong = {"available_from": "2026-12-01", "areas": [], "rate": "lots", "rate_unit": "hour"}
    page = text_of(client.post("/register/sections/work/", posted("work", wrong)))
    assert "Select where you could work." in page
    assert 'value="lots"' in page
    again = text_of(client.get("/register/sections/work/"))
    assert 'value="lots"' in again
    assert "In progress" in text_of(client.get("/register/tasks/"))


@pytest.mark.parametrize(
    ("code", "answers", "sentence"),
    [
        ("roles", {}, "Select at least one job title, in any of the eight families."),
        ("work", {**ANSWERS["work"], "rate": "0"}, "Enter the rate as an amount in pounds"),
        ("clearance", {"clearance": "sc"}, "Enter the date on which your clearance ends."),
        ("work", {**ANSWERS["work"], "available_from": "2020-01-01"}, "must be 22 November 2026"),
    ],
)
def test_each_wrong_answer_is_said_at_its_field(client, code, answers, sentence):
    page = text_of(client.post(f"/register/sections/{code}/", posted(code, answers)))
    assert page.count(sentence) == 2


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("21.4", "21.40"), ("£350", "350.00"), ("1,200.05", "1200.05"), ("0", None), ("-3", None),
        ("1e3", None), ("12.345", None), ("12345", None), ("", None), ("x", None), ("½", None),
    ],
)  # fmt: skip
def test_rates_are_read_as_people_write_them(typed, read):
    assert read_rate(typed) == read


def test_who_is_barred_reads_why_until_when_and_what_instead(client):
    user = make_user("linden")
    fill(user, service=BARRED)
    client.force_login(user)
    page = text_of(client.get("/register/join/"))
    assert "You can register from <strong>1 July 2029</strong>" in page
    assert "30 June 2024" in page
    assert "are not eligible to submit an application" in page
    assert 'href="/join/special-constables/"' in page
    client.post("/register/join/", {"convictions": "on", "consent": "on"})
    assert RegisterProfile.objects.get().state == "draft"
    assert "You can register from" in text_of(client.get("/register/tasks/"))
    with pytest.raises(Barred):
        register(by=user, convictions_read=True, consents=True)


def test_who_is_barred_knows_before_anything_is_written(client):
    assert SECTIONS[0].code == "service"
    sent = client.post("/register/sections/service/", posted("service", BARRED), follow=True)
    page = text_of(sent)
    assert "You can register from <strong>1 July 2029</strong>" in page
    assert "we forget these answers 30 minutes after your last step" in page
    assert "You have completed" not in page
    changed = posted("service", {**BARRED, "left_compensation": "no"})
    page = text_of(client.post("/register/sections/service/", changed, follow=True))
    assert "You have completed 1 of 7 sections" in page


def test_the_bar_ends_with_the_five_years_whose_last_day_a_person_decides(client):
    for day, stops in ((date(2029, 6, 29), True), (date(2029, 6, 30), False)):
        with time_machine.travel(NOW + (day - NOW.date()), tick=False):
            user = make_user(f"p.{day:%d}")
            fill(user, service=BARRED)
            other = Client()
            other.force_login(user)
            page = text_of(other.get("/register/tasks/"))
        assert ("You cannot register now" in page) is stops, day


@pytest.mark.parametrize(
    "unsure",
    [
        {"left_before": "not_sure"},
        {"left_before": "yes", "left_scheme": "not_sure", "left_compensation": "not_sure"},
        {**BARRED, "left_on": ""},
        {**BARRED, "left_compensation": "not_sure"},
    ],
)
def test_an_unknown_never_stops_anybody(unsure):
    profile = make_profile(service=unsure)
    assert profile.is_active
    assert profile.bar_decided["result"] == "needs_evidence"


def test_what_was_answered_in_the_check_is_not_asked_again(client):
    session = client.session
    session["eligibility_check"] = {"route:temporary": {"left_before": "yes", "left_scheme": "no"}}
    session.save()
    page = client.get("/register/sections/service/").content.decode()
    assert len(re.findall(r'value="(?:yes|no)"[^>]* checked', page)) == 2


def test_both_statements_and_all_sections_are_needed():
    user = make_user("ash")
    with pytest.raises(GuardFailed, match="Confirm both statements"):
        register(by=user, convictions_read=True, consents=False)
    save_section(by=user, code="contact", answers=ANSWERS["contact"], completed=True)
    with pytest.raises(GuardFailed, match="Your right to work, Roles that interest you"):
        register(by=user, convictions_read=True, consents=True)


def test_a_change_on_the_register_counts_at_once_and_a_bar_takes_it_off():
    profile = make_profile()
    work = {**ANSWERS["work"], "rate": "18"}
    save_section(by=profile.user, code="work", answers=work, completed=True)
    profile.refresh_from_db()
    assert (profile.state, str(profile.rate)) == ("active", "18.00")
    save_section(by=profile.user, code="service", answers=BARRED, completed=True)
    profile.refresh_from_db()
    assert profile.state == "draft"
    assert AuditEntry.objects.filter(action="register.pause").count() == 1


def test_who_is_barred_by_a_change_reads_that_they_are_off_the_register(client):
    profile = make_profile()
    client.force_login(profile.user)
    sent = client.post("/register/sections/service/", posted("service", BARRED), follow=True)
    page = text_of(sent)
    assert "You are not on the register now. Recruiters do not see you." in page
    assert "You can register from <strong>1 July 2029</strong>" in page
    client.post("/register/sections/service/", posted("service", {"left_before": "no"}))
    assert "Check your answers and register" in text_of(client.get("/register/tasks/"))


def test_a_draft_takes_over_the_sections_that_it_lacks_and_no_other(client):
    user = make_user("ash")
    save_section(
        by=user, code="contact", answers={"name": "Kept", "phone": "020 7946 0001"}, completed=True
    )
    post_all(client)
    client.force_login(user)
    page = text_of(client.get("/register/join/"))
    assert "Kept" in page
    assert "Ash Example" not in page
    client.post("/register/join/", {"convictions": "on", "consent": "on"})
    profile = RegisterProfile.objects.get()
    assert (profile.state, profile.name) == ("active", "Kept")


def test_what_was_typed_elsewhere_never_changes_somebody_on_the_register(client):
    profile = make_profile()
    client.post(
        "/register/sections/contact/", posted("contact", {"name": "X", "phone": "12345678"})
    )
    client.force_login(profile.user)
    rates = {**ANSWERS["work"], "rate": "19"}
    client.post(f"{PAGES}work/", posted("work", rates))
    profile.refresh_from_db()
    assert (profile.name, str(profile.rate)) == ("Ash Example", "19.00")


def test_deleting_a_draft_deletes_what_was_typed_before_it_too(client):
    client.post("/register/sections/contact/", posted("contact", ANSWERS["contact"]))
    user = make_user("ash")
    save_section(by=user, code="summary", answers={}, completed=True)
    client.force_login(user)
    assert "register_draft" in client.session
    client.post("/register/leave/")
    assert "Ash Example" not in text_of(client.get("/register/sections/contact/"))


def test_a_mistake_on_the_register_changes_nothing(client):
    profile = make_profile()
    client.force_login(profile.user)
    for action in ("continue", "later"):
        answer = client.post("/register/sections/contact/", {"name": "", "action": action})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Error: " in page
        assert "recruiters still see what you had saved before" in page
        assert "Save and come back later" not in page
    before = (profile.state, profile.answers)
    profile.refresh_from_db()
    assert (profile.state, profile.answers) == before
    assert not AuditEntry.objects.filter(action="register.pause").exists()


def test_leaving_deletes_everything(client, settings):
    profile = make_profile()
    client.force_login(profile.user)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    file = SimpleUploadedFile("cv.png", picture.getvalue(), "image/png")
    assert client.post("/register/cv/", {"cv": file}).status_code == 302
    assert StoredFile.objects.get().owner_kind == "register"
    assert "cv.png" in text_of(client.get("/register/profile/"))
    assert "Leave the register?" in text_of(client.get("/register/leave/"))
    assert RegisterProfile.objects.exists()
    client.post("/register/leave/")
    assert not RegisterProfile.objects.exists()
    assert not StoredFile.objects.exists()
    assert list(OutboxEmail.objects.values_list("kind", flat=True)) == ["register_left"]


def test_a_new_cv_replaces_the_old_one_and_can_be_removed(client):
    user = make_user("ash")
    client.force_login(user)
    for name in ("one.png", "two.png"):
        picture = io.BytesIO()
        Image.new("RGB", (8, 8)).save(picture, "PNG")
        client.post(
            "/register/cv/", {"cv": SimpleUploadedFile(name, picture.getvalue(), "image/png")}
        )
    assert [one.name for one in StoredFile.objects.all()] == ["two.png"]
    client.post("/register/cv/remove/")
    assert not StoredFile.objects.exists()


def test_nobody_reads_anothers_profile():
    make_profile()
    other = Client()
    other.force_login(make_user("blair"))
    assert other.get("/register/profile/")["Location"] == "/register/tasks/"
    assert "Ash Example" not in text_of(other.get("/register/sections/contact/"))
    assert len(SECTIONS) == 7
