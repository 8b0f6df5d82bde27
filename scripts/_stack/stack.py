"""Run the local stack: Firestore, Auth, Functions, Tasks and Hosting emulators, broker and scheduler."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from _stack.accounts import UID
from _stack.addresses import PROJECT, REGION, Addresses, announced_addresses
from _stack.errors import CallError, CommandError
from _stack.firestore import firestore_command
from _stack.paths import FIREBASE_CLI, FIREBASE_CONFIG, FRESH_CONNECTIONS, FUNCTIONS, PRICES, PYTHON, ROOT
from _stack.ports import LOOPBACK, chosen_ports
from _stack.processes import SCRIPTS, Child, Household, household
from _stack.project_folder import run_config, write_project
from _stack.site import stage_site
from _stack.web import answers, send

USUAL_PORTS = {
    "hub": 4400,
    "logging": 4500,
    "functions": 5001,
    "auth": 9099,
    "tasks": 9499,
    "eventarc": 9299,
    "hosting": 5000,
    "firestore": 8080,
    "broker": 8900,
    "metrics": 9464,
}
OUTSIDE_THE_CLI = ("firestore", "broker", "metrics")
START_SECONDS = 120.0

# What the seed and the demo call; when these are loaded, `functions/main.py` is.
REQUIRED_FUNCTIONS = frozenset({"save_allocation", "check_rebalance_drift", "execute_plan"})

# No update check, no message of the day, no search for a metadata server, no colours in logs.
QUIET = {"CI": "1", "NO_UPDATE_NOTIFIER": "1", "METADATA_SERVER_DETECTION": "none", "NO_COLOR": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StackConfig:
    """What one stack runs: which functions folder, and whether site and metrics are served."""

    functions: Path = FUNCTIONS
    required: frozenset[str] = REQUIRED_FUNCTIONS
    has_site: bool = False
    has_metrics: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """A running stack; `house` is None when another process runs it, `metrics_url` empty without the page."""

    urls: Addresses
    house: Household | None = None
    metrics_url: str = ""

    def broken_part(self) -> Child | None:
        """Find a process that has ended although the stack still runs."""
        children = self.house.children if self.house else []
        return next((child for child in children if child.has_ended), None)


@contextmanager
def running_stack(config: StackConfig | None = None) -> Iterator[Stack]:
    """Run a stack for the length of a block; nothing of it is left afterwards.

    Raises `StackError` where a part is missing or does not come up.
    """
    with household() as house, chosen_ports(USUAL_PORTS) as ports:
        wanted = config or StackConfig()
        yield Stack(_start(wanted, house, ports), house, _metrics_url(wanted, ports))


@contextmanager
def shared_stack(config: StackConfig | None = None) -> Iterator[Stack]:
    """Use the stack that a parent process announces in the environment, or run one."""
    addresses = announced_addresses()
    if addresses is not None:
        yield Stack(addresses)
        return
    with running_stack(config) as stack:
        yield stack


def _start(config: StackConfig, house: Household, ports: Mapping[str, int]) -> Addresses:
    urls = _addresses(ports)
    firestore = house.start(
        "firestore", firestore_command(ports["firestore"], PROJECT, ports["functions"]), cwd=house.folder
    )
    broker = house.start("broker", _broker_command(ports["broker"]), cwd=ROOT)
    emulators = _start_emulators(config, house, ports, urls)
    _wait_for_url(house, firestore, f"http://{urls.firestore_host}/")
    _wait_for_url(house, broker, f"{urls.broker_url}/_control/health")
    _wait_for_emulators(config, house, emulators, urls)
    house.start("scheduler", _scheduler_command(ports["functions"]), cwd=SCRIPTS)
    if config.has_metrics:
        page = house.start("metrics", _metrics_command(emulators.log, ports["metrics"]), cwd=SCRIPTS)
        _wait_for_url(house, page, _metrics_url(config, ports))
    return urls


def _start_emulators(
    config: StackConfig, house: Household, ports: Mapping[str, int], urls: Addresses
) -> Child:
    _lay_out_project(config, house.folder, ports, urls)
    wanted = ["functions", "auth", "tasks", *(["hosting"] if config.has_site else [])]
    options = ["--project", PROJECT, "--only", ",".join(wanted)]
    environment = QUIET | {"FIRESTORE_EMULATOR_HOST": urls.firestore_host}
    command: list[str | Path] = [
        "node",
        "--require",
        FRESH_CONNECTIONS,
        FIREBASE_CLI,
        "emulators:start",
        *options,
    ]
    return house.start("emulators", command, cwd=house.folder, env=environment)


def _lay_out_project(config: StackConfig, folder: Path, ports: Mapping[str, int], urls: Addresses) -> None:
    cli_ports = {name: port for name, port in ports.items() if name not in OUTSIDE_THE_CLI}
    origins = [urls.auth_url, f"http://{urls.firestore_host}", _origin(ports["functions"])]
    repository = json.loads(FIREBASE_CONFIG.read_text())
    write_project(
        folder,
        source=_existing_folder(config.functions),
        config=run_config(repository, ports=cli_ports, origins=origins),
        parameters=_parameters(urls),
    )
    if config.has_site:
        stage_site(folder / "site", urls)


def _parameters(urls: Addresses) -> dict[str, str]:
    return {
        "OWNER_UID": UID,
        "ALPACA_BASE_URL": urls.broker_url,
        "ALPACA_DATA_URL": urls.broker_url,
    }


def _addresses(ports: Mapping[str, int]) -> Addresses:
    return Addresses(
        project=PROJECT,
        auth_url=_origin(ports["auth"]),
        functions_url=f"{_origin(ports['functions'])}/{PROJECT}/{REGION}",
        firestore_host=f"{LOOPBACK}:{ports['firestore']}",
        tasks_host=f"{LOOPBACK}:{ports['tasks']}",
        hosting_url=_origin(ports["hosting"]),
        broker_url=_origin(ports["broker"]),
    )


def _origin(port: int) -> str:
    return f"http://{LOOPBACK}:{port}"


def _broker_command(port: int) -> list[str | Path]:
    return [PYTHON, "-m", "paperbroker", "--port", str(port), "--prices", PRICES, "--die-with-parent"]


def _scheduler_command(functions_port: int) -> list[str | Path]:
    return [PYTHON, "-m", "_stack.scheduler", _origin(functions_port)]


def _metrics_command(log: Path, port: int) -> list[str | Path]:
    return [PYTHON, "-m", "_stack.metrics_page", log, str(port)]


def _metrics_url(config: StackConfig, ports: Mapping[str, int]) -> str:
    return f"{_origin(ports['metrics'])}/metrics" if config.has_metrics else ""


def _wait_for_emulators(config: StackConfig, house: Household, child: Child, urls: Addresses) -> None:
    _wait_for_url(house, child, f"{urls.auth_url}/")
    if config.has_site:
        _wait_for_url(house, child, f"{urls.hosting_url}/")
    names = ", ".join(sorted(config.required))
    house.wait_until(
        lambda: config.required <= loaded_functions(urls),
        child=child,
        what=f"functions {names}",
        seconds=START_SECONDS,
    )


def _wait_for_url(house: Household, child: Child, url: str) -> None:
    house.wait_until(lambda: answers(url), child=child, what=f"answer from {url}", seconds=START_SECONDS)


def loaded_functions(urls: Addresses) -> frozenset[str]:
    """Ask the Functions emulator what it has loaded; its own "ready" comes even when loading failed."""
    origin = urls.functions_url.removesuffix(f"/{urls.project}/{REGION}")
    try:
        backends = send("GET", f"{origin}/backends")["backends"]
    except (OSError, CallError, KeyError):
        return frozenset()
    return frozenset(trigger["name"] for backend in backends for trigger in backend["functionTriggers"])


def _existing_folder(folder: Path) -> Path:
    if not (folder / "venv").exists():
        raise CommandError(f"{folder} has no `venv`; run any of the project's scripts, which make it")
    return folder
