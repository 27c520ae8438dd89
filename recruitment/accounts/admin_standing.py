"""Staff pages for internal standing: the list, recording one, ending one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from recruitment.accounts.addresses import has_confirmed
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.backends import find_user
from recruitment.accounts.models import InternalStanding, StandingSource, User
from recruitment.accounts.roles import Right, has_right
from recruitment.accounts.services import (
    RECRUITER_A_DAY,
    RECRUITER_DAYS,
    end_standing,
    london_today,
    record_standing,
)

if TYPE_CHECKING:
    _StandingForm = forms.ModelForm[InternalStanding]
    _StandingAdmin = admin.ModelAdmin[InternalStanding]
else:
    _StandingForm = forms.ModelForm
    _StandingAdmin = admin.ModelAdmin

NOBODY = "No account has this username or email address. Ask the person to register first."


class _Form(_StandingForm):
    """Saves through the service, so that what it refuses stands at its field."""

    # Who records it; set for each request by the admin's get_form.
    acting: User

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        one = self.instance
        try:
            made = record_standing(
                user=one.user,
                kind=one.kind,
                source=one.source,
                valid_from=one.valid_from,
                valid_until=one.valid_until,
                note=one.note,
                by=self.acting,
            )
        except ValidationError as error:
            self.add_error(None, error)
        except PermissionDenied as error:
            self.add_error(None, str(error))
        else:
            one.pk, one.recorded_at, one.recorded_by = made.pk, made.recorded_at, made.recorded_by


class StandingForm(_Form):
    """A new standing; the model's own checks say what is wrong with the dates."""

    class Meta:
        model = InternalStanding
        fields = ["user", "kind", "source", "valid_from", "valid_until", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only the button behind an emailed link says that.
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            one for one in StandingSource.choices if one[0] != StandingSource.WORK_ADDRESS
        ]


class RecruiterStandingForm(_Form):
    """What a recruiter knows of somebody: from today, with a reason, for a year at most."""

    person = forms.CharField(
        max_length=254,
        help_text="Username or email address of the account, written whole.",
        error_messages={"required": "Enter the username or email address of the person."},
    )

    class Meta:
        model = InternalStanding
        fields = ["kind", "valid_until", "note"]

    field_order = ["person", "kind", "valid_until", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note, until = self.fields["note"], self.fields["valid_until"]
        note.label, note.required = "How do you know this?", True
        note.help_text = "For example: I spoke to the line manager, or saw the warrant card."
        note.error_messages["required"] = "Say how you know this."
        until.help_text = f"At most {RECRUITER_DAYS} days from today."

    def clean_person(self) -> User:
        """One account, written exactly: nobody browses people here."""
        written = self.cleaned_data["person"]
        found = find_user(written)
        if found is None or not found.is_active:
            raise ValidationError(NOBODY)
        if "@" in written and not has_confirmed(found, written.strip()):
            raise ValidationError(NOBODY)  # somebody typed it, which proves nothing
        return found

    def _post_clean(self) -> None:
        person = self.cleaned_data.get("person")
        if person is not None:
            self.instance.user = person
        self.instance.source = StandingSource.RECRUITER
        self.instance.valid_from = london_today()
        super()._post_clean()


@admin.register(InternalStanding)
class InternalStandingAdmin(RightsAdminMixin, _StandingAdmin):
    """Who is internal, from when to when. Rows are added and ended, never rewritten.

    People who manage users see all; recruiters see and end what they recorded themselves.
    """

    view_right = Right.RECORD_STANDING
    add_right = Right.RECORD_STANDING

    list_display = ("user", "kind", "valid_from", "last_day", "source", "recorded_at")
    list_filter = ("kind", "source")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__email")
    raw_id_fields = ("user",)  # a plain box: the searching one is not accessible
    ordering = ("-recorded_at",)
    list_per_page = 50
    actions = ("end_today",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[InternalStanding]:
        """All, or one's own."""
        rows = super().get_queryset(request)
        if _manages(request):
            return rows
        own = {"recorded_by": cast(User, request.user), "source": StandingSource.RECRUITER}
        return rows.filter(**own)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A recruiter names a person; a row that is there shows everything."""
        if obj is None and not _manages(request):
            return RecruiterStandingForm.field_order
        ended = [] if obj is None else ["recorded_at", "recorded_by", "ended_on", "ended_by"]
        return ["user", "kind", "source", "valid_from", "valid_until", "note", *ended]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[_StandingForm]:
        """The form knows who is acting."""
        if obj is None:
            form = StandingForm if _manages(request) else RecruiterStandingForm
            kwargs |= {"form": type(form.__name__, (form,), {"acting": request.user})}
            kwargs["fields"] = form.Meta.fields
        return super().get_form(request, obj, change, **kwargs)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """Says what a recruiter's word is worth."""
        if not _manages(request):
            extra_context = {
                **(extra_context or {}),
                "title": "Confirm that somebody works or volunteers with the Met",
                "subtitle": f"It holds from today. Up to {RECRUITER_A_DAY} people in 24 hours.",
            }
        return super().add_view(request, form_url, extra_context)

    @admin.action(description="End the chosen standings from today", permissions=["add"])
    def end_today(self, request: HttpRequest, queryset: QuerySet[InternalStanding]) -> None:
        """Ends each of them through the service; says how many, and why not the others."""
        ended = 0
        for standing in queryset.select_related("user"):
            try:
                end_standing(
                    standing=standing,
                    on=london_today(),
                    by=cast(User, request.user),
                    reason="ended in the staff pages",
                )
            except ValidationError as error:
                self.message_user(
                    request, f"{standing.user}: {error.messages[0]}", messages.WARNING
                )
            else:
                ended += 1
        self.message_user(request, f"Standings ended from today: {ended}.", messages.SUCCESS)

    def save_model(
        self, request: HttpRequest, obj: InternalStanding, form: Any, change: bool
    ) -> None:
        """The form has called the service."""


def _manages(request: HttpRequest) -> bool:
    return has_right(request.user, Right.MANAGE_USERS)
