"""Losses that could be harvested, by estimate, and what stands in the way: lots, wash sales, costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.domain.tax_lot import EXACT, TaxLot, Term, exact_sum
from trimtab.domain.tax_preview import HarvestCandidate, HarvestStatus, LotUse
from trimtab.tax.sales import ProposedSale, is_taxed, linear_tax, lots_in_order, use_lot
from trimtab.tax.substitutes import choose_substitute
from trimtab.tax.wash_windows import (
    buys_free_on,
    could_replace,
    expects_purchase,
    is_recent,
    loss_sales_free_on,
    recent_lots,
)

_WORST_FIRST: Final = (HarvestStatus.BELOW_THRESHOLD, HarvestStatus.WASH_SALE, HarvestStatus.TAKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked about every symbol."""

    position: TaxPosition
    prices: Mapping[str, Decimal]
    config: TaxConfig
    day: date
    cost_of: Callable[[str, Decimal], Decimal]
    usable: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Holding:
    """A symbol's lots in the order they are sold, what each would realise, and what could be bought instead.

    What could take a loss: `recent`, the places of its own lots that could, `elsewhere`, such lots of other
    accounts or symbols, and with `is_awaited` a purchase that is expected.
    """

    symbol: str
    lots: tuple[TaxLot, ...]
    uses: tuple[LotUse, ...]
    substitute: str | None
    recent: tuple[int, ...]
    elsewhere: tuple[TaxLot, ...]
    is_awaited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """The first `count` lots, sold as a whole: their net loss and basis; the tax saved less the costs."""

    count: int
    quantity: Decimal
    loss: Decimal
    basis: Decimal
    benefit: Decimal
    cost: Decimal


def find_harvests(
    position: TaxPosition,
    prices: Mapping[str, Decimal],
    config: TaxConfig,
    day: date,
    cost_of: Callable[[str, Decimal], Decimal],
    *,
    usable: Callable[[str], bool] = lambda _: True,
) -> tuple[HarvestCandidate, ...]:
    """Judge every priced symbol with a lot at a loss, in symbol order; prices and costs are in US dollars.

    What can be sold are the first lots in the account's order; those are chosen that save most tax. A harvest
    is TAKEN where its loss, less the costs of both trades (the sale and the purchase of a substitute),
    reaches both thresholds, where it saves more than it costs (domain §5.3), and where no wash sale takes any
    of it. The way back from the substitute is not counted. Where short-term gains are spared, nothing from
    the first one on can be sold. A loss further back, behind lots with a gain, is OUT_OF_REACH, on a line of
    its own after what can be reached of the symbol. `usable` tells which substitutes may be bought.
    """
    if not is_taxed(position):
        return ()
    question = _Question(
        position=position, prices=prices, config=config, day=day, cost_of=cost_of, usable=usable
    )
    held = {lot.symbol for lot in position.state.lots}
    return tuple(found for symbol in sorted(held & prices.keys()) for found in _judge(question, symbol))


def _judge(question: _Question, symbol: str) -> Iterator[HarvestCandidate]:
    holding = _look_at(question, symbol)
    if all(use.gain >= 0 for use in holding.uses):
        return
    graded = [(_grade(question, holding, reach), reach) for reach in _reaches(question, holding)]
    best = max(graded, key=_preference, default=None)
    if best:
        yield _reachable(question, holding, *best)
    yield from _out_of_reach(holding, best[1].count if best else 0)


def _look_at(question: _Question, symbol: str) -> _Holding:
    position, price, day = question.position, question.prices[symbol], question.day
    lots = lots_in_order(position, ProposedSale(symbol=symbol, quantity=ZERO, price=price, day=day))
    return _Holding(
        symbol=symbol,
        lots=lots,
        uses=tuple(use_lot(lot, price, day) for lot in lots),
        substitute=choose_substitute(question.config, symbol, lambda other: _may_be_bought(question, other)),
        recent=tuple(place for place, lot in enumerate(lots) if is_recent(lot, day)),
        elsewhere=tuple(
            lot
            for lot in recent_lots(position, symbol, day)
            if (lot.account, lot.symbol) != (position.account, symbol)
        ),
        is_awaited=expects_purchase(position, symbol, day),
    )


