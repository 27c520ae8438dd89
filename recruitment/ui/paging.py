"""Paging that costs the same at a million rows as at a thousand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, QuerySet, Window

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
        on_page = self._keys_from(first)
        found = self._rows.model._default_manager.filter(pk__in=on_page)
        found = found.order_by(*self._rows.query.order_by)
        found.query.select_related = self._rows.query.select_related
        return Page(found, number, self)

    def _keys_from(self, first: int) -> list[Any]:
        keys = self._rows.select_related(None).values_list("pk", flat=True)
        return list(keys[first : first + self.per_page])

    @property
    def _rows(self) -> QuerySet[Model]:
        return cast("QuerySet[Model]", self.object_list)


class SearchedPaginator(CappedPaginator):
    """For sets that no index has in the order of the list, so that finding them is the cost: they
    are found once, for the number of them and for the page that is wanted."""

    wanted: str = "1"

    @cached_property
    def count(self) -> int:
        """As `CappedPaginator`, from the rows of the page where there are any."""
        return min(self._found[1][0][1], MOST_COUNTED) if self._found[1] else super().count

    def _keys_from(self, first: int) -> list[Any]:
        start, rows = self._found
        return [key for key, _ in rows] if first == start else super()._keys_from(first)

    @cached_property
    def _found(self) -> tuple[int, list[tuple[Any, int]]]:
        """Where the wanted page begins, and its keys with the number of all."""
        number = int(self.wanted) if self.wanted.isascii() and self.wanted.isdigit() else 1
        start = (min(max(number, 1), MOST_COUNTED) - 1) * self.per_page
        keys = self._rows.select_related(None).annotate(of_all=Window(Count("*")))
        return start, list(keys.values_list("pk", "of_all")[start : start + self.per_page])
