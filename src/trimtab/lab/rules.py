"""The live planner's rules for many portfolios at once: which values change by how much.

Columns are portfolios, rows are holdings. What `planning.methods.full`, `threshold` and `destination` and
`planning.funding` decide for one portfolio in decimals is decided here for all in floats; a test holds the
two side by side, trade for trade. Steps of quantities, minimum trades and limits are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trimtab.domain.policy import Destination
from trimtab.lab.policies import LabPolicy, TargetMix
from trimtab.lab.prices import Floats

Flags = npt.NDArray[np.bool_]
Columns = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The rules of each column under one mix of targets; `bands` are holdings by columns.

    `targets` is one column for all. `reach` is how far a trade goes, 1 or a half; `is_edge` tells of all
    columns whether trades stop at the band instead.
    """

    targets: Floats
    cash_target: float
    bands: Floats
    cash_band: Floats
    reach: Floats
    cost: Floats
    is_banded: Flags
    is_edge: bool

    @classmethod
    def of(cls, policies: Sequence[LabPolicy], mix: TargetMix) -> Rules:
        """Look up what live policies would allow each target; cash has the band's width in points.

        A policy without a band has bands of zero. Policies that trade to the edge are no others' company:
        raises ValueError where some do.
        """
        bands = [policy.band for policy in policies]
        widths = [[band.tolerance(weight) if band else 0.0 for band in bands] for weight in mix.weights]
        ways = [policy.destination for policy in policies]
        if Destination.BAND_EDGE in ways and set(ways) != {Destination.BAND_EDGE}:
            raise ValueError(f"destinations: {ways} are mixed; keep BAND_EDGE apart")
        return cls(
            targets=np.array(mix.weights)[:, np.newaxis],
            cash_target=mix.cash,
            bands=np.array(widths),
            cash_band=np.array([band.width if band else 0.0 for band in bands]),
            reach=np.array([0.5 if way is Destination.HALF_WAY else 1.0 for way in ways]),
            cost=np.array([policy.cost_rate for policy in policies]),
            is_banded=np.array([band is not None for band in bands]),
            is_edge=Destination.BAND_EDGE in ways,
        )

    def take(self, columns: Columns) -> Rules:
        """Pick columns, in any order and as often as one likes."""
        return Rules(
            targets=self.targets,
            cash_target=self.cash_target,
            bands=self.bands[:, columns],
            cash_band=self.cash_band[columns],
            reach=self.reach[columns],
            cost=self.cost[columns],
            is_banded=self.is_banded[columns],
            is_edge=self.is_edge,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What portfolios hold: values of holdings, cash, and both together."""

    values: Floats
    cash: Floats
    total: Floats


def plan(rules: Rules, held: Held) -> Floats:
    """Tell by how much each value is to change, buys cut down to the cash there is."""
    home = rules.targets * held.total - held.values
    chosen = np.abs(home) > rules.bands * held.total
    moves = _to_edges(rules, held, home, chosen) if rules.is_edge else _home(rules, held, home, chosen)
    return fund(rules, held, moves)


def fund(rules: Rules, held: Held, moves: Floats) -> Floats:
    """Scale buys by one factor where cash is short: they never take it below its target.

    Where sells leave less than that there is nothing to spend.
    """
    sells, buys = np.minimum(moves, 0.0), np.maximum(moves, 0.0)
    purse = held.cash - sells.sum(axis=0) * (1 - rules.cost)
    spare = purse - np.minimum(rules.cash_target * held.total, purse)
    need = buys.sum(axis=0) * (1 + rules.cost)
    part = np.divide(spare, need, out=np.ones_like(need), where=need > spare)
    buys *= part
    buys += sells
    return buys


def _home(rules: Rules, held: Held, home: Floats, chosen: Flags) -> Floats:
    """Move what is out of its band, and whatever else it takes to leave cash inside its own.

    Two rounds are enough: one may add the buyers, one the sellers. Without a band everything moves.
    """
    moves = home * rules.reach
    chosen |= ~rules.is_banded
    slack = _slack(rules, held)
    for _ in range(2):
        wider = _wider(_idle(rules, held, moves * chosen), slack, home, chosen)
        if wider is None:
            break
        chosen |= wider
    moves *= chosen
    return moves


def _wider(idle: Floats, slack: Floats, home: Floats, chosen: Flags) -> Flags | None:
    """Pick the buyers where cash is left over, the sellers where it is missing; None where cash is right."""
    is_over = idle > slack
    is_short = idle < -slack
    is_short |= ~is_over & (idle < 0) & (chosen & (home > 0)).any(axis=0)
    if not (is_over.any() or is_short.any()):
        return None
    flags: Flags = (is_over & (home > 0)) | (is_short & (home < 0))
    return flags


def _idle(rules: Rules, held: Held, moves: Floats) -> Floats:
    left: Floats = held.cash - rules.cash_target * held.total - moves.sum(axis=0)
    return left


def _slack(rules: Rules, held: Held) -> Floats:
    """Cash inside its band may stay there; its own breach is repaired to the target."""
    width = rules.cash_band * held.total
    slack: Floats = width * (np.abs(held.cash - rules.cash_target * held.total) <= width)
    return slack


def _to_edges(rules: Rules, held: Held, home: Floats, chosen: Flags) -> Floats:
    """Move breached holdings to their edges, then others as little as takes cash to its own."""
    moves = _edge_moves(rules, held, home, chosen)
    idle, slack = _idle(rules, held, moves), rules.cash_band * held.total
    surplus = np.maximum(idle - slack, 0.0)
    lacking = -idle - slack * ~(moves > 0).any(axis=0)
    lacking = np.maximum(lacking, 0.0) * (surplus == 0)
    lacking += (rules.cost * np.abs(home).sum(axis=0)) * (lacking > 0)
    # At most one of the two is needed, and each by rows of its own.
    need = surplus + lacking
    if not need.any():
        return moves
    return moves + _share(home - moves, (home > 0) == (surplus > 0), need)


def _edge_moves(rules: Rules, held: Held, home: Floats, chosen: Flags) -> Floats:
    """Stop at the edge, never beyond the target; the upper edge allows for the costs as well."""
    way = home * chosen
    cost, width = rules.cost * np.abs(way).sum(axis=0), rules.bands * held.total
    upper = home + width - (rules.targets + rules.bands) * cost
    moves: Floats = np.maximum(np.minimum(upper, 0.0), np.minimum(way, 0.0))
    moves += np.minimum(np.maximum(home - width, 0.0), np.maximum(way, 0.0))
    return moves


def _share(left: Floats, rows: Flags, need: Floats) -> Floats:
    """Let rows go the same part of what is left of their way to the target, to meet a need together."""
    shared: Floats = left * rows
    room = np.abs(shared).sum(axis=0)
    part = np.divide(need, room, out=np.zeros_like(need), where=room > 0)
    shared *= np.minimum(part, 1.0)
    return shared
