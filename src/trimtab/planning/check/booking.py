"""Book a plan on the checker's own lots: what it realises, and which losses purchases take away."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.tax_config import AccountKind, LotMethod
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.domain.tax_lot import OpenLoss, Term
from trimtab.domain.trade import Side, Trade
from trimtab.domain.trade_day import trade_day
from trimtab.planning.check.facts import Facts
from trimtab.planning.check.lots import Parcel, Terms, first_long_day, gain_of, in_order, is_long

NEAR: Final = timedelta(days=30)
"""So near to a sale at a loss a purchase takes the loss, before and after, both ends included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """A part of a lot that the plan sells; a gain is in US dollars, negative for a loss.

    The days are counted as they were before the plan.
    """

    symbol: str
    shares: Decimal
    gain: Decimal
    is_long: bool
    days_until_long: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A loss that a purchase may still take: `amount` is positive and belongs to all of `shares`.

    It is planned where the plan's own sale realises it.
    """

    lot_id: str
    symbol: str
    shares: Decimal
    amount: Decimal
    is_long: bool
    sold: date
    bought: date
    days_held: int
    is_planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Washed:
    """A loss taken away: of what, by whose trade, whether by a purchase, and whether the loss is planned."""

    symbol: str
    cause: str
    amount: Decimal
    is_long: bool
    sold: date
    is_by_purchase: bool
    is_planned: bool


class Book:
    """The household's lots and open losses while the plan is booked, and what came of it."""

    __slots__ = ("day", "losses", "parcels", "position", "sold", "washed")

    def __init__(self, position: TaxPosition, day: date) -> None:
        self.position = position
        self.day = day
        self.parcels: defaultdict[str, list[Parcel]] = defaultdict(list)
        for rank, lot in enumerate(position.state.lots):
            self.parcels[lot.symbol].append(Parcel.of(lot, rank))
        self.losses = [_read(loss) for loss in position.state.open_losses]
        self.sold: list[Sold] = []
        self.washed: list[Washed] = []

    def is_taxed(self, account: str) -> bool:
        """Tell whether an account's gains are taxed; what is not declared is."""
        kinds = {known.account: known.kind for known in self.position.rules.accounts}
        return kinds.get(account, AccountKind.TAXABLE) is AccountKind.TAXABLE

    @property
    def method(self) -> LotMethod:
        """By which rule the account sells; what is not declared is FIFO."""
        accounts = self.position.rules.accounts
        methods = {known.account: known.lot_method for known in accounts}
        return methods.get(self.position.account, LotMethod.FIFO)

    def change(self, parcel: Parcel, parts: list[Parcel]) -> None:
        """Put what has become of a parcel in its place; nothing is left of what has no shares."""
        held = self.parcels[parcel.symbol]
        at = next(at for at, each in enumerate(held) if each is parcel)
        held[at : at + 1] = [part for part in parts if part.shares]


def book_plan(facts: Facts, plan: Plan, position: TaxPosition) -> Book:
    """Book the sales of a plan in its order, then its purchases; symbols with unknown lots are not sold."""
    book = Book(position, trade_day(facts.snapshot.as_of))
    unknown = uncovered(facts, position)
    for trade in plan.trades:
        if trade.side is Side.SELL and trade.symbol not in unknown:
            _sell(book, trade)
    for trade in plan.trades:
        if trade.side is Side.BUY:
            _buy(book, trade)
    return book


def uncovered(facts: Facts, position: TaxPosition) -> frozenset[str]:
    """Name what is held in other numbers than its lots say, or is in dispute; no IRA needs lots."""
    kinds = {known.account: known.kind for known in position.rules.accounts}
    if kinds.get(position.account) is AccountKind.IRA:
        return frozenset()
    own = [lot for lot in position.state.lots if lot.account == position.account]
    counts = dict.fromkeys(facts.holdings, ZERO)
    for lot in own:
        counts[lot.symbol] = counts.get(lot.symbol, ZERO) + lot.quantity
    is_foreign = facts.snapshot.base_currency != "USD"
    return frozenset(
        symbol
        for symbol in facts.holdings
        if is_foreign or symbol in position.disputed or counts[symbol] != facts.quantity(symbol)
    )


def identical_to(position: TaxPosition, symbol: str) -> frozenset[str]:
    """Name all that counts as the same as a symbol."""
    groups = (set(group.symbols) for group in position.rules.identical if symbol in group.symbols)
    return frozenset({symbol}.union(*groups))


