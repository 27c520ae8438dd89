"""Serves shared pages before anything else runs, and keeps those that may be shared.

Two shelves: one in this process for the pages that everybody opens, one in Redis for all
processes. While Redis is away the first still works, and every other page is made afresh.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags

from recruitment.page_cache.shared import may_be_kept, may_be_served
from recruitment.page_cache.stamp import Stamp, clock
from recruitment.ui import cookies

OWN_SHELF_BYTES = 8_000_000
# What one process may put on the common shelf in PAGE_CACHE_SECONDS: it stands beside the limits on
# tries, and somebody who asks for ever new addresses must not fill it. Beyond it pages are made.
COMMON_SHELF_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it goes over the wire, and until when (seconds of the epoch) it is good."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    good_until: float


class Shelf:
    """The pages of this process, the least used thrown out first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        """The page, if it is there and still good."""
        page = self._pages.get(key)
        if page is None or time.time() >= page.good_until:
            return None
        return page

    def put(self, key: str, page: Page) -> None:
        """Keep it, and make room."""
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += len(page.body) - (len(old.body) if old else 0)
            self._pages[key] = page
            while self._bytes > OWN_SHELF_BYTES:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= len(gone.body)

    def clear(self) -> None:
        """Empty it."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0


class Allowance:
    """So many bytes in a window of so many seconds."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._window = -1
        self._used = 0
        self._lock = Lock()

    def takes(self, size: int, *, seconds: int) -> bool:
        """Whether as much is left in the present window; then it is used."""
        window = int(time.time()) // seconds
        with self._lock:
            if window != self._window:
                self._window, self._used = window, 0
            if self._used + size > self._most:
                return False
            self._used += size
            return True

    def clear(self) -> None:
        """Begin a new window."""
        with self._lock:
            self._window = -1


shelf = Shelf()
allowance = Allowance(COMMON_SHELF_BYTES)


class SharedPageMiddleware:
    """Stands first: what it serves has every header that the others would have set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # New files have new names, so pages of an earlier release must not be served.
        self.release = str(getattr(staticfiles_storage, "manifest_hash", ""))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE_SECONDS or not may_be_served(request):
            return self.get_response(request)
        stamp = clock.current()
        if stamp is None:
            return self.get_response(request)
        key = self._key(request, stamp.number)
        page = shelf.get(key)
        if page is None:
            page = cache.get(key)
            if page is None or time.time() >= page.good_until:
                return self._make(request, key, stamp)
            shelf.put(key, page)
        return _answer(request, page)

    def _make(self, request: HttpRequest, key: str, stamp: Stamp) -> HttpResponseBase:
        seconds: int = settings.PAGE_CACHE_SECONDS
        response = self.get_response(request)
        if not may_be_kept(request, response):
            return response
        good_until = time.time() + seconds
        if stamp.good_until is not None:
            good_until = min(good_until, stamp.good_until.timestamp())
        # A browser may keep it, but asks each time whether it is still the one.
        response.headers.setdefault("Cache-Control", "no-cache")
        body: bytes = response.content  # type: ignore[attr-defined]
        etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
        response.headers["ETag"] = etag
        page = Page(body, tuple(response.headers.items()), etag, good_until)
        shelf.put(key, page)
        if allowance.takes(len(body), seconds=seconds):
            cache.set(key, page, seconds)
        return _answer(request, page)

    def _key(self, request: HttpRequest, number: int) -> str:
        meta = request.META
        parts = (
            "signed-out, off the network",
            self.release,
            settings.LANGUAGE_CODE,
            str(number),
            meta.get("HTTP_HOST", ""),
            "https" if request.is_secure() else "http",
            cookies.banner_of(request),
            "gzip" if "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "") else "plain",
            request.path_info,
            meta.get("QUERY_STRING", ""),
        )
        whole = "\x00".join(parts).encode("utf-8", "surrogatepass")
        return f"page:{blake2b(whole, digest_size=20).hexdigest()}"


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked and (page.etag in (tags := parse_etags(asked)) or "*" in tags):
        response: HttpResponse = HttpResponseNotModified()
        kept = {"ETag", "Cache-Control", "Vary"}
        for name, value in page.headers:
            if name in kept:
                response.headers[name] = value
        return response
    response = HttpResponse(page.body)
    for name, value in page.headers:
        response.headers[name] = value
    return response
