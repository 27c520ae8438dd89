"""The words of emails in the staff site: checked at the field, seen before they are used, kept.

The versions are those of the texts of the pages (`recruitment.ui.services`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.outbox.registry import Email, UnknownKind, email_class_for
from recruitment.outbox.rendering import Rendered, render
from recruitment.outbox.wording.checking import BODY_LENGTH, check_words, required_in
from recruitment.outbox.wording.first_words import (
    first_subject,
    first_words,
    has_fixed_wording,
)
from recruitment.outbox.wording.placeholders import COMMON, Use, placeholders_of
from recruitment.outbox.wording.stored import (
    Words,
    join_words,
    key_of,
    split_words,
    words_in_use,
)
from recruitment.ui import selectors, services

CHANGED_MEANWHILE = (
    "Somebody has saved other words since you opened this page. Yours are kept below. Compare them "
    "with the newest version in the history, then save again."
)
LOOK_FIRST = "This is how the email will look. Save it if that is what you want."


class WordsForm(forms.Form):
    """The words, why they change, the version the writer began from, and what was previewed."""

    subject = forms.CharField(
        label="Subject", required=False, widget=forms.TextInput(attrs={"class": "vLargeTextField"})
    )
    body = forms.CharField(
        label="Text",
        required=False,
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 22, "class": "vLargeTextField"}),
        help_text="An empty line begins a paragraph. “# ” begins a heading, “- ” an item of a "
        "list. A link on its own line, below a short line that ends with a colon, is a button. "
        "[if name] … [otherwise] … [end] are words that depend on a value.",
    )
    note = forms.CharField(
        label="What changed and why", required=False, max_length=200, help_text="For the history."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    previewed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, kind: type[Email], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        """The same check as at saving; each sentence stands at its field."""
        cleaned = super().clean() or {}
        try:
            check_words(self.kind, self.words)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                if name not in self.errors:
                    self.add_error(name, sentences)
        return cleaned

    @property
    def words(self) -> Words:
        """What was typed; a subject left as it was stays the portal's own, with its variations."""
        subject = str(self.cleaned_data.get("subject", "")).strip()
        own = first_subject(self.kind)
        body = str(self.cleaned_data.get("body", "")).replace("\r\n", "\n").strip()
        return Words("" if subject == own else subject, body)

    @property
    def stored(self) -> str:
        """What is kept: nothing where the words are the portal's own."""
        is_own = self.words == Words("", first_words(self.kind))
        return "" if is_own else join_words(self.words)


@dataclass(frozen=True, slots=True)
class Offered:
    """One placeholder, as the page explains it."""

    name: str
    use: str
    example: str
    is_required: bool


USES = {
    Use.TEXT: "words",
    Use.PARAGRAPHS: "words with line breaks, not in the subject",
    Use.LINK: "a link",
    Use.LIST: "a list, on a line of its own",
    Use.SWITCH: "only in [if …]",
}


def may_edit(user: object) -> bool:
    """Whether this person may word emails."""
    return isinstance(user, User) and has_right(user, Right.EDIT_TEXTS)


def check_may_edit(request: HttpRequest) -> User:
    """The person, or PermissionDenied."""
    if not may_edit(request.user):
        raise PermissionDenied
    return cast(User, request.user)


def worded_kind(kind: str) -> type[Email]:
    """A kind whose words staff may change, or 404."""
    try:
        found = email_class_for(kind)
    except UnknownKind:
        raise Http404 from None
    if has_fixed_wording(found):
        raise Http404
    return found


def offered_by(kind: type[Email]) -> list[Offered]:
    """The placeholders of a kind with invented values."""
    sample, required = kind.sample(), required_in(kind)
    return [
        Offered(name, USES[use], _example(getattr(sample, name, "")), name in required)
        for name, use in placeholders_of(kind).items()
        if name not in COMMON
    ]


def _example(value: object) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(str(one) for one in value)
    return ("yes" if value else "no") if isinstance(value, bool) or value is None else str(value)


def words_page(request: HttpRequest, kind: type[Email]) -> HttpResponse | dict[str, Any]:
    """The answer to a saving, or what the page shows."""
    by = check_may_edit(request)
    key = key_of(kind.kind)
    if request.method != "POST":
        return _shown(kind, WordsForm(kind, initial=_initial(kind)))
    form = WordsForm(kind, request.POST)
    if not form.is_valid():
        return _shown(kind, form)
    digest = hashlib.sha256(join_words(form.words).encode()).hexdigest()
    if "save" not in request.POST or form.cleaned_data["previewed"] != digest:
        return _shown(
            kind, _again(form, previewed=digest), preview=render(kind.sample(), form.words)
        )
    try:
        services.write_text(
            key=key, text=form.stored, note=form.cleaned_data["note"],
            seen=form.cleaned_data["seen"], by=by,
        )  # fmt: skip
    except services.TextChanged:
        again = _again(form, seen=str(selectors.newest_version(key)), previewed="")
        again.add_error(None, CHANGED_MEANWHILE)
        return _shown(kind, again)
    messages.success(request, "The words are saved. Emails that are queued from now on have them.")
    return _back(kind)


def restore_words(request: HttpRequest, kind: type[Email]) -> HttpResponse:
    """POST from the history: an earlier version, or the portal's own words, hold again."""
    by = check_may_edit(request)
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    key, number = key_of(kind.kind), request.POST.get("version", "")
    try:
        if number == "default":
            services.restore_default(key=key, by=by)
        elif number.isascii() and number.isdigit():
            if not selectors.versions_of(key).filter(pk=int(number[:18])).exists():
                raise Http404
            services.restore_text(version_id=int(number), by=by)
        else:
            raise Http404
    except ValidationError:
        messages.error(request, "That version no longer fits this email, so it was not restored.")
        return _back(kind)
    messages.success(request, "The words are restored. Emails queued from now on have them.")
    return _back(kind)


def _again(form: WordsForm, **hidden: str) -> WordsForm:
    """The same words in a fresh form, with other hidden values."""
    again = WordsForm(form.kind, {**{name: form.data[name] for name in form.data}, **hidden})
    again.is_valid()
    return again


def _back(kind: type[Email]) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:outbox_outboxemail_words", args=[kind.kind]))


def _initial(kind: type[Email]) -> dict[str, object]:
    words = words_in_use(kind)
    return {
        "subject": words.subject or first_subject(kind),
        "body": words.body or first_words(kind),
        "seen": selectors.newest_version(key_of(kind.kind)),
    }


def _shown(kind: type[Email], form: WordsForm, preview: Rendered | None = None) -> dict[str, Any]:
    versions = list(selectors.versions_of(key_of(kind.kind))[:50])
    return {
        "kind": kind.kind,
        "form": form,
        "rendered": preview,
        "look_first": LOOK_FIRST,
        "placeholders": offered_by(kind),
        "common": COMMON,
        "versions": [(one, split_words(one.text)) for one in versions],
        "shown": versions[0].pk if versions else 0,
        "own_subject": first_subject(kind),
        "own_body": first_words(kind),
    }
