"""Production: every secret from the environment, every cookie secure (security document 5)."""

from __future__ import annotations

from recruitment.settings import env
from recruitment.settings.base import *

DEBUG = False
DEMO = False
SECRET_KEY = env.secret("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
globals().update(env.email(env.text("EMAIL_URL", "smtp://localhost:25")))

# Where staff work only from the managed network, their pages can be closed to all else.
STAFF_NEEDS_MET_DEVICE = env.flag("STAFF_NEEDS_MET_DEVICE")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
INSTALLED_APPS = [*INSTALLED_APPS, "django_prometheus"]
MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    *MIDDLEWARE,
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
METRICS = True

if env.text("SENTRY_DSN", ""):
    import sentry_sdk

    from recruitment.access.logs import clean_report

    sentry_sdk.init(
        dsn=env.text("SENTRY_DSN"),
        send_default_pii=False,
        # Variables of a failing function and bodies of requests hold answers and links.
        include_local_variables=False,
        max_request_body_size="never",
        before_send=clean_report,
    )
