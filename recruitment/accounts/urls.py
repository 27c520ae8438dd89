"""Addresses under /accounts/. Names are allauth's own: account_*, mfa_*, usersessions_list."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from recruitment.accounts import views
from recruitment.accounts.work_addresses import views as standing_views

urlpatterns: list[URLPattern | URLResolver] = [
    # Ours first: the first that matches answers.
    path("signup/", views.SignupView.as_view(), name="account_signup"),
    path("password/reset/", views.PasswordResetView.as_view(), name="account_reset_password"),
    path(
        "password/reset/key/done/",
        views.PasswordResetFromKeyDoneView.as_view(),
        name="account_reset_password_from_key_done",
    ),
    path("2fa/totp/activate/", views.ActivateTotpView.as_view(), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", views.PasskeyLoginView.as_view(), name="mfa_login_webauthn"),
    path("sessions/", views.SessionsView.as_view(), name="usersessions_list"),
    path("standing/", standing_views.standing, name="account_standing"),
    path("standing/add/", standing_views.add_work_address, name="account_standing_add"),
    path("standing/check-your-email/", standing_views.asked, name="account_standing_asked"),
    # Below this the address holds a secret, which the log filter masks.
    path("standing/link/<str:token>/", standing_views.confirm, name="account_standing_confirm"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
