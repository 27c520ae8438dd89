"""What an advert is, where it is, who works on it, what happens to it and who wants to hear."""

from vacancies.models.alerts import Frequency, SavedSearch, ToldVacancy
from vacancies.models.life import Announcement, VacancyChange
from vacancies.models.organisation import Base
from vacancies.models.team import EssentialCriterion, TeamMember
from vacancies.models.vacancy import Vacancy

__all__ = [
    "Announcement",
    "Base",
    "EssentialCriterion",
    "Frequency",
    "SavedSearch",
    "TeamMember",
    "ToldVacancy",
    "Vacancy",
    "VacancyChange",
]
