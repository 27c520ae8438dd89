"""The staff pages: our own admin site, and the mixin that asks rights instead of permissions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import (
    BadRequest,
    ImproperlyConfigured,
    PermissionDenied,
    ValidationError,
)
from django.db.models import Field
from django.forms import Field as FormField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst

from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.ui.forms.mixin import say_plainly

NEXT_SESSION_KEY = "accounts_staff_next"


@dataclass(frozen=True, slots=True)
class StartPagePart:
    """A part of the first page: its template, and what it shows of the one who asks. An empty
    answer leaves the part out."""

    template: str
    context: Callable[[HttpRequest], dict[str, Any]]


_start_page_parts: list[StartPagePart] = []


def register_start_page_part(part: StartPagePart) -> None:
    """Adds a part to the first page of the staff site, once."""
    if part not in _start_page_parts:
        _start_page_parts.append(part)


def signed_in_with_second_factor(request: HttpRequest) -> bool:
    """True when a passkey, an app code or a recovery code was used in this very session."""
    if not isinstance(request.user, User):
        return False
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def has_second_factor(user: User) -> bool:
    """True when the account has an authenticator app or a passkey to sign in with."""
    usable = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=usable).exists())


def from_allowed_device(request: HttpRequest) -> bool:
    """True unless the operators limit staff pages to Met devices and this is not one.

    settings.STAFF_NEEDS_MET_DEVICE is the network rule of the security document, section 5.
    """
    if not getattr(settings, "STAFF_NEEDS_MET_DEVICE", False):
        return True
    device = getattr(request, "device", None)
    return device is not None and device.trusted is True


@dataclass(frozen=True, slots=True)
class StaffLink:
    """A page of its own among the lists of an app, for those who have `right`."""

    app_label: str
    name: str
    view_name: str
    right: Right


_links: list[StaffLink] = []


def register_staff_link(link: StaffLink) -> None:
    """Name a page in the list of everybody's work; apps do so in their `apps.py`."""
    if link not in _links:
        _links.append(link)


