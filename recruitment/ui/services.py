"""What the furniture changes."""

from __future__ import annotations

from recruitment.ui.models import Feedback


def receive_feedback(*, text: str, page: str) -> Feedback:
    """Keep a reader's words. Only the path of the page is kept: a query may hold a name."""
    path = page.split("?", 1)[0].split("#", 1)[0]
    return Feedback.objects.create(text=text, page=path[:300])
