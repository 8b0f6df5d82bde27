"""What must hold whenever a step is stored and whenever an order leaves, one rule each.

A rule returns what is wrong, or an empty text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from simulation.book import View
from simulation.ledger import Commit
from trimtab.domain.intent import OrderIntent
from trimtab.domain.leg import UNSENT, Leg, LegState
from trimtab.domain.money import ZERO
from trimtab.domain.order import MarketClock
from trimtab.domain.trade import Side
from trimtab.ports import RunRecord

SWITCH_DELAY: Final = timedelta(seconds=2)
OLDEST_PRICE: Final = timedelta(seconds=60)
LEFT_BEFORE_CLOSE: Final = {Side.SELL: timedelta(minutes=5), Side.BUY: timedelta(minutes=10)}
SESSION_SLACK: Final = timedelta(seconds=90)
"""The session is looked at a little before the order leaves, within the same lease."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A switch that was turned, or a wish that was stored: whose orders it stops, and since when."""

    at: datetime
    sides: frozenset[Side]
    run_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An order that leaves, and how the world stands at that moment; `record` is its run as it is stored.

    `sender_fence` is the fence under which the sender stored something last.
    """

    at: datetime
    intent: OrderIntent
    record: RunRecord | None
    sender_fence: int
    market: MarketClock
    stops: tuple[Stop, ...]
    priced_at: datetime | None
    is_known: bool
    is_restored: bool

    @property
    def leg(self) -> Leg | None:
        """The order's line in the ledger."""
        legs = self.record.legs if self.record else ()
        return next((leg for leg in legs if leg.client_order_id == self.intent.client_order_id), None)


def i_01_one_order(post: Post) -> str:
    """An order leaves again only when its first one is known not to have come."""
    return "it is at the broker or on its way" if post.is_known else ""


def i_02_on_record(post: Post) -> str:
    """An order that leaves is on record as leaving, exactly as it leaves."""
    leg = post.leg
    if post.is_restored:
        return ""
    if leg is None or leg.state is not LegState.SENDING:
        return f"the ledger has it as {leg.state if leg else 'nothing'}"
    return "" if leg.intent == post.intent else f"the ledger has {leg.intent}"


def i_05_sells_first(post: Post) -> str:
    """A buy leaves after every sell has ended."""
    legs = post.record.legs if post.record else ()
    open_sells = [leg.number for leg in legs if leg.side is Side.SELL and not leg.is_final]
    return f"sells {open_sells} are open" if open_sells and post.intent.side is Side.BUY else ""


def i_07_stopped(post: Post) -> str:
    """No order leaves later than two seconds after it was forbidden."""
    late = [stop.at for stop in post.stops if _stops(stop, post) and post.at - stop.at > SWITCH_DELAY]
    return f"forbidden since {late[0]}" if late else ""


def _stops(stop: Stop, post: Post) -> bool:
    run = post.record.run if post.record else None
    if post.intent.side not in stop.sides or run is None:
        return False
    return stop.run_id == run.run_id or (stop.run_id is None and stop.at >= run.created_at)


def i_13_fresh_price(post: Post) -> str:
    """The price an order relies on is at most a minute old."""
    if post.priced_at is None:
        return "nobody looked at its price"
    return "" if post.at - post.priced_at <= OLDEST_PRICE else f"its price is of {post.priced_at}"


def i_14_session(post: Post) -> str:
    """The session is open and goes on long enough."""
    left = post.market.next_close - post.market.now + SESSION_SLACK
    if post.market.is_open and left >= LEFT_BEFORE_CLOSE[post.intent.side]:
        return ""
    return f"the session ends at {post.market.next_close}"


def i_21_in_time(post: Post) -> str:
    """An order leaves in its time, sent by the holder of the run."""
    leg, run = post.leg, post.record.run if post.record else None
    if post.is_restored or leg is None or run is None:
        return ""
    if leg.send_by is None or post.at > leg.send_by:
        return f"its time was over at {leg.send_by}"
    return "" if run.fence == post.sender_fence else f"fence {run.fence} holds it, not {post.sender_fence}"


