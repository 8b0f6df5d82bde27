"""Plans within their limits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import fx_rate, holding, instrument, policy, question, snapshot, trade
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.costs import Costs
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side, Trade
from trimtab.planning.funding import Treasury
from trimtab.planning.fx import FxTerms
from trimtab.planning.limits import (
    Limited,
    bind_cash,
    bind_fraction,
    cash_fraction,
    exceeded_limit,
    keep_within_limits,
    makeable_change,
)
from trimtab.planning.methods.moves import Move
from trimtab.planning.sizing import with_costs

SELL, BUY = trade("A", Side.SELL, "20"), trade("B", Side.BUY, "20")
SWAP = (SELL, BUY)
TOTAL = D(10_000)


def asks(
    unit: QuantityUnit = QuantityUnit.FRACTIONAL, costs: CostConfig | None = None, **constraints: Any
) -> PlanRequest:
    """A request over 100 shares each of A, B and C, EUR, in euros, and FRAC, which is sold in fractions."""
    known = [instrument(symbol, unit) for symbol in ("A", "B", "C")]
    known.append(replace(instrument("EUR", unit), currency="EUR"))
    known.append(instrument("FRAC", QuantityUnit.FRACTIONAL))
    held = tuple(holding(one.symbol, "100") for one in known)
    account = snapshot("0", held, {}, instruments=tuple(known), fx_rates=(fx_rate("EUR", "1.1"),))
    rule = policy({}, costs=costs or CostConfig(minimum_trade=D(0)), constraints=Constraints(**constraints))
    return question(account, rule)


def treasury(cash: str = "0", floor: str = "0", euros: str | None = None) -> Treasury:
    """Dollars, and euros at 1.10 where there are any."""
    terms = FxTerms(base="USD", rates={"EUR": D("1.1")})
    foreign = {} if euros is None else {"EUR": D(euros)}
    return Treasury(balances={"USD": D(cash), **foreign}, terms=terms, floor=D(floor))


def euro(side: Side, quantity: str, **fields: Any) -> Trade:
    return trade("EUR", side, quantity, currency="EUR", fx_rate=D("1.1"), **fields)


def limit(request: PlanRequest, trades: tuple[Trade, ...] = SWAP, cash: str = "0") -> Limited:
    return keep_within_limits(trades, request, TOTAL, treasury(cash))


def quantities(limited: Limited) -> dict[str, D]:
    return {made.symbol: made.quantity for made in limited.trades}


@pytest.mark.parametrize(
    "constraints",
    [
        {},
        {"max_turnover": D("0.2")},
        {"transaction_cost_limit": D(0)},
        {"allocate_at_most": D(2000)},
    ],
)
def test_within_its_limits_a_plan_is_left_alone(constraints: dict[str, Any]):
    """4,000 traded of 10,000 are a turnover of 20 %: exactly the limit still fits (domain rule 37)."""
    assert Limited(trades=SWAP) == limit(asks(**constraints))


def test_turnover_scales_every_trade_by_one_fraction():
    """Five percent of turnover are a quarter of twenty."""
    assert {"A": D(5), "B": D(5)} == quantities(limit(asks(max_turnover=D("0.05"))))


def test_purchases_scale_the_sales_with_them():
    """500 dollars may be allocated: a quarter of the buy, and a quarter of the sale."""
    assert {"A": D(5), "B": D(5)} == quantities(limit(asks(allocate_at_most=D(500))))


def test_the_cost_limit_scales_too():
    """Both trades cost one percent, 40 dollars together; ten are allowed."""
    request = asks(
        costs=CostConfig(minimum_trade=D(0), commission_rate=D("0.01")), transaction_cost_limit=D(10)
    )
    costly = tuple(replace(line, costs=Costs(commission=D(20))) for line in SWAP)

    assert {"A": D(5), "B": D(5)} == quantities(limit(request, costly, cash="40"))


def test_the_tightest_of_several_limits_decides():
    """A fifth by turnover, a quarter by purchases: both bind, the fifth is made."""
    made = limit(asks(max_turnover=D("0.04"), allocate_at_most=D(500)))

    assert {"A": D(4), "B": D(4)} == quantities(made)
    assert [("MAX_TURNOVER", D("0.2")), ("ALLOCATE_AT_MOST", D("0.2"))] == [
        (bound.limit, bound.fraction) for bound in made.binding
    ]


def test_a_binding_limit_says_what_it_did():
    """Wanted, allowed and fraction, in the limit's own unit, and in words."""
    bound = limit(asks(max_turnover=D("0.05"))).binding[0]

    assert (D("0.05"), D("0.2"), D("0.25")) == (bound.allowed, bound.wanted, bound.fraction)
    assert (
        "The turnover would be 20%, at most 5% is allowed: 25% of every trade is made." == bound.reason.text
    )