class StaffAdminSite(AdminSite):
    """Only active staff who used a second factor in this session come in.

    Sign-in itself is the portal's own, with its limits; this site has no password form.
    """

    site_title = "Staff"
    index_title = "Your work"
    site_url = "/"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.site_header = f"{settings.SERVICE_NAME}: staff"

    def register(
        self,
        model_or_iterable: Any,
        admin_class: type[ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Takes only admins that ask rights.

        Those that come with Django and allauth ask model permissions, which a superuser always
        has: they would let one person edit groups, sessions and second factors unseen. They are
        left out; one of our own without the mixin is a mistake and stops the start.
        """
        if admin_class is not None and issubclass(admin_class, RightsAdminMixin):
            super().register(model_or_iterable, admin_class, **options)
        elif admin_class is None or not admin_class.__module__.startswith(("django.", "allauth.")):
            raise ImproperlyConfigured(f"{admin_class} needs RightsAdminMixin as its first base.")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """As Django, with the pages that are no list of a table."""
        apps = super().get_app_list(request, app_label)
        by_label = {app["app_label"]: app for app in apps}
        for link in _links:
            if link.app_label in by_label and has_right(request.user, link.right):
                by_label[link.app_label]["models"].append(_entry(link))
        return apps

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return (
            isinstance(user, User)
            and user.is_active
            and user.is_staff
            and from_allowed_device(request)
            and signed_in_with_second_factor(request)
        )

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The first page: what waits for this person, then the lists of their rights."""
        context: dict[str, Any] = dict(extra_context or {})
        shown = []
        for part in _start_page_parts:
            found = part.context(request)
            if found:
                context.update(found)
                shown.append(part.template)
        return super().index(request, {**context, "start_page_parts": shown})

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Sends people to what they still need: sign-in, a second factor, or straight on."""
        if not from_allowed_device(request):
            raise Http404
        target = self._next(request)
        user = request.user
        if not isinstance(user, User):
            return _redirect("account_login", target)
        if not (user.is_active and user.is_staff):
            raise PermissionDenied
        if self.has_permission(request):
            request.session.pop(NEXT_SESSION_KEY, None)
            return HttpResponseRedirect(target)
        request.session[NEXT_SESSION_KEY] = target
        if has_second_factor(user):
            return _redirect("mfa_reauthenticate", target)
        messages.info(
            request,
            "Staff pages need a second way to prove who you are. Add an authenticator app or a"
            " passkey, then carry on.",
        )
        return _redirect("mfa_index", target)

    def logout(  # type: ignore[override]  # a redirect in the place of a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Signing out is the portal's own page, which ends every session of the account."""
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(  # type: ignore[override]  # a redirect in the place of a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Passwords are changed in one place only, with its notice to the account's owner."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def password_change_done(  # type: ignore[override]  # a redirect in the place of a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is no such page of its own here."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def view_on_site(
        self, request: HttpRequest, content_type_id: str, object_id: str
    ) -> HttpResponse:
        """Only what this person's own list holds: Django's view leads to any object there is, and
        would name restricted adverts and drafts by their number."""
        try:
            model = ContentType.objects.get_for_id(int(content_type_id)).model_class()
        except (ValueError, ContentType.DoesNotExist):
            raise Http404 from None
        own = self._registry.get(model) if model is not None else None
        if own is None or not own.has_view_permission(request):
            raise Http404
        found = own.get_object(request, unquote(object_id))
        if found is None or not hasattr(found, "get_absolute_url"):
            raise Http404
        return HttpResponseRedirect(found.get_absolute_url())

    def get_urls(self) -> list[Any]:
        """With `view_on_site` of our own in the place of Django's."""
        urls = super().get_urls()
        for number, pattern in enumerate(urls):
            if getattr(pattern, "name", None) == "view_on_site":
                urls[number] = path(
                    "r/<path:content_type_id>/<path:object_id>/",
                    self.admin_view(self.view_on_site),
                    name="view_on_site",
                )
        return urls

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Refuses what no page of ours sends and no table can hold."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if any("\x00" in value for values in request.GET.lists() for value in values[1]):
                raise BadRequest("An address may not hold the character NUL.")
            return inner(request, *args, **kwargs)

        return checked

    def _next(self, request: HttpRequest) -> str:
        """Where the person wanted to go: asked for now, or remembered through enrolment."""
        index = reverse("admin:index", current_app=self.name)
        wanted = request.GET.get("next") or request.session.get(NEXT_SESSION_KEY) or index
        safe = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        at_login = wanted.partition("?")[0] == reverse("admin:login", current_app=self.name)
        return wanted if safe and not at_login else index


def _entry(link: StaffLink) -> dict[str, Any]:
    """In the form in which Django lists a model."""
    return {
        "name": link.name,
        "object_name": link.name,
        "admin_url": reverse(link.view_name),
        "add_url": None,
        "view_only": True,
        "perms": {"view": True},
    }


def _redirect(name: str, target: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': target})}")


MOST_DIGITS = 18  # of a key; the database has no larger numbers


class RightsAdminMixin:
    """For every ModelAdmin and inline: rights of roles take the place of model permissions.

    Each attribute names the right that the action needs; None means that nobody may do it here,
    superusers included.
    """

    view_right: Right | None = None
    add_right: Right | None = None
    change_right: Right | None = None
    delete_right: Right | None = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Reading; whoever may change may read."""
        return _allows(request, self.view_right) or _allows(request, self.change_right)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Adding."""
        return _allows(request, self.add_right)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Changing."""
        return _allows(request, self.change_right)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleting, bulk deletion included."""
        return _allows(request, self.delete_right)

    def row_or_404(self, request: HttpRequest, key: str) -> Any:
        """The row with this number in the address, where it is in the person's scope (Http404)."""
        found = None
        if key.isdecimal() and len(key) <= MOST_DIGITS:
            rows = self.get_queryset(request)  # type: ignore[attr-defined]
            found = rows.filter(pk=int(key)).first()
        if found is None:
            raise Http404
        return found

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        """A field that is left out says what to do, as on every other page."""
        field: FormField | None = super().formfield_for_dbfield(  # type: ignore[misc]
            db_field, request, **kwargs
        )
        if field is not None:
            say_plainly(field, label=str(field.label or capfirst(db_field.verbose_name)))
        return field

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what has a filter on the page may be filtered by.

        Django lets every field of the model itself through, and ?password__startswith= would
        read a hash out letter by letter.
        """
        if not super().lookup_allowed(lookup, value, request):  # type: ignore[misc]
            return False
        names = {"pk", *filter(None, [getattr(self, "date_hierarchy", None)])}
        for entry in getattr(self, "list_filter", ()):
            first = entry[0] if isinstance(entry, tuple | list) else entry
            names.add(getattr(first, "parameter_name", None) or str(first))
        return any(lookup == name or lookup.startswith(f"{name}__") for name in names)

    def response_action(
        self, request: HttpRequest, queryset: Any, *more: Any, **named: Any
    ) -> HttpResponse | None:
        """Runs an action on the chosen rows; refuses choices that cannot be keys of rows."""
        key = self.opts.pk  # type: ignore[attr-defined]
        for chosen in request.POST.getlist(ACTION_CHECKBOX_NAME):
            try:
                key.to_python(chosen)
            except ValidationError:
                raise BadRequest("A chosen row has no such key.") from None
        answer: HttpResponse | None = super().response_action(  # type: ignore[misc]
            request, queryset, *more, **named
        )
        return answer

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """404 where Django would lead back to the index: what is out of scope does not exist."""
        raise Http404

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the app is listed at all."""
        rights = (self.view_right, self.add_right, self.change_right, self.delete_right)
        return any(_allows(request, right) for right in rights)


def _allows(request: HttpRequest, right: Right | None) -> bool:
    return right is not None and has_right(request.user, right)
