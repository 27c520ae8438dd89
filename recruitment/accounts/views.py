"""The few views of ours under /accounts/; the others are allauth's own."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account_views
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as webauthn_views
from allauth.usersessions import views as session_views
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from recruitment.accounts.adapters import NEXT_AFTER_RESET, NEXT_AFTER_SIGN_UP, sign_in_url
from recruitment.accounts.admin_site import NEXT_SESSION_KEY
from recruitment.accounts.models import USERNAME_TAKEN, User
from recruitment.accounts.sessions import describe_browser, end_session


class SignupView(account_views.SignupView):
    """Sign-up; when two people take one name in the same instant, the second is told so."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Makes the account, and keeps where the person was going until the address is confirmed.

        A link that is opened in another browser, or much later, simply leads to sign-in.
        """
        if target := self.get_next_url():
            self.request.session[NEXT_AFTER_SIGN_UP] = target
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
        except IntegrityError:
            username = form.cleaned_data["username"]
            if User.objects.filter(username__iexact=username).exists():
                form.add_error("username", USERNAME_TAKEN)
                refused: HttpResponse = self.form_invalid(form)
                return refused
            # The address was taken in between: the same answer as if it had been there before.
            form.account_already_exists = True
            response = super().form_valid(form)
        return response


class PasswordResetView(account_views.PasswordResetView):
    """Asking for a new password; where the person was going is kept in their session.

    It is not part of the emailed link, which may be opened by whoever reads the mailbox. Opened
    in another browser, the link simply leads to sign-in.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        if target := self.get_next_url():
            self.request.session[NEXT_AFTER_RESET] = target
        else:
            self.request.session.pop(NEXT_AFTER_RESET, None)
        response: HttpResponse = super().form_valid(form)
        return response

    def get_success_url(self) -> str:
        """The page that says where to look: going on at once would skip it."""
        return reverse("account_reset_password_done")


class PasswordResetFromKeyDoneView(account_views.PasswordResetFromKeyDoneView):
    """The password is changed; the link to sign in leads on to where the person was going."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        target = self.request.session.get(NEXT_AFTER_RESET, "")
        return {**context, "sign_in": sign_in_url(target)}


@method_decorator(login_not_required, name="dispatch")
class PasskeyLoginView(webauthn_views.LoginWebAuthnView):
    """Sign-in with a passkey alone; public, which allauth's own view does not say."""


class _CountsAsSecondFactor:
    """Enrolling proves the second factor, so staff need not prove it again at once."""

    request: HttpRequest
    enrolled_type: Authenticator.Type

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        user = self.request.user
        if not isinstance(user, User):
            return response
        newest = Authenticator.objects.filter(user=user, type=self.enrolled_type).latest("pk")
        record_authentication(
            self.request, user, "mfa", id=newest.pk, type=newest.type, reauthenticated=True
        )
        return response

    def get_success_url(self) -> str:
        url: str = super().get_success_url()  # type: ignore[misc]
        wanted = self.request.session.get(NEXT_SESSION_KEY)
        if wanted is None:
            return url
        if url == reverse("mfa_view_recovery_codes"):
            # Codes are shown once only, so they come first; the page links on to `next`.
            return f"{url}?{urlencode({'next': wanted})}"
        return reverse("admin:login")


class ActivateTotpView(_CountsAsSecondFactor, totp_views.ActivateTOTPView):
    """Adding an authenticator app."""

    enrolled_type = Authenticator.Type.TOTP


class AddPasskeyView(_CountsAsSecondFactor, webauthn_views.AddWebAuthnView):
    """Adding a passkey."""

    enrolled_type = Authenticator.Type.WEBAUTHN


class SessionsView(session_views.ListUserSessionsView):
    """Where a person is signed in. One browser can be signed out alone, or all but this one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds each browser in plain words."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for session in context["sessions"]:
            session.browser = describe_browser(session.user_agent)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ends the session that the button names; without a name, all the others."""
        if pk := request.POST.get("session"):
            ended = end_session(pk=pk, by=request.user)  # type: ignore[arg-type]
            browser = describe_browser(ended.user_agent)
            messages.success(request, f"{browser} is signed out.")
            return redirect("usersessions_list")
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response
