"""What recruiters of the register do: look at a profile, and invite; and the person's answer."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from applicants.errors import Refused
from applicants.register.choices import InvitationState
from applicants.register.links import derive_invitation_token
from applicants.register.matching import Match
from applicants.register.models import Invitation, RegisterLook, RegisterProfile
from applicants.register.selectors import on_register
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, roles_of
from recruitment.audit.services import record
from recruitment.outbox.links import hash_token, new_nonce
from recruitment.outbox.services import queue_email
from vacancies.models import Vacancy
from vacancies.policies import check_may


@transaction.atomic
def note_look(*, by: User, profile: RegisterProfile, vacancy: Vacancy) -> None:
    """Write down that somebody looked: for the audit, and for the person by role and day.

    Raises PermissionDenied without the right, or outside the team of the opening.
    """
    check_may(by=by, right=Right.USE_REGISTER, vacancy=vacancy)
    show_look(by=by, profile=profile)
    record(action="register.look", by=by, target=profile, after={"vacancy": vacancy.reference})


def show_look(*, by: User, profile: RegisterProfile) -> None:
    """Let the person see that somebody looked today, by role; again on a day adds nothing."""
    role = min((role.label for role in roles_of(by)), default="Staff")
    RegisterLook.objects.get_or_create(
        profile=profile, by=by, on=timezone.localdate(), defaults={"role": role}
    )


def note_list(*, by: User, vacancy: Vacancy) -> None:
    """Write into the audit log that somebody read who matches an opening. Raises PermissionDenied.

    It names people with what they ask for; the people themselves see who opened their profile.
    """
    check_may(by=by, right=Right.USE_REGISTER, vacancy=vacancy)
    record(action="register.list", by=by, after={"vacancy": vacancy.reference})


@transaction.atomic
def invite(*, by: User, match: Match, vacancy: Vacancy, message: str) -> Invitation:
    """Invite somebody to talk about an opening, once; the reasons of the match are kept.

    Raises Refused if they have been invited or left, or the opening does not take people now.
    """
    check_may(by=by, right=Right.USE_REGISTER, vacancy=vacancy)
    profile = _lock(match.profile.pk, on_register(timezone.localdate()))
    if profile is None:
        raise Refused("This person is not on the register any more.")
    if not vacancy.accepts_applications_at(timezone.now()):
        raise Refused("This opening is closed, so nobody can be invited to it.")
    if profile.invitations.filter(vacancy=vacancy).exists():
        raise Refused("This person has been invited to this opening already.")
    nonce = new_nonce()
    invitation = Invitation.objects.create(
        profile=profile,
        vacancy=vacancy,
        invited_by=by,
        message=message.strip(),
        reasons=[reason.text for reason in match.reasons if reason.fits],
        nonce=nonce,
        token_hash=hash_token(derive_invitation_token(nonce)),
        sent_at=timezone.now(),
    )
    record(action="register.invite", by=by, target=profile, after={"vacancy": vacancy.reference})
    _write(invitation, "register_invitation", profile.user.email)
    return invitation


@transaction.atomic
def answer_invitation(*, invitation_id: int, accept: bool, reply: str = "") -> InvitationState:
    """Say yes or no, once. Whoever calls this holds the link or the account.

    The recruiters' mailbox is told that there is an answer; the answer itself is in the staff site.
    Raises Refused for somebody who left at the same moment, and for a yes to what has been
    withdrawn: it would show the person's telephone number for nothing.
    """
    seen = Invitation.objects.only("profile_id").filter(pk=invitation_id).first()
    if seen is None or _lock(seen.profile_id) is None:
        raise Refused("You are not on the register any more.")
    invitation = Invitation.objects.select_related("profile__user", "vacancy").get(pk=invitation_id)
    if invitation.state != InvitationState.SENT:
        return InvitationState(invitation.state)
    if accept and invitation.is_withdrawn:
        raise Refused("This opening has been withdrawn, so there is nothing to talk about.")
    invitation.state = InvitationState.ACCEPTED if accept else InvitationState.DECLINED
    invitation.answered_at, invitation.reply = timezone.now(), reply.strip()
    invitation.save(update_fields=["state", "answered_at", "reply"])
    record(
        action=f"register.{invitation.state}",
        by=invitation.profile.user,
        target=invitation.profile,
        after={"vacancy": invitation.vacancy.reference},
    )
    if accept:
        _write(invitation, "register_accepted", invitation.profile.user.email)
    _write(invitation, "register_answer", invitation.vacancy.contact_mailbox)
    return InvitationState(invitation.state)


def note_contact(*, by: User, invitation: Invitation) -> None:
    """Write down that somebody read how to reach a person who accepted. Raises PermissionDenied."""
    check_may(by=by, right=Right.USE_REGISTER, vacancy=invitation.vacancy)
    record(
        action="register.read_contact",
        by=by,
        target=invitation.profile,
        after={"vacancy": invitation.vacancy.reference},
    )


def require_register(by: User) -> None:
    """Raises PermissionDenied for whoever does not work with the register."""
    check_may(by=by, right=Right.USE_REGISTER)


def _lock(profile_id: int, *conditions: Q) -> RegisterProfile | None:
    """The profile, which everybody waits for who invites, answers or leaves; None once it is gone
    or does not fit the conditions."""
    rows = RegisterProfile.objects.select_for_update(of=("self",))
    return rows.filter(*conditions, pk=profile_id).first()


def _write(invitation: Invitation, kind: str, to: str) -> None:
    queue_email(
        kind=kind,
        dedupe_key=f"{kind}:{invitation.pk}",
        to=to,
        ids={"invitation": invitation.pk},
        about=invitation.profile.about_key,
    )
