"""Columns that the database fills by itself."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class _Kept(models.Field):  # type: ignore[type-arg]
    """A trigger keeps it up to date; the ORM reads it and never writes it.

    Were it an ordinary field, saving an advert that was read earlier would put back old values.
    """

    generated = True

    def __init__(self, *args: Any, **options: Any) -> None:
        options["editable"] = False
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """Without what every such field has."""
        name, path, args, options = super().deconstruct()
        options.pop("editable", None)
        return name, path, args, options


class KeptArrayField(_Kept, ArrayField):  # type: ignore[type-arg]
    """A list that a trigger keeps."""


class KeptCharField(_Kept, models.CharField):  # type: ignore[type-arg]
    """A text that a trigger keeps."""
