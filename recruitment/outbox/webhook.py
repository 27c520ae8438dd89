"""Where a mail provider, or a pipe of our own mail server, reports what could not be delivered.

Off unless MAIL_REPORT_SECRETS is set. Each report is signed, as the runbook describes:

    X-Signature: t=<seconds since 1970>,v1=<HMAC-SHA256 of "<t>." and the body, in hexadecimal>
"""

from __future__ import annotations

import hashlib
import hmac
import re
import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from recruitment.outbox.reports import MOST_BYTES, BadReport, read_events, read_notification
from recruitment.outbox.services.bouncing import take_reports

TOLERANCE = 300  # seconds that the sender's clock may differ, and that a signature is good for
SIGNATURE = re.compile(r"t=(\d{10}),v1=([0-9a-f]{64})")
READERS = {"application/json": read_events, "message/rfc822": read_notification}


@csrf_exempt  # a machine without cookies: the signature is the proof
@login_not_required
@require_POST
def returned_mail(request: HttpRequest) -> HttpResponse:
    """200 with how many emails changed; 404 when off, 403 without a good signature, 413 too large,
    415 for another form, 400 for what cannot be read. The same report twice counts once."""
    if not settings.MAIL_REPORT_SECRETS:
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _answer(413, error="The report is too large.")
    signature = good_signature(request.headers.get("X-Signature", ""), request.body)
    if signature is None:
        return _answer(403, error="The signature is wrong or too old.")
    read = READERS.get(request.content_type or "")
    if read is None:
        return _answer(415, error="Send application/json or message/rfc822.")
    seen = f"mail-report:{signature}"
    if cache.get(seen):
        return _answer(200, changed=0)
    try:
        changed = take_reports(read(request.body))
    except BadReport as error:
        return _answer(400, error=str(error))
    cache.set(seen, "yes", timeout=2 * TOLERANCE)  # after it worked: a failed one may come again
    return _answer(200, changed=changed)


def good_signature(header: str, body: bytes) -> str | None:
    """The signature of a report made by somebody with a secret of ours just now, otherwise None."""
    found = SIGNATURE.fullmatch(header)
    if found is None or abs(time.time() - int(found.group(1))) > TOLERANCE:
        return None
    right = [sign(secret, found.group(1), body) for secret in settings.MAIL_REPORT_SECRETS]
    matches = [hmac.compare_digest(one, found.group(2)) for one in right]
    return found.group(2) if any(matches) else None


def sign(secret: str, seconds: str, body: bytes) -> str:
    """The signature of a body that is sent at this second."""
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()


def _answer(status: int, **content: object) -> JsonResponse:
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})