def _may_be_bought(question: _Question, other: str) -> bool:
    is_free = buys_free_on(question.position, other, question.day) is None
    return is_free and other in question.prices and question.usable(other)


def _reaches(question: _Question, holding: _Holding) -> Iterator[_Reach]:
    """List what can be sold so that a loss is left."""
    quantity = loss = basis = saved = ZERO
    for count, (lot, use) in enumerate(zip(holding.lots, holding.uses, strict=True), start=1):
        if question.config.spares_short_term_gains and use.term is Term.SHORT and use.gain > 0:
            return
        quantity += lot.quantity
        loss = EXACT.subtract(loss, use.gain)
        basis = EXACT.add(basis, lot.basis)
        saved = EXACT.subtract(saved, linear_tax(use, question.config.rates))
        if loss > 0:
            cost = _cost(question, holding, quantity)
            benefit = EXACT.subtract(saved, cost)
            yield _Reach(count=count, quantity=quantity, loss=loss, basis=basis, benefit=benefit, cost=cost)


def _cost(question: _Question, holding: _Holding, quantity: Decimal) -> Decimal:
    """Estimate the costs of both trades; without a substitute, as if the same were bought."""
    bought = holding.substitute or holding.symbol
    quantity_bought = quantity * question.prices[holding.symbol] / question.prices[bought]
    return question.cost_of(holding.symbol, quantity) + question.cost_of(bought, quantity_bought)


def _grade(question: _Question, holding: _Holding, reach: _Reach) -> HarvestStatus:
    least = max(
        question.config.harvest_minimum, EXACT.multiply(reach.basis, question.config.harvest_minimum_part)
    )
    if EXACT.subtract(reach.loss, reach.cost) < least or reach.benefit <= 0:
        return HarvestStatus.BELOW_THRESHOLD
    return HarvestStatus.WASH_SALE if _is_washed(question, holding, reach.count) else HarvestStatus.TAKEN


def _is_washed(question: _Question, holding: _Holding, count: int) -> bool:
    """Tell whether shares that are kept, or bought soon, take any loss of the first lots."""
    if holding.is_awaited:
        return True
    kept = (*holding.elsewhere, *(holding.lots[place] for place in holding.recent if place >= count))
    return any(
        could_replace(question.position, lot, lost, question.day)
        for lot in kept
        for lost in _losers(holding, count)
    )


def _losers(holding: _Holding, count: int) -> Iterator[TaxLot]:
    """List the first lots that are sold at a loss."""
    return (holding.lots[place] for place in range(count) if holding.uses[place].gain < 0)


def _preference(graded: tuple[HarvestStatus, _Reach]) -> tuple[int, Decimal, int]:
    status, reach = graded
    return _WORST_FIRST.index(status), reach.benefit, -reach.count


def _reachable(
    question: _Question, holding: _Holding, status: HarvestStatus, reach: _Reach
) -> HarvestCandidate:
    is_washed = status is HarvestStatus.WASH_SALE
    return HarvestCandidate(
        symbol=holding.symbol,
        status=status,
        quantity=reach.quantity,
        loss=reach.loss,
        benefit=reach.benefit,
        in_front=tuple(use for use in holding.uses[: reach.count] if use.gain > 0),
        substitute=holding.substitute,
        free_on=loss_sales_free_on(question.position, holding.symbol, question.day) if is_washed else None,
    )


def _out_of_reach(holding: _Holding, count: int) -> Iterator[HarvestCandidate]:
    """Tell of losses behind the first lots and lots with a gain."""
    behind = list(enumerate(holding.uses))[count:]
    last_loss = max((place for place, use in behind if use.gain < 0), default=0)
    in_front = tuple(use for place, use in behind if use.gain > 0 and place < last_loss)
    losses = [use for _, use in behind if use.gain < 0]
    if in_front:
        yield HarvestCandidate(
            symbol=holding.symbol,
            status=HarvestStatus.OUT_OF_REACH,
            quantity=exact_sum(use.quantity for use in losses),
            loss=EXACT.minus(exact_sum(use.gain for use in losses)),
            benefit=ZERO,
            in_front=in_front,
        )
