"""Trade whole asset classes by value: requirement 001's what-if, with no class below zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.instruments import CASH
from trimtab.domain.money import CENT, ZERO, to_text
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.domain.what_if import ClassShare, LedgerStep, SupposedTrade

Values = Mapping[str, Decimal]
Classes = Mapping[str, str]
"""Asset classes the owner gave, by symbol; they go before the broker's."""


def class_values(snapshot: Snapshot, given: Classes) -> dict[str, Decimal]:
    """Value a snapshot by asset class in base currency, cash among them."""
    values: dict[str, Decimal] = {}
    for symbol, value in snapshot.market_values.items():
        name = snapshot.asset_class(symbol, given)
        values[name] = values.get(name, ZERO) + value
    return values


def class_shares(values: Values) -> tuple[ClassShare, ...]:
    """Weigh asset classes, by name with cash last; a portfolio worth nothing has weights of zero."""
    total = sum(values.values(), ZERO)
    return tuple(
        ClassShare(asset_class=name, value=values[name], weight=values[name] / total if total else ZERO)
        for name in sorted(values, key=lambda name: (name == CASH, name))
    )


def trade_classes(
    snapshot: Snapshot, given: Classes, trades: Iterable[SupposedTrade], *, has_cash_leg: bool
) -> dict[str, Decimal]:
    """Add what is bought to its class and take off what is sold; cash changes only with a cash leg.

    Raises InvalidRequestError where a class, cash included, would fall below zero.
    """
    values = class_values(snapshot, given)
    for index, trade in enumerate(trades):
        name, value = class_of(trade, snapshot, given), value_of(trade, snapshot, index)
        signed = value if trade.side is Side.BUY else -value
        _move(values, name, signed, index)
        if has_cash_leg:
            _move(values, CASH, -signed, index)
    return values


def class_ledger(snapshot: Snapshot, trades: Iterable[SupposedTrade]) -> tuple[LedgerStep, ...]:
    """Write down the cash after each trade of an asset class; it has no costs."""
    steps: list[LedgerStep] = []
    cash = snapshot.cash
    for index, trade in enumerate(trades):
        value = value_of(trade, snapshot, index)
        change = -value if trade.side is Side.BUY else value
        cash += change
        steps.append(
            LedgerStep(
                number=index + 1,
                leg=trade.symbol or trade.asset_class or "",
                side=trade.side,
                currency=snapshot.base_currency,
                change=change,
                cost=ZERO,
                cash=cash,
                foreign_cash=snapshot.foreign_cash,
            )
        )
    return tuple(steps)


def class_of(trade: SupposedTrade, snapshot: Snapshot, given: Classes) -> str:
    """Name the asset class a trade belongs to."""
    return trade.asset_class or snapshot.asset_class(trade.symbol or "", given)


def value_of(trade: SupposedTrade, snapshot: Snapshot, index: int) -> Decimal:
    """Value a trade in base currency. Raises InvalidRequestError for a quantity without a price."""
    if trade.value is not None:
        return trade.value
    price = snapshot.base_price(trade.symbol or "")
    if price is None or trade.quantity is None:
        raise InvalidRequestError(f"trades[{index}].symbol", trade.symbol, "has no price; give a value")
    return trade.quantity * price


def _move(values: dict[str, Decimal], name: str, change: Decimal, index: int) -> None:
    left = values.get(name, ZERO) + change
    if left < 0:
        there, wanted = _money(values.get(name, ZERO)), _money(-change)
        shown = "cash" if name == CASH else name
        problem = f"takes {wanted} from {shown}, which is worth {there}; trade less or sell first"
        raise InvalidRequestError(f"trades[{index}]", shown, problem)
    values[name] = left


def _money(amount: Decimal) -> str:
    return to_text(amount.quantize(CENT))
