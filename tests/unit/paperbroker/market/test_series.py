from __future__ import annotations

import gzip
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from paperbroker.market.series import UnknownDayError, read_series, series_names
from unit.paperbroker.builders import PRICES

CSV = "date,SPY,QQQ\n2020-01-03,2.5,\n2020-01-02,1.25,7\n"


def test_closes_are_exact_and_in_date_order(tmp_path: Path) -> None:
    """Rows are sorted, an empty cell is left out, and the day before comes along."""
    (tmp_path / "two.csv").write_text(CSV)
    series = read_series(tmp_path / "two.csv")

    assert ({"SPY": D("2.5")}, {"SPY": D("1.25"), "QQQ": D(7)}) == series.on(date(2020, 1, 3))


def test_a_first_day_has_no_day_before(tmp_path: Path) -> None:
    """The previous closes of the first row are empty."""
    (tmp_path / "two.csv").write_text(CSV)

    assert {} == read_series(tmp_path / "two.csv").on(date(2020, 1, 2))[1]


def test_compressed_files_read_the_same(tmp_path: Path) -> None:
    """Both spellings of a series have one name and one content."""
    (tmp_path / "two.csv.gz").write_bytes(gzip.compress(CSV.encode()))

    assert ["two"] == list(series_names(tmp_path))
    assert 2 == len(read_series(series_names(tmp_path)["two"]).days)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    """A header alone is no series."""
    (tmp_path / "none.csv").write_text("date,SPY\n")
    with pytest.raises(ValueError, match="holds no closes"):
        read_series(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("day", "nearest"),
    [("2019-12-28", "2019-12-27 or 2019-12-30"), ("2014-12-31", "2015-01-02"), ("2023-01-01", "2022-12-28")],
)
def test_a_day_without_closes_names_the_nearest(day: str, nearest: str) -> None:
    """Weekends name both neighbours, the ends of the series their one."""
    with pytest.raises(UnknownDayError, match=f"nearest days are {nearest}$"):
        read_series(PRICES / "sp500.csv").on(date.fromisoformat(day))


@pytest.mark.parametrize(("name", "symbols"), [("sp500", 20), ("factors", 5)])
def test_the_bundled_series_are_complete(name: str, symbols: int) -> None:
    """Every day has a positive close of at most four decimals for every symbol."""
    closes = [close for day in read_series(PRICES / f"{name}.csv").closes for close in day.values()]
    days = len(read_series(PRICES / f"{name}.csv").days)

    assert days * symbols == len(closes)
    assert all(close > 0 and close == close.quantize(D("0.0001")) for close in closes)


def test_the_march_2020_fall_pulls_equal_weights_apart() -> None:
    """A quarter each in four stocks at the end of 2019 drifts by up to nine points until 23 March 2020."""
    series = read_series(PRICES / "sp500.csv")
    bought, fallen = series.on(date(2019, 12, 31))[0], series.on(date(2020, 3, 23))[0]
    growth = {symbol: fallen[symbol] / bought[symbol] for symbol in ("MSFT", "JPM", "XOM", "WMT")}
    drift = {symbol: round(100 * value / sum(growth.values()) - 25, 1) for symbol, value in growth.items()}

    assert {"MSFT": D("5.3"), "JPM": D("-5.0"), "XOM": D("-9.0"), "WMT": D("8.8")} == drift
