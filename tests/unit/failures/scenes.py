"""How workers die, how ports misbehave, and what must be so afterwards."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn, cast

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.intent import OrderIntent
from trimtab.domain.lease import LEASE_TIME
from trimtab.domain.order import SubmitOutcome
from trimtab.ports import RunRecord
from trimtab.services.advance_run import advance_run
from worlds import ANNA, World, world

Submit = Callable[..., SubmitOutcome]


def buyer() -> tuple[World, RunRecord]:
    """Open a world in which ten TLT are bought for the cash that is there, and nothing is sold."""
    here = world(cash="2000", SPY="20")
    return here, here.reserved(SPY="80", TLT="20")


def trader() -> tuple[World, RunRecord]:
    """Open a world in which five SPY are sold and TLT are bought."""
    here = world()
    return here, here.reserved(SPY="60", TLT="40")


def dies(*_: object) -> NoReturn:
    """End the worker as a signal does: no handler of ours runs."""
    sys.exit()


def dies_after(submit: Submit) -> Submit:
    """Let an order leave and be taken, and end the worker before it knows."""

    def taken(broker: MemoryBroker, intent: OrderIntent, *rest: Any) -> NoReturn:
        submit(broker, intent, *rest)
        sys.exit()

    return taken


def after_the_lease(here: World, record: RunRecord) -> RunRecord:
    """Let the dead worker's lease run out, and others bring the run to its end."""
    here.clock.advance(LEASE_TIME)
    return here.finish(record)


def taken_orders(here: World) -> Counter[str]:
    """Count the orders the broker has taken, by symbol."""
    return Counter(slip.order.symbol for slip in here.broker.box.slips)


class Life:
    """How many effects a worker has left; every one counts twice."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self) -> None:
        """Take one, and end the worker with the last."""
        self.left -= 1
        if not self.left:
            sys.exit()


class Mortal:
    """A port whose caller dies at one of its effects, before or after it."""

    def __init__(self, port: object, life: Life) -> None:
        self._port = port
        self._life = life

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if not callable(found):
            return found

        def effect(*arguments: Any, **named: Any) -> Any:
            self._life.spend()
            answer = found(*arguments, **named)
            self._life.spend()
            return Mortal(answer, self._life) if name == "of" else answer

        return effect


def mortal_tick(here: World, record: RunRecord, left: int) -> bool:
    """Advance a run until its worker dies; False when it came through."""
    life, services = Life(left), here.services
    mortal = replace(
        services,
        brokers=cast("Any", Mortal(services.brokers, life)),
        runs=cast("Any", Mortal(services.runs, life)),
        queue=cast("Any", Mortal(services.queue, life)),
    )
    try:
        advance_run(ANNA, record.run.run_id, mortal)
    except SystemExit:
        return True
    return False
