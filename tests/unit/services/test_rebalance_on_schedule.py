"""A call of the clock: everybody due is asked for, once, whatever dies on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from automated_worlds import DAY, asked, due_world, schedule, schedules
from trimtab.adapters.memory.automation import MemoryCheckQueue, MemoryTicks
from trimtab.domain.checkup import DueCheck
from trimtab.domain.errors import UnavailableError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.ports import Services
from trimtab.services.rebalance_on_schedule import HOLD, PAGE, TickDone, rebalance_on_schedule
from worlds import NOON, World

LATER = NOON + timedelta(minutes=5)


class Dying(MemoryCheckQueue):
    """A queue that answers nobody after so many pages."""

    def __init__(self, pages: int) -> None:
        super().__init__()
        self.pages = pages

    def check_portfolios(self, checks: tuple[DueCheck, ...]) -> None:  # type: ignore[override]
        """Take a page, or fail."""
        if not self.pages:
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "down")
        self.pages -= 1
        super().check_portfolios(checks)


def crowd(here: World, count: int) -> set[PortfolioRef]:
    """Let so many people be due besides Anna."""
    people = {PortfolioRef(f"user{number:05}") for number in range(count)}
    for person in people:
        schedules(here).put(replace(schedule(here), portfolio=person))
    return people


def with_queue(here: World, queue: MemoryCheckQueue) -> Services:
    """Put another queue in the place of the world's own."""
    return replace(here.services, automation=replace(here.services.automation, checks=queue))


def test_whoever_is_due_is_asked_for():
    """By the time at which it is due, which names the check."""
    here = due_world()

    assert TickDone(asked_count=1, is_complete=True) == rebalance_on_schedule(NOON, here.services)
    assert [DueCheck(portfolio=PortfolioRef("anna"), due_at=NOON)] == asked(here)


def test_whoever_is_not_due_is_left_alone():
    """A schedule of tomorrow, and one that is never due."""
    here = due_world()
    schedules(here).put(replace(schedule(here), next_due_at=NOON + DAY))
    schedules(here).put(replace(schedule(here), portfolio=PortfolioRef("ben"), next_due_at=None))
    rebalance_on_schedule(NOON, here.services)

    assert [] == asked(here)


@pytest.mark.parametrize("count", [PAGE - 1, PAGE, 2 * PAGE + 5])
def test_no_page_ends_the_crowd(count: int):
    """Everybody is asked for, once."""
    here = due_world()
    people = crowd(here, count)
    done = rebalance_on_schedule(NOON, here.services)

    assert TickDone(asked_count=count + 1, is_complete=True) == done
    assert {*people, PortfolioRef("anna")} == {each.portfolio for each in asked(here)}


def test_a_call_delivered_twice_asks_once():
    """The second finds it done (F-005)."""
    here = due_world()
    rebalance_on_schedule(NOON, here.services)

    assert rebalance_on_schedule(NOON, here.services) is None


def test_a_call_that_is_forced_leaves_the_coming_one_to_be_made():
    """It carries the coming call's time and asks for whoever is due; so does that call itself (F-005)."""
    here = due_world()
    forced = rebalance_on_schedule(LATER, here.services)
    here.clock.advance(LATER - NOON)
    crowd(here, 1)

    assert (1, TickDone(asked_count=2, is_complete=True)) == (
        forced and forced.asked_count,
        rebalance_on_schedule(LATER, here.services),
    )


def test_a_call_that_never_came_is_made_good_by_the_next():
    """Due is a time that has passed, not the clock's own (F-005)."""
    here = due_world()
    here.clock.advance(timedelta(minutes=5))
    rebalance_on_schedule(LATER, here.services)

    assert 1 == len(asked(here))


def test_a_call_that_dies_half_way_is_taken_over_where_it_was():
    """A second delivery goes on behind the pages that were asked for (F-008)."""
    here = due_world()
    people = crowd(here, 2 * PAGE)
    queue = Dying(pages=1)
    with pytest.raises(UnavailableError):
        rebalance_on_schedule(NOON, with_queue(here, queue))
    first = dict(queue.asked)
    here.clock.advance(HOLD)
    rebalance_on_schedule(NOON, here.services)

    assert PAGE == len(first)
    assert {*people, PortfolioRef("anna")} == {each.portfolio for each in (*first.values(), *asked(here))}
    assert not {each.portfolio for each in first.values()} & {each.portfolio for each in asked(here)}


def test_the_next_call_finds_whoever_was_left():
    """Nobody takes the dead one over: all who are still due are asked for again."""
    here = due_world()
    people = crowd(here, PAGE)
    with pytest.raises(UnavailableError):
        rebalance_on_schedule(NOON, with_queue(here, Dying(pages=0)))
    rebalance_on_schedule(LATER, here.services)

    assert people < {each.portfolio for each in asked(here)}


def test_a_call_stops_before_its_time_is_over():
    """It leaves the rest to the next one, and says that it is not done."""
    here = due_world()
    crowd(here, 3 * PAGE)
    slow = MemoryCheckQueue()
    take = slow.check_portfolios

    def take_a_minute(checks: tuple[DueCheck, ...]) -> None:
        here.clock.advance(timedelta(minutes=1))
        take(checks)

    slow.check_portfolios = take_a_minute  # type: ignore[method-assign,assignment]  # a slow one
    done = rebalance_on_schedule(NOON, with_queue(here, slow))

    assert TickDone(asked_count=2 * PAGE, is_complete=False) == done


def test_a_call_that_was_taken_over_asks_for_nothing_more():
    """Its holder slept too long; another goes on."""
    here = due_world()
    crowd(here, PAGE)
    ticks = cast("MemoryTicks", here.services.automation.ticks)
    queue = MemoryCheckQueue()
    take = queue.check_portfolios

    def fall_asleep(checks: tuple[DueCheck, ...]) -> None:
        take(checks)
        for name, tick in ticks.ticks.items():
            ticks.ticks[name] = replace(tick, holder="another")

    queue.check_portfolios = fall_asleep  # type: ignore[method-assign,assignment]  # a sleepy one
    rebalance_on_schedule(NOON, with_queue(here, queue))

    assert PAGE == len(queue.asked)
