"""What every storage of the kill switch promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contract.stores import samples
from contract.stores.conftest import Stores
from trimtab.domain.control import CancelRequest
from trimtab.domain.mode_change import ModeChange
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState

HALTED = TradingState(
    mode=TradingMode.HALTED,
    reason="stop",
    epoch=3,
    updated_by="ada",
    updated_at=samples.NOON,
    cancels_open_orders=True,
)
OPEN = TradingState(
    mode=TradingMode.ACTIVE, reason="open", epoch=1, updated_by="olga", updated_at=samples.NOON
)


def test_a_switch_nobody_set_is_halted(stores: Stores):
    """A missing document stops trading."""
    assert TradingMode.HALTED is stores.trading.current().mode


@pytest.mark.parametrize("mode", TradingMode)
def test_a_state_comes_back(stores: Stores, mode: TradingMode):
    """Mode, reason, epoch, author and time are read as they were set."""
    state = TradingState(mode=mode, reason="a test", epoch=7, updated_by="ada", updated_at=samples.NOON)
    stores.trading.set(state)

    assert state == stores.trading.current()


def test_the_last_state_wins(stores: Stores):
    """Setting the switch again replaces it."""
    stores.trading.set(OPEN)
    stores.trading.set(HALTED)

    assert HALTED == stores.trading.current()


NARROW = [TradingScope.USER, TradingScope.PORTFOLIO, TradingScope.ACCOUNT]
PLACE = samples.run("run1").place
ELSEWHERE = {
    TradingScope.USER: TradingPlace(portfolio=PortfolioRef("bob"), account_key="acct_1"),
    TradingScope.PORTFOLIO: TradingPlace(portfolio=samples.SECOND, account_key="acct_1"),
    TradingScope.ACCOUNT: TradingPlace(portfolio=samples.HOME, account_key="acct_2"),
}


@pytest.mark.parametrize("scope", NARROW)
def test_one_switch_stops_its_own_place_alone(stores: Stores, scope: TradingScope):
    """A person, a portfolio or an account is stopped, its neighbour and everybody else are not."""
    stores.trading.set(OPEN)
    stores.trading.set(HALTED, scope, PLACE)

    assert [TradingMode.HALTED, TradingMode.ACTIVE, TradingMode.ACTIVE] == [
        stores.trading.current(place).mode for place in (PLACE, ELSEWHERE[scope], None)
    ]


@pytest.mark.parametrize("scope", NARROW)
def test_a_narrow_switch_comes_back(stores: Stores, scope: TradingScope):
    """One that nobody has turned allows everything under epoch 0; a turned one is read as it was set."""
    before = stores.trading.of(scope, PLACE)
    stores.trading.set(HALTED, scope, PLACE)

    assert (TradingMode.ACTIVE, 0, HALTED) == (before.mode, before.epoch, stores.trading.of(scope, PLACE))


@pytest.mark.parametrize("scope", NARROW)
@pytest.mark.parametrize(("epoch", "is_set"), [(1, True), (2, False), (0, False)])
def test_a_guard_turns_a_switch_that_nobody_has_turned(
    stores: Stores, scope: TradingScope, epoch: int, *, is_set: bool
):
    """Its state is the next one, or it is too late."""
    state = replace(HALTED, epoch=epoch)

    assert is_set is stores.trading.set_next(state, scope, PLACE)
    assert is_set is (state == stores.trading.of(scope, PLACE))


def test_a_guard_does_not_undo_what_a_person_has_just_said(stores: Stores):
    """Somebody turned the switch since the guard looked; from there on it may go on."""
    said = replace(HALTED, epoch=1, mode=TradingMode.REDUCE_ONLY)
    stores.trading.set(said, TradingScope.ACCOUNT, PLACE)

    assert [False, True] == [
        stores.trading.set_next(replace(HALTED, epoch=epoch), TradingScope.ACCOUNT, PLACE) for epoch in (1, 2)
    ]


@pytest.mark.parametrize("scope", [TradingScope.EVERYBODY, *NARROW])
def test_a_switch_is_turned_from_what_was_read(stores: Stores, scope: TradingScope):
    """Whoever has read the switch turns it, be it for the first time; not from what stood there before."""
    unturned = stores.trading.of(scope, PLACE)
    first, second = replace(HALTED, epoch=7), replace(OPEN, epoch=8)
    turns = (
        (first, unturned),
        (second, unturned),
        (second, replace(first, reason="another")),
        (second, first),
    )

    assert [True, False, False, True] == [
        stores.trading.set_next(state, scope, PLACE, before) for state, before in turns
    ]
    assert second == stores.trading.of(scope, PLACE)


def test_no_narrow_switch_opens_what_is_closed_to_everybody(stores: Stores):
    """Without the switch over everybody nothing may be traded anywhere."""
    stores.trading.set(OPEN, TradingScope.USER, PLACE)

    assert TradingMode.HALTED is stores.trading.current(PLACE).mode


def test_a_narrow_switch_needs_a_place(stores: Stores):
    """Nobody's switch cannot be turned."""
    with pytest.raises(ValueError, match="place is None"):
        stores.trading.set(HALTED, TradingScope.USER)


