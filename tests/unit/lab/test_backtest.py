"""Policies on real prices."""

from __future__ import annotations

from datetime import date

import pytest

from lab_builders import real_prices
from trimtab.lab.backtest import Backtest, backtest, draw_pictures, drift_series, look_days, result_rows
from trimtab.lab.errors import UnknownSymbolError
from trimtab.lab.policies import Band, LabPolicy, TargetMix

PRICES = real_prices()
MIX = TargetMix.equal(PRICES.symbols)
MONTHLY, FIVE = LabPolicy(every=21, cost_bp=10), LabPolicy(band=Band(width=0.05), cost_bp=10)
DAYS = (date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 2), date(2026, 1, 5), date(2026, 2, 2))


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (None, (False, False, False, False)),
        (1, (True, True, True, True)),
        (5, (False, False, True, True)),
        (21, (False, True, False, True)),
        (63, (False, True, False, False)),
        (252, (False, True, False, False)),
        (2, (False, True, False, True)),
    ],
)
def test_history_is_looked_at_on_live_dates(every: int | None, expected: tuple[bool, ...]):
    """The first of a month without a session is looked at on the next, Mondays are weekly."""
    assert expected == look_days(DAYS, every)


def test_a_monthly_policy_looks_108_times_in_nine_years():
    """2014 to 2022: every month but the first, which had begun."""
    assert 107 == sum(look_days(PRICES.dates, 21))


def test_history_is_one_path_without_intervals():
    """Figures as they were."""
    found = backtest(Backtest(PRICES, MIX, (MONTHLY, FIVE)))

    assert 1 == found.choices[0].outcomes.paths
    assert all("±" not in cell for row in result_rows(found) for cell in row)


def test_paths_have_intervals():
    """Each mean says how well it is known."""
    found = backtest(Backtest(PRICES, MIX, (MONTHLY, FIVE), paths=20, years=1))

    assert all("±" in cell for cell in result_rows(found)[1][1:])


def test_the_table_has_a_row_for_each_policy():
    """The least loss first, every row as wide as its head."""
    head, *rows = result_rows(backtest(Backtest(PRICES, MIX, (MONTHLY, FIVE))))

    assert {str(MONTHLY), str(FIVE)} == {row[0] for row in rows}
    assert {len(head)} == {len(row) for row in rows}
    assert float(rows[0][-1]) <= float(rows[1][-1])


def test_drift_after_trades_stays_in_its_band():
    """A policy that looks every day never ends one out of its five points."""
    (drift,) = drift_series(Backtest(PRICES, MIX, (FIVE,)).trial)

    assert len(PRICES.dates) - 1 == len(drift)
    assert 4.9 < max(drift) <= 5


def test_three_pictures_are_drawn():
    """Drift over time, the frontier and the table of losses."""
    asked = Backtest(PRICES, MIX, (MONTHLY, FIVE))
    pictures = draw_pictures(asked, backtest(asked))

    assert ["drift.svg", "frontier.svg", "losses.svg"] == sorted(pictures)
    assert "2014-01-02" in pictures["drift.svg"]


def test_a_target_without_prices_is_refused():
    """Before anything runs."""
    with pytest.raises(UnknownSymbolError, match="'GLD' has no prices"):
        backtest(Backtest(PRICES, TargetMix(symbols=("GLD",), weights=(1.0,)), (MONTHLY,)))
