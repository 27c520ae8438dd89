"""Staff pages open to a second factor only, and candidates may use one too (security check 24)."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import resolve_url
from django.test import Client, RequestFactory

from recruitment.accounts.adapters import CODE_WRONG, MfaAdapter
from recruitment.accounts.admin_site import StaffAdminSite
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from tests.accounts.people import (
    PASSWORD,
    add_recovery_codes,
    add_totp,
    client_with_second_factor,
    code_now,
    is_signed_in,
    make_staff,
    make_user,
    sign_in,
)

pytestmark = pytest.mark.django_db

STAFF = "/staff/accounts/user/?q=rowan"
QUOTED = "%2Fstaff%2Faccounts%2Fuser%2F%3Fq%3Drowan"


def test_the_staff_site_is_ours():
    assert type(admin.site._wrapped if hasattr(admin.site, "_wrapped") else admin.site) is (
        StaffAdminSite
    )


def test_the_staff_site_is_named_after_the_service(settings):
    assert StaffAdminSite().site_header == f"{settings.SERVICE_NAME}: staff"


def test_signed_out_people_are_sent_to_sign_in_with_the_page_kept():
    client = Client()
    response = client.get(STAFF, follow=True)
    last = response.redirect_chain[-1][0]
    assert parse_qs(urlsplit(last).query) == {"next": [STAFF]}
    assert urlsplit(last).path == "/accounts/login/"


def test_the_staff_site_has_no_password_form_of_its_own():
    make_staff(Role.ADMINISTRATOR)
    client = Client()
    for _ in range(40):
        response = client.post("/staff/login/", {"username": "staff.example", "password": PASSWORD})
        assert response["Location"] == "/accounts/login/?next=%2Fstaff%2F"
    assert not is_signed_in(client)


def test_candidates_get_403_with_or_without_a_second_factor():
    user = make_user("rowan")
    client = client_with_second_factor(user)
    for address in ("/staff/login/", "/staff/"):
        assert client.get(address, follow=True).status_code == 403


def test_staff_without_a_second_factor_are_sent_to_enrolment_and_then_on():
    make_staff(Role.ADMINISTRATOR)
    client = Client()
    sign_in(client, "staff.example")
    response = client.get(STAFF, follow=True)
    assert response.redirect_chain[-1] == (f"/accounts/2fa/?next={QUOTED}", 302)
    assert [str(message) for message in response.context["messages"]][-1] == (
        "Staff pages need a second way to prove who you are. Add an authenticator app or a"
        " passkey, then carry on."
    )
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/totp/activate/")
    wrong = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert wrong.context["form"].errors == {"code": [CODE_WRONG]}
    secret = client.session["mfa.totp.secret"]
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    assert done["Location"] == f"/accounts/2fa/recovery-codes/?next={QUOTED}"
    # The code that was just proved is enough: nobody is asked for it twice.
    assert client.get(STAFF).status_code == 200
    assert client.get("/staff/login/")["Location"] == STAFF  # the codes page leads on here
    assert client.get("/staff/login/")["Location"] == "/staff/"


def test_a_password_alone_does_not_open_the_staff_pages_to_who_has_a_second_factor():
    user = make_staff(Role.ADMINISTRATOR)
    secret = add_totp(user)
    client = Client()
    first = sign_in(client, "staff.example")
    assert first["Location"] == "/accounts/2fa/authenticate/"
    assert client.get(STAFF).status_code == 302
    assert not is_signed_in(client)
    response = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert response["Location"] == "/staff/"
    assert client.get(STAFF).status_code == 200


def test_next_is_kept_through_password_and_code():
    user = make_staff(Role.ADMINISTRATOR)
    secret = add_totp(user)
    client = Client()
    client.post("/accounts/login/", {"login": "staff.example", "password": PASSWORD, "next": STAFF})
    response = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert response["Location"] == STAFF


def test_a_session_from_before_enrolment_must_prove_the_factor():
    user = make_staff(Role.ADMINISTRATOR)
    client = Client()
    sign_in(client, "staff.example")
    secret = add_totp(user)
    response = client.get(STAFF, follow=True)
    assert response.redirect_chain[-1][0] == f"/accounts/2fa/reauthenticate/?next={QUOTED}"
    proved = client.post("/accounts/2fa/reauthenticate/", {"code": code_now(secret), "next": STAFF})
    assert proved["Location"] == STAFF
    assert client.get(STAFF).status_code == 200


def test_a_record_of_another_person_in_the_session_does_not_count():
    user, other = make_staff(Role.ADMINISTRATOR), make_user("other")
    client = client_with_second_factor(user)
    session = client.session
    session["account_authentication_methods_user"] = str(other.pk)
    session.save()
    assert client.get(STAFF).status_code == 302


def test_where_staff_pages_are_limited_to_met_devices_others_find_nothing(settings):
    settings.STAFF_NEEDS_MET_DEVICE = True
    client = client_with_second_factor(make_staff(Role.ADMINISTRATOR))
    trusted = {"HTTP_X_MET_DEVICE": settings.MET_DEVICE_SECRET}
    assert client.get(STAFF, **trusted).status_code == 200
    assert client.get(STAFF, follow=True).status_code == 404
    assert client.get("/staff/login/", HTTP_X_MET_DEVICE="guess").status_code == 404
    assert Client().get("/staff/login/").status_code == 404
    assert Client().get("/staff/login/", **trusted).status_code == 302


def test_a_code_works_once():
    user = make_staff(Role.ADMINISTRATOR)
    secret = add_totp(user)
    code = code_now(secret)
    for expected in (302, 200):
        client = Client()
        sign_in(client, "staff.example")
        response = client.post("/accounts/2fa/authenticate/", {"code": code})
        assert response.status_code == expected


def test_recovery_codes_let_staff_in_once_each():
    user = make_staff(Role.ADMINISTRATOR)
    add_totp(user)
    code = add_recovery_codes(user)[0]
    for expected in (302, 200):
        client = Client()
        sign_in(client, "staff.example")
        response = client.post("/accounts/2fa/authenticate/", {"code": code})
        assert response.status_code == expected


def test_guessing_codes_is_limited_like_guessing_passwords():
    add_totp(make_user("rowan"))
    client = Client()
    sign_in(client, "rowan")
    said = []
    for _ in range(6):
        response = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        said += list(response.context["form"].errors["code"])
    assert said[:5] == [CODE_WRONG] * 5
    assert said[5].startswith("There were too many failed tries.")


def test_candidates_may_use_a_second_factor_and_have_to_once_they_do():
    user = make_user("rowan")
    secret = add_totp(user)
    client = Client()
    sign_in(client, "rowan")
    assert not is_signed_in(client)
    response = client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})
    assert response["Location"] == resolve_url(settings.LOGIN_REDIRECT_URL)
    assert is_signed_in(client)


def test_sign_in_by_passkey_is_open_to_signed_out_people():
    response = Client().get("/accounts/2fa/webauthn/login/", HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert response.status_code == 200
    assert response.json()["request_options"]["publicKey"]["userVerification"] == "required"


def test_secrets_of_second_factors_are_encrypted_and_survive_a_change_of_key(settings):
    user = make_user("rowan")
    secret = add_totp(user)
    add_recovery_codes(user)
    stored = {a.type: a.data for a in Authenticator.objects.filter(user=user)}
    assert secret not in str(stored)
    assert MfaAdapter().decrypt(stored["totp"]["secret"]) == secret
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key " * 5
    assert MfaAdapter().decrypt(stored["totp"]["secret"]) == secret


@pytest.mark.parametrize(
    "address", ["/staff/password_change/", "/staff/password_change/done/", "/staff/logout/"]
)
def test_passwords_and_sign_out_are_the_portals_own_pages(address):
    client = client_with_second_factor(make_staff(Role.ADMINISTRATOR))
    response = client.post(address)
    assert response["Location"] in {"/accounts/password/change/", "/accounts/logout/"}


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/staff/login/?x=1"])
def test_the_page_to_come_back_to_is_one_of_ours(target):
    client = client_with_second_factor(make_staff(Role.ADMINISTRATOR))
    assert client.get("/staff/login/", {"next": target})["Location"] == "/staff/"


def test_only_admins_that_ask_rights_are_taken():
    site = StaffAdminSite()
    for model, model_admin in admin.site._registry.items():
        assert hasattr(model_admin, "view_right"), model
    for label in ("auth.group", "account.emailaddress", "mfa.authenticator",
                  "usersessions.usersession"):  # fmt: skip
        assert label not in {model._meta.label_lower for model in admin.site._registry}
    with pytest.raises(ImproperlyConfigured, match="needs RightsAdminMixin"):
        site.register(User, type("Bare", (admin.ModelAdmin,), {"__module__": "vacancies.admin"}))
    with pytest.raises(ImproperlyConfigured, match="needs RightsAdminMixin"):
        site.register(User)


def test_has_permission_needs_all_of_it():
    site = StaffAdminSite()
    request = RequestFactory().get("/staff/")
    request.session = {}
    request.user = make_staff(Role.ADMINISTRATOR)
    assert site.has_permission(request) is False
    request.session = {
        "account_authentication_methods": [{"method": "password"}, {"method": "mfa"}],
        "account_authentication_methods_user": str(request.user.pk),
    }
    assert site.has_permission(request) is True
    for attribute in ("is_active", "is_staff"):
        setattr(request.user, attribute, False)
        assert site.has_permission(request) is False, attribute
        setattr(request.user, attribute, True)
