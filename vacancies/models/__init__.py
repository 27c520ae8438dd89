"""What an advert is, where it is and who works on it."""

from vacancies.models.organisation import Base
from vacancies.models.team import EssentialCriterion, TeamMember
from vacancies.models.vacancy import Vacancy

__all__ = ["Base", "EssentialCriterion", "TeamMember", "Vacancy"]
