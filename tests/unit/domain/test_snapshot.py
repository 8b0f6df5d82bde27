"""One instant of a portfolio."""

from __future__ import annotations

import copy
from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import fx_rate, holding, instrument, quote, snapshot
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.instruments import CASH
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.snapshot import UNCLASSIFIED


def test_value_is_everything_held_and_cash():
    """Ten shares at 400 dollars and 1,000 dollars of cash are 5,000 dollars."""
    account = snapshot("1000", {"SPY": "10"}, {"SPY": "400"})

    assert (D(5000), {"SPY": D(4000), CASH: D(1000)}) == (account.total_value, account.market_values)


def test_a_holding_without_a_price_is_named():
    """A portfolio with an unpriced holding has no known value, so the holding is named."""
    account = snapshot("0", {"OLD": "1", "SPY": "1"}, {"SPY": "400"})

    assert ("OLD",) == account.unpriced_symbols


def test_what_is_not_held_is_an_empty_holding():
    """Asking for a symbol that is not held gives zero shares, none available."""
    empty = snapshot("0", {}, {}).holding("SPY")

    assert ("SPY", D(0), D(0)) == (empty.symbol, empty.quantity, empty.available_quantity)


def test_unknown_symbols_have_neither_price_nor_instrument():
    """What the broker does not know is None, not a guess."""
    account = snapshot("0", {}, {"SPY": "400"})

    assert (None, None) == (account.quote("QQQ"), account.instrument("QQQ"))
    assert "asset-SPY" == getattr(account.instrument("SPY"), "asset_id", None)


def test_looking_things_up_leaves_no_trace():
    """A snapshot that was asked equals one that was not, with the same hash and the same canonical text."""
    asked, untouched = (snapshot("0", {"SPY": "1"}, {"SPY": "400"}) for _ in range(2))
    asked.holding("SPY")

    assert (untouched, hash(untouched), canonical_hash(untouched)) == (
        asked,
        hash(asked),
        canonical_hash(asked),
    )


def test_a_changed_snapshot_looks_up_its_own_parts():
    """Neither a replacement nor a copy remembers what another snapshot was asked."""
    account = snapshot("0", {"SPY": "1"}, {"SPY": "400"})
    account.holding("SPY")
    changed = replace(account, holdings=(holding("SPY", "2"),))

    assert (D(2), D(1)) == (changed.holding("SPY").quantity, copy.deepcopy(account).holding("SPY").quantity)


def test_of_two_prices_of_a_symbol_the_first_counts():
    """So it always was: looking up in one step must not turn it round."""
    account = replace(snapshot("0", {}, {}), quotes=(quote("SPY", "400"), quote("SPY", "500")))

    assert D(400) == getattr(account.quote("SPY"), "price", None)


def test_base_currency_is_worth_one_and_others_what_their_rate_says():
    """Domain rule 35: base to base is one, and what has no rate has none."""
    account = snapshot("0", {}, {}, fx_rates=(fx_rate("EUR", "1.1"),))

    assert (D(1), D("1.1"), None) == (account.rate("USD"), account.rate("EUR"), account.rate("JPY"))


@pytest.mark.parametrize(("symbol", "expected"), [("SPY", True), ("TLT", False), ("GLD", False)])
def test_a_price_is_an_outlier_by_what_is_known_of_the_past(symbol: str, *, expected: bool):
    """SPY costs ten times as much as at its last close; of TLT nothing is known, and GLD has no price."""
    past = tuple(PastTrading(symbol=each, last_close=D(10)) for each in ("SPY", "GLD"))

    assert expected is snapshot("0", {}, {"SPY": "100", "TLT": "100"}, past=past).is_outlier(symbol)


@pytest.mark.parametrize(
    ("symbol", "given", "expected"),
    [
        ("AGG", {}, "EQUITY"),
        ("AGG", {"AGG": "BOND"}, "BOND"),
        ("OLD", {"AGG": "BOND"}, UNCLASSIFIED),
        ("OLD", {"OLD": "CRYPTO"}, "CRYPTO"),
        (CASH, {CASH: "BOND"}, CASH),
    ],
)
def test_a_class_that_is_given_goes_before_the_broker_s(symbol: str, given: dict[str, str], expected: str):
    """The broker calls every instrument EQUITY and has never heard of OLD; cash stays cash."""
    account = snapshot("1", {"AGG": "1"}, {"AGG": "100"}, instruments=(instrument("AGG"),))

    assert expected == account.asset_class(symbol, given)
