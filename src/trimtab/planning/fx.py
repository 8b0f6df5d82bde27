"""Exchange currencies: each against the base currency only, as much as the trades leave short or over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal

from trimtab.domain.currency import FxTrade
from trimtab.domain.money import CENT, ONE, ZERO, round_down, to_text
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest, Repatriation
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side, Trade

Balances = Mapping[str, Decimal]
"""Cash by currency, each in its own; the base currency is always among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FxTerms:
    """On what terms currencies are exchanged; `rates` are base currency per unit, base itself left out.

    A purchase is raised by `buffer`. Foreign cash left over is sold above `keep` (in base currency), or not
    at all where that is None (domain rule 34).
    """

    base: str
    rates: Mapping[str, Decimal]
    buffer: Decimal = ZERO
    keep: Decimal | None = None


def fx_terms(request: PlanRequest) -> FxTerms:
    """Read the terms from the snapshot's rates and the request's options."""
    options, base = request.options, request.snapshot.base_currency
    keep = {
        Repatriation.OFF: None,
        Repatriation.ABOVE_THRESHOLD: options.repatriation_threshold,
        Repatriation.SWEEP_ALL: ZERO,
    }
    return FxTerms(
        base=base,
        rates={known.currency: known.rate for known in request.snapshot.fx_rates if known.currency != base},
        buffer=options.fx_buffer_pct,
        keep=keep[options.repatriation],
    )


def cash_balances(snapshot: Snapshot) -> dict[str, Decimal]:
    """Read the cash of a snapshot, by currency."""
    foreign = {balance.currency: balance.amount for balance in snapshot.foreign_cash}
    return {**foreign, snapshot.base_currency: snapshot.cash}


def add_trades(balances: Balances, trades: Iterable[Trade], base: str) -> dict[str, Decimal]:
    """Return the balances after security trades; their costs are paid in base currency."""
    after = dict(balances)
    for trade in trades:
        after[trade.currency] = after.get(trade.currency, ZERO) + trade.cash_effect
        after[base] -= trade.costs.total
    return after


def base_after_exchange(balances: Balances, terms: FxTerms) -> Decimal:
    """Tell what is left of base currency once every other currency is exchanged as it must be."""
    foreign = ((balances[currency], rate) for currency, rate in terms.rates.items() if currency in balances)
    return balances[terms.base] - sum(
        (amount_to_exchange(balance, rate, terms) * rate for balance, rate in foreign), ZERO
    )


def total_cash(balances: Balances, terms: FxTerms) -> Decimal:
    """Value all cash in base currency; a currency without a rate counts for nothing."""
    foreign = (balances[currency] * rate for currency, rate in terms.rates.items() if currency in balances)
    return sum(foreign, balances[terms.base])


def amount_to_exchange(balance: Decimal, rate: Decimal, terms: FxTerms) -> Decimal:
    """Tell how much of a foreign currency to buy, or to sell where negative; whole cents of it.

    A deficit is bought with its buffer and rounded up, so that it is covered; a surplus is rounded down.
    """
    if balance < 0:
        return (-balance * (ONE + terms.buffer)).quantize(CENT, rounding=ROUND_UP)
    if terms.keep is None:
        return ZERO
    return -max(round_down(balance - terms.keep / rate, CENT), ZERO)


def exchange_currencies(balances: Balances, terms: FxTerms) -> tuple[FxTrade, ...]:
    """Make the exchange trades the balances ask for: sales first, because they pay, then by id."""
    wanted = {
        currency: amount_to_exchange(balances[currency], terms.rates[currency], terms)
        for currency in sorted(balances.keys() & terms.rates.keys() - {terms.base})
    }
    trades = [
        _fx_trade(currency, amount, balances[currency], terms)
        for currency, amount in wanted.items()
        if amount
    ]
    return tuple(sorted(trades, key=lambda trade: trade.side is Side.BUY))


def name_funding(trades: tuple[Trade, ...], fx_trades: tuple[FxTrade, ...]) -> tuple[Trade, ...]:
    """Mark every buy with the exchange that pays for it."""
    bought = {fx.currency: fx.trade_id for fx in fx_trades if fx.side is Side.BUY}
    return tuple(
        replace(trade, depends_on=(bought[trade.currency],))
        if trade.side is Side.BUY and trade.currency in bought
        else trade
        for trade in trades
    )


def _fx_trade(currency: str, amount: Decimal, balance: Decimal, terms: FxTerms) -> FxTrade:
    is_purchase = amount > 0
    return FxTrade(
        trade_id=f"FX:{currency}",
        currency=currency,
        side=Side.BUY if is_purchase else Side.SELL,
        amount=abs(amount),
        rate=terms.rates[currency],
        reason=_funding(currency, balance, terms) if is_purchase else _repatriation(currency, amount, terms),
    )


def _funding(currency: str, balance: Decimal, terms: FxTerms) -> Reason:
    lacking = to_text((-balance).quantize(CENT, rounding=ROUND_UP))
    buffer = f", with a buffer of {to_text(terms.buffer * 100)}%" if terms.buffer else ""
    return Reason(ReasonCode.FUNDING, f"{lacking} {currency} are lacking after all trades{buffer}.")


def _repatriation(currency: str, amount: Decimal, terms: FxTerms) -> Reason:
    spare = to_text(-amount)
    return Reason(ReasonCode.REPATRIATION, f"{spare} {currency} are not needed and go back to {terms.base}.")