def _read(loss: OpenLoss) -> Loss:
    return Loss(
        lot_id=loss.lot_id,
        symbol=loss.symbol,
        shares=loss.quantity,
        amount=loss.loss,
        is_long=loss.term is Term.LONG,
        sold=loss.sold,
        bought=loss.acquired,
        days_held=loss.held_days,
        is_planned=False,
    )


def _sell(book: Book, trade: Trade) -> None:
    price, account = trade.price * trade.fx_rate, book.position.account
    own = [lot for lot in book.parcels[trade.symbol] if lot.account == account]
    left, parts = trade.quantity, []
    for parcel in in_order(own, book.method, Terms(price, book.day, book.position.rules.rates)):
        shares = min(parcel.shares, left)
        if shares > 0:
            parts.append(parcel.part(shares))
            book.change(parcel, [parcel.part(parcel.shares - shares)])
            left -= shares
    if book.is_taxed(account):
        book.sold += [_sold(book, part, price) for part in parts]
        losses = [_loss(book, part, price) for part in parts if gain_of(part, price) < 0]
        for loss in sorted(losses, key=lambda loss: loss.bought):
            _settle(book, loss)


def _sold(book: Book, part: Parcel, price: Decimal) -> Sold:
    return Sold(
        symbol=part.symbol,
        shares=part.shares,
        gain=gain_of(part, price),
        is_long=is_long(part.held_from, book.day),
        days_until_long=max((first_long_day(part.held_before) - book.day).days, 0),
    )


def _loss(book: Book, part: Parcel, price: Decimal) -> Loss:
    return Loss(
        lot_id=part.lot_id,
        symbol=part.symbol,
        shares=part.shares,
        amount=-gain_of(part, price),
        is_long=is_long(part.held_from, book.day),
        sold=book.day,
        bought=part.bought,
        days_held=(book.day - part.held_from).days,
        is_planned=True,
    )


def _settle(book: Book, loss: Loss) -> None:
    """Let shares bought before the sale and still held take the loss; what is left stays open."""
    same = [parcel for symbol in identical_to(book.position, loss.symbol) for parcel in book.parcels[symbol]]
    for parcel in sorted(same, key=lambda parcel: (parcel.bought, parcel.rank)):
        if loss.shares and _may_replace(book, parcel, loss):
            loss, _ = _match(book, loss, parcel, is_by_purchase=False)
    if loss.shares:
        book.losses.append(loss)


def _buy(book: Book, trade: Trade) -> None:
    new = Parcel(
        lot_id="bought",
        account=book.position.account,
        symbol=trade.symbol,
        shares=trade.quantity,
        basis=trade.quantity * trade.price * trade.fx_rate,
        bought=book.day,
        held_from=book.day,
        held_before=book.day,
        rank=len(book.position.state.lots),
    )
    book.parcels[trade.symbol].append(new)
    same, left = identical_to(book.position, trade.symbol), []
    for loss in book.losses:
        rest = loss
        if loss.symbol in same and new.shares and _may_replace(book, new, loss):
            rest, new = _match(book, loss, new, is_by_purchase=True)
        left += [rest] if rest.shares else []
    book.losses = left


def _may_replace(book: Book, parcel: Parcel, loss: Loss) -> bool:
    """Tell whether shares take a loss: near it, not of the same purchase, and not a replacement yet."""
    is_late = book.position.rules.match_earlier_purchases or parcel.bought >= loss.bought
    is_near = abs(parcel.bought - loss.sold) <= NEAR
    return is_near and is_late and not parcel.is_replacement and parcel.lot_id != loss.lot_id


def _match(book: Book, loss: Loss, parcel: Parcel, *, is_by_purchase: bool) -> tuple[Loss, Parcel]:
    """Move the loss of as many shares as both have into the parcel, and return what is left of either.

    In an IRA the loss is lost.
    """
    shares = min(loss.shares, parcel.shares)
    amount = loss.amount * shares / loss.shares
    taken = replace(parcel.part(shares), is_replacement=True)
    if book.is_taxed(parcel.account):
        held_from = taken.held_from - timedelta(days=loss.days_held)
        taken = replace(taken, basis=taken.basis + amount, held_from=held_from)
    left = parcel.part(parcel.shares - shares)
    book.change(parcel, [taken, left])
    book.washed.append(
        Washed(
            symbol=loss.symbol,
            cause=parcel.symbol if is_by_purchase else loss.symbol,
            amount=amount,
            is_long=loss.is_long,
            sold=loss.sold,
            is_by_purchase=is_by_purchase,
            is_planned=loss.is_planned,
        )
    )
    return replace(loss, shares=loss.shares - shares, amount=loss.amount - amount), left
