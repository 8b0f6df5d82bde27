"""The policies that are tried where nobody names any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Final

from trimtab.domain.config import DriftMethod
from trimtab.domain.policy import Destination
from trimtab.lab.policies import SESSIONS, Band, CashFlow, LabPolicy

DAILY: Final = 1
BANDS: Final = (
    Band(width=0.025),
    Band(width=0.05),
    Band(width=0.1, kind=DriftMethod.RELATIVE),
    Band(width=0.2, kind=DriftMethod.RELATIVE),
)
"""Points, and parts of the target; portfolios of many holdings need the second kind."""


def cross(
    cadences: Iterable[int | None], bands: Iterable[Band | None], ways: Iterable[Destination]
) -> tuple[LabPolicy, ...]:
    """Combine cadences, bands and destinations; what has no band has no edge to go to."""
    return tuple(
        LabPolicy(every=every, band=band, destination=way)
        for every, band, way in product(cadences, bands, ways)
        if band is not None or way is not Destination.BAND_EDGE
    )


def usual_grid() -> tuple[LabPolicy, ...]:
    """List every calendar, every band looked at daily, to target and to edge, and bands looked at monthly.

    Each is one that a live policy can have.
    """
    calendars = cross(SESSIONS.values(), [None], [Destination.TARGET])
    daily = cross([DAILY], BANDS, [Destination.TARGET, Destination.BAND_EDGE])
    monthly = cross([21], BANDS, [Destination.TARGET])
    return (*calendars, *daily, *monthly)


def under(
    policies: Iterable[LabPolicy], *, cost_bp: float, tax_rate: float = 0.0, flow: CashFlow | None = None
) -> tuple[LabPolicy, ...]:
    """Give all policies one's own costs, taxes and cash flow."""
    return tuple(replace(each, cost_bp=cost_bp, tax_rate=tax_rate, flow=flow) for each in policies)