POST_RULES: Final[tuple[Callable[[Post], str], ...]] = (
    i_01_one_order,
    i_02_on_record,
    i_05_sells_first,
    i_07_stopped,
    i_13_fresh_price,
    i_14_session,
    i_21_in_time,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An order that has reached the broker, and the account as it was before."""

    intent: OrderIntent
    view: View
    price: Decimal
    open_buys: Decimal


def i_03_enough_shares(arrival: Arrival) -> str:
    """A sell never asks for more than is free."""
    free = arrival.view.free_shares(arrival.intent.symbol)
    is_short = arrival.intent.side is Side.SELL and arrival.intent.quantity > free
    return f"{arrival.intent.quantity} {arrival.intent.symbol} of {free}" if is_short else ""


def i_04_enough_cash(arrival: Arrival) -> str:
    """Open buys and the new one cost no more than the cash there is."""
    cost = arrival.intent.quantity * arrival.price + arrival.open_buys
    is_short = arrival.intent.side is Side.BUY and cost > arrival.view.cash
    return f"buys of {cost} from {arrival.view.cash}" if is_short else ""


ARRIVAL_RULES: Final[tuple[Callable[[Arrival], str], ...]] = (i_03_enough_shares, i_04_enough_cash)


def i_06_account_held(commit: Commit) -> str:
    """A run that has not ended holds its account; one that has ended does not."""
    run = commit.after.run
    active = commit.account.state.active_run if commit.account else None
    holds = active == run.ref
    return "" if holds is not run.is_final else f"{run.state} and the account is held by {active}"


def i_08_one_end(commit: Commit) -> str:
    """An end is for ever, and all legs have ended with it."""
    before, after = commit.before, commit.after
    if before and before.run.is_final and _lasting(before) != _lasting(after):
        return f"{before.run.state} became {after.run.state}, or its legs changed"
    open_legs = [leg.number for leg in after.legs if not leg.is_final]
    return f"legs {open_legs} are open at the end" if after.run.is_final and open_legs else ""


def _lasting(record: RunRecord) -> tuple[object, ...]:
    """Take what a correction may not touch: it adds an event, and no more."""
    run = record.run
    return run.state, run.history, run.reason_code, run.fence, run.lease, run.next_tick_at, record.legs


def i_08_legs_end_once(commit: Commit) -> str:
    """A leg that has ended does not change."""
    pairs = zip(commit.before.legs, commit.after.legs, strict=False) if commit.before else ()
    changed = [old.number for old, new in pairs if old.is_final and new != old]
    return f"legs {changed} changed after their end" if changed else ""


def i_10_fills_grow(commit: Commit) -> str:
    """What was filled stays filled."""
    pairs = zip(commit.before.legs, commit.after.legs, strict=False) if commit.before else ()
    shrunk = [old.number for old, new in pairs if new.filled_quantity < old.filled_quantity]
    return f"legs {shrunk} lost fills" if shrunk else ""


def i_12_sealed(commit: Commit) -> str:
    """A leg never changes what it trades; a buy gets its size once, when it is sealed."""
    if commit.before is None:
        return ""
    pairs = zip(commit.before.legs, commit.after.legs, strict=False)
    changed = [old.number for old, new in pairs if _plan_of(old) != _plan_of(new) or _is_resized(old, new)]
    return f"legs {changed} changed their plan" if changed else ""


def _plan_of(leg: Leg) -> tuple[object, ...]:
    name, price = leg.client_order_id, leg.reference_price
    return name, leg.symbol, leg.side, leg.planned_quantity, price, leg.limit_price, leg.order_type


def _is_resized(old: Leg, new: Leg) -> bool:
    if old.state is LegState.PLANNED:
        return new.quantity > old.planned_quantity or new.quantity < ZERO
    return new.quantity != old.quantity


def i_18_recorded(commit: Commit) -> str:
    """Each step has an event with the next number."""
    before = commit.before.run.sequence if commit.before else 0
    run, event = commit.after.run, commit.event
    is_next = before + 1 == run.sequence == event.sequence and event.hash == run.last_event_hash
    return "" if is_next else f"event {event.sequence} of {run.sequence} after {before}"


def i_21_fence(commit: Commit) -> str:
    """The fence grows by one when a free run is taken, and never shrinks."""
    old, new = commit.before.run if commit.before else None, commit.after.run
    if old is None or new.fence == old.fence:
        return ""
    is_free = old.lease is None or old.lease.is_over(new.updated_at)
    return "" if new.fence == old.fence + 1 and is_free else f"fence {old.fence} became {new.fence}"


def i_02_sent_from(commit: Commit) -> str:
    """Only a leg that has not left, or is known not to have come, is marked as leaving."""
    pairs = zip(commit.before.legs, commit.after.legs, strict=False) if commit.before else ()
    odd = [
        old.number
        for old, new in pairs
        if new.state is LegState.SENDING and old != new and old.state not in UNSENT
    ]
    return f"legs {odd} leave again" if odd else ""


COMMIT_RULES: Final[tuple[Callable[[Commit], str], ...]] = (
    i_02_sent_from,
    i_06_account_held,
    i_08_one_end,
    i_08_legs_end_once,
    i_10_fills_grow,
    i_12_sealed,
    i_18_recorded,
    i_21_fence,
)
