"""Published studies of rebalancing, repeated on paths of independent lognormal returns (domain §4.7).

A study had one history: its figure is compared with the SPREAD of our paths. Figures printed with so many
places stand for all that round to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from trimtab.domain.config import DriftMethod
from trimtab.domain.policy import Destination
from trimtab.lab.anchor import Anchor, Published
from trimtab.lab.grid import under
from trimtab.lab.outcomes import Outcomes, mean_of, paired_difference
from trimtab.lab.paths import Block, History, Lognormal
from trimtab.lab.policies import BASIS_POINT, Band, LabPolicy, TargetMix
from trimtab.lab.prices import Floats
from trimtab.lab.recommend import USUAL_AVERSION
from trimtab.lab.run import Progress, Trial, run, run_block

SIXTY_FORTY: Final = TargetMix(symbols=("STOCK", "BOND"), weights=(0.6, 0.4))
MONTHS: Final = 12
YEARS_FROM_1926: Final = 84

_GROWTH, _VOLATILITY, _CORRELATION = (0.093, 0.055), (0.19, 0.06), 0.15
_EVERY: Final = {"M": 1, "Q": 3, "A": 12}
_PERCENT: Final = 100
_PUBLISHED: Final[Mapping[str, tuple[float, ...]]] = {
    "M 0%": (60.1, 1008, 8.5, 12.1),
    "M 1%": (60.1, 389, 8.5, 12.1),
    "M 5%": (61.2, 58, 8.6, 12.2),
    "M 10%": (61.6, 20, 8.8, 12.2),
    "Q 1%": (60.2, 210, 8.7, 12.2),
    "Q 5%": (60.9, 50, 8.9, 12.1),
    "Q 10%": (62.6, 21, 8.6, 12.3),
    "A 1%": (60.5, 72, 8.6, 11.9),
    "A 5%": (60.7, 28, 8.6, 11.8),
    "A 10%": (63.0, 15, 8.7, 12.1),
    "never": (84.1, 0, 8.1, 14.4),
}
"""Vanguard 2010: mean equity %, events, return %, volatility %."""


def monthly_stocks_and_bonds(seed: int) -> Lognormal:
    """Make the paths of domain §4.7: growth 9.3 and 5.5 % a year, volatility 19 and 6 %."""
    return Lognormal(
        drift=np.log1p(_GROWTH) / MONTHS,
        volatility=np.array(_VOLATILITY) / np.sqrt(MONTHS),
        correlation=np.array([[1.0, _CORRELATION], [_CORRELATION, 1.0]]),
        seed=seed,
    )


def vanguard_2010(paths: int, seed: int, progress: Progress | None = None) -> Iterator[Anchor]:
    """Repeat the table of Vanguard 2010: 60/40, monthly returns from 1926 to 2009, no costs."""
    policies = {name: _policy(name) for name in _PUBLISHED}
    trial = Trial(
        mix=SIXTY_FORTY,
        policies=tuple(policies.values()),
        source=monthly_stocks_and_bonds(seed),
        steps=YEARS_FROM_1926 * MONTHS,
        steps_a_year=MONTHS,
    )
    for name, found in zip(policies, run(trial, paths, progress), strict=True):
        yield from _row(name, found)
        if name == "M 5%":
            yield _anchor(
                "vanguard-2010 M 5% turnover", Published.exactly(1.7), found.turnover * _PERCENT, "% a year"
            )
        if name == "Q 5%":
            yield _anchor(
                "vanguard-arm turnover", Published.exactly(1.95), found.turnover * _PERCENT, "% a year"
            )


def _policy(name: str) -> LabPolicy:
    """Read a column's name: months, quarters or years between looks, and the band in points."""
    if name == "never":
        return LabPolicy(every=None)
    letter, percent = name.split()
    points = int(percent.removesuffix("%")) / _PERCENT
    return LabPolicy(every=_EVERY[letter], band=Band(width=points) if points else None)


def _row(name: str, found: Outcomes) -> Iterator[Anchor]:
    equity, events, total_return, volatility = _PUBLISHED[name]
    figures = (
        ("equity", Published.rounded(equity), found.weights[0] * _PERCENT, "%"),
        ("events", Published.exactly(events), found.events * YEARS_FROM_1926, ""),
        ("return", Published.rounded(total_return), found.total_return * _PERCENT, "% a year"),
        ("volatility", Published.rounded(volatility), found.volatility * _PERCENT, "% a year"),
    )
    for what, published, ours, unit in figures:
        yield _anchor(f"vanguard-2010 {name} {what}", published, ours, unit)


def _anchor(key: str, published: Published, ours: Floats, unit: str) -> Anchor:
    mean = mean_of(ours)
    return Anchor(key=key, published=published, ours=mean.value, interval=mean.spread, unit=unit)


def vanguard_2022(paths: int, seed: int, progress: Progress | None = None) -> Iterator[Anchor]:
    """Compare what annual rebalancing saves against oftener, in basis points a year at 10 a trade."""
    band = Band(width=0.05)
    policies = under(
        (LabPolicy(every=12), LabPolicy(every=1), LabPolicy(every=3), LabPolicy(every=3, band=band)),
        cost_bp=10,
    )
    trial = Trial(
        mix=SIXTY_FORTY,
        policies=policies,
        source=monthly_stocks_and_bonds(seed),
        steps=10 * MONTHS,
        steps_a_year=MONTHS,
    )
    annual, *others = (found.loss(USUAL_AVERSION) / BASIS_POINT for found in run(trial, paths, progress))
    published = {"monthly": (21.0, 28.0), "quarterly": (10.0, 16.0), "quarterly 5%": (6.0, 14.0)}
    for (name, value), other in zip(published.items(), others, strict=True):
        found = paired_difference(other, annual)
        yield Anchor(
            key=f"vanguard-2022 annual against {name}",
            published=Published.between(*value),
            ours=found.value,
            interval=found.normal or found.spread,
            unit="bp a year",
        )


def daryanani_2008() -> Anchor:
    """Let a 60 % weight rise just above 72 %: with a band of a fifth, half-way back is 66 % (his example)."""
    policy = LabPolicy(band=Band(width=0.2, kind=DriftMethod.RELATIVE), destination=Destination.HALF_WAY)
    growth = np.array([[0.7201 / 0.6, (1 - 0.7201) / 0.4], [1.0, 1.0]])
    trial = Trial(mix=SIXTY_FORTY, policies=(policy,), source=History(growth), steps=2)
    (found,) = run_block(trial, Block(0, 1))
    # The first day closes above the band, the second at what the trade has left: their mean is known.
    after = mean_of(2 * _PERCENT * found.weights[0] - _PERCENT * 0.7201)
    return Anchor(
        key="daryanani-2008 60 % back from 72 %",
        published=Published.rounded(66),
        ours=after.value,
        interval=after.spread,
        unit="%",
    )
