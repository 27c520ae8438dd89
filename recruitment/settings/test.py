"""Settings of the test suite: production's code paths, with the slow parts turned down."""

from __future__ import annotations

from recruitment.settings.base import *

SECRET_KEY = "a-key-for-tests-only-a-key-for-tests-only-a-key"  # nosec B105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = "https://portal.example"
INSTALLED_APPS = [*INSTALLED_APPS, "recruitment.demo"]
MET_DEVICE_SECRET = "device-secret-for-tests"  # nosec B105
DEMO = True
DEMO_MAIL_DIR = VAR_DIR / "test-mail"
QUIET_HOURS = None  # tests of the quiet hours turn them on; others run at any hour
# Hashing is what it is in production; only its cost is turned down, or every sign-in costs 70 ms.
PASSWORD_HASHERS = ["tests.plugins.hashers.CheapArgon2idHasher", *PASSWORD_HASHERS]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PAGE_CACHE_SECONDS = 0  # tests of the shared pages turn it on
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A pool outlives a test's database; one connection for each thread is enough here.
DATABASES["default"]["OPTIONS"].pop("pool", None)
SECURE_SSL_REDIRECT = False
# In a fresh clone there are no collected files, and whitenoise warns about it.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
