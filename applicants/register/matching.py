"""Why somebody fits an opening: by title, family, clearance, place, start and rate.

Pure: no queries. Nothing here decides about a person; a recruiter reads the reasons and invites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from applicants.register.choices import ANYWHERE, OUTSIDE, Hybrid
from applicants.register.models import RegisterProfile
from recruitment.ui.dates import london_date
from vacancies.choices import JobFamily, RateUnit, VettingLevel, WorkingPattern
from vacancies.data.job_families import TITLES
from vacancies.models import Vacancy

# A day of the 36-hour week of police staff (domain document 2.1).
HOURS_A_DAY = Decimal("7.2")
# Each level and what it covers of the others. Recruitment vetting follows an offer: no one needs it
# before.
_ORDER = (VettingLevel.CTC, VettingLevel.SC, VettingLevel.ESC, VettingLevel.DV)
_AFTER_OFFER = frozenset(
    {VettingLevel.RV, *(v for v in VettingLevel if v.value.startswith("nppv"))}
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was compared, in words, and whether it fits."""

    name: str
    text: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A profile with the reasons for and against it."""

    profile: RegisterProfile
    reasons: Sequence[Reason]

    @property
    def fitting(self) -> int:
        """How many of the things compared fit."""
        return sum(reason.fits for reason in self.reasons)


def matches(
    profiles: Iterable[RegisterProfile], vacancy: Vacancy, *, bcus: Sequence[str], today: date
) -> list[Match]:
    """Those who look for this kind of role, most reasons first, then who is available first.

    `bcus` are the areas of the opening's bases, "" for one outside London.
    """
    titles = titles_of(vacancy)
    found = [_match(profile, vacancy, titles, bcus, today) for profile in profiles]
    wanted = [one for one in found if one.reasons[0].fits or one.reasons[1].fits]
    return sorted(
        wanted, key=lambda one: (-one.fitting, one.profile.available_from or today, one.profile.pk)
    )


def titles_of(vacancy: Vacancy) -> list[str]:
    """The titles of the register that an opening is about: the one that its advert was given in the
    job family, and those that its own title holds, in whatever spelling."""
    every = [one for titles in TITLES.values() for one in titles]
    held = _words(vacancy.title)
    return [one for one in every if one == vacancy.family_title or _words(one) in held]


def _match(
    profile: RegisterProfile,
    vacancy: Vacancy,
    titles: Sequence[str],
    bcus: Sequence[str],
    today: date,
) -> Match:
    reasons = [
        _title(profile, vacancy, titles),
        _family(profile, vacancy),
        _clearance(profile, vacancy, today),
        _place(profile, bcus),
        _hybrid(profile, vacancy),
        _start(profile, vacancy, today),
        _rate(profile, vacancy),
    ]
    return Match(profile, reasons)


def _words(text: str) -> str:
    """For comparing titles: small letters, no signs, no plural."""
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("&", " and "))
    return " " + " ".join(word.removesuffix("s") for word in words) + " "


def _title(profile: RegisterProfile, vacancy: Vacancy, titles: Sequence[str]) -> Reason:
    same = [one for one in profile.titles if one in titles]
    if vacancy.family_title in same:
        return Reason("Title", f"Looks for “{vacancy.family_title}”.", True)
    if same:
        return Reason("Title", f"Looks for “{max(same, key=len)}”.", True)
    return Reason("Title", "None of the titles they chose is one of this opening.", False)


def _family(profile: RegisterProfile, vacancy: Vacancy) -> Reason:
    if not vacancy.job_family:
        return Reason("Family", "The advert names no job family.", False)
    name = JobFamily(vacancy.job_family).label
    fits = vacancy.job_family in profile.families
    return Reason("Family", f"Looks for {name}." if fits else f"Does not look for {name}.", fits)


def _clearance(profile: RegisterProfile, vacancy: Vacancy, today: date) -> Reason:
    level = VettingLevel(vacancy.vetting_level)
    needed = VettingLevel.CTC if level is VettingLevel.RV_CTC else level
    if needed in _AFTER_OFFER:
        return Reason("Clearance", f"{needed.label} is done after an offer.", True)
    if not profile.clearance:
        return Reason("Clearance", f"Holds none; the opening needs {needed.label}.", False)
    held = VettingLevel(profile.clearance)
    until = profile.clearance_until
    covers = held is needed or (
        held in _ORDER and needed in _ORDER and _ORDER.index(held) > _ORDER.index(needed)
    )
    in_date = until is not None and until >= today
    text = f"Holds {held.label} until {london_date(until)}; the opening needs {needed.label}."
    return Reason("Clearance", text, covers and in_date)


def _place(profile: RegisterProfile, bcus: Sequence[str]) -> Reason:
    if not bcus or ANYWHERE in profile.areas:
        text = "Would work anywhere." if bcus else "The opening names no base."
        return Reason("Place", text, True)
    fits = any((bcu or OUTSIDE) in profile.areas for bcu in bcus)
    return Reason(
        "Place", "Would work in the area of a base." if fits else "Named other areas.", fits
    )


def _hybrid(profile: RegisterProfile, vacancy: Vacancy) -> Reason:
    offered = WorkingPattern.HYBRID in vacancy.working_patterns
    if profile.hybrid == Hybrid.HYBRID and not offered:
        return Reason("Hybrid", "Wants to work from home in part; the opening is on site.", False)
    return Reason("Hybrid", Hybrid(profile.hybrid).label + ".", True)


def _start(profile: RegisterProfile, vacancy: Vacancy, today: date) -> Reason:
    from_day = profile.available_from or today
    by = timezone.localdate(vacancy.closes_at) if vacancy.closes_at else today
    text = f"Available from {london_date(from_day)}."
    if vacancy.closes_at:
        text = f"Available from {london_date(from_day)}; the opening closes on {london_date(by)}."
    return Reason("Start", text, from_day <= max(by, today))


def _rate(profile: RegisterProfile, vacancy: Vacancy) -> Reason:
    asked, unit = profile.rate or Decimal(0), RateUnit(profile.rate_unit)
    wish = f"Asks for £{asked} {unit.label}"
    if vacancy.rate is None:
        return Reason("Rate", f"{wish}; the advert names none.", True)
    paid = RateUnit(vacancy.rate_unit)
    in_same = asked
    if unit != paid:
        in_same = asked * HOURS_A_DAY if paid is RateUnit.DAY else asked / HOURS_A_DAY
    return Reason("Rate", f"{wish}; it pays £{vacancy.rate} {paid.label}.", in_same <= vacancy.rate)
