"""App configurations: the accounts app, and the admin with our own site as its default."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Accounts, roles and standing."""

    name = "recruitment.accounts"
    label = "accounts"
    verbose_name = "People"
    default = True

    def ready(self) -> None:
        from recruitment.accounts import emails, sign_in_holding
        from recruitment.accounts.role_changes import holding as proposed_roles
        from recruitment.accounts.work_addresses import holding as work_addresses

        emails.register()
        work_addresses.register()
        proposed_roles.register()
        sign_in_holding.register()
        post_migrate.connect(make_role_groups, sender=self, dispatch_uid="accounts.sync_roles")


class StaffAdminConfig(admin_apps.AdminConfig):
    """django.contrib.admin with the staff site in the place of the stock one."""

    default_site = "recruitment.accounts.admin_site.StaffAdminSite"
    default = False


def make_role_groups(*, using: str, **kwargs: Any) -> None:
    """After a migration every role has its group."""
    from recruitment.accounts.roles import sync_roles

    sync_roles(using=using)
