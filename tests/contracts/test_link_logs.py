"""Every address with a secret in it is masked in every log: the portal's own and the edge's.

The addresses come from the resolver, so that a new kind of emailed link without its lines in
`recruitment/access/logs.py` and `deploy/nginx/` fails here (security document, check 6).
"""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from recruitment.access.logs import mask_tokens
from recruitment.demo.places import PROJECT

SECRET = "canary-secret-of-a-link-that-nobody-may-read"
TAKES_SECRET = re.compile(r"<(?:\w+:)?(?:token|key)>")
NGINX = PROJECT / "deploy" / "nginx"


def secret_paths(patterns=None, prefix: str = "/") -> list[str]:
    """The path of every address that takes a token or a key, with the secret in its place."""
    found = []
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(one.pattern)
        if route.startswith(f"/{settings.ADMIN_PATH}"):
            continue
        if isinstance(one, URLResolver):
            found += secret_paths(one.url_patterns, route)
        elif isinstance(one, URLPattern) and TAKES_SECRET.search(route):
            found.append(_filled(route))
    return found


def _filled(route: str) -> str:
    """An address of this route, written as a path or as a regular expression."""
    plain = re.sub(r"\(\?P<(?:token|key)>[^)]*\)", SECRET, route)
    plain = re.sub(r"<(?:\w+:)?(?:token|key)>", SECRET, plain)
    plain = re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]+>", "1a", plain)
    return re.sub(r"[\^$\\?]|\[[^\]]*\]\+?", "", plain)


PATHS = secret_paths()


def logged_by_nginx(path: str) -> str:
    """What the map of log.conf makes of a path, the first line that matches first."""
    lines = re.findall(r'^\s*"~([^"]+)"\s+(\S+);', (NGINX / "log.conf").read_text(), re.MULTILINE)
    for pattern, written in lines:
        if found := re.search(pattern.replace("(?<", "(?P<"), path):
            named = found.groupdict()
            return re.sub(r"\$(\w+)", lambda name, named=named: named[name[1]], written)
    return path


def test_all_kinds_of_links_are_looked_at():
    assert len(PATHS) >= 12
    assert f"/alerts/link/{SECRET}/stop/" in PATHS
    assert f"/register/answer/{SECRET}/" in PATHS
    assert f"/verify/{SECRET}/" in PATHS
    assert all(SECRET in path for path in PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_no_log_of_ours_or_of_the_edge_holds_a_secret(path):
    assert SECRET not in mask_tokens(f"GET {path} 404")
    assert SECRET not in logged_by_nginx(path)
    doubled = path.replace("/", "//", 2)
    assert SECRET not in mask_tokens(doubled)


@pytest.mark.parametrize("path", PATHS)
def test_the_errors_of_the_edge_are_not_written_for_links(path):
    """nginx puts the whole request line into its error log."""
    quiet = re.findall(
        r"location \^~ (\S+) \{\s*error_log /dev/null;", (NGINX / "site.conf").read_text()
    )
    assert any(path.startswith(prefix) for prefix in quiet)
