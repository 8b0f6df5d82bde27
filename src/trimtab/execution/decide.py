"""Decide the next step of a run: sells to their end, then buys, then the verdict; a stop goes before all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.control import Control
from trimtab.domain.intent import OrderType
from trimtab.domain.leg import IN_DOUBT, UNSENT, WORKING, Leg, LegState
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import Run, RunKind, RunState
from trimtab.domain.trade import Side
from trimtab.execution.chain import awaits_residual, is_filled, may_be_repriced, originals

LEG_PATIENCE: Final = timedelta(minutes=3)
"""How long a sent order may work before the rest of it is cancelled."""

STUCK_AFTER: Final = timedelta(minutes=15)
"""How long an order may work before a person must look: the broker does not honour its cancellation."""

SENDS_A_MINUTE: Final = 6
"""How many orders of a run leave within a minute, one for a rest counted twice; with the looks around each,
the account stays below 120 requests (I-19)."""

_MINUTE: Final = timedelta(minutes=1)
_SELLS: Final = (RunState.SELLING, RunState.SELLS_OPEN)
_BUYS: Final = (RunState.BUYING, RunState.BUYS_OPEN)
_OPEN: Final = {Side.SELL: RunState.SELLS_OPEN, Side.BUY: RunState.BUYS_OPEN}
_HALTING: Final = frozenset({ReasonCode.TRADING_HALTED, ReasonCode.REDUCE_ONLY})


@dataclass(frozen=True, slots=True)
class SendLeg:
    """Send one order, if the guards let it."""

    state: RunState
    number: int


@dataclass(frozen=True, slots=True)
class SealBuys:
    """Fix what the buys may cost from the cash that is really there."""

    state: RunState = RunState.BUY_SEALED


@dataclass(frozen=True, slots=True)
class CancelLeg:
    """Ask for the cancellation of what is left of an order."""

    state: RunState
    number: int
    is_repriced: bool = False
    """Whether what is left is to be sent again at a new price."""


@dataclass(frozen=True, slots=True)
class AddResidual:
    """Make a new order for what a cancelled one has left unfilled, or say why there is none."""

    state: RunState
    number: int
    """The leg whose rest it is."""
    ban: Reason | None = None


@dataclass(frozen=True, slots=True)
class WithdrawLegs:
    """Give up orders that have not left: they may no longer be sent."""

    state: RunState
    reasons: tuple[tuple[int, Reason], ...]
    """Leg numbers, and why."""


@dataclass(frozen=True, slots=True)
class AwaitFills:
    """Nothing to send now: look at the run again a little later, or when its hold is over."""

    state: RunState


@dataclass(frozen=True, slots=True)
class Conclude:
    """The run is over, or only a person can go on; `reason` says how it ended."""

    state: RunState
    reason: Reason


Act = SendLeg | SealBuys | CancelLeg | AddResidual | WithdrawLegs | Conclude
Step = Act | AwaitFills


def decide(run: Run, legs: tuple[Leg, ...], control: Control, now: datetime) -> Step:
    """Choose the next step; equal inputs give equal steps.

    No order leaves before the run's hold is over, and no buy before every sell is final and the buys are
    sealed (I-05). What `control` forbids is given up before anything is sent. In trouble nothing is sent any
    more, and what is open is cancelled as ever, but for an order that may be somebody else's.
    """
    trouble = _find_trouble(legs, now)
    if trouble:
        sound = tuple(leg for leg in legs if leg.reason_code is not ReasonCode.ORDER_MISMATCH)
        taken_back = _cancel_open(run, sound, control) or _cancel_overdue(run, sound, now)
        return taken_back or _watch_others(sound, now) or Conclude(RunState.NEEDS_OPERATOR, trouble)
    stop = _withdraw(run, legs, control) or _cancel_open(run, legs, control) or _forgo(run, legs, control)
    if stop:
        return stop
    if run.hold_left(now) and any(leg.state in UNSENT for leg in legs):
        return AwaitFills(run.state)
    sells = tuple(leg for leg in legs if leg.side is Side.SELL)
    buys = tuple(leg for leg in legs if leg.side is Side.BUY)
    is_held_up = _is_pace_used_up(legs, now)
    step = _work_side(run, sells, _SELLS, now, is_held_up=is_held_up)
    if step is None and any(leg.state is LegState.PLANNED for leg in buys):
        return SealBuys()
    step = step or _work_side(run, buys, _BUYS, now, is_held_up=is_held_up)
    return step or _conclude(legs, control)


def _withdraw(run: Run, legs: tuple[Leg, ...], control: Control) -> WithdrawLegs | None:
    unsent = tuple(leg for leg in legs if leg.state in UNSENT)
    bans = ((leg.number, control.find_ban(leg.side, run.trading_epoch)) for leg in unsent)
    reasons = tuple((number, ban) for number, ban in bans if ban)
    return WithdrawLegs(run.state, reasons) if reasons else None


def _cancel_open(run: Run, legs: tuple[Leg, ...], control: Control) -> CancelLeg | None:
    unasked = (leg for leg in legs if leg.state in WORKING and leg.cancel_requested_at is None)
    return next((CancelLeg(run.state, leg.number) for leg in unasked if control.cancels(leg.side)), None)


def _forgo(run: Run, legs: tuple[Leg, ...], control: Control) -> AddResidual | None:
    """Give up what a repriced order has left unfilled, where no order may be sent for it any more."""
    for leg in legs:
        ban = control.find_ban(leg.side, run.trading_epoch) if awaits_residual(leg, legs) else None
        if ban:
            return AddResidual(run.state, leg.number, ban)
    return None


def _find_trouble(legs: tuple[Leg, ...], now: datetime) -> Reason | None:
    """Name what only a person can sort out; nothing more is sent then."""
    if any(leg.reason_code is ReasonCode.ORDER_MISMATCH for leg in legs):
        text = "The broker holds a different order under one of this run's ids; a person must look."
        return Reason(ReasonCode.ORDER_MISMATCH, text)
    stuck = next((leg for leg in legs if _is_stuck(leg, now)), None)
    text = f"The order for {stuck.symbol} neither fills nor cancels; a person must look." if stuck else ""
    return Reason(ReasonCode.ORDER_STUCK, text) if stuck else None


def _cancel_overdue(run: Run, legs: tuple[Leg, ...], now: datetime) -> CancelLeg | None:
    """Cancel what has worked for too long; a person sees to what is stuck though that was asked for."""
    overdue = (leg for leg in legs if _is_overdue(leg, run, now))
    unheard = (leg for leg in overdue if leg.cancel_requested_at is None or not _is_stuck(leg, now))
    return next((CancelLeg(_OPEN[leg.side], leg.number) for leg in unheard), None)


def _watch_others(legs: tuple[Leg, ...], now: datetime) -> AwaitFills | None:
    """Wait for what may still fill, or may have left."""
    pending = tuple(leg.side for leg in legs if leg.state in WORKING | IN_DOUBT and not _is_stuck(leg, now))
    if not pending:
        return None
    return AwaitFills(_OPEN[Side.SELL if Side.SELL in pending else Side.BUY])


def _is_stuck(leg: Leg, now: datetime) -> bool:
    return leg.state in WORKING and leg.sent_at is not None and now - leg.sent_at > STUCK_AFTER


def _work_side(
    run: Run, legs: tuple[Leg, ...], states: tuple[RunState, RunState], now: datetime, *, is_held_up: bool
) -> Step | None:
    sending, waiting = states
    unsent = tuple(leg for leg in legs if leg.state in UNSENT)
    ready = tuple(leg for leg in unsent if not _is_put_off(leg, now))
    if ready and not any(_is_throttled(leg, now) for leg in unsent) and not is_held_up:
        return SendLeg(sending, ready[0].number)
    overdue = next((leg for leg in legs if _is_overdue(leg, run, now)), None)
    if overdue:
        return CancelLeg(sending if unsent else waiting, overdue.number, _wants_new_price(overdue, run))
    if unsent:
        return AwaitFills(sending)
    cut_short = next((leg for leg in legs if awaits_residual(leg, legs)), None)
    # What is in doubt may hold cash or shares nobody sees; a new order waits for that.
    if cut_short and not is_held_up and not any(leg.state in IN_DOUBT for leg in legs):
        return AddResidual(sending, cut_short.number)
    is_open = cut_short is not None or any(not leg.is_final for leg in legs)
    return AwaitFills(waiting) if is_open else None


def _is_throttled(leg: Leg, now: datetime) -> bool:
    """Tell whether the account must wait; requests are counted by account, so one leg holds all."""
    return leg.hindered_since is None and _is_put_off(leg, now)


def _is_put_off(leg: Leg, now: datetime) -> bool:
    return leg.not_before is not None and now < leg.not_before


def _is_pace_used_up(legs: tuple[Leg, ...], now: datetime) -> bool:
    recent = (leg for leg in legs if leg.sent_at is not None and now - leg.sent_at < _MINUTE)
    looks = (leg for leg in legs if leg.hindered_since is not None and now - leg.updated_at < _MINUTE)
    sends = sum(1 if leg.residual_of is None else 2 for leg in recent)
    # An order that waits for its price is looked at twice a minute.
    return sends + sum(2 for _ in looks) >= SENDS_A_MINUTE


def _is_overdue(leg: Leg, run: Run, now: datetime) -> bool:
    if leg.state not in WORKING or leg.sent_at is None:
        return False
    if leg.cancel_requested_at is not None:
        return now - leg.cancel_requested_at > LEG_PATIENCE
    return now - leg.sent_at > (_price_patience(run) if _has_price_of_run(leg, run) else LEG_PATIENCE)


def _price_patience(run: Run) -> timedelta:
    return timedelta(seconds=run.execution.reprice_after_seconds)


def _has_price_of_run(leg: Leg, run: Run) -> bool:
    """Tell whether the policy has priced a limit order; a single order has its owner's own limit."""
    return leg.order_type is OrderType.LIMIT and run.kind is RunKind.REBALANCE


