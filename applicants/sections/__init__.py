"""The application forms, declared: which sections and questions each route asks.

`sections_for(vacancy)` puts a form together; everything else (pages, checks, reading) is made from
what it returns.
"""

from applicants.sections.assembling import (
    ELIGIBILITY_CODE,
    accepts_online,
    later_sections_for,
    sections_for,
)
from applicants.sections.catalogue import Kind, Question, Section, Store

__all__ = [
    "ELIGIBILITY_CODE",
    "Kind",
    "Question",
    "Section",
    "Store",
    "accepts_online",
    "later_sections_for",
    "sections_for",
]
