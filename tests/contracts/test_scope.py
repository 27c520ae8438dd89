"""Nothing of another team's work shows to those who are limited to their teams, in any page of the
staff: lists, counts, search, filters, autocomplete, actions, history, reports and exports.

Every page that somebody reaches by its links is read before another team has anything, and again
afterwards: it must be the same, to the last number.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from urllib.parse import parse_qsl, urljoin, urlsplit
from zipfile import ZipFile

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.desk.models import BulkItem
from applicants.models import Application
from recruitment.accounts.models import User
from recruitment.accounts.roles import RIGHTS, Right, Role
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.staff.world import make_member
from tests.contracts.scope_world import Team, plant
from tests.contracts.urls import named_addresses
from vacancies.choices import TeamRole
from vacancies.models import TeamMember

LIMITED = [role for role in Role if Right.SEE_ALL_VACANCIES not in RIGHTS[role]]
HREF = re.compile(r'(?:href|action)="([^"#]*)')
KEY = re.compile(
    r"/(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d+|(?<=textversion/)[^/]+|(?<=previews/)[^/]+"
    r"|(?<=words/)[^/]+)(?=/)"
)
# The way back to a list; the same numbers as in the file of the other form.
LEFT_OUT = re.compile(r"logout|_changelist_filters|_facets|/views/|/xlsx/|/columns/")
# What differs between any two answers, whatever they show.
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')
LISTS = "applicants_application", "applicants_interviewslot", "applicants_prepareddecision"
LISTS += "applicants_release", "applicants_reservelist", "vacancies_vacancy"
LISTS += ("advert_templates_adverttemplate",)
OPENED = (Status.SIFT, Status.INT_DONE, Status.OFFER_FINAL)
APPLICATIONS = "/staff/applicants/application/"
MANY = f"{APPLICATIONS}many/"


class Reader:
    """One member of staff in a browser."""

    def __init__(self, role: Role, mine: Team) -> None:
        self.role = role
        user = make_staff(role, username=f"scope.{role}")
        team_role = role if role in TeamRole.values else TeamRole.RECRUITER
        TeamMember.objects.create(vacancy=mine.vacancy, user=user, role=team_role)
        self.client = client_with_second_factor(user)

    def read(self, path: str) -> str:
        """The words of a page, and "" for one that is closed."""
        answer = self.client.get(path)
        if answer.status_code != 200:
            return ""
        if answer["Content-Type"].endswith(".sheet"):
            return words_of_sheets(answer.content)
        return CHANGING.sub("", unescape(answer.text))

    def walk(self, *starts: str) -> dict[str, str]:
        """Every staff page that links lead to from the first page and from `starts`, by address."""
        waiting, pages = deque(["/staff/", *starts]), {}
        seen = {kind_of("/staff/")}
        while waiting:
            path = waiting.popleft()
            pages[path] = self.read(path)
            for link in HREF.findall(pages[path]):
                to = urljoin(path, link)
                if worth_a_visit(to) and kind_of(to) not in seen:
                    seen.add(kind_of(to))
                    waiting.append(to)
        return pages


def words_of_sheets(content: bytes) -> str:
    """What a spreadsheet holds; its file names and times are no words of anybody."""
    with ZipFile(BytesIO(content)) as file:
        sheets = [name for name in sorted(file.namelist()) if name.startswith("xl/")]
        return "\n".join(unescape(file.read(name).decode()) for name in sheets)


def worth_a_visit(path: str) -> bool:
    """A page of the staff with at most one question in its address."""
    parts = urlsplit(path)
    if not parts.path.startswith("/staff/") or parts.netloc or LEFT_OUT.search(path):
        return False
    return len(parse_qsl(parts.query)) <= 1


def kind_of(path: str) -> str:
    """Of one kind of page one is enough; of a list each question, and each vacancy of it."""
    parts = urlsplit(path)
    asked = [f"{k}={v}" if k == "vacancy" else k for k, v in parse_qsl(parts.query)]
    return KEY.sub("/#", parts.path) + "?" + "&".join(asked)


@pytest.fixture
def colleague(db: None) -> Iterator[User]:
    """Of the other team, and there from the start: staff may name any colleague."""
    with time_machine.travel(timezone.now(), tick=False):
        yield make_member(Role.RECRUITER)


@pytest.fixture
def mine(colleague: User) -> Team:
    return plant("Magpie", "MPS-26-9801", make_member(Role.RECRUITER))


def test_who_is_limited_to_teams() -> None:
    assert set(LIMITED) == {
        Role.RECRUITER, Role.VACANCY_HOLDER, Role.SIFTER, Role.PANEL_CHAIR, Role.PANEL_MEMBER,
        Role.REGISTER_RECRUITER, Role.CONTENT_EDITOR,
    }  # fmt: skip


def test_nothing_of_another_team_shows_anywhere(mine: Team, colleague: User) -> None:
    readers = [Reader(role, mine) for role in LIMITED]
    cases = [
        reverse("admin:applicants_application_case", args=[one.pk])
        for one in mine.by_stage.values()
    ]
    # A case links to what its stage allows: the recruiter, who does most, begins from all of them.
    before = {
        reader.role: reader.walk(*(cases if reader.role is Role.RECRUITER else []))
        for reader in readers
    }
    other = plant("Zanzibar", "MPS-26-9802", colleague)
    leaks = [leak for reader in readers for leak in leaks_to(reader, before[reader.role], other)]
    assert leaks == []
    the_walk_went_everywhere(before, mine)


def test_a_leak_that_is_planted_is_reported(
    mine: Team, colleague: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checker itself: with the scope of the list taken away it names role, page and words."""
    reader = Reader(Role.RECRUITER, mine)
    before = {path: reader.read(path) for path in (APPLICATIONS, "/staff/vacancies/vacancy/")}
    other = plant("Zanzibar", "MPS-26-9802", colleague)
    assert leaks_to(reader, before, other) == []
    monkeypatch.setattr(
        "applicants.admin.applications.applications_for_staff",
        lambda user, **given: Application.objects.select_related("candidate__user", "vacancy"),
    )
    found = leaks_to(reader, before, other)
    assert {role for role, _, _ in found} == {Role.RECRUITER}
    assert APPLICATIONS in {path for _, path, _ in found}
    searched = {what for _, path, what in found if path == f"{APPLICATIONS}?q={other.word}"}
    assert {one.reference for one in other.by_stage.values()} <= searched


