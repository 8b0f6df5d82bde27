"""Log lines and metrics that a test can read back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.metrics import MetricKind, sample_fault
from trimtab.domain.telemetry import LogLevel, LogLine


@dataclass(frozen=True, slots=True)
class Sample:
    """One recorded value of a metric; a counter's is one."""

    name: str
    value: Decimal
    labels: dict[str, str]


class MemoryMetrics:
    """The metrics' fake; `samples` are in the order they came.

    Stricter than the real one: raises ValueError for a sample that the table of metrics does not allow.
    """

    def __init__(self) -> None:
        self.samples: list[Sample] = []

    def count(self, name: str, **labels: str) -> None:
        """Keep a one."""
        self._keep(MetricKind.COUNTER, Sample(name, Decimal(1), labels))

    def observe(self, name: str, value: Decimal, **labels: str) -> None:
        """Keep a value."""
        self._keep(MetricKind.HISTOGRAM, Sample(name, value, labels))

    def of(self, name: str) -> list[Sample]:
        """List the samples of one metric."""
        return [sample for sample in self.samples if sample.name == name]

    def _keep(self, kind: MetricKind, sample: Sample) -> None:
        if fault := sample_fault(sample.name, kind, sample.labels):
            raise ValueError(fault)
        self.samples.append(sample)


class MemoryLog:
    """The log's fake; `lines` are in the order they came."""

    def __init__(self) -> None:
        self.lines: list[LogLine] = []

    def write(self, level: LogLevel, message: str, **fields: str) -> None:
        """Keep a line."""
        self.lines.append(LogLine(level, message, fields))
