"""Turn supposed trades of symbols into trades at today's prices, with the costs the policy assumes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.config import CostConfig
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.instruments import Instrument
from trimtab.domain.money import SHARE_DUST, ZERO, round_down, to_text
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Priority, Side, Trade
from trimtab.domain.what_if import SupposedTrade
from trimtab.planning.costs import estimate_costs


def price_trades(
    snapshot: Snapshot, supposed: Iterable[SupposedTrade], costs: CostConfig
) -> tuple[Trade, ...]:
    """Price supposed trades in the order they are given.

    A value becomes as many shares as it buys, to nine places. Raises InvalidRequestError for a symbol
    without a price and for a sale of more than is held by then.
    """
    held = {holding.symbol: holding.quantity for holding in snapshot.holdings}
    trades: list[Trade] = []
    for index, wanted in enumerate(supposed):
        trade = _priced(wanted, snapshot, index, costs)
        owned = held.get(trade.symbol, ZERO)
        if trade.side is Side.SELL and trade.quantity > owned:
            problem = f"sells more than the {to_text(owned)} {trade.symbol} held by then; sell less"
            raise InvalidRequestError(f"trades[{index}]", to_text(trade.quantity), problem)
        held[trade.symbol] = replace(trade, held_quantity=owned).suggested_quantity
        trades.append(replace(trade, held_quantity=owned))
    return tuple(trades)


def _priced(wanted: SupposedTrade, snapshot: Snapshot, index: int, costs: CostConfig) -> Trade:
    symbol = wanted.symbol or ""
    instrument, quote = snapshot.instrument(symbol), snapshot.quote(symbol)
    rate = snapshot.rate(snapshot.currency(symbol))
    if quote is None or rate is None:
        field, code = f"trades[{index}].symbol", ReasonCode.UNKNOWN_SYMBOL
        raise InvalidRequestError(field, symbol, "has no price; give one in prices", code)
    trade = Trade(
        symbol=symbol,
        side=wanted.side,
        quantity=_shares(wanted, quote.price * rate),
        price=quote.price,
        reason=Reason(ReasonCode.SUPPOSED, f"Supposed: {wanted.side.value.lower()} {symbol}."),
        priority=Priority.LOW,
        currency=snapshot.currency(symbol),
        fx_rate=rate,
    )
    return _with_costs(trade, instrument, costs)


def _shares(wanted: SupposedTrade, base_price: Decimal) -> Decimal:
    if wanted.quantity is not None:
        return wanted.quantity
    return round_down((wanted.value or ZERO) / base_price, SHARE_DUST)


def _with_costs(trade: Trade, instrument: Instrument | None, costs: CostConfig) -> Trade:
    return trade if instrument is None else replace(trade, costs=estimate_costs(trade, instrument, costs))
