"""Pages of a tax ledger as they are stored."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest

from contract.stores.tax_samples import EVERYTHING, UNREAD, book, many
from trimtab.contracts.codec import pack_value, unpack_value
from trimtab.contracts.packing import MOST_BYTES
from trimtab.contracts.tax_pages import (
    ROWS_PER_PAGE,
    EventPage,
    StatePage,
    event_pages,
    join_pages,
    state_pages,
)
from trimtab.domain.tax_ledger import LedgerState


def test_a_ledger_is_put_together_again():
    """Events of every kind in their order, what they led to, and what could not be read."""
    ledger = book(*EVERYTHING).ledger
    events, states = event_pages(ledger), state_pages(ledger.state, (UNREAD,))

    assert (ledger, (UNREAD,)) == join_pages(ledger.rules, events, states)


def test_every_kind_of_event_is_in_the_sample():
    """A kind that is missing here would be lost in silence."""
    (page,) = event_pages(book(*EVERYTHING).ledger)

    assert all(getattr(page, kind) for kind in EventPage.__slots__)
    assert EVERYTHING == tuple(sorted(page.events, key=EVERYTHING.index))


def test_a_page_comes_back():
    """Compressed and read again, for both kinds of page."""
    ledger = book(*EVERYTHING).ledger
    (events,), (states,) = event_pages(ledger), state_pages(ledger.state, (UNREAD,))

    assert events == unpack_value(EventPage, pack_value(events))
    assert states == unpack_value(StatePage, pack_value(states))


def test_a_full_page_is_the_same_whatever_follows():
    """So that it need not be written again."""
    pages = [event_pages(book(*many(ROWS_PER_PAGE + more)).ledger) for more in (0, 1)]

    assert [1, 2] == [len(each) for each in pages]
    assert pages[0][0] == pages[1][0]


def test_an_empty_ledger_has_no_pages():
    """Nothing to keep is nothing to write."""
    assert ((), ()) == (event_pages(book().ledger), state_pages(LedgerState(), ()))


def test_the_longest_rows_fit_a_document():
    """A page of lots, disposals and wash sales with ids that nothing compresses stays far below the limit."""
    long_ids = [replace(event, event_id=event.event_id * 3) for event in many(ROWS_PER_PAGE)]
    state = book(*long_ids).ledger.state
    wide = StatePage(lots=state.lots, disposals=(), wash_sales=(), findings=(UNREAD,) * ROWS_PER_PAGE)

    assert len(pack_value(wide)) < MOST_BYTES // 4


@pytest.mark.parametrize("packed", [None, "text", b"", b"broken", pack_value(StatePage())[:-1]])
def test_what_was_never_packed_is_a_value_error(packed: object):
    """A damaged page is told, never guessed."""
    with pytest.raises(ValueError, match="packed"):
        unpack_value(StatePage, packed)


def test_a_field_of_the_wrong_type_is_named():
    """What some other version has written is not half read."""
    with pytest.raises(ValueError, match=r"lots\.0\.lot_id"):
        unpack_value(StatePage, zlib.compress(b'{"lots":[{"lot_id":7}]}'))
