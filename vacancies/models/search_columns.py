"""The columns by which adverts are searched, counted and put in order; the database fills them."""

from __future__ import annotations

import operator
from functools import reduce

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, F, When
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce

from vacancies.choices import PATTERN_BITS, RateUnit
from vacancies.models.fields import KeptArrayField, KeptCharField

# Large, and read by no page: whoever reads an advert beside something else leaves them out.
READ_BY_SEARCH_ALONE = ("search", "title_search", "pattern_bits", "base_ids", "base_key")
HOURS_A_YEAR = 52 * 36
DAYS_A_YEAR = 52 * 5


def _pattern_bits() -> Expression:
    bits = [
        Case(When(working_patterns__contains=[str(pattern)], then=bit), default=0)
        for pattern, bit in PATTERN_BITS.items()
    ]
    bits_together: Expression = reduce(operator.add, bits)
    return bits_together


class SearchColumns(models.Model):
    """What search reads of an advert; nothing writes it."""

    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("summary", weight="B", config="english")
        + SearchVector("body", "unit", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    # A short vector of its own: ranking by it costs a tenth of ranking by the long one.
    title_search = models.GeneratedField(
        expression=SearchVector("title", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    # A whole year of a rate is 52 weeks of 36 hours, or of 5 days, so that rates and salaries
    # stand in one order; the top of a range, because that is what it can reach.
    pay_yearly = models.GeneratedField(
        expression=Coalesce(
            "salary_max",
            Case(
                When(rate_unit=RateUnit.HOUR, then=F("rate") * HOURS_A_YEAR),
                When(rate_unit=RateUnit.DAY, then=F("rate") * DAYS_A_YEAR),
            ),
        ),
        output_field=models.DecimalField(max_digits=12, decimal_places=2),
        db_persist=True,
        null=True,
    )
    # The working patterns as bits: counting by a number is faster than counting by a list.
    pattern_bits = models.GeneratedField(
        expression=_pattern_bits(), output_field=models.SmallIntegerField(), db_persist=True
    )
    # Ids of `bases`, kept by a trigger: finding and counting by place then needs no join. The
    # key is the same with spaces between, because grouping by a text is ten times as fast.
    base_ids = KeptArrayField(models.IntegerField(), db_default=[])
    base_key = KeptCharField(max_length=1000, db_default="")

    class Meta:
        abstract = True
