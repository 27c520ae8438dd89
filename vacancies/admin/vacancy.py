"""The list of adverts, and the page on which one is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone

from recruitment.accounts.admin_site import RightsAdminMixin
from recruitment.accounts.roles import Right
from vacancies import selectors_staff, services
from vacancies.admin.criteria import criteria_link
from vacancies.admin.documents import documents_link
from vacancies.admin.fieldsets import FIELDSETS
from vacancies.admin.life import life_urls
from vacancies.admin.shown import automatic_words, holder_words
from vacancies.admin_questions import NAME, questions_link, questions_page
from vacancies.forms import EssentialForm, EssentialFormSet, VacancyForm
from vacancies.models import EssentialCriterion, TeamMember, Vacancy
from vacancies.models.constraints import PUBLISHED
from vacancies.policies import in_scope
from vacancies.presenting import state_of
from vacancies.selectors import vacancies_for_staff
from vacancies.services.writing import FIXED_ONCE_PUBLISHED
from vacancies.telling_words import saving_means

if TYPE_CHECKING:
    from django.contrib.admin.models import LogEntry


FIXED = (
    "reference",
    "status",
    "published_at",
    "version",
    "own_criteria",
    "own_questions",
    "own_conditions",
    "own_documents",
    "vacancy_holder",
)
FIXED_ONCE_OUT = ("opens_at", "closes_at", *sorted(FIXED_ONCE_PUBLISHED))


class EssentialInline(RightsAdminMixin, admin.StackedInline):  # type: ignore[type-arg]
    model = EssentialCriterion
    form = EssentialForm
    formset = EssentialFormSet
    extra = 1
    fields = ("order", "code", "text", "assessed_by", "guide")
    view_right = add_right = change_right = delete_right = Right.EDIT_VACANCIES


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member of staff, by name; the username tells two of the same name apart."""

    def label_from_instance(self, obj: Any) -> str:
        name = obj.get_full_name()
        return f"{name} ({obj.get_username()})" if name else str(obj.get_username())


class TeamInline(RightsAdminMixin, admin.StackedInline):  # type: ignore[type-arg]
    """Who works on the advert: an empty row is there without script as well."""

    model = TeamMember
    extra = 1
    view_right = add_right = delete_right = Right.EDIT_VACANCIES

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name == "user":
            return ColleagueField(queryset=selectors_staff.colleagues(), label="Colleague")
        return super().formfield_for_foreignkey(db_field, request, **options)


@admin.register(Vacancy)
class VacancyAdmin(RightsAdminMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """Limited to the adverts of the person's teams; restricted ones at a Met device only."""

    form = VacancyForm
    fieldsets = FIELDSETS
    inlines = (EssentialInline, TeamInline)
    list_display = ("reference", "title", "route", "state", "closes_at", "posts")
    list_filter = ("status", "route", "visibility", "business_group")
    search_fields = ("reference", "title", "unit")
    search_help_text = "Reference, title or unit"
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    actions = None
    change_form_template = "vacancies/staff/change_form.html"
    view_right = Right.READ_APPLICATIONS
    add_right = change_right = Right.EDIT_VACANCIES

    @admin.display(description="State")
    def state(self, vacancy: Vacancy) -> str:
        """What readers see now, which the stored status alone does not say."""
        return state_of(vacancy, at=timezone.now())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vacancy]:
        return vacancies_for_staff(request.user, device=request.device).order_by("-id")  # type: ignore[attr-defined,arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or in_scope(request.user, obj))  # type: ignore[arg-type]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # People plan by the closing time they saw; extend_closing alone moves it.
        return (*FIXED, *FIXED_ONCE_OUT) if obj and obj.status in PUBLISHED else FIXED

    def get_urls(self) -> list[Any]:
        """With the pages of the advert's questions and of its life."""
        page = partial(questions_page, model_admin=self)
        route = path("<int:pk>/questions/", self.admin_site.admin_view(page), name=NAME)
        return [route, *life_urls(self.admin_site), *super().get_urls()]

    @admin.display(description="Specific eligibility criteria")
    def own_criteria(self, vacancy: Vacancy | None) -> str:
        return criteria_link(vacancy)

    @admin.display(description="Questions of its own")
    def own_questions(self, vacancy: Vacancy | None) -> str:
        return questions_link(vacancy)

    @admin.display(description="Conditions that the role brings by itself")
    def own_conditions(self, vacancy: Vacancy | None) -> str:
        return automatic_words(vacancy)

    @admin.display(description="Documents")
    def own_documents(self, vacancy: Vacancy | None) -> str:
        return documents_link(vacancy)

    @admin.display(description="Vacancy holder")
    def vacancy_holder(self, vacancy: Vacancy | None) -> str:
        """Who answers for the vacancy: whoever has that place in its team."""
        return holder_words(vacancy)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """With what saving does now: whether it unapproves the advert, and whom it tells."""
        vacancy = kwargs.get("obj")
        context["saving_means"] = saving_means(vacancy) if vacancy else ()
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Written in `save_related`, in one go with its criteria: people are told once."""

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Through the services, which check the right, validate again, write history and audit."""
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        criteria, team = (_of(formsets, model) for model in (EssentialCriterion, TeamMember))
        essential = _essential(criteria) if _touched(criteria) else None
        if change:
            services.edit_vacancy(
                by=request.user,
                vacancy_id=form.instance.pk,
                changes=form.changes,
                bases=form.cleaned_data["bases"],
                essential=essential,
            )
        else:
            saved = services.create_vacancy(
                by=request.user,
                fields=form.written,
                bases=form.cleaned_data["bases"],
                essential=essential or (),
            )
            form.instance.pk, form.instance.reference = saved.pk, saved.reference
            form.instance._state.adding = False
        if _touched(team):
            _write_team(request.user, form.instance.pk, team)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry | None:  # type: ignore[override]
        """The audit log has it. Django's own log would show restricted titles anywhere."""
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry | None:  # type: ignore[override]
        """As for adding."""
        return None


def _of(formsets: Any, model: Any) -> Any:
    return next((formset for formset in formsets if formset.model is model), None)


def _touched(formset: Any) -> bool:
    return formset is not None and bool(formset.has_changed() or formset.deleted_forms)


def _essential(formset: Any) -> list[services.EssentialData]:
    rows = [row for row in formset.cleaned_data if row and not row.get("DELETE")]
    rows.sort(key=lambda row: row["order"])
    return [
        services.EssentialData(
            row["code"],
            row["text"],
            row["assessed_by"],
            tuple((line["value"], line["words"]) for line in row["guide"]),
        )
        for row in rows
    ]


def _write_team(by: Any, vacancy_id: int, formset: Any) -> None:
    for form in formset.deleted_forms:
        services.remove_team_member(by=by, member_id=form.instance.pk)
    for form in formset.extra_forms:
        row = form.cleaned_data
        if form.has_changed() and not row.get("DELETE"):
            services.add_team_member(
                by=by, vacancy_id=vacancy_id, user=row["user"], role=row["role"]
            )