def test_the_fraction_is_a_multiple_of_a_ten_thousandth():
    """A third of the trades is 0.3333 of them, the largest step that fits."""
    made = limit(asks(allocate_at_most=D(2000) / 3))

    assert (D("0.3333"), {"A": D("6.666"), "B": D("6.666")}) == (made.binding[0].fraction, quantities(made))


def test_an_exit_is_scaled_as_well():
    """All 100 shares were to go; the limit lets ten go."""
    made = limit(asks(max_turnover=D("0.05")), (trade("A", Side.SELL, "100"),))

    assert {"A": D(10)} == quantities(made)


def test_what_a_limit_makes_too_small_is_told():
    """A quarter of C is 25 dollars, under the minimum of 30: the limit is the reason."""
    small = trade("C", Side.BUY, "1")
    request = asks(costs=CostConfig(minimum_trade=D(30)), allocate_at_most=D(525))
    made = limit(request, (*SWAP, small))

    assert {"A": D(5), "B": D(5)} == {symbol: round(value) for symbol, value in quantities(made).items()}
    assert [("C", "ALLOCATE_AT_MOST")] == [(line.symbol, line.reason.code.value) for line in made.dropped]


def test_a_limit_of_nothing_trades_nothing():
    """Both lines are dropped, the fraction is all but zero."""
    made = limit(asks(max_turnover=D(0)))

    assert ((), ["A", "B"], D(0)) == (
        made.trades,
        [line.symbol for line in made.dropped],
        made.binding[0].fraction,
    )


def test_buys_fall_back_to_what_the_cut_sales_pay_for():
    """Half of three whole shares sold is one, for 100; two and a half bought would be two: one is paid."""
    request = asks(QuantityUnit.WHOLE, max_turnover=D("0.015"))
    made = limit(request, (trade("A", Side.SELL, "3"), trade("B", Side.BUY, "3")))

    assert {"A": D(1), "B": D(1)} == quantities(made)


def test_buys_fall_back_to_the_last_dollar():
    """Of three whole shares one is sold; with 100 there were, that pays for half of the four bought."""
    made = limit(
        asks(QuantityUnit.WHOLE, max_turnover=D("0.015")),
        (trade("A", Side.SELL, "3"), trade("FRAC", Side.BUY, "4")),
        "100",
    )

    assert {"A": D(1), "FRAC": D(2)} == quantities(made)


def test_what_foreign_sales_cost_in_full_is_set_aside():
    """118 there and 99 from one A, less all 11 that the euros would cost, pay for 0.5099 of 404 dollars."""
    request = asks(
        QuantityUnit.WHOLE,
        CostConfig(minimum_trade=D(0), commission_rate=D("0.01")),
        max_turnover=D("0.048"),
    )
    wanted = (trade("A", Side.SELL, "3"), euro(Side.SELL, "10"), trade("FRAC", Side.BUY, "4"))
    made = limit(request, tuple(with_costs(one, request) for one in wanted), "118")

    assert {"A": D(1), "EUR": D(5), "FRAC": D("2.0396")} == quantities(made)


def test_foreign_sales_may_cost_the_last_dollar():
    """Ten dollars pay for what the whole sale would cost."""
    config = CostConfig(minimum_trade=D(0), minimum_commission=D(10))
    foreign = euro(Side.SELL, "10", costs=Costs(commission=D(10)))

    assert {"EUR": D(5)} == quantities(limit(asks(costs=config, max_turnover=D("0.0275")), (foreign,), "10"))


def test_a_tighter_limit_never_gives_more_turnover():
    """Whole shares, minimum trades and minimum commissions bend the way, but never upwards."""
    config = CostConfig(minimum_trade=D(150), minimum_commission=D(3), commission_rate=D("0.002"))
    sells = (trade("A", Side.SELL, "17", costs=Costs(commission=D("3.4"))),)
    buys = (trade("B", Side.BUY, "9", costs=Costs(commission=D(3))), trade("C", Side.BUY, "7", price=D(111)))
    turnovers = [
        sum(
            made.value
            for made in limit(
                asks(QuantityUnit.WHOLE, config, max_turnover=D(step) / 1000), (*sells, *buys), "20"
            ).trades
        )
        for step in range(0, 170, 3)
    ]

    assert sorted(turnovers) == turnovers
    assert 8 < len(set(turnovers))


def test_foreign_sales_wait_for_the_money_for_their_costs():
    """Where the part of the domestic sale leaves less than the foreign one's fee, only the former is made."""
    config = CostConfig(minimum_trade=D(0), minimum_commission=D(10))
    domestic = trade("A", Side.SELL, "0.3", costs=Costs(commission=D(10)))
    foreign = euro(Side.SELL, "10", costs=Costs(commission=D(10)))
    request = asks(costs=config, max_turnover=D("0.014"))

    assert {"A": D("0.19998")} == quantities(limit(request, (domestic, foreign)))


