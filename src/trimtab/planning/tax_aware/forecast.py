"""What a plan would realise: its sales lot by lot, and the exact ledger where a wash sale is possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.tax_ledger import LedgerState
from trimtab.domain.tax_lot import EXACT, Disposal, WashSale, exact_sum
from trimtab.domain.tax_preview import SaleTax
from trimtab.domain.trade import Side, Trade
from trimtab.planning.tax_aware.ground import Ground, sales_of
from trimtab.tax.estimate import add_to_year, estimate_tax
from trimtab.tax.outlook import ProposedPurchase, foresee
from trimtab.tax.sales import tax_of_sale
from trimtab.tax.wash_windows import recent_lots


@dataclass(frozen=True, slots=True, kw_only=True)
class Realised:
    """What counts in the year: gains by term, less the losses that are not taken away; US dollars."""

    short_term: Decimal = ZERO
    long_term: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        """Gains of both terms; negative is a loss."""
        return EXACT.add(self.short_term, self.long_term)


NOTHING: Final = Realised()


@dataclass(frozen=True, slots=True, kw_only=True)
class Washed:
    """A sale whose loss an earlier purchase takes: how many shares are sold before the first such lot."""

    symbol: str
    before: Decimal
    wash_sale: WashSale


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A plan's sales in its order, by the lots they consume, and what comes of all its trades.

    `by_symbol` is what a symbol's trade is the cause of: its own sale, or its purchase where that takes a
    loss away.
    """

    sales: tuple[SaleTax, ...]
    by_symbol: Mapping[str, Realised]
    washed: tuple[Washed, ...] = ()

    @property
    def total(self) -> Realised:
        """What all trades together realise."""
        return sum_of(self.by_symbol.values())

    def sale(self, symbol: str) -> SaleTax | None:
        """Find the sale of a symbol."""
        return next((sale for sale in self.sales if sale.symbol == symbol), None)

    def of(self, symbol: str) -> Realised:
        """Tell what a symbol's trade realises; nothing where there is none."""
        return self.by_symbol.get(symbol, NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Causes:
    """What the ledger says of some symbols, and for each wash sale the symbol whose trade causes it."""

    state: LedgerState
    causes: Sequence[str] = ()

    def __iter__(self) -> Iterator[tuple[WashSale, str]]:
        return zip(self.state.wash_sales, self.causes, strict=True)


def forecast(ground: Ground, plan: Plan) -> Forecast:
    """Tell what a plan realises; the ledger is run on those symbols alone that a wash sale may concern."""
    sales = tuple(_sale_tax(ground, trade) for trade in sales_of(plan))
    exposed = _exposed(ground, sales, plan.of_side(Side.BUY))
    found = (
        _causes(ground, run_ledger(ground, plan, exposed), plan) if exposed else _Causes(state=LedgerState())
    )
    lost = _disallowed(found.state)
    return Forecast(
        sales=tuple(
            replace(sale, disallowed=lost[sale.symbol]) if sale.symbol in lost else sale for sale in sales
        ),
        by_symbol={
            **{sale.symbol: _of_lots(ground, sale) for sale in sales if sale.symbol not in exposed},
            **_of_ledger(ground, found),
        },
        washed=tuple(_washed(found)),
    )


def run_ledger(ground: Ground, plan: Plan, symbols: Iterable[str] | None = None) -> LedgerState:
    """Run the exact ledger on a plan, or on its trades of some symbols alone, no other being identical.

    Sales of shares whose lots are unknown are left out.
    """
    position, state = ground.position, ground.position.state
    trades = plan.trades
    if symbols is not None:
        named = frozenset(symbols)
        losses = tuple(loss for loss in state.open_losses if loss.symbol in named)
        narrow = replace(state, lots=position.household_lots(named), open_losses=losses)
        position, trades = replace(position, state=narrow), tuple(t for t in trades if t.symbol in named)
    sold = (t for t in trades if t.side is Side.SELL and t.symbol not in ground.uncovered)
    bought = (t for t in trades if t.side is Side.BUY)
    return foresee(
        position,
        [ground.sale(trade.symbol, trade.quantity) for trade in sold],
        [_purchase(ground, trade) for trade in bought],
    )


def sum_of(parts: Iterable[Realised]) -> Realised:
    """Add up what several trades realise."""
    known = tuple(parts)
    return Realised(
        short_term=exact_sum(part.short_term for part in known),
        long_term=exact_sum(part.long_term for part in known),
    )


def tax_of(ground: Ground, realised: Realised) -> Decimal:
    """Estimate the year's tax with this in it, in US dollars."""
    year = ground.position.year
    whole = replace(
        year,
        short_term=EXACT.add(year.short_term, realised.short_term),
        long_term=EXACT.add(year.long_term, realised.long_term),
    )
    return estimate_tax(whole, ground.config.rates, ground.config.deduction_limit)


def _purchase(ground: Ground, trade: Trade) -> ProposedPurchase:
    price = trade.price * trade.fx_rate
    return ProposedPurchase(symbol=trade.symbol, quantity=trade.quantity, price=price, day=ground.day)


def _sale_tax(ground: Ground, trade: Trade) -> SaleTax:
    """Tell what a sale realises: nothing in an IRA, and nothing that is known without its lots."""
    sale = ground.sale(trade.symbol, trade.quantity)
    is_unknown = trade.symbol in ground.uncovered
    if ground.is_taxed and not is_unknown:
        return tax_of_sale(ground.position, sale)
    return SaleTax(
        symbol=sale.symbol,
        quantity=sale.quantity,
        proceeds=EXACT.multiply(sale.quantity, sale.price),
        uses=(),
        uncovered_quantity=sale.quantity if is_unknown else ZERO,
    )


def _exposed(ground: Ground, sales: Sequence[SaleTax], bought: Sequence[Trade]) -> frozenset[str]:
    """Name what is identical to a sale at a loss with a purchase near it, or to a purchase after a loss."""
    purchases = {trade.symbol for trade in bought}
    losses = {loss.symbol for loss in ground.position.state.open_losses}
    exposed: set[str] = set()
    for sale in sales:
        if any(use.gain < 0 for use in sale.uses):
            same = ground.identical_to(sale.symbol)
            is_near = same & purchases or recent_lots(ground.position, sale.symbol, ground.day)
            exposed |= same if is_near else set()
    for symbol in purchases if losses else ():
        same = ground.identical_to(symbol)
        exposed |= same if same & losses else set()
    return frozenset(exposed)


def _causes(ground: Ground, state: LedgerState, plan: Plan) -> _Causes:
    """Lay a wash sale at the door of what the plan buys, else of what it sells."""
    known = {lot.lot_id for lot in ground.position.state.lots} if state.wash_sales else set[str]()
    bought = {trade.symbol for trade in plan.of_side(Side.BUY)}
    causes = [
        wash.replacement_symbol
        if wash.replacement_lot_id not in known and wash.replacement_symbol in bought
        else wash.symbol
        for wash in state.wash_sales
    ]
    return _Causes(state=state, causes=causes)


def _disallowed(state: LedgerState) -> dict[str, Decimal]:
    """Add up what the plan's own sales lose to wash sales, by symbol."""
    sold = {disposal.disposal_id for disposal in state.disposals}
    lost: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for wash in state.wash_sales:
        if wash.disposal_id in sold:
            lost[wash.symbol] = EXACT.add(lost[wash.symbol], wash.disallowed)
    return dict(lost)


def _of_lots(ground: Ground, sale: SaleTax) -> Realised:
    if ground.day.year != ground.position.year.year:
        return NOTHING
    return Realised(short_term=sale.short_term, long_term=sale.long_term)


def _of_ledger(ground: Ground, found: _Causes) -> dict[str, Realised]:
    """Count what belongs to this year, as the estimate does."""
    disposals: defaultdict[str, list[Disposal]] = defaultdict(list)
    washes: defaultdict[str, list[WashSale]] = defaultdict(list)
    for sold in found.state.disposals:
        disposals[sold.symbol].append(sold)
    for wash, cause in found:
        washes[cause].append(wash)
    empty = replace(ground.position.year, short_term=ZERO, long_term=ZERO)
    years = {
        symbol: add_to_year(empty, disposals[symbol], washes[symbol])
        for symbol in dict.fromkeys([*disposals, *washes])
    }
    return {s: Realised(short_term=year.short_term, long_term=year.long_term) for s, year in years.items()}


def _washed(found: _Causes) -> Iterator[Washed]:
    """Find for each sale the first lot whose loss an earlier purchase takes."""
    washes = {wash.disposal_id: wash for wash, cause in found if cause == wash.symbol}
    done: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    stopped: set[str] = set()
    for sold in found.state.disposals:
        wash = washes.get(sold.disposal_id)
        if wash and sold.symbol not in stopped:
            stopped.add(sold.symbol)
            yield Washed(symbol=sold.symbol, before=done[sold.symbol], wash_sale=wash)
        done[sold.symbol] += sold.quantity
