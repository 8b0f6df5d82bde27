"""The kill switch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trimtab.domain.commands import SetTradingMode
from trimtab.domain.errors import NotPermittedError, RefusedError
from trimtab.domain.run import account_key
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState
from trimtab.services.set_trading_mode import set_trading_mode
from worlds import ANNA, world

STOP = SetTradingMode(uid="anna", is_operator=True, mode=TradingMode.HALTED, reason="drill")


def test_the_operator_stops_trading():
    """One call stops everything, and says who, when and why."""
    here = world()

    state = set_trading_mode(STOP, here.services)

    assert state == here.trading.current()
    assert (False, "drill", "anna", 2) == (
        state.is_trading_enabled,
        state.reason,
        state.updated_by,
        state.epoch,
    )


def test_nobody_else_may():
    """A signed-in person is not an operator."""
    here = world()

    with pytest.raises(NotPermittedError):
        set_trading_mode(
            SetTradingMode(uid="ben", is_operator=False, mode=TradingMode.HALTED, reason="x"), here.services
        )

    assert TradingMode.ACTIVE == here.trading.current().mode


@pytest.mark.parametrize("scope", [TradingScope.USER, TradingScope.PORTFOLIO, TradingScope.ACCOUNT])
def test_everybody_may_stop_what_is_their_own(scope: TradingScope):
    """Anna stops herself, a portfolio or her account; others trade on."""
    here = world()
    set_trading_mode(replace(STOP, is_operator=False, scope=scope), here.services)
    place = TradingPlace(portfolio=ANNA, account_key=account_key(BrokerMode.PAPER, here.broker.account_id))

    assert [TradingMode.HALTED, TradingMode.ACTIVE] == [
        here.trading.current(each).mode for each in (place, None)
    ]


def test_each_switch_counts_for_itself():
    """Anna's second turn is epoch two, whatever the switch over everybody says."""
    here = world()
    turned = [set_trading_mode(replace(STOP, scope=TradingScope.USER), here.services).epoch for _ in range(2)]

    assert [1, 2] == turned


def test_nobody_stops_an_account_they_do_not_have():
    """Ben has linked none."""
    with pytest.raises(RefusedError):
        set_trading_mode(replace(STOP, uid="ben", scope=TradingScope.ACCOUNT), world().services)


def test_an_unreadable_switch_is_turned_to_an_epoch_no_run_has_seen(monkeypatch: pytest.MonkeyPatch):
    """Counted from nothing it would be one again, and runs of epoch one would go on after a stop (F-182)."""
    here, seen = world(), world().trading.current().epoch
    monkeypatch.setattr(here.trading, "of", lambda *_: TradingState.halted("unreadable"))

    assert seen < set_trading_mode(replace(STOP, mode=TradingMode.ACTIVE), here.services).epoch


def test_a_turn_is_told_to_who_watches():
    """An alert is made from the line; who asked stands in the switch, and the call's ids on every line."""
    here = world()
    set_trading_mode(STOP, here.services)

    (line,) = here.log.lines
    expected = (LogLevel.WARNING, "trading mode set", {"mode": "HALTED", "scope": "EVERYBODY", "epoch": "2"})
    assert expected == (line.level, line.message, dict(line.fields))
