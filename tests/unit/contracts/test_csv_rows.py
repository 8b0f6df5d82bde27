"""Tables as text, and what is said about a bad cell."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal as D

import pytest

from trimtab.contracts.csv_rows import MOST_CHARACTERS, MOST_ROWS, Row, TableForm, read_rows, write_rows
from trimtab.domain.errors import InvalidRequestError

FORM = TableForm(required=("id", "amount"), optional=("day",), passed_over=("note",))
NAME = re.compile("[a-z]+")


def cells(text: str) -> list[dict[str, str]]:
    """The cells of a table."""
    return [dict(row.cells) for row in read_rows(text, FORM)]


@pytest.mark.parametrize(
    "text",
    [
        "id,amount\na,1\n",
        "\ufeffid,amount\r\na,1\r\n",
        "id,amount\ra,1",
        "\n\nid,amount\n , \na,1\n\n",
        '"id","amount"\n"a","1"\n',
        " ID , Amount \n a , 1 \n",
    ],
)
def test_ways_to_write_the_same_table(text: str):
    """Byte order marks, line ends, blank lines, quotes, capitals and spaces make no difference."""
    assert [{"id": "a", "amount": "1"}] == cells(text)


def test_columns_stand_in_any_order():
    """What a cell is follows from the first line."""
    assert [{"amount": "1", "note": "x", "id": "a"}] == cells("amount,note,id\n1,x,a\n")


def test_a_quoted_cell_may_hold_commas_quotes_and_lines():
    """The line of a row is the one it begins in."""
    rows = read_rows('id,note,amount\na,"1, ""two""\nthree",4\nb,,5\n', FORM)

    assert [(2, '1, "two"\nthree'), (4, "")] == [(row.line, row.cells["note"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: 'id' is a column that is missing; the columns are id, amount, day, note"),
        ("id\n", "line 1: 'amount' is a column that is missing"),
        ("id,amount,colour\n", "line 1: 'colour' is no column of this table; the columns are id, amount"),
        ("id,amount,id\n", "line 1: 'id' stands twice"),
        ("\nid;amount\n", "line 2: 'id;amount' is no column"),
        ("id,amount\na,1,000\n", "line 2: '000' stands beyond the last column, which is amount; quote cells"),
        ('id,amount\n"a,1\n', "line 2: 'unexpected end of data' is why it is no CSV"),
        ('id,amount\na,1\n"a"x,2\n', "line 3: "),
    ],
)
def test_what_is_no_such_table_is_refused(text: str, said: str):
    """The line is named, and what was expected there."""
    with pytest.raises(InvalidRequestError, match=re.escape(said)):
        read_rows(text, FORM)


def test_a_text_that_is_too_long_is_refused_unread():
    """So that nobody can keep a function busy."""
    with pytest.raises(InvalidRequestError, match="2000001 characters' is longer than 2000000 characters"):
        read_rows("x" * (MOST_CHARACTERS + 1), FORM)


def test_the_most_rows_are_read_and_one_more_is_refused():
    """The number is named."""
    full = "id,amount\n" + "a,1\n" * MOST_ROWS

    assert MOST_ROWS == len(read_rows(full, FORM))
    with pytest.raises(InvalidRequestError, match="20001 rows"):
        read_rows(f"{full}a,1\n", FORM)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_formula_is_written(cell: str):
    """A spreadsheet shows the text instead of computing it, and reading gives the text again."""
    written = write_rows(("id", "amount"), [(cell, "1")])
    (row,) = read_rows(written, FORM)

    assert not [line for line in written.splitlines() if line.lstrip('"').startswith(cell[0])]
    assert cell.strip() == row.cells["id"].strip()


@pytest.mark.parametrize("cell", ["'", "'a'", "O'Hara", "a,b", 'a"b', "a\nb", ""])
def test_other_cells_come_back_as_they_are(cell: str):
    """A quotation mark alone hides no formula."""
    (row,) = read_rows(write_rows(("id", "amount"), [(cell, "1")]), FORM)

    assert cell == row.cells["id"]


def row(cell: str) -> Row:
    """A row of one cell in line 7."""
    return Row(7, {"c": cell})


def test_cells_are_read_by_what_they_are():
    """Each reader gives its value."""
    assert ("spy", "BUY", "BRK.B") == (
        row("spy").text("c", NAME),
        row("buy").word("c", ("BUY",)),
        row("BRK.B").symbol("c"),
    )
    assert (D("0.5"), D(0), D("0.000000001")) == (
        row("0.5").amount("c"),
        row("0").amount("c"),
        row("0.000000001").quantity("c"),
    )
    assert (date(2026, 2, 28), 2026) == (row("2026-02-28").day("c"), row("2026").year("c"))


@pytest.mark.parametrize(
    ("reader", "cell", "problem"),
    [
        ("symbol", "spy", "is not a symbol such as SPY or BRK.B"),
        ("amount", "1e5", "is not a plain decimal number such as 12.5"),
        ("amount", "1,000", "is not a plain decimal number"),
        ("amount", "-0.01", "must not be negative"),
        ("quantity", "0", "must be more than 0"),
        ("quantity", "0.0000000001", "must have at most nine decimals"),
        ("day", "1/31/2026", "must be a date such as 2026-01-31"),
        ("day", "20260131", "must be a date such as 2026-01-31"),
        ("day", "2026-02-30", "is not a date that exists"),
        ("day", "1969-12-31", "must be between the years 1970 and 2200"),
        ("year", "26", "must be a year between 1970 and 2200"),
        ("year", "2201", "must be a year between 1970 and 2200"),
        ("symbol", "", "is missing"),
        ("amount", "", "is missing"),
    ],
)
def test_a_bad_cell_is_named(reader: str, cell: str, problem: str):
    """Line, column, value and what to do."""
    with pytest.raises(InvalidRequestError, match=re.escape(f"line 7, column c: {cell!r} {problem}")):
        getattr(row(cell), reader)("c")


def test_a_word_and_a_name_that_do_not_fit_are_named():
    """With the words there are."""
    with pytest.raises(InvalidRequestError, match="'hold' must be one of BUY, SELL"):
        row("hold").word("c", ("BUY", "SELL"))
    with pytest.raises(InvalidRequestError, match="'a b' must be letters"):
        row("a b").text("c", NAME)


def test_a_cell_that_is_not_there_is_empty():
    """A row may be shorter than the first line."""
    (short,) = read_rows("id,amount,day\na,1\n", FORM)

    assert (True, False, False) == (short.has("amount"), short.has("day"), short.has("note"))
