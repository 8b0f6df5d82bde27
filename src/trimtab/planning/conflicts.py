"""Find the fewest hard rules that cannot hold together, when no portfolio satisfies all of them.

Buying is never forced, because cash takes any rest: a rule either keeps value where it is, or demands that
value be sold. So rules conflict in four ways only, and the fewest of each are found without any search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import Final

from trimtab.domain.constraints import Constraints
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.drift.words import percent_text
from trimtab.planning.universe import Member, Universe

POSITION_RULE: Final = "max_position_weight"
RESERVE_RULE: Final = "cash_reserve"
TURNOVER_RULE: Final = "max_turnover"

_EXACT: Final = Context(prec=100)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The names of rules that cannot hold together, in order, and what to say about them."""

    rules: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The hard rules of one portfolio as amounts in base currency; None or a missing key means no such rule.

    `kept` are the amounts that cannot be sold, by (rule, symbol). `max_sales` is what may be sold in all:
    twice the turnover, because buying is never forced. `value` includes cash, `values` does not.
    """

    value: Decimal
    values: Mapping[str, Decimal]
    classes: Mapping[str, str]
    kept: Mapping[tuple[str, str], Decimal]
    position_cap: Decimal | None = None
    class_caps: Mapping[str, Decimal]
    reserve: Decimal | None = None
    max_sales: Decimal | None = None

    @property
    def invested(self) -> Decimal:
        """Value of everything but cash."""
        return sum(self.values.values(), ZERO)


def find_conflict(request: PlanRequest, universe: Universe) -> Conflict | None:
    """Return the smallest conflict among the hard rules, or None when some portfolio satisfies all."""
    with localcontext(_EXACT):
        rules = state_rules(request, universe)
        names = smallest_conflict(rules)
    return Conflict(names, _reason(names, rules)) if names else None


def state_rules(request: PlanRequest, universe: Universe) -> RuleSet:
    """Read the hard rules as amounts; a cap on the class of cash is no business of sales.

    What only passes is no rule: open orders, a selection of symbols, a price that is missing today.
    """
    snapshot, constraints = request.snapshot, request.policy.constraints
    values = {symbol: value for symbol, value in snapshot.market_values.items() if symbol != CASH}
    total, given = snapshot.total_value, request.policy.asset_classes
    cap, turnover = constraints.max_position_weight, constraints.max_turnover
    return RuleSet(
        value=total,
        values=values,
        classes={symbol: snapshot.asset_class(symbol, given) for symbol in values},
        kept={
            (_keeping_rule(member), member.symbol): values[member.symbol]
            for member in universe.members
            if member.is_kept and member.symbol in values
        },
        position_cap=None if cap is None else cap * total,
        class_caps=_class_caps(constraints, total),
        reserve=constraints.cash_reserve(total) or None,
        max_sales=None if turnover is None else 2 * turnover * total,
    )


def smallest_conflict(rules: RuleSet) -> tuple[str, ...]:
    """Return the names of the fewest rules that cannot hold together, in order; none when all can.

    Among equally few the ones with the largest holdings are named, then the first by name.
    """
    found = (*_kept_conflicts(rules), *_turnover_conflicts(rules))
    return min((tuple(sorted(names)) for names in found), key=lambda names: (len(names), names), default=())


def _keeping_rule(member: Member) -> str:
    return f"{str(member.no_sell).lower()}:{member.symbol}"


def _class_caps(constraints: Constraints, total: Decimal) -> dict[str, Decimal]:
    caps: dict[str, Decimal] = {}
    for cap in constraints.class_caps:
        if cap.asset_class != CASH:
            caps[cap.asset_class] = min(caps.get(cap.asset_class, cap.weight * total), cap.weight * total)
    return caps


def _kept_conflicts(rules: RuleSet) -> Iterable[tuple[str, ...]]:
    """Name what cannot be sold and is too much for a position, for a class, or for the portfolio."""
    kept = {rule: amount for (rule, _), amount in rules.kept.items()}
    if rules.position_cap is not None:
        above = {rule: amount for rule, amount in kept.items() if amount > rules.position_cap}
        yield from ((POSITION_RULE, *names) for names in _fewest(above, rules.position_cap))
    for asset_class, cap in rules.class_caps.items():
        inside = {
            rule: amount
            for (rule, symbol), amount in rules.kept.items()
            if rules.classes[symbol] == asset_class
        }
        yield from ((_class_rule(asset_class), *names) for names in _fewest(inside, cap))
    yield from _fewest(kept, rules.value)
    if rules.reserve is not None:
        yield from ((RESERVE_RULE, *names) for names in _fewest(kept, rules.value - rules.reserve))


def _turnover_conflicts(rules: RuleSet) -> Iterable[tuple[str, ...]]:
    """Name the rules that together demand more sales than the turnover allows.

    What one sale brings counts for the position, for its class and for cash at once: the caps of a class ask
    for the larger of both, and so does the whole portfolio.
    """
    if rules.max_sales is None:
        return
    debt = rules.invested - rules.value
    by_class, by_both = _class_sales(rules)
    by_position = sum(_position_sales(rules).values(), ZERO)
    allowed = rules.max_sales
    yield from ((TURNOVER_RULE, *names) for names in _fewest({}, allowed - debt))
    yield from ((TURNOVER_RULE, *names) for names in _fewest(by_class, allowed))
    yield from ((TURNOVER_RULE, POSITION_RULE, *names) for names in _fewest(by_both, allowed - by_position))
    if rules.reserve is not None and debt + rules.reserve > allowed:
        yield TURNOVER_RULE, RESERVE_RULE


def _position_sales(rules: RuleSet) -> dict[str, Decimal]:
    """Tell by class what the position cap makes sell."""
    sales: dict[str, Decimal] = {}
    for symbol, value in rules.values.items():
        above = ZERO if rules.position_cap is None else max(value - rules.position_cap, ZERO)
        sales[rules.classes[symbol]] = sales.get(rules.classes[symbol], ZERO) + above
    return sales


def _class_sales(rules: RuleSet) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Tell by rule what each class cap makes sell by itself, and what beyond the position cap."""
    alone: dict[str, Decimal] = {}
    beyond: dict[str, Decimal] = {}
    by_position = _position_sales(rules)
    for asset_class, cap in rules.class_caps.items():
        members = (value for symbol, value in rules.values.items() if rules.classes[symbol] == asset_class)
        excess = max(sum(members, ZERO) - cap, ZERO)
        alone[_class_rule(asset_class)] = excess
        beyond[_class_rule(asset_class)] = max(excess - by_position.get(asset_class, ZERO), ZERO)
    return alone, beyond


