"""Cash at every step, in every currency."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

import builders
from builders import NOON
from trimtab.domain.currency import CashBalance, FxRate, FxTrade
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanOptions, PlanRequest, Repatriation
from trimtab.domain.trade import Side
from trimtab.planning.check import check_plan
from trimtab.planning.check.facts import gather
from trimtab.planning.check.ledger import Ledger, check_floor, write_ledger
from unit.planning.check.cases import planned, request, retraded, rules, tampered

WORDS = Reason(ReasonCode.FUNDING, "because")


def abroad(cash: str = "1000", euros: str = "0", **options: object) -> PlanRequest:
    """Dollars and euros, nothing held, 400 dollars' worth of a share at 20 euro wanted; a euro is 1.25."""
    account = builders.snapshot(
        cash,
        {},
        {"SAP": "20"},
        instruments=(replace(builders.instrument("SAP"), currency="EUR"),),
        foreign_cash=(CashBalance(currency="EUR", amount=D(euros)),),
        fx_rates=(FxRate(currency="EUR", rate=D("1.25"), as_of=NOON),),
    )
    rule = builders.policy({"SAP": "0.4"}, "0.6")
    return request(snapshot=account, policy=rule, options=PlanOptions(**options))  # type: ignore[arg-type]


def exchanged(asked: PlanRequest, **fields: object) -> set[str]:
    """The rules broken when the plan's only exchange is changed."""
    plan = planned(asked)
    (fx,) = plan.fx_trades
    return rules(replace(plan, fx_trades=(replace(fx, **fields),)), asked)  # type: ignore[arg-type]


def test_legs_are_booked_in_the_order_of_sending():
    """400 dollars come in for SPY before they go out for TLT."""
    ledger = write_ledger(gather(request()), planned())

    assert [("SPY", D(1400)), ("TLT", D(1000))] == [(step.leg, step.balances["USD"]) for step in ledger.steps]
    assert (D(1400), D(1000)) == (ledger.sold["USD"], ledger.end["USD"])


def test_an_exchange_stands_between_sells_and_buys():
    """320 euro are bought for 400 dollars, then spent."""
    asked = abroad()
    ledger = write_ledger(gather(asked), planned(asked))

    assert [("FX:EUR", D(600), D(320)), ("SAP", D(600), D(0))] == [
        (step.leg, step.balances["USD"], step.balances["EUR"]) for step in ledger.steps
    ]


def test_a_currency_nobody_held_begins_at_nothing():
    """The 320 euro that are bought are all there are."""
    asked = replace(abroad(), snapshot=replace(abroad().snapshot, foreign_cash=()))
    ledger = write_ledger(gather(asked), planned(asked))

    assert [D(320), D(0)] == [step.balances["EUR"] for step in ledger.steps]


def test_plans_with_exchanges_pass():
    """Funding, be it of fifty cents, its buffer, and sweeping what is left."""
    for asked in (
        abroad(),
        abroad(euros="532.5"),
        abroad(fx_buffer_pct=D("0.01")),
        abroad(euros="1000", repatriation=Repatriation.SWEEP_ALL),
        abroad(euros="1000", repatriation=Repatriation.ABOVE_THRESHOLD, repatriation_threshold=D(100)),
    ):
        assert set() == rules(planned(asked), asked)
        assert planned(asked).fx_trades


def test_cash_that_appears_is_found():
    """Cash after is what the legs leave, to the last digit."""
    assert {"cash after"} == tampered(cash_after=D("1000.000000001"))
    assert {"cash after"} == tampered(foreign_cash_after=(CashBalance(currency="EUR", amount=D(1)),))


def test_an_overdraft_on_the_way_is_found():
    """Without its exchange a foreign buy overdraws its currency."""
    plan = planned(abroad())

    assert "overdraft" in rules(replace(plan, fx_trades=()), abroad())


def test_spending_the_floor_is_found():
    """Half of the portfolio is to stay in cash; ten dollars more for TLT are not there."""
    assert "cash floor" in retraded(Side.BUY, quantity=D("20.5"))


