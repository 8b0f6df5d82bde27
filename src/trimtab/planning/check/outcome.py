"""What a plan says of itself: whose it is, what it amounts to, and that nobody is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from trimtab import ENGINE_VERSION
from trimtab.domain.instruments import CASH
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import PolicyStatus
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import DataQuality
from trimtab.domain.rules import Severity
from trimtab.planning.check.facts import BANDED, Facts, band_of
from trimtab.planning.check.findings import Finding, broken, differs
from trimtab.planning.check.permissions import BANS

_INFEASIBLE = frozenset({ReasonCode.INFEASIBLE_CONCENTRATION, ReasonCode.CONFLICTING_RULES})
_UNFIT = (
    ReasonCode.PRICE_MISSING,
    ReasonCode.FX_RATE_MISSING,
    ReasonCode.PRICE_OUTLIER,
    ReasonCode.PRICE_STALE,
)


def check_identity(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find a plan for somebody else, another account, policy, method or moment."""
    snapshot, request = facts.snapshot, facts.request
    pairs = {
        "uid": (request.portfolio.uid, plan.uid),
        "portfolio": (request.portfolio.portfolio_id, plan.portfolio_id),
        "account": (snapshot.account_id, plan.account_id),
        "environment": (snapshot.environment, plan.environment),
        "policy version": (facts.policy.version, plan.policy_version),
        "method": (request.method or facts.policy.method, plan.method),
        "engine version": (ENGINE_VERSION, plan.engine_version),
        "as of": (snapshot.as_of, plan.as_of),
        "cash": (snapshot.cash, plan.cash),
    }
    for name, (expected, found) in pairs.items():
        yield from differs("identity", name, expected=expected, found=found)


def check_status(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find a status that does not go with the trades, the rules, or what stands in the way."""
    is_open = plan.status in {PlanStatus.READY, PlanStatus.PENDING_REVIEW}
    moves = bool(plan.trades) or bool(plan.fx_trades)
    yield from broken("status", plan.status.value, "has no trades", when=is_open and not moves)
    is_odd = plan.status is PlanStatus.NO_ACTION and moves
    yield from broken("status", plan.status.value, "trades", when=is_odd)
    failed = [rule for rule in plan.rules if not rule.is_kept and rule.severity is Severity.HARD]
    is_let_pass = bool(failed) and plan.status is not PlanStatus.BLOCKED
    yield from broken("status", plan.status.value, "breaks a hard rule", when=is_let_pass)
    yield from broken("words", "portfolio", "has no finding", when=not plan.finding.text)
    for obstacle in obstacles(facts):
        yield from broken("obstacle", "portfolio", f"trades in spite of: {obstacle}", when=moves)
    yield from broken(
        "in band", "portfolio", "nothing has left its band", when=bool(plan.trades) and _is_calm(facts, plan)
    )


def check_lines(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find symbols that are told twice or not at all."""
    lines = sorted([trade.symbol for trade in plan.trades] + [line.symbol for line in plan.skipped])
    symbols = {*facts.holdings, *facts.wanted} - {CASH}
    if lines or not (obstacles(facts) or _is_blocked_for_targets(facts, plan)):
        yield from differs("every symbol once", "portfolio", expected=sorted(symbols), found=lines)


def _is_blocked_for_targets(facts: Facts, plan: Plan) -> bool:
    """Tell whether a plan may be empty because its targets cannot be met, or not be priced."""
    code = plan.finding.code
    is_unfit = code in _UNFIT and any(BANS[code].holds(facts, s) for s in facts.wanted if s != CASH)
    return plan.status is PlanStatus.BLOCKED and (code in _INFEASIBLE or is_unfit)


def obstacles(facts: Facts) -> list[str]:
    """Name what forbids or spares any trade: nothing may be planned then."""
    snapshot, constraints = facts.snapshot, facts.policy.constraints
    market, request = snapshot.market_as_of or snapshot.as_of, facts.request
    rested = (
        request.last_rebalanced_at is None
        or request.last_rebalanced_at + timedelta(days=constraints.cooldown_days) <= snapshot.as_of
    )
    found = {
        "the account is blocked": snapshot.is_account_blocked,
        "cash is negative": snapshot.cash < 0,
        "a position is short": any(held.quantity < 0 for held in snapshot.holdings),
        "a price is missing or stale": _blocks(facts),
        "foreign cash has no rate": any(
            amount and currency not in facts.rates for currency, amount in facts.cash.items()
        ),
        "the portfolio is worth nothing": facts.total <= 0,
        "there are no targets": not facts.wanted,
        "the targets are a draft": facts.policy.status is PolicyStatus.DRAFT,
        "the snapshots are apart": abs(market - snapshot.as_of) > request.options.max_skew,
        "the cooldown lasts": not rested and not request.is_forced,
    }
    return [name for name, holds in found.items() if holds]


def _blocks(facts: Facts) -> bool:
    """Tell whether a holding cannot be valued and may not be left out (domain rule 26)."""
    held = [symbol for symbol, holding in facts.holdings.items() if holding.quantity]
    is_strict = facts.request.options.data_quality is DataQuality.BLOCK
    return is_strict and any(BANS[code].holds(facts, symbol) for code in _UNFIT for symbol in held)


def _is_calm(facts: Facts, plan: Plan) -> bool:
    """Tell whether a method with bands finds everything inside its own, cash included.

    Bands do not keep what has no goal, nor losses that are to be harvested.
    """
    goals = {row.key: row.target_weight for row in plan.drift.rows}
    is_free = plan.method not in BANDED or facts.request.is_forced or facts.request.swaps
    is_owed = any(t.symbol in facts.request.harvest or not goals.get(t.symbol) for t in plan.trades)
    return not (is_free or is_owed) and all(
        abs(row.actual_weight - row.target_weight) <= band_of(facts, row.key, row.target_weight)[0]
        for row in plan.drift.rows
    )
