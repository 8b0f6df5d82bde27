"""Orders for a rest: never more than was planned, never without end, whatever the market does."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from property.styled_runs import styled_run
from trimtab.domain.intent import OrderType
from trimtab.domain.leg import LegState
from trimtab.domain.money import ZERO
from trimtab.domain.order import OrderStatus
from trimtab.domain.run import RunState
from trimtab.domain.trade import Side

seeds = st.integers(0, 2**32)
few = settings(max_examples=100)
"""Each example is a whole run through services and broker."""


@few
@given(seeds)
def test_a_chain_never_trades_more_than_was_planned(seed: int):
    """All orders for the same shares together fill no more than the first was sealed for (I-12)."""
    run = styled_run(seed)

    for first, *after in run.chains:
        filled = sum((leg.filled_quantity for leg in (first, *after)), ZERO)
        assert filled <= first.quantity <= first.planned_quantity


@few
@given(seeds)
def test_every_chain_ends(seed: int):
    """The run is over, and no order was followed more often than its style allows (I-09)."""
    run = styled_run(seed)
    longest = max(len(chain) for chain in run.chains)

    assert run.record.run.is_final
    assert longest <= 1 + run.record.run.execution.most_residuals


@few
@given(seeds)
def test_the_broker_has_filled_what_the_ledger_says(seed: int):
    """Each leg's order is at the broker once, with the leg's fills (I-01, I-10)."""
    run = styled_run(seed)
    orders = {slip.order.client_order_id: slip.order for slip in run.here.broker.box.slips}
    sent = [leg for leg in run.record.legs if leg.attempts]

    assert {leg.client_order_id for leg in sent} == orders.keys()
    assert all(orders[leg.client_order_id].filled_quantity == leg.filled_quantity for leg in sent)


@few
@given(seeds)
def test_sells_and_their_rests_are_over_before_the_first_buy(seed: int):
    """A sell's rest is a sell (I-05)."""
    run = styled_run(seed)
    sides = [intent.side for intent in run.here.broker.sent]

    assert sorted(sides, reverse=True) == sides


@few
@given(seeds)
def test_rests_are_paid_from_cash_that_is_there(seed: int):
    """The broker refuses no order, and limits keep the cash above zero whatever the price becomes (I-04)."""
    run = styled_run(seed)
    at_market = any(leg.order_type is OrderType.MARKET and leg.side is Side.BUY for leg in run.record.legs)

    assert at_market or ZERO <= run.here.broker.cash
    assert all(leg.state is not LegState.REFUSED for leg in run.record.legs)


@few
@given(seeds)
def test_completed_means_that_every_share_was_traded(seed: int):
    """The verdict counts a chain as one order of the plan."""
    run = styled_run(seed)
    whole = all(
        sum((leg.filled_quantity for leg in chain), ZERO) == chain[0].quantity > ZERO for chain in run.chains
    )

    assert whole is (run.record.run.state is RunState.COMPLETED)


def test_the_markets_are_not_all_alike():
    """Chains of many orders, market orders at their end, and rests that were left do occur."""
    made = [styled_run(seed) for seed in range(120)]
    lengths = Counter(len(chain) for run in made for chain in run.chains)
    rests = [leg for run in made for leg in run.record.legs if leg.residual_of is not None]
    partly = [order for run in made for order in run.here.broker.box.slips if order.order.filled_quantity]

    assert min(lengths[length] for length in (1, 2, 3, 4)) > 0
    assert {LegState.FILLED, LegState.CANCELLED, LegState.SKIPPED} <= {leg.state for leg in rests}
    assert {OrderType.MARKET, OrderType.LIMIT} == {leg.order_type for leg in rests}
    assert any(slip.order.status is OrderStatus.CANCELLED for slip in partly)
    assert {RunState.COMPLETED, RunState.PARTIAL} <= {run.record.run.state for run in made}
