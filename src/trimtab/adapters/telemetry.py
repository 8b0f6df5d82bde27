"""Logs and metrics as JSON lines on standard output, where Cloud Logging picks them up.

A log-based metric reads `metric`, `value` and `labels` of a line; no other service is called.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import TextIO

from trimtab.domain.money import to_text
from trimtab.domain.telemetry import LogLevel


class JsonLog:
    """Writes one JSON object per line; a stream that is gone loses the line and nothing else."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def write(self, level: LogLevel, message: str, **fields: str) -> None:
        """Write one line."""
        self.write_object({**fields, "severity": level.value, "message": message})

    def write_object(self, line: dict[str, object]) -> None:
        """Write one object as a line of its own: line breaks inside values are escaped."""
        text = json.dumps(line, sort_keys=True, ensure_ascii=True)
        try:
            print(text, file=self._stream or sys.stdout, flush=True)
        except (OSError, ValueError):
            return


class LoggedMetrics:
    """Writes every sample as a log line."""

    def __init__(self, log: JsonLog) -> None:
        self._log = log

    def count(self, name: str, **labels: str) -> None:
        """Record a one of a counter."""
        self._sample(name, "1", "counter", labels)

    def observe(self, name: str, value: Decimal, **labels: str) -> None:
        """Record a value of a histogram."""
        self._sample(name, to_text(value), "histogram", labels)

    def _sample(self, name: str, value: str, kind: str, labels: dict[str, str]) -> None:
        self._log.write_object(
            {
                "severity": LogLevel.INFO.value,
                "message": f"metric {name}",
                "metric": name,
                "kind": kind,
                "value": value,
                "labels": labels,
            }
        )