def _fewest(amounts: Mapping[str, Decimal], limit: Decimal) -> Iterable[tuple[str, ...]]:
    """Yield the fewest names whose amounts together exceed a limit, largest first; nothing if all do not."""
    names: list[str] = []
    left = limit
    for name in sorted(amounts, key=lambda name: (-amounts[name], name)):
        if left < 0:
            break
        names.append(name)
        left -= amounts[name]
    if left < 0:
        yield tuple(names)


def _class_rule(asset_class: str) -> str:
    return f"class_cap:{asset_class}"


def _reason(names: tuple[str, ...], rules: RuleSet) -> Reason:
    words = "; ".join(f"{name} ({_demand(name, rules)})" for name in names)
    problem = "These rules cannot hold together" if len(names) > 1 else "This rule cannot hold"
    remedy = "relax one of them" if len(names) > 1 else "relax it"
    return Reason(ReasonCode.CONFLICTING_RULES, f"{problem}, {remedy}: {words}.")


def _demand(name: str, rules: RuleSet) -> str:
    """Say what a rule demands, in weights."""
    kept = {rule: amount for (rule, _), amount in rules.kept.items()}
    if name in kept:
        return f"keeps {_weight(kept[name], rules)}"
    if name == TURNOVER_RULE:
        return f"allows sales of {_weight(rules.max_sales, rules)}"
    if name == RESERVE_RULE:
        return f"wants {_weight(rules.reserve, rules)} in cash"
    cap = rules.position_cap if name == POSITION_RULE else rules.class_caps[name.partition(":")[2]]
    return f"allows {_weight(cap, rules)}"


def _weight(amount: Decimal | None, rules: RuleSet) -> str:
    return percent_text((amount or ZERO) / rules.value) if rules.value else percent_text(ZERO)
