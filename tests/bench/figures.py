"""Times in milliseconds, and the figures quoted of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figures:
    """Median, 99th percentile and worst of a list of times in milliseconds."""

    count: int
    p50: float
    p99: float
    worst: float

    @classmethod
    def of(cls, times: Sequence[float]) -> Figures:
        """Sum up times; raises `ValueError` without any."""
        if not times:
            raise ValueError("times is empty; measure at least one")
        ordered = sorted(times)
        return cls(len(ordered), median(ordered), ordered[(len(ordered) * 99) // 100], ordered[-1])

    def __str__(self) -> str:
        shown = (("P50", self.p50), ("P99", self.p99), ("worst", self.worst))
        return "   ".join([f"n {self.count:>6}", *(f"{name} {time:7.2f} ms" for name, time in shown)])
