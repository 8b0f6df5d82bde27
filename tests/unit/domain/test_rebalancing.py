"""A rebalancing as requirement 000's history has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

from builders import NOON, run
from trimtab.domain.rebalancing import Rebalancing
from trimtab.domain.run import RunState
from trimtab.domain.trigger import TriggerKind
from unit.execution.test_performance import bought, measured, sold

BEGAN = NOON - timedelta(minutes=5)
RUN = replace(run(state=RunState.PARTIAL, trigger=TriggerKind.CALENDAR), created_at=BEGAN)


def test_a_rebalancing_has_the_columns_of_the_requirement():
    """What asked for it, how many trades, turnover and costs, when it began and when it ended (R000-35)."""
    figures = measured()
    made = Rebalancing.of(RUN, (sold(), replace(bought(), symbol="TLT")), figures)

    assert made
    assert (TriggerKind.CALENDAR, 2, figures.turnover) == (
        made.trigger_type,
        made.trades_executed,
        made.turnover_achieved,
    )
    assert (figures.cost, BEGAN, NOON) == (
        made.actual_costs,
        made.execution_date,
        made.created_at,
    )


def test_a_trade_in_two_orders_is_one_trade():
    """The second order is for what the first has left."""
    rest = replace(sold(quantity="4"), number=3, residual_of=1)
    made = Rebalancing.of(RUN, (sold(quantity="6"), bought(price=None), rest), measured())

    assert made
    assert 1 == made.trades_executed


def test_without_a_fill_nothing_was_rebalanced():
    """All orders were refused."""
    legs = (sold(price=None), bought(price=None))

    assert Rebalancing.of(RUN, legs, measured(legs=legs)) is None


def test_a_run_of_an_older_version_counts_as_made_by_hand():
    """Nothing else could start one then."""
    made = Rebalancing.of(run(), (sold(),), measured())

    assert made
    assert (TriggerKind.MANUAL, False, D("0.1")) == (
        made.trigger_type,
        made.is_automatic,
        made.turnover_achieved,
    )
