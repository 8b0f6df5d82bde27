"""Tell what a plan would realise, what that does to the year's tax, and how it differs from a plain plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from trimtab.domain.money import ZERO, to_text
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_ledger import LedgerState
from trimtab.domain.tax_lot import EXACT, Term, exact_sum
from trimtab.domain.tax_preview import HarvestCandidate, HarvestStatus, TaxPreview
from trimtab.domain.trade import Side
from trimtab.planning.tax_aware.budget import realised_by
from trimtab.planning.tax_aware.deviations import Outcome, list_deviations
from trimtab.planning.tax_aware.forecast import NOTHING, run_ledger, tax_of
from trimtab.planning.tax_aware.ground import Ground
from trimtab.tax.wash_windows import wash_windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a preview is written from: the plan under its request, the plain plan, and every loss there is."""

    ground: Ground
    request: PlanRequest
    planned: Outcome
    plain: Outcome
    candidates: tuple[HarvestCandidate, ...]


def write_preview(preview: Preview) -> TaxPreview:
    """Write a preview; all of it is estimated, and holds under the account's lot method."""
    ground, planned = preview.ground, preview.planned
    position, state = ground.position, run_ledger(ground, planned.plan)
    cap = ground.config.gain_cap
    return TaxPreview(
        lot_method=position.rules.account(position.account).lot_method,
        realised=position.year,
        short_term=_gain(state, Term.SHORT),
        long_term=_gain(state, Term.LONG),
        disallowed=exact_sum(wash.disallowed for wash in state.wash_sales),
        tax_idle=tax_of(ground, NOTHING),
        tax_planned=tax_of(ground, planned.foreseen.total),
        tax_plain=tax_of(ground, preview.plain.foreseen.total),
        sales=planned.foreseen.sales,
        wash_sales=state.wash_sales,
        windows=wash_windows(replace(position, state=state), ground.day),
        harvests=tuple(_judged(preview, state, found) for found in preview.candidates),
        deviations=list_deviations(ground, preview.request, planned, preview.plain),
        gain_left=None if cap is None else max(cap - realised_by(ground, planned.foreseen), ZERO),
        warnings=tuple(_warnings(preview)),
    )


def _gain(state: LedgerState, term: Term) -> Decimal:
    """Add up the gains of a term, before wash sales."""
    return exact_sum(sold.gain for sold in state.disposals if sold.is_taxable and sold.term is term)


def _judged(preview: Preview, state: LedgerState, found: HarvestCandidate) -> HarvestCandidate:
    """Claim of a loss what the plan's sale obtains of it, and nothing that it does not."""
    if found.status is not HarvestStatus.TAKEN:
        return found
    sale = preview.planned.foreseen.sale(found.symbol)
    obtained = _lost(state, found.symbol)
    if sale is None or obtained <= 0:
        return replace(found, status=_status(preview.request))
    purchases = {trade.symbol for trade in preview.planned.plan.of_side(Side.BUY)}
    swapped = (swap.bought for swap in preview.request.swaps if swap.sold == found.symbol)
    bought = [symbol for symbol in swapped if symbol in purchases]
    costs = _costs(preview.planned.plan, {found.symbol, *bought})
    return replace(
        found,
        quantity=sale.quantity,
        loss=obtained,
        benefit=EXACT.subtract(-sale.tax_now, costs),
        in_front=tuple(use for use in sale.uses if use.gain > 0),
        substitute=next(iter(bought), None),
    )


def _lost(state: LedgerState, symbol: str) -> Decimal:
    """Add up the net loss of a symbol's sale that counts, whoever takes the rest away."""
    own = {
        sold.disposal_id: sold.gain for sold in state.disposals if sold.symbol == symbol and sold.is_taxable
    }
    taken = (wash.disallowed for wash in state.wash_sales if wash.disposal_id in own)
    return EXACT.minus(exact_sum((*own.values(), *taken)))


def _status(request: PlanRequest) -> HarvestStatus:
    """Tell why a loss that could be had is not: the plan was not to harvest, or it could not."""
    is_meant = request.chosen_method is RebalancingMethod.TAX_AWARE and request.policy.tax.harvest_losses
    return HarvestStatus.BARRED if is_meant else HarvestStatus.AVAILABLE


def _costs(plan: Plan, symbols: set[str]) -> Decimal:
    return sum((trade.costs.total for trade in plan.trades if trade.symbol in symbols), ZERO)


def _warnings(preview: Preview) -> Iterator[Reason]:
    ground, foreseen = preview.ground, preview.planned.foreseen
    yield from ground.position.findings
    uncovered = sorted(sale.symbol for sale in foreseen.sales if sale.uncovered_quantity)
    if uncovered:
        text = f"The tax lots of {', '.join(uncovered)} are not known: their sale takes no account of taxes."
        yield Reason(ReasonCode.TAX_LOTS_MISSING, text)
    lines = [line for line in (ground.config.gain_warning, ground.config.gain_cap) if line is not None]
    gain = realised_by(ground, foreseen)
    if lines and gain > min(lines):
        text = f"The year's net gain would be {to_text(gain)} US dollars, more than {to_text(min(lines))}."
        yield Reason(ReasonCode.GAIN_BUDGET_WARNING, text)
