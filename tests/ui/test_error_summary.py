"""The box that says what is wrong, and where it leads."""

from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual

from recruitment.ui.forms import GovukFormMixin
from recruitment.ui.forms.rendering import error_links
from tests.ui.gallery.forms import GalleryForm

SUMMARY = Template("{% load govuk_forms %}{% error_summary form %}")


def test_each_error_leads_to_its_control() -> None:
    form = GalleryForm({"started-day": "5", "started-month": "6", "born-year": "1990"}, {})
    assert {link["href"]: link["text"] for link in error_links([form])} == {
        "#id_name": "Enter full name.",
        "#id_email": "Enter email address.",
        "#id_salary": "Enter current salary.",
        "#id_why": "Enter an answer to “Why do you want this role?”.",
        "#id_borough": "Select borough.",
        "#id_served_0": "Select an answer to “Have you worked for the Met before?”.",
        "#id_interests_0": "Select an answer to “Which kinds of work interest you?”.",
        "#id_agree": "Select the box to confirm: I have read the declaration.",
        "#id_born-day": "Your date of birth must include a day and a month.",
        "#id_started-year": "Your start date must include a year.",
        "#id_certificate": "Choose a file for “Upload your certificate”.",
        "#id_password": "Enter password.",
    }


def test_order_is_that_of_the_page() -> None:
    links = error_links([GalleryForm({"token": ""}, {})])
    assert [link["href"] for link in links][:3] == ["#id_name", "#id_email", "#id_salary"]


class Pair(GovukFormMixin, forms.Form):
    first = forms.CharField(label="First name")
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("The two do not go together.")


def test_whole_markup_with_errors_of_the_form_and_of_hidden_fields() -> None:
    assertHTMLEqual(
        SUMMARY.render(Context({"form": Pair({"first": ""})})),
        '<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">'
        '<h2 class="govuk-error-summary__title">There is a problem</h2>'
        '<div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">'
        "<li>The two do not go together.</li>"
        '<li><a href="#id_first">Enter first name.</a></li><li>Enter secret.</li>'
        "</ul></div></div></div>",
    )


@pytest.mark.parametrize("form", [Pair(), None, ""])
def test_nothing_wrong_nothing_drawn(form: object) -> None:
    assert SUMMARY.render(Context({"form": form})).strip() == ""


def test_formsets_and_several_forms() -> None:
    formset_class = forms.formset_factory(Pair, extra=2, min_num=1, validate_min=True)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-1-first": "Ada"}
    formset = formset_class(data)
    assert not formset.is_valid()
    links = error_links([Pair({"first": "Ada", "secret": "x"}), formset])
    whole, first, secret = "The two do not go together.", "Enter first name.", "Enter secret."
    assert [(link["text"], link["href"]) for link in links] == [
        (whole, ""),
        (whole, ""),
        (first, "#id_form-0-first"),
        (secret, ""),
        (whole, ""),
        (secret, ""),
    ]


def test_prefixed_forms_keep_their_ids() -> None:
    links = error_links([Pair({"a-secret": "x"}, prefix="a")])
    assert [link["href"] for link in links] == ["", "#id_a-first"]
