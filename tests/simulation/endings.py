"""What must hold when everything is over, one rule each; what is wrong, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from simulation.book import OURS, WORKING, View
from simulation.crew import Answer
from simulation.stage import MINUTE
from trimtab.domain.account_state import AccountState
from trimtab.domain.leg import Leg
from trimtab.domain.money import ZERO
from trimtab.domain.notice import Notice, NoticeStatus
from trimtab.domain.order import Order
from trimtab.domain.run import RunEvent
from trimtab.execution.journal import find_broken_link
from trimtab.execution.totals import planned_value
from trimtab.ports import RunRecord

MOST_REQUESTS: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How ledger, broker and callers stand at the end."""

    at: datetime
    records: tuple[RunRecord, ...]
    events: Mapping[str, tuple[RunEvent, ...]]
    view: View
    requests: tuple[int, ...]
    delivered: tuple[Notice, ...]
    answers: tuple[Answer, ...]
    notices: tuple[Notice, ...]
    accounts: tuple[AccountState, ...]
    is_beyond: bool
    """Whether an order came when nobody waited for it any more, or the ledger was set back."""
    stuck: frozenset[str]
    """Orders whose cancellation the broker does not honour."""
    is_calm: bool
    """Whether nobody else has touched cash or prices: an order at the market is paid whatever it costs."""

    @property
    def legs(self) -> Mapping[str, Leg]:
        """All legs by the name of their order."""
        return {leg.client_order_id: leg for record in self.records for leg in record.legs}

    @property
    def orphans(self) -> list[str]:
        """Orders of ours that have no leg."""
        return [name for name in self.view.orders if name.startswith(OURS) and name not in self.legs]

    @property
    def lock(self) -> str:
        """Why nothing may start on the account."""
        return next((state.locked.text for state in self.accounts if state.locked), "")


def i_01_no_orphan(ending: Ending) -> str:
    """Each order of ours has a leg; one that nobody could wait for has locked the account."""
    is_found = ending.is_beyond and (ending.lock or _is_parked(ending))
    return f"orders {ending.orphans} have no leg" if ending.orphans and not is_found else ""


def _is_parked(ending: Ending) -> bool:
    return any(not record.run.is_final for record in ending.records)


def i_01_stopped(ending: Ending) -> str:
    """On a locked account no order of ours is open, and there is a reason for the lock."""
    if not ending.lock:
        return ""
    orders = ending.view.orders.items()
    still = [name for name, order in orders if name.startswith(OURS) and order.status in WORKING]
    still = [name for name in still if name not in ending.stuck]
    is_strange = ending.orphans or _find_disagreement(ending, is_strict=True)
    return "" if is_strange and not still else f"{ending.lock} Open: {still}; strange: {is_strange}"


def i_03_no_short(ending: Ending) -> str:
    """No position is below zero."""
    short = [symbol for symbol, shares in ending.view.shares.items() if shares < ZERO]
    return f"{short} are short" if short else ""


def i_04_no_debt(ending: Ending) -> str:
    """Cash is not below zero, unless others have spent it or prices have risen meanwhile."""
    return f"cash is {ending.view.cash}" if ending.view.cash < ZERO and ending.is_calm else ""


def i_06_one_run(ending: Ending) -> str:
    """At most one run has not ended."""
    running = [record.run.run_id for record in ending.records if not record.run.is_final]
    return f"runs {running} have not ended" if len(running) > 1 else ""


def i_09_over(ending: Ending) -> str:
    """Every run has ended or waits for a person, or for the morning: it was approved after the close."""
    waiting = {each.run.run_id for each in ending.records if each.run.hold_left(ending.at)}
    open_runs = [each.run for each in ending.records if not each.run.is_over]
    going = [f"{run.run_id} is {run.state}" for run in open_runs if run.run_id not in waiting]
    return "; ".join(going)


def i_10_ledger_agrees(ending: Ending) -> str:
    """Every leg of an ended run is what the broker has, or the account is locked for a late order's sake."""
    is_found = ending.is_beyond and ending.lock
    return "" if is_found else _find_disagreement(ending, is_strict=not ending.is_beyond)


