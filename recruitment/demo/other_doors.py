"""Forums with bookings, interests and people on the register, through the product's services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from applicants.register.models import RegisterProfile
from applicants.register.recruiting import answer_invitation, invite, note_look
from applicants.register.selectors import match_of
from applicants.register.services import register, save_section
from recruitment.accounts.models import User
from vacancies.choices import Route, TeamRole
from vacancies.forums.models import Booking, Forum
from vacancies.forums.services import confirm_booking, request_booking
from vacancies.forums.staff_services import plan_forum
from vacancies.models import TeamMember, Vacancy
from vacancies.specialisms.models import Interest
from vacancies.specialisms.services import express_interest

GUESTS = ("Aspen Guest", "Birch Guest", "Cedar Guest", "Elm Guest", "Fir Guest", "Hazel Guest")
# Days from the load, the hour it begins, places and how many of the guests book.
FORUMS: tuple[tuple[str, str, int, int, int, int], ...] = (
    ("Becoming a police constable: ask the people who do it", "new_constable", 9, 18, 40, 5),
    ("Constable or special: which is right for you?", "both", 16, 12, 4, 6),
)
INTERESTS: tuple[tuple[str, str, str, tuple[str, ...], bool], ...] = (
    ("Rowan Transfer", "essex", "constable", ("tsg", "neighbourhoods"), False),
    ("Linden Transfer", "west_midlands", "detective", ("so15", "ctphq"), True),
    ("Alder Transfer", "kent", "constable", ("soit",), False),
)
# Who is on the register: family question, titles, areas, unit, rate, clearance.
PROFILES: dict[str, tuple[str, list[str], list[str], str, str, str]] = {
    "avery": ("titles_hr", ["HR Advisor"], ["AS", "CN"], "hour", "21.00", "none"),
    "blair": ("titles_hr", ["HR Administrator"], ["anywhere"], "hour", "23.00", "none"),
    "cameron": ("titles_cleared_roles", ["Business Analyst"], ["anywhere"], "day", "540", "dv"),
    "devon": (
        "titles_admin_customer_service", ["Business Support Officer"], ["SN"], "hour", "16", "none",
    ),
}  # fmt: skip


def load_other_doors(users: dict[str, User], *, now: datetime) -> None:
    """Add what is not there yet."""
    if not Forum.objects.exists():
        _forums(now)
    if not Interest.objects.exists():
        _interests()
    _team(users["remi"])
    if not RegisterProfile.objects.exists():
        _register(users, now)


def _forums(now: datetime) -> None:
    for title, about, days, hour, places, guests in FORUMS:
        day = timezone.localtime(now) + timedelta(days=days)
        start = day.replace(hour=hour, minute=0, second=0, microsecond=0)
        forum = plan_forum(
            by=None,
            fields={
                "title": title,
                "about": about,
                "description": "Officers tell you about their days, and recruiters about the steps "
                "of selection.\n\n- 30 minutes of stories\n- 30 minutes of your questions\n"
                "- 15 minutes about applying",
                "starts_at": start,
                "ends_at": start + timedelta(minutes=75),
                "places": places,
                "join_link": "https://meeting.example/forum",
            },
        )
        for name in GUESTS[:guests]:
            email = f"{name.split()[0].lower()}@people.example"
            request_booking(forum_id=forum.pk, name=name, email=email, by=AnonymousUser())
            confirm_booking(booking_id=Booking.objects.get(forum=forum, email=email).pk)


def _interests() -> None:
    for name, force, rank, specialisms, counter_terrorism in INTERESTS:
        fields = {
            "name": name,
            "phone": "020 7946 0123",
            "force": force,
            "rank": rank,
            "specialisms": list(specialisms),
            "counter_terrorism": counter_terrorism,
            "about": "I have served for six years and look for a new challenge.",
        }
        express_interest(email=f"{name.split()[0].lower()}.transfer@people.example", fields=fields)


def _team(recruiter: User) -> None:
    for vacancy in Vacancy.objects.filter(route=Route.TEMPORARY):
        TeamMember.objects.get_or_create(
            vacancy=vacancy, user=recruiter, defaults={"role": TeamRole.RECRUITER}
        )


def _register(users: dict[str, User], now: datetime) -> None:
    for username, (family, titles, areas, unit, rate, clearance) in PROFILES.items():
        user = users[username]
        day = timezone.localdate(now) + timedelta(days=3)
        for code, answers in _answers(user, family, titles, areas, unit, rate, clearance, day):
            save_section(by=user, code=code, answers=answers, completed=True)
        register(by=user, convictions_read=True, consents=True)
    _invitations(users, now)


def _answers(
    user: User,
    family: str,
    titles: list[str],
    areas: list[str],
    unit: str,
    rate: str,
    clearance: str,
    day: date,
) -> list[tuple[str, dict[str, Any]]]:
    held: dict[str, Any] = {"clearance": clearance}
    if clearance != "none":
        until = (day + timedelta(days=700)).isoformat()
        held |= {"clearance_sponsor": "A government department", "clearance_until": until}
    return [
        ("contact", {"name": user.get_full_name(), "phone": "020 7946 0123"}),
        ("right-to-work", {"right_to_work": "yes"}),
        ("roles", {family: titles}),
        (
            "work",
            {
                "available_from": day.isoformat(),
                "areas": areas,
                "hybrid": "any",
                "rate_unit": unit,
                "rate": rate,
            },
        ),
        ("clearance", held),
        ("summary", {"summary": "Eight years of experience, most of it in the public sector."}),
        ("service", {"left_before": "no"}),
    ]


def _invitations(users: dict[str, User], now: datetime) -> None:
    """One accepted, one waiting."""
    recruiter = users["remi"]
    for username, reference, accepts in (
        ("cameron", "MPS-26-0409", True),
        ("devon", "MPS-26-0403", False),
    ):
        vacancy = Vacancy.objects.filter(reference=reference).first()
        profile = RegisterProfile.objects.get(user=users[username])
        row = match_of(vacancy, profile.pk, at=now) if vacancy is not None else None
        if vacancy is None or row is None:
            continue
        note_look(by=recruiter, profile=profile, vacancy=vacancy)
        text = "Your experience fits this opening. Shall we talk this week?"
        sent = invite(by=recruiter, match=row.match, vacancy=vacancy, message=text)
        if accepts:
            answer_invitation(invitation_id=sent.pk, accept=True, reply="Yes, after 5pm.")
