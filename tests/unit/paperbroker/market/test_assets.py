from __future__ import annotations

from alpaca.trading.enums import AssetExchange

from paperbroker.market.assets import DEFAULT_ASSETS, DEFAULT_PRICES, EXCHANGES
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
