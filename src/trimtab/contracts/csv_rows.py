"""Tables as text: comma-separated, the first line names the columns; every complaint names line and column.

A byte order mark, either kind of line end, blank lines and quoted cells are read. What a spreadsheet would
take for a formula is written with a quotation mark in front, which reading takes away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.instruments import is_symbol
from trimtab.domain.money import NotADecimalError, parse_decimal

MOST_CHARACTERS: Final = 2_000_000
MOST_ROWS: Final = 20_000

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_ESCAPE: Final = "'"
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEARS: Final = range(1970, 2201)
_PLACES: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """The columns of a table: those it must have, those it may have, and those that are passed over."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.required, *self.optional, *self.passed_over)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; its readers raise InvalidRequestError for a cell that does not fit."""

    line: int
    cells: Mapping[str, str]

    def refusal(self, column: str, problem: str) -> InvalidRequestError:
        """Make the error for a cell."""
        return InvalidRequestError(f"line {self.line}, column {column}", self.cells.get(column, ""), problem)

    def text(self, column: str, form: re.Pattern[str]) -> str:
        """Read text of a form."""
        cell = self._cell(column)
        if not form.fullmatch(cell):
            raise self.refusal(column, "must be letters, digits or . _ : - # and begin with one of the first")
        return cell

    def word(self, column: str, words: Sequence[str]) -> str:
        """Read one of some words, in capitals or not."""
        cell = self._cell(column).upper()
        if cell not in words:
            raise self.refusal(column, f"must be one of {', '.join(words)}")
        return cell

    def symbol(self, column: str) -> str:
        """Read a symbol."""
        cell = self._cell(column)
        if not is_symbol(cell):
            raise self.refusal(column, "is not a symbol such as SPY or BRK.B")
        return cell

    def amount(self, column: str) -> Decimal:
        """Read an amount that is not negative."""
        value = self._decimal(column)
        if value < 0:
            raise self.refusal(column, "must not be negative")
        return value

    def quantity(self, column: str) -> Decimal:
        """Read a number of shares: more than none, with at most nine decimals."""
        value = self._decimal(column)
        if value <= 0:
            raise self.refusal(column, "must be more than 0")
        if value != round(value, _PLACES):
            raise self.refusal(column, "must have at most nine decimals")
        return value

    def day(self, column: str) -> date:
        """Read a day."""
        cell = self._cell(column)
        if not _ISO_DAY.fullmatch(cell):
            raise self.refusal(column, "must be a date such as 2026-01-31")
        try:
            day = date.fromisoformat(cell)
        except ValueError as error:
            raise self.refusal(column, "is not a date that exists") from error
        if day.year not in _YEARS:
            raise self.refusal(column, "must be between the years 1970 and 2200")
        return day

    def year(self, column: str) -> int:
        """Read a calendar year."""
        cell = self._cell(column)
        if not re.fullmatch(r"[0-9]{4}", cell, re.ASCII) or int(cell) not in _YEARS:
            raise self.refusal(column, "must be a year between 1970 and 2200")
        return int(cell)

    def has(self, column: str) -> bool:
        """Tell whether a cell is filled."""
        return bool(self.cells.get(column))

    def _cell(self, column: str) -> str:
        cell = self.cells.get(column, "")
        if not cell:
            raise self.refusal(column, "is missing")
        return cell

    def _decimal(self, column: str) -> Decimal:
        try:
            return parse_decimal(self._cell(column))
        except NotADecimalError as error:
            raise self.refusal(column, "is not a plain decimal number such as 12.5") from error


def read_rows(text: str, form: TableForm) -> tuple[Row, ...]:
    """Read a table. Raises InvalidRequestError for a text that is too long, no table, or of other columns."""
    if len(text) > MOST_CHARACTERS:
        problem = f"is longer than {MOST_CHARACTERS} characters; send it in parts"
        raise InvalidRequestError("csv", f"{len(text)} characters", problem)
    lines = _lines(text.removeprefix("\ufeff"))
    number, header = next(lines, (1, []))
    columns = _columns(number, header, form)
    rows = tuple(_row(line, cells, columns) for line, cells in lines)
    if len(rows) > MOST_ROWS:
        problem = f"is more than {MOST_ROWS}; send the file in parts"
        raise InvalidRequestError("csv", f"{len(rows)} rows", problem)
    return rows


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table (RFC 4180); no cell of it is a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_escaped(cell) for cell in row] for row in rows)
    return written.getvalue()


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Split a text into lines of cells, each with the number of the line it begins in, without blank ones."""
    reader, first = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InvalidRequestError(f"line {first}", str(error), "is why it is no CSV") from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield first, [_unescaped(cell.strip()) for cell in cells]
        first = reader.line_num + 1


def _columns(line: int, header: list[str], form: TableForm) -> list[str]:
    names = [name.lower() for name in header]
    wanted = f"the columns are {', '.join(form.columns)}"
    for name in names:
        if name not in form.columns or names.count(name) > 1:
            problem = "stands twice" if names.count(name) > 1 else "is no column of this table"
            raise InvalidRequestError(f"line {line}", name, f"{problem}; {wanted}")
    missing = [name for name in form.required if name not in names]
    if missing:
        raise InvalidRequestError(f"line {line}", missing[0], f"is a column that is missing; {wanted}")
    return names


def _row(line: int, cells: list[str], columns: list[str]) -> Row:
    if len(cells) > len(columns):
        problem = f"stands beyond the last column, which is {columns[-1]}; quote cells that hold a comma"
        raise InvalidRequestError(f"line {line}", cells[len(columns)], problem)
    return Row(line, dict(zip(columns, cells, strict=False)))


def _escaped(cell: str) -> str:
    return f"{_ESCAPE}{cell}" if cell.startswith(_FORMULA) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith(_ESCAPE) and cell[1:].startswith(_FORMULA) else cell
