from __future__ import annotations

import json
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
import requests

from unit.paperbroker.builders import PRICES

COMMAND = [sys.executable, "-m", "paperbroker"]


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def ends_within(seconds: float, stream: IO[str] | None) -> bool:
    """Wait for a stream to end."""
    assert stream is not None
    readable, _, _ = select.select([stream], [], [], seconds)
    return bool(readable) and stream.read() == ""


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(number: signal.Signals) -> None:
    """It says where it listens, answers, and exits with 0."""
    with started("--prices", str(PRICES)) as process:
        url = json.loads(first_line(process))["url"]
        health = requests.get(f"{url}/_control/health", timeout=10).json()
        process.send_signal(number)

        assert (True, 0) == (health["ok"], process.wait(timeout=20))


def test_it_ends_with_its_parent() -> None:
    """When the starting process is killed, the broker goes and its output ends."""
    script = "import subprocess, sys; subprocess.Popen(sys.argv[1:]).wait()"
    command = [sys.executable, "-c", script, *COMMAND, "--die-with-parent"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        url = json.loads(first_line(parent))["url"]
        parent.kill()

        assert ends_within(20, parent.stdout), f"still listening on {url}"


def test_a_missing_price_folder_is_refused() -> None:
    """The command line names it."""
    refused = subprocess.run([*COMMAND, "--prices", "nowhere"], capture_output=True, text=True, check=False)

    assert (2, True) == (refused.returncode, "nowhere is not a folder" in refused.stderr)


KEYS = {"APCA-API-KEY-ID": "demo", "APCA-API-SECRET-KEY": "demo-secret"}
BUY_SPY = {"symbol": "SPY", "side": "buy", "type": "market", "time_in_force": "day", "qty": "1"}


def everything(url: str) -> list[object]:
    paths = ("orders?status=all", "positions", "account/activities")
    return [requests.get(f"{url}/v2/{path}", headers=KEYS, timeout=10).json() for path in paths]


def test_a_killed_broker_finds_everything_again(tmp_path: Path) -> None:
    """Orders, fills, positions and history outlive SIGKILL."""
    state = str(tmp_path / "book")
    with started("--state", state) as process:
        url = json.loads(first_line(process))["url"]
        for _ in range(3):
            requests.post(f"{url}/v2/orders", json=BUY_SPY, headers=KEYS, timeout=10).raise_for_status()
        everything(url), everything(url)
        before = everything(url)
        process.kill()
        process.wait(timeout=20)
    with started("--state", state) as process:
        after = everything(json.loads(first_line(process))["url"])

    assert (3, before) == (len(before[0]), after)  # type: ignore[arg-type]


def test_a_foreign_state_file_is_refused(tmp_path: Path) -> None:
    """The command line says what to do."""
    (tmp_path / "book").write_text("not a book, but something longer than the header of a database file" * 9)
    refused = subprocess.run(
        [*COMMAND, "--state", str(tmp_path / "book")], capture_output=True, text=True, check=False
    )

    assert (2, True) == (refused.returncode, "is no book of this broker" in refused.stderr)


def test_equal_seeds_give_equal_order_ids() -> None:
    """A seed decides every id."""
    ids = []
    for _ in range(2):
        with started("--seed", "7") as process:
            url = json.loads(first_line(process))["url"]
            ids.append(requests.post(f"{url}/v2/orders", json=BUY_SPY, headers=KEYS, timeout=10).json()["id"])

    assert ids[0] == ids[1]


def test_a_seed_is_a_whole_number() -> None:
    """Anything else is refused by name."""
    refused = subprocess.run([*COMMAND, "--seed", "-1x"], capture_output=True, text=True, check=False)

    assert (2, True) == (refused.returncode, "seed" in refused.stderr)


def test_help_names_every_option() -> None:
    """And needs nothing else."""
    told = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True).stdout

    assert [] == [
        o for o in ("--port", "--prices", "--state", "--seed", "--die-with-parent") if o not in told
    ]
