"""What a person does with their own profile: fill it in, register, keep it, leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from applicants.eligibility_subjects import BY_ROUTE
from applicants.errors import GuardFailed, Refused
from applicants.register.choices import NO_CLEARANCE, ProfileState
from applicants.register.links import derive_keep_token
from applicants.register.models import RegisterProfile
from applicants.register.periods import LAST_WARNING, last_day_from
from applicants.register.sections import (
    BY_CODE,
    CLEARANCE,
    CONTACT,
    RIGHT_TO_WORK,
    ROLES,
    SECTIONS,
    SERVICE,
    SUMMARY,
    WORK,
    chosen_titles,
    further_problems,
    read_rate,
)
from applicants.sections.checking import problems, without_unasked
from applicants.services.eligibility import preview_decision
from recruitment.accounts.models import User
from recruitment.audit.services import record
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.services import forget_emails, queue_email
from recruitment.ui.content import PRIVACY_NOTICE_VERSION
from recruitment.uploads.services import delete_uploads_of
from vacancies.choices import Route

FILES = "register"  # the kind of owner of a CV


class Barred(Refused):
    """The stated facts bar the person from police staff work; `decided` says why, until when."""

    def __init__(self, decided: Mapping[str, Any]) -> None:
        super().__init__("On the facts you gave, you cannot work in a police staff role now.")
        self.decided = decided


def decide_bar(answers: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """What the rules say of the answers about earlier service, for temporary work in general."""
    return preview_decision(vacancy=BY_ROUTE[Route.TEMPORARY], answers=answers, on=on)


@transaction.atomic
def adopt_draft(*, by: User, answers: Mapping[str, Any], completed: list[str]) -> RegisterProfile:
    """Take over what a person wrote before they signed in: the sections that their own draft does
    not have. On the register nothing changes: what recruiters see is changed there alone.
    """
    profile, _ = own_profile(by)
    new = {code: dict(answers[code]) for code in answers if code in BY_CODE}
    new = {code: given for code, given in new.items() if code not in profile.answers}
    if new and not profile.is_active:
        profile.answers = {**profile.answers, **new}
        done = {*profile.completed, *(code for code in completed if code in new)}
        profile.completed = [code for code in BY_CODE if code in done]
        profile.changed_at = timezone.now()
        profile.save(update_fields=["answers", "completed", "changed_at"])
    return profile


@transaction.atomic
def save_section(
    *, by: User, code: str, answers: Mapping[str, Any], completed: bool
) -> RegisterProfile:
    """Keep one section of the person's own profile. On the register the change counts at once; one
    that is not complete any more, or that the rules bar, takes the profile off it until it is.
    """
    section = BY_CODE[code]
    profile, _ = own_profile(by)
    kept = without_unasked(section, answers) if completed else dict(answers)
    whole = completed and not problems(section, kept) and not any(further_problems(section, kept))
    profile.answers = {**profile.answers, code: kept}
    done = {*profile.completed, code} if whole else set(profile.completed) - {code}
    profile.completed = [one for one in BY_CODE if one in done]
    profile.changed_at = timezone.now()
    if profile.is_active:
        _keep_up(profile)
    profile.save()
    return profile


@transaction.atomic
def register(*, by: User, convictions_read: bool, consents: bool) -> RegisterProfile:
    """Put the person on the register for its period, and write to them. Again changes nothing.

    Raises GuardFailed for what is missing, and Barred with the decision; whatever is unknown about
    earlier service never stops anybody.
    """
    profile, _ = own_profile(by)
    if profile.is_active:
        return profile
    if not (convictions_read and consents):
        raise GuardFailed("Confirm both statements to register.")
    missing = [section.title for section in SECTIONS if section.code not in profile.completed]
    if missing:
        raise GuardFailed(f"Complete these first: {', '.join(missing)}.")
    decided = decide_bar(profile.answers[SERVICE.code], on=timezone.localdate())
    if decided["result"] == "barred":
        raise Barred(decided)
    now, today = timezone.now(), timezone.localdate()
    _write_columns(profile)
    profile.bar_decided = decided
    profile.state = ProfileState.ACTIVE
    profile.convictions_read_at = profile.consented_at = profile.registered_at = now
    profile.privacy_version = PRIVACY_NOTICE_VERSION
    profile.active_until = last_day_from(today)
    profile.changed_at = now
    profile.save()
    record(
        action="register.join",
        by=by,
        target=profile,
        after={"until": profile.active_until, "result": decided["result"]},
    )
    _write(profile, "register_joined", f"{now:%Y%m%d%H%M%S}")
    return profile


@transaction.atomic
def keep_profile(*, profile_id: int) -> date:
    """Stay for another period from today. Whoever calls this holds the link or the account."""
    profile = RegisterProfile.objects.select_for_update(of=("self",)).get(pk=profile_id)
    until = last_day_from(timezone.localdate())
    if profile.is_active and profile.active_until != until:
        before, profile.active_until = profile.active_until, until
        profile.save(update_fields=["active_until"])
        record(
            action="register.keep",
            by=profile.user,
            target=profile,
            before={"until": before},
            after={"until": until},
        )
    return until


@transaction.atomic
def leave_register(*, profile_id: int, lapsed: bool = False) -> bool:
    """Delete the profile with its file, invitations, looks and emails; tell the person so.

    Whoever calls this holds the link or the account, or it is the portal because time is over.
    """
    profile = RegisterProfile.objects.select_for_update(of=("self",)).filter(pk=profile_id).first()
    if profile is None:
        return False
    user = profile.user
    record(
        action="register.lapse" if lapsed else "register.leave",
        by=None if lapsed else user,
        actor_label="system" if lapsed else "",
        target=profile,
    )
    delete_uploads_of(kind=FILES, owner_id=profile.pk, by=None if lapsed else user)
    forget_emails(about=profile.about_key)
    queue_email(
        kind="register_left",
        dedupe_key=f"register_left:{profile.pk}",
        to=user.email,
        ids={"user": user.pk, "lapsed": int(lapsed)},
        about=f"register_left:{profile.pk}",
    )
    profile.delete()
    return True


@transaction.atomic
def warn_before_end(profile_id: int) -> bool:
    """Queue the letter that asks whether to stay, once for each last day and each warning."""
    profile = RegisterProfile.objects.filter(pk=profile_id).first()
    if profile is None:
        return False
    if profile.is_active and profile.active_until is not None:
        days = (profile.active_until - timezone.localdate()).days
        step = "month" if days > LAST_WARNING.days else "week"
        _write(profile, "register_keep", f"{profile.active_until}:{step}")
    else:
        _write(profile, "register_draft_idle", f"{timezone.localdate(profile.changed_at)}")
    return True


def own_profile(by: User) -> tuple[RegisterProfile, bool]:
    """The person's profile, locked; a new draft when there is none."""
    nonce = new_nonce()
    profile, created = RegisterProfile.objects.get_or_create(
        user=by,
        defaults={
            "nonce": nonce,
            "token_hash": hash_token(derive_keep_token(nonce)),
            "changed_at": timezone.now(),
        },
    )
    return RegisterProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk), created


