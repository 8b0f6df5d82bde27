"""The weights a plan aims for: nothing invented, nothing lost, caps and exclusions kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from trimtab.domain.constraints import ExcludedWeight
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.tactics import Signal
from trimtab.planning.check.facts import Amounts, Facts
from trimtab.planning.check.findings import SLACK, Finding, broken, differs, exceeds
from trimtab.planning.check.measures import goals_of
from trimtab.planning.check.permissions import forbids_purchase, forbids_sale, is_banned, is_excluded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aim:
    """Goals beside what the policy wants and what is held: weights of the same keys."""

    facts: Facts
    goals: Amounts
    wanted: Amounts
    held: Amounts

    @property
    def symbols(self) -> list[str]:
        return [symbol for symbol in self.goals if symbol != CASH]

    @property
    def is_tilted(self) -> bool:
        return self.facts.request.chosen_method is RebalancingMethod.TACTICAL_REBALANCING

    def members(self, asset_class: str) -> list[str]:
        return [symbol for symbol in self.symbols if self.facts.asset_class(symbol) == asset_class]


def check_goals(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find goals that the policy's targets, exclusions, caps and reserve do not lead to."""
    goals, total = {CASH: ZERO} | goals_of(plan), facts.total
    aim = _Aim(
        facts=facts,
        goals=goals,
        wanted={key: facts.wanted.get(key, ZERO) for key in goals},
        held={key: facts.values.get(key, ZERO) / total if total else ZERO for key in goals},
    )
    for rule in _RULES:
        yield from rule(aim)


def _add_up(aim: _Aim) -> Iterator[Finding]:
    expected, found = sum(aim.facts.wanted.values(), ZERO), sum(aim.goals.values(), ZERO)
    yield from differs("goals: sum", "portfolio", expected=expected, found=found)
    for key, goal in aim.goals.items():
        least = min(aim.wanted[key], ZERO)
        yield from broken("goals: sign", key, f"is {goal}", when=not goal >= least)


def _invent_nothing(aim: _Aim) -> Iterator[Finding]:
    strangers = (symbol for symbol in aim.symbols if symbol not in aim.facts.wanted)
    for symbol in strangers:
        yield from differs("goals: not wanted", symbol, expected=ZERO, found=aim.goals[symbol])


def _are_the_targets(aim: _Aim) -> Iterator[Finding]:
    """With nothing to change them, goals are the policy's weights to the last digit."""
    if aim.is_tilted or _is_changed(aim):
        return
    for key, weight in aim.facts.wanted.items():
        yield from differs("goals: target", key, expected=weight, found=aim.goals.get(key))


def _follow_tactics(aim: _Aim) -> Iterator[Finding]:
    """Exits aim for nothing; a tilt goes its own way, and no further than its bound."""
    tactics = aim.facts.policy.tactics
    if not aim.is_tilted:
        return
    exits = {signal.symbol for signal in tactics.signals if _is_exit(aim.facts, signal)}
    for symbol in (symbol for symbol in aim.symbols if symbol in exits):
        yield from differs("goals: exit", symbol, expected=ZERO, found=aim.goals[symbol])
    for symbol in (s for s in aim.symbols if s not in exits and not forbids_purchase(aim.facts, s)):
        change = sum((tilt.change for tilt in tactics.tilts if tilt.symbol == symbol), ZERO)
        if not change:  # untilted targets take what down-tilts free, however much
            continue
        way = aim.goals[symbol] - aim.wanted[symbol]
        is_off = abs(way) > tactics.max_tilt + SLACK or way * change < -SLACK
        yield from broken("goals: tilt", symbol, f"is {way}", when=is_off and not _is_changed(aim))


def _is_exit(facts: Facts, signal: Signal) -> bool:
    quote = facts.quotes.get(signal.symbol)
    is_faded = signal.score is not None and signal.score < facts.policy.tactics.exit_below
    return is_faded or (
        signal.stop_price is not None and quote is not None and quote.price <= signal.stop_price
    )


def _is_changed(aim: _Aim) -> bool:
    """Tell whether caps, the reserve or exclusions may have changed the goals."""
    is_less = any(is_excluded(aim.facts, symbol) for symbol in aim.symbols)
    return is_less or _is_capped(aim.facts) or _needs_reserve(aim)


