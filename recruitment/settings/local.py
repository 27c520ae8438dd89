"""`make run`: the whole portal on one machine, with demo data and a mailbox page."""

from __future__ import annotations

from recruitment.settings import env
from recruitment.settings.base import *

DEBUG = False  # the demo shows what production shows
SECRET_KEY = env.secret("SECRET_KEY", "local-demo-only-key-that-protects-nothing-of-value")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
INSTALLED_APPS = [*INSTALLED_APPS, "recruitment.demo"]
MIDDLEWARE = ["recruitment.demo.middleware.DemoDeviceMiddleware", *MIDDLEWARE]
MET_DEVICE_SECRET = env.secret("MET_DEVICE_SECRET", "local-demo-device")
DEMO = True
DEMO_MAIL_DIR = VAR_DIR / "mail"
QUIET_HOURS = None  # whoever tries the portal in the evening waits for its emails

globals().update(env.email(env.text("EMAIL_URL", "smtp://127.0.0.1:2525")))
# No proxy stands in front of the demo, so nobody vouches for this header.
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = None
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
