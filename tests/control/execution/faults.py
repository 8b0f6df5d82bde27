"""Deliberate faults in the executor: one small textual change each, which some schedule has to show."""

from __future__ import annotations

from typing import Final

from control.planting import Fault, mirror_of


def deliberate() -> tuple[Fault, ...]:
    """List the faults the simulator has to find."""
    rows = (*_SENDING, *_LOOKING, *_LEASE, *_ORDER, *_MONEY, *_SWITCH, *_WORDS, *_RESTS, *_HOLD, *_AROUND)
    return tuple(Fault(*row) for row in rows)


_Row = tuple[str, str, str, str]

_SENDING: Final[tuple[_Row, ...]] = (
    (
        "an order leaves before it is on record",
        "services/send_leg.py",
        "    committed = _commit(",
        "    committed = broker.submit(leg.intent) and _commit(",
    ),
    (
        "the switch is not read after the commit",
        "services/send_leg.py",
        "    if ban:\n",
        "    if ban and not leaving.attempts:\n",
    ),
    (
        "an attempt has no end",
        "services/send_leg.py",
        "min(not_after, leaving.send_by or not_after)",
        "not_after",
    ),
    (
        "a look at the switch is good for ten seconds",
        "services/send_leg.py",
        "looked_at + SWITCH_AGE",
        "looked_at + SEND_WINDOW",
    ),
    (
        "an unclear answer means never sent",
        "execution/observe.py",
        "return replace(leg, state=LegState.UNKNOWN, note=outcome.text, updated_at=now)",
        "return replace(leg, state=LegState.NEVER_SENT, note=outcome.text, updated_at=now)",
    ),
    (
        "an unclear answer means refused",
        "execution/observe.py",
        "isinstance(outcome, Refusal)\n        and leg.attempts <= 1",
        "leg.attempts <= 1",
    ),
    (
        "an unclear answer is tried again at once",
        "execution/observe.py",
        "return replace(leg, state=LegState.UNKNOWN, note=outcome.text, updated_at=now)",
        "return replace(leg, state=LegState.INTENT, note=outcome.text, updated_at=now)",
    ),
)

_LOOKING: Final[tuple[_Row, ...]] = (
    (
        "an order is believed absent at once",
        "execution/observe.py",
        "DOUBT_BEFORE_RESEND: Final = timedelta(seconds=60)",
        "DOUBT_BEFORE_RESEND: Final = timedelta(seconds=0)",
    ),
    (
        "absence is not looked for in the list",
        "services/look.py",
        "hidden = orders.listed().get(leg.client_order_id)",
        "hidden = None",
    ),
    (
        "orders the ledger lost are not looked for",
        "services/look.py",
        "    if not found:\n",
        "    if True:\n",
    ),
    (
        "filled quantities may shrink",
        "execution/observe.py",
        "if leg.is_final or order.filled_quantity < leg.filled_quantity:",
        "if leg.is_final:",
    ),
    (
        "a cancellation counts as done",
        "services/withdraw.py",
        "cancel_requested_at=services.clock.now())",
        "cancel_requested_at=services.clock.now(), state=LegState.CANCELLED)",
    ),
    (
        "an order that is gone from sight is cancelled",
        "services/look.py",
        "    if leg.state in WORKING:\n        return leg\n",
        "    if leg.state in WORKING:\n        return replace(leg, state=type(leg.state).CANCELLED)\n",
    ),
)

_LEASE: Final[tuple[_Row, ...]] = (
    (
        "the lease is ignored",
        "services/advance_run.py",
        "if held and not held.is_over(now):",
        "if held and held.until is None:",
    ),
    (
        "a failed tick is written under whatever fence there is",
        "services/advance_run.py",
        "latest.run.is_over or latest.run.fence != held.run.fence",
        "latest.run.is_over",
    ),
    ("the fence stands still", "execution/lease.py", "fence=run.fence + 1,", "fence=run.fence,"),
)

_ORDER: Final[tuple[_Row, ...]] = (
    (
        "buys go before the sells have ended",
        "execution/decide.py",
        "return AwaitFills(waiting) if is_open else None",
        "return None",
    ),
    (
        "the account is given back in a step of its own",
        "services/conclude.py",
        "account=_give_back(account, current, services),",
        "account=services.runs.change_account(_give_back(account, current, services)) and None,",
    ),
    (
        "a stuck order is waited for for ever",
        "execution/decide.py",
        "STUCK_AFTER: Final = timedelta(minutes=15)",
        "STUCK_AFTER: Final = timedelta(minutes=1500)",
    ),
    (
        "an overdue order is left alone",
        "execution/decide.py",
        "LEG_PATIENCE: Final = timedelta(minutes=3)",
        "LEG_PATIENCE: Final = timedelta(minutes=3000)",
    ),
    (
        "nobody wakes a stalled run",
        "services/sweep.py",
        "return not run.is_over and services.clock.now() - due > STALLED_AFTER",
        "return run.is_over and services.clock.now() - due > STALLED_AFTER",
    ),
)