def _leave_out_excluded(aim: _Aim) -> Iterator[Finding]:
    """The target of what is excluded counts no further than it is held; what is banned has none."""
    for symbol in aim.symbols:
        if is_excluded(aim.facts, symbol):
            most = ZERO if is_banned(aim.facts, symbol) else max(aim.held[symbol], ZERO)
            most = min(most, aim.wanted[symbol]) + SLACK
            yield from exceeds("goals: excluded", symbol, amount=aim.goals[symbol], most=most)


def _keep_caps(aim: _Aim) -> Iterator[Finding]:
    constraints = aim.facts.policy.constraints
    if constraints.max_position_weight is not None:
        for symbol in aim.symbols:
            most = constraints.max_position_weight
            yield from exceeds("goals: position cap", symbol, amount=aim.goals[symbol], most=most)
    for cap in constraints.class_caps:
        members = [CASH] if cap.asset_class == CASH else aim.members(cap.asset_class)
        weight = sum((aim.goals[symbol] for symbol in members), ZERO)
        stuck = sum((aim.held[s] for s in members if s != CASH and forbids_sale(aim.facts, s)), ZERO)
        yield from exceeds(
            "goals: class cap", cap.asset_class, amount=weight, most=max(cap.weight, stuck) + SLACK
        )


def _stay_in_class(aim: _Aim) -> Iterator[Finding]:
    """Weight freed in a class goes to its other members or to cash, never to another class."""
    if aim.is_tilted:
        return
    for name in dict.fromkeys(aim.facts.asset_class(symbol) for symbol in aim.symbols):
        members = aim.members(name)
        wanted = sum((aim.wanted[symbol] for symbol in members), ZERO)
        found = sum((aim.goals[symbol] for symbol in members), ZERO)
        yield from exceeds("goals: class", name, amount=found, most=wanted + SLACK)
        yield from _grow_alike(aim, members)


def _grow_alike(aim: _Aim, members: list[str]) -> Iterator[Finding]:
    """Members that take on freed weight do so in proportion; only a cap stops one."""
    cap = aim.facts.policy.constraints.max_position_weight
    grown = [s for s in members if aim.goals[s] > aim.wanted[s] + SLACK]
    free = [s for s in grown if cap is None or aim.goals[s] < cap - SLACK]
    if aim.facts.policy.constraints.class_caps:
        free = [s for s in free if not forbids_sale(aim.facts, s)]
    may_grow = (
        _is_capped(aim.facts) or aim.facts.policy.constraints.excluded_weight is not ExcludedWeight.TO_CASH
    )
    for symbol in grown:
        yield from broken("goals: grown", symbol, "takes weight nobody freed", when=not may_grow)
    for one, other in pairwise(free):
        skew = aim.goals[one] * aim.wanted[other] - aim.goals[other] * aim.wanted[one]
        yield from broken("goals: proportion", one, f"does not grow like {other}", when=abs(skew) > SLACK)


def _keep_reserve(aim: _Aim) -> Iterator[Finding]:
    if not aim.facts.wanted or not _needs_reserve(aim):
        return
    least = min(_reserve(aim.facts) / aim.facts.total, ONE) - SLACK
    yield from exceeds("goals: reserve", CASH, amount=least, most=aim.goals[CASH])


def _is_capped(facts: Facts) -> bool:
    return facts.policy.constraints.max_position_weight is not None or bool(
        facts.policy.constraints.class_caps
    )


def _reserve(facts: Facts) -> Decimal:
    constraints = facts.policy.constraints
    return max(constraints.cash_reserve_amount, constraints.cash_reserve_weight * facts.total)


def _needs_reserve(aim: _Aim) -> bool:
    """Tell whether there is less cash than must stay."""
    return aim.facts.total > 0 and aim.facts.values[CASH] < _reserve(aim.facts)


_RULES: Final = (
    _add_up,
    _invent_nothing,
    _are_the_targets,
    _follow_tactics,
    _leave_out_excluded,
    _keep_caps,
    _stay_in_class,
    _keep_reserve,
)
