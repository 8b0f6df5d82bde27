"""Log lines and metrics as Cloud Logging reads them."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D
from pathlib import Path
from threading import Barrier

import pytest

from trimtab.adapters.telemetry import JsonLog, LoggedMetrics, bound, stopwatch
from trimtab.domain.discretion import short_hash
from trimtab.domain.metrics import MetricName
from trimtab.domain.telemetry import LogLevel

SOURCES = Path(__file__).parents[3] / "src"


@pytest.fixture
def stream() -> io.StringIO:
    """What would be standard output."""
    return io.StringIO()


def test_a_line_is_one_json_object(stream: io.StringIO):
    """Severity and message under the names Cloud Logging knows, every field beside them, 003's ids always."""
    JsonLog(stream).write(LogLevel.WARNING, "Soft constraint breach", run_id="rr_1")

    said = {"severity": "WARNING", "message": "Soft constraint breach", "run_id": "rr_1"}
    expected = said | {"correlation_id": "", "portfolio_id": ""}
    assert expected == json.loads(stream.getvalue())


@pytest.mark.parametrize("text", ["a\nb", '"}\n{"severity":"ERROR"', "\u2028\x00\ud800"])
def test_no_value_breaks_out_of_its_line(text: str, stream: io.StringIO):
    """Whatever a caller sends stays inside one line and one value (F-153)."""
    JsonLog(stream).write(LogLevel.INFO, "Run started", portfolio_id=text)

    assert 1 == len(stream.getvalue().splitlines())
    assert text == json.loads(stream.getvalue())["portfolio_id"]


def test_a_field_cannot_pose_as_the_severity(stream: io.StringIO):
    """The line's own level wins."""
    JsonLog(stream).write(LogLevel.ERROR, "Data quality block", severity="INFO")

    assert "ERROR" == json.loads(stream.getvalue())["severity"]


def test_without_a_stream_lines_go_to_standard_output(capsys: pytest.CaptureFixture[str]):
    """That is where a function's lines are picked up."""
    JsonLog().write(LogLevel.INFO, "Run started")

    assert "Run started" == json.loads(capsys.readouterr().out)["message"]


def test_a_stream_that_is_gone_stops_nobody(stream: io.StringIO):
    """A run is not lost because its log is."""
    stream.close()

    JsonLog(stream).write(LogLevel.INFO, "Run started")

    assert stream.closed


def test_a_counter_counts_one(stream: io.StringIO):
    """The sample names metric, kind and labels."""
    LoggedMetrics(JsonLog(stream)).count("dpm_sim_status_total", status="READY")

    line = json.loads(stream.getvalue())
    assert ("dpm_sim_status_total", "counter", "1", {"status": "READY"}) == (
        line["metric"],
        line["kind"],
        line["value"],
        line["labels"],
    )


def test_a_histogram_keeps_the_exact_value(stream: io.StringIO):
    """Seconds are written as they were measured."""
    LoggedMetrics(JsonLog(stream)).observe("dpm_sim_latency_seconds", D("0.012500"))

    line = json.loads(stream.getvalue())
    assert ("histogram", "0.0125") == (line["kind"], line["value"])


def test_every_line_of_a_block_carries_its_ids(stream: io.StringIO):
    """What is bound is on lines and metrics alike, and on none after the block."""
    log = JsonLog(stream)
    with bound(correlation_id="c-1", portfolio_id="main"):
        log.write(LogLevel.INFO, "Run started")
        LoggedMetrics(log).count(MetricName.CHECKS, result="QUIET")
    log.write(LogLevel.INFO, "Run started")

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    expected = [("c-1", "main"), ("c-1", "main"), ("", "")]
    assert expected == [(line["correlation_id"], line["portfolio_id"]) for line in lines]


def test_a_line_s_own_id_wins(stream: io.StringIO):
    """A service that knows its run says so, whatever the call began with."""
    with bound(run_id="rr_1", portfolio_id="main"):
        JsonLog(stream).write(LogLevel.INFO, "Run started", run_id="rr_2")

    line = json.loads(stream.getvalue())
    assert ("rr_2", "main") == (line["run_id"], line["portfolio_id"])


def test_two_threads_do_not_mix_their_ids(stream: io.StringIO):
    """An instance serves several calls at once."""
    log, both = JsonLog(stream), Barrier(2)

    def call(name: str) -> None:
        with bound(correlation_id=name):
            both.wait(10)
            log.write(LogLevel.INFO, name)

    with ThreadPoolExecutor(2) as pool:
        tuple(pool.map(call, ("c-1", "c-2")))

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert ["c-1", "c-2"] == sorted(line["message"] for line in lines)
    assert all(line["message"] == line["correlation_id"] for line in lines)


def test_a_person_is_a_hash(stream: io.StringIO):
    """Bound or named, a uid stands nowhere in the line, and the same person has the same hash."""
    log = JsonLog(stream)
    with bound(uid="anna-uid"):
        log.write(LogLevel.ERROR, "failed", detail="anna-uid and ben-uid", uid="ben-uid")
        log.write(LogLevel.ERROR, "failed", detail="userSettings/anna-uid/x")

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [short_hash("ben-uid"), short_hash("anna-uid")] == [line["uid_hash"] for line in lines]
    assert not re.search("anna-uid|ben-uid", stream.getvalue())


def test_known_secrets_and_secret_fields_are_hidden(stream: io.StringIO):
    """By their value wherever they stand, and by the name of the field they came in."""
    log = JsonLog(stream, secrets=lambda: ("PK-key",))
    log.write_object({"message": "m", "error": "refused PK-key", "labels": {"webhook_url": "x1"}, "token": 7})

    line = json.loads(stream.getvalue())
    expected = ("refused [hidden]", {"webhook_url": "[hidden]"}, "[hidden]")
    assert expected == (line["error"], line["labels"], line["token"])


def test_importing_costs_no_structlog():
    """It comes with the first line: discovery writes none."""
    code = "import sys, trimtab.adapters.telemetry; print('structlog' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SOURCES, capture_output=True, text=True, check=True
    )

    assert "False" == done.stdout.strip()


def test_a_stopwatch_tells_seconds():
    """Time only goes forward."""
    elapsed = stopwatch()

    assert D(0) <= elapsed() <= elapsed() < D(60)
