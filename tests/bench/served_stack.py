"""Start what the load measurement needs: Firestore's emulator, the paper broker, and the functions as served.

Each function is served as Cloud Run serves it: functions-framework's gunicorn, one port a function, the
instances of its queue or `set_global_options` as workers, their concurrency as threads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from _stack.addresses import PROJECT
from _stack.firestore import firestore_command
from _stack.paths import FUNCTIONS, PYTHON, ROOT
from _stack.ports import LOOPBACK, pick_ports
from _stack.processes import Child, Household, household
from _stack.web import answers
from bench.people import Doors

START_SECONDS: Final = 60.0
CALLABLES: Final = ("save_policy", "save_allocation", "check_rebalance_drift", "execute_plan")
QUEUE_FUNCTION: Final = "advance-run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Workers and threads of the servers; `ticks` is the queue's `max_concurrent_dispatches`."""

    workers: int = 2
    threads: int = 4
    ticks: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running set of servers."""

    doors: Doors
    queue_port: int
    broker_url: str
    firestore_host: str
    parts: Mapping[str, Child]
    """The servers of the functions, then the emulator and the broker."""


@contextmanager
def serving(size: Size) -> Iterator[Served]:
    """Serve for the length of a block; nothing of it is left afterwards."""
    names = (*CALLABLES, QUEUE_FUNCTION, "firestore", "broker", "queue")
    ports = pick_ports(dict.fromkeys(names, 0))
    with household() as house:
        outside = _start_outside(house, ports)
        servers = {name: _start_server(house, name, ports, size) for name in (*CALLABLES, QUEUE_FUNCTION)}
        for name, child in servers.items():
            _wait(house, child, f"http://{LOOPBACK}:{ports[name]}/")
        yield Served(
            doors=Doors(
                **{name: ports[name] for name in CALLABLES},
                advance_run=ports[QUEUE_FUNCTION],
                firestore=ports["firestore"],
            ),
            queue_port=ports["queue"],
            broker_url=f"http://{LOOPBACK}:{ports['broker']}",
            firestore_host=f"{LOOPBACK}:{ports['firestore']}",
            parts=servers | outside,
        )


def _start_outside(house: Household, ports: Mapping[str, int]) -> dict[str, Child]:
    command = firestore_command(ports["firestore"], PROJECT, ports["execute_plan"])
    firestore = house.start("firestore", command, cwd=house.folder)
    broker = house.start(
        "broker", [PYTHON, "-m", "paperbroker", "--port", str(ports["broker"]), "--die-with-parent"], cwd=ROOT
    )
    _wait(house, firestore, f"http://{LOOPBACK}:{ports['firestore']}/")
    _wait(house, broker, f"http://{LOOPBACK}:{ports['broker']}/_control/health")
    return {"firestore": firestore, "broker": broker}


def _start_server(house: Household, name: str, ports: Mapping[str, int], size: Size) -> Child:
    command: list[str | Path] = [
        FUNCTIONS / "venv" / "bin" / "functions-framework",
        *("--target", name, "--source", Path(__file__).with_name("served.py")),
        *("--host", LOOPBACK, "--port", str(ports[name])),
    ]
    broker = f"http://{LOOPBACK}:{ports['broker']}"
    is_queue = name == QUEUE_FUNCTION
    environment = {
        "PYTHONPATH": str(FUNCTIONS),
        "PYTHONUNBUFFERED": "1",
        "GCLOUD_PROJECT": PROJECT,
        "FIREBASE_CONFIG": f'{{"projectId": "{PROJECT}"}}',
        "FIREBASE_AUTH_EMULATOR_HOST": f"{LOOPBACK}:1",
        "FIRESTORE_EMULATOR_HOST": f"{LOOPBACK}:{ports['firestore']}",
        "CLOUD_TASKS_EMULATOR_HOST": f"{LOOPBACK}:{ports['queue']}",
        "OWNER_UID": "",
        "ALPACA_BASE_URL": broker,
        "ALPACA_DATA_URL": broker,
        "ALPACA_KEY_ID": "unused",
        "ALPACA_SECRET_KEY": "unused",
        "WORKERS": str(size.ticks if is_queue else size.workers),
        "THREADS": str(1 if is_queue else size.threads),
    }
    return house.start(name, command, cwd=house.folder, env=environment)


def _wait(house: Household, child: Child, url: str) -> None:
    house.wait_until(lambda: answers(url), child=child, what=f"answer from {url}", seconds=START_SECONDS)
