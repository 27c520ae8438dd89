"""Possible duplicates of a person: noticed at submission, told in plain words, put together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import Application, PossibleDuplicate, ProfileSection
from applicants.register.links import keep_path
from applicants.register.models import RegisterProfile
from applicants.register.services import register
from applicants.register.uploading import put_cv
from applicants.services.applying import submit_application
from applicants.services.deciding import decide
from applicants.services.duplicates import (
    identity_key,
    keep_apart,
    name_duplicate,
    notice_duplicates,
)
from applicants.services.merging import merge_accounts
from applicants.services.reminding import drafts_due
from applicants.services.saving import save_section
from applicants.wording import duplicate_words
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import email_class_for
from recruitment.outbox.rendering import render
from recruitment.uploads.inspection import check_file
from recruitment.uploads.models import StoredFile
from recruitment.uploads.selectors import files_of
from recruitment.uploads.services import store_upload
from tests.accounts.people import client_with_second_factor, make_manager, make_staff
from tests.applicants.candidate.world import (
    complete,
    draft,
    external_vacancy,
    signed_in,
    url,
)
from tests.applicants.factories import make_application, make_candidate
from tests.applicants.register.world import fill
from tests.applicants.staff.world import make_member
from tests.uploads.files import pdf, upload
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db
WHO = {"family_name": "O’Neill-Sample", "date_of_birth": "1990-03-27", "postcode": "SW1A 0AA"}


@pytest.fixture
def support():
    return make_manager("support.example")


def ready(candidate, **who):
    """A complete draft of a person with these details."""
    application = draft(candidate=candidate)
    complete(application)
    for code in ("personal", "address"):
        row = application.sections.get(code=code)
        row.answers |= {name: value for name, value in who.items() if name in row.answers}
        row.save()
    return application


def send(candidate, **who):
    application = ready(candidate, **{**WHO, **who})
    return submit_application(application_id=application.pk, by=candidate.user)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"family_name": "ONEILL SAMPLE", "postcode": "sw1a0aa"}, True),
        ({"family_name": "O’Néill-Sample"}, True),
        ({"family_name": "Other"}, False),
        ({"date_of_birth": "1990-03-28"}, False),
        ({"postcode": "SW1A 0AB"}, False),
    ],
)
def test_who_counts_as_the_same_person(changed, same):
    assert (identity_key(**WHO) == identity_key(**{**WHO, **changed})) is same


@pytest.mark.parametrize("missing", list(WHO))
def test_without_one_of_the_three_nobody_is_compared(missing):
    assert identity_key(**{**WHO, missing: ""}) == ""


def test_a_second_account_is_noticed_at_submission_and_told_in_plain_words():
    first, second, stranger = make_candidate(), make_candidate("second.secret"), make_candidate()
    send(first)
    send(stranger, postcode="N1 9GU")
    assert not PossibleDuplicate.objects.exists()
    application = send(second)
    pair = PossibleDuplicate.objects.get()
    assert (pair.noticed_for, pair.other, pair.state) == (second, first, "open")
    assert application.status == Status.SUBMITTED
    # Only the person who sent it is told, once, with the words of the page.
    [email] = OutboxEmail.objects.filter(kind="possible_duplicate")
    assert email.to_address == second.email
    rendered = render(email_class_for(email.kind).load(email.ids))
    page = signed_in(second).get(url("submitted", application.pk)).content.decode()
    for paragraph in duplicate_words():
        assert paragraph in rendered.text
        assert paragraph in page
    for secret in (first.user.username, first.email, str(first.pk) + "/"):
        assert secret not in rendered.text + rendered.html + page
    assert "You may have registered more than once" not in (
        signed_in(first).get(url("submitted", first.applications.get().pk)).content.decode()
    )
    assert AuditEntry.objects.filter(action="account.possible_duplicate").count() == 1
    # Another application of either says nothing new.
    assert notice_duplicates(application=application, by=second.user, at=timezone.now()) == 0
    assert OutboxEmail.objects.filter(kind="possible_duplicate").count() == 1


def test_the_hash_reads_as_noise():
    candidate = make_candidate()
    send(candidate)
    candidate.refresh_from_db()
    assert len(candidate.identity_key) == 64
    assert "sample" not in candidate.identity_key


def test_people_who_are_kept_apart_are_not_noticed_again(support):
    first, second = make_candidate(), make_candidate()
    send(first)
    send(second)
    pair = PossibleDuplicate.objects.get()
    keep_apart(duplicate_id=pair.pk, by=support, reason="Twins.")
    again = draft(candidate=second, vacancy=external_vacancy())
    complete(again)
    submit_application(application_id=again.pk, by=second.user)
    assert PossibleDuplicate.objects.get().state == "different"
    page = signed_in(second).get(url("submitted", again.pk)).content.decode()
    assert "registered more than once" not in page
    with pytest.raises(StateChanged):
        keep_apart(duplicate_id=pair.pk, by=support, reason="Twins.")


@pytest.fixture
def pair(support):
    """Two accounts with something in each; the first is kept."""
    keep, close = make_candidate("keep.me"), make_candidate("close.me")
    return name_duplicate(first=keep, second=close, by=support)


def merge(pair, support, **changes):
    values = {"duplicate_id": pair.pk, "keep_id": pair.noticed_for_id, "by": support}
    return merge_accounts(**{**values, "reason": "Rang both numbers."} | changes)


def test_merging_moves_everything_and_closes_the_other_account(pair, support):
    keep, close = pair.noticed_for, pair.other
    sent = make_application(candidate=close)
    mine = make_application(candidate=keep)
    kept_page = ProfileSection.objects.create(candidate=keep, code="address", answers={"a": 1})
    for code in ("address", "status-evidence"):
        ProfileSection.objects.create(candidate=close, code=code, answers={"a": 2})
    file = store_upload(
        checked=check_file(upload("letter.pdf", pdf())), kind="profile", owner_id=close.pk,
        purpose="status-evidence-documents", by=close.user,
    )  # fmt: skip
    close.user.standings.create(
        kind="special", source="specials_record", valid_from="2020-01-01", valid_until="2099-01-01"
    )
    browser = signed_in(close)
    assert browser.get(reverse("applicants:applications")).status_code == 200
    merged = merge(pair, support)
    assert (merged.applications, merged.to_read, merged.profile_pages) == (1, 0, 1)
    assert set(Application.objects.filter(candidate=keep)) == {sent, mine}
    assert not Application.objects.filter(candidate=close).exists()
    kept_page.refresh_from_db()
    assert kept_page.answers == {"a": 1}
    assert set(keep.profile_sections.values_list("code", flat=True)) == {
        "address", "status-evidence",
    }  # fmt: skip
    assert [one.pk for one in files_of(kind="profile", owner_id=keep.pk)] == [file.pk]
    standing = keep.user.standings.get()
    moved = AuditEntry.objects.get(action="standing.change_account")
    assert (moved.actor_id, moved.target_id) == (support.pk, str(standing.pk))
    assert (moved.before["user"], moved.after["user"]) == (close.user_id, keep.user_id)
    assert {**moved.before, "user": 0} == {**moved.after, "user": 0}
    # The other account is closed and its sessions are over.
    close.user.refresh_from_db()
    assert close.user.is_active is False
    assert browser.get(reverse("applicants:applications")).status_code == 302
    assert signed_in(keep).get(url("status", sent.pk)).status_code == 200
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by, pair.reason) == ("merged", support, "Rang both numbers.")
    entry = AuditEntry.objects.get(action="account.merge")
    assert (entry.actor_id, entry.target_id) == (support.pk, str(keep.user_id))
    assert entry.before == {"closed": close.user_id}
    assert entry.after == {"applications": 1, "to_read": 0, "profile_pages": 1}
    assert AuditEntry.objects.get(action="application.change_account").target_id == str(sent.pk)
    emails = OutboxEmail.objects.filter(kind="accounts_merged")
    assert {email.to_address for email in emails} == {keep.email, close.email}
    for email in emails:
        assert "keep.me" in render(email_class_for(email.kind).load(email.ids)).text


@pytest.mark.parametrize("both", [True, False])
def test_a_register_profile_moves_or_goes_with_its_cv(pair, support, both):
    """Nobody can sign in to the closed account any more, so nothing of it stays on show."""
    people = [pair.noticed_for.user, pair.other.user] if both else [pair.other.user]
    links = {}
    for user in people:
        fill(user)
        register(by=user, convictions_read=True, consents=True)
        put_cv(by=user, checked=check_file(upload("cv.pdf", pdf())))
        links[user] = keep_path(RegisterProfile.objects.get(user=user))
    merge(pair, support)
    [profile] = RegisterProfile.objects.all()
    browser = Client()
    assert browser.get(links[pair.other.user]).status_code == 404
    if both:
        assert browser.get(links[pair.noticed_for.user]).status_code == 200
    assert set(
        OutboxEmail.objects.filter(about=profile.about_key).values_list("to_address", flat=True)
    ) == {pair.noticed_for.email}
    assert profile.user == pair.noticed_for.user
    [file] = StoredFile.objects.filter(owner_kind="register")
    assert file.owner_id == str(profile.pk)


def merged_with_both_at_one_vacancy(pair, support, status):
    """What the kept account has for a vacancy, and what came from the closed one."""
    vacancy = external_vacancy()
    counts = make_application(candidate=pair.noticed_for, vacancy=vacancy)
    came = make_application(candidate=pair.other, vacancy=vacancy, status=status)
    merged = merge(pair, support)
    assert (merged.applications, merged.to_read) == (1, 1)
    came.refresh_from_db()
    assert (came.candidate, came.kept_to_read) == (pair.noticed_for, True)
    return counts, came


@pytest.mark.parametrize(
    ("status", "page"),
    [(Status.DRAFT, "tasks"), (Status.SIFT_OUT, "status"), (Status.STARTED, "status")],
)
def test_what_both_accounts_have_for_one_vacancy_is_read_in_the_kept_one(
    pair, support, status, page
):
    counts, came = merged_with_both_at_one_vacancy(pair, support, status)
    browser = signed_in(pair.noticed_for)
    listed = browser.get(reverse("applicants:applications")).content.decode()
    _, ended = listed.split("Ended</h2>")
    assert came.reference in ended
    assert ("Not sent, and only to be read" in ended) is (status is Status.DRAFT)
    assert url(page, counts.pk).replace("tasks/", "") in listed
    for name in (page, "check_answers"):
        text = browser.get(url(name, came.pk)).content.decode()
        assert "This application comes from your other account" in text
        assert "If the vacancy opens again" not in text
    assert browser.get(url("pdf", came.pk))["Content-Type"] == "application/pdf"
    # The one that counts is found for the vacancy, here and at its advert.
    assert browser.get(reverse("applicants:start", args=[came.vacancy.reference])).url == (
        url("status", counts.pk)
    )
    advert = browser.get(came.vacancy.get_absolute_url()).content.decode()
    assert f"Your reference is {counts.reference}." in advert


def test_a_draft_that_is_kept_to_read_is_neither_written_nor_sent_nor_reminded_of(pair, support):
    _, came = merged_with_both_at_one_vacancy(pair, support, Status.DRAFT)
    owner = pair.noticed_for.user
    with pytest.raises(StateChanged):
        save_section(
            application_id=came.pk, code="statement", answers={"statement": "Late."},
            version=0, completed=False, by=owner,
        )  # fmt: skip
    with pytest.raises(GuardFailed, match="Another application for this vacancy counts"):
        submit_application(application_id=came.pk, by=owner)
    assert came.sections.filter(code="statement").count() == 0
    browser = signed_in(pair.noticed_for)
    assert browser.get(url("equality", came.pk)).url == url("check_answers", came.pk)
    assert browser.post(url("submit", came.pk)).status_code == 409
    Vacancy.objects.filter(pk=came.vacancy_id).update(
        closes_at=timezone.now() + timedelta(hours=20)
    )
    assert drafts_due(timezone.now()) == []
    Application.objects.filter(pk=came.pk).update(kept_to_read=False, candidate=pair.other)
    assert [one.application_id for one in drafts_due(timezone.now())] == [came.pk]


def test_an_outcome_that_is_kept_to_read_is_not_reversed(pair, support):
    counts, came = merged_with_both_at_one_vacancy(pair, support, Status.SIFT_OUT)
    recruiter = make_member(Role.RECRUITER, came.vacancy)
    with pytest.raises(GuardFailed, match="Another application for this vacancy counts"):
        decide(application_id=came.pk, by=recruiter, event=Event.REINSTATE, reason="Wrong.")
    came.refresh_from_db()
    assert (came.status, counts.status) == (Status.SIFT_OUT, Status.SUBMITTED)


def test_the_database_holds_one_standing_application_and_any_number_to_read(pair):
    vacancy = external_vacancy()
    make_application(candidate=pair.noticed_for, vacancy=vacancy)
    for _ in range(2):
        make_application(
            candidate=pair.noticed_for, vacancy=vacancy, status=Status.SIFT_OUT, kept_to_read=True
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        make_application(candidate=pair.noticed_for, vacancy=vacancy, status=Status.SIFT_OUT)


def test_two_live_applications_for_one_vacancy_are_refused_and_nothing_moves(pair, support):
    vacancy = external_vacancy()
    make_application(candidate=pair.noticed_for, vacancy=vacancy)
    make_application(candidate=pair.other, vacancy=vacancy)
    make_application(candidate=pair.other)
    with pytest.raises(GuardFailed, match="must withdraw one of them first"):
        merge(pair, support)
    assert pair.other.applications.count() == 2
    pair.other.user.refresh_from_db()
    assert pair.other.user.is_active is True


def test_who_may_not_merge_and_what_may_not_be_merged(pair, support):
    recruiter = make_staff(Role.RECRUITER, username="recruiter")
    for service in (merge, lambda pair, by: keep_apart(duplicate_id=pair.pk, by=by, reason="x")):
        with pytest.raises(NotAllowed):
            service(pair, recruiter)
    with pytest.raises(GuardFailed, match="Choose which"):
        merge(pair, support, keep_id=10**6)
    with pytest.raises(GuardFailed, match="same account"):
        name_duplicate(first=pair.other, second=pair.other, by=support)
    pair.other.user.is_staff = True
    pair.other.user.save()
    with pytest.raises(GuardFailed, match="recruitment staff"):
        merge(pair, support)
    assert name_duplicate(first=pair.other, second=pair.noticed_for, by=support) == pair


def test_one_row_a_pair_whoever_was_noticed_first(pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        PossibleDuplicate.objects.create(
            noticed_for=pair.other, other=pair.noticed_for, noticed_at=timezone.now()
        )
    with pytest.raises(ValidationError):
        PossibleDuplicate(
            noticed_for=pair.other, other=pair.other, noticed_at=timezone.now()
        ).full_clean()


def test_support_names_a_pair_compares_confirms_and_merges(support):
    keep, close = make_candidate("Keep.Me"), make_candidate("close.me")
    make_application(candidate=close)
    browser = client_with_second_factor(support)
    page = reverse("admin:applicants_possibleduplicate_pair")
    wrong = browser.post(page, {"first": "keep.me", "second": "close.me"})
    assert "No candidate has this username" in wrong.content.decode()
    answer = browser.post(page, {"first": "Keep.Me", "second": "close.me"})
    pair = PossibleDuplicate.objects.get()
    decide = reverse("admin:applicants_possibleduplicate_decide", args=[pair.pk])
    assert answer.url == decide
    text = browser.get(decide).content.decode()
    assert "Keep.Me" in text
    assert "close.me" in text
    unsure = browser.post(decide, {"decision": str(keep.pk), "reason": "Rang."})
    assert "Confirm that you have checked who the person is." in unsure.content.decode()
    done = browser.post(decide, {"decision": str(keep.pk), "reason": "Rang.", "confirmed": "on"})
    assert done.url == reverse("admin:applicants_possibleduplicate_changelist")
    assert keep.applications.count() == 1
    listed = browser.get(done.url).content.decode()
    assert "Applications moved: 1" in listed
    assert "Put together" in listed
    again = browser.post(decide, {"decision": "different", "reason": "Oops."})
    assert "This was decided on" in again.content.decode()
    pair.refresh_from_db()
    assert pair.state == "merged"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(support, count, django_assert_num_queries):
    for _ in range(count):
        name_duplicate(first=make_candidate(), second=make_candidate(), by=support)
    browser = client_with_second_factor(support)
    where = reverse("admin:applicants_possibleduplicate_changelist")
    browser.get(where)
    with django_assert_num_queries(6):
        page = browser.get(where)
    assert page.content.decode().count("/decide/") == count
