"""Markup in every stored text, read by everybody on every page and in every email."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from applicants.choices import Actor, Event, Status
from applicants.models import (
    AdjustmentsRequest,
    ApplicationSection,
    ConductDeclaration,
    Interview,
    ReserveList,
    SiftScore,
    StatusChange,
)
from recruitment.audit.services import record
from recruitment.outbox.registry import registered_emails
from recruitment.outbox.rendering import render
from tests.contracts.permission_table import expected
from tests.contracts.world import ACTORS, World, address, build_world
from tests.security.emails import ids_of_everything

pytestmark = pytest.mark.django_db

PAYLOAD = "<img src=x>'\"><b>"
LIVE = "<img src=x"
OURS = ("applicants", "vacancies", "ui", "accounts", "outbox")
# Keys, codes and addresses that the portal itself writes.
NOT_TYPED = (
    "password", "username", "email", "reference", "kind", "code", "fact_path", "event", "nonce",
    "token_hash", "actor_label", "dedupe_key", "about", "question", "answer", "ruleset", "path",
    "contact_mailbox", "manager_email", "line_manager_email", "to_address", "from_status",
    "to_status", "result", "family_title",
)  # fmt: skip


def marked(value: Any) -> Any:
    """The value with every text in it replaced."""
    if isinstance(value, dict):
        return {key: marked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [marked(one) for one in value]
    return PAYLOAD if isinstance(value, str) else value


def texts_of(model: type[models.Model]) -> list[str]:
    """The names of the columns that hold what somebody typed."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.generated
        and field.name not in NOT_TYPED
        and not isinstance(field, models.SlugField | models.EmailField)
        and (field.max_length or 99) >= len(PAYLOAD)
        and type(field).__module__.startswith("django.")
    ]


def fill(world: World) -> None:
    """One of every row that pages read, and the payload in every text."""
    sent = world.sent
    answers = dict.fromkeys(
        ("example_1", "given_names", "line_1", "what_interview", "details"), PAYLOAD
    )
    for code in ("competencies", "personal", "address"):
        for one in (sent, world.draft):
            ApplicationSection.objects.create(application=one, code=code, answers=answers)
    ConductDeclaration.objects.create(application=sent, answers={"convictions": PAYLOAD})
    AdjustmentsRequest.objects.create(application=sent, answers={"what_interview": PAYLOAD})
    SiftScore.objects.create(
        application=sent, criterion=sent.vacancy.essential_criteria.get(), score=3,
        marker=world.clients["sifter"].get("/").wsgi_request.user, scored_at=timezone.now(),
    )  # fmt: skip
    Interview.objects.update(result="appointable")
    # Only the list of somebody who extended it holds a reason.
    ReserveList.objects.update(extended_at=timezone.now(), extended_by_id=1, extension_reason="x")
    record(action="test.markup", by=None, actor_label="system", reason=PAYLOAD)
    written = 0
    for model in apps.get_models():
        if model._meta.app_label in OURS and model is not StatusChange and texts_of(model):
            written += model._default_manager.update(**dict.fromkeys(texts_of(model), PAYLOAD))
    assert written > 20
    for vacancy in (world.vacancy, sent.vacancy):
        vacancy.refresh_from_db()
        for name in ("responsibilities", "desirable", "conditions"):
            setattr(vacancy, name, [PAYLOAD] * 3)
        vacancy.assessment_plan = [{"stage": PAYLOAD, "when": PAYLOAD}]
        vacancy.save()
    # History and decisions are never changed, so there is a later one of each.
    StatusChange.objects.create(
        application=sent, sequence=9, event=Event.SIFT_OUT, from_status=Status.SIFT,
        to_status=sent.status, at=timezone.now(), actor_kind=Actor.STAFF, reason=PAYLOAD,
        reason_code="incomplete",
    )  # fmt: skip
    decision = sent.decisions.get()
    rule = {"rule": "internal.employee", "outcome": "needs_evidence", "possible_from": None}
    source = {"document": PAYLOAD, "quote": PAYLOAD}
    rule |= {"text": PAYLOAD, "facts_used": [], "parameters": {}, "source": source}
    decision.pk, decision._state.adding = None, True
    decision.decided = {**decision.decided, "rules": [rule]}
    decision.made_at = timezone.now()
    decision.save()


def test_no_page_brings_typed_markup_to_life() -> None:
    world = build_world()
    fill(world)
    read, alive = 0, []
    for name, codes in expected().items():
        where = address(name, world)
        for actor, code in zip(ACTORS, codes, strict=True):
            if code != 200 or (codes[0] == 200 and actor not in ("anonymous", "owner", "manager")):
                continue
            response = world.clients[actor].get(where)
            pages = [response]
            if "declaration" in name or "adjustments" in name:
                pages.append(world.clients[actor].post(where))
            for page in pages:
                if not page.get("Content-Type", "").startswith("text/html"):
                    continue  # a file for a calendar or a printer has no markup
                read += "&lt;img src=x&gt;" in page.content.decode()
                if LIVE in page.content.decode():
                    alive.append((name, actor))
    assert alive == []
    assert read > 60


def test_no_email_brings_typed_markup_to_life() -> None:
    world = build_world()
    fill(world)
    change = StatusChange.objects.filter(application=world.sent).latest("pk")
    offer = world.sent.offer
    offer.start_on = timezone.localdate()
    offer.save()
    ids = ids_of_everything(world.sent, change, PAYLOAD)
    ids |= {"request": world.request_id, "generation": 1}
    read = 0
    for kind in registered_emails():
        about_one = getattr(kind, "recall", None)
        if about_one is None and kind.kind.startswith("verification_"):
            about_one = kind.load
        if about_one is None:
            continue  # neither about an application nor about its verification
        email = about_one(ids)
        if email is None:
            continue  # nothing of its kind has happened to this application
        html = render(email).html
        assert LIVE not in html, kind.kind
        read += "&lt;img src=x&gt;" in html
    assert read > 25
