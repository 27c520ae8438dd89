"""Standings by CSV: read, looked at, applied, undone; bad rows explained."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from recruitment.accounts.import_services import (
    CHANGED,
    apply_import,
    forget_old_uploads,
    plan_of,
    undo_import,
    upload_import,
)
from recruitment.accounts.importing import MAX_BYTES, UnreadableFile, read_file
from recruitment.accounts.models import InternalStanding, StandingImport, StandingSource, User
from recruitment.accounts.roles import Role
from recruitment.accounts.standing import current_standing
from recruitment.accounts.tasks import forget_what_was_never_used
from recruitment.audit.models import AuditEntry
from tests.accounts.people import client_with_second_factor, make_manager, make_staff, make_user

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
HEAD = "email,kind,valid_from,valid_until\n"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def csv(*rows: str, head: str = HEAD) -> bytes:
    return (head + "\n".join(rows) + "\n").encode()


class TestReading:
    def test_days_kinds_order_and_byte_order_mark(self):
        content = (
            "\ufeffValid_until;kind;EMAIL;valid_from;extra\n"
            "31/12/2026;Police staff;A@Met.Example;2026-01-01;x\n"
        )
        [row], refused = read_file(content.encode())
        assert (row.number, row.email, row.kind) == (2, "a@met.example", "police_staff")
        assert (row.valid_from, row.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))
        assert refused == []

    @pytest.mark.parametrize("content", [HEAD.encode() + b"a" * 140_000, b"a,b\rc,d\re,f"])
    def test_what_is_no_csv_is_refused_in_words(self, content):
        with pytest.raises(UnreadableFile, match="This is not a CSV file"):
            read_file(content)

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            ("=cmd()@x,police_staff,2026-01-01,2026-12-31", "begins like a formula"),
            ("a@met.example,+1,2026-01-01,2026-12-31", "begins like a formula"),
            ("nobody,police_staff,2026-01-01,2026-12-31", "not an email address"),
            ("a@met.example,chief,2026-01-01,2026-12-31", "The kind must be one of"),
            ("a@met.example,police_staff,soon,2026-12-31", "Write the days as"),
            ("a@met.example,police_staff,2026-02-30,2026-12-31", "Write the days as"),
            ("a@met.example,police_staff,2026-12-31,2026-12-31", "must come after"),
            ("a@met.example,police_staff", "Write the days as"),
        ],
    )
    def test_a_bad_row_is_refused_with_its_number(self, row, why):
        good = "b@met.example,ddo,2026-01-01,2026-12-31"
        rows, [refused] = read_file(csv(good, "", row))
        assert [one.number for one in rows] == [2]
        assert refused.number == 4
        assert why in refused.why
        assert not refused.email.startswith("=")

    def test_the_same_person_twice(self):
        row = "a@met.example,ddo,2026-01-01,2026-12-31"
        rows, [refused] = read_file(csv(row, row))
        assert (len(rows), refused.number, refused.why) == (1, 3, "The same as row 2. Keep one.")

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "empty"),
            (b"PK\x03\x04\x00", "not a CSV file"),
            (b"email,kind\na@met.example,ddo\n", "valid_from, valid_until"),
            (HEAD.encode() + b"\xe9@met.example,ddo,2026-01-01,2026-12-31", "CSV UTF-8"),
            (b"x" * (MAX_BYTES + 1), "larger than 2 MB"),
            (csv(*["a@b.example,ddo,2026-01-01,2026-12-31"] * 20_001), "more than 20,000 rows"),
        ],
    )
    def test_a_file_that_cannot_be_used_says_why(self, content, why):
        with pytest.raises(UnreadableFile, match=why):
            read_file(content)


@pytest.fixture
def manager(db) -> User:
    return make_staff(Role.ADMINISTRATOR, username="hr.admin")


def person(name: str, kind: str = "", until: str = "2026-12-31", source: str = "hr_record") -> User:
    user = make_user(name, email=f"{name}@met.example")
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    if kind:
        InternalStanding.objects.create(
            user=user, kind=kind, source=source, valid_from="2026-01-01", valid_until=until
        )
    return user


def upload(manager: User, *rows: str, whole_list: bool = False) -> StandingImport:
    return upload_import(content=csv(*rows), whole_list=whole_list, by=manager)


def apply(one: StandingImport, manager: User) -> StandingImport:
    seen = plan_of(one, by=manager, on=TODAY).counts
    return apply_import(import_id=one.pk, seen=seen, by=manager)


def holds(user: User) -> str:
    standing = current_standing(user, on=TODAY)
    return f"{standing.kind} {standing.valid_until}" if standing else ""


@pytest.mark.django_db
class TestApplying:
    def test_added_changed_ended_kept_and_refused(self, manager):
        new, longer = person("new"), person("longer", "police_staff")
        same, gone = person("same", "ddo"), person("gone", "pcso")
        unconfirmed = person("unconfirmed")
        EmailAddress.objects.filter(user=unconfirmed).update(verified=False)
        one = upload(
            manager,
            "new@met.example,police_staff,2026-01-01,2027-06-30",
            "longer@met.example,police_staff,2026-01-01,2027-06-30",
            "same@met.example,ddo,2026-01-01,2026-12-31",
            "gone@met.example,pcso,2026-01-01,2026-10-31",
            "unconfirmed@met.example,ddo,2026-01-01,2026-12-31",
            "stranger@met.example,ddo,2026-01-01,2026-12-31",
            "new@met.example,ddo,2025-01-01,2025-12-31",
            "hr.admin@met.example,police_staff,2026-01-01,2026-12-31",
        )
        EmailAddress.objects.update_or_create(
            user=manager, email="hr.admin@met.example", defaults={"verified": True}
        )
        plan = plan_of(one, by=manager, on=TODAY)
        assert plan.counts == {"add": 1, "change": 1, "end": 1, "keep": 1, "refused": 4}
        assert [row.number for row in plan.refused] == [6, 7, 8, 9]
        assert "cannot change your own" in plan.refused[3].why
        assert (holds(new), holds(gone)) == ("", "pcso 2026-12-31")
        done = apply(one, manager)
        assert [holds(user) for user in (new, longer, same, gone)] == [
            "police_staff 2027-06-30", "police_staff 2027-06-30", "ddo 2026-12-31", "",
        ]  # fmt: skip
        assert (done.rows, done.refused, done.counts["add"]) == ([], [], 1)
        assert InternalStanding.objects.filter(made_by=one, recorded_by=manager).count() == 2
        actions = list(AuditEntry.objects.values_list("action", flat=True))
        assert actions.count("standing.record") == 2
        assert actions.count("standing.end") == 2
        assert actions.count("standing_import.apply") == 1

    def test_undoing_brings_everything_back(self, manager):
        new, longer, gone = person("new"), person("longer", "police_staff"), person("gone", "pcso")
        one = apply(
            upload(
                manager,
                "new@met.example,police_staff,2026-01-01,2027-06-30",
                "longer@met.example,police_staff,2026-01-01,2027-06-30",
                "gone@met.example,pcso,2026-01-01,2026-10-31",
            ),
            manager,
        )
        assert undo_import(import_id=one.pk, by=manager) == (4, 0)
        assert [holds(user) for user in (new, longer, gone)] == [
            "", "police_staff 2026-12-31", "pcso 2026-12-31",
        ]  # fmt: skip
        with pytest.raises(ValidationError, match="in force"):
            undo_import(import_id=one.pk, by=manager)
        with pytest.raises(ValidationError, match="already"):
            apply_import(import_id=one.pk, seen={}, by=manager)

    def test_nobody_gives_their_own_standing_back(self, manager):
        second = make_staff(Role.ADMINISTRATOR, username="second.manager")
        InternalStanding.objects.create(
            user=second, kind="pcso", source="hr_record",
            valid_from="2026-01-01", valid_until="2026-12-31",
        )  # fmt: skip
        nobody = "nobody@met.example,ddo,2026-01-01,2026-12-31"
        one = apply(upload(manager, nobody, whole_list=True), manager)
        assert holds(second) == ""
        assert undo_import(import_id=one.pk, by=second) == (0, 1)
        assert holds(second) == ""

    def test_a_whole_list_ends_the_others_of_hr_alone(self, manager):
        stays, leaves = person("stays", "ddo"), person("leaves", "ddo")
        agency = person("agency", "agency", source="agency_record")
        one = upload(manager, "stays@met.example,ddo,2026-01-01,2026-12-31", whole_list=True)
        [step] = plan_of(one, by=manager, on=TODAY).of("end")
        assert (step.number, step.email) == (0, "leaves@met.example")
        apply(one, manager)
        assert [bool(holds(user)) for user in (stays, leaves, agency)] == [True, False, True]

    def test_leavers_lose_it_by_themselves(self, manager):
        new = person("new")
        apply(upload(manager, "new@met.example,ddo,2026-01-01,2026-11-30"), manager)
        assert current_standing(new, on=date(2026, 11, 30)) is not None
        assert current_standing(new, on=date(2026, 12, 1)) is None

    def test_what_changed_since_the_look_is_looked_at_again(self, manager):
        person("new")
        one = upload(manager, "new@met.example,ddo,2026-01-01,2026-12-31")
        seen = plan_of(one, by=manager, on=TODAY).counts
        EmailAddress.objects.update(verified=False)
        with pytest.raises(ValidationError, match=CHANGED[:20]):
            apply_import(import_id=one.pk, seen=seen, by=manager)
        assert InternalStanding.objects.count() == 0

    def test_only_those_who_manage_users(self, manager):
        recruiter = make_staff(Role.RECRUITER, username="recruiter")
        one = upload(manager, "a@met.example,ddo,2026-01-01,2026-12-31")
        for call in (
            lambda: upload(recruiter, ""),
            lambda: apply_import(import_id=one.pk, seen={}, by=recruiter),
            lambda: undo_import(import_id=one.pk, by=recruiter),
        ):
            with pytest.raises(PermissionDenied):
                call()

    def test_files_that_were_only_looked_at_are_forgotten(self, manager):
        upload(manager, "a@met.example,ddo,2026-01-01,2026-12-31")
        assert forget_old_uploads() == 0
        with time_machine.travel(datetime(2026, 11, 23, 12, 1, tzinfo=UTC), tick=False):
            assert forget_old_uploads() == 1


@pytest.mark.django_db
def test_the_whole_way_in_the_staff_pages(manager):
    new = person("new")
    client = client_with_second_factor(manager)
    url = reverse("admin:accounts_standingimport_upload")
    assert "Choose a CSV file." in client.post(url, {}).content.decode()
    bad = SimpleUploadedFile("x.csv", b"nothing\n")
    assert "must name these columns" in client.post(url, {"file": bad}).content.decode()
    good = SimpleUploadedFile(
        "hr.csv", csv("new@met.example,ddo,2026-01-01,2026-12-31", "x,ddo,2026-01-01,2026-12-31")
    )
    plan = client.post(url, {"file": good})["Location"]
    text = client.get(plan).content.decode()
    assert "Nothing has changed yet." in text
    assert "The first cell is not an email address." in text
    assert holds(new) == ""
    counts = {"add": 1, "change": 0, "end": 0, "keep": 0, "refused": 1}
    page = client.post(plan, {**counts, "apply": "1"}, follow=True).content.decode()
    assert "Undo this import" in page
    assert holds(new) == "ddo 2026-12-31"
    page = client.post(plan, {"undo": "1"}, follow=True).content.decode()
    assert "Undone: 1." in page
    assert holds(new) == ""
    listed = client.get(reverse("admin:accounts_standingimport_changelist")).content.decode()
    assert "Import a file" in listed


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        "Ada@met.example,police_staff,2026-01-01,31st December",
        "ada@met.example,chief,2026-01-01,2026-12-31",
        "ada@met.example,police_staff,2026-01-01,=A1",
    ],
)
def test_nobody_leaves_because_their_row_cannot_be_read(manager, row):
    ada, ben = person("ada", "police_staff"), person("ben", "police_staff")
    one = upload(manager, row, whole_list=True)
    plan = plan_of(one, by=manager, on=TODAY)
    assert [step.user_id for step in plan.of("end")] == [ben.pk]
    apply(one, manager)
    assert (holds(ada), holds(ben)) == ("police_staff 2026-12-31", "")


def test_many_leavers_need_a_second_look(manager):
    for number in range(7):
        person(f"p{number}", "ddo")
    one = upload(manager, "p0@met.example,ddo,2026-01-01,2026-12-31", whole_list=True)
    client = client_with_second_factor(manager)
    plan = reverse("admin:accounts_standingimport_plan", args=[one.pk])
    assert "Yes, 6 people have left" in client.get(plan).content.decode()
    counts = {"add": 0, "change": 0, "end": 6, "keep": 1, "refused": 0}
    page = client.post(plan, {**counts, "apply": "1"}, follow=True).content.decode()
    assert "Tick the box" in page
    assert InternalStanding.objects.filter(ended_on=None).count() == 7
    client.post(plan, {**counts, "apply": "1", "sure": "on"})
    assert InternalStanding.objects.filter(ended_on=None).count() == 1
    assert StandingSource.HR_RECORD == "hr_record"


@pytest.mark.django_db
def test_the_clock_forgets_what_was_never_applied():
    entry = settings.CELERY_BEAT_SCHEDULE["forget-unused-standings"]
    assert entry["task"] == forget_what_was_never_used.name
    by = make_manager()
    StandingImport.objects.create(uploaded_by=by)
    assert forget_what_was_never_used() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert forget_what_was_never_used() == 1
    assert not StandingImport.objects.exists()
