"""What staff read about one advert, limited to the adverts they work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from recruitment.accounts.models import User
from recruitment.ui.dates import london_deadline
from vacancies.choices import TeamRole, VacancyStatus
from vacancies.choices_life import CancelReason, ClosingReason, ExtensionReason, RelistReason
from vacancies.life import Step, steps_from
from vacancies.models import Vacancy, VacancyChange
from vacancies.selectors import vacancies_for_staff

if TYPE_CHECKING:
    from recruitment.access.device import Device

# How each audience sees an advert: code, name.
AUDIENCES: Sequence[tuple[str, str]] = (
    ("public", "Anyone"),
    ("internal", "Met people, at home"),
    ("device", "Met people, on a Met device"),
)
_REASONS = {
    **dict(CancelReason.choices),
    **dict(RelistReason.choices),
    **dict(ClosingReason.choices),
    **dict(ExtensionReason.choices),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of an advert's history, in words."""

    what: str
    who: str
    at: datetime
    reason: str
    details: tuple[str, ...]


def find_vacancy(user: User, pk: int, *, device: Device) -> Vacancy | None:
    """The advert, if the person works on it and may see it on this device."""
    return vacancies_for_staff(user, device=device).filter(pk=pk).first()


def colleagues() -> QuerySet[User]:
    """The staff who can be put into the team of an advert: active, with a role, by name."""
    return (
        User.objects.filter(is_active=True, is_staff=True, groups__isnull=False)
        .distinct()
        .order_by("first_name", "last_name", "username")
    )


def holders_of(vacancy: Vacancy) -> list[str]:
    """Who answers for the vacancy, by name: the vacancy holders of its team."""
    rows = vacancy.team.filter(role=TeamRole.VACANCY_HOLDER).select_related("user")
    return [_name(row.user) for row in rows]


def next_steps(vacancy: Vacancy) -> list[Step]:
    """What could be done with the advert now, by somebody with every right."""
    return steps_from(VacancyStatus(vacancy.status))


def history_of(vacancy: Vacancy) -> list[Happened]:
    """What happened to the advert, newest first. Two queries, however long it is."""
    changes = list(vacancy.history.order_by("-sequence"))
    people = User.objects.in_bulk({row.actor_id for row in changes if row.actor_id})
    return [
        Happened(
            what=str(row.get_event_display()),
            who=_name(people.get(row.actor_id or 0)) if row.actor_id else "The portal",
            at=row.at,
            reason=_reason(row),
            details=_details(row.data),
        )
        for row in changes
    ]


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else "A former colleague"


def _reason(row: VacancyChange) -> str:
    label = "" if row.reason_code == "other" else str(_REASONS.get(row.reason_code, ""))
    return " – ".join(part for part in (label, row.reason) if part)


def _details(data: dict[str, Any]) -> tuple[str, ...]:
    lines = [
        f"{line['what']}: {line['before'] or 'nothing'} → {line['after'] or 'nothing'}"
        for line in data.get("changes", [])
    ]
    after = data.get("after", {})
    if "closes_at" in after:
        spoken = _spoken(after["closes_at"])
        lines.append(f"Closing time: {_spoken(data['before']['closes_at'])} → {spoken}")
    return tuple(lines)


def _spoken(iso: str | None) -> str:
    return london_deadline(datetime.fromisoformat(iso)) if iso else "none"
