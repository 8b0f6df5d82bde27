"""A turn of a kill switch as it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from trimtab.domain.mode_change import ModeChange
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState

LATE = datetime(2026, 1, 2, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
PLACE = TradingPlace(portfolio=PortfolioRef("ada", "second"), account_key="acct_1")
HALTED = TradingState(mode=TradingMode.HALTED, reason="drill", epoch=3, updated_by="ada", updated_at=LATE)


def test_a_turn_belongs_to_its_day_in_utc():
    """Half past eleven at night in New York is the next day."""
    change = ModeChange.of(HALTED, TradingScope.USER, PLACE)

    assert (date(2026, 1, 3), UTC) == (change.day, change.at.tzinfo)


@pytest.mark.parametrize(
    ("scope", "whom"),
    [
        (TradingScope.EVERYBODY, "everybody"),
        (TradingScope.USER, "ada"),
        (TradingScope.PORTFOLIO, "ada/second"),
        (TradingScope.ACCOUNT, "ada/acct_1"),
    ],
)
def test_a_turn_tells_whom_it_concerns(scope: TradingScope, whom: str):
    """The switch over everybody has no place, whoever turned it."""
    assert whom == ModeChange.of(HALTED, scope, PLACE).whom


@pytest.mark.parametrize("field", ["updated_by", "reason", "updated_at"])
def test_a_turn_without_an_author_a_reason_or_a_time_is_none(field: str):
    """The message names what is missing."""
    nothing: dict[str, Any] = {field: None if field == "updated_at" else ""}
    empty = replace(HALTED, **nothing)

    with pytest.raises(ValueError, match=f"lacks {field}"):
        ModeChange.of(empty, TradingScope.EVERYBODY, None)


def test_a_narrow_turn_needs_a_place():
    """Nobody's switch cannot be turned."""
    with pytest.raises(ValueError, match="place is None"):
        ModeChange.of(HALTED, TradingScope.ACCOUNT, None)
