"""Traces by OpenTelemetry, where an address for them is configured; without one nothing is imported.

The API comes with the engine. The SDK and the exporter are a deployment's own choice: whoever sets an address
installs them, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Final

from trimtab.domain.telemetry import LogLevel
from trimtab.ports import EventLog, Spans

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_FLUSH_MILLISECONDS: Final = 2_000


class NoSpans:
    """Traces nothing."""

    def span(self, name: str, **attributes: str) -> AbstractContextManager[None]:  # noqa: ARG002 - a port
        """Do nothing."""
        return nullcontext()


class OpenSpans:
    """Traces to wherever the tracer leads; `flush` is called at the end of a span that nothing is around."""

    def __init__(self, tracer: Tracer, flush: Callable[[], object]) -> None:
        self._tracer = tracer
        self._flush = flush

    @contextmanager
    def span(self, name: str, **attributes: str) -> Iterator[None]:
        """Open a span; of an error it tells the kind and never the text, which may name somebody."""
        from opentelemetry.trace import StatusCode, get_current_span  # noqa: PLC0415 - see the docstring above

        is_outermost = not get_current_span().get_span_context().is_valid
        opened = self._tracer.start_as_current_span(
            name, attributes=attributes, record_exception=False, set_status_on_exception=False
        )
        try:
            with opened as current:
                try:
                    yield
                except BaseException as error:
                    current.set_attribute("error.type", type(error).__name__)
                    current.set_status(StatusCode.ERROR)
                    raise
        finally:
            if is_outermost:
                self._flush()


def open_spans(endpoint: str, log: EventLog) -> Spans:
    """Trace to an OTLP address over HTTP; with none, or without its packages, trace nothing.

    A function may be frozen as soon as it has answered, so what it traced is sent before that.
    """
    if not endpoint:
        return NoSpans()
    try:
        return _exporting(endpoint)
    except ImportError as error:
        log.write(LogLevel.WARNING, "tracing not installed", missing=error.name or "")
        return NoSpans()


def _exporting(endpoint: str) -> Spans:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # type: ignore[import-not-found]  # noqa: PLC0415
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource.create({"service.name": "trimtab"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    return OpenSpans(provider.get_tracer("trimtab"), lambda: provider.force_flush(_FLUSH_MILLISECONDS))