def _wants_new_price(leg: Leg, run: Run) -> bool:
    is_first_request = leg.cancel_requested_at is None
    return is_first_request and _has_price_of_run(leg, run) and may_be_repriced(leg, run.execution)


def _conclude(legs: tuple[Leg, ...], control: Control) -> Conclude:
    approved = originals(legs)
    count, filled = len(approved), sum(1 for leg in approved if is_filled(leg, legs))
    moved = any(leg.filled_quantity for leg in legs)
    if control.cancel is not None and filled < count:
        text = f"The run was cancelled: {filled} of {count} orders were filled before."
        return Conclude(RunState.CANCELLED, Reason(ReasonCode.CANCELLED_BY_OWNER, text))
    if any(leg.reason_code in _HALTING for leg in legs):
        text = f"Trading was stopped: {filled} of {count} orders were filled, the rest was not sent."
        return Conclude(RunState.HALTED, Reason(ReasonCode.TRADING_HALTED, text))
    if filled == count:
        return Conclude(
            RunState.COMPLETED, Reason(ReasonCode.ALL_FILLED, f"All {filled} orders were filled.")
        )
    if moved:
        text = f"{filled} of {count} orders were filled completely; the legs tell of the others."
        return Conclude(RunState.PARTIAL, Reason(ReasonCode.SOME_FILLED, text))
    text = "No order was filled; the legs say why."
    return Conclude(RunState.BLOCKED, Reason(ReasonCode.NOTHING_FILLED, text))
