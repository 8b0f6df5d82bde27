"""The rules a plan must not break: cash, positions, caps, limits, forbidden trades and the shelf."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from typing import Final

from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO, to_text
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.rules import RuleResult
from trimtab.domain.shelf import ShelfStatus
from trimtab.domain.trade import Side
from trimtab.drift.words import percent_text
from trimtab.planning.outcome import Measure, Outcome, amount_text, hard

Rule = Callable[[Outcome], Iterator[RuleResult]]

_BOTH: Final = frozenset(Side)
_BUY: Final = frozenset({Side.BUY})
_SELL: Final = frozenset({Side.SELL})


def _no_overdraft(outcome: Outcome) -> Iterator[RuleResult]:
    """Look at the lowest balance of any currency, each in its own."""
    base = outcome.before.base_currency
    before = {cash.currency: cash.amount for cash in outcome.before.foreign_cash}
    after = {cash.currency: cash.amount for cash in outcome.after.foreign_cash}
    before[base], after[base] = outcome.before.cash, outcome.after.cash
    worst = min(after, key=lambda currency: (after[currency], currency))
    lowest = after[worst]
    text = f"The lowest cash balance after the plan is {amount_text(lowest)} {worst}."
    found = Measure(rule_id="NO_OVERDRAFT", measured=lowest, limit=ZERO, text=text)
    yield hard(outcome, found, is_kept=lowest >= 0, is_inherited=lowest >= before.get(worst, ZERO))


def _no_short_position(outcome: Outcome) -> Iterator[RuleResult]:
    short = [held for held in outcome.after.holdings if held.quantity < 0]
    lowest = min((held.quantity for held in short), default=ZERO)
    named = ", ".join(f"{to_text(held.quantity)} {held.symbol}" for held in short)
    text = f"Shares would be short: {named}." if short else "No position is short."
    grown = [held for held in short if held.quantity < outcome.before.holding(held.symbol).quantity]
    found = Measure(rule_id="NO_SHORT_POSITION", measured=lowest, limit=ZERO, text=text)
    yield hard(outcome, found, is_kept=not short, is_inherited=not grown)


def _position_cap(outcome: Outcome) -> Iterator[RuleResult]:
    cap = outcome.request.policy.constraints.max_position_weight
    values = outcome.values_after
    symbols = [symbol for symbol in values if symbol != CASH]
    if cap is not None and symbols:
        worst = max(symbols, key=lambda symbol: (values[symbol] - outcome.allowance((symbol,)), symbol))
        found = _weigh(outcome, "MAX_POSITION_WEIGHT", worst, (worst,), cap)
        yield _judge_cap(outcome, found, (worst,))


def _class_caps(outcome: Outcome) -> Iterator[RuleResult]:
    values, policy = outcome.values_after, outcome.request.policy
    given = policy.asset_classes
    for cap in sorted(policy.constraints.class_caps, key=lambda cap: (cap.asset_class, cap.weight)):
        members = [symbol for symbol in values if outcome.after.asset_class(symbol, given) == cap.asset_class]
        rule_id = f"CLASS_CAP:{cap.asset_class}"
        found = _weigh(outcome, rule_id, cap.asset_class, members, cap.weight)
        yield _judge_cap(outcome, found, members)


def _weigh(outcome: Outcome, rule_id: str, name: str, symbols: Collection[str], cap: Decimal) -> Measure:
    value = sum((outcome.values_after[symbol] for symbol in symbols), ZERO)
    weight = value / outcome.total if outcome.total else ZERO
    text = (
        f"{name} is {percent_text(weight)} of the portfolio after the plan; {percent_text(cap)} is allowed."
    )
    return Measure(rule_id=rule_id, measured=weight, limit=cap, text=text)


def _judge_cap(outcome: Outcome, found: Measure, symbols: Collection[str]) -> RuleResult:
    """Compare with a cap; what is too small to be sold does not count."""
    after = sum((outcome.values_after[symbol] for symbol in symbols), ZERO)
    before = sum((outcome.values_before.get(symbol, ZERO) for symbol in symbols), ZERO)
    is_kept = after - outcome.allowance(symbols) <= found.limit * outcome.total
    return hard(outcome, found, is_kept=is_kept, is_inherited=after <= before)


def _cash_reserve(outcome: Outcome) -> Iterator[RuleResult]:
    """Compare all cash with the reserve; costs and what is too small to be sold do not count."""
    reserve = outcome.request.policy.constraints.cash_reserve(outcome.total)
    if reserve:
        cash = outcome.values_after[CASH]
        spared = outcome.allowance(outcome.values_before) + outcome.lines.costs.total
        text = f"Cash is {amount_text(cash)} after the plan; {amount_text(reserve)} is to be kept."
        found = Measure(rule_id="CASH_RESERVE", measured=cash, limit=reserve, text=text)
        is_inherited = cash >= outcome.values_before[CASH]
        yield hard(outcome, found, is_kept=cash + spared >= reserve, is_inherited=is_inherited)


def _max_turnover(outcome: Outcome) -> Iterator[RuleResult]:
    gross = sum((trade.value for trade in outcome.lines.trades), ZERO)
    turnover = gross / (2 * outcome.total) if outcome.total else ZERO
    allowed = outcome.request.policy.constraints.max_turnover
    if allowed is not None:
        text = f"Turnover is {percent_text(turnover)}; {percent_text(allowed)} is allowed."
        found = Measure(rule_id=ReasonCode.MAX_TURNOVER.value, measured=turnover, limit=allowed, text=text)
        yield hard(outcome, found, is_kept=gross <= allowed * 2 * outcome.total)


def _amounts(outcome: Outcome) -> Iterator[RuleResult]:
    constraints = outcome.request.policy.constraints
    bought = sum((trade.value for trade in outcome.lines.trades if trade.side is Side.BUY), ZERO)
    cost = outcome.lines.costs.total
    for code, allowed, amount, words in (
        (ReasonCode.TRANSACTION_COST_LIMIT, constraints.transaction_cost_limit, cost, "What trading costs"),
        (ReasonCode.ALLOCATE_AT_MOST, constraints.allocate_at_most, bought, "What is bought"),
    ):
        if allowed is not None:
            text = f"{words} is {amount_text(amount)}; {amount_text(allowed)} is allowed."
            found = Measure(rule_id=code.value, measured=amount, limit=allowed, text=text)
            yield hard(outcome, found, is_kept=amount <= allowed)


def _forbidden_trades(outcome: Outcome) -> Iterator[RuleResult]:
    constraints = outcome.request.policy.constraints
    for code, named, sides, words in (
        (ReasonCode.LOCKED, constraints.locked, _BOTH, "trades of locked instruments"),
        (ReasonCode.EXCLUDED, constraints.excluded_instruments, _BOTH, "trades of excluded instruments"),
        (ReasonCode.DO_NOT_BUY, constraints.do_not_buy, _BUY, "purchases of what is not to be bought"),
        (ReasonCode.DO_NOT_SELL, constraints.do_not_sell, _SELL, "sales of what is not to be sold"),
    ):
        if named:
            wrong = [t.symbol for t in outcome.lines.trades if t.symbol in named and t.side in sides]
            yield hard(outcome, _count(code.value, wrong, words), is_kept=not wrong)


def _shelf(outcome: Outcome) -> Iterator[RuleResult]:
    if outcome.request.shelf is None:
        return
    trades = outcome.lines.trades
    wrong = [trade.symbol for trade in trades if trade.side in _barred_sides(outcome, trade.symbol)]
    yield hard(outcome, _count("SHELF", wrong, "trades the shelf does not allow"), is_kept=not wrong)
    banned = [entry.symbol for entry in outcome.request.shelf.entries if entry.status is ShelfStatus.BANNED]
    left = [symbol for symbol in sorted(banned) if _is_left(outcome, symbol)]
    found = _count("BANNED_SOLD", left, "banned instruments that can be sold and are still held")
    yield hard(outcome, found, is_kept=not left, is_inherited=True)


def _barred_sides(outcome: Outcome, symbol: str) -> frozenset[Side]:
    entry = outcome.request.shelf.entry(symbol) if outcome.request.shelf else None
    if entry is None or entry.status is ShelfStatus.SUSPENDED:
        return _BOTH
    is_waived = entry.status is ShelfStatus.RESTRICTED and outcome.request.options.allow_restricted
    return frozenset() if is_waived or entry.status is ShelfStatus.APPROVED else _BUY


def _is_left(outcome: Outcome, symbol: str) -> bool:
    """Tell whether shares are left that nothing forbids to sell and that are not too few."""
    is_enough = outcome.after.holding(symbol).available_quantity > 0 and symbol not in outcome.too_small
    return is_enough and outcome.universe.member(symbol).no_sell is None


def _count(rule_id: str, wrong: list[str], words: str) -> Measure:
    named = f": {', '.join(wrong)}" if wrong else ""
    text = f"There are {len(wrong) or 'no'} {words}{named}."
    return Measure(rule_id=rule_id, measured=Decimal(len(wrong)), limit=ZERO, text=text)


HARD_RULES: Final[tuple[Rule, ...]] = (
    _no_overdraft,
    _no_short_position,
    _position_cap,
    _class_caps,
    _cash_reserve,
    _max_turnover,
    _amounts,
    _forbidden_trades,
    _shelf,
)
