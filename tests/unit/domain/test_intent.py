"""Orders are named before they leave."""

from __future__ import annotations

import re
from decimal import Decimal as D

import pytest

from trimtab.domain.intent import OrderIntent, client_order_id, is_ours
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side


def test_the_same_leg_always_has_the_same_order_id():
    """A repeat of a leg meets its first order at the broker."""
    first = client_order_id(BrokerMode.PAPER, "PA1", "run-1", 1)

    assert first == client_order_id(BrokerMode.PAPER, "PA1", "run-1", 1)


def test_the_id_is_pinned_for_all_time():
    """An id that changes with a release would let a repeated leg be bought twice (F-170)."""
    expected = "rbpr5fm6nintkshmzqar663i6fkqk"
    assert expected == client_order_id(BrokerMode.PAPER, "PA1", "run-1", 1)


@pytest.mark.parametrize(
    "other",
    [
        (BrokerMode.LIVE, "PA1", "run-1", 1),
        (BrokerMode.PAPER, "PA2", "run-1", 1),
        (BrokerMode.PAPER, "PA1", "run-2", 1),
        (BrokerMode.PAPER, "PA1", "run-1", 2),
    ],
)
def test_every_part_of_a_leg_s_address_makes_another_id(other: tuple[BrokerMode, str, str, int]):
    """Environment, account, run and leg each keep orders apart."""
    assert client_order_id(BrokerMode.PAPER, "PA1", "run-1", 1) != client_order_id(*other)


def test_parts_can_not_run_into_each_other():
    """Account `A1` with run `2` is not account `A` with run `12`."""
    assert client_order_id(BrokerMode.PAPER, "A1", "2", 1) != client_order_id(BrokerMode.PAPER, "A", "12", 1)


@pytest.mark.parametrize(("mode", "letter"), [(BrokerMode.PAPER, "p"), (BrokerMode.LIVE, "l")])
def test_the_id_fits_the_broker_and_shows_its_environment(mode: BrokerMode, letter: str):
    """At most 32 harmless characters, with paper and live told apart at a glance."""
    made = client_order_id(mode, "PA1", "run-1", 1)

    assert re.fullmatch(rf"rb{letter}[a-z2-7]{{26}}", made)


def test_an_order_has_one_size():
    """Shares or dollars: an order with both is a mistake of ours and never leaves."""
    with pytest.raises(ValueError, match="quantity is 2 and notional is 50"):
        OrderIntent(client_order_id="rbp1", symbol="SPY", side=Side.BUY, quantity=D(2), notional=D(50))


def test_an_order_in_dollars_has_no_shares_yet():
    """How many shares the dollars buy is told by the fills."""
    assert OrderIntent(client_order_id="rbp1", symbol="SPY", side=Side.BUY, notional=D(50)).quantity == 0


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        (client_order_id(BrokerMode.PAPER, "A1", "run1", 1), True),
        (client_order_id(BrokerMode.LIVE, "A1", "run1", 1), True),
        ("by-hand", False),
        ("rbp", False),
        ("rbx" + "a" * 26, False),
        ("xbp" + "a" * 26, False),
        ("", False),
    ],
)
def test_our_orders_are_known_by_their_names(name: str, *, ours: bool):
    """Whatever run they are of, and nobody else's."""
    assert ours is is_ours(name)
