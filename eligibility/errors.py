"""The two errors of the package: a case that breaks the format, and a value that is not there."""

from __future__ import annotations


class FactError(ValueError):
    """A case breaks the input format.

    `path` names the place, for example ``facts.agency.service_started_on``; it is empty when
    the whole line is wrong. `message` is a plain sentence for the person who sent the case.
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message

    def under(self, step: str) -> FactError:
        """The same error, seen from one level further up: `step` is put before its path."""
        if not self.path:
            return FactError(step, self.message)
        joint = "" if self.path.startswith("[") else "."
        return FactError(f"{step}{joint}{self.path}", self.message)


class ParameterError(ValueError):
    """The dated values are unusable (a gap, an overlap, no source), or none is in force."""
