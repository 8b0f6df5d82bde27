"""Lots worked out from nothing but the activities a client sees, in other arithmetic than the broker's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import floor
from typing import Any, Final
from zoneinfo import ZoneInfo

Row = dict[str, Any]
Holding = tuple[Fraction, Fraction, date]

NEW_YORK: Final = ZoneInfo("America/New_York")
STEP: Final = Fraction(1, 10**9)


def cut(value: Fraction) -> Fraction:
    """Keep nine decimals."""
    return floor(value / STEP) * STEP


@dataclass
class Piece:
    """Some shares, what they cost together, and the price at which parts of them leave."""

    qty: Fraction
    cost: Fraction
    day: date
    unit: Fraction

    @classmethod
    def of(cls, qty: Fraction, cost: Fraction, day: date) -> Piece:
        """Make a piece of a given cost as a whole."""
        return cls(qty, cost, day, cut(cost / qty))


class Statement:
    """Holdings and cash as a client follows them, row by row, the oldest first."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.cash = Fraction(0)
        self.pieces: defaultdict[str, list[Piece]] = defaultdict(list)
        self._leaving: dict[str, list[Piece]] = {}
        rows = list(rows)
        self._paid = {row["group_id"]: row["net_amount"] for row in rows if row.get("qty") == "0"}
        for row in rows:
            self._read(row)

    def holdings(self) -> dict[str, list[Holding]]:
        """Tell quantity, cost and day of every lot by symbol."""
        return {
            symbol: [(one.qty, one.cost, one.day) for one in pieces]
            for symbol, pieces in self.pieces.items()
            if pieces
        }

    def _read(self, row: Row) -> None:
        kind = row["activity_type"]
        if kind == "FILL":
            self._fill(row)
            return
        self.cash += Fraction(row["net_amount"])
        qty = Fraction(row.get("qty", 0))
        if kind == "ACATS" and qty > 0:
            self._add(row, qty * Fraction(row["per_share_amount"]))
        elif kind in {"ACATS", "CIL"}:
            self._take(row["symbol"], -qty)
        elif row["activity_sub_type"] == "DRIP":
            self._add(row, -Fraction(row["net_amount"]))
        elif (kind in {"SPLIT", "NC", "MA"} and qty) or row["activity_sub_type"] == "SDIV":
            self._turn(row["symbol"], qty, row["group_id"])

    def _add(self, row: Row, cost: Fraction) -> None:
        """Put shares that were not bought by an order among the others, by the day they were bought."""
        bought = Piece.of(Fraction(row["qty"]), cost, date.fromisoformat(row["date"]))
        self.pieces[row["symbol"]] = sorted([*self.pieces[row["symbol"]], bought], key=lambda one: one.day)

    def _fill(self, row: Row) -> None:
        qty, price = Fraction(row["qty"]), Fraction(row["price"])
        if row["side"] == "buy":
            day = datetime.fromisoformat(row["transaction_time"]).astimezone(NEW_YORK).date()
            self.cash -= qty * price
            self.pieces[row["symbol"]].append(Piece.of(qty, qty * price, day))
        else:
            self.cash += qty * price
            self._take(row["symbol"], qty)

    def _take(self, symbol: str, qty: Fraction) -> None:
        pieces = self.pieces[symbol]
        while qty:
            first = pieces[0]
            taken = min(qty, first.qty)
            first.qty -= taken
            first.cost -= taken * first.unit
            qty -= taken
            if not first.qty:
                pieces.pop(0)

    def _turn(self, symbol: str, qty: Fraction, group: str) -> None:
        """Take shares out under one name and put them back under the same or another, more or fewer."""
        if qty < 0:
            self._leaving[group] = self.pieces.pop(symbol)
            return
        old = self._leaving.pop(group)
        whole = sum(piece.qty for piece in old)
        less = Fraction(self._paid.get(group, 0)) / whole
        edges = [cut(sum(one.qty for one in old[: n + 1]) * qty / whole) for n in range(len(old))]
        turned, cost, edge = list(self.pieces[symbol]), Fraction(0), Fraction(0)
        for piece, next_edge in zip(old, edges, strict=True):
            cost += max(piece.cost - piece.qty * less, Fraction(0))
            if next_edge > edge:
                turned.append(Piece.of(next_edge - edge, cost, piece.day))
                cost, edge = Fraction(0), next_edge
        self.pieces[symbol] = sorted(turned, key=lambda one: one.day)
