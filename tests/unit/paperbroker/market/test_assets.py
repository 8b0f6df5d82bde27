from __future__ import annotations

from typing import Any

import pytest
from alpaca.trading.enums import AssetClass, AssetExchange

from paperbroker.market.assets import ASSET_CLASSES, DEFAULT_ASSETS, DEFAULT_PRICES, EXCHANGES, Asset
from paperbroker.market.series import read_series
from unit.paperbroker.builders import PRICES


def test_every_asset_has_a_price_and_a_known_exchange() -> None:
    """The catalogue is complete and its exchanges are the SDK's."""
    exchanges = {asset.exchange for asset in DEFAULT_ASSETS.values()}

    assert (DEFAULT_ASSETS.keys(), True) == (DEFAULT_PRICES.keys(), exchanges <= EXCHANGES)


def test_the_exchanges_are_the_ones_the_sdk_reads() -> None:
    """Nothing that would break the SDK's parsing can be configured."""
    assert {*EXCHANGES, "CRYPTO", ""} == {exchange.value for exchange in AssetExchange}


def test_the_symbols_of_the_bundled_series_are_known() -> None:
    """Each bundled series can be replayed without configuration."""
    series = [read_series(PRICES / f"{name}.csv") for name in ("sp500", "factors")]

    assert set() == {symbol for one in series for symbol in one.closes[0]} - DEFAULT_ASSETS.keys()


def test_a_change_of_name_keeps_the_id_and_the_listing() -> None:
    """What the asset was first called decides, however often it is renamed."""
    first = Asset(symbol="FB", name="Facebook")
    renamed = first.renamed("META").renamed("MZ")

    assert ("MZ", ("FB", "META"), "FB") == (renamed.symbol, renamed.former_symbols, renamed.listing)
    assert first.id == renamed.id


@pytest.mark.parametrize(
    ("fields", "attributes"),
    [
        ({}, ("fractional_eh_enabled",)),
        ({"is_fractionable": False}, ()),
        ({"is_ptp_without_exception": True}, ("fractional_eh_enabled", "ptp_no_exception")),
    ],
)
def test_attributes_follow_from_the_asset(fields: Any, attributes: tuple[str, ...]) -> None:
    """Whole-share assets have no fractional extended hours; partnerships without exception are marked."""
    assert attributes == Asset(symbol="X", name="X", **fields).attributes


def test_odd_classes_are_alpacas() -> None:
    """Three of them the SDK reads; ipo is the one that breaks it."""
    assert {"ipo"} == ASSET_CLASSES - {known.value for known in AssetClass}
