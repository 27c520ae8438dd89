"""What must be true of applications every day; `recruitment/invariants/` runs it and tells staff.

Each module holds the checks of one part. `register()` is called once, from apps.py.
"""

from __future__ import annotations

from importlib import import_module

MODULES = ("ways", "offers", "people", "reserve", "telling")


def register() -> None:
    """Make every check known."""
    for name in MODULES:
        import_module(f"applicants.invariants.{name}")
