"""Dates as 9 December 2026, times as 11:59pm."""

from __future__ import annotations

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:ia"
DATETIME_FORMAT = "g:ia \\o\\n j F Y"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "g:ia, j M Y"
