"""Ten thousand portfolios due at one moment, and a call of the clock that dies half-way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from simulation.automation.shaky import DiedError
from simulation.automation.street import Street, crowd, open_street
from trimtab.domain.checkup import DueCheck
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports import Services
from trimtab.services.rebalance_on_schedule import HOLD, PAGE, rebalance_on_schedule

OPEN = datetime(2027, 3, 15, 13, 45, tzinfo=UTC)
COUNT = 10_000
SLOT = timedelta(minutes=5)


@dataclass(slots=True)
class Dying:
    """A queue that knows names, and takes its caller's life after so many tasks; it counts what was asked."""

    left: int
    asked: Counter[PortfolioRef] = field(default_factory=Counter)
    tasks: set[DueCheck] = field(default_factory=set)

    def check_portfolios(self, checks: Sequence[DueCheck]) -> None:
        """Take tasks one by one, as long as it lasts."""
        for due in checks:
            if not self.left:
                self.left = -1
                raise DiedError
            self.left -= 1
            self.asked[due.portfolio] += 1
            self.tasks.add(due)


def opened(killed_after: int) -> tuple[Street, set[PortfolioRef], Dying, Services]:
    """Let ten thousand be due, and the first call die after so many tasks."""
    street = open_street(OPEN, ())
    people, queue = crowd(street, COUNT), Dying(killed_after)
    sound = street.here.services
    services = replace(sound, automation=replace(sound.automation, checks=queue))
    with pytest.raises(DiedError):
        rebalance_on_schedule(OPEN, services)
    return street, people, queue, services


@pytest.mark.parametrize("killed_after", [1, PAGE, 5_100, COUNT - 1])
def test_a_call_that_is_delivered_again_goes_on_where_it_was(killed_after: int):
    """Nobody is skipped; only the page under way is asked for again, and names make that one task (F-008)."""
    street, people, queue, services = opened(killed_after)
    street.here.clock.advance(HOLD)
    done = rebalance_on_schedule(OPEN, services)

    assert done
    assert (True, people) == (done.is_complete, set(queue.asked))
    assert COUNT == len(queue.tasks)
    assert killed_after % PAGE == sum(queue.asked.values()) - COUNT


def test_a_call_that_nobody_repeats_is_made_good_by_the_next():
    """Whoever has been looked at meanwhile is not due any more; the others are asked for (F-005, F-008)."""
    street, people, queue, services = opened(5_000)
    for due in tuple(queue.tasks):
        record = street.schedules.load(due.portfolio)
        assert record
        street.schedules.save(record, replace(record.schedule, next_due_at=OPEN + timedelta(days=1)))
    street.here.clock.advance(SLOT)
    rebalance_on_schedule(OPEN + SLOT, services)

    assert dict.fromkeys(people, 1) == queue.asked


def test_a_second_delivery_during_the_first_asks_for_nothing():
    """The tick is held until its holder's time is over."""
    street, _, queue, services = opened(5_000)
    street.here.clock.advance(HOLD - timedelta(seconds=1))

    assert rebalance_on_schedule(OPEN, services) is None
    assert 5_000 == len(queue.tasks)
