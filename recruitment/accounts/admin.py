"""Staff pages for people: roles, access to the portal, and internal standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from recruitment.accounts.admin_imports import StandingImportAdmin
from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.admin_standing import InternalStandingAdmin
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, Role, grant_role, revoke_role
from recruitment.accounts.services import deactivate_user, reactivate_user

__all__ = ["InternalStandingAdmin", "StandingImportAdmin", "UserAdmin"]

if TYPE_CHECKING:
    _UserForm = forms.ModelForm[User]
    _UserAdmin = admin.ModelAdmin[User]
else:
    _UserForm = forms.ModelForm
    _UserAdmin = admin.ModelAdmin


class AccessForm(_UserForm):
    """What a manager of users may change about somebody: roles, and whether they may sign in."""

    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.label) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Each role opens the staff pages. The person needs a second factor to enter.",
    )
    may_sign_in = forms.BooleanField(
        required=False, help_text="Without it the person is signed out everywhere at once."
    )
    reason = forms.CharField(
        max_length=200,
        required=False,
        help_text="Needed when you change whether the person may sign in.",
    )

    # The people concerned; set for each request by UserAdmin.get_form.
    acting: User

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].initial = [role.value for role in group_roles(self.instance)]
        self.fields["may_sign_in"].initial = self.instance.is_active

    def clean(self) -> dict[str, Any]:
        """Nobody works on their own account, and switching off or on has a reason."""
        cleaned = super().clean() or {}
        if self.instance.pk == self.acting.pk:
            raise ValidationError("You cannot change your own roles or access. Ask a colleague.")
        changed = cleaned.get("may_sign_in") != self.instance.is_active
        if changed and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why the person may or may not sign in.")
        return cleaned


def group_roles(user: User) -> list[Role]:
    """The roles that were granted; not what being a superuser adds to them."""
    names = set(user.groups.values_list("name", flat=True))
    return [role for role in Role if role.value in names]


class RoleFilter(admin.SimpleListFilter):
    """The people who hold one role, by the role's name in words."""

    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every role."""
        return [(role.value, role.label) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        """Those who were granted it."""
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(RightsAdminMixin, _UserAdmin):
    """Accounts: read-only but for roles and access. People sign up by themselves."""

    view_right = Right.MANAGE_USERS
    change_right = Right.MANAGE_USERS

    form = AccessForm
    list_display = ("username", "full_name", "email", "role_names", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", RoleFilter)
    search_fields = ("username", "email", "first_name", "last_name")
    ordering = ("username",)
    list_per_page = 50
    readonly_fields = ("username", "full_name", "email", "date_joined", "last_login")
    fieldsets = (
        (None, {"fields": readonly_fields}),
        ("Access", {"fields": ("roles", "may_sign_in", "reason")}),
    )
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the groups at hand, so that a longer list costs no more queries."""
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[_UserForm]:
        """The form knows who is acting."""
        form = super().get_form(request, obj, change, **{**kwargs, "fields": None})
        return cast("type[_UserForm]", type("AccessForm", (form,), {"acting": request.user}))

    @admin.display(description="name")
    def full_name(self, user: User) -> str:
        """First and last name, when the person gave them."""
        return user.get_full_name() or "–"

    @admin.display(description="roles")
    def role_names(self, user: User) -> str:
        """The granted roles in words."""
        names = {group.name for group in user.groups.all()}
        return ", ".join(role.label for role in Role if role.value in names) or "–"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Calls the services, each of which checks the right and writes the audit log."""
        by = cast(User, request.user)
        person = User.objects.get(pk=obj.pk)
        had, wanted = set(group_roles(person)), {Role(name) for name in form.cleaned_data["roles"]}
        for role in sorted(wanted - had):
            grant_role(user=person, role=role, by=by)
        for role in sorted(had - wanted):
            revoke_role(user=person, role=role, by=by)
        may, reason = form.cleaned_data["may_sign_in"], form.cleaned_data["reason"]
        if may and not person.is_active:
            reactivate_user(user=person, by=by, reason=reason)
        elif not may and person.is_active:
            deactivate_user(user=person, by=by, reason=reason)
