"""One form with every component, for pictures and for the tests of the markup."""

from __future__ import annotations

from datetime import date

from django import forms

from recruitment.ui.forms import DateField, FieldOptions, GovukFormMixin, PartialDateField
from recruitment.ui.validators import MaxWordsValidator


class GalleryForm(GovukFormMixin, forms.Form):
    submit_label = "Save and continue"

    name = forms.CharField(
        label="Full name", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(label="Email address", help_text="We write to you here.")
    phone = forms.CharField(
        label="Telephone number", required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    salary = forms.DecimalField(label="Current salary", min_value=0)
    why = forms.CharField(
        label="Why do you want this role?",
        widget=forms.Textarea,
        validators=[MaxWordsValidator(20)],
    )
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    borough = forms.ChoiceField(
        label="Borough",
        choices=[("", "Select a borough"), ("camden", "Camden"), ("ealing", "Ealing")],
    )
    served = forms.ChoiceField(
        label="Have you worked for the Met before?",
        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "I am not sure")],
        widget=forms.RadioSelect,
    )
    served_where = forms.CharField(label="Where did you work?", required=False)
    interests = forms.MultipleChoiceField(
        label="Which kinds of work interest you?",
        choices=[("digital", "Digital"), ("finance", "Finance"), ("none", "None of these")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Select all that apply.",
    )
    agree = forms.BooleanField(label="I have read the declaration")
    born = DateField(
        label="What is your date of birth?",
        noun="Your date of birth",
        help_text="For example, 27 3 1990",
        birthday=True,
        latest=date(2008, 11, 22),
    )
    started = PartialDateField(label="When did you start?", noun="Your start date")
    certificate = forms.FileField(label="Upload your certificate")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    field_options = {
        "salary": FieldOptions(prefix="£", width="10"),
        "served": FieldOptions(
            reveals={"yes": "served_where"}, item_hints={"unsure": "We can look it up."}
        ),
        "interests": FieldOptions(exclusive="none", divider_before="none"),
    }
