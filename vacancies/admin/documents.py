"""The page on which the documents of an advert are put up, replaced and taken off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from recruitment.accounts.roles import Right
from vacancies.admin.pages import AdvertView
from vacancies.attachments import Purpose, files_of_advert, label_of
from vacancies.choices import VacancyStatus
from vacancies.choices_life import VacancyEvent
from vacancies.forms_documents import DocumentForm
from vacancies.life import STEPS
from vacancies.models import Vacancy
from vacancies.services import attach_file, remove_file
from vacancies.services.stepping import CHANGED, last_sequence
from vacancies.telling_words import saving_means

CONFLICT = 409


class DocumentsPage(AdvertView):
    """GET shows them; POST adds one, or takes off the one that "remove" names."""

    name = "documents"
    title = "Documents"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._check_right()
        return self._show(self._form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._check_right()
        if "remove" in request.POST:
            return self._remove(request.POST["remove"], request.POST.get("seen", ""))
        form = DocumentForm(request.POST, request.FILES, files=files_of_advert(self.vacancy))
        if not form.is_valid():
            return self._show(form)
        replaced = form.cleaned_data.get("in_place_of")
        try:
            file = attach_file(
                by=self.user,
                vacancy_id=self.vacancy.pk,
                checked=form.cleaned_data["file"],
                purpose=Purpose(form.cleaned_data["purpose"]),
                in_place_of=UUID(replaced) if replaced else None,
                seen=form.cleaned_data["seen"],
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self._show(form, status=_status_of(error))
        return self._done(f"“{file.name}” is on the advert once it is checked for viruses.")

    def _remove(self, chosen: str, seen: str) -> HttpResponse:
        form = self._form()
        try:
            remove_file(
                by=self.user,
                vacancy_id=self.vacancy.pk,
                file_id=_uuid(chosen),
                seen=int(seen) if seen.isdigit() else 0,
            )
        except ValidationError as error:
            return self._show(form, error.messages, status=_status_of(error))
        return self._done("The document is deleted.")

    def _done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(self.request.path)

    def _check_right(self) -> None:
        if not self.may(Right.EDIT_VACANCIES):
            raise PermissionDenied

    def _form(self) -> DocumentForm:
        seen = {"seen": last_sequence(self.vacancy)}
        return DocumentForm(initial=seen, files=files_of_advert(self.vacancy))

    def _show(self, form: DocumentForm, problems: Any = (), *, status: int = 200) -> HttpResponse:
        now = VacancyStatus(self.vacancy.status)
        context = self.page_context(
            form=form,
            problems=problems,
            files=[(label_of(file), file) for file in files_of_advert(self.vacancy)],
            may_change=now in STEPS[VacancyEvent.EDIT].moves,
            saving_means=saving_means(self.vacancy),
        )
        return render(self.request, "vacancies/staff/documents.html", context, status=status)


def _status_of(error: ValidationError) -> int:
    return CONFLICT if getattr(error, "code", None) == CHANGED else 200


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # names no document


def documents_link(vacancy: Vacancy | None) -> str:
    """What stands in the advert's own form: how many there are, and the way to them."""
    if vacancy is None or vacancy.pk is None:
        return "Save the advert first; then you can put documents on it."
    count = files_of_advert(vacancy).count()
    words = "No documents" if not count else f"{count} document{'s' if count > 1 else ''}"
    address = reverse("admin:vacancies_vacancy_documents", args=[vacancy.pk])
    return format_html('{}. <a href="{}">Add or remove documents</a>', words, address)
