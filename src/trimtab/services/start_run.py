"""Start a run: check what forbids it, reserve it in the ledger, and ask for its first tick."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.account_state import MOST_ENDED, AccountState
from trimtab.domain.bounds import Bounds
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.errors import ConflictError, RefusedError, UnavailableError
from trimtab.domain.leg import Leg
from trimtab.domain.opening import Opening
from trimtab.domain.order import MarketClock
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import RunStarted
from trimtab.domain.run import BY_HAND, Run, RunOrigin, account_key
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingPlace, TradingState
from trimtab.execution.anomalies import find_wild_pace
from trimtab.execution.build import RunTicket
from trimtab.execution.fitness import find_unfitness
from trimtab.execution.journal import first_event
from trimtab.execution.limits import asks_of_legs, find_breach
from trimtab.execution.totals import reserved_totals, with_day
from trimtab.ports import (
    AccountChange,
    Broker,
    IdempotencyKey,
    KeySeen,
    PlanSeen,
    Reserved,
    RunOpening,
    RunRecord,
    Services,
)
from trimtab.services.halt_account import halt_for
from trimtab.services.live_trading import require_live_consent
from trimtab.services.ticks import ask_for_tick

LONGEST_REST: Final = timedelta(days=5)
"""No holiday has closed the exchange for longer; an opening that is told for later is not believed."""

MOST_TRIES: Final = 5
"""How often a reservation may meet an account that others have just changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """A run that is ready to be reserved, with its policy's bounds and the key it was asked for under."""

    run: Run
    legs: tuple[Leg, ...]
    bounds: Bounds
    key: IdempotencyKey


def idempotency_key(portfolio: PortfolioRef, key: str, request: object) -> IdempotencyKey:
    """Bind a caller's key to the exact request it came with."""
    return IdempotencyKey(uid=portfolio.uid, key=key, request_hash=canonical_hash((portfolio, request)))


def place_of(portfolio: PortfolioRef, account: Snapshot) -> TradingPlace:
    """Tell which switches stand over a portfolio's orders."""
    key = account_key(account.environment, account.account_id)
    return TradingPlace(portfolio=portfolio, account_key=key)


def new_ticket(
    services: Services, trading: TradingState, opening: Opening, origin: RunOrigin = BY_HAND
) -> RunTicket:
    """Name a new run that begins with what the account held."""
    return RunTicket(
        run_id=services.identifiers.fresh(),
        now=services.clock.now(),
        trading_epoch=trading.epoch,
        opening=opening,
        origin=origin,
    )


def require_trading(trading: TradingState, sides: frozenset[Side]) -> None:
    """Raise RefusedError with the mode and its reason unless an order of at least one side may be sent."""
    if any(trading.allows(side) for side in sides):
        return
    forbids = trading.restriction
    raise RefusedError(forbids.code, forbids.text, mode=trading.mode.value)


def require_open_market(broker: Broker) -> None:
    """Raise RefusedError with the next opening unless the broker's session is open."""
    market = broker.market_clock()
    if not market.is_open:
        raise _closed(market)


def find_opening(broker: Broker, origin: RunOrigin) -> datetime | None:
    """Return the opening that a run waits for, or None while the broker's session is open.

    Only what a person has approved waits. Raises RefusedError with the next opening for anything else, and
    for one that is further off than any exchange rests.
    """
    market = broker.market_clock()
    if market.is_open:
        return None
    if origin.is_approved and market.now < market.next_open <= market.now + LONGEST_REST:
        return market.next_open
    raise _closed(market)


def _closed(market: MarketClock) -> RefusedError:
    opens = market.next_open.isoformat()
    text = f"The market is closed; it opens at {opens}."
    return RefusedError(ReasonCode.MARKET_CLOSED, text, next_open=opens)


def require_fitness(legs: tuple[Leg, ...], fresh: Snapshot) -> None:
    """Raise RefusedError, which names the symbol, unless the broker can take every order of a basket."""
    for leg in legs:
        unfit = find_unfitness(leg, fresh.instrument(leg.symbol), leg.reference_price)
        if unfit:
            raise RefusedError(unfit.code, unfit.text)


def require_plausible_prices(legs: tuple[Leg, ...], fresh: Snapshot) -> None:
    """Raise RefusedError, which names the symbol, for a price that cannot follow the last close (F-035).

    Raises UnavailableError where closes were asked for and not told: what nobody can check is not believed.
    """
    if fresh.is_past_unread:
        symbols = ", ".join(sorted({leg.symbol for leg in legs}))
        text = f"The last close of {symbols} cannot be read, so that no price can be checked; try again."
        raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, text)
    for leg in legs:
        if fresh.is_outlier(leg.symbol):
            text = (
                f"The price of {leg.symbol} is too far from its last close to be believed; look at it first."
            )
            raise RefusedError(ReasonCode.PRICE_OUTLIER, text)


