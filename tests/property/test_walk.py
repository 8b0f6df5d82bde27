"""Whatever a broker does, a run comes to one true end."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from builders import control
from property.walk import SpendthriftWalk, Walk
from trimtab.domain.leg import LegState
from trimtab.domain.money import ZERO
from trimtab.execution.decide import decide
from trimtab.execution.journal import find_broken_link
from trimtab.execution.observe import MAX_ATTEMPTS

walks = (
    st.builds(Walk.begin, st.integers(0, 2**32), sells=st.integers(0, 3), buys=st.integers(0, 3))
    .filter(lambda walk: walk.legs)
    .map(Walk.to_the_end)
)


@given(walks)
def test_every_run_comes_to_one_end(walk: Walk):
    """Within bounded steps the run concludes once, and is over (I-08, I-09)."""
    assert (1, True) == (len(walk.endings), walk.run.is_final)
    assert all(line.is_final for line in walk.legs)


@given(walks)
def test_the_end_does_not_change(walk: Walk):
    """Asked again, the decision is the same end."""
    assert walk.endings[0] == decide(walk.run, walk.legs, control(), walk.now)


@given(walks)
def test_the_ledger_agrees_with_the_broker(walk: Walk):
    """At the end every fill is on record, and nothing that is not (I-10)."""
    truth = {name: known.filled_quantity for name, known in walk.broker.orders.items()}

    assert {line.client_order_id: line.filled_quantity for line in walk.legs if line.filled_quantity} == {
        name: filled for name, filled in truth.items() if filled
    }


@given(walks)
def test_buys_are_paid_from_cash_that_is_there(walk: Walk):
    """Cash never goes below zero, whatever sells did or did not fill (I-04)."""
    assert ZERO <= walk.broker.lowest_cash
    assert ZERO <= walk.broker.cash


@given(walks)
def test_no_sell_leaves_after_the_first_buy(walk: Walk):
    """All sells are over when buying begins (I-05)."""
    sides = [side for _, side in walk.broker.sent]

    assert sorted(sides, reverse=True) == sides


@given(walks)
def test_an_order_is_sent_again_only_within_limits(walk: Walk):
    """A leg is tried a few times under one id, and the broker holds one order of it (I-01)."""
    tries = Counter(name for name, _ in walk.broker.sent)

    assert max(tries.values(), default=0) <= MAX_ATTEMPTS
    assert walk.broker.orders.keys() <= {line.client_order_id for line in walk.legs}


@given(walks)
def test_the_history_is_whole(walk: Walk):
    """Each step is written down, in one unbroken chain that ends where the run stands (I-18)."""
    assert None is find_broken_link(tuple(walk.events))
    assert walk.events[-1].hash == walk.run.last_event_hash


def test_the_walks_are_not_all_alike():
    """The broker's moods reach every kind of end; a tame broker would prove nothing."""
    ends = {Walk.begin(seed, 2, 2).to_the_end().run.state.value for seed in range(300)}
    states = {line.state for seed in range(300) for line in Walk.begin(seed, 2, 2).to_the_end().legs}

    assert {"COMPLETED", "PARTIAL", "BLOCKED"} <= ends
    assert {
        LegState.FILLED,
        LegState.CANCELLED,
        LegState.EXPIRED,
        LegState.REFUSED,
        LegState.NEVER_SENT,
    } <= states


def test_an_overdraft_would_be_noticed():
    """A worker that seals buys from more cash than there is gets caught by the check on cash."""
    lowest = min(SpendthriftWalk.begin(seed, 0, 3).to_the_end().broker.lowest_cash for seed in range(50))

    assert ZERO > lowest
