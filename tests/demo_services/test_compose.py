"""docker-compose.yml starts what the tests start, checks the health of all, and hides the app."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from django.conf import settings

from recruitment import processes
from recruitment.demo.places import PROJECT

COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SCALE = yaml.safe_load((PROJECT / "deploy" / "docker-compose.scale.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LAUNCHER = ["python", "-m", "recruitment.processes"]


def test_the_production_shape_is_complete() -> None:
    assert set(SERVICES) == {
        "migrate", "web", "worker", "beat", "nginx", "postgres", "redis", "clamav", "mail",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("web", processes.web(socket="/run/portal/web.sock")),
        ("worker", processes.worker()),
        ("beat", processes.beat(schedule="/app/var/beat/schedule")),
    ],
)
def test_each_process_runs_the_one_command(service: str, expected: list[str]) -> None:
    command = SERVICES[service]["command"]
    assert command[:3] == LAUNCHER
    assert processes.command(command[3:]) == expected


@pytest.mark.parametrize("number", [1, 2, 3])
def test_three_web_processes_have_a_socket_each(number: int) -> None:
    name = "web" if number == 1 else f"web-{number}"
    socket = f"/run/portal/web-{number}.sock"
    assert processes.command(SCALE["services"][name]["command"][3:]) == processes.web(socket=socket)
    assert SCALE["services"][name]["healthcheck"]["test"][-1] == socket
    upstream = (PROJECT / "deploy" / "nginx" / "upstream-three.conf").read_text()
    assert f"server unix:{socket} " in upstream


def test_two_workers_in_the_larger_shape() -> None:
    assert SCALE["services"]["worker"]["deploy"]["replicas"] == 2


@pytest.mark.parametrize("service", sorted(set(SERVICES) - {"migrate"}))
def test_every_service_has_a_health_check(service: str) -> None:
    assert SERVICES[service]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


def test_the_edge_alone_is_published() -> None:
    published = {name for name, service in SERVICES.items() if service.get("ports")}
    assert published == {"nginx", "mail"}
    assert SERVICES["mail"]["ports"][0].startswith("127.0.0.1:")
    assert "networks" not in SERVICES["postgres"] or SERVICES["postgres"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_whoever_waits_for_a_service_waits_for_its_health() -> None:
    conditions = {
        (waiting, on, how["condition"])
        for waiting, service in SERVICES.items()
        for on, how in service.get("depends_on", {}).items()
    }
    assert {on for _, on, _ in conditions} <= set(SERVICES)
    assert {how for _, on, how in conditions if on != "migrate"} == {"service_healthy"}
    assert {how for _, on, how in conditions if on == "migrate"} == {
        "service_completed_successfully"
    }


def test_secrets_come_from_files() -> None:
    environment = SERVICES["web"]["environment"]
    for name in ("SECRET_KEY", "VERIFICATION_KEY", "SEALED_STORE_KEYS", "MET_DEVICE_SECRET"):
        assert name not in environment
        secret = environment[f"{name}_FILE"].removeprefix("/run/secrets/")
        assert secret in SERVICES["web"]["secrets"]
        assert secret in COMPOSE["secrets"]


def test_a_worker_is_given_the_time_that_its_tasks_may_take() -> None:
    grace = int(SERVICES["worker"]["stop_grace_period"].removesuffix("s"))
    assert grace > settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT


def test_the_demo_is_not_part_of_the_image() -> None:
    ignored = (PROJECT / ".dockerignore").read_text().splitlines()
    assert ignored[-1] == "recruitment/demo"
    assert settings.ROOT_URLCONF == "recruitment.urls"
