"""Every table that hangs on a person is in the download of their data, or left out for a reason."""

from __future__ import annotations

from django.apps import apps

from applicants.models import Application, Candidate
from recruitment.accounts.models import User

DOWNLOADED = {
    "account.EmailAddress",
    "accounts.InternalStanding",
    "accounts.RoleProposal",
    "accounts.WorkAddress",
    "applicants.AdjustmentsRequest",
    "applicants.AnswerChange",
    "applicants.Application",
    "applicants.ApplicationSection",
    "applicants.Candidate",
    "applicants.ConductDeclaration",
    "applicants.EligibilityDecision",
    "applicants.EligibilityFact",
    "applicants.EligibilityWork",
    "applicants.FeedbackRequest",
    "applicants.Interview",
    "applicants.InterviewWish",
    "applicants.Moderation",
    "applicants.Offer",
    "applicants.OfferCondition",
    "applicants.PreEmploymentCheck",
    "applicants.ProfileSection",
    "applicants.Reconciliation",
    "applicants.ReserveRequest",
    "applicants.Scorecard",
    "applicants.SiftScore",
    "applicants.StatusChange",
    "applicants.UnitGate",
    "applicants.VerificationRequest",
    "desk.SavedView",
    "desk.StaffNote",
    "desk.StaffTask",
    "forums.Booking",
    "mfa.Authenticator",
    "register.RegisterProfile",
    "usersessions.UserSession",
    "vacancies.SavedSearch",
}
LEFT_OUT = {
    "admin.LogEntry": "work of a colleague, in the audit log",
    "applicants.DeletionWarning": "its day and its email are there",
    "applicants.LatestWork": "counts saves of staff, no words about the person",
    "applicants.LegalHold": "legal advice and claims are exempt; the day of deletion says it",
    "applicants.PossibleDuplicate": "about somebody else's account as well",
    "applicants.PreparedDecision": "not released; once it is, the outcome says it",
    "applicants.ReleaseLine": "when a release ran; the history says what it told",
    "applicants.SiftConflict": "a marker's own interests: somebody else's data",
    "applicants.SiftMarking": "who marks, no words about the person",
    "desk.Assignment": "which colleague looks after it",
    "desk.BulkItem": "a colleague's run; the history says what it did",
    "vacancies.TeamMember": "a colleague's work",
}


def personal_tables() -> set[str]:
    """Tables of which a row belongs to a person or to one of their applications: a column with no
    reverse name says only who did something."""
    found = {Candidate._meta.label, Application._meta.label}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            target = field.related_model
            hidden = field.is_relation and field.remote_field.hidden
            if target is User and not hidden:
                found.add(model._meta.label)
            if target in (Candidate, Application):
                found.add(model._meta.label)
    return found


def test_every_table_about_a_person_is_downloaded_or_left_out_for_a_reason() -> None:
    assert not DOWNLOADED & set(LEFT_OUT)
    assert personal_tables() == DOWNLOADED | set(LEFT_OUT)
