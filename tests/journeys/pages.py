"""The pages of the portal, by role: which address, and what somebody does there before looking."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.pages_adverts import ADVERT_PAGES
from tests.journeys.pages_doors import DOORS
from tests.journeys.pages_profile import PROFILE
from tests.journeys.pages_staff import STAFF
from tests.journeys.pages_states import STATES
from tests.journeys.stages import STAGES, username
from tests.journeys.visits import (
    AS_CONFIRMED_STAFF,
    EXTERNAL,
    INTERNAL,
    POLICE_OFFICER,
    RESTRICTED,
    SPECIAL,
    TRANSFEREE,
    WITH_CRITERIA,
    Role,
    Visit,
    both,
    check,
    check_first,
    choose,
    confirm_everything,
    follow,
    give_date,
    give_password,
    press,
    sign_in_as,
    start_if_asked,
    together,
    write,
)

# ---- Visitors without an account

WRONG_CODE = "not-a-link-that-was-ever-sent"
VISITOR = Role(
    "visitor",
    "visitor",
    (
        Visit("first page", "/"),
        Visit("vacancies", "/vacancies/"),
        Visit("vacancies, second page", "/vacancies/?page=2"),
        Visit("vacancies, one route", "/vacancies/?route=transferee"),
        Visit("vacancies, words", "/vacancies/?q=analyst"),
        Visit("vacancies, nothing found", "/vacancies/?q=astronaut"),
        Visit("vacancies, wrong filter", "/vacancies/?q=constable&route=elsewhere"),
        Visit("rules of eligibility", "/eligibility/rules/"),
        Visit("internal vacancies", "/vacancies/internal/"),
        Visit("advert, outside", f"/vacancies/{EXTERNAL}/"),
        Visit("advert, inside", f"/vacancies/{INTERNAL}/"),
        Visit("advert, police officer", f"/vacancies/{POLICE_OFFICER}/"),
        Visit("advert, transferee", "/vacancies/MPS-26-0410/"),
        Visit("advert, temporary", "/vacancies/MPS-26-0409/"),
        Visit("advert, special constable", "/vacancies/MPS-26-0425/"),
        Visit("restricted vacancies", "/vacancies/restricted/", status=404),
        Visit("a restricted advert", f"/vacancies/{RESTRICTED}/", status=404),
        Visit("an unknown advert", "/vacancies/MPS-26-9999/", status=404),
        Visit("an unknown page", "/nothing/here/", status=404),
        Visit("apply, signed out", f"/vacancies/{EXTERNAL}/apply/"),
        Visit("sign in to apply", f"/vacancies/{EXTERNAL}/", [press("Apply now")]),
        *both("sign in", "/accounts/login/"),
        *both("register", "/accounts/signup/"),
        *both("forgotten password", "/accounts/password/reset/"),
        *both("second step", "/accounts/login/", sign_in_as("dana"), at="mfa_authenticate"),
        Visit("password link sent", "/accounts/password/reset/done/"),
        Visit("password link too old", f"/accounts/password/reset/key/1-{WRONG_CODE}/"),
        Visit("password set", "/accounts/password/reset/key/done/"),
        Visit("confirm your address", "/accounts/confirm-email/"),
        Visit("address link too old", f"/accounts/confirm-email/{WRONG_CODE}/"),
        Visit("account closed", "/accounts/inactive/"),
        Visit("line manager's link, wrong", f"/verify/{WRONG_CODE}/", status=404),
        Visit("cookies", "/cookies/"),
        Visit("accessibility", "/accessibility/"),
        Visit("privacy", "/privacy/"),
        Visit("contact", "/contact/"),
        *both("feedback", "/feedback/"),
        Visit("demonstration", "/demo/"),
        Visit("demonstration, codes", "/demo/codes/"),
        Visit("demonstration, mailbox", "/demo/mailbox/"),
        Visit("demonstration, empty mailbox", "/demo/mailbox/?to=nobody@people.example"),
        Visit(
            "demonstration, email",
            "/demo/mailbox/",
            [follow("/demo/mailbox/")],
            at="demo:message",
        ),
    ),
)

NEVER_LEFT = ("left before", choose("No"))
CHECKS = (
    Role("visitor: met", "visitor", tuple(check(EXTERNAL, NEVER_LEFT))),
    Role(
        "visitor: barred",
        "visitor",
        tuple(
            check(
                EXTERNAL,
                ("left before", choose("Yes")),
                ("scheme", choose("Yes")),
                ("compensation", choose("Yes")),
                ("date of leaving", give_date(30, 6, 2024)),
            )
        ),
    ),
    Role(
        "visitor: not sure",
        "visitor",
        tuple(
            check(
                EXTERNAL,
                ("left before", choose("Yes")),
                ("scheme", choose("I am not sure")),
                ("compensation", choose("I am not sure")),
                ("date of leaving", choose("I am not sure")),
            )
        ),
    ),
    Role(
        "visitor: special constable",
        "visitor",
        tuple(
            check(
                INTERNAL,
                ("status", choose("Met special constable")),
                ("duty hours", write("150")),
                ("prevented", choose("Yes")),
                NEVER_LEFT,
            )
        ),
    ),
    Role(
        "visitor: volunteer",
        "visitor",
        tuple(
            check(
                INTERNAL,
                ("status", choose("Met volunteer")),
                ("volunteer since", give_date(1, 3, 2024)),
                ("volunteer hours", write("120")),
                ("cadets", choose("No")),
                NEVER_LEFT,
            )
        ),
    ),
    Role(
        "visitor: police staff",
        "visitor",
        tuple(
            check(
                INTERNAL,
                ("status", choose("Met police staff")),
                ("probation", choose("Yes")),
                ("probation date", give_date(3, 6, 2025)),
                NEVER_LEFT,
            )
        ),
    ),
    Role(
        "visitor: age",
        "visitor",
        tuple(check(POLICE_OFFICER, ("date of birth", give_date(1, 3, 2015)))),
    ),
)

# ---- Candidates

LISTS = {"work-history"}


def sections(*codes: str) -> Iterator[Visit]:
    """The sections of a draft, each as it is and sent empty."""
    for code in codes:
        if code in LISTS:  # its first button adds an entry: walked in the profile
            yield Visit(f"section {code}", f"{{own}}sections/{code}/")
        else:
            yield from both(f"section {code}", f"{{own}}sections/{code}/")


def settled(role: str, *more: Visit) -> Role:
    """Somebody whose application was sent: its status, the decision, what was sent, a message."""
    return Role(
        role,
        "candidate",
        (
            Visit("applications", "/applications/"),
            Visit("status", "{own}"),
            Visit("decision", "{own}eligibility/"),
            *more,
        ),
    )


SENT = (
    Visit("adjustments", "{own}adjustments/"),
    Visit("what was sent", "{own}check-answers/"),
    Visit("withdraw", "{own}withdraw/"),
    Visit("a message", "{own}", [follow("/messages/")], at="applicants:messages"),
)

INSIDE_DRAFT = (
    "personal", "employment", "vetting", "line-manager", "availability", "competencies",
    "evidence", "conduct", "adjustments", "interview-offer", "declaration",
)  # fmt: skip
OUTSIDE_DRAFT = (
    "personal", "address", "right-to-work", "work-history", "education", "previous-service",
    "availability", "references", "statement", "evidence", "conduct", "adjustments",
    "interview-offer", "declaration",
)  # fmt: skip
# What these routes ask beyond the others.
TRANSFEREE_DRAFT = (
    "force", "service", "current-role", "accreditations", "counter-terrorism", "reason",
    "postings", "experience", "conduct", "declaration",
)  # fmt: skip
CONSTABLE_DRAFT = ("nationality", "education", "skills", "earlier-applications", "forum",
                   "motivation")  # fmt: skip
CONSTABLE_ELSEWHERE = (
    choose("Yes"),
    choose("A Home Office force"),
    choose("Constable"),
    choose("Yes"),
    give_date(3, 6, 2023),
    choose("Yes"),
    choose("Yes"),
)
SPECIAL_DRAFT = ("occupation", "hours", "postings")
ACCOUNT = (
    *both("your address", "/accounts/email/"),
    *both("change password", "/accounts/password/change/"),
    Visit("where signed in", "/accounts/sessions/"),
    Visit("no standing", "/accounts/standing/"),
    *both("work address", "/accounts/standing/add/"),
    Visit("check your work email", "/accounts/standing/check-your-email/"),
    Visit("work address, wrong link", f"/accounts/standing/link/{WRONG_CODE}/", status=404),
    Visit("two-step sign-in", "/accounts/2fa/"),
    *both("confirm that it is you", "/accounts/reauthenticate/?next=/accounts/2fa/"),
    Visit(
        "authenticator app",
        "/accounts/2fa/totp/activate/",
        [give_password],
        at="mfa_activate_totp",
    ),
    Visit("authenticator app, sent empty", empty=True),
    Visit("passkey", "/accounts/2fa/webauthn/add/"),
    Visit("passkeys", "/accounts/2fa/webauthn/"),
    Visit("your data", "/your-data/"),
    *both("correct your details", "/your-data/details/"),
    *both("close your account", "/your-data/close-account/"),
    Visit("sign out", "/accounts/logout/"),
)
# Stages whose people come to see more than everybody's pages, and the late draft of pages_states.
OF_THEIR_OWN = {
    "draft", "ready", "late", "barred", "invited", "offered-internally", "confirmed", "deferred",
    "unreachable", "withdrawn", "evidence", "unsuccessful", "reserve",
}  # fmt: skip
CANDIDATES = (
    Role(
        "casey",
        "candidate",
        (
            Visit("applications", "/applications/"),
            Visit("tasks", "{own}tasks/"),
            Visit("section personal", "{own}sections/personal/"),
            Visit("check answers", "{own}check-answers/"),
            Visit("discard", "{own}withdraw/"),
            Visit("advert with a draft", f"/vacancies/{EXTERNAL}/"),
            Visit(
                "somebody else's application",
                "/applications/" + "0" * 8 + "-0000-4000-8000-000000000000/",
                status=404,
            ),
            Visit("staff area", "/staff/", status=403),
            *ACCOUNT,
        ),
    ),
    Role(
        "indigo",
        "candidate",
        (
            Visit("no applications", "/applications/"),
            Visit("standing", "/accounts/standing/"),
            Visit("tasks", f"/vacancies/{INTERNAL}/apply/", [start_if_asked, AS_CONFIRMED_STAFF]),
            *sections(*INSIDE_DRAFT),
            Visit("demonstration at a Met device", "/demo/", [press("Sit down at a Met device")]),
            Visit("restricted vacancies", "/vacancies/restricted/"),
            Visit("a restricted advert", f"/vacancies/{RESTRICTED}/"),
        ),
    ),
    Role(
        "ashley",
        "candidate",
        tuple(
            check(
                INTERNAL,
                ("status", choose("Agency worker on an assignment with the Met")),
                ("agency start", give_date(1, 1, 2026)),
                NEVER_LEFT,
            )
        ),
    ),
    Role(
        "linden",
        "candidate",
        tuple(
            check(
                WITH_CRITERIA,
                ("status", choose("None of these")),
                NEVER_LEFT,
            )
        ),
    ),
    settled("oakley", Visit("just sent", "{own}submitted/"), *SENT),
    *(
        Role(
            name,
            "candidate",
            (
                Visit("start", f"/vacancies/{reference}/apply/"),
                Visit(
                    "tasks",
                    f"/vacancies/{reference}/apply/",
                    [start_if_asked, check_first(*answers)],
                ),
                *sections(*codes),
            ),
        )
        for name, reference, codes, answers in (
            ("avery", TRANSFEREE, TRANSFEREE_DRAFT, CONSTABLE_ELSEWHERE),
            ("blair", POLICE_OFFICER, CONSTABLE_DRAFT, (give_date(27, 3, 1994),)),
            ("devon", SPECIAL, SPECIAL_DRAFT, ()),
        )
    ),
    settled(
        "robin",
        *SENT,
        *both("change what was sent", "{own}sections/motivation/"),
        Visit("changed since", "{own}changes/"),
    ),
    settled("marlowe"),
    settled("cameron"),
    settled("emery", *both("interview", "{own}interview/")),
    settled(username("evidence"), *both("evidence", "{own}eligibility/evidence/")),
    settled(username("unsuccessful"), Visit("ask for feedback", "{own}feedback/")),
    settled("finley", *both("offer", "{own}offer/"), *SENT),
    settled("quinn"),
    settled("reese", *SENT),
    Role(username("draft"), "candidate", tuple(sections(*OUTSIDE_DRAFT))),
    Role(
        username("ready"),
        "candidate",
        (
            Visit("tasks", "{own}tasks/"),
            Visit("check answers", "{own}check-answers/"),
            Visit("equality and sending", "{own}equality/"),
        ),
    ),
    settled(username("barred"), *both("ask for a review", "{own}eligibility/review/")),
    settled(username("invited"), *both("interview", "{own}interview/")),
    settled(username("offered-internally"), *both("offer", "{own}offer/")),
    settled(username("confirmed"), *SENT),
    settled(username("unreachable"), *both("correct the address", "{own}line-manager/")),
    settled(
        username("reserve"),
        *both(
            "answer about a later vacancy",
            "{own}",
            follow("/reserve/"),
            at="applicants:reserve_request",
        ),
    ),
    settled(username("deferred"), *both("confirm the new date", "{own}start-date/")),
    settled(username("withdrawn"), *SENT[1:2]),
    *(settled(username(stage)) for stage in STAGES if stage not in OF_THEIR_OWN),
)

MANAGER = Role(
    "morgan.manager@met.example",
    "line manager",
    (
        *both("are you the line manager", at="verification:page"),
        *both(
            "statements",
            "",
            choose("Yes, and I can answer questions about them"),
            at="verification:statements",
        ),
        Visit("check your answers", "", [confirm_everything], at="verification:review"),
        Visit("thank you", "", [press("Send my answers")], at="verification:done"),
        Visit("a copy of what was sent", "", [follow("?copy=")], at="verification:done"),
    ),
)
ROLES = together(
    (VISITOR, *CHECKS, *CANDIDATES, *STAFF, *ADVERT_PAGES, MANAGER, *DOORS, *PROFILE, *STATES)
)
