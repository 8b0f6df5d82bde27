"""The examples of docs/api.md, run as they stand there against the function over real HTTP."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

import main
from automated_worlds import weekdays
from functions.conftest import unsigned_token
from worlds import ANNA, NOON, World

API = Path(__file__).parents[2] / "docs" / "api.md"
SECONDS = 60
ENDPOINTS = 7
TOLD = """\
stock -10 WARNING
buy TLT 3000
sell SPY 2000
{'value': 500, 'percentage': 4.761905}
404 PORTFOLIO_NOT_FOUND
"""


def example(language: str) -> str:
    """Cut an example out of the REST part of the page."""
    part = API.read_text(encoding="utf-8").partition("\n## REST\n")[2].partition("\n## ")[0]
    (found,) = re.findall(rf"```{language}\n(.*?)```\n", part, re.DOTALL)
    return str(found)


@pytest.fixture
def served(here: World) -> Iterator[dict[str, str]]:
    """The environment of a caller of the served function; Anna has 10,000 dollars."""
    here.broker.calendar = weekdays(NOON.date().replace(year=2025), NOON.date().replace(year=2027))
    here.save(SPY="60", TLT="40")
    app = Flask(__name__)

    @app.route("/<path:path>", methods=["GET", "POST"])
    def invoke(path: str) -> Response:
        assert path
        return main.api(request)

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    yield {**os.environ, "TRIMTAB_URL": url, "TRIMTAB_TOKEN": unsigned_token(ANNA.uid)}
    server.shutdown()
    thread.join()
    server.server_close()


def run(command: list[str], environment: dict[str, str]) -> str:
    """Run a command that has to succeed, and return what it printed."""
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    return done.stdout


def test_the_shell_s_examples_work(served: dict[str, str]):
    """One call of each endpoint, and each is answered with JSON of its shape."""
    script = f"set -euo pipefail\n{example('sh')}"
    answers = [json.loads(line) for line in run(["bash", "-c", script], served).splitlines()]

    assert ENDPOINTS == len(answers)
    assert [3000, True, 3000] == [
        answers[0]["recommended_trades"][0]["trade_amount"],
        answers[1]["rebalancing_required"],
        answers[2]["recommended_trades"][0]["trade_amount"],
    ]
    assert ["stock", "TLT", 500, "READY"] == [
        answers[3][0]["asset_type"],
        answers[4][0]["asset"],
        answers[5]["bond"]["value"],
        answers[6]["status"],
    ]


def test_the_python_client_works(served: dict[str, str]):
    """It prints what a person can work out: 90 % of shares are wanted in full, TLT lacks 3,000."""
    assert TOLD == run([sys.executable, "-c", example("python")], served)


def test_the_python_client_is_typed(tmp_path: Path):
    """The strict checker has nothing to say against it."""
    client = tmp_path / "client.py"
    client.write_text(example("python"))
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        f"--cache-dir={tmp_path}",
        str(client),
    ]

    assert "Success" in run(command, dict(os.environ))
