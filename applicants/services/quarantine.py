"""Telling a person that the virus check locked a file of theirs."""

from __future__ import annotations

from applicants.models import Application, Candidate, EligibilityWork
from applicants.models.eligibility_work import FILES_OF_WORK
from applicants.selectors.lists import APPLICATION, PROFILE
from recruitment.accounts.models import User
from recruitment.outbox.services import queue_email
from recruitment.uploads.models import StoredFile


def tell_of_quarantine(file: StoredFile) -> None:
    """Queue the email to whose file it is, in the transaction that locks the file.

    One email a file. A file whose owner is gone by now tells nobody.
    """
    if file.owner_kind == PROFILE:
        candidate = Candidate.objects.select_related("user").filter(pk=file.owner_id).first()
        if candidate is not None:
            about = f"candidate:{candidate.pk}"
            tell_user_of_quarantine(file, user=candidate.user, place="profile", about=about)
        return
    application = _application_of(file)
    if application is not None:
        _queue(file, application.candidate.email, application.about, application=application.pk)


def tell_user_of_quarantine(file: StoredFile, *, user: User, place: str, about: str) -> None:
    """The same for a file outside an application; `place` is one that the email knows."""
    _queue(file, user.email, about, user=user.pk, place=place)


def _application_of(file: StoredFile) -> Application | None:
    rows = Application.objects.select_related("candidate__user")
    if file.owner_kind == APPLICATION:
        return rows.filter(pk=file.owner_id).first()
    if file.owner_kind == FILES_OF_WORK:
        work = EligibilityWork.objects.filter(pk=file.owner_id)
        return rows.filter(pk__in=work.values("application_id")).first()
    return None


def _queue(file: StoredFile, to: str, about: str, **ids: object) -> None:
    if not to:  # an account that was closed
        return
    queue_email(
        kind="file_quarantined",
        dedupe_key=f"file_quarantined:{file.pk}",
        to=to,
        ids={
            "file": str(file.pk),
            **{key: one if isinstance(one, int) else str(one) for key, one in ids.items()},
        },
        about=about,
    )
