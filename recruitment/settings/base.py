"""Settings that every environment shares. Numbers are from the security and domain documents."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF

from recruitment import processes
from recruitment.settings import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# Where the running portal keeps its files; another place for a second portal of the same clone.
VAR_DIR = Path(env.text("RECRUITMENT_STATE_DIR", str(BASE_DIR / "var")))

# --- Identity of the service (names and mailboxes are content, not code) ---
SERVICE_NAME = "Met recruitment"
ORGANISATION_NAME = "Metropolitan Police Service"
BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000")
CONTACT_MAILBOX = "recruitment@met.example"
# A line manager's answers from an address elsewhere wait for a checks officer.
ORGANISATION_EMAIL_DOMAINS = ["met.example"]
# Whom officers write to about a specialism (vacancies/specialisms/data.py): role mailboxes only.
SPECIALISM_MAILBOXES = {
    "neighbourhoods": "officer-transfers@met.example",
    "metcc": "metcc-academy@met.example",
    "tsg": "mo7-recruitment@met.example",
    "ctphq": "ctphq-recruitment@met.example",
    "so15": "counter-terrorism-team@met.example",
    "mo19": "mo19-firearms-training@met.example",
    "mo3": "mo3-recruitment@met.example",
    "soit": "soit-coordinators@met.example",
}
COMPLAINTS_MAILBOX = "data-protection@met.example"
DEFAULT_FROM_EMAIL = "Met recruitment <recruitment@met.example>"
SERVER_EMAIL = "portal@met.example"
EMAIL_MESSAGE_ID_DOMAIN = "met.example"
LEAVE_SITE_URL = "https://www.bbc.co.uk/weather"

INSTALLED_APPS = [
    # Ours stand before django.contrib.admin, or its templates win.
    "recruitment.ui",
    "recruitment.accounts",
    "recruitment.access",
    "recruitment.page_cache",
    "recruitment.audit",
    "recruitment.outbox",
    "recruitment.invariants",
    "recruitment.uploads",
    "vacancies",
    "vacancies.forums",
    "vacancies.specialisms",
    "vacancies.advert_templates",
    "applicants",
    "applicants.register",
    "applicants.desk",
    "recruitment.accounts.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_structlog",
]

MIDDLEWARE = [
    # First: a shared page already carries every header that the others set.
    "recruitment.page_cache.middleware.SharedPageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "recruitment.access.middleware.SignedOutGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "recruitment.access.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "recruitment.access.middleware.SessionLimitsMiddleware",
    "recruitment.access.middleware.DeviceMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "recruitment.audit.middleware.AuditContextMiddleware",
]

ROOT_URLCONF = "recruitment.urls"
WSGI_APPLICATION = "recruitment.wsgi.application"
ADMIN_PATH = "staff/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recruitment.ui.context_processors.page",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_FAIL_SILENTLY = False

# --- Data ---
DATABASES = {"default": env.database(env.secret("DATABASE_URL", "postgres:///portal"))}
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 5000,
    "options": "-c statement_timeout=15000 -c lock_timeout=5000"
    " -c idle_in_transaction_session_timeout=30000 -c jit=off"
    # Search: disks are fast, and rows that match fit in memory.
    " -c random_page_cost=1.1 -c work_mem=16MB",
    "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

BROKER_URL, CACHE_URL = env.redis_pair(env.text("REDIS_URL", "redis://127.0.0.1:6379"))
CACHES = {
    "default": {
        # A dead cache lets people in and says so, instead of breaking every sign-in.
        "BACKEND": "recruitment.access.cache.ForgivingRedisCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.5},
    }
}

# Shared pages of signed-out readers; a change of an advert drops them at once (page_cache).
PAGE_CACHE_SECONDS = 60

# --- Time and language ---
LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "recruitment.ui.formats"  # 9 December 2026, 11:59pm: in the staff site too
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "j F Y"

# --- Static files ---
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static_build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# --- Accounts (security document, section 5) ---
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

# --- Headers ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen",
        "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment",
        "picture-in-picture", "usb", "screen-wake-lock", "xr-spatial-tracking",
    )
}  # fmt: skip
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
USE_X_FORWARDED_HOST = False

# --- The edge: what nginx vouches for (deploy/nginx.conf sets and strips these headers) ---
ALLAUTH_TRUSTED_CLIENT_IP_HEADER: str | None = "X-Real-IP"
MET_DEVICE_HEADER = "X-Met-Device"
MET_DEVICE_SECRET = env.secret("MET_DEVICE_SECRET", "")

# --- Uploads and forms ---
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "recruitment.uploads.handlers.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# tcp://host:port or unix:///path; without it files are kept, and nobody can open them.
CLAMAV_URL = env.text("CLAMAV_URL", "")

# --- Eligibility ---
# True: the five-year rule only proposes a rejection, and a person confirms before any notice.
CONFIRM_AUTOMATIC_REJECTIONS = env.flag("CONFIRM_AUTOMATIC_REJECTIONS")
# Addresses of the people who decide on the rules: they never decide a case.
ELIGIBILITY_RULE_OWNERS = env.words("ELIGIBILITY_RULE_OWNERS")

# --- Retention (domain document 6.3): months, each counted on London's calendar ---
RETENTION_MONTHS = {
    "draft": 3,  # never sent: after it was touched last
    "unsuccessful": 12,  # ended: after the vacancy closed, or the end where that is later
    "successful": 6,  # joined: it is in the personnel file by then
    "adjustments": 3,  # after the end, unless the person joined
    "conduct": 6,  # after the end, unless the person joined
    "register": 12,  # on the temporary register: after the person last said they want to stay
    "register_draft": 3,  # never put on the register: after it was touched last
    "sift_names": 6,  # whom a marker knows: after they said so, once nothing is left to mark
    "emails": 24,  # the record that an email was sent; those about an application go with it
    "audit": 24,  # who did what; the database refuses fewer (recruitment/audit/forgetting.py)
}

# --- Internal standing (recruitment/accounts/work_addresses) ---
# Work addresses that show somebody is internal: the whole domain, and what people there may be.
STANDING_WORK_DOMAINS: dict[str, list[str]] = {
    "met.example": ["police_staff", "police_officer", "pcso", "ddo", "agency"],
    "msc.met.example": ["special"],
    "volunteers.met.example": ["volunteer"],
}
STANDING_WORK_DAYS = 180  # then the person confirms again; who has left cannot
STANDING_REMIND_DAYS = 14

# --- Background work ---
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "recruitment.outbox.tasks.*": {"queue": "email"},
    "recruitment.uploads.tasks.*": {"queue": "scanning"},
}
WORKER_QUEUES = list(processes.QUEUES)
# Fail fast: a dead broker must never hold up a page (Celery's own defaults block for 6 s).
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, float] = {
    "visibility_timeout": 600,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 0.25,
    "socket_timeout": 0.5,
}
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "recruitment.outbox.tasks.sweep_outbox", "schedule": 30.0},
    "sweep-uploads": {"task": "recruitment.uploads.tasks.sweep_uploads", "schedule": 60.0},
    "remove-orphaned-uploads": {
        "task": "recruitment.uploads.tasks.remove_orphans",
        "schedule": crontab(minute=40, hour=3),
    },
    "tell-of-changed-adverts": {"task": "vacancies.tasks.tell_of_changes", "schedule": 60.0},
    "release-decisions": {"task": "applicants.tasks.release_decisions", "schedule": 30.0},
    "remind-line-managers": {
        "task": "applicants.tasks.remind_line_managers",
        "schedule": crontab(minute=10, hour="7-18"),
    },
    "remind-candidates": {
        "task": "applicants.tasks.remind_candidates",
        "schedule": crontab(minute=20, hour="7-18"),
    },
    "tell-who-can-apply": {
        "task": "applicants.tasks.tell_who_can_apply",
        "schedule": crontab(minute=30, hour="7-18"),
    },
    "chase-evidence": {
        "task": "applicants.tasks.chase_evidence",
        "schedule": crontab(minute=40, hour="7-18"),
    },
    "chase-scorecards": {
        "task": "applicants.tasks.chase_scorecards",
        "schedule": crontab(minute=45, hour="8-18"),
    },
    "look-after-bulk-runs": {"task": "applicants.desk.tasks.look_after_runs", "schedule": 60.0},
    "look-after-register": {
        "task": "applicants.register.tasks.look_after_register",
        "schedule": crontab(minute=15, hour="7-18"),
    },
    "remind-of-forums": {
        "task": "vacancies.forums.tasks.remind_of_forums",
        "schedule": crontab(minute=40, hour="8-18"),
    },
    "forget-forum-bookings": {
        "task": "vacancies.forums.tasks.forget_bookings",
        "schedule": crontab(minute=50),
    },
    # Every ten minutes: a run that was cut short goes on soon; one with nothing due costs nothing.
    "send-alerts": {
        "task": "vacancies.tasks.send_alerts",
        "schedule": crontab(minute="*/10", hour="7-18"),
    },
    "tidy-alerts": {"task": "vacancies.tasks.tidy_alerts", "schedule": crontab(minute=40, hour=6)},
    "remind-of-standings": {
        "task": "recruitment.accounts.tasks.remind_of_standings",
        "schedule": crontab(minute=25, hour="8-18"),
    },
    "forget-unused-standings": {
        "task": "recruitment.accounts.tasks.forget_what_was_never_used",
        "schedule": crontab(minute=55),
    },
    "expire-proposed-roles": {
        "task": "recruitment.accounts.tasks.expire_proposed_roles",
        "schedule": crontab(minute=35),
    },
    "forget-interests": {
        "task": "vacancies.specialisms.tasks.forget_interests",
        "schedule": crontab(minute=5, hour=4),
    },
    # Every hour of the morning: whoever was told is not told again that day.
    "send-digests": {
        "task": "applicants.desk.tasks.send_digests",
        "schedule": crontab(minute=5, hour="8-11", day_of_week="mon-fri"),
    },
    "apply-retention": {
        "task": "applicants.tasks.delete_what_is_due",
        "schedule": crontab(minute=40, hour=3),
    },
    "check-invariants": {
        "task": "recruitment.invariants.tasks.check_invariants",
        "schedule": crontab(minute=10, hour=5),
    },
    "expire-drafts-and-offers": {
        "task": "applicants.tasks.expire_what_is_due",
        "schedule": crontab(minute="*/10"),
    },
}

# --- Email ---
EMAIL_TIMEOUT = 10
OUTBOX_LEASE = timedelta(seconds=60)  # longer than any SMTP conversation (EMAIL_TIMEOUT)
# At night in London only urgent kinds of email go out (recruitment/outbox/quiet.py); None: always.
QUIET_HOURS: tuple[time, time] | None = (time(21), time(8))
# Where servers send back what they cannot deliver; empty: to the sender's own mailbox.
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS", "")
# Keys of those who report returned emails (recruitment/outbox/webhook.py); none: no such address.
MAIL_REPORT_SECRETS = [key for key in env.secret("MAIL_REPORT_SECRETS", "").split(",") if key]
VERIFICATION_LINK_LIFE = timedelta(days=14)
VERIFICATION_KEY = env.secret("VERIFICATION_KEY", "")  # falls back to a key derived from SECRET_KEY
# Keys of the encrypted columns, newest first; without any, one is derived from SECRET_KEY.
SEALED_STORE_KEYS = [key for key in env.secret("SEALED_STORE_KEYS", "").split(",") if key]

# --- Logs: UTC JSON lines, no bodies; paths with a token are rewritten by the access filter ---
DJANGO_STRUCTLOG_CELERY_ENABLED = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask_tokens": {"()": "recruitment.access.logs.MaskTokensFilter"}},
    "formatters": {"json": {"()": "recruitment.access.logs.json_formatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["mask_tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
