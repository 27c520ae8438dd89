"""Django's entry for the audit log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only log."""

    name = "recruitment.audit"
    label = "audit"
    verbose_name = "Audit log"
