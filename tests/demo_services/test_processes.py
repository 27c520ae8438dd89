"""The commands of web, worker and beat: one place, and everything else agrees with it."""

from __future__ import annotations

from django.conf import settings

from recruitment import processes


def test_every_queue_of_the_settings_has_a_worker() -> None:
    command = processes.worker()
    served = command[command.index("--queues") + 1].split(",")
    assert sorted(served) == sorted(settings.WORKER_QUEUES)
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert {*routed, settings.CELERY_TASK_DEFAULT_QUEUE} <= set(served)


def test_the_web_server_has_two_workers_with_four_threads() -> None:
    command = processes.web(host="127.0.0.1", port=8000)
    assert command[:6] == [
        "python", "-m", "granian", "--interface", "wsgi", "recruitment.wsgi:application",
    ]  # fmt: skip
    assert command[command.index("--workers") + 1] == "2"
    assert command[command.index("--blocking-threads") + 1] == "4"
    assert command[-4:] == ["--host", "127.0.0.1", "--port", "8000"]


def test_behind_a_proxy_the_web_server_has_no_port() -> None:
    command = processes.web(socket="/run/portal/web.sock")
    assert command[-4:] == ["--uds", "/run/portal/web.sock", "--uds-permissions", "0o660"]
    assert "--port" not in command


def test_the_processes_of_a_web_server_count_in_one_place(monkeypatch, tmp_path) -> None:
    """Fresh at each start, so that numbers of processes that are gone do not count on."""
    begun = []
    monkeypatch.setattr(processes.os, "execv", lambda *given: begun.append(given))
    monkeypatch.setattr(processes.tempfile, "mkdtemp", lambda prefix: str(tmp_path / prefix))
    monkeypatch.setenv(processes.COUNTS, "")  # so that it is put back afterwards
    monkeypatch.delenv(processes.COUNTS)
    processes.main(["web", "--socket", str(tmp_path / "web.sock")])
    assert processes.os.environ[processes.COUNTS] == str(tmp_path / "portal-counts-")
    monkeypatch.delenv(processes.COUNTS)
    processes.main(["worker"])
    assert processes.COUNTS not in processes.os.environ
    assert len(begun) == 2
