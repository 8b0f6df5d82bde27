"""Taxes: limits and bars are kept, what is to be spared is spared, and what is said of it is true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.domain.tax_preview import HarvestStatus, TaxPreview
from trimtab.domain.trade import Side
from trimtab.planning.check.booking import NEAR, Book, book_plan, identical_to, uncovered
from trimtab.planning.check.facts import Facts, band_of
from trimtab.planning.check.findings import Finding, broken, differs, exceeds
from trimtab.planning.check.measures import goals_of
from trimtab.planning.check.year_tax import tax_of_year

CLOSE: Final = Decimal("0.000001")
"""How far two sums of US dollars may be apart: losses that move are cut to twelve places."""

_SPARING: Final = frozenset(
    {
        ReasonCode.SHORT_TERM_GAIN,
        ReasonCode.LONG_TERM_SOON,
        ReasonCode.CASH_FLOWS_ONLY,
        ReasonCode.WASH_SALE_WINDOW,
        ReasonCode.GAIN_BUDGET_CAP,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A plan beside what the checker has booked of it; `exits` are the symbols taxes do not spare."""

    facts: Facts
    plan: Plan
    position: TaxPosition
    book: Book
    preview: TaxPreview
    exits: frozenset[str]

    @property
    def config(self) -> TaxConfig:
        return self.facts.policy.tax

    @property
    def nets(self) -> Mapping[str, Decimal]:
        """What each symbol's trade realises this year, losses that are taken away left out."""
        nets: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
        for sold in self.book.sold:
            nets[sold.symbol] += sold.gain
        for wash in self.book.washed:
            nets[wash.cause] += wash.amount if wash.sold.year == self.position.year.year else ZERO
        return nets

    @property
    def net(self) -> Decimal:
        """The year's net gain with the plan in it."""
        return self.position.year.short_term + self.position.year.long_term + sum(self.nets.values(), ZERO)

    def gain(self, *, is_long: bool) -> Decimal:
        return sum((sold.gain for sold in self.book.sold if sold.is_long is is_long), ZERO)

    def counted(self, *, is_long: bool) -> Decimal:
        """What counts this year of a term."""
        year = self.position.year.year
        taken = (w.amount for w in self.book.washed if w.is_long is is_long and w.sold.year == year)
        return sum(taken, self.gain(is_long=is_long))


