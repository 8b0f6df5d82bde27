"""Swaps are paid before anything else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import instrument, policy, question, snapshot, trade
from trimtab.domain.config import CostConfig
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.request import PlanRequest, Substitution, Swap
from trimtab.domain.trade import Side, Trade
from trimtab.planning.funding import Purse
from trimtab.planning.fx import cash_balances, fx_terms
from trimtab.planning.sizing import sized_in_money, with_costs
from trimtab.planning.swap_funding import fund_swaps_first

PRICES = {"SPY": "100", "TLT": "100", "VTI": "50"}
SWAP = Swap(sold="SPY", bought="VTI", quantity=D(10))
PAIR = Substitution(symbol="SPY", substitute="VTI", weight=D(0))


def asking(
    cash: str, *swaps: Swap, unit: QuantityUnit = QuantityUnit.FRACTIONAL, **costs: Any
) -> PlanRequest:
    """An account with this cash after its sales."""
    account = snapshot(
        cash,
        {"SPY": "60"},
        PRICES,
        instruments=tuple(instrument(symbol, unit) for symbol in sorted(PRICES)),
    )
    rule = policy({"SPY": "0.6", "TLT": "0.4"}, costs=CostConfig(minimum_trade=D(10), **costs))
    return question(account, rule, swaps=swaps, substitutions=(PAIR,))


def funded(request: PlanRequest, *buys: Trade) -> dict[str, D]:
    """What is paid of some buys, by symbol."""
    purse = Purse(
        balances=cash_balances(request.snapshot),
        terms=fx_terms(request),
        base_floor=D(0),
        total_floor=D(0),
    )
    paid = fund_swaps_first(tuple(with_costs(buy, request) for buy in buys), purse, request)
    return {buy.symbol: buy.quantity for buy in paid}


VTI = trade("VTI", Side.BUY, "40", price=D(50))
TLT = trade("TLT", Side.BUY, "20")


def test_with_money_enough_all_is_paid():
    """4,000 dollars for both."""
    assert {"VTI": D(40), "TLT": D(20)} == funded(asking("4000", SWAP), VTI, TLT)


def test_without_swaps_all_are_cut_alike():
    """Half the money, half of each."""
    assert {"VTI": D(20), "TLT": D(10)} == funded(asking("2000"), VTI, TLT)


@pytest.mark.parametrize(("cash", "vti", "tlt"), [("2500", "30", "10"), ("3999.4", "39.996", "19.996")])
def test_the_part_a_swap_is_for_is_paid_first(cash: str, vti: str, tlt: str):
    """1,000 of VTI are the swap's; of its other 1,000 and TLT's 2,000 half is paid, or all but 60 cents."""
    assert {"VTI": D(vti), "TLT": D(tlt)} == funded(asking(cash, SWAP), VTI, TLT)


def test_nothing_is_left_for_the_others():
    """The swap takes all there is."""
    assert {"VTI": D(20)} == funded(asking("1000", SWAP), VTI, TLT)


def test_a_swap_smaller_than_its_buy_is_no_more_than_the_buy():
    """Ten VTI are wanted, though the swap would pay for twenty."""
    assert {"VTI": D(10), "TLT": D(5)} == funded(asking("1000", SWAP), replace(VTI, quantity=D(10)), TLT)


def test_a_swap_of_what_has_no_price_pays_for_nothing():
    """Half the money, half of each."""
    unknown = replace(SWAP, sold="OLD", quantity=D(1_000))

    assert {"VTI": D(20), "TLT": D(10)} == funded(asking("2000", unknown), VTI, TLT)


def test_amounts_of_money_are_put_together_again():
    """1,000.00 for the swap and half of the other 1,000.10 make 1,500.05 dollars, and their shares."""
    request = asking("2500.05", SWAP, unit=QuantityUnit.NOTIONAL)
    buys = (sized_in_money(VTI, D("2000.10")), sized_in_money(TLT, D("2000.00")))

    assert {"VTI": D("30.001"), "TLT": D(10)} == funded(request, *buys)


def test_a_swap_too_small_to_trade_is_not_paid_by_itself():
    """Five dollars are below the minimum of ten: half the money, half of each."""
    tiny = replace(SWAP, quantity=D("0.05"))

    assert {"VTI": D(20), "TLT": D(10)} == funded(asking("2000", tiny), VTI, TLT)


def test_what_can_be_paid_in_one_piece_is_not_cut_in_two():
    """Each order costs ten dollars: two orders of 2,000 are paid by 4,020, and three would not be."""
    request = asking("4020", SWAP, minimum_commission=D(10))

    assert {"VTI": D(40), "TLT": D(20)} == funded(request, VTI, TLT)


def deep(cash: str) -> PlanRequest:
    """Buying a fifth of a day's volume costs 2.24 % of its value, as the root of its part grows."""
    asked = asking(cash, SWAP, unit=QuantityUnit.WHOLE, impact=D(1))
    known = (
        replace(each, daily_volume=D(100), daily_volatility=D("0.05")) for each in asked.snapshot.instruments
    )
    return replace(asked, snapshot=replace(asked.snapshot, instruments=tuple(known)))


@pytest.mark.parametrize(
    ("cash", "tlt", "vti"), [("2556", "5", "20"), ("2062.75", None, "20"), ("2063.25", None, "40")]
)
def test_what_costs_more_as_a_whole_waits(cash: str, tlt: str | None, vti: str):
    """Twenty and twenty VTI cost 22.36 each, forty cost 63.25: beside the swap only TLT is bought."""
    buys = (VTI, replace(TLT, quantity=D(tlt))) if tlt else (VTI,)
    expected = {"VTI": D(vti)} | ({"TLT": D(tlt)} if tlt else {})

    assert expected == funded(deep(cash), *buys)


@pytest.mark.parametrize("impact", ["0", "1"])
def test_impact_never_overdraws(impact: str):
    """The whole costs more than its parts: what is beside the swap waits rather than cash be short."""
    request = asking("1700", SWAP, impact=D(impact))
    described = tuple(
        replace(each, daily_volume=D(100), daily_volatility=D("0.05"))
        for each in request.snapshot.instruments
    )
    asked = replace(request, snapshot=replace(request.snapshot, instruments=described))
    paid = funded(asked, VTI, TLT)

    assert paid["VTI"] >= D("19.5")
    assert paid["VTI"] * 50 + paid.get("TLT", D(0)) * 100 <= 1_700
