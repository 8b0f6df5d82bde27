"""Where a decision may flip."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import plan, policy, question, snapshot
from trimtab.domain.config import DriftConfig, DriftMethod
from trimtab.domain.flip_point import FlipKind
from trimtab.domain.policy import Policy
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.targets import TargetAllocation, Targets
from trimtab.planning.flip_axes import axis_of, start_of, step_of
from trimtab.planning.flip_search import Axis

PRICES = {"OLD": "10", "SPY": "100", "TLT": "50"}
PLACES = D("0.0001")
ACCOUNT = snapshot("0", {"SPY": "52", "TLT": "96"}, PRICES)
HALF = policy({"SPY": "0.5", "TLT": "0.5"})


def axis(kind: FlipKind, sign: int, symbol: str | None = "SPY", rule: object = HALF) -> Axis | None:
    return axis_of(kind, sign, question(ACCOUNT, rule), plan(ACCOUNT, rule), symbol)  # type: ignore[arg-type]


def guesses(kind: FlipKind, account: Snapshot, rule: Policy, symbol: str = "SPY") -> list[D]:
    """Return the guesses upwards to four places, in order."""
    found = axis_of(kind, 1, question(account, rule), plan(account, rule), symbol)
    assert found is not None
    return sorted(guess.quantize(PLACES) for guess in found.guesses)


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


@pytest.mark.parametrize(
    ("cash", "shares", "sign", "last"),
    [("500", "45", -1, "-500"), ("-60", "45", -1, "0"), ("-60", "0", 1, "240"), ("0.10", "0", 1, "4")],
)
def test_money_moves_by_what_there_is(cash: str, shares: str, sign: int, last: str):
    """All cash can be taken out; four times what is there or owed, of less than a dollar four, is paid in."""
    account = snapshot(cash, {"SPY": shares}, PRICES)

    found = axis_of(FlipKind.AMOUNT, sign, question(account, HALF), plan(account, HALF), "SPY")

    assert found is not None
    assert (D(0), D(last)) == (found.start, found.last)


def test_prices_are_guessed_from_the_band_and_the_minimum_trade():
    """With 4800 of the rest, 52 shares are 45 or 55 % at 75.5245 or 112.8205, and 4780 or 4820 are 10 off."""
    expected = [D("75.5245"), D("91.9231"), D("92.6923"), D("112.8205")]

    assert expected == guesses(FlipKind.PRICE, ACCOUNT, HALF)


def test_no_price_makes_a_holding_all_there_is():
    """A band from 60 to 100 % has only one edge a price can reach: 60 % beside 1000 are 1500."""
    account, rule = snapshot("0", {"SPY": "40", "TLT": "20"}, PRICES), policy({"SPY": "0.8", "TLT": "0.2"})

    found = guesses(FlipKind.PRICE, account, replace(rule, drift=DriftConfig(threshold=D("0.2"))))

    assert D("37.5") in found
    assert 3 == len(found)


def test_deposits_are_guessed_from_the_minimum_trade_and_the_bands_of_holding_and_cash():
    """5190 and 5210 are half of 10,380 and 10,420, and 5200 is 55 or 45 % of 9454.55 or 11,555.56.

    Cash of 400 is five per cent with 105.26 more, and minus five with 857.14 less.
    """
    account = snapshot("400", {"SPY": "52", "TLT": "88"}, PRICES)
    expected = ["-857.1429", "-545.4545", "105.2632", "380", "420", "1555.5556"]

    assert [D(each) for each in expected] == guesses(FlipKind.AMOUNT, account, HALF)


def test_no_deposit_dilutes_to_nothing_or_to_cash_alone():
    """A band from 0 to 10 % beside one of cash from 80 to 100 % leaves one edge each."""
    account = snapshot("9000", {"SPY": "10"}, PRICES)
    rule = replace(policy({"SPY": "0.1"}, cash="0.9"), drift=DriftConfig(threshold=D("0.1")))

    assert [D(-5000), D(-5000), D(-100), D(100)] == guesses(FlipKind.AMOUNT, account, rule)


def test_a_minimum_starts_at_the_symbols_own():
    """The shelf asks 25 for SPY, the policy 10 for what is not on it."""
    entry = ShelfEntry(symbol="SPY", status=ShelfStatus.APPROVED, minimum_trade=D(25))
    request = question(ACCOUNT, HALF, shelf=Shelf(version="s1", entries=(entry,)))

    assert [D(25), D(10)] == [start_of(FlipKind.MINIMUM, request, symbol) for symbol in ("SPY", None)]


def test_the_minimum_to_guess_is_the_trade_itself():
    """2000 of SPY are sold and 3000 of TLT bought."""
    account = snapshot("1000", {"SPY": "70", "TLT": "40"}, PRICES)

    assert [[D(2000)], [D(3000)]] == [
        guesses(FlipKind.MINIMUM, account, HALF, each) for each in ("SPY", "TLT")
    ]


@pytest.mark.parametrize(
    ("method", "guess"), [(DriftMethod.ABSOLUTE, "0.02"), (DriftMethod.RELATIVE, "0.04")]
)
@pytest.mark.parametrize("symbol", ["SPY", "TLT"])
def test_the_tolerance_to_guess_is_the_drift_itself(method: DriftMethod, guess: str, symbol: str):
    """Two points of drift, be it up or down, are four per cent of a target of fifty."""
    rule = replace(HALF, drift=DriftConfig(method=method))

    assert [D(guess)] == guesses(FlipKind.DRIFT, ACCOUNT, rule, symbol)


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
