"""Where each document lives: with `audit_paths` the only module that knows names of collections."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.portfolio import DEFAULT_PORTFOLIO, PortfolioRef
from trimtab.domain.run import Run
from trimtab.domain.trading_state import TradingPlace, TradingScope
from trimtab.ports import IdempotencyKey

RISK_MANAGEMENT: Final = "systemStatus/risk_management"
ACCOUNTS: Final = "accounts"
OUTBOX: Final = "outbox"
SCHEDULES: Final = "rebalance_schedules"
DELIVERIES: Final = "deliveries"
MAIL: Final = "mail"

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_SEGMENT: Final = re.compile(r"[^/\x00]{1,128}")
_RESERVED: Final = re.compile(r"\.{1,2}|__.*__", re.DOTALL)


def is_id(text: str) -> bool:
    """Tell whether a caller's text may name a document: 1 to 64 letters, digits, `_` and `-`."""
    return _ID.fullmatch(text) is not None and _RESERVED.fullmatch(text) is None


def portfolio_root(portfolio: PortfolioRef) -> str:
    """Give the document everything of a portfolio hangs under.

    Raises InvalidRequestError for an owner or a portfolio id that would lead somewhere else.
    """
    if not _is_segment(portfolio.uid):
        raise InvalidRequestError("uid", portfolio.uid, "cannot own a portfolio; sign in again")
    if not is_id(portfolio.portfolio_id):
        problem = "is not a portfolio id; use 1 to 64 letters, digits, _ and -"
        raise InvalidRequestError("portfolio_id", portfolio.portfolio_id, problem)
    settings = f"userSettings/{portfolio.uid}"
    is_default = portfolio.portfolio_id == DEFAULT_PORTFOLIO
    return settings if is_default else f"{settings}/portfolios/{portfolio.portfolio_id}"


def allocations(portfolio: PortfolioRef) -> str:
    """Give the collection of the public allocation documents."""
    return f"{portfolio_root(portfolio)}/allocation"


def allocation(portfolio: PortfolioRef, symbol: str) -> str:
    """Give one public allocation document. Raises InvalidRequestError for what cannot name a document."""
    if not _is_segment(symbol):
        raise InvalidRequestError("symbol", symbol, "cannot name a document; use the broker's symbol")
    return f"{allocations(portfolio)}/{symbol}"


def rules(portfolio: PortfolioRef) -> str:
    """Give the collection of the current trigger rules (requirement 000)."""
    return f"{portfolio_root(portfolio)}/rebalancing_rules"


def rule(portfolio: PortfolioRef, rule_id: str) -> str:
    """Give the document of one rule, whose id has been checked."""
    return f"{rules(portfolio)}/{rule_id}"


def policy_version(portfolio: PortfolioRef, version: int) -> str:
    """Give the document of one policy version."""
    return f"{portfolio_root(portfolio)}/policy_versions/{version}"


def plan(portfolio: PortfolioRef, plan_id: str) -> str:
    """Give the document of a plan whose id has been checked."""
    return f"{portfolio_root(portfolio)}/rebalance_plans/{plan_id}"


def plan_trades(portfolio: PortfolioRef, plan_id: str) -> str:
    """Give the collection of a plan's trades, where its id has been checked."""
    return f"{plan(portfolio, plan_id)}/rebalance_trades"


def plan_trade(portfolio: PortfolioRef, plan_id: str, number: int) -> str:
    """Give the document of one trade of a plan."""
    return f"{plan_trades(portfolio, plan_id)}/{number}"


def run(portfolio: PortfolioRef, run_id: str) -> str:
    """Give the document of a run whose id has been checked."""
    return f"{portfolio_root(portfolio)}/rebalance_runs/{run_id}"


def leg(parent: Run, number: int) -> str:
    """Give the document of one leg."""
    return f"{run(parent.portfolio, parent.run_id)}/legs/{number}"


def performance(ended: Run) -> str:
    """Give the document that tells what a run has cost and brought."""
    return f"{portfolio_root(ended.portfolio)}/rebalance_performance_log/{ended.run_id}"


def rebalancings(portfolio: PortfolioRef) -> str:
    """Give the collection of what was done to a portfolio (requirement 000)."""
    return f"{portfolio_root(portfolio)}/rebalancing_history"


def rebalancing(ended: Run) -> str:
    """Give the document of one rebalancing."""
    return f"{rebalancings(ended.portfolio)}/{ended.run_id}"


def events(parent: Run) -> str:
    """Give the collection of a run's events."""
    return f"{run(parent.portfolio, parent.run_id)}/events"


def event(parent: Run, sequence: int) -> str:
    """Give the document of one event."""
    return f"{events(parent)}/{sequence}"


def tax_head(portfolio: PortfolioRef) -> str:
    """Give the document that tells of what parts a tax ledger is made."""
    return f"{portfolio_root(portfolio)}/tax_ledger/head"


def tax_events(portfolio: PortfolioRef, page: int) -> str:
    """Give a page of the tax ledger's events; pages count from 0."""
    return f"{portfolio_root(portfolio)}/tax_ledger/events-{page:04}"


def tax_state(portfolio: PortfolioRef, page: int) -> str:
    """Give a page of what the events lead to."""
    return f"{portfolio_root(portfolio)}/tax_ledger/state-{page:04}"


def tax_lot(portfolio: PortfolioRef, name: str) -> str:
    """Give the public document of one lot."""
    return f"{portfolio_root(portfolio)}/tax_lots/{name}"


def tax_year(portfolio: PortfolioRef, year: int) -> str:
    """Give the public document of one calendar year."""
    return f"{portfolio_root(portfolio)}/tax_years/{year}"


