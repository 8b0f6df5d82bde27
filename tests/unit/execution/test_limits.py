"""Hard limits on a basket."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import leg
from trimtab.domain.policy import Limits
from trimtab.domain.trade import Side
from trimtab.execution.limits import find_breach

LIMITS = Limits(max_orders=2, max_order_value=D(1000), max_run_value=D(1500))


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
    """Exactly at a limit is allowed; the first step over it refuses the whole basket (I-17)."""
    legs = tuple(leg(number, quantity=quantity) for number, quantity in enumerate(quantities, start=1))
    breach = find_breach(legs, LIMITS)

    assert code == (breach.code if breach else None)


def test_buys_and_sells_both_count():
    """A sell of 1,000 and a buy of 600 are a run of 1,600 dollars."""
    legs = (leg(1, Side.SELL, "10"), leg(2, Side.BUY, "6"))

    assert "LIMIT_RUN_VALUE" == getattr(find_breach(legs, LIMITS), "code", None)


def test_the_sentence_names_symbol_and_limit():
    """Who is refused reads which order broke which limit."""
    breach = find_breach((leg(quantity="11"),), LIMITS)

    assert breach is not None
    assert ("SPY" in breach.text, "1000" in breach.text) == (True, True)
