"""Logs and metrics as JSON lines on standard output, where Cloud Logging picks them up.

A log-based metric reads `metric`, `value` and `labels` of a line; no other service is called. structlog is
imported with the first line: it costs 0.2 s that discovery need not pay.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Final, TextIO

from trimtab.domain.discretion import HIDDEN, discreet, is_secret_field, short_hash
from trimtab.domain.metrics import MetricKind
from trimtab.domain.money import to_text
from trimtab.domain.telemetry import LogLevel

ALWAYS: Final = ("correlation_id", "portfolio_id", "run_id")
"""Requirement 003: on every line; empty on a line that is about no single call, portfolio or run."""

_NANOSECONDS: Final = Decimal(1_000_000_000)


@contextmanager
def bound(**ids: str) -> Iterator[None]:
    """Put ids on every line that this thread of work writes within a block; a line's own fields win.

    A `uid` is written as `uid_hash`, and wherever else it stands in a line it is replaced, too.
    """
    from structlog.contextvars import bound_contextvars  # noqa: PLC0415 - see the module's docstring

    with bound_contextvars(**ids):
        yield


def stopwatch() -> Callable[[], Decimal]:
    """Begin to take the time; the result tells the seconds since."""
    began = time.monotonic_ns()
    return lambda: Decimal(time.monotonic_ns() - began) / _NANOSECONDS


class JsonLog:
    """Writes one JSON object per line; a stream that is gone loses the line and nothing else.

    What `secrets` names is in no line, and nothing else that looks like a secret or a person.
    """

    def __init__(
        self, stream: TextIO | None = None, secrets: Callable[[], Iterable[str]] | None = None
    ) -> None:
        self._stream = stream
        self._secrets = secrets or tuple

    def write(self, level: LogLevel, message: str, **fields: str) -> None:
        """Write one line."""
        self.write_object({**fields, "severity": level.value, "message": message})

    def write_object(self, line: Mapping[str, object]) -> None:
        """Write one object as a line of its own: line breaks inside values are escaped."""
        import structlog  # noqa: PLC0415 - see the module's docstring

        logger = structlog.wrap_logger(
            structlog.WriteLogger(self._stream or sys.stdout),
            processors=[
                structlog.contextvars.merge_contextvars,
                self._tidy,
                structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=True),
            ],
            wrapper_class=structlog.BoundLogger,
        )
        try:
            logger.bind(**line).msg(None)
        except (OSError, ValueError):
            return

    def _tidy(self, _logger: object, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
        """Hash who it is about, hide what is secret, and add the fields that every line has."""
        from structlog.contextvars import get_contextvars  # noqa: PLC0415 - see the module's docstring

        uid = str(line.pop("uid", ""))
        named = {"uid_hash": short_hash(uid)} if uid else {}
        people = (uid, str(get_contextvars().get("uid", "")))
        tidy = {name: self._hidden(name, value, people) for name, value in line.items()}
        return {**dict.fromkeys(ALWAYS, ""), **tidy, **named}

    def _hidden(self, name: str, value: object, people: Iterable[str]) -> object:
        if is_secret_field(name):
            return HIDDEN
        if isinstance(value, Mapping):
            return {key: self._hidden(key, each, people) for key, each in value.items()}
        return discreet(value, people=people, secrets=self._secrets()) if isinstance(value, str) else value


class LoggedMetrics:
    """Writes every sample as a log line."""

    def __init__(self, log: JsonLog) -> None:
        self._log = log

    def count(self, name: str, **labels: str) -> None:
        """Record a one of a counter."""
        self._sample(name, "1", MetricKind.COUNTER, labels)

    def observe(self, name: str, value: Decimal, **labels: str) -> None:
        """Record a value of a histogram."""
        self._sample(name, to_text(value), MetricKind.HISTOGRAM, labels)

    def _sample(self, name: str, value: str, kind: MetricKind, labels: Mapping[str, str]) -> None:
        self._log.write_object(
            {
                "severity": LogLevel.INFO.value,
                "message": f"metric {name}",
                "metric": str(name),
                "kind": kind.value,
                "value": value,
                "labels": dict(labels),
            }
        )
