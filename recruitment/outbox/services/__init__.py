"""What the rest of the portal may ask of the outbox."""

from recruitment.outbox.services.forgetting import delete_finished_emails, forget_emails
from recruitment.outbox.services.queueing import (
    ToQueue,
    cancel_emails,
    queue_email,
    queue_emails,
    readdress_emails,
)
from recruitment.outbox.services.resending import try_address_again
from recruitment.outbox.services.turns import wait_for_turn
from recruitment.outbox.services.working import send_due_emails

__all__ = [
    "ToQueue",
    "cancel_emails",
    "delete_finished_emails",
    "forget_emails",
    "queue_email",
    "queue_emails",
    "readdress_emails",
    "send_due_emails",
    "try_address_again",
    "wait_for_turn",
]
