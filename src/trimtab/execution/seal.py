"""Seal the buys: fix their sizes once, from the cash that is really there after the sells (I-04, I-05)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from trimtab.domain.holdings import Quote
from trimtab.domain.instruments import Instrument
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.reasons import ReasonCode
from trimtab.execution.fitness import MINIMUM_BUY
from trimtab.planning.funding import WantedBuy, fit_to_cash

PRICE_BUFFER: Final = Decimal("0.001")
"""What a market buy may cost above its asking price, as a fraction; kept back from the budget."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """What the buys may draw on: US dollars, current quotes, and how each symbol is cut."""

    budget: Decimal
    quotes: Mapping[str, Quote]
    instruments: Mapping[str, Instrument]


def seal_buys(legs: tuple[Leg, ...], purse: Purse, now: datetime, *, all_or_nothing: bool) -> tuple[Leg, ...]:
    """Return the planned legs, each with its final quantity, or skipped for want of cash or price.

    `all_or_nothing` skips a leg that cannot be bought in full: a person named its quantity.
    """
    buyable = tuple(leg for leg in legs if leg.symbol in purse.quotes and leg.symbol in purse.instruments)
    wanted = (wanted_buy(leg, purse.quotes[leg.symbol], purse.instruments[leg.symbol]) for leg in buyable)
    affordable = fit_to_cash(tuple(wanted), purse.budget)
    return tuple(_seal(leg, affordable.get(leg.symbol), now, all_or_nothing=all_or_nothing) for leg in legs)


def wanted_buy(leg: Leg, quote: Quote, instrument: Instrument) -> WantedBuy:
    """Tell what a leg would buy, and at which worst price."""
    # The broker holds back the asking price for a market buy (alpaca §6).
    worst = leg.limit_price or (quote.ask or quote.price) * (ONE + PRICE_BUFFER)
    return WantedBuy(symbol=leg.symbol, quantity=leg.planned_quantity, price=worst, step=instrument.unit.step)


def _seal(leg: Leg, quantity: Decimal | None, now: datetime, *, all_or_nothing: bool) -> Leg:
    if quantity is None:
        return _skip(leg, ReasonCode.PRICE_MISSING, f"There is no price for {leg.symbol} now.", now)
    too_small = quantity * leg.reference_price < MINIMUM_BUY
    if too_small or (all_or_nothing and quantity < leg.planned_quantity):
        return _skip(leg, ReasonCode.CASH_SHORT, f"There is not enough cash to buy {leg.symbol}.", now)
    return replace(leg, state=LegState.INTENT, quantity=quantity, updated_at=now)


def _skip(leg: Leg, code: ReasonCode, note: str, now: datetime) -> Leg:
    return replace(leg, state=LegState.SKIPPED, quantity=ZERO, reason_code=code, note=note, updated_at=now)
