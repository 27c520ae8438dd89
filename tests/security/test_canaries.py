"""A whole way with values that stand nowhere else, and then every place they must not be in."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from smtplib import SMTPRecipientsRefused
from typing import Any
from unittest.mock import Mock

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from applicants.choices import Status
from applicants.models import (
    AdjustmentsRequest,
    Application,
    ConductDeclaration,
    FeedbackRequest,
    InterviewWish,
    StatusChange,
)
from applicants.sections import sections_for
from applicants.sections.catalogue import Kind
from applicants.services.offering import reply_to_offer
from applicants.views import after, section_page
from recruitment.access.logs import MaskTokensFilter, json_formatter
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.broker import publish
from recruitment.outbox import tasks as outbox_tasks
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.services import nudging, send_due_emails
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.candidate.world import posted, section_url, url
from tests.applicants.factories import CONFIRMED_STAFF, make_application, make_vacancy
from tests.applicants.staff.world import prepare
from tests.security.redis_watch import listening

pytestmark = pytest.mark.django_db

PASSWORD = "Canarypassword lantern 41"
CANARIES = {
    "given names": "Canarygiven",
    "family name": "Canaryfamily",
    "line 1": "7 Canarystreet",
    "answer": "Canaryanswer",
    "search": "canarysearch",
    "password": "Canarypassword",
    "wrong password": "canarywrong",
    "username": "canary.user",
    "email": "canary.mail@applicant.example",
    "manager": "Canarymanager",
    "manager's email": "canary.boss@met.example",
    "comment": "Canarycomment",
    "feedback": "canaryfeedback",
}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What every logger writes from INFO on, as the settings' handler would print it."""
    buffer = io.StringIO()
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(json_formatter())
    handler.addFilter(MaskTokensFilter())
    root, quiet = logging.getLogger(), ("django.server", "django.request")
    before = root.level
    root.setLevel(logging.INFO)
    for logger in (root, *map(logging.getLogger, quiet)):
        logger.addHandler(handler)
    yield buffer
    for logger in (root, *map(logging.getLogger, quiet)):
        logger.removeHandler(handler)
    root.setLevel(before)


def link_in_last_email(pattern: str) -> str:
    send_due_emails()
    found = re.search(pattern, str(mail.outbox[-1].body))
    assert found is not None
    return found[0]


def register(browser: Client) -> str:
    """Sign up, confirm, mistype, sign in; returns the secret of the email's link."""
    browser.post(
        reverse("account_signup"),
        {
            "username": CANARIES["username"], "email": CANARIES["email"],
            "password1": PASSWORD, "password2": PASSWORD,
        },
    )  # fmt: skip
    link = link_in_last_email(r"/accounts/confirm-email/[^\s]+")
    browser.get(link)
    browser.post(link)
    login = reverse("account_login")
    browser.post(login, {"login": PASSWORD, "password": CANARIES["wrong password"]})
    browser.post(login, {"login": CANARIES["username"], "password": PASSWORD})
    return link.split("/")[3]


def write(browser: Client) -> Application:
    """A draft with a canary in every box."""
    vacancy = make_vacancy()
    session = browser.session
    session["eligibility_check"] = {vacancy.reference: CONFIRMED_STAFF}
    session.save()
    browser.post(reverse("applicants:start", args=[vacancy.reference]))
    application = Application.objects.get()
    for section in sections_for(vacancy):
        texts = [one.code for one in section.questions if one.kind in (Kind.TEXT, Kind.LONG_TEXT)]
        typed = {code: CANARIES.get(code.replace("_", " "), CANARIES["answer"]) for code in texts}
        where = section_url(application, section.code)
        version = browser.get(where).context["version"]
        browser.post(where, posted(typed, version=version, action="later"))
    stored = repr(list(application.sections.values_list("answers", flat=True)))
    for one in (ConductDeclaration, AdjustmentsRequest):
        stored += repr(one._default_manager.get(application=application).answers)
    assert stored.count(CANARIES["answer"]) > 12
    browser.get(reverse("vacancies:list"), {"q": CANARIES["search"]})
    browser.post(reverse("ui:feedback"), {"text": CANARIES["feedback"], "page": "/"})
    return application


def after_sending(application: Application, offered: Application) -> None:
    """What the candidate writes once it is sent: adjustments, a wish, a question, details."""
    owner = Client()
    owner.force_login(application.candidate.user)
    needs = {
        "needs": "yes",
        "stages": ["start"],
        "what_start": CANARIES["answer"],
        "professional_advice": "no",
    }
    owner.post(url("adjustments", offered.pk), posted(needs))
    assert AdjustmentsRequest.objects.get(application=offered).answers == needs
    invited = make_application(status=Status.INT_INVITED, candidate=application.candidate)
    owner.post(url("interview", invited.pk), {"slot": "no", "note": CANARIES["answer"]})
    assert InterviewWish.objects.get().note == CANARIES["answer"]
    ended = make_application(status=Status.SIFT_OUT, candidate=application.candidate)
    owner.post(url("feedback", ended.pk), {"question": CANARIES["answer"]})
    assert FeedbackRequest.objects.get().question == CANARIES["answer"]
    details = {"given_names": CANARIES["given names"], "family_name": CANARIES["family name"]}
    owner.post(reverse("applicants:my_details"), details)
    assert owner.get(reverse("applicants:my_data")).status_code == 200


