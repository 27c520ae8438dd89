"""What the advert's form shows of things that are decided elsewhere."""

from __future__ import annotations

from django.utils.html import format_html_join

from vacancies.conditions import automatic_conditions
from vacancies.models import Vacancy
from vacancies.selectors_staff import holders_of


def automatic_words(vacancy: Vacancy | None) -> str:
    """The conditions that come with the role, one on each line."""
    if vacancy is None or vacancy.pk is None:
        return "Save the advert first: they come from its route, kind of role and unit."
    brings = automatic_conditions(
        route=vacancy.route, role_class=vacancy.role_class, unit=vacancy.unit
    )
    return format_html_join("", "<div>{}</div>", ((one.label,) for one in brings))


def holder_words(vacancy: Vacancy | None) -> str:
    """The vacancy holder by name, and where to choose another."""
    if vacancy is None or vacancy.pk is None:
        return "You, once it is saved. Choose another in the team below."
    names = holders_of(vacancy)
    if not names:
        return "Nobody yet. Add a vacancy holder to the team below."
    return f"{', '.join(names)}. Change it in the team below."
