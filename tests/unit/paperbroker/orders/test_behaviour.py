from __future__ import annotations

from decimal import Decimal as D

from paperbroker.orders.behaviour import ORDINARY, Behaviour


def test_looks_run_down_to_none() -> None:
    """A step counts once, and never below zero."""
    once = Behaviour(looks_to_wait=1).looked()

    assert [0, 0] == [once.looks_to_wait, once.looked().looks_to_wait]


def test_an_ordinary_order_may_trade_all_it_asks_for() -> None:
    """To the last digit, whatever the step."""
    assert D("2.123456789") == ORDINARY.most_shares(D("2.123456789"), D(1))


def test_a_portion_is_cut_to_the_step() -> None:
    """Two fifths of seven whole shares are two."""
    assert D(2) == Behaviour(portion=D("0.4")).most_shares(D(7), D(1))
