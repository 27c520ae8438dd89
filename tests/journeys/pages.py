"""The pages of the portal, by role: which address, and what somebody does there before looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Page

from recruitment.demo.people import PASSWORD
from tests.journeys.stages import STAGES, username

EXTERNAL = "MPS-26-0426"
INTERNAL = "MPS-26-0419"
POLICE_OFFICER = "MPS-26-0424"
WITH_CRITERIA = "MPS-26-0420"
RESTRICTED = "MPS-26-0422"
APPLICATIONS = "/staff/applicants/application/"
Act = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Visit:
    """One page: where it is and what is done there first.

    path: an address, which may name "{own}" (the person's newest application) or "{case:Sift}"
    (the first application at that stage in the list of staff). Without one the browser stays
    where it is. empty: the page's form is sent with nothing in it, and the page that comes back
    must say what is wrong. status: what the server must answer.
    """

    name: str
    path: str = ""
    acts: Sequence[Act] = ()
    empty: bool = False
    status: int = 200


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody with a browser, and the pages that they come to see in this order."""

    name: str
    kind: str  # "visitor", "candidate", "staff" or "line manager"
    visits: Sequence[Visit] = field(default_factory=tuple)


# ---- What people do on a page


def choose(*labels: str) -> Act:
    """Tick the boxes or buttons with these labels and go on."""

    def act(page: Page) -> None:
        for label in labels:
            page.get_by_label(label, exact=True).check()
        press("Continue")(page)

    return act


def give_date(day: int, month: int, year: int) -> Act:
    """Write a date into its three boxes and go on."""

    def act(page: Page) -> None:
        for label, number in (("Day", day), ("Month", month), ("Year", year)):
            page.get_by_label(label, exact=True).fill(str(number))
        press("Continue")(page)

    return act


def write(text: str) -> Act:
    """Write into the page's box and go on."""

    def act(page: Page) -> None:
        page.locator("main input[type=text], main input[type=number]").first.fill(text)
        press("Continue")(page)

    return act


def press(words: str) -> Act:
    """Press a button of the page's own and wait for the page that follows."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=words, exact=True).first.click()

    return act


def follow(part: str) -> Act:
    """Follow the first link of the page whose address contains this."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.locator(f"main a[href*='{part}']").first.click()

    return act


def give_password(page: Page) -> None:
    """Give the password again where the portal asks for it."""
    page.locator("main input[name=password]").fill(PASSWORD)
    press("Confirm")(page)


def start_if_asked(page: Page) -> None:
    """Start the application, unless that was done before."""
    if not page.url.endswith("/tasks/"):
        press("Start now")(page)


def confirm_everything(page: Page) -> None:
    """Say of every statement that it is right."""
    for radio in page.get_by_label("Yes, this is right").all():
        radio.check()
    press("Continue")(page)


def both(name: str, path: str = "", *acts: Act) -> Iterator[Visit]:
    """A page with a form, then the same after it was sent empty."""
    yield Visit(name, path, acts)
    yield Visit(f"{name}, sent empty", empty=True)


def check(reference: str, *answers: tuple[str, Act]) -> Iterator[Visit]:
    """The eligibility check from its start, question by question, to its result."""
    before = press("Start now")
    yield Visit("check: start", f"/vacancies/{reference}/eligibility/")
    for asked, answer in answers:
        yield from both(f"check: {asked}", "", before)
        before = answer
    yield Visit("check: result", "", [before])


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
        Visit("sign in to apply", f"/vacancies/{EXTERNAL}/", [press("Apply now")]),
        *both("sign in", "/accounts/login/"),
        *both("register", "/accounts/signup/"),
        *both("forgotten password", "/accounts/password/reset/"),
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
        Visit("demonstration, email", "/demo/mailbox/", [follow("/demo/mailbox/")]),
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


def sections(*codes: str) -> Iterator[Visit]:
    """The sections of a draft, each as it is and sent empty."""
    for code in codes:
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
    Visit("what was sent", "{own}check-answers/"),
    Visit("withdraw", "{own}withdraw/"),
    Visit("a message", "{own}", [follow("/messages/")]),
)

