"""The log, the metrics and the traces of one instance."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from typing import Final

from firebase_functions import params

from trimtab.adapters.telemetry import JsonLog, LoggedMetrics
from trimtab.adapters.tracing import open_spans
from trimtab.adapters.watched import Watch
from trimtab.ports import EventLog, Metrics, Spans

OTLP_ENDPOINT: Final = params.StringParam(
    "OTLP_ENDPOINT", default="", description="address that takes traces (OTLP over HTTP); empty: none"
)

SECRET_NAMES: Final = ("ALPACA_KEY_ID", "ALPACA_SECRET_KEY")


def _secrets() -> Iterator[str]:
    """Read what this instance was given: a function that is bound to no secret has none to tell."""
    return filter(None, (os.environ.get(name) for name in SECRET_NAMES))


@functools.cache
def _json_log() -> JsonLog:
    return JsonLog(secrets=_secrets)


def log() -> EventLog:
    """Give the log of every line this instance writes."""
    return _json_log()


def metrics() -> Metrics:
    """Give the metrics, which are lines of the log."""
    return LoggedMetrics(_json_log())


@functools.cache
def spans() -> Spans:
    """Open the traces, once."""
    return open_spans(OTLP_ENDPOINT.value, _json_log())


def watch() -> Watch:
    """Watch calls that go out."""
    return Watch(metrics(), spans())
