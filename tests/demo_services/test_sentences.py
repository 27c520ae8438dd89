"""What goes wrong on a machine is told in a plain sentence, with what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from recruitment.demo import bootstrap, environment, places, ports
from recruitment.demo.places import PROJECT, ServiceError, identity, remove_outside
from recruitment.demo.server import could_not_start, plain_os_error
from recruitment.demo.steps import LOG, explain


def make(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=PROJECT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_taken_port_is_told_before_anything_is_done() -> None:
    with ports.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        run = make("run", f"PORT={port}")
    assert run.returncode == 2
    assert run.stdout == ""
    lines = run.stderr.strip().splitlines()
    assert lines[0] == (
        f"Port {port} is taken by another program. Choose another one, for example: "
        f"make run PORT={port + 1}"
    )
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("wrong", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", wrong)
    with pytest.raises(ServiceError) as refused:
        ports.web_address()
    assert str(refused.value) == (
        f"PORT must be a number from 1 to 65535, not {wrong!r}. For example: make run PORT=8001"
    )


def test_a_host_that_this_machine_does_not_have() -> None:
    with pytest.raises(ServiceError) as refused:
        ports.check_free("192.0.2.1", 8000)
    assert str(refused.value) == (
        "This machine has no address 192.0.2.1. Set HOST to one that it has, such as 127.0.0.1."
    )


def test_an_old_python(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bootstrap, "NEEDED", (9, 9))
    assert bootstrap.main() == 2
    version = ".".join(str(part) for part in sys.version_info[:3])
    assert capsys.readouterr().err == (
        f"Python 9.9 or newer is needed and this is Python {version}. "
        "Install a newer one and name it, for example: make run PYTHON=python3.11\n"
    )


def test_no_python_at_all(tmp_path: Path) -> None:
    for tool in ("sh", "make", "sed", "getconf"):
        found = shutil.which(tool)
        assert found is not None
        (tmp_path / tool).symlink_to(found)
    run = make("run", PATH=str(tmp_path))
    assert run.returncode == 2
    assert run.stderr.splitlines()[:2] == [
        "Python 3.11 or newer is needed and none was found. Install python3 (on Debian or",
        "Ubuntu: apt-get install python3 python3-venv), then start again.",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "OSError: [Errno 28] No space left on device",
            "The disk is full: the installation of uv failed. Free about 1 GB, then start again.",
        ),
        (
            "npm error code ENOSPC",
            "The disk is full: the installation of uv failed. Free about 1 GB, then start again.",
        ),
        (
            "Temporary failure in name resolution",
            "The installation of uv failed: the package registry cannot be reached. Check the "
            "network, or name your mirror (PIP_INDEX_URL for Python, npm_config_registry for "
            f"npm), then start again. (Details in {LOG})",
        ),
        (
            "npm error code ECONNREFUSED",
            "The installation of uv failed: the package registry cannot be reached. Check the "
            "network, or name your mirror (PIP_INDEX_URL for Python, npm_config_registry for "
            f"npm), then start again. (Details in {LOG})",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "The installation of uv failed: a package is not the one whose hash is recorded. Do "
            f"not use it; check your mirror, or run `make lock`. (Details in {LOG})",
        ),
        (
            "OSError: [Errno 30] Read-only file system: '.venv'",
            "The installation of uv failed because this folder cannot be written to. Check who "
            f"owns it, or clone into a folder of your own. (Details in {LOG})",
        ),
        (
            "something else",
            f"The installation of uv failed. Its last lines (all of them in {LOG}):\n"
            "something else",
        ),
    ],
)
def test_a_tool_that_failed(words: str, sentence: str) -> None:
    assert explain(words, doing="The installation of uv") == sentence


def test_a_disk_that_is_almost_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "STAMP", Path("/nonexistent"))
    monkeypatch.setattr(environment, "_free_bytes", lambda: 12_000_000)
    with pytest.raises(ServiceError) as refused:
        environment.make_environment("embedded", environment.Progress())
    assert str(refused.value) == (
        "The disk is almost full: 12 MB are free and 900 MB are needed. Free some space, then "
        "start again."
    )


def test_a_server_without_space(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    words = "could not write lock file: No space left on device"
    assert could_not_start("PostgreSQL", words, log) == (
        "The disk is full: PostgreSQL could not start. Free some space, then start again."
    )
    error = OSError(28, "No space left on device", str(log))
    assert plain_os_error(error, doing="start the portal") == (
        "The disk is full: could not start the portal. Free some space, then start again."
    )


def test_nothing_without_our_marker_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "var"
    outside = tmp_path / "outside"
    outside.mkdir()
    monkeypatch.setattr(places, "OUTSIDE", outside)
    ours = outside / f"recruitment-portal-{identity(state)}"
    ours.mkdir()
    (ours / "file").touch()
    assert remove_outside(state) == []
    (ours / places.MARKER).write_text("another folder\n")
    assert remove_outside(state) == []
    (ours / places.MARKER).write_text(f"{state}\n")
    assert remove_outside(state) == [ours]
    assert list(outside.iterdir()) == []


def test_what_a_removed_clone_left_outside_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "OUTSIDE", tmp_path)
    for name, state in (("removed", tmp_path / "no-more"), ("living", tmp_path)):
        (tmp_path / f"recruitment-portal-{name}").mkdir()
        (tmp_path / f"recruitment-portal-{name}" / places.MARKER).write_text(f"{state}\n")
    (tmp_path / "recruitment-portal-unmarked").mkdir()
    places.outside_directory(tmp_path / "var")
    assert sorted(path.name for path in tmp_path.glob("recruitment-portal-*")) == sorted(
        [
            f"recruitment-portal-{identity(tmp_path / 'var')}",
            "recruitment-portal-living",
            "recruitment-portal-unmarked",
        ]
    )


def test_two_clones_have_two_identities(tmp_path: Path) -> None:
    first, second = identity(tmp_path / "one"), identity(tmp_path / "two")
    assert first != second
    assert identity(tmp_path / "one") == first
