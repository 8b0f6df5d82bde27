from decimal import Decimal as D

import pytest

from _stack.errors import CommandError
from _stack.seed import closing_prices, quarter_each


def test_a_quarter_buys_whole_shares_only() -> None:
    """Each symbol gets as many whole shares as a quarter of the money pays for."""
    prices = {"JPM": D(100), "MSFT": D("300.01"), "WMT": D(25_000), "XOM": D("25000.01")}

    assert {"JPM": D(250), "MSFT": D(83), "WMT": D(1), "XOM": D(0)} == quarter_each(prices)


def test_a_day_without_trading_is_refused() -> None:
    """A weekend has no closes, and the message names the day."""
    with pytest.raises(CommandError, match="2019-12-29"):
        closing_prices("2019-12-29")
