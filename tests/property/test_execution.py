"""What holds for every step of a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from builders import NOON, control, leaving, leg, order, run
from property.portfolios import scaled
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.order import OrderStatus
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import FINAL_STATES, Run, RunEvent, RunState
from trimtab.domain.trade import Side
from trimtab.execution.decide import AwaitFills, CancelLeg, Conclude, SealBuys, SendLeg, decide
from trimtab.execution.journal import Change, find_broken_link, first_event, record
from trimtab.execution.observe import take_absence, take_order

seconds = st.integers(0, 3_600).map(lambda number: timedelta(seconds=number))
codes = st.sampled_from([None, None, None, ReasonCode.TRADING_HALTED, ReasonCode.ORDER_MISMATCH])


@st.composite
def baskets(draw: st.DrawFn) -> tuple[Leg, ...]:
    sides = draw(st.lists(st.sampled_from(Side), min_size=1, max_size=6))
    return tuple(
        leg(
            number,
            side,
            state=draw(st.sampled_from(LegState)),
            filled_quantity=D(draw(st.integers(0, 10))),
            reason_code=draw(codes),
            sent_at=NOON,
        )
        for number, side in enumerate(sorted(sides, reverse=True), start=1)
    )


def sells_are_over(legs: tuple[Leg, ...]) -> bool:
    return all(sell.is_final for sell in legs if sell.side is Side.SELL)


@given(baskets(), seconds)
def test_no_buy_moves_before_every_sell_is_over(legs: tuple[Leg, ...], passed: timedelta):
    """Neither a seal nor a buy happens while a sell may still change the cash (I-05)."""
    step = decide(run(len(legs)), legs, control(), NOON + passed)
    buys = isinstance(step, SealBuys) or (
        isinstance(step, SendLeg) and legs[step.number - 1].side is Side.BUY
    )

    assert sells_are_over(legs) or not buys


@given(baskets(), seconds)
def test_only_an_unsent_leg_is_sent(legs: tuple[Leg, ...], passed: timedelta):
    """What is on its way, in doubt or over is never sent (I-01); a planned buy is sealed first."""
    step = decide(run(len(legs)), legs, control(), NOON + passed)

    if isinstance(step, SendLeg):
        sent = legs[step.number - 1]
        assert sent.state is LegState.INTENT or (sent.side is Side.SELL and sent.state is LegState.PLANNED)


@given(baskets(), seconds)
def test_only_a_working_order_is_cancelled(legs: tuple[Leg, ...], passed: timedelta):
    """A cancellation goes to an order the broker has acknowledged."""
    step = decide(run(len(legs)), legs, control(), NOON + passed)

    assert not isinstance(step, CancelLeg) or legs[step.number - 1].state in {
        LegState.ACKED,
        LegState.PARTIAL,
    }


@given(baskets(), seconds)
def test_a_run_ends_only_when_all_its_legs_have(legs: tuple[Leg, ...], passed: timedelta):
    """A final state needs final legs, and final legs without anything strange end the run (I-08)."""
    step = decide(run(len(legs)), legs, control(), NOON + passed)
    strange = any(line.reason_code is ReasonCode.ORDER_MISMATCH for line in legs)
    over = all(line.is_final for line in legs) and not strange

    assert over is (isinstance(step, Conclude) and step.state in FINAL_STATES)


@given(baskets(), seconds)
def test_anything_strange_sends_nothing_more(legs: tuple[Leg, ...], passed: timedelta):
    """A foreign order under our id sends nothing: open orders of ours are taken back, then the run parks."""
    legs = (*legs[:-1], replace(legs[-1], reason_code=ReasonCode.ORDER_MISMATCH))
    step = decide(run(len(legs)), legs, control(), NOON + passed)
    parked = isinstance(step, Conclude) and step.state is RunState.NEEDS_OPERATOR
    called_back = (
        isinstance(step, CancelLeg) and legs[step.number - 1].reason_code is not ReasonCode.ORDER_MISMATCH
    )

    assert parked or called_back or isinstance(step, AwaitFills)


@given(baskets(), seconds, st.sampled_from(RunState))
def test_the_decision_is_in_the_legs_alone(legs: tuple[Leg, ...], passed: timedelta, state: RunState):
    """The same legs at the same time mean the same step, wherever the run's head stands."""
    assert decide(run(len(legs)), legs, control(), NOON + passed) == decide(
        run(len(legs), state=state), legs, control(), NOON + passed
    )


@st.composite
def sightings(draw: st.DrawFn, quantity: str = "10") -> list[tuple[OrderStatus, D]]:
    filled = scaled(0, int(quantity) * 10, 1)
    return draw(st.lists(st.tuples(st.sampled_from(OrderStatus), filled), max_size=12))


@given(sightings())
def test_fills_never_go_back(seen: list[tuple[OrderStatus, D]]):
    """Whatever order answers come in, what was filled stays filled."""
    current = leaving(leg(), NOON)

    for status, filled in seen:
        known = current.filled_quantity
        current = take_order(current, replace(order(leg(), status), filled_quantity=filled), NOON)
        assert known <= current.filled_quantity


@given(st.lists(st.integers(0, 120), max_size=20))
def test_a_doubt_ends_no_earlier_than_a_minute(gaps: list[int]):
    """An order is not believed absent before three misses over sixty seconds."""
    current, now, misses = leaving(leg(), NOON), NOON, 0

    for gap in gaps:
        now, misses = now + timedelta(seconds=gap), misses + 1
        current = take_absence(current, now)
        if current.state is not LegState.UNKNOWN:
            assert misses >= 3
            assert now - NOON >= timedelta(seconds=60)
            return


CHANGES = st.lists(
    st.builds(Change, state=st.sampled_from(RunState), text=st.text(max_size=8), now=st.just(NOON)),
    min_size=2,
    max_size=8,
)


def written(changes: list[Change]) -> tuple[Run, tuple[RunEvent, ...]]:
    latest, event = first_event(run(), (leg(),))
    events = [event]
    for change in changes:
        latest, event = record(latest, (leg(),), change)
        events.append(event)
    return latest, tuple(events)


@given(CHANGES)
def test_every_history_is_whole(changes: list[Change]):
    """What was written in order reads without a broken link, and the run remembers its end (I-18)."""
    latest, events = written(changes)

    assert None is find_broken_link(events)
    assert (len(events), events[-1].hash) == (latest.sequence, latest.last_event_hash)


@given(CHANGES, st.data())
def test_every_edit_is_found(changes: list[Change], data: st.DataObject):
    """Changing the text of any line breaks the chain at that line."""
    events = list(written(changes)[1])
    place = data.draw(st.integers(0, len(events) - 1))
    events[place] = replace(events[place], text=events[place].text + "!")

    assert place + 1 == find_broken_link(tuple(events))


@given(CHANGES, st.data())
def test_every_gap_is_found(changes: list[Change], data: st.DataObject):
    """Taking any line but the last out breaks the chain right after it."""
    events = written(changes)[1]
    place = data.draw(st.integers(0, len(events) - 2))

    assert place + 2 == find_broken_link(events[:place] + events[place + 1 :])


@given(CHANGES, st.randoms(use_true_random=False))
def test_every_new_order_is_found(changes: list[Change], random: Random):
    """Lines in any other order do not follow from each other."""
    events = written(changes)[1]
    mixed = tuple(random.sample(events, len(events)))

    assert (mixed == events) is (find_broken_link(mixed) is None)