def check_taxes(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find what taxes forbid, and whatever a preview says that is not so.

    Short-term gains, wash sales, deferrals, the transition and the year's cap bind TAX_AWARE alone, and no
    exit; limits and bars that are in the request bind every plan. An owner may change a plan in spite of wash
    sales and the cap.
    """
    exits = _exits(facts, plan)
    yield from _limits(facts, plan, exits)
    yield from _words(facts, plan)
    position = facts.request.tax
    has_preview = plan.tax is not None
    yield from differs("tax preview", "portfolio", expected=position is not None, found=has_preview)
    if position is None or plan.tax is None:
        return
    book = book_plan(facts, plan, position)
    case = _Case(facts=facts, plan=plan, position=position, book=book, preview=plan.tax, exits=exits)
    spared = _SPARED_BY_OWNER if facts.request.edits else _SPARED
    rules = spared if plan.method is RebalancingMethod.TAX_AWARE else ()
    for rule in (*_TOLD, *rules):
        yield from rule(case)


def _exits(facts: Facts, plan: Plan) -> frozenset[str]:
    goals = goals_of(plan)
    return frozenset(trade.symbol for trade in plan.trades if not goals.get(trade.symbol)) - facts.paired


def _limits(facts: Facts, plan: Plan, exits: frozenset[str]) -> Iterator[Finding]:
    limits = {limit.symbol: limit.quantity for limit in facts.request.sell_limits}
    bars = {bar.symbol for bar in facts.request.buy_bars}
    for trade in plan.trades:
        if trade.side is Side.SELL and trade.symbol not in exits and trade.symbol in limits:
            yield from exceeds("sell limit", trade.symbol, amount=trade.quantity, most=limits[trade.symbol])
        is_barred = trade.side is Side.BUY and trade.symbol in bars
        yield from broken("buy bar", trade.symbol, "is bought in spite of its bar", when=is_barred)


def _words(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find non-trades that are put down to taxes, but not by the request."""
    request = facts.request
    told = {(limit.symbol, limit.reason) for limit in request.sell_limits}
    told |= {(bar.symbol, bar.reason) for bar in request.buy_bars}
    for line in plan.skipped:
        is_false = line.reason.code in _SPARING and (line.symbol, line.reason) not in told
        yield from broken("reason", line.symbol, f"{line.reason.code.value} is not so", when=is_false)


def _sums(case: _Case) -> Iterator[Finding]:
    preview, washed = case.preview, case.book.washed
    pairs = {
        "short-term gain": (case.gain(is_long=False), preview.short_term),
        "long-term gain": (case.gain(is_long=True), preview.long_term),
        "disallowed": (sum((wash.amount for wash in washed), ZERO), preview.disallowed),
        "tax without trades": (_tax(case, ZERO, ZERO), preview.tax_idle),
        "tax of the plan": (
            _tax(case, case.counted(is_long=False), case.counted(is_long=True)),
            preview.tax_planned,
        ),
    }
    for name, (expected, found) in pairs.items():
        yield from _close(name, "portfolio", expected, found)
    yield from differs("year so far", "portfolio", expected=case.position.year, found=preview.realised)
    cap = case.config.gain_cap
    if cap is None or preview.gain_left is None:
        yield from differs("gain left", "portfolio", expected=cap is None, found=preview.gain_left is None)
    else:
        yield from _close("gain left", "portfolio", max(cap - case.net, ZERO), preview.gain_left)


def _tax(case: _Case, short_term: Decimal, long_term: Decimal) -> Decimal:
    return tax_of_year(case.position.year, short_term, long_term, case.config)


def _sales(case: _Case) -> Iterator[Finding]:
    """Find sales that the preview leaves out, or tells of otherwise than they are booked."""
    unknown = uncovered(case.facts, case.position)
    sales = [trade for trade in case.plan.trades if trade.side is Side.SELL]
    told = {sale.symbol: sale for sale in case.preview.sales}
    wanted = [trade.symbol for trade in sales]
    yield from differs(
        "tax of sales", "portfolio", expected=wanted, found=[s.symbol for s in case.preview.sales]
    )
    for trade in sales:
        sale = told.get(trade.symbol)
        if sale is None:
            continue
        booked = [sold for sold in case.book.sold if sold.symbol == trade.symbol]
        yield from differs("sold", trade.symbol, expected=trade.quantity, found=sale.quantity)
        yield from differs(
            "lots unknown", trade.symbol, expected=trade.symbol in unknown, found=sale.uncovered_quantity > 0
        )
        lots = [use.quantity for use in sale.uses]
        yield from differs(
            "lots", trade.symbol, expected=sum((s.shares for s in booked), ZERO), found=sum(lots, ZERO)
        )


def _harvests(case: _Case) -> Iterator[Finding]:
    """Find losses that are claimed, but not obtained."""
    sold = {trade.symbol: trade.quantity for trade in case.plan.trades if trade.side is Side.SELL}
    for found in case.preview.harvests:
        if found.status is HarvestStatus.TAKEN:
            obtained = _lost(case, found.symbol)
            yield from differs("harvest", found.symbol, expected=sold.get(found.symbol), found=found.quantity)
            yield from _close("harvest", found.symbol, obtained, found.loss)
            yield from broken("harvest", found.symbol, f"obtains {obtained}", when=not obtained > 0)


def _lost(case: _Case, symbol: str) -> Decimal:
    """Add up the loss of a symbol's sale that counts, whoever takes the rest away."""
    taken = (w.amount for w in case.book.washed if w.is_planned and w.symbol == symbol)
    return -sum((sold.gain for sold in case.book.sold if sold.symbol == symbol), sum(taken, ZERO))


def _deviations(case: _Case) -> Iterator[Finding]:
    signed = {
        trade.symbol: trade.quantity if trade.side is Side.BUY else -trade.quantity
        for trade in case.plan.trades
    }
    drifts = {row.key: row.actual_weight - row.target_weight for row in case.plan.drift_after.rows}
    for told in case.preview.deviations:
        planned = signed.get(told.symbol, ZERO)
        yield from differs("deviation", told.symbol, expected=planned, found=told.planned_quantity)
        yield from _close("drift left", told.symbol, drifts.get(told.symbol, ZERO), told.drift_left)
        is_none = told.plain_quantity == told.planned_quantity or not told.reason.text
        yield from broken("deviation", told.symbol, "is none, or has no reason", when=is_none)


def _short_term_gains(case: _Case) -> Iterator[Finding]:
    transition = case.config.transition
    is_spared = case.config.avoid_short_term_gains if transition is None else transition.value != "NOW"
    for sold in case.book.sold:
        is_gain = sold.gain > CLOSE and not sold.is_long and sold.symbol not in case.exits
        yield from broken("short-term gain", sold.symbol, f"realises {sold.gain}", when=is_gain and is_spared)
        is_soon = 0 < sold.days_until_long <= case.config.deferral_days and not _is_critical(
            case, sold.symbol
        )
        yield from broken(
            "deferral", sold.symbol, f"is long term in {sold.days_until_long} days", when=is_gain and is_soon
        )


def _is_critical(case: _Case, symbol: str) -> bool:
    row = next(row for row in case.plan.drift.rows if row.key == symbol)
    edge = band_of(case.facts, symbol, row.target_weight)[1]
    return row.actual_weight - row.target_weight > edge


def _wash_sales(case: _Case) -> Iterator[Finding]:
    """Find wash sales that a trade of the plan causes, or that an expected purchase will."""
    if not case.config.avoid_wash_sales:
        return
    for wash in case.book.washed:
        is_excused = not wash.is_by_purchase and wash.symbol in case.exits
        text = f"takes away a loss of {wash.amount} on {wash.symbol}"
        yield from broken("wash sale", wash.cause, text, when=not is_excused)
    for sold in case.book.sold:
        is_loss = sold.gain < -CLOSE and sold.symbol not in case.exits
        text = "is sold at a loss, and bought again soon"
        yield from broken("wash sale", sold.symbol, text, when=is_loss and _is_awaited(case, sold.symbol))


def _is_awaited(case: _Case, symbol: str) -> bool:
    same, day = identical_to(case.position, symbol), case.book.day
    return any(
        coming.symbol in same and coming.first - NEAR <= day <= coming.last + NEAR
        for coming in case.position.expected
    )


def _cap(case: _Case) -> Iterator[Finding]:
    """Find gains above the year's cap; exits may go above it, and what is above already is no fault."""
    nets, sold = case.nets, {part.symbol for part in case.book.sold} - case.exits
    free = [nets[symbol] for symbol in sold]
    if case.config.gain_cap is not None and sum(free, ZERO) > CLOSE:
        yield from exceeds("gain cap", "portfolio", amount=case.net, most=case.config.gain_cap + CLOSE)


def _transition(case: _Case) -> Iterator[Finding]:
    transition = case.config.transition
    if transition is None or transition.value != "CASH_FLOWS_ONLY":
        return
    for trade in case.plan.trades:
        is_sold = trade.side is Side.SELL and trade.symbol not in case.exits
        yield from broken("transition", trade.symbol, "is sold", when=is_sold)


def _close(rule: str, subject: str, expected: Decimal, found: Decimal) -> Iterator[Finding]:
    text = f"is {found}, must be {expected}"
    yield from broken(rule, subject, text, when=not abs(expected - found) <= CLOSE)


_TOLD: Final = (_sums, _sales, _harvests, _deviations)

_SPARED_BY_OWNER: Final = (_short_term_gains, _transition)

_SPARED: Final = (*_SPARED_BY_OWNER, _wash_sales, _cap)
