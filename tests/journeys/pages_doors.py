"""The pages of the other doors: ways to join, specialisms, forums and the temporary register."""

from __future__ import annotations

from tests.journeys.visits import (
    Role,
    Visit,
    both,
    check_route,
    choose,
    fill,
    follow,
    give_date,
    open_mail,
    press,
    tick,
)

WRONG_LINK = "not-a-link-that-was-ever-sent"
INTEREST = "/join/transferring-officers/interest/"
NEW_ALERT = "/alerts/new/?q=analyst"
LISTENER = "alder.listener@people.example"
BARRED = "cedar.barred@people.example"
GUEST = "birch@people.example"
MAILS = Role(
    "visitor with emails",
    "visitor",
    (
        *both("new alert", NEW_ALERT),
        Visit(
            "alert: check your email",
            "",
            [
                fill("Email address", LISTENER),
                tick("Every day"),
                press("Set up this alert"),
            ],
            at="vacancies:alert_asked",
        ),
        Visit(
            "confirm the alert",
            "",
            [open_mail(LISTENER, "Confirm your job alert", "/alerts/link/")],
            at="vacancies:alert",
        ),
        Visit("the alert", "", [press("Yes, write to me")], at="vacancies:alert"),
        Visit("stop the alert", "", [follow("/stop/")], at="vacancies:alert_stop"),
        Visit("alert stopped", "", [press("Stop this alert")], at="vacancies:alert_stop"),
        Visit("alert, wrong link", f"/alerts/link/{WRONG_LINK}/", status=404),
        Visit("internal alert, signed out", "/alerts/new/?list=internal", at="account_login"),
        Visit(
            "booking",
            "",
            [open_mail(GUEST, "Your place is booked", "/forums/booking/")],
            at="forums:booking",
        ),
        Visit("cancel the booking", "", [follow("/cancel/")], at="forums:cancel"),
        Visit("register, wrong link", f"/register/keep/{WRONG_LINK}/", status=404),
    ),
)
ROUTE_CHECK = Role(
    "visitor: route, barred",
    "visitor",
    (
        Visit("check: ways to join", "/eligibility/"),
        *check_route(
            "temporary",
            ("left before", choose("Yes")),
            ("scheme", choose("Yes")),
            ("compensation", choose("Yes")),
            ("date of leaving", give_date(30, 6, 2024)),
        ),
        Visit("tell me, sent empty", empty=True, at="applicants:tell_me_when_route"),
        Visit(
            "tell me: confirm",
            "",
            [
                fill("Email address", BARRED),
                press("Tell me when I can apply"),
                open_mail(BARRED, "Confirm that we may write", "/tell-me/"),
            ],
            at="applicants:tell_me_confirm",
        ),
        Visit(
            "tell me: confirmed", "", [press("Yes, write to me")], at="applicants:tell_me_confirm"
        ),
        Visit("tell me: remove", "", [follow("/remove/")], at="applicants:tell_me_remove"),
        Visit("tell me, wrong link", f"/eligibility/tell-me/{WRONG_LINK}/", status=404),
        # What the check was told stands in the form already.
        Visit(
            "register: barred",
            "/register/sections/service/",
            [press("Save and continue")],
            at="register:tasks",
        ),
    ),
)
DOORS = (
    MAILS,
    ROUTE_CHECK,
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
            Visit("the Met at a glance", "/organisation/"),
            Visit("boroughs and units", "/organisation/bcus/"),
            Visit("a business group", "/organisation/frontline-policing/"),
            Visit("for machines", "/api/"),
            Visit("forums", "/forums/"),
            Visit("a forum", "/forums/1/"),
            *both("book a place", "/forums/1/book/"),
            Visit("check your email", "/forums/1/check-your-email/"),
            Visit("join the waiting list", "/forums/2/book/"),
            Visit("forum, wrong link", f"/forums/booking/{WRONG_LINK}/", status=404),
            Visit("register: start", "/register/"),
            Visit("register: tasks", "", [press("Start now")], at="register:tasks"),
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
            *both("change the contact details", "/register/sections/contact/"),
            *both("new alert, signed in", NEW_ALERT),
            Visit(
                "own alerts",
                NEW_ALERT,
                [tick("Every day"), press("Set up this alert")],
                at="vacancies:alerts",
            ),
            Visit("own alert", "", [follow("/alerts/")], at="vacancies:own_alert"),
            Visit("stop own alert", "", [follow("/stop/")], at="vacancies:own_alert_stop"),
            Visit("internal alert, outside", "/alerts/new/?list=internal"),
            Visit("own booking", "/forums/1/book/", [press("Book my place")], at="forums:yours"),
            Visit("cancel own booking", "", [follow("/cancel/")], at="forums:cancel_own"),
        ),
    ),
    Role(
        "devon",
        "candidate",
        (
            Visit("no forum", "/forums/yours/"),
            Visit("no alerts", "/alerts/"),
            Visit("profile, invited", "/register/profile/"),
            Visit("an invitation", "", [follow("/register/answer/")], at="register:invitation"),
            Visit("an invitation, sent empty", empty=True),
        ),
    ),
    Role(
        "remi",
        "staff",
        (
            Visit("invitations", "/staff/register/invitation/"),
            Visit("an invitation", "", [follow("/change/")], at="admin:register_invitation_change"),
            Visit("openings", "/staff/register/invitation/openings/"),
            Visit("matches", "/staff/register/invitation/openings/MPS-26-0401/"),
            *both("a match", "", follow("/MPS-26-0401/"), at="admin:register_invitation_person"),
        ),
    ),
)
