"""Alerts happen from noon on Sunday 22 November 2026 on, with an empty cache."""

from tests.vacancies.conftest import _noon  # noqa: F401
