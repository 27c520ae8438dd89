"""A new password by email (security checks 11, 12, 16 and 19)."""

from __future__ import annotations

import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from recruitment.accounts.emails.links import PasswordReset
from recruitment.accounts.models import User
from recruitment.outbox.models import OutboxEmail
from tests.accounts.people import PASSWORD, is_signed_in, make_user, sign_in

pytestmark = pytest.mark.django_db

URL = "/accounts/password/reset/"
NEW = "Candle harbour 7 violins"


def reset_email() -> PasswordReset:
    """What the newest reset email in the outbox will say."""
    row = OutboxEmail.objects.filter(kind="account_password_reset").latest("pk")
    email = PasswordReset.load(row.ids)
    assert email is not None
    return email


def reset_link() -> str:
    """The path of the link in that email."""
    return reset_email().link.removeprefix("https://portal.example")


def choose(client: Client, password: str = NEW):
    page = client.get(reset_link(), follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


def test_known_unknown_closed_and_odd_addresses_get_one_answer():
    make_user("rowan")
    make_user("closed", is_active=False)
    seen = set()
    for email in ("rowan@applicant.example", "ROWAN@applicant.example", "no@applicant.example",
                  "closed@applicant.example"):  # fmt: skip
        client = Client()
        response = client.post(URL, {"email": email})
        page = client.get(response["Location"])
        html = re.sub(r'value="[A-Za-z0-9]{64}"', "token", page.content.decode())
        seen.add((response.status_code, response["Location"], page.status_code, html))
    assert len(seen) == 1
    assert [(row.kind, row.to_address) for row in OutboxEmail.objects.order_by("pk")] == [
        ("account_password_reset", "rowan@applicant.example"),
        ("account_password_reset", "rowan@applicant.example"),
        ("account_unknown", "no@applicant.example"),
        ("account_unknown", "closed@applicant.example"),
    ]


def test_the_link_works_once_and_ends_every_session():
    user = make_user("rowan")
    elsewhere, owner = Client(), Client()
    sign_in(elsewhere, "rowan")
    owner.post(URL, {"email": user.email})
    link = reset_link()
    first = owner.get(link)
    assert first.status_code == 302
    assert link.rsplit("-", 1)[1] not in first["Location"]
    assert first["Referrer-Policy"] == "no-referrer"
    assert "no-store" in first["Cache-Control"]
    response = choose(owner)
    assert response["Location"] == "/accounts/password/reset/key/done/"
    assert not is_signed_in(owner)  # a link in a mailbox is not a sign-in
    assert not is_signed_in(elsewhere)
    user.refresh_from_db()
    assert user.check_password(NEW)
    spent = Client().get(link)
    assert spent.status_code == 200
    assert spent.context["token_fail"] is True
    assert OutboxEmail.objects.latest("pk").kind == "account_password_reset_done"


def test_the_link_dies_with_time_and_with_sign_in(settings):
    user = make_user("rowan")
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False) as clock:
        Client().post(URL, {"email": user.email})
        link = reset_link()
        clock.shift(settings.PASSWORD_RESET_TIMEOUT)
        assert Client().get(link).status_code == 302
        clock.shift(1)
        assert Client().get(link).context["token_fail"] is True
        fresh = reset_link()
        sign_in(Client(), "rowan")
        assert Client().get(fresh).context["token_fail"] is True


WANTED = "/applications/11111111-1111-4111-8111-111111111111/tasks/?from=check-answers"


def signs_in_at(client: Client) -> str:
    """Where the page after the change leads when its link to sign in is followed to the end."""
    page = client.get("/accounts/password/reset/key/done/").content.decode()
    sign_in_page = re.search(r'can now <a class="govuk-link" href="([^"]+)"', page)[1]
    form = client.get(sign_in_page)
    data = {"login": "rowan", "password": NEW}
    if form.context["redirect_field_value"]:
        data["next"] = form.context["redirect_field_value"]
    return client.post("/accounts/login/", data)["Location"]


def test_a_new_password_leads_on_to_where_the_person_was_going():
    user = make_user("rowan")
    client = Client()
    sign_in_page = client.get("/accounts/login/", {"next": WANTED}).content.decode()
    forgotten = re.search(r'href="(/accounts/password/reset/[^"]*)">Forgotten', sign_in_page)[1]
    page = client.get(forgotten)
    assert page.context["redirect_field_value"] == WANTED
    asked = client.post(URL, {"email": user.email, "next": WANTED})
    assert asked["Location"] == "/accounts/password/reset/done/"
    assert WANTED not in reset_email().link
    assert choose(client)["Location"] == "/accounts/password/reset/key/done/"
    assert signs_in_at(client) == WANTED


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)",
     "/x\r\nSet-Cookie: a=b", ""],
)  # fmt: skip
def test_a_new_password_never_leads_off_the_site(target):
    user = make_user("rowan")
    client = Client()
    client.post(URL, {"email": user.email, "next": WANTED})
    client.post(URL, {"email": user.email, "next": target})  # and no earlier wish is left
    choose(client)
    assert signs_in_at(client) == "/applications/"


def test_a_link_opened_in_another_browser_leads_to_sign_in_alone():
    user = make_user("rowan")
    Client().post(URL, {"email": user.email, "next": WANTED})
    elsewhere = Client()
    choose(elsewhere)
    assert signs_in_at(elsewhere) == "/applications/"


def test_passwords_are_taken_exactly_here_too():
    user = make_user("rowan")
    client = Client()
    client.post(URL, {"email": user.email})
    choose(client, "  Жёлтый слон  12  ")
    user.refresh_from_db()
    assert user.check_password("  Жёлтый слон  12  ")
    assert not user.check_password("Жёлтый слон  12")


def test_the_rules_for_passwords_hold_here_too():
    user = make_user("rowan")
    client = Client()
    client.post(URL, {"email": user.email})
    response = choose(client, "metpolice2026")
    assert response.status_code == 200
    assert "password1" in response.context["form"].errors
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_email_that_waited_never_opens_the_account_to_a_mailbox_that_was_left():
    user = make_user("rowan")
    Client().post(URL, {"email": user.email})
    row = OutboxEmail.objects.get()
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email="new@applicant.example", verified=True)
    assert PasswordReset.load(row.ids) is None


def test_a_closed_account_gets_no_link():
    user = make_user("rowan")
    Client().post(URL, {"email": user.email})
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert PasswordReset.load(OutboxEmail.objects.get().ids) is None


def test_the_email_names_the_username_since_people_forget_it():
    make_user("Rowan.Example", email="r@applicant.example")
    Client().post(URL, {"email": "r@applicant.example"})
    assert reset_email().username == "Rowan.Example"


def test_a_person_without_a_confirmed_address_row_can_reset_too():
    User.objects.create_user("seeded", "seeded@applicant.example", PASSWORD)
    Client().post(URL, {"email": "seeded@applicant.example"})
    assert reset_email().username == "seeded"
