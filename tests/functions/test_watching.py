"""What every call leaves behind, over the real HTTP wrapper."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import bootstrap
import telemetry_wiring
from functions.conftest import Call
from handlers.watching import correlation_id_of, ids_of
from trimtab.adapters.telemetry import JsonLog, LoggedMetrics
from trimtab.adapters.tracing import OpenSpans
from trimtab.adapters.watched import Watch, WatchedBrokers
from trimtab.domain.discretion import short_hash
from trimtab.domain.metrics import CALLABLES, MetricName
from trimtab.domain.telemetry import LogLevel
from worlds import World

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"X-Correlation-ID": "corr-1.a_B"}, "corr-1.a_B"),
        ({"X-Correlation-ID": "c1", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}, "c1"),
        ({"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}, TRACE),
        ({"X-Cloud-Trace-Context": f"{TRACE}/123;o=1"}, TRACE),
        ({"X-Cloud-Trace-Context": TRACE}, TRACE),
    ],
)
def test_the_caller_s_own_id_is_kept(headers: dict[str, str], expected: str):
    """Its own header first, then the trace it belongs to."""
    assert expected == correlation_id_of(headers)


def test_an_id_that_was_sent_is_kept_where_no_header_names_one():
    """Requirement 003's question has a field for it."""
    sent = {"correlation_id": "corr_1"}

    assert ("corr_1", "c-2") == (
        correlation_id_of({}, sent),
        correlation_id_of({"X-Correlation-ID": "c-2"}, sent),
    )


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "a b",
        "x" * 65,
        'x"}\n{',
        "anna@example.com",
        "-x",
        "né",
        "../../etc",
        f"{TRACE}/",
        "kX3bQ9vT2mWc7LrZ1nYd5FsHp8Ga",
    ],
)
def test_what_can_be_no_id_is_replaced(asked: str):
    """Nobody writes into the log by a header (F-153)."""
    found = correlation_id_of({"X-Correlation-ID": asked, "traceparent": asked})

    assert asked != found
    assert 20 == len(found)


@pytest.mark.parametrize("sent", [None, [], "portfolio_id", {"portfolio_id": 7}, {"portfolio_id": "a b"}])
def test_what_was_sent_is_not_trusted(sent: Any):
    """Ids are read before anything has been checked."""
    assert {} == ids_of(sent, "portfolio_id", "run_id")


def test_a_uid_may_be_anything():
    """It is written as a hash."""
    assert {"uid": "a b"} == ids_of({"uid": "a b", "run_id": "a b"}, "uid", "run_id")


@pytest.mark.parametrize("name", CALLABLES)
def test_every_callable_counts_its_refusals_and_its_time(name: str, call: Call, here: World):
    """By function, reason and outcome."""
    call(name, {}, uid=None)

    counted = {(each.name, *each.labels.values()) for each in here.metrics.samples}
    expected = {
        (MetricName.REFUSALS, name, "NOT_SIGNED_IN"),
        (MetricName.FUNCTION_LATENCY, name, "REFUSED"),
    }
    assert expected == counted


def test_an_error_answers_with_the_id_of_its_lines(call: Call, here: World):
    """What a person quotes is found in the log."""
    error = call("check_rebalance_drift", {}, uid="ben").error

    line = here.log.lines[-1]
    assert ("refused", "NO_BROKER_LINKED") == (line.message, line.fields["reason_code"])
    assert 20 == len(error["details"]["correlation_id"])


def test_a_value_that_was_sent_is_not_in_the_log(call: Call, here: World):
    """The caller is told it, the log says which field it was."""
    error = call("check_rebalance_drift", {"method": "my-password"}).error

    assert "my-password" in error["message"]
    assert ["method: [value]"] == [line.fields["detail"][:15] for line in here.log.lines]


def test_a_defect_is_a_failure_with_its_place(call: Call, here: World, monkeypatch: pytest.MonkeyPatch):
    """Its kind and where it was; counted as unexpected."""
    monkeypatch.setattr(bootstrap, "wiring", lambda: int("anna"))
    call("check_rebalance_drift", {})

    line = here.log.lines[-1]
    assert (LogLevel.ERROR, "internal error") == (line.level, line.message)
    assert "test_watching.py:" in line.fields["at"]
    assert {"FAILED"} == {each.labels["outcome"] for each in here.metrics.of(MetricName.FUNCTION_LATENCY)}


@pytest.mark.parametrize(
    "name", ["sweep", "rebalance_on_schedule", "advance-run", "check-portfolio", "study-policy"]
)
def test_a_call_nobody_waits_for_fails_without_a_word(
    name: str,
    http: FlaskClient,
    here: World,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
):
    """The platform tries again, and what it writes itself says nothing of the cause."""
    monkeypatch.setattr(bootstrap, "wiring", lambda: int("anna-was-here"))
    response = http.post(f"/{name}", json={"data": {}})

    assert 500 == response.status_code
    assert "anna-was-here" not in response.text + "".join(capfd.readouterr())
    assert [(name, "UNEXPECTED")] == [
        tuple(each.labels.values()) for each in here.metrics.of(MetricName.REFUSALS)
    ]


def test_every_line_of_a_call_carries_its_ids(call: Call, monkeypatch: pytest.MonkeyPatch):
    """Correlation, portfolio and person, on log lines and on metrics."""
    stream = io.StringIO()
    log = JsonLog(stream)
    monkeypatch.setattr(telemetry_wiring, "log", lambda: log)
    monkeypatch.setattr(telemetry_wiring, "metrics", lambda: LoggedMetrics(log))
    call("check_rebalance_drift", {"portfolio_id": "second"}, uid="ben")

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert lines
    assert {("second", short_hash("ben"))} == {(line["portfolio_id"], line["uid_hash"]) for line in lines}
    assert 1 == len({line["correlation_id"] for line in lines})


def test_the_spans_of_one_callable(call: Call, here: World, monkeypatch: pytest.MonkeyPatch):
    """One for the call, and inside it one for each question to the broker."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    spans = OpenSpans(provider.get_tracer("test"), provider.force_flush)
    brokers = WatchedBrokers(here.services.brokers, Watch(here.metrics, spans))
    services = replace(here.services, brokers=brokers)
    monkeypatch.setattr(bootstrap, "wiring", lambda: services)
    monkeypatch.setattr(telemetry_wiring, "spans", lambda: spans)
    call("save_allocation", {"targets": [{"symbol": "SPY", "target_percent": "100"}]})
    exporter.clear()
    checked = call("check_rebalance_drift", {"method": "FULL"})

    ended = exporter.get_finished_spans()
    outermost = ended[-1]
    assert "READY" == checked.result["status"]
    assert ("check_rebalance_drift", None) == (outermost.name, outermost.parent)
    assert {"broker.account", "broker.holdings", "broker.quotes"} <= {span.name for span in ended}
    assert {outermost.context.span_id if outermost.context else None} == {
        span.parent.span_id for span in ended[:-1] if span.parent
    }
