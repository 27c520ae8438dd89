"""The front end: npm's packages by the lock, then static_build/. Standard library only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess  # nosec B404
import sys
from pathlib import Path

from recruitment.demo.environment import REQUIREMENTS, make_tools, package_environment, uv
from recruitment.demo.places import PROJECT, STATE
from recruitment.demo.progress import Progress
from recruitment.demo.steps import reads, run_step, stamp

NODE_NEEDED = 20
SYSTEM_CERTIFICATES = (
    Path("/etc/ssl/certs/ca-certificates.crt"),  # Debian, Ubuntu, Arch, Alpine
    Path("/etc/pki/tls/certs/ca-bundle.crt"),  # Fedora, Red Hat
    Path("/etc/ssl/cert.pem"),  # macOS, BSD
)


def make_front_end(progress: Progress) -> None:
    """npm's packages by the lock, then styles and scripts into static_build/."""
    packages = [PROJECT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    if not packages[1].exists():
        return
    sources = sorted(path for path in (PROJECT / "static" / "src").rglob("*") if path.is_file())
    installed, built = STATE / "node_modules.stamp", STATE / "static_build.stamp"
    wanted_packages, wanted_build = stamp(packages), stamp([*packages, *sources])
    if not (reads(installed, wanted_packages) and (PROJECT / "node_modules").is_dir()):
        installed.unlink(missing_ok=True)
        with progress.step("Front-end packages"):
            _npm("ci", progress=progress)
            installed.write_text(wanted_packages)
    if not (reads(built, wanted_build) and (PROJECT / "static_build").is_dir()):
        built.unlink(missing_ok=True)
        with progress.step("Styles and scripts"):
            _npm("run", "build", progress=progress)
            built.write_text(wanted_build)


def _npm(*arguments: str, progress: Progress) -> None:
    directory = node_directory(progress)
    path = os.pathsep.join([str(directory), os.environ.get("PATH", os.defpath)])
    run_step(
        [str(directory / "npm"), *arguments],
        doing="The build of the front end",
        env={
            **_certificates(),
            **os.environ,
            "PATH": path,
            "CI": "true",
            "npm_config_fetch_retries": "1",
        },
    )


def _certificates() -> dict[str, str]:
    """Node trusts its own list alone: add the system's, where networks put their authority."""
    for path in SYSTEM_CERTIFICATES:
        if path.exists():
            return {"NODE_EXTRA_CA_CERTS": str(path)}
    return {}


def node_directory(progress: Progress) -> Path:
    """The directory of node and npm: the system's if new enough, else one from PyPI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # nosec B603
        number = re.match(r"v(\d+)", said.stdout)
        if number and int(number[1]) >= NODE_NEEDED:
            return Path(npm).parent
    place = STATE / "node"
    lock = REQUIREMENTS / "node.txt"
    if not (reads(place / ".requirements", stamp([lock])) and (place / "bin/npm").exists()):
        make_tools(progress)
        with progress.step("Node.js"):
            shutil.rmtree(place, ignore_errors=True)
            run_step([sys.executable, "-m", "venv", "--without-pip", str(place)], doing="A venv")
            run_step(
                [*uv(), "pip", "sync", "--python", str(place / "bin/python"), "--require-hashes",
                 str(lock)],
                doing="The installation of Node.js",
                env=package_environment(),
            )  # fmt: skip
            (place / ".requirements").write_text(stamp([lock]))
    return place / "bin"
