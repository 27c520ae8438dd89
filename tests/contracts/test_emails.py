"""Every email of the domain document (4.3) has its kind, and every kind can be told apart, worded
by staff, and given back in the portal's own words."""

from __future__ import annotations

import pytest

from applicants.choices import Event, Status
from recruitment.outbox.quiet import is_urgent
from recruitment.outbox.registry import registered_emails
from recruitment.outbox.rendering import render
from recruitment.outbox.wording.checking import check_words, required_in
from recruitment.outbox.wording.first_words import (
    FixedWording,
    first_subject,
    first_words,
)
from recruitment.outbox.wording.stored import Words

BY_KIND = {email.kind: email for email in registered_emails()}
OF_NUMBER = {
    1: {"account_confirm_signup"},
    2: {"draft_saved"},
    3: {"draft_reminder"},
    4: {"application_received"},
    5: {"eligibility_notice_confirm", "eligibility_notice_kept", "eligibility_notice"},
    6: {"evidence_needed"},
    7: {"automatic_decision"},
    8: {"review_received"},
    9: {"review_result"},
    10: {"application_held"},
    13: {"interview_invitation"},
    14: {"interview_confirmed", "interview_changed", "interview_cancelled"},
    15: {"unsuccessful"},
    16: {"reserve_listed"},
    17: {"reserve_ended"},
    18: {"conditional_offer"},
    19: {"offer_accepted"},
    20: {"check_message"},
    21: {"verification_request"},
    22: {"offer_confirmed"},
    23: {"vacancy_cancelled"},
    24: {"withdrawn"},
    25: {"deletion_warning"},
    26: {"staff_digest"},
    27: {"eligibility_work"},
    28: {"alert_vacancies"},
}
# Emails of steps that the pipeline does not have; whoever builds the step takes it out here.
WITHOUT_STEP = {11: "assess", 12: "assess"}
# They go out at night as well: somebody waits for them, or the morning may be too late.
URGENT = {
    "account_confirm_email",
    "account_confirm_signup",
    "account_email_change_asked",
    "account_email_changed",
    "account_email_removed",
    "account_exists",
    "account_passkey_added",
    "account_passkey_removed",
    "account_password_changed",
    "account_password_reset",
    "account_password_reset_done",
    "account_password_set",
    "account_recovery_codes_made",
    "account_totp_added",
    "account_totp_removed",
    "account_unknown",
    "accounts_merged",
    "alert_confirm",
    "alert_saved",
    "application_changed",
    "application_received",
    "closed_account",
    "draft_saved",
    "eligibility_notice_confirm",
    "eligibility_notice_kept",
    "evidence_received",
    "forum_already_booked",
    "forum_booked",
    "forum_booking_cancelled",
    "forum_booking_confirm",
    "forum_called_off",
    "forum_waiting",
    "interest_received",
    "interview_cancelled",
    "interview_changed",
    "interview_confirmed",
    "offer_accepted",
    "offer_declined",
    "register_accepted",
    "register_joined",
    "register_left",
    "reserve_drawn",
    "review_received",
    "standing_confirm",
    "start_reconfirmed",
    "withdrawn",
}
# Their words change with what they tell of: nobody can word a list of differences beforehand.
FIXED = {"advert_changed", "alert_vacancies", "possible_duplicate", "staff_digest"}


def test_every_number_of_the_domain_document_has_its_kinds():
    assert sorted([*OF_NUMBER, *WITHOUT_STEP]) == list(range(1, 29))
    missing = {kind for kinds in OF_NUMBER.values() for kind in kinds} - set(BY_KIND)
    assert missing == set()
    names = {*Event.values, *Status.values}
    built = {n for n, word in WITHOUT_STEP.items() if any(word in name for name in names)}
    assert built == set(), "The step is there now: make its email, and name its kind above."


@pytest.mark.parametrize("kind", BY_KIND)
def test_every_kind_has_both_parts(kind):
    rendered = render(BY_KIND[kind].sample())
    assert len(rendered.text) > 200
    assert rendered.html.startswith("<!DOCTYPE html>")
    for part in (rendered.text, rendered.html):
        assert "{{" not in part
        assert "{%" not in part


def test_subjects_tell_all_kinds_apart():
    subjects = [render(email.sample()).subject for email in BY_KIND.values()]
    assert len(set(subjects)) == len(BY_KIND)


@pytest.mark.parametrize("kind", sorted(set(BY_KIND) - FIXED))
def test_the_portals_own_words_can_be_edited_and_say_the_same(kind):
    """What staff begin from passes its own check, and gives the email that the templates give."""
    email = BY_KIND[kind]
    words = Words(first_subject(email), first_words(email))
    check_words(email, Words("", words.body))
    own, worded = render(email.sample()), render(email.sample(), words)
    assert worded.subject == own.subject
    assert worded.text.split() == own.text.split()
    assert ("href=" in worded.html) == ("href=" in own.html)
    assert worded.html.count("<h2") == own.html.count("<h2")
    assert worded.html.count("<li>") == own.html.count("<li>")


@pytest.mark.parametrize("kind", sorted(FIXED))
def test_some_words_are_fixed(kind):
    with pytest.raises(FixedWording):
        first_words(BY_KIND[kind])


def test_the_decision_notice_keeps_what_the_law_asks():
    assert required_in(BY_KIND["automatic_decision"]) == [
        "texts", "facts", "quote", "eligible_from", "as_of", "ruleset", "ask_by", "review_link",
        "complaints",
    ]  # fmt: skip


def test_everything_else_waits_until_the_morning():
    assert {kind for kind in BY_KIND if is_urgent(kind)} == URGENT
