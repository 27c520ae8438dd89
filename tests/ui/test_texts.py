"""Texts of the pages: defaults, writing, preview, history, restoring, two writers, bad markup."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.ui.models import TextVersion
from recruitment.ui.selectors import text_of
from recruitment.ui.services import TextChanged, write_text
from recruitment.ui.texts import TextPlace, all_places, place_of, register_texts
from tests.accounts.people import client_with_second_factor, make_staff

pytestmark = pytest.mark.django_db
URL = "/staff/ui/textversion/text/home.who_we_are/"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def editor():
    return make_staff(Role.CONTENT_EDITOR, username="editor")


@pytest.fixture
def staff(editor) -> Client:
    return client_with_second_factor(editor)


def test_without_an_edit_every_text_has_its_first_words(client):
    assert all(text_of(place.key) == place.default for place in all_places())
    assert len(all_places()) > 20
    assert "more than 46,000 officers and staff" in client.get("/").content.decode()
    with pytest.raises(KeyError):
        text_of("nowhere")
    with pytest.raises(ValueError, match="Two texts"):
        register_texts(TextPlace("banner", "Other", "", ""))


def test_an_edit_is_shown_at_once_with_its_markup_cleaned(
    client, editor, django_capture_on_commit_callbacks
):
    assert "New words" not in client.get("/").content.decode()
    text = "## New words\r\n\r\n**Bold** <script>alert(1)</script> [x](javascript:alert(1))"
    with django_capture_on_commit_callbacks(execute=True):
        version = write_text(key="home.who_we_are", text=text, note="why", seen=0, by=editor)
    page = client.get("/").content.decode()
    assert "New words</h3>" in page or "New words</h2>" in page
    assert "<strong>Bold</strong>" in page
    assert "alert(1)</script>" not in page
    assert "javascript:" not in page
    assert "46,000" not in page
    entry = AuditEntry.objects.get(action="text.write")
    assert (entry.actor_id, entry.after) == (
        editor.pk, {"key": "home.who_we_are", "version": version.pk},
    )  # fmt: skip


def test_a_banner_stands_on_every_page_and_only_while_there_is_one(
    client, editor, django_capture_on_commit_callbacks
):
    assert 'aria-label="Notice"' not in client.get("/vacancies/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        write_text(key="banner", text="We are **closed** on Friday.", note="", seen=0, by=editor)
    for path in ("/", "/vacancies/", "/cookies/", "/nothing/here/"):
        page = client.get(path).content.decode()
        assert page.count("We are <strong>closed</strong> on Friday.") == 1


def test_only_those_who_edit_texts_may(staff, editor):
    other = make_staff(Role.SIFTER, username="sifter")
    with pytest.raises(PermissionDenied):
        write_text(key="banner", text="x", note="", seen=0, by=other)
    assert client_with_second_factor(other).get(URL).status_code == 403
    assert client_with_second_factor(other).post(URL, {"text": "x"}).status_code == 403
    with pytest.raises(ValidationError):
        write_text(key="banner", text="x" * 20_001, note="", seen=0, by=editor)
    assert TextVersion.objects.count() == 0
    assert staff.get("/staff/ui/textversion/text/nowhere/").status_code == 404


def test_a_preview_saves_nothing(staff):
    page = staff.post(URL, {"text": "*Draft* words", "seen": "0", "preview": "1"}).content.decode()
    assert "<em>Draft</em> words" in page
    assert "\n*Draft* words</textarea>" in page
    assert TextVersion.objects.count() == 0


def test_saving_history_and_restoring(staff, editor, django_capture_on_commit_callbacks):
    for number in (1, 2):
        seen = TextVersion.objects.values_list("pk", flat=True).first() or 0
        data = {"text": f"Words {number}", "note": f"Note {number}", "seen": seen, "save": "1"}
        with django_capture_on_commit_callbacks(execute=True):
            assert staff.post(URL, data)["Location"] == URL
    first = TextVersion.objects.get(text="Words 1")
    page = staff.get(URL).content.decode()
    for words in ("Note 1", "Note 2", "Shown now", "At the beginning", "editor"):
        assert words in page
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(URL + "restore/", {"version": first.pk})
    newest = TextVersion.objects.first()
    assert (newest.text, newest.restored_from, newest.written_by) == ("Words 1", first, editor)
    assert text_of("home.who_we_are") == "Words 1"
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(URL + "restore/", {"version": "default"})
    assert text_of("home.who_we_are") == place_of("home.who_we_are").default
    assert TextVersion.objects.count() == 4
    banner = TextVersion.objects.create(key="banner", text="Other")
    for number in (str(banner.pk), "x", "", "9" * 30):
        assert staff.post(URL + "restore/", {"version": number}).status_code == 404
    listed = staff.get("/staff/ui/textversion/").content.decode()
    assert "by editor" in listed
    assert "Never: first words" in listed


def test_the_second_of_two_writers_loses_nothing_and_overwrites_nothing(staff, editor):
    write_text(key="home.who_we_are", text="First writer", note="", seen=0, by=editor)
    with pytest.raises(TextChanged):
        write_text(key="home.who_we_are", text="Second writer", note="", seen=0, by=editor)
    page = staff.post(URL, {"text": "Second writer", "seen": "0", "save": "1"}).content.decode()
    assert "Somebody has saved another version since you opened this one." in page
    assert "\nSecond writer</textarea>" in page
    assert TextVersion.objects.count() == 1
    newest = TextVersion.objects.get().pk
    assert f'value="{newest}"' in page
