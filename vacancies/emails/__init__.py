"""The emails about adverts: one frozen dataclass a kind. `register()` is called from apps.py."""

from __future__ import annotations

from importlib import import_module

MODULES = ("documents", "life")


def register() -> None:
    """Import every module of this package: each class registers itself."""
    for module in MODULES:
        import_module(f"{__name__}.{module}")
