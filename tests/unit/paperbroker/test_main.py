from __future__ import annotations

import json
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
