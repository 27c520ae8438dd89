"""A line manager who cannot be reached, or who takes part in selecting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.emails.verification import LineManagerUnreachable
from applicants.errors import GuardFailed, NotAllowed, StateChanged
from applicants.models import VerificationRequest
from applicants.services.manager_address import correct_manager, verification_bounced
from applicants.services.offering import reply_to_offer
from applicants.services.reminding import line_managers_due
from applicants.services.verifying import ask_line_manager
from applicants.verification_links import find_open_request, link_path
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import email_class_for
from recruitment.outbox.selectors import emails_about
from tests.applicants.candidate.world import signed_in
from tests.applicants.staff import world as staff
from tests.applicants.verification.helpers import answer

pytestmark = pytest.mark.django_db


def bounce(asked, generation=1):
    return verification_bounced(request_id=asked.pk, generation=generation)


def kinds(application):
    return sorted(emails_about(application.about).values_list("kind", flat=True))


def test_an_email_that_comes_back_asks_the_candidate_once_for_the_right_address(asked):
    kind = email_class_for("verification_request")
    kind.returned({"request": asked.pk, "generation": 1})
    assert bounce(asked) is False
    asked.refresh_from_db()
    assert asked.bounced_at is not None
    assert kinds(asked.application) == ["line_manager_unreachable", "verification_request"]
    browser = signed_in(asked.application.candidate)
    page = reverse("applicants:line_manager", args=[asked.application_id])
    status = reverse("applicants:status", args=[asked.application_id])
    text = browser.get(status).content.decode()
    assert f'href="{page}"' in text
    assert "We could not reach your line manager" in text
    assert "Your line manager is confirming your evidence" not in text
    assert "came back from morgan.manager@met.example" in browser.get(page).content.decode()


def test_what_is_no_longer_true_changes_nothing(asked, client):
    assert bounce(asked, generation=2) is False
    assert verification_bounced(request_id=0, generation=1) is False
    answer(client, asked)
    assert bounce(asked) is False
    assert "line_manager_unreachable" not in kinds(asked.application)


def test_nobody_is_reminded_or_escalated_while_it_waits_for_the_candidate(asked):
    later = timezone.now() + timedelta(days=20)
    assert [due.number for due in line_managers_due(later)] == [0, 1, 2]
    bounce(asked)
    assert line_managers_due(later) == []


def test_the_corrected_address_gets_a_fresh_link_and_the_old_one_dies(asked):
    bounce(asked)
    old = link_path(asked).split("/")[2]
    browser = signed_in(asked.application.candidate)
    page = reverse("applicants:line_manager", args=[asked.application_id])
    data = {"manager_name": "Morgan", "manager_email": "morgan.manager@met.example"}
    text = browser.post(page, data).content.decode()
    assert "<title>Error: " in text
    assert "Our email came back from this address." in text
    answered = browser.post(page, data | {"manager_email": "Morgan.Right@met.example"})
    assert answered.url == reverse("applicants:status", args=[asked.application_id])
    asked.refresh_from_db()
    assert (asked.manager_email, asked.generation, asked.bounced_at) == (
        "morgan.right@met.example",
        2,
        None,
    )
    assert find_open_request(old, at=timezone.now()) is None
    sent = OutboxEmail.objects.filter(kind="verification_request").order_by("pk")
    assert [row.to_address for row in sent] == [
        "morgan.manager@met.example",
        "morgan.right@met.example",
    ]
    assert browser.get(page).url == reverse("applicants:status", args=[asked.application_id])
    ids = {"application": str(asked.application_id), "request": asked.pk, "generation": 1}
    assert LineManagerUnreachable.load(ids) is None  # it asks for nothing any more


def test_the_candidate_corrects_only_what_came_back_and_only_their_own(asked):
    given = {
        "application_id": asked.application_id,
        "manager_name": "Morgan",
        "manager_email": "other@met.example",
    }
    candidate = asked.application.candidate.user
    with pytest.raises(StateChanged):
        correct_manager(**given, by=candidate)
    bounce(asked)
    with pytest.raises(NotAllowed):
        correct_manager(**given, by=staff.make_member(Role.RECRUITER))
    with pytest.raises(GuardFailed, match="not your own"):
        correct_manager(**{**given, "manager_email": candidate.email}, by=candidate)


class TestConflict:
    @pytest.fixture
    def offered(self):
        vacancy = staff.make_vacancy(internal=True)
        application = staff.make_application(vacancy, Status.OFFER_COND)
        staff.prepare(application)
        return application

    @pytest.fixture
    def panel(self, offered):
        return staff.make_member(Role.PANEL_MEMBER, offered.vacancy, first_name="Alder")

    @pytest.fixture
    def accepted(self, offered, panel):
        reply_to_offer(
            application_id=offered.pk,
            by=offered.candidate.user,
            accept=True,
            line_manager_name="Alder Panel",
            line_manager_email=panel.email.upper(),
        )
        offered.refresh_from_db()
        return offered

    def test_a_manager_on_the_panel_is_not_asked_and_the_acceptance_stands(self, accepted):
        assert accepted.status == Status.CHECKS
        assert accepted.offer.accepted is True
        assert VerificationRequest.objects.count() == 0
        assert kinds(accepted) == ["offer_accepted"]
        email = email_class_for("offer_accepted").recall(OutboxEmail.objects.get().ids)
        assert email.manager == ""
        assert AuditEntry.objects.filter(action="verification.conflict").count() == 1

    def test_a_checks_officer_is_told_and_asks_somebody_else_or_the_same_with_a_reason(
        self, accepted, panel
    ):
        officer = staff.make_member(Role.CHECKS_OFFICER, accepted.vacancy)
        browser = staff.staff_client(officer)
        case = f"/staff/applicants/application/{accepted.pk}/case/"
        assert "A conflict to resolve" in browser.get(case).content.decode()
        page = f"/staff/applicants/application/{accepted.pk}/line-manager/"
        data = {
            "version": accepted.version,
            "piece": 0,
            "manager_name": "Alder Panel",
            "manager_email": panel.email,
        }
        refused = browser.post(page, data)
        assert refused.status_code == 409
        assert "takes part in selecting for this vacancy" in refused.content.decode()
        done = browser.post(page, data | {"despite": "The only manager who knows the work."})
        assert done.status_code == 302
        accepted.refresh_from_db()
        assert accepted.status == Status.LM_VERIFY
        entry = AuditEntry.objects.get(action="verification.ask_despite_conflict")
        assert entry.reason == "The only manager who knows the work."
        assert "A conflict to resolve" not in browser.get(case).content.decode()

    def test_the_candidate_gives_no_reason_to_ask_a_member_of_the_panel(self, accepted, panel):
        with pytest.raises(GuardFailed, match="takes part in selecting"):
            ask_line_manager(
                application_id=accepted.pk,
                by=accepted.candidate.user,
                manager_name="Alder",
                manager_email=panel.email,
                despite_conflict="Please.",
            )

    def test_who_has_marked_is_in_conflict_even_outside_the_team(self, offered):
        marker = staff.make_member(Role.SIFTER)
        staff.score_all(offered, marker)
        with pytest.raises(GuardFailed, match="takes part in selecting"):
            ask_line_manager(
                application_id=offered.pk,
                by=None,
                manager_name="Marker",
                manager_email=marker.email,
            )


def test_the_named_person_stands_in_the_form_that_asks_again(asked, client):
    asked.state, asked.answered_at = "not_manager", timezone.now()
    asked.instead_name, asked.instead_email = "Avery Example", "avery@met.example"
    asked.save()
    asked.application.status = Status.CHECKS
    asked.application.save(update_fields=["status"])
    officer = staff.make_member(Role.CHECKS_OFFICER, asked.application.vacancy)
    page = f"/staff/applicants/application/{asked.application_id}/line-manager/"
    text = staff.staff_client(officer).get(page).content.decode()
    assert 'value="Avery Example"' in text
    assert 'value="avery@met.example"' in text