_MONEY: Final[tuple[_Row, ...]] = (
    (
        "buys draw on twice the cash",
        "services/purse.py",
        "FreeCash(cash - run.envelope",
        "FreeCash(2 * cash - run.envelope",
    ),
    (
        "the day's totals are not settled",
        "execution/totals.py",
        "return state.totals.plus(sent - len(approved), filled - planned_value(approved))",
        "return state.totals",
    ),
    (
        "orders for a rest are not counted",
        "execution/limits.py",
        "count=len(gone) + 1,",
        "count=1,",
    ),
    (
        "no order is measured when it leaves",
        "services/send_leg.py",
        "if bounds else None",
        "if bounds is None else None",
    ),
    (
        "prices have no age",
        "execution/guard.py",
        "MAX_QUOTE_AGE: Final = timedelta(seconds=60)",
        "MAX_QUOTE_AGE: Final = timedelta(hours=60)",
    ),
    (
        "the end of the session is not looked at",
        "execution/guard.py",
        "left >= MINUTES_BEFORE_CLOSE[leg.side]",
        "left > timedelta()",
    ),
    (
        "the broker is asked ten times as often",
        "execution/lease.py",
        "SOONEST_LOOK: Final = timedelta(seconds=3)\nLATEST_LOOK: Final = timedelta(seconds=10)",
        "SOONEST_LOOK: Final = timedelta()\nLATEST_LOOK: Final = timedelta()",
    ),
)

_SWITCH: Final[tuple[_Row, ...]] = (
    (
        "a switch turned on again never was off",
        "domain/control.py",
        "self.trading.epoch != epoch",
        "self.trading.epoch < 0",
    ),
    (
        "turning a switch leaves no trace",
        "services/set_trading_mode.py",
        "return before.epoch + 1 if is_readable",
        "return before.epoch if is_readable",
    ),
    (
        "a halt lets sells pass",
        "domain/trading_state.py",
        "self.mode is TradingMode.REDUCE_ONLY and side is Side.SELL",
        "side is Side.SELL",
    ),
    (
        "the mildest of several switches counts",
        "domain/trading_state.py",
        "worst = max(states,",
        "worst = min(states,",
    ),
    (
        "a turn of another switch than the strictest leaves no trace",
        "domain/trading_state.py",
        "epoch=sum(state.epoch for state in states),",
        "epoch=worst.epoch,",
    ),
    (
        "the owner's wish is not heard",
        "domain/control.py",
        "        if self.cancel is not None:\n",
        "        if self.cancel is None and epoch < 0:\n",
    ),
)

_WORDS: Final[tuple[_Row, ...]] = (
    (
        "events skip a number",
        "execution/journal.py",
        "sequence=run.sequence + 1,",
        "sequence=run.sequence + 2,",
    ),
    (
        "events do not hang together",
        "execution/journal.py",
        "previous_hash=run.last_event_hash,",
        'previous_hash="",',
    ),
    (
        "nobody is told of a parked run",
        "services/ledger.py",
        "(notice_of(run),) if run.is_over else ()",
        "(notice_of(run),) if run.is_final else ()",
    ),
    (
        "a notice is marked before it is delivered",
        "services/sweep.py",
        "        services.notifier.deliver(notice)\n",
        (
            "        services.outbox.update(replace(notice, status=NoticeStatus.DELIVERED, due_at=None))\n"
            "        services.notifier.deliver(notice)\n"
        ),
    ),
)

_RESTS: Final[tuple[_Row, ...]] = (
    (
        "a rest is as large as the whole order",
        "execution/residual.py",
        "planned_quantity=leg.missing_quantity,",
        "planned_quantity=leg.quantity,",
    ),
    (
        "a rest is ordered while its order still works",
        "execution/chain.py",
        "leg.state is LegState.CANCELLED and leg.is_repriced",
        "leg.is_repriced",
    ),
    (
        "a rest is ordered again and again",
        "execution/chain.py",
        "leg.missing_quantity > ZERO and find_residual(leg, legs) is None",
        "leg.missing_quantity > ZERO and len(legs) < 9",
    ),
    (
        "what an order is cancelled for is noted afterwards",
        "services/withdraw.py",
        (
            "    noted = _note_purpose(current, step, services)\n"
            "    return noted and _ask(noted, step, services)\n"
        ),
        (
            "    asked = _ask(current, step, services)\n"
            "    return asked and _note_purpose(asked, step, services)\n"
        ),
    ),
)

