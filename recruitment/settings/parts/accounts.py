"""Accounts, second factors and sessions (security document, section 5)."""

from __future__ import annotations

from datetime import timedelta

from recruitment.settings.parts.identity import SERVICE_NAME

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["recruitment.accounts.backends.UsernameOrEmailBackend"]
PASSWORD_HASHERS = [
    "recruitment.accounts.hashers.Argon2idHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "recruitment.accounts.validators.ForceWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "applicants:applications"
LOGOUT_REDIRECT_URL = "vacancies:home"

ACCOUNT_ADAPTER = "recruitment.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "signup": "recruitment.accounts.forms.SignupForm",
    "login": "recruitment.accounts.forms.LoginForm",
    "reset_password": "recruitment.accounts.forms.ResetPasswordForm",  # nosec B105: a class path
    "reset_password_from_key": "recruitment.accounts.forms.ResetPasswordKeyForm",  # nosec B105: a class path
    "change_password": "recruitment.accounts.forms.ChangePasswordForm",  # nosec B105: a class path
    "set_password": "recruitment.accounts.forms.SetPasswordForm",  # nosec B105: a class path
    "reauthenticate": "recruitment.accounts.forms.ReauthenticateForm",
    "add_email": "recruitment.accounts.forms.AddEmailForm",
}
MFA_FORMS = {
    "activate_totp": "recruitment.accounts.forms.ActivateAppForm",
    "add_webauthn": "recruitment.accounts.forms.AddPasskeyForm",
    "authenticate": "recruitment.accounts.forms.SecondStepForm",
    "reauthenticate": "recruitment.accounts.forms.SecondStepAgainForm",
}
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
PASSWORD_RESET_TIMEOUT = 86_400
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/h/ip",
}
MFA_ADAPTER = "recruitment.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TRUST_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # or people with a second factor could never change address
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = False

# --- Sessions and cookies ---
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 1800
SESSION_SAVE_EVERY_REQUEST = False  # SessionLimitsMiddleware renews it for signed-in people only
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "recruitment.ui.views.csrf_failure"
SESSION_IDLE = {"candidate": timedelta(minutes=30), "staff": timedelta(minutes=15)}
SESSION_ABSOLUTE = {"staff": timedelta(hours=8)}
