"""What changes an advert. Every function checks the right of `by` and writes the audit log."""

from vacancies.services.attaching import attach_file, remove_file
from vacancies.services.copying import copy_vacancy
from vacancies.services.criteria import EssentialData
from vacancies.services.organisation import load_bases
from vacancies.services.publishing import (
    close_vacancy,
    extend_closing,
    publish_vacancy,
    take_step,
)
from vacancies.services.team import add_team_member, remove_team_member
from vacancies.services.writing import create_vacancy, edit_vacancy

__all__ = [
    "EssentialData",
    "add_team_member",
    "attach_file",
    "close_vacancy",
    "copy_vacancy",
    "create_vacancy",
    "edit_vacancy",
    "extend_closing",
    "load_bases",
    "publish_vacancy",
    "remove_file",
    "remove_team_member",
    "take_step",
]
