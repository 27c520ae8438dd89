"""The package stands on the standard library alone and asks nothing of the world around it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import eligibility

PACKAGE = Path(eligibility.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
# What would make a decision depend on the day, the machine or chance.
WORLD = {"time", "random", "os", "environ", "today", "now", "utcnow", "locale", "socket"}


def imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_uses_the_standard_library_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert imported(tree) <= sys.stdlib_module_names
    if path.name != "__main__.py":
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert (imported(tree) | names) & WORLD == set()


def test_every_public_name_is_there_and_documented() -> None:
    for name in eligibility.__all__:
        found = getattr(eligibility, name)
        if callable(found):
            assert found.__doc__
    assert eligibility.__doc__ is not None
    for name in ("decide", "questions_that_matter", "explain", "recompute", "rules_catalogue"):
        assert name in eligibility.__doc__
