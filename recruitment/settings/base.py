"""Settings that every environment shares. Numbers are from the security and domain documents."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from recruitment.settings import env
from recruitment.settings.parts.accounts import *
from recruitment.settings.parts.background import *
from recruitment.settings.parts.identity import *
from recruitment.settings.parts.logs import *

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# Where the running portal keeps its files; another place for a second portal of the same clone.
VAR_DIR = Path(env.text("RECRUITMENT_STATE_DIR", str(BASE_DIR / "var")))

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
CELERY_BROKER_URL = BROKER_URL
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
CELERY_TIMEZONE = TIME_ZONE
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

# --- Reserve lists (domain document 1): months, counted on London's calendar ---
RESERVE_LIST_MONTHS = 12
RESERVE_LIST_LONGEST_MONTHS = 24  # with an extension, by right and with a reason

# --- Retention (domain document 6.3): months, each counted on London's calendar ---
RETENTION_MONTHS = {
    "draft": 3,  # never sent: after it was touched last
    "unsuccessful": 12,  # ended: after the vacancy closed, or the end where that is later
    "reserve": 12,  # on a reserve list to its end: after that end
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

# --- Email ---
EMAIL_TIMEOUT = 10
OUTBOX_LEASE = timedelta(seconds=60)  # longer than any SMTP conversation (EMAIL_TIMEOUT)
# At night in London only urgent kinds of email go out (recruitment/outbox/quiet.py); None: always.
QUIET_HOURS: tuple[time, time] | None = (time(21), time(8))
# Where servers send back what they cannot deliver; empty: to the sender's own mailbox.
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS", "")
# Whether /metrics answers whoever comes past the proxy (recruitment/ui/metrics.py).
METRICS = False
# Keys of those who report returned emails (recruitment/outbox/webhook.py); none: no such address.
MAIL_REPORT_SECRETS = [key for key in env.secret("MAIL_REPORT_SECRETS", "").split(",") if key]
VERIFICATION_LINK_LIFE = timedelta(days=14)
VERIFICATION_KEY = env.secret("VERIFICATION_KEY", "")  # falls back to a key derived from SECRET_KEY
# Keys of the encrypted columns, newest first; without any, one is derived from SECRET_KEY.
SEALED_STORE_KEYS = [key for key in env.secret("SEALED_STORE_KEYS", "").split(",") if key]
