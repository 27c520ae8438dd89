"""Serving: through the view, to those who may, as a download (security document, 22, 30 and 38)."""

from __future__ import annotations

import re
import uuid

import pytest
from django.utils import timezone

from recruitment.audit.models import AuditEntry
from recruitment.uploads.models import StoredFile, file_storage
from recruitment.uploads.registry import OwnerKind, register_owner, unregister_owner
from tests.accounts.people import make_user
from tests.uploads.files import docx, pdf

pytestmark = pytest.mark.django_db

POLYGLOT = pdf(b"<html><script>alert(document.domain)</script></html>")


def pass_check(file: StoredFile) -> StoredFile:
    """As after a clean scan."""
    StoredFile.objects.filter(pk=file.pk).update(state="clean", scanned_at=timezone.now())
    file.refresh_from_db()
    return file


def test_a_download_is_a_download_and_nothing_else(store, client, person):
    file = pass_check(store('My "CV" ‮2026.pdf', POLYGLOT))
    client.force_login(person)
    response = client.get(file.get_absolute_url())
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == POLYGLOT
    wanted = {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="My _CV_ 2026.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store, private",
        "Content-Length": str(len(POLYGLOT)),
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: response.headers[name] for name in wanted} == wanted
    entry = AuditEntry.objects.get(action="file.download")
    assert (entry.actor_id, entry.target_id) == (person.pk, str(file.pk))


def test_every_download_is_written_down(store, client, person):
    file = pass_check(store("cv.docx", docx()))
    client.force_login(person)
    for _ in range(3):
        client.get(file.get_absolute_url())
    assert AuditEntry.objects.filter(action="file.download").count() == 3


def test_not_theirs_not_there_not_scanned_and_gone_are_the_same_answer(store, client, person):
    clean, pending, lost = pass_check(store()), store(), pass_check(store())
    file_storage().delete(lost.place)
    client.force_login(person)
    bodies = set()
    for pk in (pending.pk, lost.pk, uuid.uuid4()):
        response = client.get(f"/files/{pk}/")
        assert response.status_code == 404
        text = response.content.decode().replace(str(pk), "")
        bodies.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text))
    client.force_login(make_user("other.example"))
    response = client.get(clean.get_absolute_url())
    assert response.status_code == 404
    assert len(bodies) == 1
    assert not AuditEntry.objects.filter(action="file.download").exists()


def test_signed_out_people_are_asked_to_sign_in(store, client):
    response = client.get(pass_check(store()).get_absolute_url())
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_no_address_leads_to_the_storage(store, client, person):
    file = pass_check(store())
    client.force_login(person)
    for path in (f"/{file.place}", f"/media/{file.place}", f"/static/../{file.place}",
                 f"/files/{file.place}"):  # fmt: skip
        assert client.get(path).status_code == 404


def test_files_of_a_kind_that_nobody_speaks_for_are_closed(store, client, person, owner):
    file = pass_check(store())
    unregister_owner(owner)
    client.force_login(person)
    assert client.get(file.get_absolute_url()).status_code == 404
    # A second policy for a known kind would open files by accident.
    register_owner(OwnerKind(owner, may_read=lambda request, one: True))
    with pytest.raises(ValueError, match="Another kind of owner"):
        register_owner(OwnerKind(owner, may_read=lambda request, one: False))


def test_a_file_is_only_read(store, client, person):
    file = pass_check(store())
    client.force_login(person)
    assert client.post(file.get_absolute_url()).status_code == 405
