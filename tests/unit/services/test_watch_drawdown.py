"""The drawdown guard: what trips it, what does not, and how its owner gets out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from automated_worlds import alerts
from taxed_worlds import Forgetful, Watched
from trimtab.adapters.memory.broker import MemoryBroker, MemoryBrokers
from trimtab.adapters.memory.risk import MemoryEquityPeaks
from trimtab.domain.activity import AccountEntry
from trimtab.domain.commands import SetTradingMode
from trimtab.domain.equity import EquityPeak
from trimtab.domain.errors import UnavailableError
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Limits
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trading_state import TradingMode, TradingScope, TradingState
from trimtab.ports import PeakRecord, Services
from trimtab.services.policies import current_policy
from trimtab.services.set_trading_mode import set_trading_mode
from trimtab.services.snapshots import take_snapshot
from trimtab.services.start_run import place_of
from trimtab.services.watch_drawdown import GUARD, OVERLAP, watch_drawdown
from worlds import ANNA, World, world

DAY = timedelta(days=1)


def watched(limit: str | None = "0.2") -> World:
    """Anna has 10000 dollars, 8000 of them in SPY, and has been looked at once."""
    here = world()
    look(here, limit)
    here.clock.advance(DAY)
    return here


def look(here: World, limit: str | None = "0.2", services: Services | None = None) -> Reason | None:
    """Watch Anna's portfolio as a check does."""
    all_services = services or here.services
    account = take_snapshot(all_services.brokers.of(ANNA.uid), (), here.clock.now())
    policy = replace(
        current_policy(ANNA, all_services), limits=Limits(max_drawdown=D(limit) if limit else None)
    )
    return watch_drawdown(ANNA, account, policy, all_services)


def switch(here: World) -> TradingState:
    """Read the switch over Anna's portfolio."""
    account = take_snapshot(here.broker, (), here.clock.now())
    return here.trading.of(TradingScope.PORTFOLIO, place_of(ANNA, account))


def pay(here: World, amount: str, status: str = "executed") -> None:
    """Let money come in now, or leave; what was cancelled goes the way it came."""
    kind = "CSD" if D(amount) > 0 else "CSW"
    here.broker.cash += D(amount) if status == "executed" else -D(amount)
    here.broker.happened.append(
        AccountEntry(
            activity_id=here.broker.fresh_activity_id(),
            day=here.clock.now().date(),
            kind=kind,
            detail="",
            status=status,
            net_amount=D(amount),
            at=here.clock.now(),
        )
    )


def turn(here: World, mode: TradingMode) -> None:
    """Let Anna turn the switch over her portfolio."""
    command = SetTradingMode(
        uid=ANNA.uid, is_operator=False, mode=mode, reason="I know", scope=TradingScope.PORTFOLIO
    )
    set_trading_mode(command, here.services)


def peak(here: World) -> EquityPeak:
    """Read what is kept."""
    return here.peaks.records[ANNA].peak


def on(here: World, broker: MemoryBroker) -> Services:
    """Put another broker in the place of Anna's."""
    return replace(here.services, brokers=MemoryBrokers({ANNA.uid: broker}))


@pytest.mark.parametrize(
    ("price", "mode"), [("300", TradingMode.ACTIVE), ("299.9995", TradingMode.REDUCE_ONLY)]
)
def test_exactly_the_limit_does_not_trip_and_one_cent_more_does(price: str, mode: TradingMode):
    """From 10000 to 8000 is a fifth; 7999.99 is more."""
    here = watched()
    here.broker.prices["SPY"] = D(price)
    look(here)

    assert mode is switch(here).mode


def test_the_switch_tells_who_why_when_and_its_epoch():
    """With the figures in its reason, and a line for whoever watches."""
    here = watched()
    here.broker.prices["SPY"] = D(250)
    breach, turned = look(here), switch(here)

    assert breach
    assert (TradingMode.REDUCE_ONLY, GUARD, breach.text, here.clock.now(), 1) == (
        turned.mode,
        turned.updated_by,
        turned.reason,
        turned.updated_at,
        turned.epoch,
    )
    assert ["drawdown limit passed"] == [line.message for line in here.log.lines]
    assert [("PORTFOLIO-REDUCE_ONLY", True)] == [
        (each.key, each.text.endswith(breach.text)) for each in alerts(here)
    ]


