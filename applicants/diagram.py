"""The pipeline as a Mermaid diagram, for the README: made from the table, never drawn by hand."""

from __future__ import annotations

from applicants.choices import Event, Status
from applicants.pipeline import ENDED, STEPS

# They lead from almost everywhere; as arrows they would hide the others.
FROM_ANYWHERE = frozenset({Event.WITHDRAW, Event.CANCEL_VACANCY})


def mermaid() -> str:
    """A state diagram: one arrow for each event and each status that it leads from."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.DRAFT}"]
    for step in STEPS.values():
        if step.event in FROM_ANYWHERE:
            continue
        for source, target in step.moves.items():
            lines.append(f"    {source} --> {target}: {step.event}")
    lines += [f"    {status} --> [*]" for status in Status if status in ENDED]
    return "\n".join(lines)
