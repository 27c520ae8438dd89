"""Whatever people or recruiters type comes out as text."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils.html import escape, format_html

from recruitment.ui.forms import FieldOptions, GovukFormMixin
from recruitment.ui.forms.rendering import error_links, render_field
from tests.ui.markup import Page

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "</textarea><svg onload=alert(1)>",
    "</label></fieldset><iframe src=javascript:alert(1)>",
]
FIELDS: dict[str, tuple[type[forms.Field], type[forms.Widget]]] = {
    "input": (forms.CharField, forms.TextInput),
    "textarea": (forms.CharField, forms.Textarea),
    "password": (forms.CharField, forms.PasswordInput),
    "select": (forms.ChoiceField, forms.Select),
    "radios": (forms.ChoiceField, forms.RadioSelect),
    "checkboxes": (forms.MultipleChoiceField, forms.CheckboxSelectMultiple),
    "checkbox": (forms.BooleanField, forms.CheckboxInput),
    "file": (forms.FileField, forms.FileInput),
}


def form_with(kind: str, payload: str) -> forms.Form:
    make, widget = FIELDS[kind]
    choosing = issubclass(make, forms.ChoiceField)
    extra = {"choices": [(payload, payload), ("b", "B")]} if choosing else {}

    def refuse(value: object) -> None:
        raise ValidationError(payload)

    class Evil(GovukFormMixin, forms.Form):
        field = make(label=payload, help_text=payload, widget=widget, **extra)
        field_options = {
            "field": FieldOptions(prefix=payload, suffix=payload, item_hints={payload: payload})
        }

        def clean(self) -> None:
            raise ValidationError(payload)

    form = Evil({"field": payload}, {})
    form.fields["field"].validators.append(refuse)
    form.add_error("field", payload)
    return form


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", FIELDS)
def test_nothing_typed_becomes_markup(kind: str, payload: str) -> None:
    html = render_field(form_with(kind, payload)["field"])
    page = Page(html)
    assert payload not in html
    assert escape(payload) in html
    assert {one.tag for one in page.elements}.isdisjoint({"script", "img", "svg", "iframe"})
    assert [name for one in page.elements for name in one.attrs if name.startswith("on")] == []


def test_summary_escapes() -> None:
    form = form_with("input", PAYLOADS[0])
    summary = Template("{% load govuk_forms %}{% error_summary form %}")
    html = summary.render(Context({"form": form}))
    assert [link["text"] for link in error_links([form])] == [PAYLOADS[0]] * 3
    assert "<script" not in html
    assert html.count(escape(PAYLOADS[0])) == 3


def test_a_hint_made_of_markup_by_the_program_stays_markup() -> None:
    class Linked(GovukFormMixin, forms.Form):
        field = forms.CharField(help_text=format_html('<a href="{}">Help</a>', "/help/"))

    assert '<div id="id_field-hint" class="govuk-hint"><a href="/help/">Help</a></div>' in (
        render_field(Linked()["field"])
    )
