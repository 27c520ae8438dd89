"""From a Django field to GOV.UK markup: which component, and everything its template needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from recruitment.ui.forms.fields import DateInputWidget
from recruitment.ui.forms.mixin import FieldOptions
from recruitment.ui.validators import MaxWordsValidator


def component_of(bound: BoundField) -> str:
    """The name of the component that draws this field."""
    widget = bound.field.widget
    # CheckboxSelectMultiple is a RadioSelect to Python, so it is looked for first.
    table: list[tuple[str, type | tuple[type, ...]]] = [
        ("date", DateInputWidget),
        ("checkboxes", forms.CheckboxSelectMultiple),
        ("radios", forms.RadioSelect),
        ("checkbox", forms.CheckboxInput),
        ("file", (forms.FileInput, forms.ClearableFileInput)),
        ("password", forms.PasswordInput),
        ("textarea", forms.Textarea),
        ("select", forms.Select),
    ]
    for name, kinds in table:
        if isinstance(widget, kinds):
            return name
    return "input"


def options_of(bound: BoundField) -> FieldOptions:
    every: Mapping[str, FieldOptions] = getattr(bound.form, "field_options", {})
    return every.get(bound.name, FieldOptions())


def revealed_names(form: Any) -> set[str]:
    """Fields that are drawn beneath a choice of another field, never on their own."""
    options = getattr(form, "field_options", {}).values()
    return {name for one in options for name in one.reveals.values()}


def render_field(bound: BoundField) -> SafeString:
    """One field with label, hint, error and control. Hidden fields: the bare input."""
    if bound.is_hidden:
        return mark_safe(bound.as_widget())  # nosec B308 B703: rendered by a template
    # The browser's own validation would speak before ours, in its words.
    bound.form.use_required_attribute = False
    # A placeholder vanishes when people type and is often too pale to read.
    bound.field.widget.attrs.pop("placeholder", None)
    component = component_of(bound)
    context = common_context(bound)
    context |= BUILDERS[component](bound, context)
    return mark_safe(get_template(f"govuk/components/{component}.html").render(context))  # nosec B308 B703


def common_context(bound: BoundField) -> dict[str, Any]:
    options = options_of(bound)
    errors = list(bound.errors)
    id_ = bound.auto_id or bound.html_name
    described_by = []
    if bound.help_text:
        described_by.append(f"{id_}-hint")
    if errors:
        described_by.append(f"{id_}-error")
    return {
        "field": bound,
        "options": options,
        "id": id_,
        "label": bound.label,
        "optional": is_marked_optional(bound),
        "hint": bound.help_text,
        "errors": errors,
        "described_by": " ".join(described_by),
        "label_size": options.size or ("l" if options.heading else ""),
    }


def is_marked_optional(bound: BoundField) -> bool:
    marked = getattr(bound.form, "mark_optional", False)
    return bool(
        marked and not bound.field.required and bound.name not in revealed_names(bound.form)
    )


def classes(*names: str) -> str:
    return " ".join(name for name in names if name)


def widget_attrs(bound: BoundField, context: dict[str, Any], *names: str) -> dict[str, str | bool]:
    """Attributes for the control: our classes, the widget's own class, what describes it."""
    own = str(bound.field.widget.attrs.get("class", ""))
    attrs: dict[str, str | bool] = {"class": classes(*names, own)}
    if context["described_by"]:
        attrs["aria-describedby"] = context["described_by"]
    return attrs


def width_class(options: FieldOptions) -> str:
    if not options.width:
        return ""
    prefix = "govuk-input--width-" if options.width.isdecimal() else "govuk-!-width-"
    return prefix + options.width


def build_input(bound: BoundField, context: dict[str, Any]) -> dict[str, Any]:
    error = "govuk-input--error" if context["errors"] else ""
    attrs = widget_attrs(bound, context, "govuk-input", width_class(context["options"]), error)
    widget = bound.field.widget
    own = dict(widget.attrs)
    kind = getattr(widget, "input_type", "text")
    if kind == "number":
        # A number box changes its value under a scrolling mouse and hides what was mistyped.
        decimals = isinstance(bound.field, forms.DecimalField | forms.FloatField)
        keep = {key: own[key] for key in own.keys() - {"min", "max", "step", "class"}}
        widget = forms.TextInput(attrs=keep)
        attrs.setdefault("inputmode", "decimal" if decimals else "numeric")
    elif kind in {"email", "tel", "url"}:
        for key, value in (("autocomplete", kind), ("spellcheck", "false")):
            if key not in own and not (key == "autocomplete" and kind == "url"):
                attrs[key] = value
    return {"control": bound.as_widget(widget=widget, attrs=attrs)}


def build_password(bound: BoundField, context: dict[str, Any]) -> dict[str, Any]:
    error = "govuk-input--error" if context["errors"] else ""
    attrs = widget_attrs(
        bound,
        context,
        "govuk-input govuk-password-input__input govuk-js-password-input-input",
        error,
    )
    attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    own = bound.field.widget.attrs.get("autocomplete")
    attrs["autocomplete"] = own or "current-password"
    return {"control": bound.as_widget(attrs=attrs)}


