"""The template pack behind `{% crispy form %}` and `{{ form|crispy }}`."""

from __future__ import annotations

import pytest
from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual

from recruitment.ui.forms import FieldOptions, GovukFormMixin, govuk_helper
from tests.ui.gallery.forms import GalleryForm
from tests.ui.markup import Page

WHOLE = Template("{% load crispy_forms_tags %}{% crispy form %}")
WITH_HELPER = Template("{% load crispy_forms_tags %}{% crispy form helper %}")
BARE = Template("{% load crispy_forms_tags %}{{ form|crispy }}")


class Small(GovukFormMixin, forms.Form):
    submit_label = "Save"

    colour = forms.CharField()
    token = forms.CharField(widget=forms.HiddenInput, required=False)


COLOUR = (
    '<div class="govuk-form-group"><label class="govuk-label" for="id_colour">Colour</label>'
    '<input type="text" name="colour" class="govuk-input" id="id_colour"></div>'
)


def button(label: str, extra: str = "") -> str:
    return (
        f'<button type="submit" class="govuk-button{extra}" data-module="govuk-button"'
        f' data-prevent-double-click="true">{label}</button>'
    )


def test_whole_form_has_token_novalidate_and_our_button() -> None:
    assertHTMLEqual(
        WHOLE.render(Context({"form": Small(), "csrf_token": "abc"})),
        '<form method="post" novalidate>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'
        '<input type="hidden" name="token" id="id_token">'
        + COLOUR
        + f'<div class="govuk-button-group">{button("Save")}</div></form>',
    )


def test_helper_names_address_button_and_way_back() -> None:
    form = Small()
    helper = govuk_helper(
        form, submit_label="Withdraw", action="/away/", cancel_url="/back/", warning=True
    )
    html = WITH_HELPER.render(Context({"form": form, "helper": helper, "csrf_token": "abc"}))
    page = Page(html)
    assert page.one("form")["action"] == "/away/"
    assert button("Withdraw", " govuk-button--warning") in html
    assert (page.one("a")["href"], page.one("a").text) == ("/back/", "Cancel")


def test_search_forms_carry_no_token() -> None:
    form = Small()
    helper = govuk_helper(form, method="get")
    html = WITH_HELPER.render(Context({"form": form, "helper": helper, "csrf_token": "abc"}))
    assert Page(html).one("form")["method"] == "get"
    assert "csrfmiddlewaretoken" not in html


def test_files_need_multipart() -> None:
    html = WHOLE.render(Context({"form": GalleryForm(), "csrf_token": "abc"}))
    assert Page(html).one("form")["enctype"] == "multipart/form-data"


def test_bare_form_draws_revealed_questions_once() -> None:
    html = BARE.render(Context({"form": GalleryForm()}))
    assert html.count('name="served_where"') == 1
    assert [one["name"] for one in Page(html).all("input", type="text")] == [
        "name", "salary", "served_where", "born-day", "born-month", "born-year", "started-day",
        "started-month", "started-year",
    ]  # fmt: skip


def test_layouts_work_and_draw_revealed_questions_once() -> None:
    form = GalleryForm()
    helper = govuk_helper(form)
    helper.layout = Layout(Fieldset("About you", "name"), Div(Field("served"), css_class="box"))
    html = WITH_HELPER.render(Context({"form": form, "helper": helper, "csrf_token": "abc"}))
    page = Page(html)
    assert page.all("legend")[0].text == "About you"
    assert len(page.all("div", class_="box")) == 1
    assert html.count('name="served_where"') == 1


def test_no_bootstrap_and_nothing_inline() -> None:
    page = Page(WHOLE.render(Context({"form": GalleryForm(), "csrf_token": "abc"})))
    classes = {name for one in page.elements for name in one.classes}
    assert {name for name in classes if not name.startswith(("govuk-", "app-"))} == set()
    assert [one.tag for one in page.elements if "style" in one.attrs] == []
    assert [one.tag for one in page.elements if "required" in one.attrs] == []


def test_formset() -> None:
    formset = forms.formset_factory(Small, extra=2)()
    html = BARE.render(Context({"form": formset}))
    page = Page(html)
    assert [one.text for one in page.all("legend")] == ["1 of 2", "2 of 2"]
    assert page.one("input", id="id_form-1-colour")["name"] == "form-1-colour"
    assert page.one("input", id="id_form-TOTAL_FORMS")["value"] == "2"
    whole = WHOLE.render(Context({"form": formset, "csrf_token": "abc"}))
    assert len(Page(whole).all("form")) == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            FieldOptions(heading=True),
            '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l"'
            ' for="id_colour">Colour</label></h1>',
        ),
        (
            FieldOptions(heading=True, size="xl"),
            '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--xl"'
            ' for="id_colour">Colour</label></h1>',
        ),
        (
            FieldOptions(size="s"),
            '<label class="govuk-label govuk-label--s" for="id_colour">Colour</label>',
        ),
    ],
)
def test_label_may_be_the_heading(options: FieldOptions, expected: str) -> None:
    class One(Small):
        field_options = {"colour": options}

    assert expected in BARE.render(Context({"form": One()}))


def test_legend_may_be_the_heading() -> None:
    class One(GalleryForm):
        field_options = {"served": FieldOptions(heading=True)}

    assert (
        '<legend class="govuk-fieldset__legend govuk-fieldset__legend--l">'
        '<h1 class="govuk-fieldset__heading">Have you worked for the Met before?</h1></legend>'
    ) in BARE.render(Context({"form": One()}))


def test_forms_without_the_mixin_are_drawn_too() -> None:
    class Foreign(forms.Form):
        colour = forms.CharField(
            required=False, widget=forms.TextInput(attrs={"placeholder": "Red", "class": "wide"})
        )

    assertHTMLEqual(
        BARE.render(Context({"form": Foreign()})),
        '<div class="govuk-form-group"><label class="govuk-label" for="id_colour">Colour</label>'
        '<input type="text" name="colour" class="govuk-input wide" id="id_colour"></div>',
    )
