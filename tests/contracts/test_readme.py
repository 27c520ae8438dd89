"""What the README says of the code is true."""

from __future__ import annotations

import re
from pathlib import Path

from applicants.diagram import FROM_ANYWHERE, mermaid
from applicants.pipeline import STEPS
from recruitment.accounts.roles import Role

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_diagram_is_the_pipeline():
    drawn = re.search(r"```mermaid\n(.*?)\n```", README, re.DOTALL)
    assert drawn, "README.md has no diagram. Put in what `manage.py draw_pipeline` prints."
    assert drawn.group(1) == mermaid()
    for event in FROM_ANYWHERE:
        assert len(STEPS[event].moves) > 10


def test_every_role_is_explained():
    table = README.split("## Roles")[1].split("## ")[0].lower()
    missing = [role.label for role in Role if role.label.lower() not in table]
    assert missing == []


def test_every_place_of_the_map_exists():
    named = re.findall(r"^\| .+? \| (`[^|]+`[^|]*) \|$", README, re.MULTILINE)
    paths = [path for cell in named for path in re.findall(r"`([a-z_/]+(?:\.[a-z]+)?)`", cell)]
    assert len(paths) > 8
    assert [path for path in paths if not (ROOT / path).exists()] == []
