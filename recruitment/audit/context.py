"""Which request the code runs for: a context variable, so that services need no argument."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("audit_request_id", default="")


def current_request_id() -> str:
    """The id of the request (or task) being served; empty outside one."""
    return _request_id.get()


@contextmanager
def request_context(request_id: str) -> Iterator[None]:
    """Every audit entry written inside carries this id; what was there before comes back."""
    token = _request_id.set(request_id)
    try:
        yield
    finally:
        _request_id.reset(token)
