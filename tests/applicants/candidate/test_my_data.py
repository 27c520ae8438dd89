"""Your data: read, downloaded, corrected, closed."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.models import (
    AdjustmentsRequest,
    AgreedScore,
    Application,
    Candidate,
    ConductDeclaration,
    EligibilityDecision,
    EligibilityNotice,
    Interview,
    Reconciliation,
    SiftScore,
)
from applicants.register.models import RegisterProfile
from applicants.register.services import register as register_join
from applicants.services.closing import close_account
from applicants.services.noticing import ask_for_notice
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.uploads.models import StoredFile, file_storage
from tests.accounts.people import PASSWORD, make_staff
from tests.applicants.candidate.world import owner, ready_draft, signed_in
from tests.applicants.factories import make_application, make_candidate, make_slot, make_vacancy
from tests.applicants.register.world import fill as register_fill
from tests.vacancies.alerts.searches import confirmed
from tests.vacancies.alerts.searches import owner as owner_of_alert
from tests.vacancies.forums.world import ask as forum_ask
from tests.vacancies.forums.world import make_forum
from tests.vacancies.specialisms.test_interest import make_interest
from vacancies.forums.models import Booking
from vacancies.models import SavedSearch
from vacancies.specialisms.models import Interest

pytestmark = pytest.mark.django_db
PAGE = "applicants:my_data"


def signed_in_by_password(candidate):
    """A browser that gave the password just now."""
    browser = signed_in(candidate)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return browser


def store(application, name, content, *, state="clean"):
    now = timezone.now()
    return StoredFile.objects.create(
        owner_kind="application", owner_id=str(application.pk), purpose="cv", kind="pdf",
        name=name, place=file_storage().save("uploads/x", ContentFile(content)),
        size=len(content), sha256="0" * 64, uploaded_at=now, state=state,
        scanned_at=now if state == "clean" else None,
    )  # fmt: skip


def downloaded(candidate):
    answer = signed_in_by_password(candidate).post(reverse("applicants:my_data_download"))
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_page_says_what_is_held_and_until_when():
    application = make_application(status=Status.WITHDRAWN)
    other = make_application()
    text = signed_in(application.candidate).get(reverse(PAGE)).content.decode()
    assert application.vacancy.title in text
    assert "We delete it on" in text
    assert "12 months after the vacancy closed" in text
    assert other.vacancy.title not in text


def test_the_download_holds_pages_data_and_files_and_nothing_of_others():
    application = ready_draft()
    AdjustmentsRequest.objects.filter(application=application).update(answers={"needs": "no"})
    ConductDeclaration.objects.filter(application=application).update(
        answers={"convictions": "yes", "convictions_details": "Canarymatter"}
    )
    store(application, "My CV.pdf", b"%PDF-1.7 mine")
    store(application, "waiting.pdf", b"%PDF-1.7 wait", state="pending")
    stranger = ready_draft()
    store(stranger, "theirs.pdf", b"%PDF-1.7 theirs")
    archive = downloaded(application.candidate)
    reference = application.reference
    assert sorted(archive.namelist()) == sorted(
        [
            "data.json",
            "index.html",
            f"{reference}/application.html",
            f"{reference}/application.json",
            f"{reference}/files/01-My_CV.pdf",
        ]
    )
    assert archive.read(f"{reference}/files/01-My_CV.pdf") == b"%PDF-1.7 mine"
    data = json.loads(archive.read("data.json"))
    assert data["details"]["Email address"] == application.candidate.email
    [one] = data["applications"]
    assert "Canarymatter" in json.dumps(one["sections"])
    assert [(row["name"], row["included"]) for row in one["files"]] == [
        ("My CV.pdf", True), ("waiting.pdf", False),
    ]  # fmt: skip
    page = archive.read(f"{reference}/application.html").decode()
    assert "Canarymatter" in page
    assert "not scanned for viruses yet" in page
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert stranger.reference not in everything
    entry = AuditEntry.objects.get(action="data.download")
    assert entry.actor_id == application.candidate.user_id


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\x.pdf", "a/b.pdf", "con.pdf"])
def test_no_file_unpacks_outside_its_folder(name):
    application = make_application()
    store(application, name, b"%PDF-1.7")
    names = downloaded(application.candidate).namelist()
    [inside] = [one for one in names if "/files/" in one]
    plain = inside.removeprefix(f"{application.reference}/files/")
    assert plain.startswith("01-")
    assert not set(plain) & set("/\\:")
    assert ".." not in plain.split("/")


def test_the_download_asks_for_the_password_first():
    application = make_application()
    answer = signed_in(application.candidate).post(reverse("applicants:my_data_download"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not AuditEntry.objects.filter(action="data.download").exists()


@pytest.mark.parametrize(
    ("status", "released"),
    [(Status.SIFT, False), (Status.INT_DONE, False), (Status.SIFT_OUT, True)],
)
def test_notes_are_given_once_they_are_released(status, released):
    application = make_application(status=status, vacancy=make_vacancy(score_scale="0-7"))
    Interview.objects.create(
        application=application, starts_at=timezone.now(), place="Lambeth",
        result="not_appointable", result_note="Canarynote",
    )  # fmt: skip
    SiftScore.objects.create(
        application=application, criterion=application.vacancy.essential_criteria.get(),
        marker=make_staff(Role.SIFTER), score=2, comment="Canarycomment", scored_at=timezone.now(),
    )  # fmt: skip
    chair, now = make_staff(Role.PANEL_CHAIR, username="canary.chair"), timezone.now()
    agreed = Reconciliation.objects.create(
        application=application, opened_at=now, note="Canaryreason", proposed_by=chair,
        proposed_at=now, agreed_by=chair, agreed_at=now,
    )  # fmt: skip
    AgreedScore.objects.create(
        reconciliation=agreed, criterion=application.vacancy.essential_criteria.get(), score=3
    )
    archive = downloaded(application.candidate)
    page = archive.read(f"{application.reference}/application.html").decode()
    assert ("2 of 7. Canarycomment" in page) is released
    data = archive.read("data.json").decode()
    canaries = ("Canarynote", "Canarycomment", "Canaryreason")
    assert [one in data for one in canaries] == [released] * 3
    # Who marked it is somebody else's data.
    assert [one for one in ("staff.example", "canary.chair") if one in data] == []


@pytest.mark.parametrize(
    ("status", "told"), [(Status.INELIGIBLE_PROPOSED, False), (Status.INELIGIBLE_AUTO, True)]
)
def test_what_the_rules_propose_is_not_given_before_a_person_confirms_it(status, told):
    application = make_application(status=status)
    EligibilityDecision.objects.create(
        application=application, made_at=timezone.now(), occasion="submission",
        as_of=timezone.localdate(), ruleset="x", result="barred", given={},
        decided={"result": "barred"},
    )  # fmt: skip
    data = json.loads(downloaded(application.candidate).read("data.json"))
    results = [row["result"] for row in data["applications"][0]["eligibility_decisions"]]
    assert results == (["barred"] if told else [])


def account_with_everything():
    """A person on the register with a CV, with an alert and a place in a forum."""
    user = owner_of_alert("held.owner")
    profile = register_fill(user)
    profile = register_join(by=user, convictions_read=True, consents=True)
    place = file_storage().save("uploads/cv", ContentFile(b"%PDF-1.7 cv"))
    now = timezone.now()
    StoredFile.objects.create(
        owner_kind="register", owner_id=str(profile.pk), purpose="cv", kind="pdf", name="My CV.pdf",
        place=place, size=11, sha256="0" * 64, uploaded_at=now, state="clean", scanned_at=now,
    )  # fmt: skip
    confirmed("q=canaryword", email=user.email, by=user)
    forum = make_forum(title="Canaryforum")
    forum_ask(forum, user.email, by=user)
    ask_for_notice(
        vacancy=None, route="transferee", email=user.email,
        due_on=timezone.localdate() + timedelta(days=30), by=user,
    )  # fmt: skip
    make_interest(email=user.email, name="Canaryofficer")
    Candidate.objects.get_or_create(user=user)
    return user


def test_the_download_holds_what_other_parts_keep():
    user = account_with_everything()
    other = owner_of_alert("somebody.else")
    confirmed("q=strangerword", email=other.email, by=other)
    archive = downloaded(user.candidate)
    assert archive.read("register/files/01-My_CV.pdf") == b"%PDF-1.7 cv"
    data = archive.read("data.json").decode()
    page = archive.read("index.html").decode()
    for words in ("Ash Example", "HR Advisor", "canaryword", "Canaryforum", "Canaryofficer"):
        assert words in data
        assert words in page
    assert "strangerword" not in data
    assert json.loads(data)["other"]["notices"]["lines"]


def test_closing_ends_the_register_alerts_and_places_as_well():
    user = account_with_everything()
    stranger = owner_of_alert("somebody.else")
    confirmed("q=strangerword", email=stranger.email, by=stranger)
    close_account(by=user)
    assert not RegisterProfile.objects.exists()
    assert not StoredFile.objects.exists()
    assert [one.query for one in SavedSearch.objects.all()] == ["q=strangerword"]
    assert not Booking.objects.exists()
    assert not EligibilityNotice.objects.exists()
    assert not Interest.objects.exists()


def test_a_restricted_application_leaves_no_trace_off_a_met_device():
    vacancy = make_vacancy(visibility="restricted", title="Covert Support Manager")
    application = make_application(vacancy=vacancy)
    archive = downloaded(application.candidate)
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Covert" not in everything + str(archive.namelist())
    assert application.reference not in everything
    assert "left out here: 1" in everything


def test_details_are_corrected_with_errors_at_their_fields():
    candidate = make_candidate()
    browser = signed_in(candidate)
    page = reverse("applicants:my_details")
    wrong = browser.post(page, {"given_names": "", "family_name": "Sample", "phone": "12"})
    text = wrong.content.decode()
    assert "Enter your given names." in text
    assert "Enter a telephone number" in text
    browser.post(page, {"given_names": "Ina", "family_name": "Sample", "phone": "07700 900123"})
    candidate.refresh_from_db()
    assert (candidate.given_names, candidate.phone) == ("Ina", "07700 900123")
    assert AuditEntry.objects.get(action="candidate.correct").after == {}


def test_closing_withdraws_deletes_what_was_not_sent_and_ends_the_account():
    candidate = make_candidate()
    sent = make_application(status=Status.INT_INVITED, candidate=candidate)
    slot = make_slot(sent.vacancy)
    Interview.objects.create(application=sent, slot=slot, starts_at=slot.starts_at, place="Lambeth")
    make_application(status=Status.DRAFT, candidate=candidate)
    address, name = candidate.user.email, candidate.user.username
    browser = signed_in_by_password(candidate)
    page = reverse("applicants:close_account")
    assert "Confirm that you understand" in browser.post(page, {}).content.decode()
    answer = browser.post(page, {"understood": "on"}, follow=True)
    assert "Your account is closed." in answer.content.decode()
    assert browser.get(reverse(PAGE)).status_code == 302
    sent.refresh_from_db()
    assert sent.status == Status.WITHDRAWN
    assert Application.objects.count() == 1
    assert Interview.objects.get().slot is None
    user = User.objects.get(pk=candidate.user_id)
    assert (user.is_active, user.email, user.username) == (False, "", f"closed-{user.pk}")
    assert not user.has_usable_password()
    assert Candidate.objects.get().closed_at is not None
    assert OutboxEmail.objects.get(kind="closed_account").to_address == address
    assert address not in str(User.objects.values())
    assert name not in str(User.objects.values())


def test_closing_asks_for_the_password_and_is_not_for_staff():
    application = make_application()
    answer = signed_in(application.candidate).get(reverse("applicants:close_account"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    staff = make_staff(Role.RECRUITER)
    with pytest.raises(Exception, match="Ask an administrator"):
        close_account(by=staff)
    assert owner(application).is_active