def account(account_key: str) -> str:
    """Give the lock of a brokerage account."""
    return f"{ACCOUNTS}/{account_key}"


def notice(notice_id: str) -> str:
    """Give the document of a notice."""
    return f"{OUTBOX}/{notice_id}"


def schedule(portfolio: PortfolioRef) -> str:
    """Give the document that says where a portfolio's checks stand (requirement 002)."""
    return f"{portfolio_root(portfolio)}/{SCHEDULES}/current"


def checks(portfolio: PortfolioRef) -> str:
    """Give the collection of a schedule's history."""
    return f"{schedule(portfolio)}/checks"


def check(portfolio: PortfolioRef, check_id: str) -> str:
    """Give the document of one look by the schedule."""
    return f"{checks(portfolio)}/{check_id}"


def drift_snapshots(portfolio: PortfolioRef) -> str:
    """Give the collection of drift by session (requirement 002)."""
    return f"{portfolio_root(portfolio)}/drift_snapshots"


def drift_snapshot(portfolio: PortfolioRef, day: date) -> str:
    """Give the document of one session's drift."""
    return f"{drift_snapshots(portfolio)}/{day.isoformat()}"


def claim(name: str) -> str:
    """Give the document of a call of the clock."""
    return f"claims/{canonical_hash(name)}"


def completeness(day: date) -> str:
    """Give the document that proves that everybody due was looked at in a session."""
    return f"completeness/{day.isoformat()}"


def market_year(year: int) -> str:
    """Give the document of one year of the exchange."""
    return f"marketCalendar/{year}"


def alerts(portfolio: PortfolioRef) -> str:
    """Give the collection of a portfolio's alerts (requirement 002)."""
    return f"{portfolio_root(portfolio)}/drift_alert_history"


def alert(portfolio: PortfolioRef, alert_id: str) -> str:
    """Give the document of one alert."""
    return f"{alerts(portfolio)}/{alert_id}"


def inbox(portfolio: PortfolioRef) -> str:
    """Give the collection of what a portfolio's owner was told in the application."""
    return f"{portfolio_root(portfolio)}/inbox"


def inbox_entry(portfolio: PortfolioRef, entry_id: str) -> str:
    """Give the document of one entry of the inbox."""
    return f"{inbox(portfolio)}/{entry_id}"


def delivery(delivery_id: str) -> str:
    """Give the document of one event on one channel."""
    return f"{DELIVERIES}/{delivery_id}"


def letter(letter_id: str) -> str:
    """Give the document by which the mail service is asked to send a letter."""
    return f"{MAIL}/{letter_id}"


def preferences(uid: str) -> str:
    """Give the document that says how a person wants to be told."""
    return f"{portfolio_root(PortfolioRef(uid))}/preferences/telling"


def devices(uid: str) -> str:
    """Give the collection of a person's devices."""
    return f"{portfolio_root(PortfolioRef(uid))}/devices"


def device(uid: str, device_id: str) -> str:
    """Give the document of one device. Raises InvalidRequestError for what cannot name a document."""
    if not is_id(device_id):
        raise InvalidRequestError("device_id", device_id, "must be 1 to 64 letters, digits, _ and -")
    return f"{devices(uid)}/{device_id}"


def webhook_secret(uid: str) -> str:
    """Give the document of what a person's webhook is signed with: closed to everybody."""
    return f"webhookSecrets/{portfolio_root(PortfolioRef(uid)).rpartition('/')[2]}"


def dead_letter(letter_id: str) -> str:
    """Give the document of a dead letter."""
    return f"deadLetters/{letter_id}"


def cancel_request(parent: Run) -> str:
    """Give the document of the owner's wish that a run ends."""
    return f"{run(parent.portfolio, parent.run_id)}/requests/cancel"


def switches(place: TradingPlace | None) -> tuple[str, ...]:
    """Give the kill switches over a place, the one over everybody first."""
    narrow = (TradingScope.USER, TradingScope.PORTFOLIO, TradingScope.ACCOUNT) if place else ()
    return (RISK_MANAGEMENT, *(switch(scope, place) for scope in narrow))


def switch(scope: TradingScope, place: TradingPlace | None) -> str:
    """Give one kill switch. Raises ValueError for a narrow one without a place."""
    if scope is TradingScope.EVERYBODY:
        return RISK_MANAGEMENT
    if place is None:
        raise ValueError(f"place is None; a switch over {scope} needs one")
    home = place.portfolio if scope is TradingScope.PORTFOLIO else PortfolioRef(place.portfolio.uid)
    names = {TradingScope.USER: "user", TradingScope.PORTFOLIO: "portfolio"}
    return f"{portfolio_root(home)}/risk_management/{names.get(scope, place.account_key)}"


def equity_peak(portfolio: PortfolioRef) -> str:
    """Give the document of the peak a portfolio's drawdown is measured from."""
    return f"{portfolio_root(portfolio)}/risk_management/equity_peak"


def idempotency(key: IdempotencyKey) -> str:
    """Give the document of a caller's key; its name tells neither the caller nor the key."""
    return f"idempotency/{canonical_hash((key.uid, key.key))}"


def plan_claim(portfolio: PortfolioRef, plan_id: str) -> str:
    """Give the document that says which run a plan has started: in the key space of no caller."""
    return f"idempotency/{canonical_hash(('plan', portfolio.uid, portfolio.portfolio_id, plan_id))}"


def simulation_key(key: IdempotencyKey) -> str:
    """Give the document of a key that asks for a simulation: a key space of its own, beside that of runs."""
    return f"idempotency/{canonical_hash(('simulate', key.uid, key.key))}"


def _is_segment(text: str) -> bool:
    return _SEGMENT.fullmatch(text) is not None and _RESERVED.fullmatch(text) is None