_HOLD: Final[tuple[_Row, ...]] = (
    (
        "an approved plan is not held",
        "services/execute_plan.py",
        "is_approved=True",
        "is_approved=False",
    ),
    (
        "a hold is a thousandth of what the policy says",
        "execution/build.py",
        "timedelta(seconds=execution.hold_seconds)",
        "timedelta(milliseconds=execution.hold_seconds)",
    ),
    (
        "a worker that takes a run ends its hold",
        "execution/lease.py",
        "lease=lease, next_tick_at=lease.until)",
        "lease=lease, next_tick_at=lease.until, hold_until=None)",
    ),
    (
        "a wish before the first order is not kept",
        "services/cancel_run.py",
        "        services.trading.request_cancel(record.run, wish)\n",
        "        _ = record.run.history[1:] and services.trading.request_cancel(record.run, wish)\n",
    ),
)

_AROUND: Final[tuple[_Row, ...]] = (
    (
        "clocks may differ by an hour",
        "execution/guard.py",
        "MAX_CLOCK_SKEW: Final = timedelta(seconds=5)",
        "MAX_CLOCK_SKEW: Final = timedelta(hours=1)",
    ),
    (
        "a wrong clock stops nothing but orders",
        "services/clocks.py",
        "if abs(market.now - ours) > MAX_CLOCK_SKEW:",
        "if market.now < ours - 999 * MAX_CLOCK_SKEW:",
    ),
    (
        "an older version moves a newer run",
        "domain/run.py",
        "return self.form > RUN_FORM",
        "return self.form > RUN_FORM + 1",
    ),
    (
        "a late fill is as good as none",
        "services/review_account.py",
        "order.filled_quantity == leg.filled_quantity and order.status not in STILL_OPEN",
        "order.status not in STILL_OPEN",
    ),
    (
        "a late order works on",
        "services/review_account.py",
        "    if order.status in STILL_OPEN:\n        broker.cancel",
        "    if not order.status:\n        broker.cancel",
    ),
)

_APPROVAL: Final = "services/execute_plan.py"
_START: Final = "services/start_run.py"
_BUILD: Final = "execution/build.py"
_DECIDE: Final = "execution/decide.py"
_PURSE: Final = "services/purse.py"
_TURN: Final = "services/set_trading_mode.py"
_REVIEW: Final = "services/review_account.py"

