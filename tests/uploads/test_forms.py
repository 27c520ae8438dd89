"""The field, what the page says, and requests that are too large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from recruitment.ui.forms import GovukFormMixin
from recruitment.uploads.checks import check_scanner
from recruitment.uploads.choices import MAX_BYTES, FileKind
from recruitment.uploads.forms import UploadField
from tests.uploads.files import pdf, upload


class LetterForm(GovukFormMixin, forms.Form):
    """A form with a file and a text."""

    text = forms.CharField(label="A text")
    letter = UploadField(label="A letter", help_text="Signed.", required=False)


@pytest.fixture
def posted() -> Iterator[Callable[..., WSGIRequest]]:
    """Post a form with files, through the handlers of the settings."""
    made: list[WSGIRequest] = []

    def post(path: str, data: dict[str, Any]) -> WSGIRequest:
        made.append(RequestFactory().post(path, data))
        return made[-1]

    yield post
    for request in made:
        request.close()


def draw(form: forms.Form) -> str:
    return Template("{% load govuk_forms %}{% govuk_field form.letter %}").render(
        Context({"form": form})
    )


def test_the_field_says_what_is_allowed():
    html = draw(LetterForm())
    assert "Signed. PDF, DOCX, JPG or PNG, up to 10 MB." in html
    assert 'accept=".pdf,.docx,.jpg,.jpeg,.png"' in html
    assert 'data-max-bytes="10485760"' in html
    assert 'type="file"' in html


def test_a_good_file_is_ready_to_be_stored():
    form = LetterForm({"text": "x"}, {"letter": upload("a.pdf", pdf())})
    assert form.is_valid()
    assert form.cleaned_data["letter"].kind is FileKind.PDF


def test_the_error_stands_at_the_field():
    form = LetterForm({"text": "x"}, {"letter": upload("a.svg", b"<svg/>")})
    assert form.errors == {"letter": ["The file must be a PDF, DOCX, JPG or PNG."]}
    html = draw(form)
    assert 'aria-describedby="id_letter-hint id_letter-error"' in html
    assert "app-file--error" in html


def test_an_empty_file_and_none_at_all():
    empty = LetterForm({"text": "x"}, {"letter": upload("a.pdf", b"")})
    assert empty.errors == {"letter": ["The file is empty. Choose a different one."]}
    none = LetterForm({"text": "x"}, {})
    assert none.is_valid()
    assert none.cleaned_data["letter"] is None


def test_what_is_too_large_is_not_kept_and_the_text_beside_it_is(posted):
    """Thirty megabytes arrive; eleven at most are held, and the error stands at the field."""
    sent = upload("a.pdf", pdf(bytes(30 * 1024 * 1024)))
    request = posted("/", {"text": "typed before", "letter": sent})
    form = LetterForm(request.POST, request.FILES)
    assert form.errors == {
        "letter": [
            "The file must be smaller than 10 MB. A scan becomes smaller when you save it as PDF "
            "or at a lower quality."
        ]
    }
    assert form["text"].value() == "typed before"
    assert MAX_BYTES < request.FILES["letter"].size < MAX_BYTES + 128 * 1024


def test_a_file_at_the_limit_arrives_whole(posted):
    content = pdf(bytes(MAX_BYTES - len(pdf())))
    request = posted("/", {"text": "x", "letter": upload("a.pdf", content)})
    form = LetterForm(request.POST, request.FILES)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["letter"].content.read() == content


def test_a_small_file_stays_in_memory(posted):
    request = posted("/", {"text": "x", "letter": upload("a.pdf", pdf())})
    assert isinstance(request.FILES["letter"], InMemoryUploadedFile)


@pytest.mark.parametrize(
    ("state", "scanner", "words"),
    [
        ("clean", "tcp://scanner:3310", "Download cv.pdf</a> (PDF, "),
        ("pending", "tcp://scanner:3310", "We are checking it for viruses"),
        ("pending", "", "has no virus scanner, so nobody can open the file"),
        ("quarantined", "tcp://scanner:3310", "We found a virus in this file"),
    ],
)
@pytest.mark.django_db
def test_the_page_says_what_became_of_the_check(store, settings, state, scanner, words):
    settings.CLAMAV_URL = scanner
    file = store()
    file.state = state
    file.scanned_at = timezone.now()
    html = Template("{% load uploads %}{% stored_file file %}").render(Context({"file": file}))
    assert words in html
    assert ("<a " in html) is (state == "clean")


def test_an_installation_without_a_scanner_is_told(settings):
    assert [message.id for message in check_scanner()] == ["uploads.W001"]
    settings.CLAMAV_URL = "tcp://scanner:3310"
    assert check_scanner() == []
