"""Where a decision may flip."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import plan, policy, question, snapshot
from trimtab.domain.config import DriftConfig, DriftMethod
from trimtab.domain.flip_point import FlipKind
from trimtab.domain.targets import TargetAllocation, Targets
from trimtab.planning.flip_axes import axis_of, start_of, step_of
from trimtab.planning.flip_search import Axis

PRICES = {"OLD": "10", "SPY": "100", "TLT": "50"}
ACCOUNT = snapshot("0", {"SPY": "52", "TLT": "96"}, PRICES)
HALF = policy({"SPY": "0.5", "TLT": "0.5"})


def axis(kind: FlipKind, sign: int, symbol: str | None = "SPY", rule: object = HALF) -> Axis | None:
    return axis_of(kind, sign, question(ACCOUNT, rule), plan(ACCOUNT, rule), symbol)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "sign", "last"),
    [
        (FlipKind.PRICE, 1, "400.01"),
        (FlipKind.PRICE, -1, "0.01"),
        (FlipKind.AMOUNT, 1, "40000"),
        (FlipKind.AMOUNT, -1, "0"),
        (FlipKind.MINIMUM, 1, "10000"),
        (FlipKind.DRIFT, 1, "1"),
        (FlipKind.DRIFT, -1, "0"),
    ],
)
def test_every_axis_ends(kind: FlipKind, sign: int, last: str):
    """Four times a price or a portfolio is far enough; no more cash is taken out than there is."""
    found = axis(kind, sign)

    assert found is not None
    assert D(last) == found.last


def test_a_guess_beyond_the_usual_end_is_still_looked_at():
    """One SPY beside 9900 of the rest must cost 12,100 a share to be over its band of half the portfolio."""
    account = snapshot("0", {"SPY": "1", "TLT": "198"}, PRICES)

    found = axis_of(FlipKind.PRICE, 1, question(account, HALF), plan(account, HALF), "SPY")

    assert found is not None
    assert D("12100.01") == found.last


def test_the_edges_of_the_band_are_among_the_guessed_prices():
    """With 4800 of the rest, 5200 becomes 55 % at 112.8205 a share and 45 % at 75.5244."""
    found = axis(FlipKind.PRICE, 1)

    assert found is not None
    assert {D("112.8205"), D("75.5245")} <= {guess.quantize(D("0.0001")) for guess in found.guesses}


def test_the_edge_of_the_band_of_cash_is_among_the_guessed_deposits():
    """526.32 paid into 10,000 are five per cent of it."""
    found = axis(FlipKind.AMOUNT, 1)

    assert found is not None
    assert D("526.3158") in {guess.quantize(D("0.0001")) for guess in found.guesses}


@pytest.mark.parametrize(
    ("method", "guess"), [(DriftMethod.ABSOLUTE, "0.02"), (DriftMethod.RELATIVE, "0.04")]
)
def test_the_tolerance_to_guess_is_the_drift_itself(method: DriftMethod, guess: str):
    """Two points of drift are four per cent of a target of fifty."""
    rule = replace(HALF, drift=DriftConfig(method=method))

    found = axis(FlipKind.DRIFT, -1, rule=rule)

    assert found is not None
    assert (D(guess),) == found.guesses


def test_there_is_no_axis_without_a_number():
    """What has no price, or no target of its own, cannot have another one."""
    assert None is axis(FlipKind.PRICE, 1, "XYZ")
    assert None is axis(FlipKind.DRIFT, 1, "OLD")


def test_an_own_tolerance_is_where_the_axis_starts():
    """The target's own comes before the policy's."""
    allocations = (TargetAllocation(symbol="SPY", weight=D(1), tolerance=D("0.02")),)
    request = question(ACCOUNT, policy(Targets(allocations=allocations)))

    assert D("0.02") == start_of(FlipKind.DRIFT, request, "SPY")
    assert D("0.05") == start_of(FlipKind.DRIFT, question(ACCOUNT, HALF), "SPY")


@pytest.mark.parametrize(
    ("kind", "start", "step"),
    [
        (FlipKind.PRICE, "1", "0.01"),
        (FlipKind.PRICE, "0.9999", "0.0001"),
        (FlipKind.AMOUNT, "0", "0.01"),
        (FlipKind.MINIMUM, "10", "0.01"),
        (FlipKind.DRIFT, "0.05", "0.0001"),
    ],
)
def test_steps_are_ticks_cents_and_hundredths_of_a_point(kind: FlipKind, start: str, step: str):
    """Prices below one dollar are quoted to four places."""
    assert D(step) == step_of(kind, D(start))
