"""Every named address of the portal, from the URL resolver itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Django's admin names these itself; the first redirects to the change page, the second is the 404.
UNNAMED = 2


def named_addresses() -> list[str]:
    """Each name once, with its namespaces, in the order of the resolver."""
    return list(dict.fromkeys(_walk(get_resolver(), ())))


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield ":".join((*spaces, pattern.name))
