"""One published figure beside ours, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf, nextafter
from typing import Final

from trimtab.lab.outcomes import Interval


class Verdict(StrEnum):
    """INSIDE agrees; EXPLAINED does not, and docs/policy-lab.md says why; OUTSIDE is a defect."""

    INSIDE = "INSIDE"
    EXPLAINED = "EXPLAINED"
    OUTSIDE = "OUTSIDE"


EXPLANATIONS: Final = {
    "vanguard-2010 M 1% events": "calm-months",
    "vanguard-2010 Q 10% events": "trending-years",
    "vanguard-2010 M 5% equity": "trending-years",
    "vanguard-2010 M 5% turnover": "turnover-row",
    "vanguard-arm turnover": "turnover-row",
    "vanguard-2022 annual against monthly": "no-memory",
    "vanguard-2022 annual against quarterly": "no-memory",
    "vanguard-2022 annual against quarterly 5%": "no-memory",
}
"""Anchors known to be outside, and the section of docs/policy-lab.md that says why."""


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as it was printed, and all values it stands for, both ends included."""

    text: str
    low: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Published:
        """Take a figure at its word."""
        return cls(f"{value:.4g}", value, value)

    @classmethod
    def rounded(cls, value: float, half: float = 0.05) -> Published:
        """Take a figure for all that round to it."""
        return cls(f"{value:.4g}", value - half, value + half)

    @classmethod
    def between(cls, low: float, high: float) -> Published:
        """Take a range."""
        return cls(f"{low:.4g} to {high:.4g}", low, high)

    @classmethod
    def above_zero(cls) -> Published:
        """Take an order of two policies: the first has more."""
        return cls("> 0", nextafter(0.0, 1.0), inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What was published, ours, and the interval that the published figure should meet."""

    key: str
    published: Published
    ours: float
    interval: Interval
    unit: str = ""

    @property
    def verdict(self) -> Verdict:
        """Compare; a range agrees where it meets the interval, and zero is not above zero."""
        is_met = self.published.low <= self.interval.high and self.published.high >= self.interval.low
        if is_met and not (self.published.high == inf and self.interval.low <= 0):
            return Verdict.INSIDE
        return Verdict.EXPLAINED if self.key in EXPLANATIONS else Verdict.OUTSIDE
