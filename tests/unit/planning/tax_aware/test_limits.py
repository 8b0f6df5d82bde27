"""What sales stop at, whatever the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.domain.request import SellLimit
from trimtab.domain.tax_config import TransitionMode
from trimtab.domain.tax_ledger import ExpectedPurchase, PurchaseKind
from trimtab.planning.tax_aware.limits import find_sell_limits, shares_text, wash_limit
from unit.planning.tax_aware.cases import LONG_AGO, RECENT, ground, request, shares

OLD_AND_NEW = shares("SPY", ("40", "90", LONG_AGO), ("20", "80", RECENT))


def limits(
    config: dict[str, Any], lots: Any = OLD_AND_NEW, critical: tuple[str, ...] = (), **known: Any
) -> list[SellLimit]:
    """The limits of sixty SPY."""
    asked = request({"SPY": "60"}, lots, config=config, known=known)
    return list(find_sell_limits(ground(asked), critical))


def told(found: list[SellLimit]) -> list[tuple[str, D, date | None]]:
    return [(limit.reason.code.value, limit.quantity, limit.until) for limit in found]


def test_a_sale_stops_before_the_first_short_term_gain():
    """Forty old shares come first; those of 1 September are long term a year and a day later."""
    assert [("SHORT_TERM_GAIN", D(40), date(2027, 9, 2))] == told(limits({}))


def test_the_smallest_gain_counts_and_is_told_once():
    """Sixty cents on all sixty shares; nearly long term or not, the first reason is the one to tell."""
    nearly = shares("SPY", ("60", "99.99", "2025-12-10"))

    assert ["SHORT_TERM_GAIN"] == [code for code, *_ in told(limits({"deferral_days": 30}, nearly))]


@pytest.mark.parametrize(
    "lots",
    [
        shares("SPY", ("60", "90", LONG_AGO)),
        shares("SPY", ("60", "110", RECENT)),
        shares("SPY", ("60", "100", RECENT)),
    ],
)
def test_long_term_gains_and_losses_stop_nothing(lots: Any):
    """Nor does a share that is sold for what it cost."""
    assert [] == limits({}, lots)


def test_who_does_not_spare_them_sells_on():
    """Without the switch, or in a transition that goes on now."""
    assert ([], []) == (limits({"avoid_short_term_gains": False}), limits({"transition": TransitionMode.NOW}))


@pytest.mark.parametrize(
    ("days", "found"),
    [(20, []), (21, [("LONG_TERM_SOON", D(0), date(2026, 12, 11))])],
)
def test_lots_that_turn_long_term_within_the_window_wait(days: int, found: list[Any]):
    """Bought on 10 December 2025, they are long term in 21 days."""
    nearly = shares("SPY", ("60", "90", "2025-12-10"))

    assert found == told(limits({"avoid_short_term_gains": False, "deferral_days": days}, nearly))


def test_what_is_far_above_its_target_does_not_wait():
    """The drift of SPY is critical."""
    nearly = shares("SPY", ("60", "90", "2025-12-10"))

    assert [] == limits({"avoid_short_term_gains": False, "deferral_days": 30}, nearly, ("SPY",))


def test_a_transition_by_cash_flows_sells_nothing():
    """Every holding has a limit of zero, whatever its lots."""
    found = limits({"transition": TransitionMode.CASH_FLOWS_ONLY, "avoid_wash_sales": False})

    assert ("CASH_FLOWS_ONLY", D(0), None) == told(found)[0]


@pytest.mark.parametrize(("held", "count"), [("0", 0), ("0.5", 1)])
def test_only_what_is_held_has_a_limit(held: str, count: int):
    """Half a share is something."""
    asked = request({"SPY": held}, config={"transition": TransitionMode.CASH_FLOWS_ONLY})

    assert count == len(list(find_sell_limits(ground(asked), ())))


@pytest.mark.parametrize(
    ("switch", "found"), [(True, [("WASH_SALE_WINDOW", D(40), date(2026, 12, 22))]), (False, [])]
)
def test_an_expected_purchase_stops_before_the_first_loss(switch: bool, found: list[Any]):  # noqa: FBT001 - a table's column
    """Forty shares gain; the loss after them would be taken by what is bought tomorrow."""
    lots = shares("SPY", ("40", "90", LONG_AGO), ("20", "120", RECENT))
    coming = ExpectedPurchase(
        symbol="SPY", kind=PurchaseKind.SCHEDULED_DEPOSIT, first=date(2026, 11, 21), last=date(2026, 11, 21)
    )

    assert found == told(limits({"avoid_wash_sales": switch}, lots, expected=(coming,)))


@pytest.mark.parametrize("cost", ["100", "99.99"])
def test_what_is_no_loss_does_not_stop_there(cost: str):
    """Forty shares that cost what they bring, or a cent less, come before the loss."""
    coming = ExpectedPurchase(
        symbol="SPY", kind=PurchaseKind.REINVESTMENT, first=date(2026, 11, 21), last=date(2026, 11, 21)
    )
    lots = shares("SPY", ("40", cost, LONG_AGO), ("20", "120", RECENT))

    assert [D(40)] == [limit.quantity for limit in limits({}, lots, expected=(coming,))]


def test_a_limit_names_the_shares_beyond_it():
    """Any share where nothing may be sold."""
    day = date(2026, 12, 1)

    assert ("SPY", "more than 2.5 SPY") == (shares_text(D(0), "SPY"), shares_text(D("2.50"), "SPY"))
    assert "Selling more than 2 SPY before 2026-12-01" in wash_limit("SPY", D(2), day).reason.text
