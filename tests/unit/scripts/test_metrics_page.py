"""The local stack's Prometheus page."""

from __future__ import annotations

import io
from decimal import Decimal as D
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from _stack.metrics_page import Page, Sample, follow, sample_in
from trimtab.adapters.telemetry import JsonLog, LoggedMetrics
from trimtab.domain.metrics import METRICS, MetricKind, MetricName


def written(seconds: str = "0.2") -> list[str]:
    """What a function writes: two counts, a time, and a line that is none of them."""
    stream = io.StringIO()
    metrics = LoggedMetrics(JsonLog(stream))
    metrics.count(MetricName.RUNS, kind="REBALANCE", state="COMPLETED")
    metrics.count(MetricName.RUNS, kind="REBALANCE", state="COMPLETED")
    metrics.observe(MetricName.SIMULATION_LATENCY, D(seconds))
    return stream.getvalue().splitlines()


def test_what_functions_write_is_on_the_page():
    """Counters add up, values fall into the table's buckets."""
    page = Page()
    recorded = [page.record(f">  {line}\n") for line in written()]

    value = page.registry.get_sample_value
    assert [True, True, True] == recorded
    assert 2.0 == value("trimtab_runs_total", {"kind": "REBALANCE", "state": "COMPLETED"})
    assert (0.0, 1.0) == (
        value("dpm_sim_latency_seconds_bucket", {"le": "0.1"}),
        value("dpm_sim_latency_seconds_bucket", {"le": "0.25"}),
    )


def test_every_metric_of_the_table_has_its_help():
    """Also one that was never recorded."""
    text = generate_latest(Page().registry).decode()

    assert [] == [metric.name for metric in METRICS if metric.meaning not in text]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "functions: Loaded functions definitions",
        ">  {",
        ">  []",
        '>  {"severity": "INFO", "message": "Run started"}',
        '>  {"metric": "trimtab_gone_total", "kind": "counter", "value": "1", "labels": {}}',
        '>  {"metric": "trimtab_runs_total", "kind": "counter", "value": "1", "labels": {"uid": "anna"}}',
        '>  {"metric": "trimtab_runs_total", "kind": "pie", "value": "1", "labels": {}}',
        '>  {"metric": "trimtab_runs_total", "kind": "counter", "value": "much", "labels": {}}',
        '>  {"metric": "trimtab_runs_total", "kind": "counter", "value": "1", "labels": "x"}',
    ],
)
def test_any_other_line_is_passed_over(line: str):
    """The page is as good as its lines and dies of none."""
    assert not Page().record(line)


def test_a_sample_is_read_behind_the_emulator_s_mark():
    """The first line of a piece of output has one, the others have none."""
    line = written()[0]
    expected = Sample(
        "trimtab_runs_total", MetricKind.COUNTER, 1.0, {"kind": "REBALANCE", "state": "COMPLETED"}
    )

    assert [expected, expected] == [sample_in(line), sample_in(f">  {line}")]


def test_a_log_is_followed_while_it_grows(tmp_path: Path):
    """It is waited for, and a line counts once it is whole."""
    log = tmp_path / "emulators.log"
    pieces = iter(["", "first\nsec", "ond\n", "third\n"])

    def grow(_seconds: float) -> None:
        with log.open("a", encoding="utf-8") as file:
            file.write(next(pieces))

    lines = follow(log, grow)

    assert ["first\n", "second\n", "third\n"] == [next(lines) for _ in range(3)]