@pytest.mark.parametrize(
    ("cash", "fraction"),
    [("2000", "1"), ("1999.991", "1"), ("1999.99", "0.9999"), ("1000", "0.5"), ("0", "0")],
)
def test_cash_allows_a_fraction_of_every_move(cash: str, fraction: str):
    """Buys of 2,000 without any sale: 1,000 dollars pay for half, and a cent is missing (domain rule 18)."""
    moves = {"B": Move("B", D(2000))}

    assert D(fraction) == cash_fraction(moves, (BUY,), asks(), treasury(cash, euros="10"))


def test_sales_that_pay_for_the_buys_allow_everything():
    """However far cash is below its floor, nothing is taken from it; rounding to shares is not asked."""
    moves = {"A": Move("A", D(-2050)), "B": Move("B", D(2050))}

    assert D(1) == cash_fraction(moves, SWAP, asks(QuantityUnit.WHOLE), treasury("10", floor="500"))


def test_no_more_is_counted_on_than_can_be_sold():
    """30,000 dollars of A were to be sold, but there are 100 shares: half of the 20,000 of buys is paid."""
    moves = {"A": Move("A", D(-30_000)), "B": Move("B", D(20_000))}

    assert D(1) == cash_fraction(moves, SWAP, asks(), treasury("10000"))
    assert D("0.9999") >= cash_fraction(moves, SWAP, asks(), treasury("0"))


def test_costs_are_paid_in_full():
    """2,000 dollars of purchases and ten of costs: 1,000 pay for 0.4975 of both."""
    costly = replace(BUY, costs=Costs(commission=D(10)))

    assert D("0.4975") == cash_fraction({"B": Move("B", D(2000))}, (costly,), asks(), treasury("1000"))


def test_not_even_a_cent_is_spent_that_is_not_there():
    """9.999 dollars pay for less than half of 20; in a small portfolio a cent is a part of every trade."""
    assert D("0.4999") == cash_fraction({"B": Move("B", D(20))}, (BUY,), asks(), treasury("9.999"))


def test_foreign_moves_are_exchanged():
    """A buy of 1,100 dollars in euros takes 1,100 dollars; half of them buys half."""
    moves = {"EUR": Move("EUR", D(1100))}

    assert D("0.5") == cash_fraction(moves, (euro(Side.BUY, "10"),), asks(), treasury("550"))


@pytest.mark.parametrize(("floor", "fraction"), [("1100", "0.5"), ("1540.01", "0.0999")])
def test_all_cash_together_keeps_to_the_floor(floor: str, fraction: str):
    """Of 1,650 dollars in euros 1,100 must stay, so half of 1,100 is spent; a cent less is too little."""
    moves = {"EUR": Move("EUR", D(1100))}
    till = treasury(floor=floor, euros="1500")

    assert D(fraction) == cash_fraction(moves, (euro(Side.BUY, "10"),), asks(), till)


def test_what_can_be_sold_is_counted_in_base_currency():
    """100 shares at 100 euros are 11,000 dollars."""
    assert D(-11_000) == makeable_change(Move("EUR", D(-30_000)), euro(Side.SELL, "100"), asks())


def test_cash_is_named_where_it_cut_the_buys():
    """1,515 of 2,020 dollars were there, costs included: three quarters."""
    asked = replace(BUY, costs=Costs(commission=D(20)))
    paid = replace(BUY, quantity=D(15), costs=Costs(commission=D(15)))
    bound = bind_cash((asked,), (paid,), lacking=D(505), excused=D(0))[0]

    assert ("CASH", D(1515), D(2020), D("0.75")) == (bound.limit, bound.allowed, bound.wanted, bound.fraction)
    assert "Cash pays for 1515 of the 2020 of purchases wanted." == bound.reason.text


@pytest.mark.parametrize(("lacking", "count"), [("-5", 0), ("7", 0), ("7.009", 0), ("7.01", 1)])
def test_what_rounding_and_costs_take_is_no_limit(lacking: str, count: int):
    """Seven dollars are excused, and less than a cent is rounding."""
    assert count == len(bind_cash((BUY,), (BUY,), lacking=D(lacking), excused=D(7)))


def test_a_common_fraction_names_cash_too():
    """Half of 2,000 dollars of purchases."""
    bound = bind_fraction((BUY,), D("0.5"))

    assert ("CASH", D(1000), D(2000), D("0.5"), "Cash pays for 50% of every trade.") == (
        bound.limit,
        bound.allowed,
        bound.wanted,
        bound.fraction,
        bound.reason.text,
    )


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        ({}, ""),
        ({"max_turnover": D("0.2")}, ""),
        ({"max_turnover": D("0.1999")}, "The turnover would be 20%, at most 19.99% is allowed"),
        ({"allocate_at_most": D(1999)}, "What is bought would be 2000, at most 1999 is allowed"),
        ({"transaction_cost_limit": D(0)}, ""),
    ],
)
def test_a_limit_that_trades_exceed_is_named(limits: dict[str, Any], text: str):
    """The first of them, with both figures; nothing is cut."""
    assert text == exceeded_limit(SWAP, Constraints(**limits), TOTAL)
