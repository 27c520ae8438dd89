"""What `manage.py check --deploy` refuses."""

from __future__ import annotations

import pytest

from recruitment.access.checks import check_cookies, check_edge, check_secrets, check_sign_in

GOOD = {
    "SECRET_KEY": "a" * 50,
    "MET_DEVICE_SECRET": "b" * 32,
    "VERIFICATION_KEY": "c" * 32,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "CACHES": {"default": {"BACKEND": "recruitment.access.cache.ForgivingRedisCache"}},
    "SEALED_STORE_KEYS": ["s" * 40],
    "BASE_URL": "https://portal.example",
    "ALLOWED_HOSTS": ["portal.example"],
    "USE_X_FORWARDED_HOST": False,
    "DEMO": False,
}


@pytest.fixture
def good(settings):
    """Settings that every check accepts."""
    for name, value in GOOD.items():
        setattr(settings, name, value)
    return settings


def found() -> list[str]:
    checks = (check_secrets, check_cookies, check_sign_in, check_edge)
    return [message.id for check in checks for message in check()]


def test_good_settings_pass(good):
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("MET_DEVICE_SECRET", "", "access.E001"),
        ("MET_DEVICE_SECRET", "short", "access.E001"),
        ("VERIFICATION_KEY", "", "access.E002"),
        ("VERIFICATION_KEY", "b" * 32, "access.E003"),
        ("MET_DEVICE_SECRET", "a" * 50, "access.E003"),
        ("SEALED_STORE_KEYS", [], "access.E012"),
        ("SEALED_STORE_KEYS", ["short"], "access.E012"),
        ("SESSION_COOKIE_SECURE", False, "access.E004"),
        ("CSRF_COOKIE_SECURE", False, "access.E004"),
        ("SESSION_COOKIE_HTTPONLY", False, "access.E004"),
        ("CSRF_COOKIE_HTTPONLY", False, "access.E004"),
        ("SESSION_COOKIE_NAME", "sessionid", "access.E004"),
        ("CSRF_COOKIE_NAME", "csrftoken", "access.E004"),
        ("MFA_TOTP_INSECURE_BYPASS_CODE", "123456", "access.E005"),
        ("MFA_TRUST_ENABLED", True, "access.E006"),
        ("CACHES", {"default": {"BACKEND": "x.locmem.LocMemCache"}}, "access.E007"),
        ("BASE_URL", "http://portal.example", "access.E008"),
        ("ALLOWED_HOSTS", ["*"], "access.E009"),
        ("USE_X_FORWARDED_HOST", True, "access.E010"),
        ("DEMO", True, "access.E011"),
    ],
)
def test_each_mistake_is_named(good, name, value, expected):
    setattr(good, name, value)
    assert found() == [expected]
