"""What `manage.py check --deploy` refuses to let through (security document, section 5)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

MIN_SECRET_LENGTH = 32


@register(Tags.security, deploy=True)
def check_secrets(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Each secret of the edge and the links is set, long, and used for one thing only."""
    names = ("MET_DEVICE_SECRET", "VERIFICATION_KEY")
    found: list[CheckMessage] = []
    for number, name in enumerate(names, start=1):
        if len(getattr(settings, name, "") or "") < MIN_SECRET_LENGTH:
            found.append(
                Error(
                    f"{name} is not set, or shorter than {MIN_SECRET_LENGTH} characters.",
                    hint=f"Set {name}, or {name}_FILE, to a long random value.",
                    id=f"access.E00{number}",
                )
            )
    if not settings.SEALED_STORE_KEYS or len(settings.SEALED_STORE_KEYS[0]) < MIN_SECRET_LENGTH:
        found.append(
            Error(
                "SEALED_STORE_KEYS is not set, or its first key is too short: declarations would "
                "be encrypted under SECRET_KEY and lost when that is changed.",
                hint="Set SEALED_STORE_KEYS, or SEALED_STORE_KEYS_FILE, to a long random value.",
                id="access.E012",
            )
        )
    values = [
        settings.SECRET_KEY,
        *settings.SEALED_STORE_KEYS[:1],
        *(getattr(settings, name, "") for name in names),
    ]
    present = [value for value in values if value]
    if len(set(present)) != len(present):
        found.append(
            Error("Two of the secrets have the same value.", hint="Make each one anew.",
                  id="access.E003")
        )  # fmt: skip
    return found


@register(Tags.security, deploy=True)
def check_cookies(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Cookies are bound to this host, sent over TLS only, and closed to scripts."""
    wanted: list[tuple[str, bool]] = [
        ("SESSION_COOKIE_SECURE", settings.SESSION_COOKIE_SECURE is True),
        ("CSRF_COOKIE_SECURE", settings.CSRF_COOKIE_SECURE is True),
        ("SESSION_COOKIE_HTTPONLY", settings.SESSION_COOKIE_HTTPONLY is True),
        ("CSRF_COOKIE_HTTPONLY", settings.CSRF_COOKIE_HTTPONLY is True),
        ("SESSION_COOKIE_NAME", settings.SESSION_COOKIE_NAME.startswith("__Host-")),
        ("CSRF_COOKIE_NAME", settings.CSRF_COOKIE_NAME.startswith("__Host-")),
    ]
    return [
        Error(f"{name} does not protect the cookie.", id="access.E004")
        for name, right in wanted
        if not right
    ]


@register(Tags.security, deploy=True)
def check_sign_in(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Nothing lets people past the second factor, and limits are shared between processes."""
    found: list[CheckMessage] = []
    if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        found.append(Error("MFA_TOTP_INSECURE_BYPASS_CODE lets anybody in.", id="access.E005"))
    if getattr(settings, "MFA_TRUST_ENABLED", False):
        found.append(Error("MFA_TRUST_ENABLED skips the second factor.", id="access.E006"))
    backend = settings.CACHES["default"]["BACKEND"]
    if "locmem" in backend or "dummy" in backend:
        found.append(
            Error("The limits on sign-in need a cache that all processes share.",
                  hint="Use recruitment.access.cache.ForgivingRedisCache.", id="access.E007")
        )  # fmt: skip
    return found


@register(Tags.security, deploy=True)
def check_edge(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Links in emails use https, hosts are named, and demo pages are off."""
    found: list[CheckMessage] = []
    if not settings.BASE_URL.startswith("https://"):
        found.append(Error("BASE_URL must start with https://.", id="access.E008"))
    if "*" in settings.ALLOWED_HOSTS:
        found.append(Error("ALLOWED_HOSTS must name the hosts.", id="access.E009"))
    if settings.USE_X_FORWARDED_HOST:
        found.append(Error("USE_X_FORWARDED_HOST trusts the visitor.", id="access.E010"))
    if getattr(settings, "DEMO", False):
        found.append(Error("The demo pages must never run in production.", id="access.E011"))
    return found
