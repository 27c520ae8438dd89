"""Answers on their way to the register: in the profile of somebody signed in, else in the session.

An account is asked for only at the end. What was typed before waits in this browser's session,
encrypted, and becomes the profile's draft as soon as somebody signs in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import InvalidToken
from django.http import HttpRequest
from django.utils import timezone

from applicants import eligibility_session
from applicants.eligibility_subjects import BY_ROUTE
from applicants.models.fields import EncryptedJSONField
from applicants.register.models import RegisterProfile
from applicants.register.sections import BY_CODE, SECTIONS, SERVICE
from applicants.register.services import adopt_draft, decide_bar, save_section
from recruitment.accounts.models import User
from vacancies.choices import Route

KEY = "register_draft"
_sealed = EncryptedJSONField()


@dataclass(slots=True)
class Draft:
    """The answers by section, which sections are completed, and the profile once there is one."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    completed: list[str] = field(default_factory=list)
    profile: RegisterProfile | None = None

    @property
    def is_active(self) -> bool:
        """Already on the register: changes count at once."""
        return self.profile is not None and self.profile.is_active

    @property
    def bar(self) -> dict[str, Any] | None:
        """The decision by which the answers about earlier service stop the person today, if so."""
        if SERVICE.code not in self.completed:
            return None
        decided = decide_bar(self.answers[SERVICE.code], on=timezone.localdate())
        return decided if decided["result"] == "barred" else None

    @property
    def is_whole(self) -> bool:
        """Every section is completed."""
        return all(section.code in self.completed for section in SECTIONS)


def load_draft(request: HttpRequest) -> Draft:
    """What there is. Reads only; what waits in the session is shown until `adopt` takes it over."""
    waiting = _from_session(request)
    if not isinstance(request.user, User):
        return waiting
    profile = RegisterProfile.objects.filter(user=request.user).first()
    if profile is None:
        return waiting
    if profile.is_active:
        return Draft(profile.answers, profile.completed, profile)
    new = [code for code in waiting.completed if code not in profile.answers]
    return Draft(
        {**waiting.answers, **profile.answers},
        [code for code in BY_CODE if code in (*profile.completed, *new)],
        profile,
    )


def adopt(request: HttpRequest) -> None:
    """Give what was typed signed out to the person who has signed in; call it on a POST."""
    waiting = _from_session(request)
    if isinstance(request.user, User) and waiting.answers:
        adopt_draft(by=request.user, answers=waiting.answers, completed=waiting.completed)
        del request.session[KEY]


def forget_typed(request: HttpRequest) -> None:
    """Drop what waits in this browser's session."""
    request.session.pop(KEY, None)


def save_answers(
    request: HttpRequest, code: str, answers: dict[str, Any], *, completed: bool
) -> Draft:
    """Keep one section, wherever this reader's draft is."""
    adopt(request)
    if isinstance(request.user, User):
        profile = save_section(by=request.user, code=code, answers=answers, completed=completed)
        return Draft(profile.answers, profile.completed, profile)
    draft = _from_session(request)
    draft.answers[code] = answers
    draft.completed = with_section(draft.completed, code, completed)
    kept = {"answers": draft.answers, "completed": draft.completed}
    request.session[KEY] = _sealed.get_prep_value(kept)
    return draft


def with_section(sections: list[str], code: str, completed: bool) -> list[str]:
    """The completed sections after one was saved."""
    return [one for one in BY_CODE if (completed if one == code else one in sections)]


def answers_to_start_with(request: HttpRequest, draft: Draft, code: str) -> dict[str, Any]:
    """Saved answers; those of the eligibility check of this route are not asked again."""
    saved = draft.answers.get(code)
    if saved is not None or code != SERVICE.code:
        return dict(saved or {})
    checked = eligibility_session.load(request, BY_ROUTE[Route.TEMPORARY])
    return {name: checked[name] for name in SERVICE.codes if name in checked}


def _from_session(request: HttpRequest) -> Draft:
    kept = request.session.get(KEY)
    if kept is None:
        return Draft()
    try:
        found: Any = _sealed.from_db_value(kept, None, None)
    except InvalidToken:  # the keys were changed in the meantime
        return Draft()
    return Draft(found["answers"], found["completed"])
