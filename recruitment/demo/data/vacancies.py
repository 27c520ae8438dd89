"""The 25 adverts of the demonstration, in the order of their references. Pure data."""

from __future__ import annotations

from recruitment.demo.data.adverts import (
    constables,
    internal,
    specialists,
    temporary,
    temporary_projects,
    transferees,
)
from recruitment.demo.data.adverts.outline import Outline

OUTLINES: tuple[Outline, ...] = (
    *temporary.OUTLINES,
    *temporary_projects.OUTLINES,
    *transferees.OUTLINES,
    *specialists.OUTLINES,
    *internal.OUTLINES,
    *constables.OUTLINES,
)
