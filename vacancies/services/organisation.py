"""Brings the bases of `vacancies/data/bases.py` into the database."""

from __future__ import annotations

from django.db import transaction

from vacancies.data.bases import BASES
from vacancies.models import Base


@transaction.atomic
def load_bases() -> dict[str, Base]:
    """Add or correct every known base, by name. Running it again changes nothing.

    Bases that people added by hand stay. Returns all known bases by name.
    """
    rows = [
        Base(name=base.name, zone=base.zone, bcu=base.bcu, lat=base.lat, lon=base.lon)
        for base in BASES
    ]
    Base.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["zone", "bcu", "lat", "lon"],
    )
    return {base.name: base for base in Base.objects.filter(name__in=[row.name for row in rows])}