def leaks_to(reader: Reader, before: dict[str, str], other: Team) -> list[tuple[Role, str, str]]:
    """Pages that are not what they were, or show, open or do something of another team's."""
    found = []
    open_before = {path: words for path, words in before.items() if words}
    for path, words in open_before.items():
        now = reader.read(path)
        if now != words:
            found.append((path, difference(words, now)))
    for path in asked_by_hand(other):
        if path.partition("?")[0] in open_before:
            found += [(path, mark) for mark in shown(reader, path, other)]
    found += [(path, "opens") for path in pages_of(other) if reader.read(path)]
    found += [(path, "is done") for path in done_with(reader, other)]
    return [(reader.role, path, what) for path, what in found]


def the_walk_went_everywhere(before: dict[Role, dict[str, str]], mine: Team) -> None:
    """So that the test could fail: what is theirs was on these pages."""
    recruiter = before[Role.RECRUITER]
    for start in (
        "/staff/", APPLICATIONS, "/staff/applicants/interviewslot/",
        "/staff/applicants/prepareddecision/", "/staff/applicants/release/",
        "/staff/applicants/reservelist/",
        "/staff/vacancies/vacancy/",
    ):  # fmt: skip
        assert mine.word in recruiter[start], start
    for part in (f"?vacancy={mine.vacancy.pk}", "/csv/", "/history/", "/case/", "/life/"):
        assert any(part in path and words for path, words in recruiter.items()), part
    opened = {role: sum(map(bool, pages.values())) for role, pages in before.items()}
    assert {role for role, count in opened.items() if count >= 40} == {
        Role.RECRUITER, Role.REGISTER_RECRUITER, Role.VACANCY_HOLDER, Role.PANEL_CHAIR,
        Role.CONTENT_EDITOR,
    }  # fmt: skip
    assert min(opened.values()) >= 8


def difference(before: str, now: str) -> str:
    """The first lines that are not the same."""
    old = set(before.splitlines())
    return " | ".join([line.strip() for line in now.splitlines() if line not in old][:3])[:300]


def asked_by_hand(other: Team) -> list[str]:
    """Searches for another team's words, and filters by its keys, on every list."""
    sent = next(iter(other.by_stage.values()))
    questions = [f"q={text}" for text in (other.word, other.vacancy.reference, sent.reference)]
    questions += [f"vacancy={other.vacancy.pk}", f"vacancy__title__startswith={other.word[:4]}"]
    lists = [reverse(f"admin:{name}_changelist") for name in LISTS]
    reports = ["/staff/reports/funnel/", "/staff/reports/funnel/csv/"]
    return [f"{path}?{question}" for path in [*lists, *reports] for question in questions]


def shown(reader: Reader, path: str, other: Team) -> list[str]:
    """Another team's marks on a page, without the reader's own question."""
    asked = parse_qsl(urlsplit(path).query)[0][1]
    words = reader.read(path).replace(asked, "")
    return [mark for mark in other.marks() if mark in words]


def pages_of(other: Team) -> list[str]:
    """Every page about one thing of another team."""
    keys = {
        "admin:applicants_interviewslot_": other.slot.pk,
        "admin:applicants_prepareddecision_": other.prepared.pk,
        "admin:applicants_release_": other.release.pk,
        "admin:applicants_reservelist_": other.reserve_list.pk,
        "admin:advert_templates_adverttemplate_": other.template_id,
        "admin:vacancies_vacancy_": other.vacancy.pk,
    }
    found = []
    for name in named_addresses():
        key = next((key for start, key in keys.items() if name.startswith(start)), None)
        plain = name.rsplit("_", 1)[-1]
        if key is not None and plain in ("change", "history", "life", "copy", "withdraw", "extend"):
            found.append(reverse(name, args=[key]))
        if name.startswith("admin:applicants_application_") and plain in (
            "case", "history", "change", "offer", "interview", "result", "feedback", "note", "task",
            "score", "defer", "assign",
        ):  # fmt: skip
            found += [reverse(name, args=[other.by_stage[stage].pk]) for stage in OPENED]
    return found


def done_with(reader: Reader, other: Team) -> list[str]:
    """Many at once on another team's rows, where they were taken up."""
    chosen = [str(one.pk) for one in other.by_stage.values()]
    for which, query in (("page", ""), ("all", f"vacancy={other.vacancy.pk}")):
        data = {"do": "start_sift", "which": which, "query": query, "_selected_action": chosen}
        reader.client.post(MANY, data)
    items = BulkItem.objects.filter(application__in=[one.pk for one in other.by_stage.values()])
    taken = [MANY] if items.exists() else []
    return taken
