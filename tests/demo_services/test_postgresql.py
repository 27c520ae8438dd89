"""The embedded PostgreSQL: one owner, no TCP, and data that survive every ending."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from recruitment.demo import programs
from recruitment.demo.children import Child
from recruitment.demo.places import ServiceError, remove_outside
from recruitment.demo.services import PostgreSQL
from tests.demo_services.conftest import query, running_in, wait_for

OWNER = Path(__file__).with_name("owner.py")


def server(state: Path, *, durable: bool = False) -> PostgreSQL:
    return PostgreSQL(state / "postgres", state=state, durable=durable)


def keep_a_row(url: str) -> None:
    query(url, "CREATE TABLE kept (text text)")
    query(url, "INSERT INTO kept VALUES ('still here')")


def test_data_stay_through_a_stop_and_a_start(state: Path) -> None:
    with server(state) as first:
        keep_a_row(first.url)
    assert running_in(state) == []

    began = time.monotonic()
    with server(state) as second:
        assert time.monotonic() - began < 5
        assert query(second.url, "SELECT text FROM kept") == [("still here",)]


def test_only_its_owner_can_reach_it(state: Path) -> None:
    with server(state) as postgres:
        assert query(postgres.url, "SHOW listen_addresses") == [("",)]
        assert query(postgres.url, "SELECT current_user") == [("postgres",)]
        assert stat.S_IMODE((state / "postgres" / "socket").stat().st_mode) == 0o700
        socket = state / "postgres" / "socket" / ".s.PGSQL.5432"
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700


@pytest.mark.parametrize(("durable", "fsync"), [(True, "on"), (False, "off")])
def test_safety_is_given_up_for_tests_alone(state: Path, durable: bool, fsync: str) -> None:
    with server(state, durable=durable) as postgres:
        assert query(postgres.url, "SHOW fsync") == [(fsync,)]


def test_a_killed_server_recovers(state: Path) -> None:
    first = server(state, durable=True)
    keep_a_row(first.start())
    assert first.child is not None
    os.kill(first.child.pid, signal.SIGKILL)
    assert wait_for(lambda: first.child is not None and first.child.exit_code() is not None)
    assert (state / "postgres" / "data" / "postmaster.pid").exists()
    first.stop()

    with server(state) as second:
        assert query(second.url, "SELECT text FROM kept") == [("still here",)]


def test_it_ends_when_its_owner_is_killed_and_the_data_stay(state: Path) -> None:
    owner = subprocess.Popen(
        [sys.executable, str(OWNER), str(state)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert owner.stdout is not None
    assert owner.stdin is not None
    keep_a_row(owner.stdout.readline().decode().split()[0])
    assert len(running_in(state)) > 2

    owner.kill()
    owner.wait()
    owner.stdout.close()
    owner.stdin.close()
    assert wait_for(lambda: running_in(state) == [])

    with server(state) as second:
        assert query(second.url, "SELECT text FROM kept") == [("still here",)]


def test_the_next_start_ends_a_server_that_was_left_behind(state: Path) -> None:
    with server(state) as first:
        keep_a_row(first.url)
        options = [*first.command()]
        user, group = first.runs_as
    left = Child(
        "left behind",
        options,
        log=state / "left.log",
        cwd=state / "postgres",
        user=user,
        group=group,
    )
    pid_file = state / "postgres" / "data" / "postmaster.pid"
    assert wait_for(lambda: pid_file.exists() and "ready" in pid_file.read_text())

    with server(state) as second:
        assert left.exit_code() == 0  # SIGINT: it shut down in order
        assert query(second.url, "SELECT text FROM kept") == [("still here",)]
    left.stop()


def test_a_stale_pid_file_that_names_a_living_process_does_not_block(state: Path) -> None:
    with server(state) as first:
        keep_a_row(first.url)
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    pid_file = state / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{bystander.pid}\n{state}/postgres/data\n1\n5432\n\n\n\nready\n")
    try:
        with server(state) as second:
            assert query(second.url, "SELECT text FROM kept") == [("still here",)]
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_start_that_was_killed_while_making_the_cluster_is_made_again(state: Path) -> None:
    half = state / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with server(state) as postgres:
        assert query(postgres.url, "SELECT current_database()") == [("portal",)]
    assert not half.exists()


def test_a_second_owner_is_told_who_holds_it(state: Path) -> None:
    with server(state), pytest.raises(ServiceError) as refused:
        server(state).start()
    assert str(refused.value) == (
        f"PostgreSQL in {state}/postgres is already in use by process {os.getpid()}. Stop that one "
        "first (Ctrl-C where it runs), or work in a second clone."
    )


def test_a_path_too_long_for_a_socket_gets_a_short_directory(state: Path) -> None:
    deep = state / ("a-very-long-folder-name/" * 5) / "var"
    deep.mkdir(parents=True)
    with server(deep) as postgres:
        folder = Path(str(query(postgres.url, "SHOW unix_socket_directories")[0][0]))
        assert len(str(folder)) < 80
        assert not folder.is_relative_to(state)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.parent in remove_outside(deep)
    assert not folder.exists()


def test_a_path_with_spaces_works(state: Path) -> None:
    odd = state / "two words, a comma & 'quotes'"
    odd.mkdir()
    with server(odd) as postgres:
        assert query(postgres.url, "SELECT 1") == [(1,)]
    remove_outside(odd)


def test_a_folder_that_others_cannot_enter_works(closed_state: Path) -> None:
    with server(closed_state) as postgres:
        keep_a_row(postgres.url)
    with server(closed_state) as postgres:
        assert query(postgres.url, "SELECT text FROM kept") == [("still here",)]
    removed = remove_outside(closed_state)
    # Root hands the server to nobody, who needs a place outside; anybody else needs none.
    assert len(removed) == (1 if os.getuid() == 0 else 0)
    assert not any(path.exists() for path in removed)


def test_an_ordinary_user_can_run_it(state: Path) -> None:
    """As root this steps down to `daemon`; anybody else is an ordinary user already."""
    arguments = [sys.executable, str(OWNER), str(state)]
    if os.getuid() == 0:
        daemon = 1
        os.chown(state, daemon, daemon)
        arguments.append(str(daemon))
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdin is not None
        assert owner.stdout.readline().startswith("postgres://postgres@/portal?host=")
        data = (state / "postgres" / "data").stat()
        assert data.st_uid == (1 if os.getuid() == 0 else os.getuid())
        owner.stdin.write("stop\n")
        owner.stdin.flush()
        assert owner.stdout.readline() == "stopped\n"
    assert owner.returncode == 0


def test_data_of_another_version_are_not_touched(state: Path) -> None:
    with server(state) as first:
        program = str(query(first.url, "SHOW server_version")[0][0]).split(".")[0]
    (state / "postgres" / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServiceError) as refused:
        server(state).start()
    assert str(refused.value) == (
        f"The data in {state}/postgres/data was made by PostgreSQL 9, and this is PostgreSQL "
        f"{program}. Run `make clean` to start again with fresh demo data."
    )


def test_without_a_program_the_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(programs, "_package_directory", lambda name: None)
    monkeypatch.setattr(programs, "SYSTEM", tmp_path)
    with pytest.raises(ServiceError) as refused:
        programs.postgres_programs()
    assert str(refused.value) == (
        "No PostgreSQL server was found: its package has no build for this machine. Install "
        "PostgreSQL 15 or newer and set PG_BINDIR to the directory of its programs, or set "
        "DATABASE_URL to a running server."
    )


def test_the_newest_program_of_the_system_stands_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for version in ("9", "15", "16"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / "postgres").touch()
        (folder / "initdb").touch()
    monkeypatch.setattr(programs, "_package_directory", lambda name: None)
    monkeypatch.setattr(programs, "SYSTEM", tmp_path)
    assert programs.postgres_programs() == tmp_path / "16" / "bin"
    monkeypatch.setenv("PG_BINDIR", str(tmp_path / "15" / "bin"))
    assert programs.postgres_programs() == tmp_path / "15" / "bin"


def test_a_stopped_server_refuses_connections(state: Path) -> None:
    with server(state) as postgres:
        url = postgres.url
    with pytest.raises(psycopg.OperationalError):
        query(url, "SELECT 1")
