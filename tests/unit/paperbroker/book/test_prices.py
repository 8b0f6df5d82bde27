from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

from paperbroker.market.marks import ALWAYS, Mark
from unit.paperbroker.market.markets import FRIDAY, marked, store

MINUTE = timedelta(minutes=1)


def test_a_starting_price_was_always_there() -> None:
    """At any instant, until another is set."""
    assert Mark(D("400.10"), ALWAYS) == store(SPY="400.10").latest("SPY", FRIDAY)


def test_the_latest_mark_is_in_force() -> None:
    """Its own instant included."""
    history = marked(store(SPY="400"), FRIDAY, "410")

    assert [D(400), D(410)] == [
        mark.price for at in (FRIDAY - MINUTE, FRIDAY) if (mark := history.latest("SPY", at))
    ]


def test_nothing_is_known_of_other_listings() -> None:
    """Neither a mark nor marks."""
    assert (None, []) == (store().latest("SPY", FRIDAY), store().between("SPY", ALWAYS, FRIDAY))


def test_marks_between_two_instants_come_in_order() -> None:
    """The first instant is left out, the last is in."""
    history = store(SPY="400")
    for n, price in enumerate(["1", "2", "3"]):
        marked(history, FRIDAY + n * MINUTE, price)

    assert [D(2), D(3)] == [mark.price for mark in history.between("SPY", FRIDAY, FRIDAY + 2 * MINUTE)]


def test_a_second_price_of_an_instant_replaces_the_first() -> None:
    """A stopped clock shows the last word."""
    history = marked(marked(store(), FRIDAY, "1"), FRIDAY, "2")

    assert Mark(D(2), FRIDAY) == history.latest("SPY", FRIDAY)


def test_time_set_back_brings_the_last_price_along() -> None:
    """What was set later counts as set now, what was set before stays."""
    history = marked(
        marked(marked(store(SPY="1"), FRIDAY, "2"), FRIDAY + MINUTE, "3"), FRIDAY + 2 * MINUTE, "4"
    )
    back = FRIDAY + MINUTE / 2
    history.rewind(back)

    assert [Mark(D(2), FRIDAY), Mark(D(4), back)] == history.between("SPY", ALWAYS, FRIDAY + 9 * MINUTE)
