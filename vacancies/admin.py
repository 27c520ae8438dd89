"""Adverts for staff: read, written and published through the same services as everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from vacancies import services
from vacancies.admin_questions import NAME, questions_link, questions_page
from vacancies.choices import VacancyStatus
from vacancies.forms import VacancyForm
from vacancies.models import Base, EssentialCriterion, TeamMember, Vacancy
from vacancies.models.constraints import PUBLISHED
from vacancies.policies import in_scope
from vacancies.selectors import vacancies_for_staff
from vacancies.services.writing import WRITABLE

if TYPE_CHECKING:
    from django.contrib.admin.models import LogEntry

_FIELDSETS: Any = (
    (None, {"fields": ("reference", "status", "title", "summary", "body")}),
    (
        "Kind of role",
        {"fields": ("route", "role_class", "job_family", "business_group", "unit", "visibility")},
    ),
    (
        "Pay and contract",
        {
            "fields": (
                "grade",
                ("salary_min", "salary_max"),
                ("location_allowance", "non_pensionable_allowance", "shift_percent"),
                ("rate", "rate_unit", "pay_note"),
                ("contract_type", "contract_months", "posts"),
                ("working_patterns", "hours_per_week", "working_note"),
            )
        },
    ),
    ("Where", {"fields": ("bases", "location_note", "posting_choices")}),
    (
        "What people need",
        {
            "fields": (
                "responsibilities",
                "desirable",
                "criteria",
                "conditions",
                "own_questions",
                ("vetting_level", "vetting_note", "residency_years"),
            )
        },
    ),
    (
        "Process",
        {
            "fields": (
                ("opens_at", "closes_at"),
                "assessment_plan",
                "contact_mailbox",
                ("tier_policy", "sealed_until_close"),
                "changes_after_sending",
                ("published_at", "version"),
            )
        },
    ),
)


class EssentialInline(RightsAdminMixin, admin.StackedInline):  # type: ignore[type-arg]
    model = EssentialCriterion
    extra = 1
    fields = ("order", "code", "text", "assessed_by")
    view_right = add_right = change_right = delete_right = Right.EDIT_VACANCIES


class TeamInline(RightsAdminMixin, admin.StackedInline):  # type: ignore[type-arg]
    model = TeamMember
    extra = 0
    raw_id_fields = ("user",)
    view_right = add_right = delete_right = Right.EDIT_VACANCIES


@admin.register(Vacancy)
class VacancyAdmin(RightsAdminMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """Limited to the adverts of the person's teams; restricted ones at a Met device only."""

    form = VacancyForm
    fieldsets = _FIELDSETS
    inlines = (EssentialInline, TeamInline)
    list_display = ("reference", "title", "route", "state", "closes_at", "posts")
    list_filter = ("status", "route", "visibility", "business_group")
    search_fields = ("reference", "title", "unit")
    search_help_text = "Reference, title or unit"
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    actions = ("publish",)
    view_right = Right.READ_APPLICATIONS
    add_right = change_right = Right.EDIT_VACANCIES

    @admin.display(description="State")
    def state(self, vacancy: Vacancy) -> str:
        """What readers see now, which the stored status alone does not say."""
        now = timezone.now()
        if vacancy.is_scheduled_at(now):
            return "Opens later"
        if vacancy.status == VacancyStatus.OPEN:
            return "Closed by time" if vacancy.has_closed_at(now) else "Open"
        return str(vacancy.get_status_display())

    @admin.display(description="Questions of its own")
    def own_questions(self, vacancy: Vacancy | None) -> str:
        return questions_link(vacancy)

    def get_urls(self) -> list[URLPattern]:
        page = partial(questions_page, model_admin=self)
        route = path("<int:pk>/questions/", self.admin_site.admin_view(page), name=NAME)
        return [route, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vacancy]:
        return vacancies_for_staff(request.user, device=request.device).order_by("-id")  # type: ignore[attr-defined,arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or in_scope(request.user, obj))  # type: ignore[arg-type]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = ("reference", "status", "published_at", "version", "own_questions")
        # People plan by the closing time they saw; extend_closing alone moves it.
        return (*fixed, "opens_at", "closes_at") if obj and obj.status in PUBLISHED else fixed

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the services, which check the right, validate again and write the audit."""
        values = {name: form.cleaned_data[name] for name in form.cleaned_data if name in WRITABLE}
        bases = form.cleaned_data["bases"]
        if change:
            changes = {name: value for name, value in values.items() if name in form.changed_data}
            services.edit_vacancy(
                by=request.user,  # type: ignore[arg-type]
                vacancy_id=obj.pk,
                changes=changes,
                bases=bases,
            )
            return
        saved = services.create_vacancy(by=request.user, fields=values, bases=bases)  # type: ignore[arg-type]
        obj.pk, obj.reference = saved.pk, saved.reference
        obj._state.adding = False

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Criteria and team; the bases were written with the advert."""
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
            if formset.has_changed() or formset.deleted_forms:
                writer = _FORMSETS[formset.model]
                writer(request.user, form.instance.pk, formset)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry | None:  # type: ignore[override]
        """The audit log has it. Django's own log would show restricted titles anywhere."""
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry | None:  # type: ignore[override]
        """As for adding."""
        return None

    @admin.action(description="Publish the chosen drafts", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Vacancy]) -> None:
        """Publish each one that is complete; say what the others lack."""
        for vacancy in queryset:
            try:
                services.publish_vacancy(by=request.user, vacancy_id=vacancy.pk)  # type: ignore[arg-type]
            except ValidationError as error:
                text = " ".join(error.messages)
                self.message_user(request, f"{vacancy.reference}: {text}", messages.ERROR)
            except PermissionDenied as error:
                self.message_user(request, f"{vacancy.reference}: {error}", messages.ERROR)
            else:
                self.message_user(request, f"{vacancy.reference} is published.", messages.SUCCESS)


def _write_criteria(by: Any, vacancy_id: int, formset: Any) -> None:
    rows = [row for row in formset.cleaned_data if row and not row.get("DELETE")]
    rows.sort(key=lambda row: row["order"])
    essential = [
        services.EssentialData(row["code"], row["text"], row["assessed_by"]) for row in rows
    ]
    services.set_essential_criteria(by=by, vacancy_id=vacancy_id, essential=essential)


def _write_team(by: Any, vacancy_id: int, formset: Any) -> None:
    for form in formset.deleted_forms:
        services.remove_team_member(by=by, member_id=form.instance.pk)
    for form in formset.extra_forms:
        row = form.cleaned_data
        if form.has_changed() and not row.get("DELETE"):
            services.add_team_member(
                by=by, vacancy_id=vacancy_id, user=row["user"], role=row["role"]
            )


_FORMSETS = {EssentialCriterion: _write_criteria, TeamMember: _write_team}


@admin.register(Base)
class BaseAdmin(RightsAdminMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """Bases are loaded from the organisation's data, and only read here."""

    list_display = ("name", "zone", "bcu")
    list_filter = ("zone", "bcu")
    search_fields = ("name",)
    view_right = Right.EDIT_VACANCIES
