"""The sign-up and sign-in forms. Templates show them and hold none of their rules."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from recruitment.accounts.backends import find_reset_address, find_user
from recruitment.accounts.models import USERNAME_TAKEN, User
from recruitment.accounts.validators import USERNAME_MAX_LENGTH, validate_username
from recruitment.ui.forms import PlainWordsMixin

EMAIL_MISSING = "Enter your email address."
EMAIL_ODD = "Enter an email address in the correct format, like name@example.com."
STRENGTH_HINT = (
    "At least 12 characters. Three words that have nothing to do with each other make a good"
    " password. Capital and small letters are different."
)
NOT_THE_SAME = "The passwords are not the same. Type the same password twice."
CASE_HINT = "Usernames and passwords are case sensitive: capital and small letters are different."


def _without_placeholders(form: forms.Form) -> None:
    # A placeholder vanishes when people type and is often too pale to read.
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


def _word_passwords(form: forms.Form, label: str) -> None:
    first, second = form.fields["password1"], form.fields["password2"]
    first.label, first.help_text = label, STRENGTH_HINT
    first.error_messages["required"] = "Enter a password."
    second.label, second.help_text = "Type the password again", ""
    second.error_messages["required"] = "Type the password again."


def _word_difference(form: forms.Form) -> None:
    if "password2" in form.errors and form.data.get("password2"):
        form.errors["password2"] = form.error_class([NOT_THE_SAME])


class SignupForm(allauth_forms.SignupForm):
    """Username, email address, password twice."""

    field_order = ["username", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        username, email = self.fields["username"], self.fields["email"]
        username.label = "Username"
        username.help_text = (
            "3 to 64 characters: letters a to z, numbers, full stops, hyphens and underscores."
            " You sign in with it, so write it exactly as you will type it."
        )
        # One sentence from our own rule, not a second one from the field.
        username.min_length = None
        username.validators = [validate_username]
        username.widget.attrs.update(
            {"maxlength": str(USERNAME_MAX_LENGTH), "spellcheck": "false", "autocapitalize": "none"}
        )
        username.error_messages["required"] = "Enter a username."
        email.label = "Email address"
        email.help_text = "We will send a link to this address to confirm that it is yours."
        email.error_messages.update(required=EMAIL_MISSING, invalid=EMAIL_ODD)
        email.widget.attrs["spellcheck"] = "false"
        _word_passwords(self, "Create a password")
        _without_placeholders(self)

    def clean_username(self) -> str:
        """Refuses a username that another one equals when case is left aside."""
        username: str = self.cleaned_data["username"]
        if len(username) > USERNAME_MAX_LENGTH:
            raise ValidationError(
                f"Your username must have no more than {USERNAME_MAX_LENGTH} characters."
            )
        # Reading the account's name aloud in public is a documented exception: a chosen username
        # cannot be refused in silence. Sign-ups are limited to 20 an hour from one address.
        clash = User.objects.filter(username__iexact=username).values_list("username", flat=True)
        taken = clash.first()
        if taken is not None:
            raise ValidationError(
                USERNAME_TAKEN
                if taken == username
                else f"{USERNAME_TAKEN} One that differs only in capital letters is too close.",
                code="username_taken",
            )
        return username

    def validate_unique_email(self, value: str) -> str:
        """Notes in silence that the address has an account; its owner gets an email instead.

        An address that somebody merely asked to change to is nobody's yet.
        """
        self.account_already_exists = find_user(value) is not None
        return value

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Makes the account; for an address that has one, does as much work without making it."""
        if self.account_already_exists:
            # Hashing is most of what sign-up costs: without it the time would give the answer.
            User().set_password(self.cleaned_data["password1"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved

    def clean(self) -> dict[str, Any]:
        """Says what to do when the two passwords differ."""
        cleaned: dict[str, Any] = super().clean()
        _word_difference(self)
        return cleaned


class LoginForm(allauth_forms.LoginForm):
    """Username or email address, and password; one answer for every kind of failure."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "Username or email address"
        login.help_text = CASE_HINT
        login.error_messages["required"] = "Enter your username or email address."
        login.widget.attrs.update(
            {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}
        )
        password.label = "Password"
        password.help_text = ""
        password.error_messages["required"] = "Enter your password."
        _without_placeholders(self)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Asks for an address, and does the same work whether or not it has an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = "Email address"
        email.help_text = "The address of your account. We will send a link to it."
        email.error_messages.update(required=EMAIL_MISSING, invalid=EMAIL_ODD)
        email.widget.attrs["spellcheck"] = "false"
        _without_placeholders(self)

    def clean_email(self) -> str:
        """The folded address. Nothing is looked up yet, so nothing can be refused here."""
        return User.objects.normalize_email(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Queues one email: the link, or the news that there is no account."""
        email: str = self.cleaned_data["email"]
        adapter = get_adapter()
        address = find_reset_address(email)
        if address is None:
            adapter.send_mail("account/email/unknown_account", email, {})
        else:
            adapter.send_password_reset_mail(address.user, email, {"address": address})
        return email


class _NewPasswordForm:
    """Words for every form that asks for a new password twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form = cast(forms.Form, self)
        _word_passwords(form, "New password")
        if "oldpassword" in form.fields:
            form.fields["oldpassword"].label = "Current password"
            form.fields["oldpassword"].help_text = ""
            form.fields["oldpassword"].error_messages["required"] = "Enter your current password."
        _without_placeholders(form)

    def clean(self) -> Any:
        """Says what to do when the two passwords differ."""
        cleaned = super().clean()  # type: ignore[misc]
        _word_difference(cast(forms.Form, self))
        return cleaned


class ChangePasswordForm(_NewPasswordForm, allauth_forms.ChangePasswordForm):
    """The current password, and a new one twice."""


class SetPasswordForm(_NewPasswordForm, allauth_forms.SetPasswordForm):
    """A first password for an account that has none."""


class ResetPasswordKeyForm(_NewPasswordForm, allauth_forms.ResetPasswordKeyForm):
    """A new password, after the link of an email."""


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A name for the passkey, and whether it may stand in for the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name"
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        if "passwordless" in self.fields:
            alone = self.fields["passwordless"]
            alone.label = "Sign in with this passkey instead of a password"
            alone.help_text = "Your device asks for your fingerprint, face or PIN each time."
        _without_placeholders(self)


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """The password once more, before a sensitive change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        password.label, password.help_text = "Password", ""
        password.error_messages["required"] = "Enter your password."
        _without_placeholders(self)


class ActivateAppForm(PlainWordsMixin, totp_forms.ActivateTOTPForm):
    """The first code of a new authenticator app."""


class SecondStepForm(PlainWordsMixin, mfa_forms.AuthenticateForm):
    """A code at sign-in."""


class SecondStepAgainForm(PlainWordsMixin, mfa_forms.ReauthenticateForm):
    """A code once more, before a sensitive change."""


class AddEmailForm(allauth_forms.AddEmailForm):
    """The address to change to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = "New email address"
        email.help_text = "We will send a link to this address to confirm that it is yours."
        email.error_messages.update(required=EMAIL_MISSING, invalid=EMAIL_ODD)
        email.widget.attrs["spellcheck"] = "false"
        _without_placeholders(self)
