"""The kill switch at ten thousand moments: whatever happens around it, nothing leaves once it is too late.

Each of the four switches, turned while workers doze, the store is slow, answers are lost, leases are taken
over, and turned back a moment later (F-082, F-096, F-171, F-182).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

import pytest

from property.counts import fewer_by_day
from simulation.faults import Schedule
from simulation.flips import FLIPS, flips_of
from simulation.invariants import SWITCH_DELAY
from simulation.report import faults_of, report
from simulation.shapes import SHAPES
from simulation.stage import SECOND
from simulation.world import World
from trimtab.domain.intent import OrderIntent
from trimtab.domain.mode_change import ModeChange
from trimtab.domain.trading_state import TradingMode, TradingScope, TradingState

ENOUGH: Final = 10_000
"""Switches that are turned against a run that goes on."""

BY_DAY: Final = 5_200
BY_NIGHT: Final = 42_000
SCHEDULES: Final = BY_DAY if fewer_by_day(BY_DAY) == BY_DAY else BY_NIGHT
PARTS: Final = 4
LATE_ONES: Final = 20
"""So many orders of each part leave within the two seconds: fewer would prove little."""


@dataclass(slots=True)
class Tally:
    """What was turned, and what left all the same."""

    flips: list[ModeChange] = field(default_factory=list)
    hits: int = 0
    lags: list[timedelta] = field(default_factory=list)

    def add(self, world: World) -> None:
        """Count a schedule that has been played."""
        flips = [each for each in world.switches.changes if each.state.mode is not TradingMode.ACTIVE]
        self.flips += flips
        self.hits += sum(_hits_a_run(flip, world) for flip in flips)
        self.lags += world.witness.lags

    def __str__(self) -> str:
        """Write the figures."""
        longest = max(self.lags, default=timedelta()).total_seconds()
        late = f"{len(self.lags)} orders left after one, the last {longest:.3f} s after it"
        return f"{len(self.flips)} flips, {self.hits} of them against a run; {late}"


def _hits_a_run(flip: ModeChange, world: World) -> bool:
    """Tell whether a run had been reserved and was not over when a switch was turned."""
    runs = [record.run for record in world.ledger.records.values()]
    return any(
        run.created_at <= flip.at and not (run.is_over and run.history[-1].at < flip.at) for run in runs
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_no_order_starts_later_than_two_seconds_after_a_kill(part: int):
    """Nor a second one of any worker, in all shapes, for all switches; and nothing else is broken (I-07)."""
    tally = Tally()
    for seed in range(part, SCHEDULES, PARTS):
        world = World(flips_of(seed))
        outcome = world.play()
        tally.add(world)
        faults = faults_of(outcome)
        assert () == faults, report(outcome, faults, f"{FLIPS} {seed}")
    print(tally)  # noqa: T201 - asked for

    assert tally.hits >= ENOUGH // PARTS
    assert len(tally.lags) >= LATE_ONES
    assert max(tally.lags) <= SWITCH_DELAY
    assert set(TradingScope) == {flip.scope for flip in tally.flips}


def killed() -> tuple[World, list[OrderIntent]]:
    """A run is over, and its four orders are at hand."""
    world = World(Schedule(shape="four legs"))
    world.play()
    (record,) = world.ledger.records.values()
    return world, [leg.intent for leg in record.legs]


def second_ones(world: World) -> int:
    return sum(each.startswith("i_07_one_in_flight") for each in world.witness.violations)


def test_a_second_order_of_one_worker_would_be_noticed():
    """The first one after a kill may have been on its way; the second is one too many."""
    world, intents = killed()
    world.witness.turned(TradingState.halted("drill"), None)
    seen = list[int]()
    for intent in intents[:2]:
        world.witness.posted(intent)
        world.witness.answered()
        seen.append(second_ones(world))

    assert [0, 1] == seen


@pytest.mark.parametrize(("is_answered", "too_many"), [(True, 0), (False, 1)])
def test_an_order_on_its_way_counts_as_the_first(too_many: int, *, is_answered: bool):
    """A kill that meets an order on the wire lets no other one out."""
    world, intents = killed()
    world.witness.posted(intents[0])
    if is_answered:
        world.witness.answered()
    world.witness.turned(TradingState.halted("drill"), None)
    world.witness.posted(intents[1])

    assert too_many == second_ones(world)


def test_an_order_of_a_run_that_began_under_a_kill_would_be_noticed():
    """Nobody may start anything while a switch forbids it."""
    world, intents = killed()
    world.witness.turned(TradingState.halted("drill"), None)
    world.stage.now += 3 * SECOND
    key = next(iter(world.ledger.records))
    record = world.ledger.records[key]
    late = replace(record.run, created_at=world.stage.time)
    world.ledger.records[key] = replace(record, run=late)
    world.witness.posted(intents[0])

    assert any(each.startswith("i_07_stopped") for each in world.witness.violations)


def test_every_shape_is_killed():
    """The shapes take turns."""
    assert set(SHAPES) == {flips_of(seed).shape for seed in range(len(SHAPES))}


def test_a_seed_is_one_schedule():
    """Played twice it takes the same course."""
    first, second = (World(flips_of(7)).play() for _ in range(2))

    assert first.hash == second.hash
