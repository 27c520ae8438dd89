"""One request, one id; nothing stays behind for the next."""

from __future__ import annotations

from uuid import UUID

import pytest
import structlog
from django.http import HttpResponse

from recruitment.audit.context import current_request_id, request_context
from recruitment.audit.middleware import AuditContextMiddleware


def serve(get_response):
    return AuditContextMiddleware(get_response)


def test_the_id_of_the_logs_is_used_and_cleared_afterwards(rf):
    seen = []

    def view(request):
        seen.append(current_request_id())
        return HttpResponse("ok")

    with structlog.contextvars.bound_contextvars(request_id="0f0f-abcd-1234"):
        response = serve(view)(rf.get("/"))
    assert response.content == b"ok"
    assert seen == ["0f0f-abcd-1234"]
    assert current_request_id() == ""


@pytest.mark.parametrize(
    "sent", ["", "short", "x" * 65, "evil\nid-123456", "<script>alert</script>"]
)
def test_an_odd_or_missing_id_is_replaced(rf, sent):
    seen = []

    def view(request):
        seen.append(current_request_id())
        return HttpResponse()

    with structlog.contextvars.bound_contextvars(request_id=sent):
        serve(view)(rf.get("/"))
        serve(view)(rf.get("/"))
    assert [UUID(hex=value).version for value in seen] == [4, 4]
    assert seen[0] != seen[1]


def test_the_id_is_cleared_after_an_error(rf):
    def view(request):
        raise RuntimeError("broken view")

    with pytest.raises(RuntimeError, match="broken view"):
        serve(view)(rf.get("/"))
    assert current_request_id() == ""


def test_contexts_nest():
    with request_context("outer-0001"):
        with request_context("inner-0001"):
            assert current_request_id() == "inner-0001"
        assert current_request_id() == "outer-0001"
    assert current_request_id() == ""