NAMED: Final = (
    Fault(
        "another key carries a plan out again",
        _APPROVAL,
        "    if earlier:\n        return earlier\n",
        "    if earlier and not plan.trades:\n        return earlier\n",
        (mirror_of(_APPROVAL),),
    ),
    Fault(
        "a plan is run again beside its run",
        "services/start_run.py",
        "find_planned(\n                run.portfolio, run.plan_id, services\n            )",
        "find_planned(\n                run.portfolio, None, services\n            )",
        ("tests/unit/services/test_start_run.py",),
    ),
    Fault(
        "what was decided before a kill undoes it",
        _TURN,
        "if command.mode is TradingMode.HALTED:",
        "if command.mode:",
        (mirror_of(_TURN),),
    ),
    Fault(
        "a kill waits for the others",
        _TURN,
        "if command.mode is TradingMode.HALTED:",
        "if not command.mode:",
        (mirror_of(_TURN),),
    ),
    Fault(
        "an order sized in dollars promises nothing",
        _PURSE,
        "    if order.notional is not None:\n",
        "    if order.notional is not None and order.limit_price:\n",
        (mirror_of(_PURSE),),
    ),
    Fault(
        "an order with a stop costs what the market asks now",
        _PURSE,
        "price = max(quoted, order.stop_price or ZERO)",
        "price = quoted",
        (mirror_of(_PURSE),),
    ),
    Fault(
        "an order of unknown cost costs nothing",
        _PURSE,
        "    if price is None:\n",
        "    if price is None:\n        return ZERO\n",
        (mirror_of(_PURSE),),
    ),
    Fault(
        "an order leaves before the hold is over",
        _DECIDE,
        "if run.hold_left(now) and any(",
        "if not run.run_id and any(",
        (mirror_of(_DECIDE),),
    ),
    Fault(
        "a cancelled run waits for the end of its hold",
        _DECIDE,
        "if run.hold_left(now) and any(leg.state in UNSENT for leg in legs):",
        "if run.hold_left(now):",
        (mirror_of(_DECIDE), mirror_of("services/cancel_run.py")),
    ),
    Fault(
        "own buys that no list shows cost nothing",
        _PURSE,
        "    unseen = _unseen(legs, buys, BrokerOrders(run, broker))\n",
        "    unseen = ()\n",
        (mirror_of(_PURSE),),
    ),
    Fault(
        "an own buy that is found open has paid already",
        _PURSE,
        "order is not None and order.status not in STILL_OPEN",
        "order is not None",
        (mirror_of(_PURSE),),
    ),
    Fault(
        "cash that may be spent unseen is spent again",
        "execution/guard.py",
        "if cost <= around.free_cash - around.unseen_cost:",
        "if cost <= around.free_cash:",
        (mirror_of("execution/guard.py"),),
    ),
    Fault(
        "a run by itself waits for the opening, at prices of the day before",
        _START,
        "if origin.is_approved and market.now",
        "if market.now",
        (mirror_of(_START),),
    ),
    Fault(
        "an opening that is over is waited for",
        _START,
        "and market.now < market.next_open <=",
        "and market.next_open <=",
        (mirror_of(_START),),
    ),
    Fault(
        "an opening of next month is waited for",
        _START,
        "next_open <= market.now + LONGEST_REST:",
        "next_open:",
        (mirror_of(_START),),
    ),
    Fault(
        "a run that waits for the opening leaves at the opening itself",
        _BUILD,
        "return ticket.opens_at + OPENING_PAUSE",
        "return ticket.opens_at",
        (mirror_of(_BUILD), mirror_of("services/execute_plan.py")),
    ),
    Fault(
        "an approval in a closed market forgets that it is closed",
        "services/execute_plan.py",
        "origin), opens_at=opens_at)",
        "origin))",
        (mirror_of("services/execute_plan.py"),),
    ),
    Fault(
        "a run counts on the day of its approval, not on that of its orders",
        "domain/run.py",
        "return self.hold_until or self.created_at",
        "return self.created_at",
        (mirror_of("execution/totals.py"),),
    ),
    Fault(
        "a stop is seen when the hold is over",
        _DECIDE,
        "    if stop:\n",
        "    if stop and not run.hold_left(now):\n",
        (mirror_of(_DECIDE),),
    ),
    Fault(
        "a run trades on whatever account the keys open",
        "services/brokers.py",
        "services.brokers.of(run.uid, run.account_key)",
        "services.brokers.of(run.uid)",
        (mirror_of("services/brokers.py"), mirror_of("services/advance_run.py")),
    ),
    Fault(
        "an account is reviewed in whatever account the keys open",
        _REVIEW,
        "services.brokers.of(owner.uid, account.state.account_key)",
        "services.brokers.of(owner.uid)",
        (mirror_of(_REVIEW),),
    ),
    Fault(
        "a run of another account is tried again for ever",
        "services/advance_run.py",
        "    if _is_elsewhere(error):\n",
        "    if False:\n",
        (mirror_of("services/advance_run.py"),),
    ),
    Fault(
        "in trouble a stop is not heard",
        _DECIDE,
        "taken_back = _cancel_open(run, sound, control) or _cancel_overdue(",
        "taken_back = _cancel_overdue(",
        (mirror_of(_DECIDE),),
    ),
    Fault(
        "in trouble an order works for ever",
        _DECIDE,
        "_cancel_open(run, sound, control) or _cancel_overdue(run, sound, now)",
        "_cancel_open(run, sound, control)",
        (mirror_of(_DECIDE),),
    ),
    Fault(
        "a parked run keeps its orders at the broker",
        "services/cancel_run.py",
        "        cancel_known(record, services)\n",
        "",
        (mirror_of("services/cancel_run.py"),),
    ),
    Fault(
        "a closed run's orders are believed to be in the list",
        "services/operate.py",
        "for leg in record.legs if _may_be_live(leg))",
        "for leg in () if _may_be_live(leg))",
        (mirror_of("services/operate.py"),),
    ),
    Fault(
        "a review that came to nothing stays the next",
        _REVIEW,
        "            _put_off(account, services)\n        return False",
        "            pass\n        return False",
        (mirror_of(_REVIEW),),
    ),
    Fault(
        "an unreadable switch is counted from nothing",
        "services/set_trading_mode.py",
        "int(now.timestamp())",
        "1",
        (mirror_of("services/set_trading_mode.py"),),
    ),
    Fault(
        "a review looks back a day at most",
        "domain/account_state.py",
        "return min(last_day, self.reviewed_at - OVERLAP) if self.reviewed_at else last_day",
        "return last_day",
        (mirror_of("domain/account_state.py"),),
    ),
)
"""What no schedule can show, for something else keeps the machine from it; tests of its own notice it."""
