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
        if kind == "ACATS":
            qty = Fraction(row["qty"])
            cost = qty * Fraction(row["per_share_amount"])
            self.pieces[row["symbol"]].append(Piece.of(qty, cost, date.fromisoformat(row["date"])))
        elif kind == "CIL":
            self._take(row["symbol"], -Fraction(row["qty"]))
        elif kind in {"SPLIT", "NC"} or row["activity_sub_type"] == "SDIV":
            self._turn(row["symbol"], Fraction(row["qty"]), row["group_id"])

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
        edges = [cut(sum(one.qty for one in old[: n + 1]) * qty / whole) for n in range(len(old))]
        turned, cost, edge = self.pieces[symbol], Fraction(0), Fraction(0)
        for piece, next_edge in zip(old, edges, strict=True):
            cost += piece.cost
            if next_edge > edge:
                turned.append(Piece.of(next_edge - edge, cost, piece.day))
                cost, edge = Fraction(0), next_edge
