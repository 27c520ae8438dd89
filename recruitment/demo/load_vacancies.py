"""Loads the demonstration's adverts through the same services that the product uses."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from recruitment.demo.data.adverts.guides import GUIDES
from recruitment.demo.data.adverts.outline import ALL_BCUS, Outline, Stage
from recruitment.demo.data.vacancies import OUTLINES
from recruitment.demo.one_page import one_page_pdf
from recruitment.uploads import scanner
from recruitment.uploads.choices import FileState
from recruitment.uploads.inspection import check_file
from vacancies.attachments import Purpose
from vacancies.data.bases import AREAS
from vacancies.models import Base, Vacancy
from vacancies.questions import VacancyQuestion
from vacancies.scoring import DEFAULT_SCALE, Scale, scale_of
from vacancies.services import (
    EssentialData,
    attach_file,
    create_vacancy,
    load_bases,
    publish_vacancy,
)
from vacancies.stages import IN_WEEK

_AMOUNTS = frozenset(
    {
        "salary_min",
        "salary_max",
        "location_allowance",
        "non_pensionable_allowance",
        "shift_percent",
        "rate",
        "hours_per_week",
    }
)


def load_vacancies(*, now: datetime) -> list[Vacancy]:
    """Add the adverts that are not there yet, by reference; those that are stay as they are.

    Closing dates count from the London day of `now`. Returns all 25, in the order of references.
    """
    bases = load_bases()
    known = set(Vacancy.objects.values_list("reference", flat=True))
    for outline in OUTLINES:
        if outline.reference not in known:
            _load(outline, bases=bases, now=now)
    references = [outline.reference for outline in OUTLINES]
    return list(Vacancy.objects.filter(reference__in=references).order_by("reference"))


def _load(outline: Outline, *, bases: dict[str, Base], now: datetime) -> None:
    opened = now - timedelta(days=outline.opened_days_ago)
    scale = scale_of(str(outline.fields.get("score_scale", DEFAULT_SCALE)))
    vacancy = create_vacancy(
        by=None,
        reference=outline.reference,
        fields=_fields(outline, opened=opened, now=now),
        bases=[bases[name] for name in _base_names(outline)],
        essential=[
            EssentialData(*item, guide=_guide(item[0], scale)) for item in outline.essential
        ],
    )
    if outline.role_profile:
        _attach_profile(vacancy, outline)
    publish_vacancy(by=None, vacancy_id=vacancy.pk, at=opened)


def _guide(code: str, scale: Scale) -> tuple[tuple[int, str], ...]:
    """What is invented for a criterion, at the values of the advert's scale."""
    if code not in GUIDES:
        return ()
    at = (scale.values[0] + 1, scale.usual_pass_mark, scale.values[-1])
    return tuple(zip(at, GUIDES[code], strict=True))


def _attach_profile(vacancy: Vacancy, outline: Outline) -> None:
    """A role profile. Without a scanner it counts as clean: it was made here, a line above."""
    content = SimpleUploadedFile(f"{outline.title}.pdf", one_page_pdf(outline.role_profile))
    file = attach_file(
        by=None,
        vacancy_id=vacancy.pk,
        checked=check_file(content),
        purpose=Purpose.ROLE_PROFILE,
    )
    if not scanner.is_configured():
        file.state, file.scanned_at = FileState.CLEAN, file.uploaded_at
        file.save(update_fields=["state", "scanned_at"])


def _fields(outline: Outline, *, opened: datetime, now: datetime) -> dict[str, Any]:
    texts = {
        "title": outline.title,
        "summary": outline.summary,
        "body": outline.body,
        "responsibilities": list(outline.responsibilities),
        "desirable": list(outline.desirable),
        "conditions": list(outline.conditions),
        "criteria": [dict(one) for one in outline.criteria],
        "questions": [
            one.as_stored()
            if isinstance(one, VacancyQuestion)
            else dict(zip(("code", "text", "max_words"), one, strict=True))
            for one in outline.questions
        ],
        "assessment_plan": [_stage(one, outline, now) for one in outline.plan],
        "budget_code": f"CC-{outline.reference[-4:]}",
        "approval_reference": f"WFP/{outline.reference}",
    }
    fields = {
        name: Decimal(value) if name in _AMOUNTS else value
        for name, value in outline.fields.items()
    }
    closes_at = _end_of_day(now, outline.closes_in_days)
    return {**texts, **fields, "opens_at": opened, "closes_at": closes_at}


def _stage(stage: Stage, outline: Outline, now: datetime) -> dict[str, str]:
    """With the week of it, where the outline says how long after the closing day that is."""
    what, usual, *after = stage
    stored = {"stage": what, "when": usual}
    if after and outline.closes_in_days is not None:
        day = timezone.localtime(now).date() + timedelta(days=outline.closes_in_days + after[0])
        stored[IN_WEEK] = (day - timedelta(days=day.weekday())).isoformat()
    return stored


def _end_of_day(now: datetime, days: int | None) -> datetime | None:
    """11:59pm in London, so many days from now."""
    if days is None:
        return None
    day = timezone.localtime(now).date() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def _base_names(outline: Outline) -> list[str]:
    if ALL_BCUS in outline.bases:
        return [area.name for area in AREAS]
    return list(outline.bases)
