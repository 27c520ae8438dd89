"""The markup of every component, with and without an error, compared whole."""

from __future__ import annotations

import pytest
from django import forms
from django.http import QueryDict
from pytest_django.asserts import assertHTMLEqual

from recruitment.ui.forms.rendering import render_field
from tests.ui.gallery.forms import GalleryForm


def fresh(name: str) -> str:
    return render_field(GalleryForm()[name])


def refused(name: str, data: dict[str, str] | None = None) -> str:
    return render_field(GalleryForm(data or {"token": ""}, {})[name])


def error(name: str, text: str) -> str:
    return (
        f'<p id="id_{name}-error" class="govuk-error-message">'
        f'<span class="govuk-visually-hidden">Error:</span> {text}</p>'
    )


def test_text() -> None:
    assertHTMLEqual(
        fresh("name"),
        '<div class="govuk-form-group"><label class="govuk-label" for="id_name">Full name</label>'
        '<input type="text" name="name" class="govuk-input" autocomplete="name" id="id_name">'
        "</div>",
    )


def test_text_with_error() -> None:
    assertHTMLEqual(
        refused("name"),
        '<div class="govuk-form-group govuk-form-group--error">'
        '<label class="govuk-label" for="id_name">Full name</label>'
        + error("name", "Enter full name.")
        + '<input type="text" name="name" class="govuk-input govuk-input--error"'
        ' aria-invalid="true" aria-describedby="id_name-error" autocomplete="name"'
        ' id="id_name"></div>',
    )


def test_email_has_hint_autocomplete_and_no_spelling() -> None:
    assertHTMLEqual(
        refused("email", {"email": "nonsense"}),
        '<div class="govuk-form-group govuk-form-group--error">'
        '<label class="govuk-label" for="id_email">Email address</label>'
        '<div id="id_email-hint" class="govuk-hint">We write to you here.</div>'
        + error("email", "Enter an email address in the correct format, like name@example.com.")
        + '<input type="email" name="email" value="nonsense" maxlength="320"'
        ' class="govuk-input govuk-input--error" aria-invalid="true" autocomplete="email"'
        ' spellcheck="false" aria-describedby="id_email-hint id_email-error" id="id_email"></div>',
    )


def test_optional_fields_say_so() -> None:
    assert ">Telephone number (optional)</label>" in fresh("phone")
    assert "(optional)" not in fresh("name")


def test_telephone() -> None:
    class Phone(forms.Form):
        phone = forms.CharField(widget=forms.TelInput)
        work = forms.CharField(widget=forms.TelInput(attrs={"autocomplete": "work tel"}))

    assertHTMLEqual(
        render_field(Phone()["phone"]),
        '<div class="govuk-form-group"><label class="govuk-label" for="id_phone">Phone</label>'
        '<input type="tel" name="phone" class="govuk-input" autocomplete="tel" spellcheck="false"'
        ' id="id_phone"></div>',
    )
    assert 'autocomplete="work tel"' in render_field(Phone()["work"])


def test_number_is_a_text_box_with_a_number_pad() -> None:
    assertHTMLEqual(
        fresh("salary"),
        '<div class="govuk-form-group"><label class="govuk-label" for="id_salary">Current salary'
        '</label><div class="govuk-input__wrapper"><div class="govuk-input__prefix"'
        ' aria-hidden="true">£</div><input type="text" name="salary" inputmode="decimal"'
        ' class="govuk-input govuk-input--width-10" id="id_salary"></div></div>',
    )


def test_textarea_counts_the_words_of_the_validator() -> None:
    assertHTMLEqual(
        refused("why", {"why": "word " * 21}),
        '<div class="govuk-form-group govuk-form-group--error govuk-character-count"'
        ' data-module="govuk-character-count" data-maxlength="20" data-count-type="words">'
        '<label class="govuk-label" for="id_why">Why do you want this role?</label>'
        + error("why", "Shorten your answer to 20 words or fewer. It has 21 words.")
        + '<textarea name="why" cols="40" rows="5" class="govuk-textarea govuk-js-character-count'
        ' govuk-textarea--error" aria-invalid="true" aria-describedby="id_why-error id_why-info"'
        ' id="id_why">' + "word " * 21 + "</textarea>"
        '<div id="id_why-info" class="govuk-hint govuk-character-count__message">'
        "You can enter up to 20 words</div></div>",
    )


