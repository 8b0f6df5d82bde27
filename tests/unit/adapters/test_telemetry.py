"""Log lines and metrics as Cloud Logging reads them."""

from __future__ import annotations

import io
import json
from decimal import Decimal as D

import pytest

from trimtab.adapters.telemetry import JsonLog, LoggedMetrics
from trimtab.domain.telemetry import LogLevel


@pytest.fixture
def stream() -> io.StringIO:
    """What would be standard output."""
    return io.StringIO()


def test_a_line_is_one_json_object(stream: io.StringIO):
    """Severity and message under the names Cloud Logging knows, every field beside them."""
    JsonLog(stream).write(LogLevel.WARNING, "Soft constraint breach", run_id="rr_1")

    expected = {"severity": "WARNING", "message": "Soft constraint breach", "run_id": "rr_1"}
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
