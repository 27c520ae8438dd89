"""The adverts of the demonstration in the order of their references: the 25 outlines of the
domain document, 2.2, and two for the external police staff route, which it leaves out.

Pure data.
"""

from __future__ import annotations

from recruitment.demo.data.adverts import (
    constables,
    external,
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
    *external.OUTLINES,
)
