"""Weigh a request under what taxes forbid, again and again until the plan keeps to that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from trimtab.domain.optimum import Optimum, Weighing
from trimtab.domain.request import BuyBar, PlanRequest, SellLimit
from trimtab.optimise.exact import weigh_nothing
from trimtab.optimise.judge import Candidate, choose, make, make_nothing
from trimtab.optimise.lot_order import SaleOrder, sale_order
from trimtab.optimise.question import Question, ask
from trimtab.optimise.search import search
from trimtab.optimise.words import price_texts, relaxed_texts
from trimtab.planning.tax_aware.directives import bar_purchases, limit_sales
from trimtab.planning.tax_aware.forecast import Forecast, forecast
from trimtab.planning.tax_aware.ground import Ground
from trimtab.planning.tax_aware.limits import find_sell_limits
from trimtab.planning.tax_aware.plan import MOST_PASSES, Draft, tightened
from trimtab.planning.tax_aware.washes import closed_purchases
from trimtab.planning.universe import find_universe

_BOUND_STEP: Final = Decimal("1E-12")
"""Bounds are cut down to this, and lowered by as much: far more than floats can be wrong by."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """What does not depend on the weighing: the question, its lots, and FULL's plan with its parts."""

    question: Question
    order: SaleOrder
    whole: Candidate


_Limits = tuple[tuple[SellLimit, ...], tuple[BuyBar, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """A request with what taxes forbid written down; without lots its ground is None.

    `sheets` remembers what was asked under which limits, for the next weighing.
    """

    request: PlanRequest
    ground: Ground | None
    sheets: dict[_Limits, _Sheet] = field(default_factory=dict)


def open_request(request: PlanRequest, ground: Ground | None) -> Opening:
    """Write down what taxes forbid whatever it would be worth; what they only make dear is weighed."""
    return Opening(request if ground is None else _directed(ground, request), ground)


def settle_at(opening: Opening, weighing: Weighing) -> Candidate:
    """Weigh again while the plan washes a loss or breaks the year's cap; limits only become tighter."""
    answer = _weighed(opening, replace(opening.request, weighing=weighing))
    for _ in range(MOST_PASSES if opening.ground else 0):
        tighter = _tighter(opening, answer)
        if tighter == replace(answer.request, aims=None):
            break
        answer = _weighed(opening, tighter)
    return answer


def stay(opening: Opening) -> Candidate:
    """Plan to do nothing."""
    return make_nothing(_sheet(opening, opening.request).question)


def foreseen_by(opening: Opening, answer: Candidate) -> Forecast:
    """Give what a plan realises; there must be lots."""
    if opening.ground is None:
        raise ValueError("ground is None; without lots nothing is foreseen")
    return answer.foreseen or forecast(opening.ground, answer.plan)


def _tighter(opening: Opening, answer: Candidate) -> PlanRequest:
    if opening.ground is None:
        return replace(answer.request, aims=None)
    draft = Draft(request=answer.request, plan=answer.plan, foreseen=foreseen_by(opening, answer))
    return replace(tightened(opening.ground, draft), aims=None)


def _directed(ground: Ground, request: PlanRequest) -> PlanRequest:
    members = {member.symbol for member in find_universe(request).members}
    barred = bar_purchases(request, closed_purchases(ground, members))
    # A transition the owner has chosen holds; without one no gain is forbidden, for each has its price.
    tax = replace(request.policy.tax, avoid_short_term_gains=False, deferral_days=0)
    priced = replace(ground, request=replace(request, policy=replace(request.policy, tax=tax)))
    return limit_sales(barred, find_sell_limits(priced, frozenset()))


def _weighed(opening: Opening, request: PlanRequest) -> Candidate:
    sheet = _sheet(opening, request)
    question = replace(sheet.question, request=request)
    found = search(question, sheet.order)
    idle = weigh_nothing(question).under(request.weighing)
    whole = replace(sheet.whole, request=request, objective=sheet.whole.weighed.under(request.weighing))
    best = choose(question, found, whole, idle)
    relaxed = relaxed_texts(found)
    optimum = Optimum(
        weighing=request.weighing,
        planned=best.weighed,
        objective=best.objective,
        idle=idle,
        whole=whole.objective,
        bound=min(_cut(found.bound), best.objective),
        shadow_prices=price_texts(question, found),
        relaxed=relaxed,
    )
    plan = replace(best.plan, optimum=optimum, warnings=(*best.plan.warnings, *relaxed))
    return replace(best, plan=plan)


def _sheet(opening: Opening, request: PlanRequest) -> _Sheet:
    limits = request.sell_limits, request.buy_bars
    if limits not in opening.sheets:
        question = ask(request, opening.ground)
        opening.sheets[limits] = _Sheet(question, sale_order(question), make(question, None))
    return opening.sheets[limits]


def _cut(bound: float) -> Decimal:
    return Decimal(bound).quantize(_BOUND_STEP, rounding=ROUND_FLOOR) - _BOUND_STEP