def verify(application: Application) -> str:
    """The offer's acceptance and the manager's answer; returns the link's token."""
    offered = make_application(
        status=Status.OFFER_COND, candidate=application.candidate, vacancy=make_vacancy()
    )
    prepare(offered)
    reply_to_offer(
        application_id=offered.pk, by=offered.candidate.user, accept=True,
        line_manager_name=CANARIES["manager"], line_manager_email=CANARIES["manager's email"],
    )  # fmt: skip
    after_sending(application, offered)
    send_due_emails()
    letter = next(m for m in mail.outbox if CANARIES["manager's email"] in m.to)
    token = re.search(r"/verify/([^/\s]+)/", str(letter.body))
    assert token is not None
    manager = Client()
    manager.get(f"/verify/{token[1]}/")
    answer = {"is_manager": "no", "comment": CANARIES["comment"]}
    manager.post(reverse("verification:page"), answer)
    manager.post(reverse("verification:review"))
    manager.get(f"/verify/{token[1]}/")
    kept = StatusChange.objects.filter(application=offered).values_list("reason", flat=True)
    assert CANARIES["comment"] in kept
    officer = client_with_second_factor(make_staff(Role.CHECKS_OFFICER))
    officer.get(reverse("admin:applicants_application_case", args=[offered.pk]))
    officer.post(reverse("admin:applicants_application_declaration", args=[offered.pk]))
    return token[1]


def fail(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages, a task and the mail server fail with what the person wrote in their hands."""
    browser = Client(raise_request_exception=False)
    browser.force_login(application.candidate.user)

    def break_with(*given: object, **values: object) -> None:
        raise ValueError(f"This cannot be: {given!r} {values!r}")

    where = section_url(application, "personal")
    version = browser.get(where).context["version"]
    typed = posted({"given_names": CANARIES["given names"]}, version=version, action="later")
    refused = SMTPRecipientsRefused({CANARIES["email"]: (550, b"Nobody here")})
    with monkeypatch.context() as broken:
        broken.setattr(section_page, "save_section", break_with)
        broken.setattr(after, "withdraw_application", break_with)
        broken.setattr(outbox_tasks.working, "send_emails", break_with)
        assert browser.post(where, typed).status_code == 500
        reason = {"reason": CANARIES["answer"], "version": str(application.version)}
        assert browser.post(url("withdraw", application.pk), reason).status_code == 500
        assert outbox_tasks.send_queued_email.apply(args=[1]).failed()
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", Mock(side_effect=refused))
        Client().post(reverse("account_reset_password"), {"email": CANARIES["email"]})
        send_due_emails()
    assert OutboxEmail.objects.get(kind="account_password_reset").status == "failed"


def found_in(places: dict[str, str], canaries: dict[str, str]) -> list[tuple[str, str]]:
    """Which canaries stand where."""
    return [
        (place, name)
        for place, text in places.items()
        for name, canary in canaries.items()
        if canary.lower() in text.lower()
    ]


def test_nothing_of_a_person_is_in_a_log_a_queue_or_the_cache(
    lines: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    settings.ADMINS = [("Operations", "operations@met.example")]
    with (
        listening(monkeypatch) as heard,
        django_capture_on_commit_callbacks(execute=True),
    ):
        browser = Client()
        confirming = register(browser)
        application = write(browser)
        token = verify(application)
        fail(application, monkeypatch)
        reason = {"reason": CANARIES["answer"], "version": "0"}
        browser.post(url("withdraw", application.pk), reason)
        browser.post(reverse("account_logout"))
        browser.post(reverse("account_reset_password"), {"email": CANARIES["email"]})
        resetting = link_in_last_email(r"/accounts/password/reset/key/[^\s]+")
        browser.get(resetting)

    canaries = {
        **CANARIES, "confirming": confirming, "token": token, "resetting": resetting.split("/")[5],
    }  # fmt: skip
    rows = [repr(list(OutboxEmail.objects.values_list("ids", "dedupe_key", "about", "last_error")))]
    rows += [repr(list(AuditEntry.objects.values()))]
    places = {"log": lines.getvalue(), "redis": "\n".join(heard), "rows": repr(rows)}
    assert len(places["log"].splitlines()) > 60
    # The middleware and Django write a page's error each, Celery that of the task.
    assert places["log"].count("nValueError: This cannot be: ") == 5
    assert sum(nudging.SEND_TASK in command for command in heard) > 5
    assert sum("SET" in command for command in heard) > 3
    assert found_in(places, canaries) == []
    # Errors are not mailed, even where somebody has named whom to write to.
    assert [one.to for one in mail.outbox if "operations@met.example" in one.to] == []


def test_the_check_finds_what_is_planted(
    lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(monkeypatch) as heard:
        cache.set("canary", {"text": CANARIES["answer"]})
        publish(nudging.SEND_TASK, CANARIES["comment"])
        logging.getLogger("anywhere").info("Somebody wrote %s", CANARIES["feedback"])
    places = {"log": lines.getvalue(), "redis": "\n".join(heard)}
    assert found_in(places, CANARIES) == [
        ("log", "feedback"), ("redis", "answer"), ("redis", "comment"),
    ]  # fmt: skip
