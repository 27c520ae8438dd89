"""The pages of the other doors: ways to join, specialisms, forums and the temporary register."""

from __future__ import annotations

from tests.journeys.visits import Role, Visit, both, follow, press

WRONG_LINK = "not-a-link-that-was-ever-sent"
INTEREST = "/join/transferring-officers/interest/"
DOORS = (
    Role(
        "visitor at the doors",
        "visitor",
        (
            Visit("temporary and interim", "/join/temporary-and-interim/"),
            Visit("new police constables", "/join/new-police-constables/"),
            Visit("special constables", "/join/special-constables/"),
            Visit("transferring officers", "/join/transferring-officers/"),
            Visit("a specialism", "/join/transferring-officers/soit/"),
            *both("interest", f"{INTEREST}?specialism=tsg"),
            Visit("interest sent", f"{INTEREST}sent/"),
            Visit("interest, wrong link", f"{INTEREST}remove/{WRONG_LINK}/", status=404),
            Visit("forums", "/forums/"),
            Visit("a forum", "/forums/1/"),
            *both("book a place", "/forums/1/book/"),
            Visit("check your email", "/forums/1/check-your-email/"),
            Visit("join the waiting list", "/forums/2/book/"),
            Visit("forum, wrong link", f"/forums/booking/{WRONG_LINK}/", status=404),
            Visit("register: start", "/register/"),
            Visit("register: tasks", "", [press("Start now")]),
            *both("register: contact", "/register/sections/contact/"),
            *both("register: roles", "/register/sections/roles/"),
            *both("register: work", "/register/sections/work/"),
            *both("register: clearance", "/register/sections/clearance/"),
            *both("register: service", "/register/sections/service/"),
        ),
    ),
    Role(
        "avery",
        "candidate",
        (
            Visit("profile on the register", "/register/profile/"),
            *both("cv", "/register/cv/"),
            Visit("leave the register", "/register/leave/"),
            Visit("own forums", "/forums/yours/"),
        ),
    ),
    Role(
        "remi",
        "staff",
        (
            Visit("invitations", "/staff/register/invitation/"),
            Visit("an invitation", "", [follow("/change/")]),
            Visit("openings", "/staff/register/invitation/openings/"),
            Visit("matches", "/staff/register/invitation/openings/MPS-26-0401/"),
            *both("a match", "", follow("/MPS-26-0401/")),
        ),
    ),
)