def test_textarea_without_a_limit_counts_nothing() -> None:
    assertHTMLEqual(
        fresh("notes"),
        '<div class="govuk-form-group"><label class="govuk-label" for="id_notes">Notes (optional)'
        '</label><textarea name="notes" cols="40" rows="5" class="govuk-textarea" id="id_notes">'
        "</textarea></div>",
    )


def test_select_with_error() -> None:
    assertHTMLEqual(
        refused("borough"),
        '<div class="govuk-form-group govuk-form-group--error">'
        '<label class="govuk-label" for="id_borough">Borough</label>'
        + error("borough", "Select borough.")
        + '<select name="borough" class="govuk-select govuk-select--error" aria-invalid="true"'
        ' aria-describedby="id_borough-error" id="id_borough">'
        '<option value="" selected>Select a borough</option><option value="camden">Camden</option>'
        '<option value="ealing">Ealing</option></select></div>',
    )


def radio(index: int, value: str, label: str, extra: str = "") -> str:
    return (
        f'<input class="govuk-radios__input" id="id_served_{index}" name="served" type="radio"'
        f' value="{value}"{extra}><label class="govuk-label govuk-radios__label"'
        f' for="id_served_{index}">{label}</label>'
    )


def test_radios_with_error_hint_and_revealed_question() -> None:
    assertHTMLEqual(
        refused("served"),
        '<div class="govuk-form-group govuk-form-group--error">'
        '<fieldset class="govuk-fieldset" aria-describedby="id_served-error">'
        '<legend class="govuk-fieldset__legend">Have you worked for the Met before?</legend>'
        + error("served", "Select an answer to “Have you worked for the Met before?”.")
        + '<div class="govuk-radios"><div class="govuk-radios__item">'
        + radio(0, "yes", "Yes", ' data-aria-controls="conditional-id_served_0"')
        + '</div><div class="govuk-radios__conditional govuk-radios__conditional--hidden"'
        ' id="conditional-id_served_0"><div class="govuk-form-group">'
        '<label class="govuk-label" for="id_served_where">Where did you work?</label>'
        '<input type="text" name="served_where" class="govuk-input" id="id_served_where">'
        "</div></div>"
        '<div class="govuk-radios__item">' + radio(1, "no", "No") + "</div>"
        '<div class="govuk-radios__item">'
        + radio(2, "unsure", "I am not sure", ' aria-describedby="id_served_2-item-hint"')
        + '<div id="id_served_2-item-hint" class="govuk-hint govuk-radios__hint">'
        "We can look it up.</div></div></div></fieldset></div>",
    )


def test_a_chosen_radio_shows_its_question() -> None:
    html = refused("served", {"served": "yes"})
    assert 'class="govuk-radios__conditional" id="conditional-id_served_0"' in html
    assert 'value="yes" checked' in html
    assert "govuk-form-group--error" not in html


def test_checkboxes_keep_ticks_and_have_a_divider() -> None:
    data = QueryDict("interests=digital&interests=finance")
    assertHTMLEqual(
        render_field(GalleryForm(data)["interests"]),
        '<div class="govuk-form-group"><fieldset class="govuk-fieldset"'
        ' aria-describedby="id_interests-hint"><legend class="govuk-fieldset__legend">'
        "Which kinds of work interest you?</legend>"
        '<div id="id_interests-hint" class="govuk-hint">Select all that apply.</div>'
        '<div class="govuk-checkboxes"><div class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" id="id_interests_0" name="interests"'
        ' type="checkbox" value="digital" checked>'
        '<label class="govuk-label govuk-checkboxes__label" for="id_interests_0">Digital</label>'
        '</div><div class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" id="id_interests_1" name="interests"'
        ' type="checkbox" value="finance" checked>'
        '<label class="govuk-label govuk-checkboxes__label" for="id_interests_1">Finance</label>'
        '</div><div class="govuk-checkboxes__divider">or</div>'
        '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input"'
        ' id="id_interests_2" name="interests" type="checkbox" value="none"'
        ' data-behaviour="exclusive"><label class="govuk-label govuk-checkboxes__label"'
        ' for="id_interests_2">None of these</label></div></div></fieldset></div>',
    )


def test_checkboxes_with_error() -> None:
    html = refused("interests")
    assert 'aria-describedby="id_interests-hint id_interests-error"' in html
    assert error("interests", "Select an answer to “Which kinds of work interest you?”.") in html
    assert html.startswith('<div class="govuk-form-group govuk-form-group--error">')


