"""Logs: UTC JSON lines, no bodies; paths with a token are rewritten by the access filter."""

from __future__ import annotations

from typing import Any

DJANGO_STRUCTLOG_CELERY_ENABLED = False
LOGGING: dict[str, Any] = {
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
