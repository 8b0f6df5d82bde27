"""Plan a rebalance: one visible line from snapshot and policy to an explained, hashed plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from trimtab import ENGINE_VERSION
from trimtab.domain.drift import DriftReport
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO
from trimtab.domain.plan import PLAN_LIFETIME, Envelope, Plan
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.targets import SumVerdict
from trimtab.domain.trade import Side, SkippedTrade, Trade
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.after import apply_trades
from trimtab.planning.explain import explain_in_place, explain_trade
from trimtab.planning.funding import WantedBuy, fit_to_cash
from trimtab.planning.methods import select_symbols
from trimtab.planning.obstacles import find_obstacle
from trimtab.planning.sizing import size_trade, skip
from trimtab.planning.verdict import judge_lines

MAX_PRICE_MOVE: Final = Decimal("0.05")
"""How far a price may move between plan and order, as a fraction."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The trades and the non-trades of a plan."""

    trades: tuple[Trade, ...] = ()
    skipped: tuple[SkippedTrade, ...] = ()


def plan_rebalance(
    snapshot: Snapshot, policy: Policy, portfolio: PortfolioRef, method: RebalancingMethod | None = None
) -> Plan:
    """Plan the trades that repair a portfolio, with a reason for every trade and every non-trade.

    Sells come before buys; buys never take cash below the cash target (I-04). Equal inputs give equal plans.
    """
    chosen = method or policy.method
    drift = measure_portfolio_drift(snapshot, policy)
    obstacle = find_obstacle(snapshot, policy)
    lines = Lines() if obstacle else _draw_lines(snapshot, policy, drift, chosen)
    status, finding = obstacle or judge_lines(lines.trades, lines.skipped, drift)
    after = apply_trades(snapshot, lines.trades)
    return Plan(
        uid=portfolio.uid,
        portfolio_id=portfolio.portfolio_id,
        account_id=snapshot.account_id,
        environment=snapshot.environment,
        policy_version=policy.version,
        method=chosen,
        engine_version=ENGINE_VERSION,
        as_of=snapshot.as_of,
        status=status,
        finding=finding,
        trades=lines.trades,
        skipped=lines.skipped,
        drift=drift,
        drift_after=measure_portfolio_drift(after, policy),
        cash=snapshot.cash,
        cash_after=after.cash,
        envelope=_envelope(snapshot, policy),
        warnings=_warnings(policy),
    )


def _draw_lines(snapshot: Snapshot, policy: Policy, drift: DriftReport, method: RebalancingMethod) -> Lines:
    selected = select_symbols(method, drift)
    rows = tuple(row for row in drift.rows if row.key != CASH)
    sized = tuple(size_trade(row, snapshot, policy) for row in rows if row.key in selected)
    sells = tuple(line for line in sized if isinstance(line, Trade) and line.side is Side.SELL)
    wanted = tuple(line for line in sized if isinstance(line, Trade) and line.side is Side.BUY)
    buys = _fund(wanted, sells, snapshot, policy)
    unfunded = tuple(line for line in buys if isinstance(line, SkippedTrade))
    in_place = tuple(
        SkippedTrade(symbol=row.key, reason=explain_in_place(row)) for row in rows if row.key not in selected
    )
    refused = tuple(line for line in sized if isinstance(line, SkippedTrade))
    funded = tuple(line for line in buys if isinstance(line, Trade))
    return Lines(
        trades=_by_drift(sells, drift) + _by_drift(_name_cash(funded, sells, drift), drift),
        skipped=tuple(sorted(refused + unfunded + in_place, key=lambda line: line.symbol)),
    )


def _fund(
    wanted: tuple[Trade, ...], sells: tuple[Trade, ...], snapshot: Snapshot, policy: Policy
) -> tuple[Trade | SkippedTrade, ...]:
    budget = sum((sell.value for sell in sells), snapshot.cash) - cash_floor(snapshot, policy)
    affordable = fit_to_cash(tuple(_wanted_buy(trade, snapshot) for trade in wanted), budget)
    return tuple(_shrink(trade, affordable[trade.symbol], policy) for trade in wanted)


def _wanted_buy(trade: Trade, snapshot: Snapshot) -> WantedBuy:
    instrument = snapshot.instrument(trade.symbol)
    if instrument is None:
        raise LookupError(f"{trade.symbol} was sized without an instrument")
    return WantedBuy(
        symbol=trade.symbol, quantity=trade.quantity, price=trade.price, step=instrument.unit.step
    )


def _shrink(trade: Trade, quantity: Decimal, policy: Policy) -> Trade | SkippedTrade:
    if not quantity or quantity * trade.price < policy.minimum_trade:
        return skip(trade.symbol, ReasonCode.CASH_SHORT)
    return replace(trade, quantity=quantity)


def _name_cash(buys: tuple[Trade, ...], sells: tuple[Trade, ...], drift: DriftReport) -> tuple[Trade, ...]:
    """Call buys without any sale what they are: idle cash being invested."""
    if sells:
        return buys
    code = ReasonCode.CASH_INVESTMENT
    return tuple(replace(buy, reason=explain_trade(drift.row(buy.symbol), Side.BUY, code)) for buy in buys)


def _by_drift(trades: tuple[Trade, ...], drift: DriftReport) -> tuple[Trade, ...]:
    """Order trades of one side: worst level first, then larger drift, then symbol (domain rule 13)."""
    rows = {row.key: row for row in drift.rows}
    return tuple(
        sorted(trades, key=lambda t: (-rows[t.symbol].level, -abs(rows[t.symbol].drift), t.symbol)),
    )


def cash_floor(snapshot: Snapshot, policy: Policy) -> Decimal:
    """Cash that buys must leave, in US dollars: the cash target's part of the portfolio."""
    return policy.targets.weights.get(CASH, ZERO) * snapshot.total_value


def _envelope(snapshot: Snapshot, policy: Policy) -> Envelope:
    return Envelope(
        expires_at=snapshot.as_of + PLAN_LIFETIME,
        cash_floor=cash_floor(snapshot, policy) if not snapshot.unpriced_symbols else snapshot.cash,
        max_price_move=MAX_PRICE_MOVE,
    )


def _warnings(policy: Policy) -> tuple[Reason, ...]:
    if policy.targets.sum_verdict is not SumVerdict.SHORTFALL_TO_CASH:
        return ()
    return (
        Reason(
            ReasonCode.TARGETS_BELOW_100, "The targets add up to less than 100 %; the rest stays in cash."
        ),
    )
