"""Django's entry for the daily checks."""

from django.apps import AppConfig


class InvariantsConfig(AppConfig):
    """Daily checks of the data."""

    name = "recruitment.invariants"
    label = "invariants"
    verbose_name = "Daily checks"

    def ready(self) -> None:
        from recruitment.invariants import emails, infrastructure
        from recruitment.invariants.selectors import state_of_checks
        from recruitment.ui.health import register_word
        from recruitment.ui.metrics import register_numbers

        _ = (emails, infrastructure)  # they register themselves when imported
        register_word("daily_checks", state_of_checks)
        register_numbers(
            "portal_emails", "Emails of the outbox.", by="state", tell=infrastructure.email_counts
        )
        register_numbers(
            "portal_email_seconds",
            "How long the email that waits longest is past its time.",
            by="which",
            tell=infrastructure.email_delay,
        )
