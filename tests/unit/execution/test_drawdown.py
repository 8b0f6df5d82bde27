"""How a peak moves, and from where on a fall is too deep."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

import pytest

from builders import NOON
from trimtab.domain.equity import EquityPeak, MoneyFlow
from trimtab.domain.reasons import ReasonCode
from trimtab.execution.drawdown import counted_flows, drawdown, find_drawdown_breach, new_flow, raise_peak

LATER = NOON + timedelta(hours=1)


def peak(value: str = "100000", *flows: MoneyFlow) -> EquityPeak:
    """A peak that was seen at noon."""
    return EquityPeak(
        account_key="acct_1", epoch=0, value=D(value), at=NOON, read_on=NOON.date(), flows=flows
    )


def flow(amount: str, name: str = "a1", at: timedelta = timedelta(hours=1)) -> MoneyFlow:
    """Money paid in, an hour after noon unless said otherwise."""
    return MoneyFlow(activity_id=name, amount=D(amount), booked_at=NOON + at)


@pytest.mark.parametrize(
    ("value", "is_breach"), [("100000", False), ("80000", False), ("79999.99", True), ("0", True)]
)
def test_exactly_the_limit_is_allowed(value: str, *, is_breach: bool):
    """One cent below a fifth under the peak is too deep, the fifth itself is not."""
    assert is_breach is (find_drawdown_breach(peak(), D(value), D("0.2")) is not None)


def test_a_breach_tells_its_figures():
    """Value, fall, peak and what is allowed, for whoever reads why trading is reduced."""
    breach = find_drawdown_breach(peak(), D("74999.5"), D("0.2"))

    assert breach
    assert ReasonCode.DRAWDOWN_LIMIT is breach.code
    assert (
        "The value of 74999.5 US dollars is 25 % below the peak of 100000 on 2026-11-20; 20 % is allowed."
        == breach.text
    )


def test_an_empty_account_has_no_drawdown():
    """Where nothing was, nothing can be lost."""
    assert (None, D(0)) == (find_drawdown_breach(peak("0"), D(-5), D("0.2")), drawdown(peak("0"), D(-5)))


@pytest.mark.parametrize(("value", "fraction"), [("100", "0"), ("120", "0"), ("75", "0.25"), ("0", "1")])
def test_a_drawdown_is_a_fraction_of_the_peak(value: str, fraction: str):
    """It is never below nothing."""
    assert D(fraction) == drawdown(peak("100"), D(value))


@pytest.mark.parametrize(("value", "at"), [("100000.01", LATER), ("100000", NOON), ("1", NOON)])
def test_a_peak_only_rises(value: str, at: object):
    """A higher value is the new peak, of that moment; any other leaves it as it was."""
    raised = raise_peak(peak(), D(value), D(0), LATER)

    assert (max(D(value), D(100_000)), at) == (raised.value, raised.at)


def test_a_deposit_raises_the_peak_by_its_amount():
    """The loss stays the loss of so many dollars: a deposit neither makes one nor makes one good."""
    raised = raise_peak(peak(), D(190_000), D(100_000), LATER)

    assert (D(200_000), D(10_000)) == (raised.value, raised.value - D(190_000))


def test_a_withdrawal_lowers_the_peak_in_proportion():
    """Ten per cent below the peak before is ten per cent below it after."""
    lowered = raise_peak(peak(), D(45_000), D(-45_000), LATER)

    assert (D(50_000), D("0.1")) == (lowered.value, drawdown(lowered, D(45_000)))


def test_rounding_makes_no_breach_of_a_withdrawal():
    """The account stands at the limit exactly, and money leaves so that the new peak has no last digit."""
    lowered = raise_peak(peak("100"), D("0.1"), D("-69.9"), LATER)

    assert find_drawdown_breach(lowered, D("0.1"), D("0.3")) is None


def test_a_quiet_look_leaves_the_peak_to_its_last_digit():
    """Shares have nine decimals, so values have more than two."""
    assert D("100.005") == raise_peak(peak("100.005"), D(90), D(0), LATER).value


@pytest.mark.parametrize(("value", "expected"), [("0", "0"), ("-5", "0"), ("-45000", "100000")])
def test_an_account_that_was_emptied_has_no_peak(value: str, expected: str):
    """Nothing is left to fall; one that was worth nothing before keeps its peak."""
    assert D(expected) == raise_peak(peak(), D(value), D(-45_000), LATER).value


@pytest.mark.parametrize(("hours", "counts"), [(1, True), (0, False), (-1, False)])
def test_a_flow_counts_if_it_was_booked_after_the_peak_was_seen(hours: int, *, counts: bool):
    """An earlier one is in the peak already, however late it is listed."""
    listed = (flow("5", at=timedelta(hours=hours)),)

    assert D(5 if counts else 0) == new_flow(peak(), listed)


def test_a_flow_counts_once():
    """What was counted before is known by its id, whatever amount it is listed with."""
    before = peak("100", flow("5"), flow("-2", "a2"))

    assert D(7) == new_flow(before, (flow("6"), flow("-2", "a2"), flow("7", "a3")))


def test_a_flow_that_was_taken_back_is_undone():
    """The deposit bounced: its money is gone, and so is what it added; once."""
    before = peak("100", flow("5"))
    after = peak("95", *counted_flows(before, (flow("0"),)))

    assert [D(-5), D(0)] == [new_flow(each, (flow("0"),)) for each in (before, after)]


def test_a_counted_flow_keeps_its_amount():
    """Shares that came in are worth something else today; they count with what they were worth then."""
    before = peak("100", flow("5"))

    assert (flow("5"), flow("8", "a2")) == counted_flows(before, (flow("6"), flow("8", "a2")))