def test_without_a_limit_nothing_is_watched():
    """No peak is kept, and nothing is asked of the broker but the snapshot."""
    here = watched(limit=None)
    here.broker.prices["SPY"] = D(1)
    look(here, limit=None)

    assert (TradingMode.ACTIVE, {}) == (switch(here).mode, here.peaks.records)


def test_the_fall_is_measured_from_the_highest_value_seen():
    """Up to 12000, and back to 10000: a sixth."""
    here = watched("0.1")
    here.broker.prices["SPY"] = D(500)
    look(here, "0.1")
    here.broker.prices["SPY"] = D(400)
    breach = look(here, "0.1")

    assert breach
    assert "16.67 % below the peak of 12000 on 2026-01-06" in breach.text


@pytest.mark.parametrize("amount", ["100000", "-900"])
def test_money_in_or_out_does_not_trip(amount: str):
    """The account stands at its limit exactly, and money moves; more than once counts as once."""
    here = watched()
    here.broker.prices["SPY"] = D(300)
    pay(here, amount)
    breaches = [look(here) for _ in range(3)]

    assert ([None] * 3, TradingMode.ACTIVE) == (breaches, switch(here).mode)


@pytest.mark.parametrize(("amount", "expected"), [("100000", "110000"), ("-900", "9100")])
def test_money_in_or_out_moves_the_peak(amount: str, expected: str):
    """And so it does not hide a fall, either; the looks of later days know what is counted."""
    here = watched()
    pay(here, amount)
    for _ in range(3):
        look(here)
        here.clock.advance(DAY)

    assert D(expected) == peak(here).value


def test_a_deposit_of_before_the_first_look_is_in_the_peak():
    """What was there when the peak was taken is not added to it later, even if only its day is known."""
    here = world()
    pay(here, "500")
    deposit = here.broker.happened.pop()
    assert isinstance(deposit, AccountEntry)
    here.broker.happened.append(replace(deposit, at=None))
    for _ in range(2):
        look(here)
        here.clock.advance(DAY)

    assert D(10_500) == peak(here).value


def test_a_deposit_that_is_listed_late_counts_once():
    """Its money raised the peak before its entry was seen."""
    here = watched()
    pay(here, "500")
    late = here.broker.happened.pop()
    here.clock.advance(DAY)
    look(here)
    here.broker.happened.append(late)
    look(here)

    assert D(10_500) == peak(here).value


def test_a_deposit_that_bounces_is_undone():
    """Its money is gone again, and that is no loss."""
    here = watched("0.01")
    pay(here, "500")
    look(here, "0.01")
    pay(here, "500", "canceled")

    assert (None, D(10_000)) == (look(here, "0.01"), peak(here).value)


def test_shares_that_leave_are_no_loss():
    """Anna transfers all her SPY to another broker: what is left has its own peak."""
    here = watched()
    here.broker.shares.pop("SPY")
    here.broker.happened.append(
        AccountEntry(
            activity_id="transfer",
            day=date(2020, 1, 2),
            kind="ACATS",
            detail="",
            status="executed",
            net_amount=ZERO,
            symbol="SPY",
            quantity=D(-20),
            at=here.clock.now(),
        )
    )

    assert (None, D(2000)) == (look(here), peak(here).value)


def test_only_an_active_switch_is_turned():
    """Anna has halted her portfolio herself: nothing is loosened."""
    here = watched()
    turn(here, TradingMode.HALTED)
    here.broker.prices["SPY"] = D(1)

    assert (None, TradingMode.HALTED, 1) == (look(here), switch(here).mode, switch(here).epoch)
    assert D(10_000) == peak(here).value


def test_the_guard_turns_the_switch_once():
    """It stays where it is while the value falls on, and so does the peak."""
    here = watched()
    here.broker.prices["SPY"] = D(250)
    for _ in range(3):
        look(here)

    assert (1, 1, D(10_000)) == (switch(here).epoch, len(here.log.lines), peak(here).value)


def test_a_higher_value_alone_opens_nothing():
    """The way back is an explicit act."""
    here = watched()
    here.broker.prices["SPY"] = D(250)
    look(here)
    here.broker.prices["SPY"] = D(600)
    look(here)

    assert TradingMode.REDUCE_ONLY is switch(here).mode


