"""What an advert is, where it is, who works on it and who wants to hear of new ones."""

from vacancies.models.alerts import Frequency, SavedSearch, ToldVacancy
from vacancies.models.organisation import Base
from vacancies.models.team import EssentialCriterion, TeamMember
from vacancies.models.vacancy import Vacancy

__all__ = [
    "Base",
    "EssentialCriterion",
    "Frequency",
    "SavedSearch",
    "TeamMember",
    "ToldVacancy",
    "Vacancy",
]
