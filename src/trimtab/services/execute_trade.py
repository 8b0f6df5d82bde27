"""Execute one order through the same limits, ledger and kill switch as a run."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from trimtab.domain.commands import ExecuteTrade
from trimtab.domain.errors import InvalidRequestError, RefusedError, UnavailableError
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.domain.money import ZERO, round_down
from trimtab.domain.opening import Opening
from trimtab.domain.plan import PLAN_LIFETIME, Envelope
from trimtab.domain.policy import Limits
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import RunStarted
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.execution.build import leg_of_trade, run_of_trade
from trimtab.execution.guard import find_wild_limit
from trimtab.ports import IdempotencyKey, Services
from trimtab.services.advance_run import advance_run
from trimtab.services.limits import bounds_of
from trimtab.services.past_trading import with_past
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot
from trimtab.services.start_run import (
    NewRun,
    find_earlier,
    idempotency_key,
    new_ticket,
    place_of,
    require_fitness,
    require_open_market,
    require_plausible_prices,
    require_trading,
    reserve,
)
from trimtab.services.watch_drawdown import watch_drawdown


def execute_trade(command: ExecuteTrade, services: Services) -> RunStarted:
    """Reserve one order as a run of its own, send it, and tell how far it has come.

    A repeated key sends nothing again. Raises InvalidRequestError for a symbol or quantity the broker cannot
    trade, RefusedError where the switch, the session, the cash, the shares or a limit forbids the order, and
    UnavailableError where a drawdown is watched and cannot be judged.
    """
    key = idempotency_key(command.portfolio, command.idempotency_key, _fingerprint(command))
    earlier = find_earlier(key, command.portfolio, services)
    if earlier:
        return earlier
    started = _start(command, key, services)
    with suppress(UnavailableError):
        advance_run(command.portfolio, started.run.run_id, services, is_urgent=True)
    latest = services.runs.load(command.portfolio, started.run.run_id)
    return RunStarted(run=latest.run, legs=latest.legs, is_replay=False) if latest else started


def _start(command: ExecuteTrade, key: IdempotencyKey, services: Services) -> RunStarted:
    broker = services.brokers.of(command.portfolio.uid)
    taken = take_snapshot(broker, (command.symbol,), services.clock.now(), services.ahead)
    snapshot = with_past(taken, (command.symbol,), broker)
    policy = current_policy(command.portfolio, services)
    watch_drawdown(command.portfolio, snapshot, policy, services)
    trading = services.trading.current(place_of(command.portfolio, snapshot))
    require_trading(trading, frozenset({command.side}))
    envelope = _envelope(snapshot, policy.limits)
    _require_account(snapshot)
    _check_order(command, snapshot, envelope)
    require_open_market(broker)
    ticket = new_ticket(services, trading, Opening.of(snapshot, (command.symbol,)))
    run = run_of_trade(command, snapshot, envelope, ticket)
    legs = (leg_of_trade(command, run, snapshot),)
    require_fitness(legs, snapshot)
    require_plausible_prices(legs, snapshot)
    bounds = bounds_of(policy.limits, snapshot, snapshot.total_value, (command.symbol,))
    return reserve(NewRun(run=run, legs=legs, bounds=bounds, key=key), services)


def _fingerprint(command: ExecuteTrade) -> tuple[object, ...]:
    return (
        "execute_trade",
        command.symbol,
        command.side,
        command.quantity,
        command.order_type,
        command.limit_price,
    )


def _envelope(snapshot: Snapshot, limits: Limits) -> Envelope:
    expires_at = snapshot.as_of + PLAN_LIFETIME
    return Envelope(expires_at=expires_at, cash_floor=ZERO, max_price_move=limits.max_price_move)


def _check_order(command: ExecuteTrade, snapshot: Snapshot, envelope: Envelope) -> None:
    instrument, quote = snapshot.instrument(command.symbol), snapshot.quote(command.symbol)
    if instrument is None or not instrument.is_tradable:
        problem = "is not known to the broker or cannot be traded now"
        raise InvalidRequestError("symbol", command.symbol, problem, ReasonCode.UNKNOWN_SYMBOL)
    if quote is None:
        raise RefusedError(ReasonCode.PRICE_MISSING, f"There is no price for {command.symbol} now.")
    limit = command.limit_price
    wild = None if limit is None else find_wild_limit(command.side, limit, envelope, quote)
    if wild:
        raise RefusedError(wild.code, wild.text)
    _check_quantity(command.quantity, instrument)
    _check_means(command, snapshot, command.limit_price or quote.price)


def _require_account(snapshot: Snapshot) -> None:
    if snapshot.is_account_blocked:
        raise RefusedError(ReasonCode.ACCOUNT_BLOCKED, "The broker has blocked the account.")


def _check_quantity(quantity: Decimal, instrument: Instrument) -> None:
    if instrument.unit is QuantityUnit.WHOLE and quantity != round_down(quantity, instrument.unit.step):
        raise InvalidRequestError(
            "qty", str(quantity), f"must be whole: {instrument.symbol} is not fractionable"
        )


def _check_means(command: ExecuteTrade, snapshot: Snapshot, price: Decimal) -> None:
    free = snapshot.holding(command.symbol).available_quantity
    if command.side is Side.SELL and command.quantity > free:
        text = f"{free} shares of {command.symbol} are free to sell, {command.quantity} were asked for."
        raise RefusedError(ReasonCode.SHARES_HELD_BY_ORDERS, text)
    if command.side is Side.BUY and command.quantity * price > snapshot.cash:
        cost = command.quantity * price
        text = f"{command.quantity} {command.symbol} cost about {cost}, cash is {snapshot.cash}."
        raise RefusedError(ReasonCode.CASH_SHORT, text)
