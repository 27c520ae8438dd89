"""Every page of the portal, in every role, against the figures that every page has to meet."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.pages import ROLES
from tests.journeys.portal import ROOT, Portal
from tests.journeys.stages import bring_portal_to_stages
from tests.journeys.visits import view_at
from tests.journeys.walking import Seen, save, walk_everything

VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="module")
def pages(browser_type_launch_args: dict[str, Any], portal: Portal) -> list[Seen]:
    """Every page, seen once; each test below reads one thing off all of them.

    ROLES in the environment, such as "rowan,visitor", walks the pages of those people alone.
    """
    names = os.environ.get("ROLES", "")
    wanted = [role for role in ROLES if not names or role.name in names.split(",")]
    assert wanted, f"There is nobody called {names}."
    bring_portal_to_stages(portal.port)
    return walk_everything(portal.url, wanted, browser_type_launch_args)


def expect_none(wrong: list[str]) -> None:
    """Fails with everything that is wrong, one a line."""
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_page_answers(pages: list[Seen]) -> None:
    expect_none([f"{seen}: {seen.failure}" for seen in pages if seen.failure])
    wrong = [
        f"{seen}: answered {seen.status}, not {seen.wanted_status}"
        for seen in pages
        if seen.status != seen.wanted_status
    ]
    expect_none(wrong)


def test_every_visit_comes_to_its_page(pages: list[Seen]) -> None:
    """Else another page would be looked at in its place, and nobody would know."""
    reached = [seen for seen in pages if seen.status == 200 and seen.wanted_at]
    wrong = [
        f"{seen}: at {seen.path} ({view_at(seen.path)}), not {seen.wanted_at}"
        for seen in reached
        if view_at(seen.path) != seen.wanted_at
    ]
    expect_none(wrong)


def test_axe_finds_nothing(pages: list[Seen]) -> None:
    expect_none([f"{seen}: {one}" for seen in pages for one in seen.axe])


def test_browser_complains_of_nothing(pages: list[Seen]) -> None:
    expect_none([f"{seen}: {one}" for seen in pages for one in seen.complaints])


def test_no_page_is_wider_than_a_small_phone(pages: list[Seen]) -> None:
    expect_none([f"{seen}: {seen.wide}" for seen in pages if seen.wide])
    without = [f"{seen}: {seen.wide_without_script}" for seen in pages if seen.wide_without_script]
    expect_none(without)


def test_every_page_has_one_main_heading(pages: list[Seen]) -> None:
    wrong = [f"{seen}: {seen.headings} h1" for seen in pages if seen.html and seen.headings != 1]
    expect_none(wrong)


def test_every_title_names_one_page(pages: list[Seen]) -> None:
    by_title: dict[tuple[str, str], set[str]] = defaultdict(set)
    for seen in pages:
        if seen.status == 200:  # all pages that are not found look alike on purpose
            by_title[seen.role, seen.title].add(seen.path)
    wrong = [
        f"{role}: “{title}” {sorted(paths)}"
        for (role, title), paths in by_title.items()
        if len(paths) > 1
    ]
    expect_none(wrong)
    expect_none([str(seen) for seen in pages if seen.html and not seen.title.strip()])


def test_a_form_sent_empty_says_so_in_the_title(pages: list[Seen]) -> None:
    wrong = [
        f"{seen}: {seen.title}"
        for seen in pages
        if seen.html and seen.title.startswith("Error: ") is not seen.sent_empty
    ]
    expect_none(wrong)


def test_no_page_says_less_than_what_to_do(pages: list[Seen]) -> None:
    terse = "This field is required"
    expect_none([str(seen) for seen in pages if terse in seen.html])


def test_everything_is_there_without_script(pages: list[Seen]) -> None:
    expect_none([f"{seen}: {one}" for seen in pages for one in seen.hidden_without_script])


def test_html_is_valid(pages: list[Seen], tmp_path: Path) -> None:
    java = shutil.which("java")
    assert java, (
        "The check of the HTML needs Java 17. On Debian: apt-get install default-jre-headless"
    )
    by_name = save(pages, tmp_path)
    checked = subprocess.run(
        [java, "-Xss2m", "-jar", str(VNU), "--format", "json", "--exit-zero-always", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    wrong = [
        f"{by_name[Path(one['url']).name]}: {one['message']} {one.get('extract', '')!r}"
        for one in json.loads(checked.stderr)["messages"]
    ]
    expect_none(wrong)
