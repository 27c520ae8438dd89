"""What changes an advert. Every function checks the right of `by` and writes the audit log."""

from vacancies.services.organisation import load_bases
from vacancies.services.publishing import close_vacancy, extend_closing, publish_vacancy
from vacancies.services.writing import (
    EssentialData,
    add_team_member,
    create_vacancy,
    edit_vacancy,
    set_essential_criteria,
)

__all__ = [
    "EssentialData",
    "add_team_member",
    "close_vacancy",
    "create_vacancy",
    "edit_vacancy",
    "extend_closing",
    "load_bases",
    "publish_vacancy",
    "set_essential_criteria",
]