def test_the_peak_begins_anew_after_an_explicit_return():
    """Anna opens her portfolio at 7000: from there a fifth more may go, and no less trips it."""
    here = watched()
    here.broker.prices["SPY"] = D(250)
    look(here)
    turn(here, TradingMode.ACTIVE)
    after = look(here)
    here.broker.prices["SPY"] = D(179)

    assert (None, D(7000), 2) == (after, peak(here).value, peak(here).epoch)
    assert (True, 3) == (look(here) is not None, switch(here).epoch)


def test_another_account_has_another_peak():
    """Anna links a smaller one: that is no loss."""
    here = watched()
    other = MemoryBroker(cash=D(10), prices=here.broker.prices, now=here.clock.now, account_id="another")

    assert (None, D(10)) == (look(here, services=on(here, other)), peak(here).value)


def test_a_value_without_every_price_is_not_judged():
    """A price that is missing for a moment is no loss."""
    here = watched()
    del here.broker.prices["SPY"]

    assert (None, D(10_000)) == (look(here), peak(here).value)


def test_what_cannot_be_judged_is_said():
    """Without activities nobody knows whether money has left."""
    here = watched()
    silent = Forgetful(cash=D(1), prices=here.broker.prices, now=here.clock.now)

    with pytest.raises(UnavailableError):
        look(here, services=on(here, silent))


def test_activities_are_read_from_shortly_before_the_last_look():
    """Not from the beginning, and not from the peak."""
    here = watched()
    broker = Watched(cash=D(1000), prices=here.broker.prices, shares=here.broker.shares, now=here.clock.now)
    here.clock.advance(9 * DAY)
    for _ in range(2):
        look(here, services=on(here, broker))

    first = date(2026, 1, 5) - OVERLAP
    assert [first, first + 10 * DAY] == broker.asked


def test_a_clock_that_goes_back_counts_nothing_twice():
    """The deposit is older than what is remembered, and stays so."""
    here = watched()
    pay(here, "500")
    for days in (15, -1, 0):
        here.clock.advance(days * DAY)
        look(here)

    assert D(10_500) == peak(here).value


def test_a_quiet_look_writes_nothing():
    """Nothing has changed since the last one of the day."""
    here = watched()
    look(here)
    before = here.peaks.records[ANNA]
    look(here)

    assert before is here.peaks.records[ANNA]


class Contended(MemoryEquityPeaks):
    """Peaks that somebody else changes first, as often as they are told to."""

    losses = 0

    def save(self, portfolio: PortfolioRef, before: PeakRecord | None, peak: EquityPeak) -> bool:
        """Lose, or keep."""
        self.losses -= 1
        return self.losses < 0 and super().save(portfolio, before, peak)


def contended(losses: int) -> tuple[World, Services]:
    """Anna's world, in which so many others are faster."""
    here, peaks = world(), Contended()
    peaks.losses = losses
    return here, replace(here.services, equity_peaks=peaks)


def test_a_race_that_was_lost_is_run_again():
    """Two lost rounds are no trouble."""
    here, services = contended(2)
    look(here, services=services)

    assert services.equity_peaks.load(ANNA)


def test_a_race_is_given_up_in_the_end():
    """The third lost round is told."""
    here, services = contended(3)

    with pytest.raises(UnavailableError) as given_up:
        look(here, services=services)

    assert ReasonCode.STORE_UNAVAILABLE is given_up.value.code


def test_a_value_that_cannot_be_judged_is_told():
    """A holding has no price: the guard does nothing, and whoever looks after it reads why."""
    here = watched()
    here.broker.shares["OLD"] = D(1)
    here.broker.prices["SPY"] = D(200)
    look(here)

    (line,) = [line for line in here.log.lines if line.message == "drawdown not judged"]
    assert ("anna", "There is no price for OLD.") == (line.fields["uid"], line.fields["detail"])


def test_a_portfolio_without_a_limit_is_not_told_of():
    """Nobody watches its drawdown."""
    here = watched()
    here.broker.shares["OLD"] = D(1)
    look(here, None)

    assert "drawdown not judged" not in [line.message for line in here.log.lines]
