"""The outbox for staff: what was sent to whom, what failed and why, and how each email looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from csp.decorators import csp_replace, csp_update
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right
from recruitment.outbox.admin_wording import (
    check_may_edit,
    may_edit,
    restore_words,
    worded_kind,
    words_page,
)
from recruitment.outbox.choices import UNDELIVERED
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.registry import UnknownKind, email_class_for, registered_emails
from recruitment.outbox.rendering import Rendered, render
from recruitment.outbox.services.resending import send_again
from recruitment.outbox.wording.checking import sample_subject
from recruitment.outbox.wording.first_words import has_fixed_wording
from recruitment.outbox.wording.stored import key_of, words_in_use
from recruitment.ui.selectors import edited_keys

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[OutboxEmail]
else:
    _Admin = admin.ModelAdmin


# Mail programs know no stylesheets, so a mail has inline style. A frame in a page has the page's
# policy: this one alone lets style attributes through; the frame itself is sandboxed.
FRAME_POLICY = {"style-src-attr": ["'unsafe-inline'"]}
# The HTML part by itself has a policy of its own: it may load nothing, run nothing, send nothing.
MAIL_POLICY = {
    "style-src": ["'unsafe-inline'"],
    "sandbox": [True],
    "img-src": ["'none'"],
    "script-src": ["'none'"],
    "form-action": ["'none'"],
}


class KindFilter(admin.SimpleListFilter):
    """The kinds that are registered; reading them from a long table would take seconds."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """Every registered kind."""
        return [(email.kind, email.kind) for email in registered_emails()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[OutboxEmail]
    ) -> QuerySet[OutboxEmail]:
        """Emails of this kind."""
        value = self.value()
        return queryset.filter(kind=value) if value else queryset


@admin.register(OutboxEmail)
class OutboxEmailAdmin(RightsAdminMixin, _Admin):
    """Read-only, but for "send again". For those who see every vacancy: the list knows no teams.

    Recruiters see the emails of their own applications on the application's page.
    """

    view_right = Right.READ_OUTBOX
    list_display = ("created_at", "kind", "to_address", "state", "about", "attempts")
    list_filter = ("status", KindFilter, ("created_at", admin.DateFieldListFilter))
    search_fields = ("=to_address", "=about", "=guid")
    search_help_text = "An address, what it is about (application:<id>), or a message id"
    list_per_page = 50
    show_full_result_count = False
    actions = ("send_again_action",)
    fields = (
        "kind", "kind_version", "wording", "to_address", "about", "ids", "state", "attempts",
        "created_at", "due_at", "first_tried_at", "claimed_at", "sent_at", "returns", "bounced_at",
        "closed_at", "last_error", "dedupe_key", "message_id",
    )  # fmt: skip
    readonly_fields = fields
    change_list_template = "admin/outbox/outboxemail/change_list.html"
    change_form_template = "admin/outbox/outboxemail/change_form.html"

    def has_view_permission(self, request: HttpRequest, obj: OutboxEmail | None = None) -> bool:
        """The right to the outbox, and to every vacancy."""
        return super().has_view_permission(request, obj) and has_right(
            request.user, Right.SEE_ALL_VACANCIES
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Listed for those who may read it."""
        return self.has_view_permission(request)

    @admin.display(description="state", ordering="status")
    def state(self, row: OutboxEmail) -> str:
        """The state in words."""
        return row.get_status_display()

    @admin.action(description="Send again what was not delivered", permissions=["view"])
    def send_again_action(self, request: HttpRequest, chosen: QuerySet[OutboxEmail]) -> None:
        """Queue the chosen emails that nobody has once more; others are left as they are."""
        numbers = chosen.filter(status__in=UNDELIVERED).values_list("pk", flat=True)
        again = sum(send_again(email_id=number, by=_staff(request)) for number in numbers)
        self.message_user(request, *_sent_again_message(again))

    def get_urls(self) -> list[URLPattern]:
        """The previews and "send again" beside Django's own addresses."""

        def own(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            name = f"outbox_outboxemail_{name}"
            return path(route, self.admin_site.admin_view(view), name=name)

        return [
            own("previews/", self.previews_view, "previews"),
            own("previews/<slug:kind>/", self.preview_view, "preview"),
            own("previews/<slug:kind>/html/", self.preview_html_view, "preview_html"),
            own("previews/<slug:kind>/words/", self.words_view, "words"),
            own("previews/<slug:kind>/words/restore/", self.words_restore_view, "words_restore"),
            own("<int:pk>/send-again/", self.send_again_view, "send_again"),
            *super().get_urls(),
        ]

    def previews_view(self, request: HttpRequest) -> HttpResponse:
        """Every kind of email, each with a link to how it looks."""
        self._check_previews(request)
        edited = edited_keys()
        kinds = [
            (
                email.kind,
                email.version,
                sample_subject(email, words_in_use(email).subject),
                edited.get(key_of(email.kind)),
            )
            for email in registered_emails()
        ]
        return self._page(request, "previews", title="Emails of this service", kinds=kinds)

    @method_decorator(csp_update(FRAME_POLICY))
    def preview_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """One kind of email with invented details, both parts side by side."""
        self._check_previews(request)
        rendered = _sample(kind)
        return self._page(
            request,
            "preview",
            title=f"Email: {kind}",
            kind=kind,
            rendered=rendered,
            may_edit=may_edit(request.user),
            is_fixed=has_fixed_wording(email_class_for(kind)),
        )

    @method_decorator(csp_replace(MAIL_POLICY))
    def preview_html_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The HTML part as a mail program would show it."""
        self._check_previews(request)
        return HttpResponse(_sample(kind).html)

    @method_decorator(csp_update(FRAME_POLICY))
    def words_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The words of one kind: the form, the preview before they are used, the history."""
        check_may_edit(request)
        shown = words_page(request, worded_kind(kind))
        if isinstance(shown, HttpResponse):
            return shown
        return self._page(request, "words", title=f"Words of {kind}", **shown)

    def words_restore_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """POST from the history."""
        check_may_edit(request)
        return restore_words(request, worded_kind(kind))

    def send_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST from the email's page."""
        self._check(request)
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        try:
            again = send_again(email_id=pk, by=_staff(request))
        except OutboxEmail.DoesNotExist:
            raise Http404 from None
        self.message_user(request, *_sent_again_message(int(again)))
        return HttpResponseRedirect(reverse("admin:outbox_outboxemail_change", args=[pk]))

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _check_previews(self, request: HttpRequest) -> None:
        """Nothing in them is of anybody: those who word emails see them too."""
        if not may_edit(request.user):
            self._check(request)

    def _page(self, request: HttpRequest, name: str, **context: object) -> TemplateResponse:
        context |= {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, f"admin/outbox/outboxemail/{name}.html", context)


def _staff(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _sample(kind: str) -> Rendered:
    try:
        email_class = email_class_for(kind)
    except UnknownKind:
        raise Http404 from None
    return render(email_class.sample(), words_in_use(email_class))


def _sent_again_message(number: int) -> tuple[str, int]:
    if number == 0:
        return (
            "Nothing was sent again: only emails that were not delivered can be.",
            messages.WARNING,
        )
    if number == 1:
        return "The email is waiting to be sent again.", messages.SUCCESS
    return f"{number} emails are waiting to be sent again.", messages.SUCCESS
