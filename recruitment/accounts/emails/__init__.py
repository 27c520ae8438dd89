"""Every email about an account. The outbox holds ids; links are derived when an email is sent."""

from __future__ import annotations

from importlib import import_module

MODULES = ("links", "notices")


def register() -> None:
    """Imports every module with emails: each class registers itself."""
    for module in MODULES:
        import_module(f"{__name__}.{module}")
    import_module("recruitment.accounts.work_addresses.emails")
    import_module("recruitment.accounts.role_changes.emails")
