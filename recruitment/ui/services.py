"""What the furniture changes."""

from __future__ import annotations

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.audit.services import record
from recruitment.ui.models import Feedback, TextVersion
from recruitment.ui.selectors import TEXTS, newest_version
from recruitment.ui.texts import place_of, tell_listeners


def receive_feedback(*, text: str, page: str) -> Feedback:
    """Keep a reader's words. Only the path of the page is kept: a query may hold a name."""
    path = page.split("?", 1)[0].split("#", 1)[0]
    return Feedback.objects.create(text=text, page=path[:300])


class TextChanged(Exception):
    """Somebody else has written a version since this one was opened."""


@transaction.atomic
def write_text(*, key: str, text: str, note: str, seen: int, by: User) -> TextVersion:
    """Write a new version of a text; pages show it at once.

    `seen` is the version that the writer began from, 0 for the default. Raises PermissionDenied,
    ValidationError for a text that is too long or cannot stand there, TextChanged if it is not the
    newest any more, and KeyError for a place that does not exist.
    """
    return _write(place_of(key).key, text, note, seen, by, None)


@transaction.atomic
def restore_text(*, version_id: int, by: User) -> TextVersion:
    """Make an earlier version the newest again, as a version of its own. Raises as `write_text`."""
    old = TextVersion.objects.get(pk=version_id)
    seen = newest_version(place_of(old.key).key)
    return _write(old.key, old.text, "", seen, by, old)


@transaction.atomic
def restore_default(*, key: str, by: User) -> TextVersion:
    """Go back to the words in the code, as a version of its own. Raises as `write_text`."""
    return _write(
        key, place_of(key).default, "Back to the first words", newest_version(key), by, None
    )


def _write(
    key: str, text: str, note: str, seen: int, by: User, restored: TextVersion | None
) -> TextVersion:
    if not has_right(by, Right.EDIT_TEXTS):
        raise PermissionDenied("Only people who edit texts may do this.")
    _wait_for_key(key)
    if newest_version(key) != seen:
        raise TextChanged
    version = TextVersion(
        key=key,
        text=text.replace("\r\n", "\n").strip(),
        note=note.strip(),
        written_by=by,
        restored_from=restored,
    )
    version.full_clean()
    check = place_of(key).check
    if check is not None:
        check(version.text)
    version.save()
    record(
        action="text.restore" if restored else "text.write",
        by=by,
        target=version,
        before={"version": seen},
        after={"key": key, "version": version.pk},
    )
    transaction.on_commit(_show_at_once, robust=True)
    return version


def _show_at_once() -> None:
    cache.delete(TEXTS)
    tell_listeners()


def _wait_for_key(key: str) -> None:
    """One writer at a time for a text, also for its very first version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [key])
