"""nginx with the files of deploy/nginx, started here before an application on a Unix socket."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from recruitment.demo import ports
from recruitment.demo.places import PROJECT
from tests.demo_services.conftest import wait_for

MISSING = "This needs nginx. On Debian or Ubuntu: apt-get install nginx-light"


def find_nginx() -> str | None:
    """The program, which Debian keeps where only root looks."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def make_secrets(place: Path) -> None:
    """Certificates and secrets as for a trial installation."""
    subprocess.run([PROJECT / "deploy" / "make-trial-secrets", place], check=True)


class Edge:
    """A running nginx: `place` holds its files, `port` is where it listens."""

    def __init__(self, place: Path, port: int) -> None:
        self.place, self.port = place, port

    @property
    def url(self) -> str:
        """Where visitors reach it."""
        return f"https://localhost:{self.port}"

    def ask(
        self, path: str = "/", *, headers: Mapping[str, str] | None = None, device: bool = False
    ) -> dict[str, str]:
        """What the application that tells what it was given answers."""
        seen: dict[str, str] = json.loads(self.open(path, headers=headers, device=device))
        return seen

    def open(
        self, path: str = "/", *, headers: Mapping[str, str] | None = None, device: bool = False
    ) -> bytes:
        """The body of a page; `device` shows the certificate of a managed device."""
        context = ssl.create_default_context(cafile=str(self.place / "tls_certificate.pem"))
        if device:
            context.load_cert_chain(
                self.place / "device_certificate.pem", self.place / "device_key.pem"
            )
        request = urllib.request.Request(f"{self.url}{path}")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        with urllib.request.urlopen(request, context=context, timeout=20) as answer:
            body: bytes = answer.read()
        return body

    def log(self) -> str:
        return (self.place / "access.log").read_text() + (self.place / "error.log").read_text()


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


def start_edge(
    place: Path, networks: str, *, port: int = 0
) -> tuple[Edge, subprocess.Popen[bytes]]:
    """Start it and wait for its first answer; `networks` are the lines of managed networks."""
    program = find_nginx()
    assert program is not None, MISSING
    if not port:
        with ports.listen("127.0.0.1", 0) as free:
            port = free.getsockname()[1]
    shutil.rmtree(place / "portal", ignore_errors=True)
    configuration = configure(place, port, networks)
    for name in ("plain.sock", "health.sock"):
        (place / name).unlink(missing_ok=True)
    nginx = subprocess.Popen([program, "-c", str(configuration), "-p", str(place)])
    edge = Edge(place, port)

    def answers() -> bool:
        assert nginx.poll() is None
        try:
            edge.open()
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
