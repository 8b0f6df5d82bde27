"""What an order would meet now."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.instruments import QuantityUnit
from trimtab.execution.guard import Surroundings
from trimtab.services.look_round import look_round
from worlds import PRICES, World, world


@pytest.fixture
def here() -> World:
    return world()


def seen(here: World, number: int) -> Surroundings:
    """Look round for the sell of SPY or the buy of TLT."""
    record = here.reserved(SPY="60", TLT="40")
    return look_round(record.leg(number), record, here.broker, here.services)


def test_a_sell_is_told_of_the_shares_that_are_free(here: World):
    """Cash is nothing to a sell."""
    around = seen(here, 1)

    assert (D(20), D(0)) == (around.available, around.free_cash)


def test_a_buy_is_told_of_the_cash_that_is_free(here: World):
    """Shares are nothing to a buy."""
    around = seen(here, 2)

    assert (D(0), D(1_000)) == (around.available, around.free_cash)


def test_price_session_and_instrument_belong_to_the_leg(here: World):
    """Each leg is looked at by its own symbol, and by the broker's clock."""
    around = seen(here, 2)

    assert around.quote is not None
    assert around.instrument is not None
    assert (PRICES["TLT"], "TLT", QuantityUnit.FRACTIONAL) == (
        around.quote.price,
        around.instrument.symbol,
        around.instrument.unit,
    )
    assert (True, here.clock.now()) == (around.market.is_open, around.now)


def test_what_the_broker_does_not_know_is_none(here: World):
    """A symbol that has gone has no price and no instrument."""
    record = here.reserved(SPY="60", TLT="40")
    del here.broker.prices["TLT"]
    around = look_round(record.leg(2), record, here.broker, here.services)

    assert (None, None) == (around.quote, around.instrument)
