"""What must hold whenever an order leaves and whenever one has come, one rule each.

A rule returns what is wrong, or an empty text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from simulation.book import View
from trimtab.domain.intent import OrderIntent
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.money import ZERO
from trimtab.domain.order import MarketClock
from trimtab.domain.trade import Side
from trimtab.ports import RunRecord

SWITCH_DELAY: Final = timedelta(seconds=2)
CLOCKS_APART: Final = timedelta(seconds=5)
OLDEST_PRICE: Final = timedelta(seconds=60)
LEFT_BEFORE_CLOSE: Final = {Side.SELL: timedelta(minutes=5), Side.BUY: timedelta(minutes=10)}
SESSION_SLACK: Final = timedelta(seconds=90)
"""The session is looked at a little before the order leaves, within the same lease."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A switch that was turned, or a wish that was stored: whose orders it stops, and since when.

    A switch stops the runs there are for good, and all others as long as it is `in_force`.
    """

    at: datetime
    sides: frozenset[Side]
    run_id: str | None = None
    in_force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An order that leaves, and how the world stands at that moment; `record` is its run as it is stored.

    `sender_fence` is the fence under which the sender stored something last.
    """

    at: datetime
    clock: datetime
    """What the sender's own clock says."""
    intent: OrderIntent
    record: RunRecord | None
    sender_fence: int
    market: MarketClock
    stops: tuple[Stop, ...]
    had_one: frozenset[datetime]
    """Stops since which the sender has had an order on its way already."""
    priced_at: datetime | None
    is_known: bool
    is_restored: bool

    @property
    def leg(self) -> Leg | None:
        """The order's line in the ledger."""
        legs = self.record.legs if self.record else ()
        return next((leg for leg in legs if leg.client_order_id == self.intent.client_order_id), None)

    @property
    def forbidden_since(self) -> tuple[datetime, ...]:
        """When each stop came that this order is under."""
        return tuple(stop.at for stop in self.stops if _stops(stop, self))


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
    """A buy leaves after every sell has ended, and the orders for what they left unfilled."""
    legs = post.record.legs if post.record else ()
    sells = [leg for leg in legs if leg.side is Side.SELL]
    open_sells = [leg.number for leg in sells if not leg.is_final or _waits_for_rest(leg, sells)]
    return f"sells {open_sells} are open" if open_sells and post.intent.side is Side.BUY else ""


def _waits_for_rest(leg: Leg, legs: list[Leg]) -> bool:
    is_cut_short = leg.is_repriced and leg.state is LegState.CANCELLED and leg.missing_quantity > ZERO
    return is_cut_short and all(each.residual_of != leg.number for each in legs)


def i_07_stopped(post: Post) -> str:
    """No order leaves later than two seconds after it was forbidden."""
    late = [at for at in post.forbidden_since if post.at - at > SWITCH_DELAY]
    return f"forbidden since {late[0]}" if late else ""


def i_07_one_in_flight(post: Post) -> str:
    """Of each worker at most one order is on its way, or leaves, once it is forbidden."""
    second = [at for at in post.forbidden_since if at in post.had_one]
    return f"forbidden since {second[0]}, and it is the second one" if second else ""


def _stops(stop: Stop, post: Post) -> bool:
    run = post.record.run if post.record else None
    if post.intent.side not in stop.sides or run is None:
        return False
    is_over_run = stop.in_force or stop.at >= run.created_at
    return stop.run_id == run.run_id or (stop.run_id is None and is_over_run)


def i_13_fresh_price(post: Post) -> str:
    """The price an order relies on is at most a minute old."""
    if post.priced_at is None:
        return "nobody looked at its price"
    return "" if post.at - post.priced_at <= OLDEST_PRICE else f"its price is of {post.priced_at}"


def i_13_clocks(post: Post) -> str:
    """No order leaves while its sender's clock and the broker's differ by more than five seconds."""
    gap = abs(post.clock - post.at)
    return f"its sender's clock is wrong by {gap}" if gap > CLOCKS_APART else ""


def i_14_session(post: Post) -> str:
    """The session is open and goes on long enough."""
    left = post.market.next_close - post.market.now + SESSION_SLACK
    if post.market.is_open and left >= LEFT_BEFORE_CLOSE[post.intent.side]:
        return ""
    return f"the session ends at {post.market.next_close}"


def i_17_limits(post: Post) -> str:
    """A run sends no more orders than it may, and none that is larger than one may be."""
    bounds, leg = post.record.run.bounds if post.record else None, post.leg
    if bounds is None or leg is None or post.record is None or post.is_restored:
        return ""
    sent, limits = sum(1 for each in post.record.legs if each.attempts), bounds.limits
    if sent > limits.max_orders:
        return f"order {sent} of a run that may send {limits.max_orders}"
    value = post.intent.quantity * leg.reference_price
    return f"an order of {value}" if value > limits.max_order_value else ""


def i_21_in_time(post: Post) -> str:
    """An order leaves in its time, sent by the holder of the run."""
    leg, run = post.leg, post.record.run if post.record else None
    if post.is_restored or leg is None or run is None:
        return ""
    if leg.send_by is None or post.clock > leg.send_by:
        return f"its time was over at {leg.send_by}"
    return "" if run.fence == post.sender_fence else f"fence {run.fence} holds it, not {post.sender_fence}"


def x_held(post: Post) -> str:
    """No order leaves before its run's hold is over, but by so much as clocks may differ."""
    until = post.record.run.hold_until if post.record else None
    return f"it is held until {until}" if until and post.at < until - CLOCKS_APART else ""


def x_thought_better_of(post: Post) -> str:
    """Of a run whose owner has cancelled it before the end of its hold nothing leaves at all."""
    run = post.record.run if post.record else None
    if run is None or run.hold_until is None:
        return ""
    wishes = [stop.at for stop in post.stops if stop.run_id == run.run_id]
    in_time = [at for at in wishes if at < run.hold_until - CLOCKS_APART]
    return f"its owner has cancelled it at {in_time[0]}" if in_time else ""


POST_RULES: Final[tuple[Callable[[Post], str], ...]] = (
    i_01_one_order,
    i_02_on_record,
    i_05_sells_first,
    i_07_stopped,
    i_07_one_in_flight,
    i_13_fresh_price,
    i_13_clocks,
    i_14_session,
    i_17_limits,
    i_21_in_time,
    x_held,
    x_thought_better_of,
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
    price = arrival.intent.limit_price or arrival.price
    cost = arrival.intent.quantity * price + arrival.open_buys
    is_short = arrival.intent.side is Side.BUY and cost > arrival.view.cash
    return f"buys of {cost} from {arrival.view.cash}" if is_short else ""


ARRIVAL_RULES: Final[tuple[Callable[[Arrival], str], ...]] = (i_03_enough_shares, i_04_enough_cash)
