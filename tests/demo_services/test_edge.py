"""The edge as configured for production, run for real: what a visitor claims does not pass."""

from __future__ import annotations

import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from recruitment import processes
from tests.demo_services.conftest import wait_for
from tests.demo_services.edge import MISSING, Edge, find_nginx, make_secrets, start_edge

pytestmark = pytest.mark.drill

ECHO = """
import json

def application(environ, start_response):
    asked = ("HTTP_", "REMOTE_", "SERVER_", "PATH_", "QUERY_")
    seen = {key: str(value) for key, value in environ.items() if key.startswith(asked)}
    body = json.dumps(seen).encode()
    start_response("200 OK", [("Content-Type", "application/json")])
    return [body]
"""
SECRET = "the-device-secret"
CLAIMS = [
    {"X-Forwarded-For": "10.20.1.1"},
    {"X-Forwarded-For": "10.20.1.1, 10.20.1.2"},
    {"X-Forwarded-For": "10.20.1.1, 10.20.1.2, 10.20.1.3"},
    {"X-Forwarded-For": "::ffff:10.20.1.1"},
    {"X-Forwarded-For": ""},
    {"X-Forwarded-For": "not an address"},
    {"X-Real-IP": "10.20.1.1"},
    {"X-Real-IP": "::ffff:10.20.1.1"},
    {"X-Client-IP": "10.20.1.1"},
    {"True-Client-IP": "10.20.1.1"},
    {"CF-Connecting-IP": "10.20.1.1"},
    {"Forwarded": "for=10.20.1.1;proto=https;host=evil.example"},
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-Port": "444"},
    {"X-Forwarded-Server": "evil.example"},
    {"X-Original-URL": "/staff/"},
    {"X-Rewrite-URL": "/staff/"},
    {"X-Met-Device": SECRET},
    {"X_Met_Device": SECRET},
    {"x-met-device": SECRET, "X-Forwarded-For": "10.20.1.1", "X-Real-IP": "10.20.1.1"},
    {"Remote-User": "admin"},
    {"Proxy": "http://evil.example"},
]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    if find_nginx() is None:
        pytest.fail(MISSING)
    place = tmp_path_factory.mktemp("edge")
    make_secrets(place)
    (place / "device_secret.conf").write_text(
        f'map "" $met_device_secret {{ default "{SECRET}"; }}\n'
    )
    (place / "echo.py").write_text(ECHO)
    command = [
        part.replace("recruitment.wsgi:application", "echo:application")
        for part in processes.web(socket=str(place / "web.sock"))
    ]
    web = subprocess.Popen([sys.executable, *command[1:]], cwd=place)
    assert wait_for((place / "web.sock").exists)
    yield place
    web.terminate()
    web.wait(20)


@pytest.fixture(scope="module")
def edge(places: Path) -> Iterator[Edge]:
    edge, nginx = start_edge(places, "")
    yield edge
    nginx.terminate()
    nginx.wait(20)


@pytest.mark.parametrize("claim", CLAIMS)
def test_no_claim_of_a_visitor_passes(edge: Edge, claim: dict[str, str]) -> None:
    seen = edge.ask(headers=claim)
    assert seen["HTTP_X_REAL_IP"] == "127.0.0.1"
    assert seen["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert seen["HTTP_X_FORWARDED_PROTO"] == "https"
    assert "HTTP_X_MET_DEVICE" not in seen
    seen.pop("HTTP_X_REQUEST_ID")  # drawn by lot: now and then it holds a 444
    claimed = {"10.20.1.1", "evil.example", SECRET, "/staff/", "admin", "444"}
    assert not [value for value in seen.values() if any(part in value for part in claimed)]


def test_a_managed_device_is_vouched_for(edge: Edge) -> None:
    assert edge.ask(device=True)["HTTP_X_MET_DEVICE"] == SECRET
    assert edge.ask(device=True, headers={"X-Met-Device": "mine"})["HTTP_X_MET_DEVICE"] == SECRET


def test_no_token_reaches_a_log(edge: Edge) -> None:
    token = "c2VjcmV0LXRva2VuLW9mLWEtbGluZS1tYW5hZ2Vy"
    edge.ask(f"/verify/{token}/")
    edge.ask(f"/%76erify/{token}/?next=/{token}")
    edge.ask(f"/accounts/password/reset/key/1-{token}/")
    edge.ask("/verify/review/")
    assert wait_for(lambda: "/verify/review/" in edge.log())
    assert token not in edge.log()
    assert edge.log().count("/verify/[token]/") == 2


def test_a_body_above_eleven_megabytes_gets_our_page(edge: Edge) -> None:
    context = ssl.create_default_context(cafile=str(edge.place / "tls_certificate.pem"))
    request = urllib.request.Request(
        f"https://localhost:{edge.port}/", data=b"", method="POST",
        headers={"Content-Length": str(12 * 1024 * 1024)},
    )  # fmt: skip
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, context=context, timeout=20)
    with refused.value as answer:
        assert answer.code == 413
        page = answer.read().decode()
    assert "Answers that you saved before are kept." in page
    assert "is kept only if you saved it before." in page


def test_metrics_are_not_for_visitors(edge: Edge) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        edge.ask("/metrics")
    with refused.value as answer:
        assert answer.code == 404


def test_a_managed_network_is_the_address_of_the_connection(places: Path) -> None:
    edge, nginx = start_edge(places, "127.0.0.0/8 1;\n")
    try:
        assert edge.ask()["HTTP_X_MET_DEVICE"] == SECRET
        assert edge.ask(headers={"X-Forwarded-For": "192.0.2.1"})["HTTP_X_MET_DEVICE"] == SECRET
    finally:
        nginx.terminate()
        nginx.wait(20)