def build_textarea(bound: BoundField, context: dict[str, Any]) -> dict[str, Any]:
    limits = [one.limit for one in bound.field.validators if isinstance(one, MaxWordsValidator)]
    max_words = min(limits) if limits else None
    error = "govuk-textarea--error" if context["errors"] else ""
    counted = "govuk-js-character-count" if max_words else ""
    attrs = widget_attrs(bound, context, "govuk-textarea", counted, error)
    if max_words:
        attrs["aria-describedby"] = classes(context["described_by"], f"{context['id']}-info")
    rows = context["options"].rows or (12 if (max_words or 0) > 200 else 5)
    attrs["rows"] = str(rows)
    attrs.setdefault("cols", "40")
    return {"control": bound.as_widget(attrs=attrs), "max_words": max_words}


def build_select(bound: BoundField, context: dict[str, Any]) -> dict[str, Any]:
    error = "govuk-select--error" if context["errors"] else ""
    attrs = widget_attrs(bound, context, "govuk-select", width_class(context["options"]), error)
    return {"control": bound.as_widget(attrs=attrs)}


def build_file(bound: BoundField, context: dict[str, Any]) -> dict[str, Any]:
    error = "app-file--error" if context["errors"] else ""
    attrs = widget_attrs(bound, context, "app-file", error)
    own = {key: value for key, value in bound.field.widget.attrs.items() if key != "class"}
    return {"control": bound.as_widget(widget=forms.FileInput(attrs=own), attrs=attrs)}


def build_choices(bound: BoundField, context: dict[str, Any]) -> dict[str, Any]:
    options = context["options"]
    items = []
    for index, choice in enumerate(bound.subwidgets):
        value = str(choice.data["value"])
        revealed = options.reveals.get(value)
        items.append(
            {
                "id": f"{context['id']}_{index}",
                "value": value,
                "label": choice.data["label"],
                "checked": bool(choice.data["selected"]),
                "disabled": bool(choice.data["attrs"].get("disabled")),
                "hint": options.item_hints.get(value, ""),
                "revealed": render_revealed(bound, revealed) if revealed else "",
                "exclusive": value == options.exclusive,
                "divider": value == options.divider_before,
            }
        )
    return {"items": items}


def render_revealed(bound: BoundField, name: str) -> SafeString:
    rendered = getattr(bound.form, "rendered_fields", None)
    if rendered is not None:
        rendered.add(name)  # crispy's own book-keeping against drawing a field twice
    return render_field(bound.form[name])


def build_checkbox(bound: BoundField, context: dict[str, Any]) -> dict[str, Any]:
    return {"checked": bool(bound.value()), "value": "on"}


def build_date(bound: BoundField, context: dict[str, Any]) -> dict[str, Any]:
    widget = bound.field.widget
    wrong = wrong_parts(bound)
    return {
        "boxes": widget.boxes(bound.html_name, bound.value(), context["id"], wrong),
        "month_only": widget.month_only_box(bound.html_name, bound.value(), context["id"]),
    }


def wrong_parts(bound: BoundField) -> tuple[str, ...]:
    """The parts of a date that its errors point at; all of them when an error does not say."""
    found: list[str] = []
    for error in bound.form.errors.as_data().get(bound.name, []):
        found.extend((error.params or {}).get("parts", ("day", "month", "year")))
    return tuple(dict.fromkeys(found))


BUILDERS: dict[str, Callable[[BoundField, dict[str, Any]], dict[str, Any]]] = {
    "input": build_input,
    "password": build_password,
    "textarea": build_textarea,
    "select": build_select,
    "file": build_file,
    "radios": build_choices,
    "checkboxes": build_choices,
    "checkbox": build_checkbox,
    "date": build_date,
}


def first_control_id(bound: BoundField) -> str:
    """Where the error summary leads: the control itself, the first choice, the wrong box."""
    id_ = bound.auto_id or bound.html_name
    component = component_of(bound)
    if component == "date":
        parts = wrong_parts(bound)
        return f"{id_}-{parts[0] if parts else 'day'}"
    if component in {"radios", "checkboxes"}:
        return f"{id_}_0"
    return id_


def error_links(forms_: Iterable[Any]) -> list[dict[str, str]]:
    """Every error of these forms or formsets, in page order, with the address of its control."""
    found: list[dict[str, str]] = []
    for form in forms_:
        if isinstance(form, BaseFormSet):
            found.extend({"text": str(text), "href": ""} for text in form.non_form_errors())
            found.extend(error_links(form.forms))
        elif form is not None and form.is_bound:
            found.extend(links_of_form(form))
    return found


def links_of_form(form: Any) -> list[dict[str, str]]:
    links = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for name, messages in form.errors.items():
        if name not in form.fields:
            continue
        bound = form[name]
        href = "" if bound.is_hidden else f"#{first_control_id(bound)}"
        links.extend({"text": str(text), "href": href} for text in messages)
    return links
