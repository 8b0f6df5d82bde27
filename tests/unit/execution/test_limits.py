"""Hard limits on a basket."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import NOON, leg
from trimtab.domain.account_state import DayTotals
from trimtab.domain.leg import Leg
from trimtab.domain.policy import Limits
from trimtab.domain.reasons import Reason
from trimtab.domain.trade import Side
from trimtab.execution.limits import find_breach

LIMITS = Limits(
    max_orders=2, max_order_value=D(1000), max_run_value=D(1500), max_day_orders=5, max_day_value=D(4000)
)


def broken(legs: tuple[Leg, ...], order_count: int = 0, value: str = "0") -> Reason | None:
    """Name the limit that legs break on a day with these totals."""
    return find_breach(legs, DayTotals(day=NOON.date(), order_count=order_count, value=D(value)), LIMITS)


@pytest.mark.parametrize(
    ("quantities", "code"),
    [
        (("10",), None),
        (("10", "5"), None),
        (("1", "1", "1"), "LIMIT_ORDER_COUNT"),
        (("10.0001",), "LIMIT_ORDER_VALUE"),
        (("10", "5.0001"), "LIMIT_RUN_VALUE"),
        ((), None),
    ],
)
def test_each_limit_holds_to_its_edge(quantities: tuple[str, ...], code: str | None):
    """Exactly at a limit is allowed; the first step over it refuses the whole basket (I-17, F-054)."""
    legs = tuple(leg(number, quantity=quantity) for number, quantity in enumerate(quantities, start=1))
    breach = broken(legs)

    assert code == (breach.code if breach else None)


def test_buys_and_sells_both_count():
    """A sell of 1,000 and a buy of 600 are a run of 1,600 dollars."""
    legs = (leg(1, Side.SELL, "10"), leg(2, Side.BUY, "6"))

    assert "LIMIT_RUN_VALUE" == getattr(broken(legs), "code", None)


def test_the_sentence_names_symbol_and_limit():
    """Who is refused reads which order broke which limit."""
    breach = broken((leg(quantity="11"),))

    assert breach is not None
    assert ("SPY" in breach.text, "1000" in breach.text) == (True, True)


@pytest.mark.parametrize(
    ("order_count", "value", "code"),
    [(5, "4000", None), (6, "0", "LIMIT_DAY_ORDERS"), (0, "4000.01", "LIMIT_DAY_VALUE")],
)
def test_a_day_has_limits_too(order_count: int, value: str, code: str | None):
    """The day's totals, this basket included, may reach a limit and not pass it (I-17)."""
    breach = broken((leg(),), order_count, value)

    assert code == (breach.code if breach else None)
