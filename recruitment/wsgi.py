"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruitment.settings.production")
# Importing the Celery application here makes it the current one, so that `.delay()` in a web
# process uses this project's broker settings and not Celery's defaults.
from recruitment.celery import app as celery_app

application = get_wsgi_application()
__all__ = ["application", "celery_app"]