def _find_disagreement(ending: Ending, *, is_strict: bool) -> str:
    for record in ending.records:
        for leg in record.legs if record.run.is_final else ():
            order = ending.view.orders.get(leg.client_order_id)
            if not _agree(leg, order) and (is_strict or not _is_nothing(leg, order)):
                return f"leg {leg.number} {leg.state} {leg.filled_quantity} is {order} at the broker"
    return ""


def _is_nothing(leg: Leg, order: Order | None) -> bool:
    """Tell whether an order that nobody waited for has ended without a trade."""
    is_over = order is not None and not order.filled_quantity and order.status not in WORKING
    return is_over and leg.broker_order_id is None


def _agree(leg: Leg, order: Order | None) -> bool:
    if order is None:
        return leg.filled_quantity == ZERO and leg.broker_order_id is None
    ours = (leg.filled_quantity, leg.filled_average_price, leg.broker_order_id)
    theirs = (order.filled_quantity, order.filled_average_price, order.order_id)
    return ours == theirs and order.status not in WORKING


def i_11_same_answer(ending: Ending) -> str:
    """One key has one run, whoever asks and however often; two keys have two, but of one plan the same."""
    pairs = {(answer.key, answer.run_id) for answer in ending.answers if answer.run_id}
    plans = [record.run.plan_id for record in ending.records if record.run.plan_id]
    keys, runs = {key for key, _ in pairs}, {run for _, run in pairs}
    is_fine = len(pairs) == len(keys) and (len(runs) <= 1 if plans else len(runs) == len(keys))
    is_once = len(plans) == len(set(plans))
    return "" if is_fine and is_once else f"answers were {pairs}, plans {plans}"


def i_17_totals(ending: Ending) -> str:
    """The day's totals are what its runs have sent and filled, and what a run that goes on may send."""
    count, value = 0, ZERO
    for record in ending.records:
        for leg in record.legs:
            is_held, is_first = not record.run.is_final, leg.residual_of is None
            count += is_first if is_held else bool(leg.attempts)
            value += leg.filled_value if not is_held else planned_value((leg,)) if is_first else ZERO
    totals = next((state.totals for state in ending.accounts if state.totals), None)
    found = (totals.order_count, totals.value) if totals else (0, ZERO)
    return "" if found == (count, value) else f"totals are {found}, not {(count, value)}"


def i_18_unbroken(ending: Ending) -> str:
    """Every history is whole and leads to where its run stands."""
    for record in ending.records:
        run, events = record.run, ending.events[record.run.run_id]
        broken = find_broken_link(events)
        if broken is not None or events[-1].hash != run.last_event_hash:
            return f"history of {run.run_id} is broken at {broken}"
    return ""


def i_19_few_requests(ending: Ending) -> str:
    """No minute has more requests than are allowed."""
    times = ending.requests
    pairs = zip(times, times[MOST_REQUESTS:], strict=False)
    crowded = next((late for early, late in pairs if late - early < MINUTE), None)
    return f"more than {MOST_REQUESTS} requests in the minute before {crowded}" if crowded else ""


def i_20_told(ending: Ending) -> str:
    """Every end was told, as it is, and no notice waits for ever."""
    told = {(notice.run.run_id, notice.state) for notice in ending.delivered}
    untold = [
        each.run.run_id
        for each in ending.records
        if each.run.is_over and (each.run.run_id, each.run.state) not in told
    ]
    waiting = [notice.notice_id for notice in ending.notices if notice.status is NoticeStatus.PENDING]
    return f"{untold} untold, {waiting} waiting" if untold or waiting else ""


ENDING_RULES: Final[tuple[Callable[[Ending], str], ...]] = (
    i_01_no_orphan,
    i_01_stopped,
    i_03_no_short,
    i_04_no_debt,
    i_06_one_run,
    i_09_over,
    i_10_ledger_agrees,
    i_11_same_answer,
    i_17_totals,
    i_18_unbroken,
    i_19_few_requests,
    i_20_told,
)
