from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

from paperbroker.market.marks import ALWAYS, Mark, Merged, PriceSource, Range, Still
from unit.paperbroker.market.markets import CLOSING, FRIDAY, OPENING, marked, store

MINUTE = timedelta(minutes=1)


def test_a_price_is_in_force_until_the_next_is_set() -> None:
    """The instant itself belongs to the new price."""
    source = PriceSource(marked(store(SPY="400"), FRIDAY, "410"), Still())
    found = [source.price("SPY", at) for at in (FRIDAY - MINUTE, FRIDAY, FRIDAY + MINUTE)]

    assert [Mark(D(400), ALWAYS), Mark(D(410), FRIDAY), Mark(D(410), FRIDAY)] == found


def test_an_unknown_listing_has_neither_price_nor_path() -> None:
    """None, so that callers can leave it out."""
    source = PriceSource(store(), Still())

    assert (None, None) == (source.price("SPY", FRIDAY), source.path("SPY", OPENING, CLOSING))


def test_a_range_spans_every_price_on_the_way() -> None:
    """The first price is in force before any was set in between."""
    history = marked(marked(store(SPY="400"), FRIDAY, "380"), FRIDAY + MINUTE, "390")
    path = PriceSource(history, Still()).path("SPY", OPENING, CLOSING)

    assert path is not None
    assert Range(D(400), D(400), D(380), D(390)) == path.range(OPENING, CLOSING)


def test_a_range_may_begin_and_end_within_a_path() -> None:
    """What was set before it does not count, what is set at its end does."""
    history = marked(marked(store(SPY="400"), FRIDAY, "380"), FRIDAY + MINUTE, "390")
    path = PriceSource(history, Still()).path("SPY", OPENING, CLOSING)

    assert path is not None
    assert Range(D(380), D(390), D(380), D(390)) == path.range(FRIDAY, FRIDAY + MINUTE)


def test_a_path_tells_the_mark_in_force() -> None:
    """At any instant of the stretch."""
    path = PriceSource(marked(store(SPY="400"), FRIDAY, "380"), Still()).path("SPY", OPENING, CLOSING)

    assert path is not None
    assert [D(400), D(380)] == [path.mark(at).price for at in (OPENING, CLOSING)]


def test_of_two_histories_the_later_mark_counts() -> None:
    """Each fills where the other has nothing newer."""
    both = Merged((marked(store(SPY="1"), FRIDAY, "2"), marked(store(SPY="3"), FRIDAY + MINUTE, "4")))
    found = [both.latest("SPY", at) for at in (OPENING, FRIDAY, CLOSING)]

    assert [D(1), D(2), D(4)] == [mark and mark.price for mark in found]
    assert [D(2), D(4)] == [mark.price for mark in both.between("SPY", OPENING, CLOSING)]


def test_a_scaled_range_keeps_four_decimals() -> None:
    """A third of ten is 3.3333."""
    assert Range(*[D("3.3333")] * 4) == Range(*[D(10)] * 4).scaled(D(1) / 3)
