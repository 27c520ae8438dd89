"""Django's entry for the outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Email outbox."""

    name = "recruitment.outbox"
    label = "outbox"
    verbose_name = "Email outbox"
