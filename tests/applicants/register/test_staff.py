"""The register as its recruiters use it, and what the person sees of that."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from applicants.errors import Refused
from applicants.register.files import may_read
from applicants.register.links import invitation_path
from applicants.register.models import Invitation, RegisterLook, RegisterProfile
from applicants.register.recruiting import answer_invitation, invite
from applicants.register.selectors import match_of, matches_for, may_see_profile
from recruitment.access.device import Device, How
from recruitment.access.logs import mask_tokens
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.services import send_due_emails
from recruitment.uploads.models import StoredFile
from recruitment.uploads.services.downloading import open_for_download
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.register.world import make_opening, make_profile, make_recruiter
from tests.applicants.verification.helpers import fingerprint

pytestmark = pytest.mark.django_db
OPENINGS = "/staff/register/invitation/openings/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def invited(vacancy, profile, recruiter) -> Invitation:
    match = match_of(vacancy, profile.pk, at=timezone.now()).match
    return invite(by=recruiter, match=match, vacancy=vacancy, message="Shall we talk?")


def test_matches_show_their_reasons_at_one_price_and_nobody_else():
    vacancy = make_opening()
    staff = client_with_second_factor(make_recruiter(vacancy))
    make_profile(
        "wrong",
        roles={"titles_hr": [], "titles_marketing": ["Copywriter"]},
        contact={"name": "Must Not Appear"},
    )
    draft = make_profile("draft", contact={"name": "Nor This One"})
    RegisterProfile.objects.filter(pk=draft.pk).update(state="draft")
    staff.get(f"{OPENINGS}{vacancy.reference}/")
    counts = []
    for names in (["a"], ["b", "c"]):
        for name in names:
            make_profile(f"person.{name}", contact={"name": f"Person {name.upper()}"})
        with CaptureQueriesContext(connection) as queries:
            page = text_of(staff.get(f"{OPENINGS}{vacancy.reference}/"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(re.findall(r">Person [ABC]</a>", page)) == 3
    assert "Must Not Appear" not in page
    assert "Nor This One" not in page
    assert "Title: Looks for “HR Advisor”." in page
    assert "020 7946 0123" not in page


def test_only_ones_own_open_temporary_openings_exist():
    mine, others = make_opening(), make_opening(title="HR Advisor elsewhere")
    closed = make_opening(status="closed")
    staff = client_with_second_factor(make_recruiter(mine, closed))
    page = text_of(staff.get(OPENINGS))
    assert mine.reference in page
    assert others.reference not in page
    assert closed.reference not in page
    for other in (others, closed):
        assert staff.get(f"{OPENINGS}{other.reference}/").status_code == 404


def test_a_profile_is_reached_only_through_an_opening_that_it_matches():
    vacancy = make_opening(job_family="marketing", title="Copywriter")
    profile = make_profile()
    staff = client_with_second_factor(make_recruiter(vacancy))
    assert staff.get(f"{OPENINGS}{vacancy.reference}/{profile.pk}/").status_code == 404


def test_the_person_sees_who_looked_by_role_and_day(client):
    vacancy, profile = make_opening(), make_profile()
    recruiter = make_recruiter(vacancy)
    staff = client_with_second_factor(recruiter)
    for _ in range(2):
        page = text_of(staff.get(f"{OPENINGS}{vacancy.reference}/{profile.pk}/"))
    assert "shown once the person has accepted" in page
    assert profile.user.email not in page
    assert RegisterLook.objects.count() == 1
    assert AuditEntry.objects.filter(action="register.look").count() == 2
    client.force_login(profile.user)
    own = text_of(client.get("/register/profile/"))
    assert "Register recruiter on 22 November 2026" in own
    assert recruiter.username not in own


def test_inviting_answering_and_what_each_side_learns(client):
    vacancy, profile = make_opening(), make_profile()
    staff = client_with_second_factor(make_recruiter(vacancy))
    where = f"{OPENINGS}{vacancy.reference}/{profile.pk}/"
    assert "Write a message for the person." in text_of(staff.post(where, {"message": ""}))
    assert staff.post(where, {"message": "Shall we talk?"}).status_code == 302
    invitation = Invitation.objects.get()
    assert "Looks for “HR Advisor”." in invitation.reasons
    mail.outbox.clear()
    send_due_emails(limit=9)
    message = next(one for one in mail.outbox if one.subject.startswith("Invitation: HR Advisor"))
    assert invitation_path(invitation) in message.body
    change = f"/staff/register/invitation/{invitation.pk}/change/"
    assert profile.user.email not in text_of(staff.get(change))
    page = text_of(client.get(invitation_path(invitation)))
    assert "Shall we talk?" in page
    assert "Select yes or no." in text_of(client.post(invitation_path(invitation), {}))
    client.post(invitation_path(invitation), {"answer": "yes", "reply": "After 5pm."})
    client.post(invitation_path(invitation), {"answer": "no"})
    assert "You said yes" in text_of(client.get(invitation_path(invitation)))
    page = text_of(staff.get(change))
    assert profile.user.email in page
    assert "After 5pm." in page
    mail.outbox.clear()
    send_due_emails(limit=9)
    told = {one.to[0]: one for one in mail.outbox}
    assert set(told) == {profile.user.email, "analysts@met.example"}
    answer = told["analysts@met.example"]
    assert answer.subject == f"An invitation was accepted: {vacancy.reference}"
    assert "Ash Example" not in answer.body


def test_nobody_is_invited_twice_nor_to_what_is_closed_nor_after_leaving():
    vacancy, profile = make_opening(), make_profile()
    recruiter = make_recruiter(vacancy)
    match = match_of(vacancy, profile.pk, at=timezone.now()).match
    invited(vacancy, profile, recruiter)
    with pytest.raises(Refused, match="invited to this opening already"):
        invite(by=recruiter, match=match, vacancy=vacancy, message="Again")
    vacancy.status = "closed"
    with pytest.raises(Refused, match="This opening is closed"):
        invite(by=recruiter, match=match, vacancy=vacancy, message="Again")
    RegisterProfile.objects.all().delete()
    with pytest.raises(Refused, match="not on the register any more"):
        invite(by=recruiter, match=match, vacancy=vacancy, message="Again")


def test_a_withdrawn_opening_asks_nobody_for_their_number(client):
    vacancy, profile = make_opening(), make_profile()
    invitation = invited(vacancy, profile, make_recruiter(vacancy))
    type(vacancy).objects.filter(pk=vacancy.pk).update(status="cancelled")
    page = text_of(client.get(invitation_path(invitation)))
    assert "This opening has been withdrawn." in page
    assert "Send my answer" not in page
    sent = client.post(invitation_path(invitation), {"answer": "yes"}, follow=True)
    assert "there is nothing to talk about" in text_of(sent)
    invitation.refresh_from_db()
    assert invitation.state == "sent"
    client.force_login(profile.user)
    assert "Withdrawn" in text_of(client.get("/register/profile/"))
    assert answer_invitation(invitation_id=invitation.pk, accept=False) == "declined"


def test_nobody_is_matched_whose_time_is_over_or_whose_account_is_closed():
    vacancy = make_opening()
    lapsed, closed, there = (make_profile(name) for name in ("lapsed", "closed", "there"))
    match = match_of(vacancy, lapsed.pk, at=timezone.now()).match
    today = timezone.localdate()
    RegisterProfile.objects.filter(pk=lapsed.pk).update(active_until=today - timedelta(days=1))
    RegisterProfile.objects.filter(pk=there.pk).update(active_until=today)
    type(closed.user).objects.filter(pk=closed.user_id).update(is_active=False)
    found = [row.match.profile.pk for row in matches_for(vacancy, at=timezone.now())]
    assert found == [there.pk]
    with pytest.raises(Refused, match="not on the register any more"):
        invite(by=make_recruiter(vacancy), match=match, vacancy=vacancy, message="Shall we talk?")


def test_the_list_is_logged_and_comes_in_pages(monkeypatch):
    vacancy = make_opening()
    for number in range(3):
        make_profile(f"p{number}", contact={"name": f"Person {number}"})
    monkeypatch.setattr("applicants.register.admin.InvitationAdmin.list_per_page", 2)
    recruiter = make_recruiter(vacancy)
    staff = client_with_second_factor(recruiter)
    pages = [text_of(staff.get(f"{OPENINGS}{vacancy.reference}/?p={n}")) for n in (1, 2, "x")]
    assert [re.findall(r">(Person \d)</a>", page) for page in pages] == [
        ["Person 0", "Person 1"],
        ["Person 2"],
        ["Person 0", "Person 1"],
    ]
    assert "People 3 to 3 of 3." in pages[1]
    entry = AuditEntry.objects.filter(action="register.list").first()
    assert (entry.actor_id, entry.after) == (recruiter.pk, {"vacancy": vacancy.reference})


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"left_before": "no"}, "the five-year rule does not stop them"),
        ({"left_before": "not_sure"}, "not settled yet"),
    ],
)
def test_the_recruiter_reads_whether_the_five_year_rule_is_settled_and_no_fact(said, words):
    vacancy, profile = make_opening(), make_profile(service=said)
    staff = client_with_second_factor(make_recruiter(vacancy))
    page = text_of(staff.get(f"{OPENINGS}{vacancy.reference}/{profile.pk}/"))
    assert f"Earlier service with the Met: {words}" in page


def add_cv(client, profile) -> StoredFile:
    client.force_login(profile.user)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    file = SimpleUploadedFile("cv.png", picture.getvalue(), "image/png")
    client.post("/register/cv/", {"cv": file})
    return StoredFile.objects.get()


def test_the_conversation_goes_on_when_the_opening_has_closed(client):
    vacancy, profile = make_opening(), make_profile()
    recruiter, other = make_recruiter(vacancy), make_recruiter(username="other")
    invitation = invited(vacancy, profile, recruiter)
    add_cv(client, profile)
    staff = client_with_second_factor(recruiter)
    change = f"/staff/register/invitation/{invitation.pk}/change/"
    before = text_of(staff.get(change))
    assert "cv.png" not in before
    assert "Looks for “HR Advisor”." in before
    type(vacancy).objects.filter(pk=vacancy.pk).update(status="closed")
    assert not may_see_profile(recruiter, profile, at=timezone.now())
    answer_invitation(invitation_id=invitation.pk, accept=True)
    assert "cv.png" in text_of(staff.get(change))
    assert may_see_profile(recruiter, profile, at=timezone.now())
    assert not may_see_profile(other, profile, at=timezone.now())


def test_whoever_takes_a_cv_has_looked(client):
    vacancy, profile = make_opening(), make_profile()
    stored = add_cv(client, profile)
    open_for_download(file=stored, by=profile.user)
    assert not RegisterLook.objects.exists()
    open_for_download(file=stored, by=make_recruiter(vacancy))
    assert "Register recruiter on 22 November 2026" in text_of(client.get("/register/profile/"))


def test_opening_the_link_changes_nothing(client):
    vacancy, profile = make_opening(), make_profile()
    invitation = invited(vacancy, profile, make_recruiter(vacancy))
    before = fingerprint()
    for method in (client.get, client.head, client.options):
        method(invitation_path(invitation))
    response = client.get(invitation_path(invitation))
    assert response["Cache-Control"] == "no-store, private"
    assert fingerprint() == before
    assert "/register/answer/[link]/" in mask_tokens(invitation_path(invitation))
    assert client.get(f"/register/answer/{'a' * 43}/").status_code == 404


def test_a_no_is_told_without_a_receipt():
    vacancy, profile = make_opening(), make_profile()
    invitation = invited(vacancy, profile, make_recruiter(vacancy))
    assert answer_invitation(invitation_id=invitation.pk, accept=False) == "declined"
    assert answer_invitation(invitation_id=invitation.pk, accept=True) == "declined"


def test_other_roles_and_other_teams_see_nothing_of_it():
    vacancy, profile = make_opening(), make_profile()
    invited(vacancy, profile, make_recruiter(vacancy))
    for role in (Role.RECRUITER, Role.SIFTER, Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER):
        staff = client_with_second_factor(make_staff(role, username=f"a.{role}"))
        for where in (OPENINGS, "/staff/register/invitation/"):
            assert staff.get(where).status_code == 403, role
    elsewhere = make_recruiter(username="elsewhere")
    page = client_with_second_factor(elsewhere).get("/staff/register/invitation/")
    assert "Ash Example" not in text_of(page)
    with pytest.raises(PermissionDenied):
        invited(vacancy, make_profile("second"), elsewhere)


def test_a_cv_is_read_by_its_owner_and_by_recruiters_whose_opening_matches(monkeypatch):
    vacancy, profile = make_opening(), make_profile()
    other = make_opening(job_family="marketing", title="Copywriter")
    file = StoredFile(owner_kind="register", owner_id=str(profile.pk))
    monkeypatch.setattr(
        "applicants.register.files.signed_in_with_second_factor", lambda request: True
    )

    def reads(user) -> bool:
        request = RequestFactory().get("/")
        request.user = user
        return may_read(request, file)

    assert reads(profile.user)
    assert reads(make_recruiter(vacancy))
    assert not reads(make_recruiter(other, username="other"))
    assert not reads(make_staff(Role.RECRUITER, username="plain"))
    assert not reads(make_profile("second").user)


def test_a_cv_stays_on_met_devices_where_staff_pages_do(monkeypatch, settings):
    settings.STAFF_NEEDS_MET_DEVICE = True
    vacancy, profile = make_opening(), make_profile()
    file = StoredFile(owner_kind="register", owner_id=str(profile.pk))
    monkeypatch.setattr(
        "applicants.register.files.signed_in_with_second_factor", lambda request: True
    )
    request = RequestFactory().get("/")
    request.user = make_recruiter(vacancy)
    for trusted in (False, True):
        request.device = Device(trusted=trusted, how=How.EDGE)
        assert may_read(request, file) is trusted
    request.user, request.device = profile.user, Device(trusted=False, how=How.NO_HEADER)
    assert may_read(request, file)


def test_reading_how_to_reach_somebody_is_logged():
    vacancy, profile = make_opening(), make_profile()
    recruiter = make_recruiter(vacancy)
    invitation = invited(vacancy, profile, recruiter)
    staff = client_with_second_factor(recruiter)
    change = f"/staff/register/invitation/{invitation.pk}/change/"
    staff.get(change)
    assert not AuditEntry.objects.filter(action="register.read_contact").exists()
    answer_invitation(invitation_id=invitation.pk, accept=True)
    assert profile.user.email in text_of(staff.get(change))
    entry = AuditEntry.objects.get(action="register.read_contact")
    assert (entry.actor_id, entry.target_id) == (recruiter.pk, str(profile.pk))
    assert profile.user.email not in str(entry.after)
