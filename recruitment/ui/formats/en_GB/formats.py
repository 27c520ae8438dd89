"""Dates as 9 December 2026, times as 11:59PM: the nearest that these formats can write."""

from __future__ import annotations

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:iA"
DATETIME_FORMAT = "g:iA \\o\\n j F Y"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "g:iA, j M Y"
