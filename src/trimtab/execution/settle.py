"""Prove a run's end: an account's change is its fills and listed foreign activity, no more (I-10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import chain, combinations
from typing import Final

from trimtab.domain.activity import Activity, Fill
from trimtab.domain.leg import Leg
from trimtab.domain.money import CENT, ZERO, to_text
from trimtab.domain.opening import Opening
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side

SHARE_RESIDUAL: Final = Decimal("1e-9")
READING_TIME: Final = timedelta(seconds=15)
"""How long reading an account may take: what happens meanwhile may be in it or not."""

_MOST_DOUBTS: Final = 10
"""So many activities that may be in or not are tried in every combination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The account when the run's orders are all final: US dollars, shares, and what happened since."""

    cash: Decimal
    quantities: Mapping[str, Decimal]
    activities: tuple[Activity, ...]


def find_residual(legs: Sequence[Leg], opening: Opening, closing: Closing) -> Reason | None:
    """Return what the account's change leaves unexplained, or None."""
    since = _since(legs, opening, closing.activities)
    return (
        _find_missing_fill(legs, closing.activities)
        or _find_share_residual(legs, opening, closing, since)
        or _find_cash_residual(opening, closing, since)
    )


@dataclass(frozen=True, slots=True)
class _Since:
    """What has happened since the opening: for sure, and perhaps, for it came while that was read."""

    sure: tuple[Activity, ...]
    doubtful: tuple[Activity, ...]

    def residual(
        self, change: Decimal, measure: Callable[[Activity], Decimal], slack: Decimal
    ) -> Decimal | None:
        """Return what is left of a change, or None where it is what happened, some of the doubtful or not."""
        left = change - sum(map(measure, self.sure), ZERO)
        amounts = [amount for each in self.doubtful if (amount := measure(each))][:_MOST_DOUBTS]
        some = chain.from_iterable(combinations(amounts, count) for count in range(len(amounts) + 1))
        return None if any(abs(left - sum(each, ZERO)) <= slack for each in some) else left


def _since(legs: Sequence[Leg], opening: Opening, activities: Iterable[Activity]) -> _Since:
    ours = {leg.broker_order_id for leg in legs}
    sure, doubtful = list[Activity](), list[Activity]()
    for activity in activities:
        if isinstance(activity, Fill) and activity.order_id in ours:
            sure.append(activity)
        elif activity.at is None:
            doubtful.append(activity)
        elif activity.at > opening.at + READING_TIME:
            sure.append(activity)
        elif activity.at > opening.at - READING_TIME:
            doubtful.append(activity)
    return _Since(tuple(sure), tuple(doubtful))


def _find_missing_fill(legs: Sequence[Leg], activities: Iterable[Activity]) -> Reason | None:
    """Compare each leg's fills with the account's own list of them."""
    listed: dict[str, Decimal] = {}
    for fill in activities:
        if isinstance(fill, Fill):
            listed[fill.order_id] = listed.get(fill.order_id, ZERO) + fill.quantity
    for leg in legs:
        found = listed.get(leg.broker_order_id or "", ZERO)
        if abs(found - leg.filled_quantity) > SHARE_RESIDUAL:
            filled = to_text(leg.filled_quantity)
            return _differs(f"The ledger has {filled} {leg.symbol} filled, the account {to_text(found)}.")
    return None


def _find_share_residual(
    legs: Sequence[Leg], opening: Opening, closing: Closing, since: _Since
) -> Reason | None:
    for symbol in sorted({leg.symbol for leg in legs}):
        change = closing.quantities.get(symbol, ZERO) - opening.quantity(symbol)
        residual = since.residual(change, partial(_shares, symbol), SHARE_RESIDUAL)
        if residual is not None:
            return _differs(f"{to_text(residual)} {symbol} came or went that nothing explains.")
    return None


def _find_cash_residual(opening: Opening, closing: Closing, since: _Since) -> Reason | None:
    # The broker rounds the cash of every fill to cents.
    slack = CENT * max(1, sum(1 for activity in since.sure if isinstance(activity, Fill)))
    residual = since.residual(closing.cash - opening.cash, _dollars, slack)
    if residual is None:
        return None
    return _differs(f"{to_text(residual)} US dollars came or went that nothing explains.")


def _shares(symbol: str, activity: Activity) -> Decimal:
    if activity.symbol != symbol:
        return ZERO
    if isinstance(activity, Fill):
        return _signed(activity)
    return activity.quantity or ZERO


def _dollars(activity: Activity) -> Decimal:
    if isinstance(activity, Fill):
        return -_signed(activity) * activity.price
    return activity.net_amount


def _signed(fill: Fill) -> Decimal:
    return fill.quantity if fill.side is Side.BUY else -fill.quantity


def _differs(text: str) -> Reason:
    return Reason(ReasonCode.LEDGER_DIFFERS, f"{text} A person must look.")
