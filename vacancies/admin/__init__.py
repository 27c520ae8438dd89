"""Adverts for staff: read, written and published through the same services as everywhere."""

from vacancies.admin.bases import BaseAdmin
from vacancies.admin.vacancy import VacancyAdmin

__all__ = ["BaseAdmin", "VacancyAdmin"]
