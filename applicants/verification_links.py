"""The secret link of a line manager's verification (security document, checks 1 and 4).

The token is derived from a 128-bit nonce, the request's id and its generation
(`recruitment.outbox.links`). Raising the generation (on resend or a new address) kills the old
link.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from applicants.choices import Status, VerificationState
from applicants.models import VerificationRequest
from recruitment.outbox.links import derive_link_token, hash_to_find


def derive_token(*, nonce: str, request_id: int, generation: int) -> str:
    """The 256-bit token as 43 URL-safe characters."""
    return derive_link_token(purpose="verify", message=f"{nonce}:{request_id}:{generation}")


def token_of(request: VerificationRequest) -> str:
    """The request's current token."""
    return derive_token(nonce=request.nonce, request_id=request.pk, generation=request.generation)


def link_path(request: VerificationRequest) -> str:
    """The path of the request's link."""
    return reverse("verification:open", args=[token_of(request)])


def find_open_request(token: str, *, at: datetime) -> VerificationRequest | None:
    """The request that `token` opens at `at`, or None.

    Unknown, malformed, expired, answered, resent and withdrawn all give the same None after the
    same single query, so that an answer tells nothing about which it was.
    """
    return (
        VerificationRequest.objects.select_related(
            "application__candidate__user", "application__vacancy"
        )
        .filter(
            token_hash=hash_to_find(token),
            state=VerificationState.OPEN,
            expires_at__gt=at,
            application__status=Status.LM_VERIFY,
        )
        .first()
    )
