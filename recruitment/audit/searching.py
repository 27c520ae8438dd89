"""The questions of the log's page: who, about what, looked or changed, and when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from recruitment.audit.kinds import is_look
from recruitment.audit.models import AuditEntry
from recruitment.audit.selectors import known_actions
from recruitment.audit.subjects import Record, for_met_devices_alone, records_meant_by
from recruitment.ui.forms.picked import PickedDateInput

EVERYTHING, LOOKED, CHANGED = "", "looked", "changed"
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
BIGGEST = 2**63


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=DATE_FORMATS,
        widget=PickedDateInput(),
        error_messages={"invalid": "Enter a real date, like 9 December 2026."},
    )


class LogQuery(forms.Form):
    """What somebody asks of the log, in the address of the page."""

    who = forms.CharField(
        label="Who did it",
        required=False,
        max_length=254,
        help_text="A username, an email address, or the number of an account.",
    )
    about = forms.CharField(
        label="About whom or what",
        required=False,
        max_length=254,
        help_text="A username or email address, the reference of an application or a vacancy, or "
        "a record’s id.",
    )
    looked = forms.ChoiceField(
        label="What they did",
        required=False,
        choices=[
            (EVERYTHING, "Everything"),
            (LOOKED, "Looked, or took a copy"),
            (CHANGED, "Changed something"),
        ],
        error_messages={"invalid_choice": "Choose what they did from the list."},
    )
    since = _day("From this day")
    until = _day("Up to and with this day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A period runs forwards."""
        found: dict[str, Any] = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", "Enter a day on or after the first one.")
        return found


def matching(
    entries: QuerySet[AuditEntry], query: LogQuery, *, trusted: bool
) -> QuerySet[AuditEntry]:
    """The entries that a query asks for; none where it cannot be understood. `trusted`: the reader
    is at a Met device, where alone some records and their references are known."""
    if not query.is_valid():
        return entries.none()
    if not trusted:
        for hidden in for_met_devices_alone():
            entries = entries.exclude(hidden)
    asked = query.cleaned_data
    if asked["who"]:
        entries = entries.filter(actor_id__in=_accounts(asked["who"]))
    if asked["about"]:
        entries = entries.filter(_about(asked["about"].strip(), trusted=trusted))
    if asked["looked"]:
        wanted = asked["looked"] == LOOKED
        actions = [action for action in known_actions() if is_look(action) is wanted]
        entries = entries.filter(action__in=actions)
    if asked["since"]:
        entries = entries.filter(at__gte=_begins(asked["since"]))
    if asked["until"]:
        entries = entries.filter(at__lt=_begins(asked["until"] + timedelta(days=1)))
    return entries


def _accounts(text: str) -> list[int]:
    """The accounts meant; a number counts also when its account is gone."""
    wanted = text.strip()
    people = get_user_model().objects.filter(Q(username=wanted) | Q(email__iexact=wanted))
    found = list(people.values_list("pk", flat=True))
    if wanted.isascii() and wanted.isdigit() and int(wanted) < BIGGEST:
        found.append(int(wanted))
    return found


def _about(text: str, *, trusted: bool) -> Q:
    """Entries about the records meant, and those about a record of this very id."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in _records(text, trusted=trusted):
        by_kind.setdefault(kind, []).append(key)
    wanted = Q(target_id=text)
    for kind, keys in sorted(by_kind.items()):
        wanted |= Q(target_type=kind, target_id__in=sorted(keys))
    return wanted


def _records(text: str, *, trusted: bool) -> set[Record]:
    people = get_user_model().objects.filter(Q(username=text) | Q(email__iexact=text))
    kind = get_user_model()._meta.label_lower
    accounts = {(kind, str(pk)) for pk in people.values_list("pk", flat=True)}
    return records_meant_by(text, trusted=trusted) | accounts


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
