"""What every call of a function leaves behind: its ids on each line, its span, its time, and how it ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import Final, Protocol

import telemetry_wiring
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.telemetry import bound, stopwatch
from trimtab.domain.discretion import discreet
from trimtab.domain.errors import TrimtabError, UnavailableError
from trimtab.domain.metrics import UNEXPECTED, MetricName, Outcome
from trimtab.domain.telemetry import LogLevel

_SANE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_TRACES: Final = {
    "traceparent": re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}"),
    "X-Cloud-Trace-Context": re.compile(r"([0-9a-f]{32})(?:[/;].{0,64})?"),
}
_SHOWN_FRAMES: Final = 6


class Headers(Protocol):
    """What a request's headers can be asked."""

    def get(self, name: str, default: str, /) -> str:
        """Read one header."""
        ...


class CallFailedError(Exception):
    """A task or a scheduled call came to nothing; only our own log says why."""


def correlation_id_of(headers: Headers, sent: object = None) -> str:
    """Take the caller's own id, else that of its trace, else a fresh one.

    Its own is `X-Correlation-ID`, or `correlation_id` in what was sent, where that can be one.
    """
    named = ids_of({"correlation_id": headers.get("X-Correlation-ID", "")}, "correlation_id")
    asked = (named or ids_of(sent, "correlation_id")).get("correlation_id", "")
    if asked and asked == discreet(asked):
        return asked
    traced = (shape.fullmatch(headers.get(name, "")) for name, shape in _TRACES.items())
    return next((found[1] for found in traced if found), "") or RandomIdentifiers().fresh()


def ids_of(sent: object, *names: str) -> dict[str, str]:
    """Read ids from what was sent, as far as they can be ids: nothing else has been checked yet."""
    fields = sent if isinstance(sent, dict) else {}
    found = {name: fields.get(name) for name in names}
    return {name: text for name, text in found.items() if isinstance(text, str) and _is_id(name, text)}


def _is_id(name: str, text: str) -> bool:
    """Tell whether a text can be an id; a uid may be anything, since it is written as a hash."""
    return name == "uid" or _SANE.fullmatch(text) is not None


@contextmanager
def watched(function: str, correlation_id: str, **ids: str) -> Iterator[None]:
    """Watch one call for the length of a block; whatever goes wrong in it is told, and goes on."""
    metrics, elapsed, outcome = telemetry_wiring.metrics(), stopwatch(), Outcome.OK
    with bound(correlation_id=correlation_id, **ids):
        try:
            with telemetry_wiring.spans().span(function, correlation_id=correlation_id):
                yield
        except Exception as error:
            outcome = _tell(function, error)
            raise
        finally:
            metrics.observe(MetricName.FUNCTION_LATENCY, elapsed(), function=function, outcome=outcome.value)


@contextmanager
def unattended(function: str, headers: Headers, **ids: str) -> Iterator[None]:
    """Watch a call that no person waits for.

    Raises CallFailedError, so that the platform calls again and writes nothing of its own that names anybody.
    """
    correlation_id = correlation_id_of(headers)
    try:
        with watched(function, correlation_id, **ids):
            yield
    except Exception:  # noqa: BLE001 - the watch has told it
        text = f"{function} came to nothing; the log has it under {correlation_id}."
        raise CallFailedError(text) from None


def _tell(function: str, error: Exception) -> Outcome:
    """Write down and count an error."""
    log, metrics = telemetry_wiring.log(), telemetry_wiring.metrics()
    code = error.code.value if isinstance(error, TrimtabError) else UNEXPECTED
    metrics.count(MetricName.REFUSALS, function=function, reason_code=code)
    if isinstance(error, TrimtabError):
        log.write(LogLevel.WARNING, "refused", function=function, reason_code=code, detail=_detail(error))
        return Outcome.FAILED if isinstance(error, UnavailableError) else Outcome.REFUSED
    log.write(LogLevel.ERROR, "internal error", function=function, error=repr(error), at=_place(error))
    return Outcome.FAILED


def _detail(error: TrimtabError) -> str:
    """Say what was wrong without the value that was sent: that is the caller's own."""
    value = error.details.get("value")
    return error.message.replace(value, "[value]") if value else error.message


def _place(error: Exception) -> str:
    frames = extract_tb(error.__traceback__)[-_SHOWN_FRAMES:]
    return ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
