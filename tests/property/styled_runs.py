"""Runs of limit orders in a market that moves at random and fills in parts, through the real services."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Final

from trimtab.domain.execution_config import ExecutionConfig, LastResort
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.intent import OrderType
from trimtab.domain.leg import Leg
from trimtab.domain.plan import PlanStatus
from trimtab.ports import RunRecord
from trimtab.services.advance_run import advance_run
from worlds import ANNA, World, world

MOST_TICKS: Final = 400
JUMPS: Final = 0.02
"""How often a price moves by more than the envelope of a plan allows."""

TARGETS: Final = (
    {"SPY": "60", "TLT": "40"},
    {"SPY": "30", "TLT": "30", "GLD": "40"},
    {"SPY": "20", "GLD": "80"},
    {"SPY": "10", "TLT": "90"},
    {"SPY": "50", "TLT": "5", "GLD": "45"},
)


@dataclass(frozen=True, slots=True)
class StyledRun:
    """A run that has come to its end, or to the last tick it was given."""

    here: World
    record: RunRecord

    @property
    def chains(self) -> tuple[tuple[Leg, ...], ...]:
        """The legs for the same shares, one chain after the other."""
        return tuple(self._chain(leg) for leg in self.record.legs if leg.residual_of is None)

    def _chain(self, first: Leg) -> tuple[Leg, ...]:
        after = (leg for leg in self.record.legs if leg.residual_of == first.number)
        return (first, *(each for leg in after for each in self._chain(leg)))


def styled_run(seed: int) -> StyledRun:
    """Draw account, targets, style and market from a seed, and take the run as far as it goes."""
    dice = Random(seed)  # noqa: S311 - moods of a market, not secrets
    here = world(cash=str(dice.choice([0, 500, 5_000])))
    here.broker.tape.spread_bps = Decimal(dice.choice([0, 5, 30]))
    if dice.random() < 0.3:
        here.broker.listed["TLT"] = _whole("TLT")
    here.save(**dice.choice(TARGETS))
    here.policies.versions[ANNA][-1] = replace(here.policies.versions[ANNA][-1], execution=_style(dice))
    return StyledRun(here, _to_the_end(here, dice))


def _style(dice: Random) -> ExecutionConfig:
    return ExecutionConfig(
        order_type=OrderType.LIMIT,
        limit_buffer=Decimal(dice.choice([0, 1, 5, 20])) / 1_000,
        reprice_after_seconds=dice.choice([10, 30, 90]),
        max_reprices=dice.choice([0, 1, 2, 5]),
        last_resort=dice.choice(list(LastResort)),
        hold_seconds=0,
    )


def _whole(symbol: str) -> Instrument:
    return Instrument(symbol=symbol, asset_id=symbol, name=symbol, is_tradable=True, unit=QuantityUnit.WHOLE)


def _to_the_end(here: World, dice: Random) -> RunRecord:
    plan = here.check()
    assert plan.status is PlanStatus.READY
    run_id = here.execute(plan).run.run_id
    for _ in range(MOST_TICKS):
        _move(here, dice)
        advance_run(ANNA, run_id, here.services)
        if here.runs.records[ANNA, run_id].run.is_over:
            break
    return here.runs.records[ANNA, run_id]


def _move(here: World, dice: Random) -> None:
    here.clock.advance(timedelta(seconds=dice.choice([1, 5, 20, 95])))
    here.broker.fill_fraction = Decimal(dice.choice([0, 0, 1, 3, 10])) / 10
    for symbol, price in here.broker.prices.items():
        step = dice.choice([-80, 80]) if dice.random() < JUMPS else dice.randint(-6, 6)
        here.broker.prices[symbol] = round(price * (1 + Decimal(step) / 1_000), 2)
