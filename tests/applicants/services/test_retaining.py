"""Check 39: on schedule, once, with holds, with a dry run first; what stays leads to nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from applicants.choices import Event, Status
from applicants.errors import GuardFailed, NotAllowed
from applicants.models import (
    AdjustmentsRequest,
    Application,
    ApplicationSection,
    Candidate,
    ConductDeclaration,
    DeletionWarning,
    EligibilityDecision,
    EligibilityWork,
    StatusChange,
    Tombstone,
)
from applicants.selectors.statistics import FEW, funnel_of
from applicants.services.retaining import apply_retention, lift_hold, place_hold
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.audit.services import record
from recruitment.outbox.models import OutboxEmail
from recruitment.uploads.models import DiscardedContent, StoredFile, file_storage
from tests.accounts.people import make_staff
from tests.applicants.factories import make_application, make_candidate, make_vacancy

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
CLOSES = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
DUE = datetime(2027, 2, 10, 12, 0, tzinfo=UTC)  # 12 months after it closed


def run(at, **options):
    """What a run at that moment counts, without the kinds that are zero."""
    with time_machine.travel(at, tick=False):
        return {kind: n for kind, n in apply_retention(**options).counts.items() if n}


@pytest.fixture
def ended():
    """Sifted out on the day after closing, with something of every kind about it."""
    with time_machine.travel(START, tick=False):
        application = make_application(
            vacancy=make_vacancy(closes_at=CLOSES), status=Status.SIFT_OUT
        )
        fill(application)
    return application


def fill(application):
    now = timezone.now()
    for number, (event, to) in enumerate(
        ((Event.SUBMIT, Status.SUBMITTED), (Event.START_SIFT, Status.SIFT)), start=1
    ):
        StatusChange.objects.create(
            application=application, sequence=number, event=event, from_status=Status.DRAFT,
            to_status=to, at=now, actor_kind="candidate",
        )  # fmt: skip
    EligibilityDecision.objects.create(
        application=application, made_at=now, occasion="submission", as_of=now.date(),
        ruleset="x", result="eligible", given={}, decided={},
    )  # fmt: skip
    AdjustmentsRequest.objects.create(application=application, answers={"needs": "yes"})
    ConductDeclaration.objects.create(application=application, answers={"convictions": "no"})
    OutboxEmail.objects.create(
        kind="application_received", kind_version=1, dedupe_key=f"k:{application.pk}",
        to_address=application.candidate.email, about=application.about, status="sent",
        due_at=now, sent_at=now, created_at=now,
    )  # fmt: skip
    work = EligibilityWork.objects.create(
        application=application, kind="evidence", opened_at=now, due_on=now.date()
    )
    for kind, key in (("application", application.pk), ("eligibility_work", work.pk)):
        place = file_storage().save("uploads/x", ContentFile(b"%PDF-1.7"))
        StoredFile.objects.create(
            owner_kind=kind, owner_id=str(key), purpose="cv", kind="pdf",
            name="cv.pdf", place=place, size=8, sha256="0" * 64, uploaded_at=now,
        )  # fmt: skip


def test_everything_goes_on_schedule_and_a_second_run_deletes_nothing(
    ended, django_capture_on_commit_callbacks
):
    places = list(StoredFile.objects.values_list("place", flat=True))
    assert len(places) == 2
    assert run(DUE - timedelta(days=31)) == {"adjustments": 1, "conduct": 1}
    assert run(DUE - timedelta(days=30)) == {"warned": 1}
    assert run(DUE - timedelta(days=30)) == {}
    assert run(DUE - timedelta(days=1)) == {}
    with django_capture_on_commit_callbacks(execute=True):
        assert run(DUE, dry_run=True) == {"applications": 1}
        assert Application.objects.count() == 1
        assert run(DUE) == {"applications": 1}
    assert run(DUE) == {}
    for model in (Application, ApplicationSection, StatusChange, EligibilityDecision, StoredFile):
        assert model._default_manager.count() == 0, model
    assert DiscardedContent.objects.count() == 0
    assert [file_storage().exists(place) for place in places] == [False, False]
    assert OutboxEmail.objects.filter(about=ended.about).count() == 0
    assert Candidate.objects.count() == 1  # the account lives


def test_what_stays_is_a_number_that_leads_to_nobody(ended):
    run(DUE - timedelta(days=30))
    run(DUE)
    stone = Tombstone.objects.values("vacancy", "stage", "month", "count").get()
    assert stone == {
        "vacancy": ended.vacancy_id,
        "stage": "Assessed",
        "month": START.date().replace(day=1),
        "count": 1,
    }
    numbers = {one.label: one.count for one in funnel_of(ended.vacancy_id)}
    assert numbers["Sent"] == FEW
    Tombstone.objects.update(count=7)
    numbers = {one.label: one.count for one in funnel_of(ended.vacancy_id)}
    assert (numbers["Sent"], numbers["Assessed"], numbers["Interviewed"]) == ("7", "7", FEW)
    entry = AuditEntry.objects.get(action="application.erase")
    assert (entry.actor_label, entry.after) == ("system", {"vacancy": ended.vacancy_id})


def test_nobody_loses_anything_without_a_month_of_warning(ended):
    """The job did not run for a year: it warns first, and deletes thirty days later."""
    late = DUE + timedelta(days=90)
    assert run(late)["warned"] == 1
    assert run(late + timedelta(days=29)) == {}
    assert run(late + timedelta(days=30)) == {"applications": 1}


def test_a_hold_stops_the_clock_until_it_is_lifted(ended):
    officer = make_staff(Role.DATA_PROTECTION_OFFICER)
    with pytest.raises(NotAllowed):
        place_hold(application=ended, by=make_staff(Role.RECRUITER, username="r"), reason="x")
    with pytest.raises(GuardFailed, match="Write why"):
        place_hold(application=ended, by=officer, reason=" ")
    run(DUE - timedelta(days=30))
    hold = place_hold(application=ended, by=officer, reason="Claim 12")
    assert (hold.owner, hold.reason) == (officer, "Claim 12")
    assert run(DUE + timedelta(days=300)) == {"held": 1}
    assert Application.objects.count() == 1
    lift_hold(application=ended, by=officer)
    assert run(DUE + timedelta(days=301)) == {"applications": 1}


def test_a_hold_keeps_the_sealed_answers_as_well(ended):
    place_hold(application=ended, by=make_staff(Role.DATA_PROTECTION_OFFICER), reason="Claim 12")
    run(DUE)
    assert (AdjustmentsRequest.objects.count(), ConductDeclaration.objects.count()) == (1, 1)


@pytest.mark.parametrize(("months", "left"), [(2, (1, 1)), (3, (0, 1)), (6, (0, 0))])
def test_sealed_answers_go_earlier_than_the_rest(ended, months, left):
    at = START.replace(month=1 + months)
    run(at)
    assert (AdjustmentsRequest.objects.count(), ConductDeclaration.objects.count()) == left
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("closes", "months", "left"),
    [
        (START, 2, (1, 1)),
        (START, 3, (0, 1)),
        (START, 6, (0, 0)),
        (START.replace(month=6), 6, (1, 1)),
        (None, 6, (1, 1)),
    ],
)
def test_sealed_answers_of_an_automatic_decision_go_once_no_review_can_be_asked_for(
    closes, months, left
):
    with time_machine.travel(START, tick=False):
        vacancy = make_vacancy(closes_at=closes)
        fill(make_application(status=Status.INELIGIBLE_AUTO, vacancy=vacancy))
    run(START.replace(month=1 + months))
    assert (AdjustmentsRequest.objects.count(), ConductDeclaration.objects.count()) == left


def test_a_draft_goes_three_months_after_it_was_touched_last():
    with time_machine.travel(START, tick=False):
        draft = make_application(status=Status.DRAFT)
    with time_machine.travel(START + timedelta(days=20), tick=False):
        draft.sections.get().save()
    last = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)  # three months after 4 February
    assert run(last - timedelta(days=31)) == {}
    assert run(last - timedelta(days=30)) == {"warned": 1}
    with time_machine.travel(last - timedelta(days=10), tick=False):
        draft.sections.get().save()  # the person carries on: the clock begins again
    assert run(last) == {}
    again = datetime(2026, 7, 24, 12, 0, tzinfo=UTC)
    assert run(again - timedelta(days=30)) == {"warned": 1}
    assert run(again) == {"applications": 1}
    assert Tombstone.objects.get().stage == "Not sent"


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.SIFT, Status.OFFER_FINAL])
def test_what_is_being_considered_stays_however_old(status):
    with time_machine.travel(START, tick=False):
        make_application(status=status, vacancy=make_vacancy(closes_at=CLOSES))
    assert run(START + timedelta(days=2000)) == {}


def test_who_joined_goes_six_months_after_the_start():
    with time_machine.travel(START, tick=False):
        application = make_application(status=Status.STARTED)
        AdjustmentsRequest.objects.create(application=application, answers={"needs": "yes"})
    assert run(datetime(2026, 6, 15, 12, 0, tzinfo=UTC)) == {"warned": 1}
    assert AdjustmentsRequest.objects.count() == 1  # kept with them: they joined
    assert run(datetime(2026, 7, 15, 12, 0, tzinfo=UTC)) == {"applications": 1}


def test_periods_are_settings(ended, settings):
    settings.RETENTION_MONTHS = {**settings.RETENTION_MONTHS, "unsuccessful": 24}
    assert "warned" not in run(DUE)
    assert run(DUE.replace(year=2028) - timedelta(days=30))["warned"] == 1


def test_the_warning_is_an_email_that_says_what_goes_and_when(ended):
    run(DUE - timedelta(days=30))
    row = OutboxEmail.objects.get(kind="deletion_warning")
    assert row.to_address == ended.candidate.email
    assert row.ids["day"] == "2027-02-10"
    assert DeletionWarning.objects.get().delete_on.isoformat() == "2027-02-10"


def test_a_closed_account_goes_with_its_last_application():
    candidate = make_candidate()
    candidate.closed_at = START
    candidate.save()
    with time_machine.travel(START, tick=False):
        make_application(
            status=Status.WITHDRAWN, candidate=candidate, vacancy=make_vacancy(closes_at=CLOSES)
        )
    User.objects.filter(pk=candidate.user_id).update(email="")
    assert run(DUE - timedelta(days=1)) == {}  # nobody can be warned: the account has no address
    assert run(DUE) == {"applications": 1, "accounts": 1}
    assert not User.objects.filter(pk=candidate.user_id).exists()


def test_the_command_counts_first_and_says_each_kind(ended, capsys):
    with time_machine.travel(DUE, tick=False):
        call_command("apply_retention", "--dry-run")
    assert capsys.readouterr().out.splitlines() == [
        "Nothing was changed. A run would do this:",
        "warned: 1", "applications: 0", "adjustments: 1", "conduct: 1", "emails: 0",
        "accounts: 0", "audit: 0", "held: 0", "sift_names: 0", "register: 0",
    ]  # fmt: skip
    assert DeletionWarning.objects.count() == 0


def test_the_audit_log_outlives_a_person_without_a_value_of_theirs(ended):
    """Check 38: who did what stays when everything is erased, and leads to nobody by itself."""
    candidate = ended.candidate
    Candidate.objects.filter(pk=candidate.pk).update(
        given_names="Canary-Given", family_name="Canary-Family", phone="020 7946 0999"
    )
    User.objects.filter(pk=candidate.user_id).update(
        username="canary-user", email="canary@mail.example"
    )
    with time_machine.travel(DUE - timedelta(days=30), tick=False):
        record(action="application.read", by=make_staff(Role.RECRUITER), target=ended)
        Candidate.objects.filter(pk=candidate.pk).update(closed_at=timezone.now())
        apply_retention()
    with time_machine.travel(DUE, tick=False):
        apply_retention()
    assert (Candidate.objects.count(), User.objects.filter(pk=candidate.user_id).count()) == (0, 0)
    kept = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"application.read", "application.erase", "account.erase"} <= kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, ' ') FROM audit_auditentry e")
        (text,) = cursor.fetchone()
    for value in ("Canary", "canary", "7946", "mail.example", ended.reference):
        assert value not in text, value


def test_entries_about_an_application_on_hold_stay_past_their_period(ended):
    """The log's own period is over, by the clock of the database too."""
    long_ago = timezone.now() - timedelta(days=3 * 365)
    with time_machine.travel(long_ago, tick=False):
        record(action="application.read", by=None, actor_label="system", target=ended)
        record(action="user.read", by=None, actor_label="system", target=ended.candidate.user)
        record(action="other.read", by=None, actor_label="system")
    officer = make_staff(Role.DATA_PROTECTION_OFFICER)
    place_hold(application=ended, by=officer, reason="Claim 12")
    assert apply_retention(dry_run=True).counts["audit"] == 1
    assert apply_retention().counts["audit"] == 1
    lift_hold(application=ended, by=officer)
    old = AuditEntry.objects.filter(action__in=("application.read", "user.read", "other.read"))
    assert set(old.values_list("action", flat=True)) == {"application.read", "user.read"}
    assert apply_retention().counts["audit"] == 2
    assert not old.exists()
