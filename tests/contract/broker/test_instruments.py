"""What every broker says of instruments: how they are sized, and whether they trade."""

from __future__ import annotations

import pytest

from contract.broker.harness import LISTED, Harness
from trimtab.domain.instruments import QuantityUnit


@pytest.mark.parametrize(
    ("symbol", "unit"), [("SPY", QuantityUnit.FRACTIONAL), ("BRK.B", QuantityUnit.WHOLE)]
)
def test_an_instrument_tells_its_unit(harness: Harness, symbol: str, unit: QuantityUnit):
    """What is not fractionable trades in whole shares only (alpaca §16)."""
    assert unit is harness.broker.instruments((symbol,))[symbol].unit


@pytest.mark.parametrize(("symbol", "is_tradable"), [("SPY", True), ("HALT", False), ("GONE", False)])
def test_an_instrument_tells_whether_it_trades(harness: Harness, symbol: str, is_tradable: bool):  # noqa: FBT001 - a row of a table
    """An active, tradable one does; one that is not tradable, or inactive, does not (alpaca §16)."""
    assert is_tradable is harness.broker.instruments((symbol,))[symbol].is_tradable


def test_an_unknown_symbol_is_left_out(harness: Harness):
    """A symbol the broker does not know spoils nothing (alpaca §7)."""
    assert {"SPY"} == set(harness.broker.instruments(("SPY", "ZZZZZ")))


@pytest.mark.parametrize("odd", ["BTC/USD", "AAPL250620C00100000", "spy", ""])
def test_what_is_no_stock_is_left_out(harness: Harness, odd: str):
    """Coins, options and what is no symbol at all are not instruments here (alpaca §16)."""
    assert {"SPY"} == set(harness.broker.instruments((odd, "SPY")))


def test_nothing_asked_is_nothing_answered(harness: Harness):
    """An empty portfolio needs no instruments (alpaca §2)."""
    assert {} == harness.broker.instruments(())


def test_many_instruments_are_found_as_few_are(harness: Harness):
    """More symbols than are worth single calls leave nobody out, the inactive one included (alpaca §2)."""
    asked = (*LISTED, *(f"ZZZ{letter}" for letter in "ABCDEFGH"))

    assert set(LISTED) == set(harness.broker.instruments(asked))


def test_many_instruments_are_told_as_few_are(harness: Harness):
    """How many are asked for at once changes nothing of what is said (alpaca §2)."""
    asked = (*LISTED, *(f"ZZZ{letter}" for letter in "ABCDEFGH"))

    singly = {symbol: harness.broker.instruments((symbol,))[symbol] for symbol in LISTED}
    assert singly == harness.broker.instruments(asked)


def test_an_asset_id_belongs_to_one_instrument(harness: Harness):
    """Ids stay the same from look to look and differ between instruments (alpaca §16)."""
    first, second = (harness.broker.instruments(LISTED) for _ in range(2))

    assert [first[symbol].asset_id for symbol in LISTED] == [second[symbol].asset_id for symbol in LISTED]
    assert len(LISTED) == len({instrument.asset_id for instrument in first.values()})


def test_an_instrument_is_named(harness: Harness):
    """People read a name beside the symbol (alpaca §3)."""
    found = harness.broker.instruments(("BRK.B",))["BRK.B"]

    assert ("BRK.B", "Class B Holdings") == (found.symbol, found.name)
