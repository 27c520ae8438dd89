"""The contents of an advert as JSON, and back into what the services of adverts take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from vacancies.models import Base, Vacancy
from vacancies.services import EssentialData
from vacancies.services.copying import OWN_TO_EACH
from vacancies.services.criteria import essential_data
from vacancies.services.writing import WRITABLE
from vacancies.stages import without_dates


def contents_of(vacancy: Vacancy) -> dict[str, Any]:
    """Everything of an advert but its reference, times, team and life."""
    fields = {name: getattr(vacancy, name) for name in sorted(WRITABLE - OWN_TO_EACH)}
    fields["assessment_plan"] = without_dates(vacancy.assessment_plan)
    contents = {
        "fields": fields,
        "closes": vacancy.closes_at is not None,
        "bases": list(vacancy.bases.order_by("pk").values_list("pk", flat=True)),
        "essential": [
            [one.code, one.text, one.assessed_by, one.guide] for one in essential_data(vacancy)
        ],
    }
    kept: dict[str, Any] = json.loads(json.dumps(contents, cls=DjangoJSONEncoder))
    return kept


def fields_of(contents: Mapping[str, Any]) -> dict[str, Any]:
    """The parts by name. What an advert no longer has is left out; what is new has its default."""
    return {
        name: _python(name, value)
        for name, value in contents["fields"].items()
        if name in WRITABLE - OWN_TO_EACH
    }


def _python(name: str, value: Any) -> Any:
    return Vacancy._meta.get_field(name).to_python(value)  # type: ignore[union-attr]


def bases_of(contents: Mapping[str, Any]) -> list[Base]:
    """The bases that are still there."""
    return list(Base.objects.filter(pk__in=contents["bases"]))


def essential_of(contents: Mapping[str, Any]) -> list[EssentialData]:
    """The essential criteria in their order."""
    return [
        EssentialData(
            code=code,
            text=text,
            assessed_by=assessed_by,
            guide=tuple((value, line) for value, line in guide[0]) if guide else (),
        )
        for code, text, assessed_by, *guide in contents["essential"]
    ]
