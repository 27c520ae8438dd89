"""Why something was refused. Each message is a plain sentence that says what to do."""

from __future__ import annotations


class Refused(Exception):
    """The action was refused; `str(error)` may be shown to the person who tried."""


class NotAllowed(Refused):
    """This person does not hold the right, or the object is not theirs."""


class StateChanged(Refused):
    """The application is no longer where the person saw it."""


class GuardFailed(Refused):
    """Something that the step needs is missing."""


class SectionChanged(Refused):
    """The section was saved in another tab or on another device since this page was opened."""
