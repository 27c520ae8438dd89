"""Dates and versions of the pages that people are told to rely on."""

from __future__ import annotations

from datetime import date

# Recorded with each registration and declaration, so that it is known which words were read.
PRIVACY_NOTICE_VERSION = "2026-11"
PRIVACY_NOTICE_DATE = date(2026, 11, 22)
ACCESSIBILITY_STATEMENT_DATE = date(2026, 11, 22)
