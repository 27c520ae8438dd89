"""Django's entry for the outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Email outbox."""

    name = "recruitment.outbox"
    label = "outbox"
    verbose_name = "Email outbox"

    def ready(self) -> None:
        """The words of emails are texts that staff may change."""
        from recruitment.outbox.wording import stored

        stored.register()