def test_a_debt_that_does_not_grow_keeps_its_floor():
    """Ten dollars were owed before the buys and are owed after them."""
    owed = {"USD": D(-10)}

    assert [] == list(check_floor(gather(request()), Ledger(steps=(), sold=owed, end=owed), D(-10)))


@pytest.mark.parametrize("side", Side)
def test_an_exchange_nobody_needs_is_found(side: Side):
    """One euro bought though there are a thousand, or one pound sold though there is none."""
    asked = abroad(euros="1000", repatriation=Repatriation.SWEEP_ALL)
    currency = "EUR" if side is Side.BUY else "GBP"
    fx = FxTrade(trade_id="FX:1", currency=currency, side=side, amount=D(1), rate=D("1.25"), reason=WORDS)

    assert "exchange size" in rules(replace(planned(asked), fx_trades=(fx,)), asked)


def test_the_words_on_a_sweep_name_what_there_is():
    """1,000 euro less 720 for the share leave 280."""
    asked = abroad(euros="1000", repatriation=Repatriation.SWEEP_ALL)
    plan = planned(asked)
    less = replace(plan, fx_trades=tuple(replace(fx, amount=D(1)) for fx in plan.fx_trades))
    texts = [found.text for found in check_plan(asked, less) if found.rule == "exchange size"]

    assert ["is 1, above 0 there are 280.000000000"] == texts


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"rate": D("1.2")}, "exchange rate"),
        ({"amount": D("320.001")}, "exchange"),
        ({"amount": D(0)}, "exchange"),
        ({"currency": "USD"}, "exchange"),
        ({"amount": D("320.01")}, "exchange size"),
        ({"amount": D("319.99")}, "exchange size"),
        ({"side": Side.SELL}, "repatriation"),
    ],
)
def test_a_tampered_purchase_of_currency_is_found(fields: dict[str, object], rule: str):
    """Rate, cents, size and direction each are what the trades ask for."""
    assert rule in exchanged(abroad(), **fields)


def test_a_purchase_without_its_buffer_is_found():
    """One per cent more is bought than is needed."""
    asked = abroad(fx_buffer_pct=D("0.01"))
    (buy,) = planned(asked).trades

    assert "exchange size" in exchanged(asked, amount=buy.notional or buy.quantity * buy.price)


@pytest.mark.parametrize("amount", ["420", "420.02", "1000"])
def test_a_sweep_of_another_size_is_found(amount: str):
    """1,000 euro less what the share costs is what there is to sell, and nothing else."""
    asked = abroad(euros="1000", repatriation=Repatriation.SWEEP_ALL)

    assert "exchange size" in exchanged(asked, amount=D(amount))


def test_one_currency_is_exchanged_once():
    """Two exchanges of the same currency are one too many."""
    plan = planned(abroad())

    assert "exchanges once" in rules(replace(plan, fx_trades=plan.fx_trades * 2), abroad())


@pytest.mark.parametrize("depends_on", [(), ("FX:GBP",), ("FX:EUR", "FX:GBP")])
def test_a_buy_waits_for_its_own_exchange(depends_on: tuple[str, ...]):
    """No other, none more and none less."""
    assert "depends on" in retraded(Side.BUY, abroad(), depends_on=depends_on)


def test_a_sell_waits_for_nothing():
    """Money that comes in needs no exchange first."""
    assert {"depends on"} == retraded(Side.SELL, depends_on=("FX:EUR",))


def test_a_sweep_leaves_its_threshold():
    """1,000 euro less 320 for the share are 680, of which 80 euro, worth 100 dollars, stay."""
    asked = abroad(euros="1000", repatriation=Repatriation.ABOVE_THRESHOLD, repatriation_threshold=D(100))
    (fx,) = planned(asked).fx_trades
    (buy,) = planned(asked).trades
    spare = 1000 - buy.quantity * 20 - 80

    assert 0 <= spare - fx.amount < D("0.01")
    assert "exchange size" in exchanged(asked, amount=fx.amount - D("0.01"))
    assert "exchange size" in exchanged(asked, amount=fx.amount + D("0.01"))
