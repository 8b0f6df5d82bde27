"""Traces, with the SDK's exporter in memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.adapters.tracing import NoSpans, OpenSpans, open_spans

SOURCES = Path(__file__).parents[3] / "src"
OFF = """
import json, sys
from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.adapters.tracing import open_spans
with open_spans("", MemoryLog()).span("sweep"):
    pass
print(json.dumps([name for name in sys.modules if name.partition(".")[0] == "opentelemetry"]))
"""


class Traced:
    """Spans that end in memory, and how often they were sent on."""

    def __init__(self) -> None:
        self.exporter, self.flushes = InMemorySpanExporter(), 0
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.spans = OpenSpans(provider.get_tracer("test"), self._flush)

    def _flush(self) -> None:
        self.flushes += 1

    @property
    def ended(self) -> dict[str, ReadableSpan]:
        """The spans that have ended, by name."""
        return {span.name: span for span in self.exporter.get_finished_spans()}


def test_a_span_is_inside_the_one_around_it():
    """With its attributes; sent on once, when the outermost has ended."""
    traced = Traced()
    with traced.spans.span("sweep", correlation_id="c-1"), traced.spans.span("store.read"):
        pass

    outer, inner = traced.ended["sweep"], traced.ended["store.read"]
    assert inner.parent
    assert outer.context
    assert outer.context.span_id == inner.parent.span_id
    assert ({"correlation_id": "c-1"}, 1) == (dict(outer.attributes or {}), traced.flushes)


def test_an_error_is_told_by_its_kind_and_never_by_its_text():
    """Texts may name somebody."""
    traced = Traced()
    with pytest.raises(ValueError, match="anna"), traced.spans.span("sweep"):
        raise ValueError("anna@example.com")

    span = traced.ended["sweep"]
    assert ("ERROR", {"error.type": "ValueError"}) == (
        span.status.status_code.name,
        dict(span.attributes or {}),
    )
    assert "anna" not in span.to_json()


def test_without_an_address_nothing_is_imported():
    """A function that is not traced pays nothing, not even the API."""
    done = subprocess.run(
        [sys.executable, "-c", OFF], cwd=SOURCES, capture_output=True, text=True, check=True
    )

    assert [] == json.loads(done.stdout)


def test_an_import_would_be_noticed():
    """The same look finds the API once it is there."""
    code = OFF.replace("with open_spans", "import opentelemetry.trace\nwith open_spans")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SOURCES, capture_output=True, text=True, check=True
    )

    assert "opentelemetry.trace" in json.loads(done.stdout)


def test_missing_packages_are_named_and_stop_nobody(monkeypatch: pytest.MonkeyPatch):
    """Trading does not wait for traces."""
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    log = MemoryLog()

    assert isinstance(open_spans("http://127.0.0.1:1/v1/traces", log), NoSpans)
    assert ["tracing not installed"] == [line.message for line in log.lines]
