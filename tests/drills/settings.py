"""Settings of the processes in the drills: production's delivery, with shorter waits.

What is shortened is how long the drill has to wait, never what is done: the lease, the sweep's
interval and the mail server's time limit.
"""

from __future__ import annotations

import os
from datetime import timedelta

from recruitment.settings import base, test

globals().update({name: getattr(test, name) for name in dir(test) if name.isupper()})

INSTALLED_APPS = [*test.INSTALLED_APPS, "tests.drills.apps.DrillsConfig"]
TEMPLATES = test.TEMPLATES
TEMPLATES[0]["DIRS"].append(base.BASE_DIR / "tests" / "outbox" / "templates")
DATABASES = test.DATABASES
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5}

CELERY_BROKER_URL = base.BROKER_URL
CELERY_BROKER_TRANSPORT_OPTIONS = base.CELERY_BROKER_TRANSPORT_OPTIONS
CELERY_BEAT_SCHEDULE = {"sweep": {**base.CELERY_BEAT_SCHEDULE["sweep-outbox"], "schedule": 1.0}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["DRILL_SMTP_PORT"])
EMAIL_TIMEOUT = 2
OUTBOX_LEASE = timedelta(seconds=8)
