from __future__ import annotations

from pathlib import Path
from sqlite3 import connect
from uuid import UUID

import pytest

from paperbroker.book.book import Book, BookError
from paperbroker.book.orders import OrderQuery
from unit.paperbroker.builders import SEED, order


class BrokenError(Exception):
    """Raised in the middle of a transaction."""


def _break(book: Book) -> None:
    with book.transaction():
        book.orders.add("demo", order())
        raise BrokenError


def test_what_a_broken_transaction_changed_is_gone() -> None:
    """All of it or nothing."""
    book = Book(None, SEED)
    with pytest.raises(BrokenError):
        _break(book)

    assert () == book.orders.select("demo", OrderQuery())


def test_a_file_survives_without_being_closed(tmp_path: Path) -> None:
    """A second process sees what was committed while the first still runs."""
    first = Book(tmp_path / "book", SEED)
    with first.transaction():
        first.orders.add("demo", order())

    assert order() == Book(tmp_path / "book", SEED).orders.by_id("demo", str(UUID(int=1)))


@pytest.mark.parametrize("version", [1, -5])
def test_a_file_of_another_version_is_refused(tmp_path: Path, version: int) -> None:
    """Rather than read wrongly."""
    with connect(tmp_path / "book") as other:
        other.execute(f"PRAGMA user_version = {version}")
    other.close()
    with pytest.raises(BookError, match="written by another version"):
        Book(tmp_path / "book", SEED)


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    """A file that is no database at all is left as it is."""
    (tmp_path / "book").write_text(
        "shopping list: bread, milk, cheese, coffee, salt and one ripe melon\n" * 9
    )
    with pytest.raises(BookError, match="is no book of this broker"):
        Book(tmp_path / "book", SEED)

    assert (tmp_path / "book").read_text().startswith("shopping list")


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """Tables we did not make are not added to."""
    with connect(tmp_path / "book") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(BookError, match="is no book of this broker"):
        Book(tmp_path / "book", SEED)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(BookError, match="nowhere"):
        Book(tmp_path / "nowhere" / "book", SEED)


def test_clearing_forgets_everything() -> None:
    """Orders and the numbers given to them."""
    book = Book(None, SEED)
    first = book.ids.next("order")
    book.orders.add("demo", order())
    book.clear()

    assert ((), first) == (book.orders.select("demo", OrderQuery()), book.ids.next("order"))


def test_an_unknown_account_has_no_ledger() -> None:
    """Asking for it is an error of the caller."""
    with pytest.raises(KeyError, match="nobody"):
        Book(None, SEED).ledger("nobody")