INSIDE_DRAFT = (
    "personal", "employment", "vetting", "line-manager", "availability", "competencies",
    "evidence", "role-questions", "conduct", "adjustments", "interview-offer", "declaration",
)  # fmt: skip
OUTSIDE_DRAFT = (
    "personal", "address", "right-to-work", "work-history", "education", "availability",
    "references", "statement", "evidence", "conduct", "adjustments", "interview-offer",
    "declaration",
)  # fmt: skip
ACCOUNT = (
    *both("your address", "/accounts/email/"),
    *both("change password", "/accounts/password/change/"),
    Visit("where signed in", "/accounts/sessions/"),
    Visit("two-step sign-in", "/accounts/2fa/"),
    *both("confirm that it is you", "/accounts/reauthenticate/?next=/accounts/2fa/"),
    Visit("authenticator app", "/accounts/2fa/totp/activate/", [give_password]),
    Visit("authenticator app, sent empty", empty=True),
    Visit("passkey", "/accounts/2fa/webauthn/add/"),
    Visit("sign out", "/accounts/logout/"),
)
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
            Visit("tasks", f"/vacancies/{INTERNAL}/apply/", [start_if_asked]),
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
            )
        ),
    ),
    settled("oakley", *SENT),
    settled("avery"),
    settled("cameron"),
    settled("emery", *both("interview", "{own}interview/")),
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
    settled(username("withdrawn"), *SENT[:1]),
    *(
        settled(username(s))
        for s in STAGES
        if s
        not in {
            "draft",
            "ready",
            "barred",
            "invited",
            "offered-internally",
            "confirmed",
            "withdrawn",
        }
    ),
)

# ---- Staff


def cases(*statuses: str) -> Iterator[Visit]:
    """The case page of the first application at each of these stages."""
    for status in statuses:
        yield Visit(f"case, {status}", f"{{case:{status}}}")


def step(status: str, event: str) -> Iterator[Visit]:
    """A step that needs a written reason: its page, and what comes back without one."""
    yield from both(f"{event} at {status}", f"{{case:{status}}}../step/{event}/")


def work(status: str, page: str) -> Iterator[Visit]:
    """A form of the case page, as it is and sent empty."""
    yield from both(f"{page} at {status}", f"{{case:{status}}}../{page}/")


