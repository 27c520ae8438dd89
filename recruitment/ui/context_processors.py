"""What every page's frame needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from recruitment.access.logs import mask_tokens
from recruitment.ui import cookies, navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """Furniture for base.html. Lazy: a fragment or an email that shows none of it pays nothing."""
    return {"page": SimpleLazyObject(lambda: furniture(request))}


def furniture(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    banner = cookies.banner_of(request)
    # An address that holds a secret is never repeated inside a page or handed to another one.
    holds_secret = mask_tokens(request.path) != request.path
    path = "/" if holds_secret else request.path
    return {
        "service_name": settings.SERVICE_NAME,
        "organisation_name": settings.ORGANISATION_NAME,
        "leave_site_url": settings.LEAVE_SITE_URL,
        "home_url": navigation.address_of(navigation.HOME) or "/",
        "navigation": navigation.links(navigation.NAVIGATION, request),
        "account_links": navigation.links(navigation.ACCOUNT, request) if signed_in else [],
        "footer_links": navigation.links(navigation.FOOTER, request),
        "signed_in": signed_in,
        "sign_in_url": navigation.address_of("account_login"),
        "register_url": navigation.address_of("account_signup"),
        "sign_out_url": navigation.address_of("account_logout"),
        "cookie_banner": "" if request.path == navigation.address_of("ui:cookies") else banner,
        "path": path,
        "full_path": path if holds_secret else request.get_full_path(),
        "session_seconds": session_seconds(user) if signed_in else 0,
    }


def session_seconds(user: Any) -> int:
    """After how many idle seconds the server ends this person's session."""
    kind = "staff" if getattr(user, "is_staff", False) else "candidate"
    return int(settings.SESSION_IDLE[kind].total_seconds())
