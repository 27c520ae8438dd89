"""The words in which `pages.py` and `pages_staff.py` declare pages, and what people do on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import FilePayload, Page

from recruitment.demo.people import PASSWORD
from tests.journeys.actors import Mailbox

EXTERNAL = "MPS-26-0426"
INTERNAL = "MPS-26-0419"
POLICE_OFFICER = "MPS-26-0424"
TRANSFEREE = "MPS-26-0413"
SPECIAL = "MPS-26-0425"
WITH_CRITERIA = "MPS-26-0420"
RESTRICTED = "MPS-26-0422"
APPLICATIONS = "/staff/applicants/application/"
ADVERTS = "/staff/vacancies/vacancy/"
Act = Callable[[Page], None]
NO_KEY = "00000000-0000-4000-8000-000000000000"
PLACES = {
    r"\{own\}": f"/applications/{NO_KEY}/",
    r"\{case:.+?\}": f"/staff/applicants/application/{NO_KEY}/case/",
    r"\{advert:.+?\}": "/staff/vacancies/vacancy/1/",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One page: where it is and what is done there first.

    path: an address, which may name "{own}" (the person's newest application), "{case:Sift}"
    (the first application at that stage in the list of staff) or "{advert:MPS-26-0431}" (the
    staff page of that advert). Without one the browser stays where it is. empty: the page's form
    is sent with nothing in it, and the page that comes back must say what is wrong. wrong: the acts
    or the address ask for something that cannot be, and the page must say so as well. status: what
    the server must answer. at: the name of the address where the browser is at last, for a page
    that has no path here or that the acts lead to.
    """

    name: str
    path: str = ""
    acts: Sequence[Act] = ()
    empty: bool = False
    wrong: bool = False
    status: int = 200
    at: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody with a browser, and the pages that they come to see in this order."""

    name: str
    kind: str  # "visitor", "candidate", "staff" or "line manager"
    visits: Sequence[Visit] = field(default_factory=tuple)


def wanted_at(visit: Visit, before: str = "") -> str:
    """The name of the address that a visit must come to, or nothing where any will do.

    before: where the visit before it came to. A form that is sent empty stays at its address.
    """
    if visit.at or visit.empty:
        return visit.at or before
    if not visit.path or visit.acts:
        return ""
    path = visit.path
    for place, address in PLACES.items():
        path = re.sub(place, address, path)
    return view_at(urljoin("http://portal.example/", path))


def view_at(address: str) -> str:
    """The name of the view at an address or path; nothing where there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def together(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each person once, with all that they come to see: nobody is at two browsers at once."""
    people: dict[str, Role] = {}
    for role in roles:
        before = people.get(role.name, Role(role.name, role.kind))
        assert before.kind == role.kind, f"{role.name} is of two kinds"
        people[role.name] = replace(role, visits=(*before.visits, *role.visits))
    return tuple(people.values())


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


def fill(label: str, text: str) -> Act:
    """Write into the box with this label and stay there."""

    def act(page: Page) -> None:
        page.get_by_label(label, exact=True).fill(text)

    return act


def go(path: str) -> Act:
    """Go to an address."""

    def act(page: Page) -> None:
        page.goto(path)

    return act


def tick(label: str) -> Act:
    """Tick the box or button with this label and stay there."""

    def act(page: Page) -> None:
        page.get_by_label(label, exact=True).check()

    return act


def pick(label: str, option: str) -> Act:
    """Choose in the list with this label and stay there."""

    def act(page: Page) -> None:
        page.get_by_label(label, exact=True).select_option(label=option)

    return act


def tick_first_row() -> Act:
    """Tick the first row of a list of staff and stay there."""

    def act(page: Page) -> None:
        page.locator("input[name=_selected_action]").first.check()

    return act


def open_mail(to: str, subject: str, part: str) -> Act:
    """Follow the link with `part` in the newest email to somebody about something."""

    def act(page: Page) -> None:
        page.goto(Mailbox(page).link(to, subject, part))

    return act


def choose_file(name: str, content: str) -> Act:
    """Choose a file with this content in the page's first file box and stay there."""

    def act(page: Page) -> None:
        file: FilePayload = {
            "name": name,
            "mimeType": "text/csv",
            "buffer": content.encode(),
        }
        page.locator("main input[type=file]").set_input_files(file)

    return act


def sign_in_as(username: str) -> Act:
    """Give a name of the demonstration and its password."""

    def act(page: Page) -> None:
        page.locator("main input[name=login]").fill(username)
        page.locator("main input[name=password]").fill(PASSWORD)
        press("Sign in")(page)

    return act


def give_password(page: Page) -> None:
    """Give the password again where the portal asks for it."""
    page.locator("main input[name=password]").fill(PASSWORD)
    press("Confirm")(page)


def give_password_if_asked(page: Page) -> None:
    """The same, unless it was given a moment ago."""
    if view_at(page.url).endswith("reauthenticate"):
        give_password(page)


def start_if_asked(page: Page) -> None:
    """Start the application, unless that was done before."""
    if not page.url.endswith("/tasks/"):
        press("Start now")(page)


def check_first(*answers: Act) -> Act:
    """From a draft's task list through its check of eligibility, unless that was done: nothing is
    written before it."""

    def act(page: Page) -> None:
        link = page.get_by_role("link", name="Eligibility check", exact=True)
        task = page.locator("li.govuk-task-list__item").filter(has=link)
        if "Completed" in task.inner_text():
            return
        link.click()
        for one in (press("Start now"), *answers, press("Use these answers in your application")):
            one(page)

    return act


AS_CONFIRMED_STAFF = check_first(
    choose("Met police staff"), choose("Yes"), give_date(3, 6, 2025), choose("No")
)


def confirm_everything(page: Page) -> None:
    """Say of every statement that it is right."""
    for radio in page.get_by_label("Yes, this is right").all():
        radio.check()
    press("Continue")(page)


def both(name: str, path: str = "", *acts: Act, at: str = "") -> Iterator[Visit]:
    """A page with a form, then the same after it was sent empty."""
    yield Visit(name, path, acts, at=at)
    yield Visit(f"{name}, sent empty", empty=True)


def check(reference: str, *answers: tuple[str, Act]) -> Iterator[Visit]:
    """The eligibility check from its start, question by question, to its result."""
    yield from _check(f"/vacancies/{reference}/eligibility/", "check_eligibility", answers)


def check_route(route: str, *answers: tuple[str, Act]) -> Iterator[Visit]:
    """The same check of a way to join, without a vacancy."""
    yield from _check(f"/eligibility/check/{route}/", "check_route", answers)


def _check(start: str, name: str, answers: Sequence[tuple[str, Act]]) -> Iterator[Visit]:
    before = press("Start now")
    yield Visit("check: start", start)
    for asked, answer in answers:
        yield from both(f"check: {asked}", "", before, at=f"applicants:{name}_question")
        before = answer
    yield Visit("check: result", "", [before], at=f"applicants:{name}_result")
