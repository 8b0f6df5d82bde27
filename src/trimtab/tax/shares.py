"""Split lots without losing a share, a cent or a loss: what is taken and what is left add up to the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from itertools import accumulate, groupby, pairwise
from typing import Final

from trimtab.domain.money import SHARE_DUST, ZERO
from trimtab.domain.tax_lot import EXACT, TaxLot, exact_sum

LOSS_STEP: Final = Decimal("1E-12")
"""Losses that a wash sale moves are divided to twelve places."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from lots and what is left of them, in order of consumption; `missing` was not there."""

    parts: tuple[TaxLot, ...]
    left: tuple[TaxLot, ...]
    missing: Decimal


def take_shares(lots: Sequence[TaxLot], quantity: Decimal) -> Taken:
    """Take shares from lots, the first lot first."""
    parts: list[TaxLot] = []
    for at, lot in enumerate(lots):
        if quantity <= ZERO:
            return Taken(tuple(parts), tuple(lots[at:]), ZERO)
        if quantity < lot.quantity:
            part = part_of(lot, quantity)
            return Taken((*parts, part), (lot.without(part), *lots[at + 1 :]), ZERO)
        parts.append(lot)
        quantity -= lot.quantity
    return Taken(tuple(parts), (), max(quantity, ZERO))


def part_of(lot: TaxLot, quantity: Decimal) -> TaxLot:
    """Cut shares off a lot, at most all of it.

    What does not divide evenly stays with the last share, as the broker keeps it.
    """
    if quantity == lot.quantity:
        return lot
    moved = proportion(lot.wash_addition, quantity, lot.quantity)
    return replace(lot, quantity=quantity, rest=ZERO, wash_addition=moved)


def put_back(lots: Sequence[TaxLot], left: Iterable[TaxLot]) -> list[TaxLot]:
    """Bring what is left of lots back into the order in which the lots stood."""
    ranks = {lot.lot_id: rank for rank, lot in enumerate(lots)}
    return sorted(left, key=lambda lot: (ranks[lot.lot_id], bool(lot.rest)))


def scale_lots(lots: Sequence[TaxLot], new_total: Decimal) -> tuple[TaxLot, ...]:
    """Turn lots into `new_total` shares, each in proportion and at its whole cost, as a split does.

    Shares keep nine places: the first lots together have their part of the total, cut, so that the last
    always has some. A lot too small to keep any passes its cost on to the next. Parts of one purchase keep
    one cost per share, as at the broker, who does not know that a wash sale parted them.
    """
    scaled: list[TaxLot] = []
    cost = ZERO
    for _, purchase in groupby(_sized(lots, new_total), key=_purchase):
        parts = list(purchase)
        cost = EXACT.add(cost, exact_sum(lot.cost for lot, _ in parts))
        kept = [replace(lot, quantity=size) for lot, size in parts if size]
        if kept:
            scaled += _priced(kept, cost)
            cost = ZERO
    return tuple(scaled)


def unit_cost_of(cost: Decimal, quantity: Decimal) -> tuple[Decimal, Decimal]:
    """Divide a cost into nine places a share and the rest, which goes with the last share."""
    unit_cost = cut(EXACT.divide(cost, quantity), SHARE_DUST)
    return unit_cost, EXACT.subtract(cost, EXACT.multiply(quantity, unit_cost))


def apportion(total: Decimal, weights: Sequence[Decimal], step: Decimal) -> list[Decimal]:
    """Divide a total in proportion to weights, in steps, so that the parts add up to it exactly."""
    sums = list(accumulate(weights, EXACT.add))
    shares = (cut(EXACT.divide(EXACT.multiply(total, upto), sums[-1]), step) for upto in sums[:-1])
    edges = (ZERO, *shares, total)
    return [EXACT.subtract(high, low) for low, high in pairwise(edges)] if sums else []


def proportion(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """Return a part's share of an amount, cut to twelve places; the whole has all of it."""
    if part == whole or not amount:
        return amount
    return cut(EXACT.divide(EXACT.multiply(amount, part), whole), LOSS_STEP)


def cut(value: Decimal, step: Decimal) -> Decimal:
    """Round towards zero to a multiple of a power of ten, at any size."""
    return value.quantize(step, rounding=ROUND_DOWN, context=EXACT)


def _sized(lots: Sequence[TaxLot], new_total: Decimal) -> Iterator[tuple[TaxLot, Decimal]]:
    """Pair each lot with its new size; losses moved into a lot that is left without shares go to the next."""
    carried = ZERO
    for lot, size in zip(lots, apportion(new_total, [lot.quantity for lot in lots], SHARE_DUST), strict=True):
        carried = EXACT.add(carried, lot.wash_addition)
        yield replace(lot, wash_addition=carried if size else ZERO), size
        carried = ZERO if size else carried


def _purchase(sized: tuple[TaxLot, Decimal]) -> tuple[str, Decimal]:
    lot, _ = sized
    return lot.lot_id, lot.unit_cost


def _priced(parts: Sequence[TaxLot], cost: Decimal) -> list[TaxLot]:
    """Divide a cost over the parts of one purchase."""
    unit_cost, rest = unit_cost_of(cost, exact_sum(part.quantity for part in parts))
    *others, last = (replace(part, unit_cost=unit_cost, rest=ZERO) for part in parts)
    return [*others, replace(last, rest=rest)]