EVERY_STATUS = (
    "New", "Eligibility: needs evidence", "Eligibility: a person must judge",
    "Not eligible: automatic decision", "Review of the automatic decision", "Not eligible",
    "Held: second tier", "Sift", "Sifted out", "Interview: invited", "Interview: booked",
    "Interview: held", "Interview: missed", "Interview: not appointable",
    "Conditional offer sent", "Offer declined", "Checks", "Line manager verification",
    "Check: needs attention", "Conditions not met", "Ready to start", "Withdrawn",
)  # fmt: skip
LISTS = (
    Visit("your work", "/staff/"),
    Visit("applications", APPLICATIONS),
)
STAFF = (
    Role(
        "rowan",
        "staff",
        (
            *LISTS,
            Visit("applications, a search", f"{APPLICATIONS}?q=Outline"),
            Visit("applications, nothing found", f"{APPLICATIONS}?q=astronaut"),
            Visit("part: applications", "/staff/applicants/"),
            *cases(*EVERY_STATUS),
            Visit("start the sift", "{case:New}../step/start_sift/"),
            Visit("a step of another stage", "{case:New}../step/make_offer/"),
            *step("Held: second tier", "release_tier"),
            *work("Sift", "interview"),
            Visit("invite, not ready", "{case:Sift}../step/invite_to_interview/"),
            *step("Sifted out", "reinstate"),
            *work("Interview: invited", "interview"),
            Visit("miss", "{case:Interview: booked}../step/miss_interview/"),
            *work("Interview: held", "result"),
            *work("Interview: held", "offer"),
            *step("Interview: held", "reject_after_interview"),
            *work("Checks", "start-date"),
            Visit("confirm, not ready", "{case:Checks}../step/confirm_offer/"),
            *step("Checks", "end_on_checks"),
            Visit("not my page", "{case:Checks}../checks/vetting/", status=403),
            Visit(
                "an unknown application",
                f"{APPLICATIONS}{'0' * 8}-0000-4000-8000-000000000000/case/",
                status=404,
            ),
            Visit("vacancies", "/staff/vacancies/vacancy/"),
            Visit("vacancies, nothing found", "/staff/vacancies/vacancy/?q=astronaut"),
            *both("add a vacancy", "/staff/vacancies/vacancy/add/"),
            *both("change a vacancy", "/staff/vacancies/vacancy/26/change/"),
            Visit("history of a vacancy", "/staff/vacancies/vacancy/26/history/"),
            Visit("bases", "/staff/vacancies/base/"),
            Visit("a base", "/staff/vacancies/base/1/change/"),
            Visit("not my part", "/staff/audit/auditentry/", status=403),
        ),
    ),
    Role(
        "sasha",
        "staff",
        (
            *LISTS,
            *cases("New", "Sift", "Interview: held", "Checks"),
            *work("Sift", "score"),
            Visit("scored when the sift is over", "{case:Interview: held}../score/"),
        ),
    ),
    Role(
        "charlie",
        "staff",
        (
            *LISTS,
            *cases("Sift", "Checks", "Line manager verification", "Check: needs attention"),
            Visit("declaration", "{case:Checks}../declaration/"),
            *work("Checks", "checks/vetting"),
            *step("Checks", "raise_check_problem"),
            *step("Check: needs attention", "resolve_check_problem"),
            Visit("send the link again", "{case:Line manager verification}", [follow("/resend/")]),
            Visit("a vacancy to read", "/staff/vacancies/vacancy/26/change/"),
        ),
    ),
    Role(
        "ellis",
        "staff",
        (
            *LISTS,
            *cases("Eligibility: needs evidence", "Review of the automatic decision"),
            *step("Eligibility: needs evidence", "settle_eligibility"),
            *step("Eligibility: a person must judge", "find_ineligible"),
            *step("Review of the automatic decision", "uphold"),
            *step("Review of the automatic decision", "overturn"),
        ),
    ),
    Role(
        "dana",
        "staff",
        (
            *LISTS,
            *cases("Line manager verification"),
            Visit("audit log", "/staff/audit/auditentry/"),
            Visit("audit log, nothing found", "/staff/audit/auditentry/?q=astronaut"),
            Visit("an audit entry", "/staff/audit/auditentry/", [follow("/change/")]),
            Visit("outbox", "/staff/outbox/outboxemail/"),
            Visit("an email of the outbox", "/staff/outbox/outboxemail/", [follow("/change/")]),
            Visit("kinds of email", "/staff/outbox/outboxemail/previews/"),
            Visit("an email", "/staff/outbox/outboxemail/previews/conditional_offer/"),
        ),
    ),
    Role(
        "adair",
        "staff",
        (
            Visit("your work", "/staff/"),
            Visit("people", "/staff/accounts/user/"),
            Visit("people, nothing found", "/staff/accounts/user/?q=astronaut"),
            Visit("a person", "/staff/accounts/user/", [follow("/change/")]),
            Visit("history of a person", "", [follow("/history/")]),
            Visit("standings", "/staff/accounts/internalstanding/"),
            *both("add a standing", "/staff/accounts/internalstanding/add/"),
            Visit("feedback", "/staff/ui/feedback/"),
            Visit("parts: people", "/staff/accounts/"),
            Visit("part of others", APPLICATIONS, status=403),
        ),
    ),
)
MANAGER = Role(
    "morgan.manager@met.example",
    "line manager",
    (
        *both("are you the line manager"),
        Visit("statements", "", [choose("Yes, and I can answer questions about them")]),
        Visit("statements, sent empty", empty=True),
        Visit("check your answers", "", [confirm_everything]),
    ),
)
ROLES = (VISITOR, *CHECKS, *CANDIDATES, *STAFF, MANAGER)
