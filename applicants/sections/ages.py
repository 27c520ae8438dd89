"""From which age somebody may apply, and start (domain document 3.4, 5.2 and adverts 21 and 24).

An age is counted on the day of applying, as tenure is: whoever turns 18 today is 18. Nobody is
rejected by it: the field refuses the date of birth, and says from which day it would be accepted.
"""

from __future__ import annotations

from datetime import date

from eligibility.dates import tenure_date
from vacancies.choices import Route, WorkingPattern
from vacancies.models import Vacancy

STAFF = 16
SHIFT_WORK = 18
CONSTABLE_APPLIES = 17
CONSTABLE_STARTS = 18
CONSTABLES = (Route.NEW_CONSTABLE, Route.SPECIAL_CONSTABLE)
STAFF_ROUTES = (Route.EXTERNAL_STAFF, Route.INTERNAL_STAFF)


def youngest_to_apply(vacancy: Vacancy) -> int:
    """The age in years on the day of applying; 0 where no rule says one (transferring officers
    are adults who have completed their probation)."""
    if vacancy.route in CONSTABLES:
        return CONSTABLE_APPLIES
    if vacancy.route not in STAFF_ROUTES:
        return 0
    return SHIFT_WORK if is_shift_work(vacancy) else STAFF


def is_shift_work(vacancy: Vacancy) -> bool:
    """Whether the advert says that the work is in shifts."""
    return WorkingPattern.SHIFTS in vacancy.working_patterns


def starts_from(vacancy: Vacancy, born: date) -> date | None:
    """The first day on which somebody born then may start; None where no rule says one."""
    if vacancy.route not in CONSTABLES:
        return None
    return old_enough_from(born, CONSTABLE_STARTS)


def old_enough_from(born: date, years: int) -> date:
    """The birthday; after 29 February 1 March, where the year has none."""
    return tenure_date(born, 12 * years)
