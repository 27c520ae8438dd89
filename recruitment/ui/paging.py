"""Paging that costs the same at a million rows as at a thousand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    _Paginator = Paginator[Model]
else:
    _Paginator = Paginator

MOST_COUNTED = 25_000


class CappedPaginator(_Paginator):
    """Counts up to MOST_COUNTED rows, and skips to a page by primary keys alone.

    Without it a deep page would join each row that it skips.
    """

    @cached_property
    def count(self) -> int:
        """How many rows there are, or MOST_COUNTED where there are more."""
        return self._rows.select_related(None).order_by().values("pk")[:MOST_COUNTED].count()

    @property
    def is_capped(self) -> bool:
        """True where there may be more rows than are counted and reached by paging."""
        return self.count >= MOST_COUNTED

    def page(self, number: int | str) -> Page[Any]:
        """One page. Its rows are fetched by the keys found, in the order of the list."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = self._rows.select_related(None).values_list("pk", flat=True)
        on_page = list(keys[first : first + self.per_page])
        found = self._rows.model._default_manager.filter(pk__in=on_page)
        found = found.order_by(*self._rows.query.order_by)
        found.query.select_related = self._rows.query.select_related
        return Page(found, number, self)

    @property
    def _rows(self) -> QuerySet[Model]:
        return cast("QuerySet[Model]", self.object_list)
