"""Every email about an application: one frozen dataclass a kind, one text and one HTML template.

No special-category or vetting content, no secret; a restricted vacancy is never named
(domain document 4.3). `register()` is called once, from apps.py.
"""

from __future__ import annotations

from importlib import import_module

MODULES = (
    "accounts",
    "drafts",
    "adverts",
    "changing",
    "eligibility",
    "eligibility_work",
    "progress",
    "selection",
    "interviews",
    "scorecards",
    "adjusting",
    "files",
    "feedback",
    "keeping",
    "offers",
    "reserve",
    "verification",
    "releasing",
    "notices",
)


def register() -> None:
    """Import every module of this package: each class registers itself."""
    for module in MODULES:
        import_module(f"{__name__}.{module}")
