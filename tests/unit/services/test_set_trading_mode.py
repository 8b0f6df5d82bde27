"""The kill switch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trimtab.adapters.memory.stores import MemoryTradingStates
from trimtab.domain.commands import SetTradingMode
from trimtab.domain.errors import NotPermittedError, RefusedError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import account_key
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState
from trimtab.services.set_trading_mode import set_trading_mode
from worlds import ANNA, NOON, World, world

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


def test_an_unreadable_switch_is_turned_to_an_epoch_no_run_has_seen():
    """Counted from nothing it would be one again, and runs of epoch one would go on after a stop (F-182)."""
    here, seen = world(), world().trading.current().epoch
    malformed = MemoryTradingStates(TradingState.halted("the document is malformed"))
    services = replace(here.services, trading=malformed)

    assert seen < set_trading_mode(replace(STOP, mode=TradingMode.ACTIVE), services).epoch


def test_a_switch_that_cannot_be_read_now_is_only_tightened(monkeypatch: pytest.MonkeyPatch):
    """Nobody knows what a turn to ACTIVE would undo; a kill asks for nothing."""
    here = world()
    monkeypatch.setattr(here.trading, "of", lambda *_: TradingState.halted("no answer"))

    with pytest.raises(RefusedError, match="no answer"):
        set_trading_mode(replace(STOP, mode=TradingMode.ACTIVE), here.services)

    assert TradingMode.HALTED is set_trading_mode(STOP, here.services).mode


def raced(here: World, *modes: TradingMode) -> None:
    """Let olga turn the switch right after each of the next looks at it."""
    look, left = here.trading.of, list(modes)

    def of(scope: TradingScope, place: TradingPlace) -> TradingState:
        seen = look(scope, place)
        if left:
            epoch = here.trading.current().epoch + 1
            here.trading.set(
                TradingState(
                    mode=left.pop(0), reason="olga's", epoch=epoch, updated_by="olga", updated_at=NOON
                )
            )
        return seen

    here.trading.of = of  # type: ignore[method-assign]  # somebody is faster


@pytest.mark.parametrize("mode", [TradingMode.ACTIVE, TradingMode.REDUCE_ONLY])
def test_a_kill_is_not_undone_by_what_was_decided_before_it(mode: TradingMode):
    """The kill is stored between look and turn: it stays, and who asked is told of it (F-182)."""
    here = world()
    raced(here, TradingMode.HALTED)

    with pytest.raises(RefusedError, match="olga's") as refused:
        set_trading_mode(replace(STOP, mode=mode), here.services)

    assert (ReasonCode.SAVE_CONFLICT, "HALTED") == (refused.value.code, refused.value.details["mode"])
    assert [TradingMode.HALTED] == [change.state.mode for change in here.trading.changes]


def test_a_kill_is_stored_whatever_others_do():
    """Somebody turns the switch again after every look."""
    here = world()
    raced(here, *[TradingMode.ACTIVE] * 9)
    set_trading_mode(STOP, here.services)

    assert ("anna", TradingMode.HALTED) == (
        here.trading.changes[-1].state.updated_by,
        here.trading.changes[-1].state.mode,
    )


def test_a_turn_goes_on_from_what_is_not_stricter():
    """Somebody turned the same switch to the same mode: the second turn is the next one."""
    here = world()
    raced(here, TradingMode.ACTIVE)

    assert 3 == set_trading_mode(replace(STOP, mode=TradingMode.REDUCE_ONLY), here.services).epoch


def test_a_turn_that_is_overtaken_again_and_again_is_refused():
    """Three looks, three times somebody was faster."""
    here = world()
    raced(here, *[TradingMode.ACTIVE] * 3)

    with pytest.raises(RefusedError, match="meanwhile"):
        set_trading_mode(replace(STOP, mode=TradingMode.ACTIVE), here.services)


def test_a_turn_is_told_to_who_watches():
    """An alert is made from the line; who asked stands in the switch, and the call's ids on every line."""
    here = world()
    set_trading_mode(STOP, here.services)

    (line,) = here.log.lines
    expected = (LogLevel.WARNING, "trading mode set", {"mode": "HALTED", "scope": "EVERYBODY", "epoch": "2"})
    assert expected == (line.level, line.message, dict(line.fields))
