"""What holds for every flow of money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction as F
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from builders import plan, question
from property.portfolios import ample, policies, scaled, snapshots
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.planning.methods.deposit import smallest_deposit
from trimtab.planning.methods.lazy_rule import draw, feed
from trimtab.planning.methods.steps import step_value

FLOW = RebalancingMethod.CASH_FLOW
SYMBOLS = ("A", "B", "C", "D", "E")

amounts = scaled(1, 10**8, 2)
shares = st.integers(1, 40).map(F)


def name(drawn: list[int]) -> dict[str, F]:
    return {symbol: F(number) for symbol, number in zip(SYMBOLS, drawn, strict=False)}


values = st.lists(st.integers(0, 30), min_size=1, max_size=5).map(name)


def brute_force(amount: F, held: dict[str, F], wanted: dict[str, F]) -> dict[str, F]:
    """Try every set of symbols that might be fed; the right one lifts exactly its own to one level."""
    for size in range(1, len(wanted) + 1):
        for fed in combinations(sorted(wanted), size):
            level = (amount + sum(held[s] for s in fed)) / sum(wanted[s] for s in fed)
            others = wanted.keys() - set(fed)
            if all(held[s] < level * wanted[s] for s in fed) and all(
                held[s] >= level * wanted[s] for s in others
            ):
                return {symbol: level * wanted[symbol] - held[symbol] for symbol in fed}
    raise AssertionError("no set of symbols fits")


@st.composite
def vessels(draw_: st.DrawFn) -> tuple[dict[str, F], dict[str, F]]:
    """Values and positive targets of the same few symbols."""
    held = draw_(values)
    wanted = {symbol: F(draw_(st.integers(1, 6))) for symbol in held}
    return held, wanted


@given(shares, vessels())
def test_the_lazy_rule_is_the_filling_of_vessels(amount: F, drawn: tuple[dict[str, F], dict[str, F]]):
    """It finds what trying every set of symbols finds."""
    held, wanted = drawn

    assert brute_force(amount, held, wanted) == feed(amount, held, wanted)


@given(shares, vessels(), st.data())
def test_what_is_drawn_leaves_one_level(
    amount: F, drawn: tuple[dict[str, F], dict[str, F]], data: st.DataObject
):
    """Who gives and keeps some stands at the same level; who gives nothing is not above it."""
    held, wanted = drawn
    free = {symbol: F(data.draw(st.integers(0, int(held[symbol])))) for symbol in held}
    taken = draw(amount, held, wanted, free)
    left = {symbol: (held[symbol] - taken.get(symbol, F(0))) / wanted[symbol] for symbol in held}
    open_ = [symbol for symbol in taken if taken[symbol] < free[symbol]]

    assert min(amount, sum(free.values())) == sum(taken.values())
    assert all(0 <= taken[symbol] <= free[symbol] for symbol in taken)
    assert len({left[symbol] for symbol in open_}) <= 1
    assert all(left[s] <= left[o] for o in open_ for s in held if taken.get(s, F(0)) < free[s])


@given(snapshots(), policies(), amounts)
def test_an_inflow_only_buys_and_never_more_than_its_amount(account: Snapshot, rule: Policy, amount: D):
    """New money is spent as far as it goes, and nothing is sold for it."""
    made = plan(account, rule, method=FLOW, cash_flow=amount)

    assert () == made.of_side(Side.SELL)
    assert amount >= sum((buy.value for buy in made.trades), D(0))


@given(snapshots(), policies(), amounts)
def test_an_outflow_only_sells_and_never_more_than_is_free(account: Snapshot, rule: Policy, amount: D):
    """Money is raised from what is there, and nothing is bought with it."""
    made = plan(account, rule, method=FLOW, cash_flow=-amount)

    assert () == made.of_side(Side.BUY)
    assert all(sell.quantity <= account.holding(sell.symbol).available_quantity for sell in made.trades)


@given(ample(), amounts)
def test_an_outflow_is_reached_within_one_step(given_: tuple[Snapshot, Policy], amount: D):
    """Where there is enough and nothing is too small to trade, sales bring the amount, and no step more."""
    account, rule = given_
    rule = replace(rule, costs=replace(rule.costs, minimum_trade=D(0)))
    made = plan(account, rule, method=FLOW, cash_flow=-amount)
    raised = sum((sell.value for sell in made.trades), D(0))
    there = sum((account.market_values[held.symbol] for held in account.holdings), D(0))
    step = max((step_value(account, known.symbol) for known in account.instruments), default=D(0))

    assert min(amount, there) - 2 * len(account.instruments) * D("1e-12") <= raised <= amount + step


@given(ample())
def test_the_smallest_deposit_suffices(given_: tuple[Snapshot, Policy]):
    """After it, no weight is above its goal by more than the rounding of a division."""
    account, rule = given_
    amount = smallest_deposit(question(account, rule))
    if amount is None:
        assert any(not rule.targets.weights.get(held.symbol) for held in account.holdings if held.quantity)
        return
    made = plan(replace(account, cash=account.cash + amount), rule)

    assert () == made.of_side(Side.SELL)