def test_single_checkbox_with_error() -> None:
    assertHTMLEqual(
        refused("agree"),
        '<div class="govuk-form-group govuk-form-group--error">'
        + error("agree", "Select the box to confirm: I have read the declaration.")
        + '<div class="govuk-checkboxes"><div class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" id="id_agree" name="agree" type="checkbox"'
        ' value="on" aria-describedby="id_agree-error"><label class="govuk-label'
        ' govuk-checkboxes__label" for="id_agree">I have read the declaration</label>'
        "</div></div></div>",
    )


def box(part: str, name: str, width: int, extra: str = "", wrong: bool = False) -> str:
    classes = f"govuk-input govuk-date-input__input govuk-input--width-{width}"
    if wrong:
        classes, extra = f"{classes} govuk-input--error", f'{extra} aria-invalid="true"'
    return (
        '<div class="govuk-date-input__item"><div class="govuk-form-group">'
        f'<label class="govuk-label govuk-date-input__label" for="id_{name}-{part.lower()}">{part}'
        f'</label><input class="{classes}" id="id_{name}-{part.lower()}"'
        f' name="{name}-{part.lower()}" type="text" inputmode="numeric"{extra}></div></div>'
    )


def test_date_marks_the_wrong_boxes_in_red() -> None:
    data = {"born-day": "31", "born-month": "2", "born-year": "1990"}
    assertHTMLEqual(
        refused("born", data),
        '<div class="govuk-form-group govuk-form-group--error"><fieldset class="govuk-fieldset"'
        ' aria-describedby="id_born-hint id_born-error">'
        '<legend class="govuk-fieldset__legend">What is your date of birth?</legend>'
        '<div id="id_born-hint" class="govuk-hint">For example, 27 3 1990</div>'
        + error("born", "Your date of birth must be a real date.")
        + '<div class="govuk-date-input" id="id_born">'
        + box("Day", "born", 2, ' value="31" autocomplete="bday-day"', wrong=True)
        + box("Month", "born", 2, ' value="2" autocomplete="bday-month"', wrong=True)
        + box("Year", "born", 4, ' value="1990" autocomplete="bday-year"')
        + "</div></fieldset></div>",
    )


def test_partial_date_offers_the_month_alone() -> None:
    html = fresh("started")
    assertHTMLEqual(
        html,
        '<div class="govuk-form-group"><fieldset class="govuk-fieldset">'
        '<legend class="govuk-fieldset__legend">When did you start?</legend>'
        '<div class="govuk-date-input" id="id_started">'
        + box("Day", "started", 2)
        + box("Month", "started", 2)
        + box("Year", "started", 4)
        + '</div><div class="govuk-checkboxes govuk-checkboxes--small govuk-!-margin-top-2">'
        '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input"'
        ' id="id_started-month-only" name="started-month-only" type="checkbox" value="1">'
        '<label class="govuk-label govuk-checkboxes__label" for="id_started-month-only">'
        "I only know the month and year</label></div></div></fieldset></div>",
    )


def test_file_with_error() -> None:
    assertHTMLEqual(
        refused("certificate"),
        '<div class="govuk-form-group govuk-form-group--error">'
        '<label class="govuk-label" for="id_certificate">Upload your certificate</label>'
        + error("certificate", "Choose a file for “Upload your certificate”.")
        + '<input type="file" name="certificate" class="app-file app-file--error"'
        ' aria-invalid="true" aria-describedby="id_certificate-error" id="id_certificate"></div>',
    )


def test_password_never_shows_what_was_typed() -> None:
    assertHTMLEqual(
        refused("password", {"password": "secret-words"}),
        '<div class="govuk-form-group govuk-password-input" data-module="govuk-password-input">'
        '<label class="govuk-label" for="id_password">Password</label>'
        '<div class="govuk-input__wrapper govuk-password-input__wrapper">'
        '<input type="password" name="password" class="govuk-input govuk-password-input__input'
        ' govuk-js-password-input-input" spellcheck="false" autocapitalize="none"'
        ' autocomplete="current-password" id="id_password">'
        '<button type="button" class="govuk-button govuk-button--secondary'
        ' govuk-password-input__toggle govuk-js-password-input-toggle" aria-controls="id_password"'
        ' aria-label="Show password" hidden>Show</button></div></div>',
    )


def test_hidden_is_the_bare_input() -> None:
    assertHTMLEqual(fresh("token"), '<input type="hidden" name="token" id="id_token">')


@pytest.mark.parametrize("name", ["name", "why", "borough", "served", "interests", "born", "agree"])
def test_every_refused_component_has_the_red_border(name: str) -> None:
    assert refused(name, {"interests": ""}).startswith(
        '<div class="govuk-form-group govuk-form-group--error'
    )
