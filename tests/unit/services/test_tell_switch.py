"""Telling how switches were turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from automated_worlds import alerts, deliveries
from trimtab.adapters.memory.telling import MemoryAlerts, MemoryDeliveries
from trimtab.domain.alert import Alert, AlertKind
from trimtab.domain.commands import SetTradingMode
from trimtab.domain.delivery import Delivery
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState
from trimtab.services.set_trading_mode import set_trading_mode
from trimtab.services.tell_switch import tell_switches, tell_turn
from worlds import ANNA, NOON, World, world

PLACE = TradingPlace(portfolio=ANNA, account_key="acct_1")
HALTED_FOR = timedelta(hours=1)
HALTED = TradingState(mode=TradingMode.HALTED, reason="drill", epoch=1, updated_by="anna", updated_at=NOON)


class DeafAlerts(MemoryAlerts):
    """A store that does not take anything."""

    def turn(self, alert: Alert, deliveries: Sequence[Delivery]) -> None:
        """Fail."""
        raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, f"{alert.alert_id} is not stored: {deliveries}")


def turn(here: World, mode: TradingMode, **changes: Any) -> None:
    command = SetTradingMode(
        uid=ANNA.uid, is_operator=True, mode=mode, reason="drill", scope=TradingScope.PORTFOLIO
    )
    set_trading_mode(replace(command, **changes), here.services)


def test_a_turn_reaches_its_owner_once():
    """However often it is told."""
    here = world()
    for _ in range(3):
        tell_turn(HALTED, TradingScope.PORTFOLIO, PLACE, here.services)

    assert [(AlertKind.KILL_SWITCH, "PORTFOLIO-HALTED")] == [(each.kind, each.key) for each in alerts(here)]
    assert 1 == len({each.event.event_id for each in deliveries(here)})


@pytest.mark.parametrize("scope", [TradingScope.USER, TradingScope.PORTFOLIO, TradingScope.ACCOUNT])
def test_who_turns_a_switch_is_told_and_told_again_when_it_is_over(scope: TradingScope):
    """An episode from the one turn to the other."""
    here = world()
    turn(here, TradingMode.HALTED, scope=scope)
    opened = len(alerts(here))
    here.clock.advance(HALTED_FOR)
    turn(here, TradingMode.ACTIVE, scope=scope)

    assert (1, []) == (opened, alerts(here))
    assert 2 == len({each.event.event_id for each in deliveries(here)})


@pytest.mark.parametrize(
    ("scope", "state"),
    [
        (TradingScope.EVERYBODY, HALTED),
        (TradingScope.PORTFOLIO, TradingState.halted("the trading mode cannot be read now")),
    ],
)
def test_what_concerns_no_owner_is_not_told(scope: TradingScope, state: TradingState):
    """The switch over everybody, and one that could not be read: nobody has turned it."""
    here = world()
    tell_turn(state, scope, PLACE, here.services)

    assert [] == deliveries(here)


def test_a_turn_that_cannot_be_told_is_turned_all_the_same():
    """Nothing keeps a stop from counting; the log says who was not told."""
    here = world()
    alerts = DeafAlerts(MemoryDeliveries())
    deaf = replace(here.services, telling=replace(here.services.telling, alerts=alerts))
    tell_turn(HALTED, TradingScope.PORTFOLIO, PLACE, deaf)

    assert [("turn not told", "anna")] == [(line.message, line.fields["uid"]) for line in here.log.lines]


def test_what_was_not_told_is_told_by_the_next_look():
    """As if it had been told at its time: telling it late opens no second episode."""
    here = world()
    here.trading.set(HALTED, TradingScope.ACCOUNT, PLACE)
    here.clock.advance(HALTED_FOR)
    for _ in range(2):
        tell_switches(PLACE, here.services)

    assert [("acct_1-HALTED", NOON)] == [(each.key, each.opened_at) for each in alerts(here)]


def test_a_late_word_of_a_stop_is_put_right_by_the_next_look():
    """Of two turns the earlier was told last; the look sees the switch as it stands."""
    here = world()
    turn(here, TradingMode.HALTED)
    here.clock.advance(HALTED_FOR)
    turn(here, TradingMode.ACTIVE)
    tell_turn(replace(HALTED, reason="late"), TradingScope.PORTFOLIO, PLACE, here.services)
    tell_switches(PLACE, here.services)

    assert [] == alerts(here)
