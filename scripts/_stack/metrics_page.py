"""Serve the local stack's metrics as a Prometheus page, read from the functions' log lines.

`python -m _stack.metrics_page LOG PORT` follows a log from its beginning, for ever. In production the same
lines become log-based metrics (`monitoring/`).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    start_http_server,
)

from _stack.ports import LOOPBACK
from trimtab.domain.metrics import METRICS, Metric, MetricKind, sample_fault

POLL_SECONDS: Final = 0.25


@dataclass(frozen=True, slots=True)
class Sample:
    """One recorded value, as a line told it."""

    name: str
    kind: MetricKind
    value: float
    labels: Mapping[str, str]


class Page:
    """Every metric of the table, from nothing on; `registry` is what is served."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._collectors = {metric.name.value: self._open(metric) for metric in METRICS}

    def record(self, line: str) -> bool:
        """Add what a line tells; False for a line that is no sample of a metric in the table."""
        sample = sample_in(line)
        if sample is None or sample_fault(sample.name, sample.kind, sample.labels):
            return False
        collector = self._collectors[sample.name]
        bound = collector.labels(**sample.labels) if sample.labels else collector
        if isinstance(bound, Counter):
            bound.inc(sample.value)
        else:
            bound.observe(sample.value)
        return True

    def _open(self, metric: Metric) -> Counter | Histogram:
        labels = tuple(metric.labels)
        if metric.kind is MetricKind.COUNTER:
            return Counter(metric.name, metric.meaning, labels, registry=self.registry)
        bounds = [float(bound) for bound in metric.buckets]
        return Histogram(metric.name, metric.meaning, labels, registry=self.registry, buckets=bounds)


def sample_in(line: str) -> Sample | None:
    """Read the sample in a line of the emulator's output, which may put a mark of its own before it."""
    _, brace, rest = line.partition("{")
    try:
        said = json.loads(brace + rest)
        labels = {str(name): str(value) for name, value in said["labels"].items()}
        return Sample(str(said["metric"]), MetricKind(said["kind"]), float(said["value"]), labels)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def follow(log: Path, sleep: Callable[[float], object] = time.sleep) -> Iterator[str]:
    """Give the whole lines of a file, and wait for more; it need not be there yet."""
    while not log.exists():
        sleep(POLL_SECONDS)
    begun = ""
    with log.open(encoding="utf-8", errors="replace") as lines:
        while True:
            begun += lines.readline()
            if begun.endswith("\n"):
                yield begun
                begun = ""
            else:
                sleep(POLL_SECONDS)


def main(log: Path, port: int) -> None:
    """Serve until the process is ended."""
    disable_created_metrics()  # type: ignore[no-untyped-call]  # it ships half its types
    page = Page()
    start_http_server(port, addr=LOOPBACK, registry=page.registry)
    for line in follow(log):
        page.record(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
