"""The virus check: pending, clean or quarantined (security document, 31)."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from structlog.testing import capture_logs

from recruitment.audit.models import AuditEntry
from recruitment.uploads import scanner, tasks
from recruitment.uploads.models import StoredFile
from recruitment.uploads.scanner import ScannerUnavailable
from recruitment.uploads.services import delete_upload, scanning, storing
from recruitment.uploads.services.scanning import scan_upload, sweep
from tests.uploads.files import EICAR, docx, jpg, pdf, png

AWAY = "unix:///nowhere/clamd.sock"


@pytest.fixture
def published(monkeypatch):
    """What would have gone to the broker."""
    sent = []
    for module in (storing, scanning):
        monkeypatch.setattr(module, "publish", lambda task, one: sent.append((task, one)) or True)
    return sent


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.pdf", pdf()), ("cv.docx", docx()), ("a.jpg", jpg()), ("a.png", png()),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("with_scanner", "published")
@pytest.mark.django_db(transaction=True)
def test_a_good_file_is_clean(store, told, name, content):
    file = store(name, content)
    assert scan_upload(file_id=file.pk) == "clean"
    file.refresh_from_db()
    assert (file.state, file.finding, file.claimed_at) == ("clean", "", None)
    assert file.scanned_at is not None
    assert told == []
    entry = AuditEntry.objects.get(action="file.scan")
    assert (entry.actor_label, entry.before, entry.after) == (
        "virus scanner", {"state": "pending"}, {"state": "clean"},
    )  # fmt: skip
    assert scan_upload(file_id=file.pk) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("cv.pdf", pdf(b"5 0 obj<<>>stream\n" + EICAR + b"\nendstream"), id="pdf"),
        pytest.param("cv.docx", docx(extra={"word/embeddings/a.bin": EICAR}), id="docx"),
        pytest.param("cv.docx", docx(extra={"word/media/b.txt": b"x" * 900 + EICAR}), id="inside"),
    ],
)
@pytest.mark.usefixtures("with_scanner", "published")
@pytest.mark.django_db(transaction=True)
def test_a_virus_is_quarantined(store, told, client, person, name, content):
    file = store(name, content)
    assert scan_upload(file_id=file.pk) == "quarantined"
    file.refresh_from_db()
    assert file.finding == "Eicar-Test.UNOFFICIAL"
    assert told == [file]
    client.force_login(person)
    assert client.get(file.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("with_scanner")
def test_the_scanner_knows_the_plain_test_file(tmp_path):
    for content, finding in ((EICAR, "Eicar-Test.UNOFFICIAL"), (b"plain", "")):
        (tmp_path / "a").write_bytes(content)
        with (tmp_path / "a").open("rb") as opened:
            assert scanner.scan(opened).finding == finding


@pytest.mark.usefixtures("published")
@pytest.mark.django_db(transaction=True)
def test_without_a_scanner_a_file_is_taken_and_stays_pending(store, settings, published):
    assert settings.CLAMAV_URL == ""
    file = store()
    assert scan_upload(file_id=file.pk) is None
    assert sweep() == 0
    file.refresh_from_db()
    assert (file.state, file.claimed_at) == ("pending", None)
    assert published == []


@pytest.mark.django_db(transaction=True)
def test_while_the_scanner_is_away_files_are_pending_and_later_swept(
    store, settings, published, client, person, request
):
    settings.CLAMAV_URL = AWAY
    file = store()
    assert published == [(storing.SCAN_TASK, str(file.pk))]
    assert scan_upload(file_id=file.pk) is None
    file.refresh_from_db()
    assert (file.state, file.claimed_at) == ("pending", None)
    client.force_login(person)
    assert client.get(file.get_absolute_url()).status_code == 404
    with capture_logs() as logs:
        assert sweep() == 0
    assert [line["event"] for line in logs] == ["scanner_unavailable"]
    settings.CLAMAV_URL = request.getfixturevalue("clamd")
    assert sweep() == 1
    assert published[1:] == [(storing.SCAN_TASK, str(file.pk))]
    assert scan_upload(file_id=file.pk) == "clean"
    assert sweep() == 0


@pytest.mark.django_db(transaction=True)
def test_a_file_that_waits_for_ten_minutes_is_an_error_in_the_log(store, settings, published):
    settings.CLAMAV_URL = AWAY
    at = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        store()
    with time_machine.travel(at + timedelta(minutes=11), tick=False), capture_logs() as logs:
        sweep()
    assert {"event": "uploads_wait_for_scanner", "log_level": "error", "waiting": 1,
            "minutes": 11} in logs  # fmt: skip


@pytest.mark.usefixtures("published")
@pytest.mark.django_db(transaction=True)
def test_a_file_in_hand_is_left_to_its_worker_until_the_lease_ends(store, with_scanner):
    at = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        file = store()
        assert scanning._claim(file.pk).pk == file.pk
        assert scan_upload(file_id=file.pk) is None
    with time_machine.travel(at + timedelta(minutes=7), tick=False):
        assert scan_upload(file_id=file.pk) == "clean"


@pytest.mark.usefixtures("published")
@pytest.mark.django_db(transaction=True)
def test_the_verdict_on_a_deleted_file_goes_nowhere(store, person, with_scanner, monkeypatch):
    file = store()
    real = scanner.scan

    def delete_meanwhile(content):
        delete_upload(file=file, by=person)
        return real(content)

    monkeypatch.setattr(scanner, "scan", delete_meanwhile)
    assert scan_upload(file_id=file.pk) is None
    assert not StoredFile.objects.exists()


def test_half_an_answer_is_no_verdict(settings, monkeypatch):
    settings.CLAMAV_URL = AWAY
    for answer in ("", "stream: OK and more", "INSTREAM size limit exceeded. ERROR"):
        monkeypatch.setattr(scanner, "_connect", lambda: _Connection())
        monkeypatch.setattr(scanner, "_answer", lambda connection, given=answer: given)
        with pytest.raises(ScannerUnavailable):
            scanner.scan(io.BytesIO(b"content"))


class _Connection:
    def __enter__(self):
        return self

    def __exit__(self, *unused):
        return None

    def settimeout(self, seconds):
        return None

    def sendall(self, data):
        return None


def test_the_tasks_go_to_the_queue_for_scanning(settings):
    routes = settings.CELERY_TASK_ROUTES["recruitment.uploads.tasks.*"]
    assert routes == {"queue": "scanning"}
    assert tasks.scan_uploaded_file.name == storing.SCAN_TASK
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {tasks.sweep_uploads.name, tasks.remove_orphans.name} <= scheduled