def _keep_up(profile: RegisterProfile) -> None:
    """Bring an active profile in line with its answers, or take it off the register."""
    if all(section.code in profile.completed for section in SECTIONS):
        decided = decide_bar(profile.answers[SERVICE.code], on=timezone.localdate())
        if decided["result"] != "barred":
            profile.bar_decided = decided
            _write_columns(profile)
            return
    profile.state = ProfileState.DRAFT
    record(action="register.pause", by=profile.user, target=profile)


def _write_columns(profile: RegisterProfile) -> None:
    answers = profile.answers
    contact, work = answers[CONTACT.code], answers[WORK.code]
    held = answers[CLEARANCE.code]
    titles = chosen_titles(answers[ROLES.code])
    profile.name, profile.phone = contact["name"], contact["phone"]
    profile.right_to_work = answers[RIGHT_TO_WORK.code]["right_to_work"]
    profile.families = [family.value for family in titles]
    profile.titles = [title for chosen in titles.values() for title in chosen]
    profile.rate = Decimal(read_rate(work["rate"]) or 0)
    profile.rate_unit = work["rate_unit"]
    profile.available_from = date.fromisoformat(work["available_from"])
    profile.areas, profile.hybrid = work["areas"], work["hybrid"]
    holds = held["clearance"] != NO_CLEARANCE
    profile.clearance = held["clearance"] if holds else ""
    profile.clearance_sponsor = held["clearance_sponsor"] if holds else ""
    profile.clearance_until = date.fromisoformat(held["clearance_until"]) if holds else None
    profile.summary = answers.get(SUMMARY.code, {}).get("summary", "")


def _write(profile: RegisterProfile, kind: str, suffix: str) -> None:
    queue_email(
        kind=kind,
        dedupe_key=f"{kind}:{profile.pk}:{suffix}",
        to=profile.user.email,
        ids={"profile": profile.pk},
        about=profile.about_key,
    )