def test_a_run_is_under_every_switch_of_its_place(stores: Stores):
    """The epochs add up, so that any turn is noticed, and the strictest mode counts."""
    stores.trading.set(OPEN)
    stores.trading.set(HALTED, TradingScope.ACCOUNT, PLACE)
    control = stores.trading.control(samples.run("run1"))

    assert (TradingMode.HALTED, 4, True, None) == (
        control.trading.mode,
        control.trading.epoch,
        control.trading.cancels_open_orders,
        control.cancel,
    )


def test_the_first_wish_to_end_a_run_is_kept(stores: Stores):
    """Who asks second changes nothing, and another run has no wish."""
    stores.trading.set(OPEN)
    run, other = samples.run("run1"), samples.run("run2")
    first = CancelRequest(by="ada", reason="first", at=samples.NOON)
    for wish in (first, CancelRequest(by="ada", reason="second", at=samples.NOON)):
        stores.trading.request_cancel(run, wish)

    assert [first, None] == [stores.trading.control(each).cancel for each in (run, other)]


def turned(stores: Stores) -> tuple[ModeChange, ...]:
    """List the turns of the day of `HALTED` and `OPEN`."""
    return stores.trading.changes_of(samples.NOON.date())


@pytest.mark.parametrize("scope", TradingScope)
def test_every_turn_is_kept(stores: Stores, scope: TradingScope):
    """With who, why, when and the epoch, in their order, though the switch itself shows the last alone."""
    later = replace(OPEN, epoch=4, updated_at=samples.NOON + timedelta(seconds=1))
    for state in (HALTED, later):
        stores.trading.set(state, scope, PLACE)

    assert [ModeChange.of(state, scope, PLACE) for state in (HALTED, later)] == list(turned(stores))


@pytest.mark.parametrize("scope", NARROW)
def test_a_turn_of_a_guard_is_kept_if_it_was_in_time(stores: Stores, scope: TradingScope):
    """What came too late has turned nothing."""
    for epoch in (1, 1, 3):
        stores.trading.set_next(replace(HALTED, epoch=epoch), scope, PLACE)

    assert [ModeChange.of(replace(HALTED, epoch=1), scope, PLACE)] == list(turned(stores))


def test_two_who_turn_at_once_are_both_kept(stores: Stores):
    """Neither saw the other, and both made the same epoch: the kill is not refused for it."""
    for who in ("ada", "olga"):
        stores.trading.set(replace(HALTED, updated_by=who))

    assert ["ada", "olga"] == sorted(change.state.updated_by for change in turned(stores))


def test_a_day_has_its_own_turns_alone(stores: Stores):
    """The last moment of a day and the first of the next one are apart."""
    midnight = samples.NOON.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    for at in (midnight - timedelta(microseconds=1), midnight):
        stores.trading.set(replace(OPEN, updated_at=at))

    assert [midnight] == [change.at for change in stores.trading.changes_of(midnight.date())]
    assert 1 == len(turned(stores))


@pytest.mark.parametrize("scope", [None, *NARROW])
def test_a_turn_that_tells_nobody_turns_nothing(stores: Stores, scope: TradingScope | None):
    """A state without an author is refused as a whole."""
    with pytest.raises(ValueError, match="lacks updated_by"):
        stores.trading.set(replace(OPEN, updated_by=""), scope or TradingScope.EVERYBODY, PLACE)

    assert () == turned(stores)
