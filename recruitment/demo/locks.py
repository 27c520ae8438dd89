"""The hashed requirement files, made from the one list in pyproject.toml.

`make lock` writes them; `make check` compiles them again and compares, keeping every version that
the list still allows, so that a new release on the registry changes nothing. No file names a
registry: mirrors are a matter of the machine.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from recruitment.demo.places import PROJECT
from recruitment.demo.steps import run_step

REQUIREMENTS = PROJECT / "requirements"
FLAGS = (
    "--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate",
    "--python-version", "3.11", "--quiet",
)  # fmt: skip
PYPROJECT = "pyproject.toml"
SOURCES = {
    "bootstrap.txt": ("--group", f"{PYPROJECT}:bootstrap"),
    "node.txt": ("--group", f"{PYPROJECT}:node"),
    "base.txt": (PYPROJECT,),
    "production.txt": (PYPROJECT, "--extra", "production"),
    "embedded.txt": (PYPROJECT, "--extra", "production", "--extra", "embedded"),
    "dev.txt": (
        PYPROJECT, "--extra", "production", "--extra", "embedded", "--extra", "dev",
    ),
}  # fmt: skip


def main(arguments: Sequence[str], *, uv: Sequence[str], environment: Mapping[str, str]) -> int:
    """`--check` compares, `--upgrade` takes newer versions, nothing writes what changed."""
    checking = "--check" in arguments
    stale = []
    with tempfile.TemporaryDirectory() as temporary:
        for name, sources in SOURCES.items():
            target = REQUIREMENTS / name
            draft = Path(temporary) / name
            if target.exists() and "--upgrade" not in arguments:
                shutil.copy(target, draft)  # uv keeps the versions it finds in its output file
            run_step(
                [*uv, "pip", "compile", *sources, *FLAGS, "--output-file", str(draft)],
                doing=f"The locking of requirements/{name}",
                env=environment,
            )
            if not target.exists() or draft.read_text() != target.read_text():
                stale.append(name)
                if not checking:
                    shutil.copy(draft, target)
                    print(f"Wrote requirements/{name}")
    if checking and stale:
        files = ", ".join(f"requirements/{name}" for name in stale)
        print(f"Not in step with pyproject.toml: {files}. Run `make lock`.", file=sys.stderr)
        return 1
    print("The locks are in step with pyproject.toml.")
    return 0
