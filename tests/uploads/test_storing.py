"""Keeping files, counting them, deleting them (security document, 28 and 39)."""

from __future__ import annotations

import os
import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction

from recruitment.audit.models import AuditEntry
from recruitment.uploads.errors import RefusedFile
from recruitment.uploads.models import DiscardedContent, StoredFile, file_storage
from recruitment.uploads.selectors import files_of
from recruitment.uploads.services import delete_upload, delete_uploads_of, deleting, storing
from recruitment.uploads.services.deleting import remove_discarded, remove_orphans
from tests.uploads.files import pdf

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def test_the_name_in_the_storage_is_ours(store, person):
    file = store("../x.pdf".replace("../", ""), pdf(b"inside"))
    assert re.fullmatch(rf"uploads/\d{{4}}/\d\d/\d\d/{UUID}\.pdf", file.place)
    assert file_storage().open(file.place).read() == pdf(b"inside")
    assert (file.name, file.state, file.size) == ("x.pdf", "pending", len(pdf(b"inside")))
    entry = AuditEntry.objects.get(action="file.upload")
    assert (entry.actor_id, entry.target_id) == (person.pk, str(file.pk))
    assert entry.after == {
        "owner": f"thing:{person.pk}", "purpose": "cv", "kind": "pdf", "bytes": file.size,
    }  # fmt: skip


def test_only_its_owner_may_open_a_file_on_the_disk(tmp_path):
    storage = FileSystemStorage(tmp_path)
    place = storage.save("uploads/2026/11/25/a.pdf", ContentFile(pdf()))
    assert os.stat(tmp_path / place).st_mode & 0o777 == 0o600
    assert os.stat((tmp_path / place).parent).st_mode & 0o777 == 0o700


def test_an_owner_has_ten_files_at_most(store, person):
    for number in range(10):
        store(f"{number}.pdf")
    with pytest.raises(RefusedFile, match=r"You can add up to 10 files\. Remove one first\."):
        store("11.pdf")
    assert files_of(kind="thing", owner_id=person.pk).count() == 10
    store("other.pdf", owner_id="somebody-else")


def test_the_files_of_another_owner_are_not_listed(store, person):
    mine = store("mine.pdf")
    store("letter.pdf", purpose="letter")
    store("other.pdf", owner_id="somebody-else")
    assert list(files_of(kind="thing", owner_id=person.pk, purpose="cv")) == [mine]


def test_an_unknown_kind_of_owner_is_an_error(store):
    with pytest.raises(ValueError, match="No kind of owner"):
        store(kind="unknown")


@pytest.mark.django_db(transaction=True)
def test_twenty_uploads_at_once_keep_to_the_limit(store, person):
    """Fails with more than ten files when `lock_files_of` does nothing."""
    barrier = threading.Barrier(20)
    refused = []

    def one(number: int) -> None:
        try:
            barrier.wait()
            store(f"{number}.pdf")
        except RefusedFile:
            refused.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (StoredFile.objects.count(), len(refused)) == (10, 10)


def test_deleting_takes_row_and_content(store, person, django_capture_on_commit_callbacks):
    file = store()
    with django_capture_on_commit_callbacks(execute=True):
        delete_upload(file=file, by=person, reason="Replaced.")
        delete_upload(file=file, by=person)
    assert not StoredFile.objects.exists()
    assert not file_storage().exists(file.place)
    assert not DiscardedContent.objects.exists()
    entry = AuditEntry.objects.get(action="file.delete")
    assert (entry.target_id, entry.reason) == (str(file.pk), "Replaced.")


def test_the_files_go_with_their_owner(store, person, django_capture_on_commit_callbacks):
    kept = store("kept.pdf", owner_id="somebody-else")
    gone = [store(), store("letter.pdf", purpose="letter")]
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_uploads_of(kind="thing", owner_id=person.pk, by=None) == 2
        assert delete_uploads_of(kind="thing", owner_id=person.pk, by=None) == 0
    assert list(StoredFile.objects.all()) == [kept]
    assert [file_storage().exists(file.place) for file in [*gone, kept]] == [False, False, True]
    assert {entry.actor_label for entry in AuditEntry.objects.filter(action="file.delete")} == {
        "system"
    }


def test_a_storage_that_is_away_is_asked_again(
    store, person, monkeypatch, django_capture_on_commit_callbacks
):
    file = store()
    with monkeypatch.context() as patched:
        patched.setattr(deleting, "file_storage", lambda: None)
        with django_capture_on_commit_callbacks(execute=True):
            delete_upload(file=file, by=person)
    assert DiscardedContent.objects.get().place == file.place
    assert file_storage().exists(file.place)
    assert [remove_discarded(), remove_discarded()] == [1, 0]
    assert not file_storage().exists(file.place)


def test_contents_without_a_row_go_after_an_hour(store):
    at = datetime(2031, 11, 25, 0, 30, tzinfo=UTC)  # a day on which no other test stores
    with time_machine.travel(at - timedelta(hours=2), tick=False):
        kept = store()
        lost = _rolled_back(store)
    with time_machine.travel(at, tick=False):
        young = _rolled_back(store)
        assert [remove_orphans(), remove_orphans()] == [1, 0]
    exists = [file_storage().exists(file.place) for file in (kept, lost, young)]
    assert exists == [True, False, True]


def _rolled_back(store) -> StoredFile:
    with transaction.atomic():
        file = store()
        transaction.set_rollback(True)
    return file


def test_a_failure_while_storing_leaves_no_content(store, monkeypatch):
    def fail(**values: object) -> None:
        raise RuntimeError

    before = set(_contents())
    monkeypatch.setattr(storing, "record", fail)
    with pytest.raises(RuntimeError):
        store()
    assert set(_contents()) == before


def _contents() -> list[str]:
    folder = f"uploads/{datetime.now(UTC):%Y/%m/%d}"
    try:
        return file_storage().listdir(folder)[1]
    except FileNotFoundError:
        return []
