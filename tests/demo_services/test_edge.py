"""The edge as configured for production, run for real: what a visitor claims does not pass."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from recruitment import processes
from recruitment.demo import ports
from recruitment.demo.places import PROJECT
from tests.demo_services.conftest import wait_for

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


class Edge:
    """nginx before an application that tells what it was given."""

    def __init__(self, place: Path, port: int) -> None:
        self.place, self.port = place, port

    def ask(
        self, path: str = "/", *, headers: Mapping[str, str] | None = None, device: bool = False
    ) -> dict[str, str]:
        context = ssl.create_default_context(cafile=str(self.place / "tls_certificate.pem"))
        if device:
            context.load_cert_chain(
                self.place / "device_certificate.pem", self.place / "device_key.pem"
            )
        request = urllib.request.Request(f"https://localhost:{self.port}{path}")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        with urllib.request.urlopen(request, context=context, timeout=20) as answer:
            seen: dict[str, str] = json.loads(answer.read())
        return seen

    def log(self) -> str:
        return (self.place / "access.log").read_text() + (self.place / "error.log").read_text()


def nginx_program() -> str:
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        pytest.fail("This drill needs nginx. On Debian or Ubuntu: apt-get install nginx-light")
    return found


def configure(place: Path, port: int, networks: str) -> Path:
    """The files of deploy/nginx with this machine's paths and no user to change to."""
    shutil.copytree(PROJECT / "deploy" / "nginx", place / "portal")
    (place / "portal" / "managed-networks.conf").write_text(networks)
    names = {
        "/etc/nginx/portal/": f"{place}/portal/",
        "/run/secrets/device_secret;": f"{place}/device_secret.conf;",
        "/run/secrets/device_authority;": f"{place}/device_authority.pem;",
        "/run/secrets/tls_certificate;": f"{place}/tls_certificate.pem;",
        "/run/secrets/tls_key;": f"{place}/tls_key.pem;",
        "/run/portal/web.sock": f"{place}/web.sock",
        "/run/nginx/nginx.pid": f"{place}/nginx.pid",
        "/dev/stderr": f"{place}/error.log",
        "/dev/stdout": f"{place}/access.log",
        "user nginx;": f"user {pwd.getpwuid(os.getuid()).pw_name}; daemon off;",
        "listen 8443 ssl": f"listen 127.0.0.1:{port} ssl",
        "listen 8080 default_server;": f"listen unix:{place}/plain.sock default_server;",
        "listen 127.0.0.1:8081;": f"listen unix:{place}/health.sock;",
    }
    for file in (place / "portal").glob("*.conf"):
        text = file.read_text()
        for old, new in names.items():
            text = text.replace(old, new)
        file.write_text(text)
    return place / "portal" / "nginx.conf"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("edge")
    subprocess.run([PROJECT / "deploy" / "make-trial-secrets", place], check=True)
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


def started(place: Path, networks: str) -> tuple[Edge, subprocess.Popen[bytes]]:
    with ports.listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    shutil.rmtree(place / "portal", ignore_errors=True)
    configuration = configure(place, port, networks)
    for name in ("plain.sock", "health.sock"):
        (place / name).unlink(missing_ok=True)
    nginx = subprocess.Popen([nginx_program(), "-c", str(configuration), "-p", str(place)])
    edge = Edge(place, port)

    def answers() -> bool:
        assert nginx.poll() is None
        try:
            edge.ask()
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except urllib.error.URLError:
            return False
        return True

    try:
        assert wait_for(answers)
    except BaseException:
        nginx.kill()
        nginx.wait()
        raise
    return edge, nginx


@pytest.fixture(scope="module")
def edge(places: Path) -> Iterator[Edge]:
    edge, nginx = started(places, "")
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
    edge, nginx = started(places, "127.0.0.0/8 1;\n")
    try:
        assert edge.ask()["HTTP_X_MET_DEVICE"] == SECRET
        assert edge.ask(headers={"X-Forwarded-For": "192.0.2.1"})["HTTP_X_MET_DEVICE"] == SECRET
    finally:
        nginx.terminate()
        nginx.wait(20)
