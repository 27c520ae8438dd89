"""Applications that meet one of several conditions, each found by its own index."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from applicants.models import Application


def any_of(found: QuerySet[Application], conditions: Sequence[Q]) -> QuerySet[Application]:
    """Those of `found` that meet at least one condition; none where there is no condition.

    The keys of each are put together: for one condition with "or" over several tables the database
    reads everything in the scope.
    """
    if not conditions:
        return found.none()
    bare = found.order_by().select_related(None)
    keys = [bare.filter(one).values("pk") for one in conditions]
    return found.filter(pk__in=keys[0].union(*keys[1:], all=True))
