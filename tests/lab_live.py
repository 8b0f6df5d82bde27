"""The live planner, led along a path day by day in exact decimals, and the lab on the same path."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from builders import holding, policy, question, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.holdings import Holding
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side, Trade
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.lab.adopt import adopt
from trimtab.lab.book import Traded
from trimtab.lab.paths import Block, History
from trimtab.lab.policies import SESSIONS, LabPolicy, TargetMix
from trimtab.lab.prices import Floats
from trimtab.lab.run import Trial, walk
from trimtab.planning.rebalance import plan_rebalance

WORTH = Decimal(1_000_000)
"""What the live portfolio is worth on the first day; the lab's is worth one."""

PRICE = Decimal(100)
"""What each share costs then."""

TOLERANCE = 1e-10
"""By how much amounts may differ, as a part of the first day's worth: a hundredth of a cent here."""

Changes = dict[tuple[int, str, str], float]
"""How much a symbol's value changes, by day, cause and symbol, as a part of the first day's worth."""


def lab_trades(chosen: LabPolicy, mix: TargetMix, growth: Floats) -> Changes:
    """What the lab trades on a path of days × holdings."""
    seen: list[Traded] = []
    trial = Trial(mix=mix, policies=(chosen,), source=History(growth), steps=len(growth))
    deque(walk(trial, Block(0, 1), seen.append), maxlen=0)
    return {
        (made.day, made.cause, symbol): float(change)
        for made in seen
        for symbol, change in zip(mix.symbols, made.changes[:, 0], strict=True)
        if abs(change) > TOLERANCE
    }


def live_trades(chosen: LabPolicy, mix: TargetMix, growth: Floats) -> Changes:
    """What the live planner trades on it, taxes apart."""
    path = _Path(chosen, mix, _live_policy(chosen, mix), _first_day(mix))
    return {key: change for day in range(len(growth)) for key, change in path.pass_day(day, growth[day])}


def same_trades(ours: Changes, live: Changes) -> bool:
    """Tell whether days and symbols are the same, and amounts within the tolerance."""
    return ours.keys() == live.keys() and all(abs(ours[key] - live[key]) <= TOLERANCE for key in live)


def _live_policy(chosen: LabPolicy, mix: TargetMix) -> Policy:
    weights = {symbol: repr(weight) for symbol, weight in zip(mix.symbols, mix.weights, strict=True)}
    costs = CostConfig(minimum_trade=ZERO, commission_rate=Decimal(repr(chosen.cost_rate)))
    saved = policy(weights, repr(mix.cash), costs=costs)
    known = chosen.every in (None, *SESSIONS.values()) or (chosen.every == 1 and chosen.band)
    # Where no live calendar has the cadence, the days are the lab's; band and method still are the live ones.
    return adopt(chosen if known else replace(chosen, every=SESSIONS[min(SESSIONS)]), saved)


def _first_day(mix: TargetMix) -> Snapshot:
    shares = {
        symbol: format((WORTH * Decimal(repr(weight)) / PRICE).quantize(Decimal("1E-9")), "f")
        for symbol, weight in zip(mix.symbols, mix.weights, strict=True)
    }
    cash = WORTH - sum((Decimal(count) * PRICE for count in shares.values()), ZERO)
    return snapshot(format(cash, "f"), shares, dict.fromkeys(mix.symbols, str(PRICE)))


@dataclass
class _Path:
    """A live portfolio on its way."""

    chosen: LabPolicy
    mix: TargetMix
    policy: Policy
    held: Snapshot

    def pass_day(self, day: int, growth: Floats) -> Iterator[tuple[tuple[int, str, str], float]]:
        """Grow, let money flow, look; yields what is traded."""
        self._grow(growth)
        flow, every = self.chosen.flow, self.chosen.every
        if flow is not None and (day + 1) % flow.every == 0:
            yield from self._flow(day, Decimal(repr(flow.amount)) * WORTH)
        if every is not None and (day + 1) % every == 0 and self._is_worth_a_plan():
            yield from self._trade(day, "REBALANCE")

    def _grow(self, growth: Floats) -> None:
        by_symbol = dict(zip(self.mix.symbols, growth, strict=True))
        quotes = tuple(
            replace(quoted, price=quoted.price * Decimal(float(by_symbol[quoted.symbol])))
            for quoted in self.held.quotes
        )
        self.held = replace(self.held, quotes=quotes)

    def _is_worth_a_plan(self) -> bool:
        return self.chosen.band is None or bool(measure_portfolio_drift(self.held, self.policy).breached)

    def _flow(self, day: int, amount: Decimal) -> Iterator[tuple[tuple[int, str, str], float]]:
        if amount > 0:
            self.held = replace(self.held, cash=self.held.cash + amount)
            yield from self._trade(day, "FLOW", amount)
            return
        raised = amount / (1 - self.policy.costs.commission_rate)
        yield from self._trade(day, "FLOW", raised)
        # Costs are rounded up to a millionth of a dollar, which the account may lack then.
        self.held = replace(self.held, cash=max(self.held.cash + amount, ZERO))

    def _trade(
        self, day: int, cause: str, flow: Decimal = ZERO
    ) -> Iterator[tuple[tuple[int, str, str], float]]:
        method = RebalancingMethod.CASH_FLOW if flow else None
        made = plan_rebalance(question(self.held, self.policy, method=method, cash_flow=flow))
        self.held = replace(
            self.held, cash=made.cash_after, holdings=_after(self.held, {t.symbol: t for t in made.trades})
        )
        for trade in made.trades:
            change = float(_signed(trade) * trade.price / WORTH)
            if abs(change) > TOLERANCE:
                yield (day, cause, trade.symbol), change


def _after(held: Snapshot, trades: Mapping[str, Trade]) -> tuple[Holding, ...]:
    return tuple(
        holding(each.symbol, format(each.quantity + _signed(trades.get(each.symbol)), "f"))
        for each in held.holdings
    )


def _signed(trade: Trade | None) -> Decimal:
    if trade is None:
        return ZERO
    return trade.quantity if trade.side is Side.BUY else -trade.quantity


def noisy_growth(days: int, volatilities: tuple[float, ...], seed: int) -> Floats:
    """Days that swing more than real ones, so that a hundred of them see many trades."""
    dice = np.random.default_rng(seed)
    swings = dice.standard_normal((days, len(volatilities))) * np.array(volatilities)
    return np.asarray(np.exp(swings), dtype=np.float64)
