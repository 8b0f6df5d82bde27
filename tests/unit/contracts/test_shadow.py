"""The span of a comparison, and what is shown of a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from trimtab.contracts.base import parse
from trimtab.contracts.shadow import CompareShadowRequest, CompareShadowResult
from trimtab.domain.commands import CompareShadow
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.shadow import ShadowDay, ShadowLine

NEW_YEAR = date(2026, 1, 1)


def asked(last: str) -> CompareShadow:
    """Ask from New Year on."""
    return parse(CompareShadowRequest, {"first_day": "2026-01-01", "last_day": last}).to_domain("anna")


@pytest.mark.parametrize("last", ["2026-01-01", "2026-04-02"])
def test_a_span_has_a_day_at_least_and_ninety_two_at_most(last: str):
    """Both ends are in it."""
    assert (NEW_YEAR, date.fromisoformat(last)) == (asked(last).first_day, asked(last).last_day)


@pytest.mark.parametrize("last", ["2025-12-31", "2026-04-03"])
def test_a_span_beyond_that_is_refused_by_name(last: str):
    """Backwards by a day, and a day too long."""
    with pytest.raises(InvalidRequestError, match=r"last_day.*up to 91 days"):
        asked(last)


def test_a_day_is_shown_in_percent_and_cents():
    """Shares as they are; what nobody knows is null."""
    line = ShadowLine(symbol="SPY", planned_quantity=D("-2.5"), planned_value=D("-1000.126"))
    day = ShadowDay(
        day=NEW_YEAR,
        plan_id=None,
        drift_before=D("0.0615"),
        drift_planned=None,
        drift_next=None,
        lines=(line,),
    )
    asked_for = CompareShadow(portfolio=PortfolioRef("anna"), first_day=NEW_YEAR, last_day=NEW_YEAR)
    shown = CompareShadowResult.of(asked_for, (day,)).model_dump(mode="json")["days"][0]

    assert ("6.15", None) == (shown["drift_before_percent"], shown["drift_planned_percent"])
    assert ("-2.5", "-1000.13", "0") == tuple(
        shown["trades"][0][name] for name in ("planned_qty", "planned_value", "traded_qty")
    )