def reserve(new: NewRun, services: Services) -> RunStarted:
    """Reserve a run within its limits and enqueue its first tick; the same key, or plan, finds its run again.

    Raises RefusedError for a breached limit, an account that is locked or held by another run, or real money
    that may not be traded with, ConflictError for a key that was used for a different request.
    """
    require_live_consent(new.run, services)
    for _ in range(MOST_TRIES):
        account = services.runs.account(new.run.account_key, new.run.environment)
        bounds = with_day(new.bounds, account.state, new.run.portfolio, new.run.leaves_at)
        run, event = first_event(replace(new.run, bounds=bounds), new.legs)
        refusal = _find_refusal(account.state, bounds, new)
        if refusal:
            # A twin of this very request may be what stands in the way, or another key's run of the plan.
            earlier = find_earlier(new.key, run.portfolio, services) or find_planned(
                run.portfolio, run.plan_id, services
            )
            if earlier:
                return earlier
            raise refusal
        totals = reserved_totals(account.state, run, new.legs).limited_by(run.portfolio, new.bounds.limits)
        held = _calm(account.state, run, services).held_by(run, totals)
        change = AccountChange(before=account, after=held)
        outcome = services.runs.reserve(
            RunOpening(run=run, legs=new.legs, event=event, key=new.key, account=change)
        )
        if isinstance(outcome, KeySeen):
            return replay(outcome, new.key, run.portfolio, services)
        if isinstance(outcome, PlanSeen):
            return _again(outcome.run_id, run.portfolio, services)
        if isinstance(outcome, Reserved):
            _ask_for_first_tick(run, services)
            return _started(outcome.record, is_replay=False)
    text = "The account is being changed by others; ask again with the same key."
    raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, text)


def _calm(state: AccountState, run: Run, services: Services) -> AccountState:
    """Judge how the account's runs have sent; what a person has let pass since is not counted again.

    Raises RefusedError where the account is halted for it.
    """
    wild = find_wild_pace(state.pace)
    if wild is None:
        return state
    if halt_for(wild, run, services):
        raise RefusedError(ReasonCode.TRADING_HALTED, f"Trading mode is HALTED: {wild.reason.text}")
    return replace(state, pace=None)


def require_room(new: NewRun, services: Services) -> None:
    """Raise RefusedError where an account as it is now would not take a run; nothing is reserved."""
    account = services.runs.account(new.run.account_key, new.run.environment)
    bounds = with_day(new.bounds, account.state, new.run.portfolio, new.run.leaves_at)
    refusal = _find_refusal(account.state, bounds, new)
    if refusal:
        raise refusal


def _ask_for_first_tick(run: Run, services: Services) -> None:
    """Ask for a tick when the run's hold is over, or now where it has none."""
    ask_for_tick(run, services, run.hold_left(services.clock.now()))


def _find_refusal(state: AccountState, bounds: Bounds, new: NewRun) -> RefusedError | None:
    if state.active_run:
        text = "Another run is active on this account; wait for its end."
        return RefusedError(ReasonCode.ACCOUNT_BUSY, text, run_id=state.active_run.run_id)
    if state.locked:
        text = f"The account is locked until a person has looked: {state.locked.text}"
        return RefusedError(ReasonCode.ACCOUNT_LOCKED, text)
    if len(state.ended_lately(new.run.created_at)) >= MOST_ENDED:
        text = f"{MOST_ENDED} runs of this account have ended within a day; wait until fewer have."
        return RefusedError(ReasonCode.LIMIT_DAY_ORDERS, text)
    breach = find_breach(asks_of_legs(new.legs), bounds)
    return RefusedError(breach.code, breach.text) if breach else None


def replay(seen: KeySeen, key: IdempotencyKey, portfolio: PortfolioRef, services: Services) -> RunStarted:
    """Answer a key that has started a run before, and make sure that the run goes on."""
    if seen.request_hash != key.request_hash:
        text = "This idempotency key was used for a different request; make a new key for a new request."
        raise ConflictError(ReasonCode.IDEMPOTENCY_KEY_REUSED, text)
    return _again(seen.run_id, portfolio, services)


def _again(run_id: str, portfolio: PortfolioRef, services: Services) -> RunStarted:
    record = services.runs.load(portfolio, run_id)
    if record is None:
        text = "The run that was started cannot be read now; ask again with the same key."
        raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, text)
    if not record.run.is_final:
        _ask_for_first_tick(record.run, services)
    return _started(record, is_replay=True)


def find_earlier(key: IdempotencyKey, portfolio: PortfolioRef, services: Services) -> RunStarted | None:
    """Return the run a key has already started, before anything that may have changed since is checked."""
    seen = services.runs.find_key(key)
    return replay(seen, key, portfolio, services) if seen else None


def find_planned(portfolio: PortfolioRef, plan_id: str | None, services: Services) -> RunStarted | None:
    """Return the run a plan has already started, under whatever key: a plan is carried out once."""
    seen = services.runs.find_plan(portfolio, plan_id) if plan_id else None
    return _again(seen.run_id, portfolio, services) if seen else None


def _started(record: RunRecord, *, is_replay: bool) -> RunStarted:
    return RunStarted(run=record.run, legs=record.legs, is_replay=is_replay)
