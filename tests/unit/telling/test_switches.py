"""What a switch says to its owner's alerts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON
from trimtab.domain.alert import Alert, AlertLevel, AlertTurn
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState
from trimtab.telling.episodes import update_alerts
from trimtab.telling.switches import home_of, observe_switch

SECOND = PortfolioRef("owner", "second")
PLACE = TradingPlace(portfolio=SECOND, account_key="acct_1")
OWNED = [TradingScope.USER, TradingScope.PORTFOLIO, TradingScope.ACCOUNT]


def state(mode: TradingMode) -> TradingState:
    return TradingState(mode=mode, reason="drill", epoch=1, updated_by="owner", updated_at=NOON)


def turns(*modes: TradingMode, scope: TradingScope = TradingScope.PORTFOLIO) -> list[list[tuple[str, str]]]:
    """Turn a switch hour after hour, and list what each turn tells."""
    alerts: tuple[Alert, ...] = ()
    told = []
    for hour, mode in enumerate(modes):
        update = update_alerts(
            SECOND, alerts, observe_switch(state(mode), NOON + timedelta(hours=hour), scope, PLACE)
        )
        alerts = update.alerts
        told.append([(change.turn.value, change.alert.key) for change in update.changes])
    return told


@pytest.mark.parametrize(
    ("mode", "level"),
    [(TradingMode.HALTED, AlertLevel.CRITICAL), (TradingMode.REDUCE_ONLY, AlertLevel.WARNING)],
)
@pytest.mark.parametrize("scope", OWNED)
def test_a_switch_that_stops_something_is_a_finding(
    mode: TradingMode, level: AlertLevel, scope: TradingScope
):
    """With the reason that was given."""
    (found,) = observe_switch(state(mode), NOON, scope, PLACE).findings

    assert (level, True) == (found.level, found.text.endswith(": drill"))


def test_a_switch_that_stops_nothing_is_none():
    """It resolves what it has seen, and that alone."""
    seen = observe_switch(state(TradingMode.ACTIVE), NOON, TradingScope.ACCOUNT, PLACE)

    assert ((), frozenset({"acct_1-HALTED", "acct_1-REDUCE_ONLY"})) == (seen.findings, seen.keys)


def test_every_turn_is_told_and_a_repeated_one_is_not():
    """Stricter, looser and off again: each resolves what was before it."""
    halted, reduced = "PORTFOLIO-HALTED", "PORTFOLIO-REDUCE_ONLY"
    opened, resolved = AlertTurn.OPENED.value, AlertTurn.RESOLVED.value
    modes = (TradingMode.REDUCE_ONLY, TradingMode.HALTED, TradingMode.HALTED)

    assert [
        [(opened, reduced)],
        [(resolved, reduced), (opened, halted)],
        [],
        [(resolved, halted), (opened, reduced)],
        [(resolved, reduced)],
    ] == turns(*modes, TradingMode.REDUCE_ONLY, TradingMode.ACTIVE)


def test_a_switch_shows_where_its_owner_looks():
    """A portfolio's with the portfolio, those over the person and the account with the first one."""
    assert [PortfolioRef("owner"), SECOND, PortfolioRef("owner")] == [home_of(each, PLACE) for each in OWNED]


def test_the_switch_over_everybody_is_nobodys():
    """It would have to be told to all there are."""
    with pytest.raises(ValueError, match="has an owner"):
        observe_switch(state(TradingMode.HALTED), NOON, TradingScope.EVERYBODY, PLACE)
