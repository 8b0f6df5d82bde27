"""Deliberate faults in the optimiser: one small change of the text each, and the tests that notice it.

The comparison with PIQP must notice what makes convex problems wrong, trying all ways what makes choices
wrong, and a module's own tests what both are blind to.
"""

from __future__ import annotations

from typing import Final

from control.planting import Fault, mirror_of

CONVEX: Final = "tests/property/test_optimise.py"
CHOICES: Final = "tests/property/test_optimise_choices.py"

_Row = tuple[str, str, str, str]


def faults() -> tuple[Fault, ...]:
    """List the faults, each with the comparison that has to notice it."""
    compared = [(row, CONVEX) for row in _CONVEX] + [(row, CHOICES) for row in _CHOICES]
    by_module = [(row, mirror_of(row[1])) for row in _ALONE]
    return tuple(Fault(*row, tests=(tests,)) for row, tests in (*compared, *by_module))


_CONVEX: Final[tuple[_Row, ...]] = (
    (
        "the dearest lot is sold first",
        "optimise/pieces.py",
        "np.lexsort((-lots.tax[backwards], lots.asset[backwards]))",
        "np.lexsort((lots.tax[backwards], lots.asset[backwards]))",
    ),
    (
        "buying costs what selling does",
        "optimise/pieces.py",
        "np.where(is_buy, problem.buy_cost[asset], -problem.sell_cost[asset])",
        "np.where(is_buy, problem.sell_cost[asset], -problem.sell_cost[asset])",
    ),
    (
        "turnover counts both ways",
        "optimise/pieces.py",
        "np.where(is_buy, 0.5, -0.5)",
        "np.where(is_buy, 1.0, -1.0)",
    ),
    (
        "a position's cap is not kept",
        "optimise/pieces.py",
        "upper[pieces.asset] - pieces.left, 0.0), pieces.length)",
        "upper[pieces.asset] + 0.01 - pieces.left, 0.0), pieces.length)",
    ),
    (
        "factors carry no risk",
        "optimise/dual.py",
        "    opening = off @ model.loadings\n",
        "    opening = 0.9 * off @ model.loadings\n",
    ),
    (
        "the risk weight counts twice for the factors",
        "optimise/model.py",
        "loadings=np.sqrt(problem.risk_weight) * problem.risk.loadings,",
        "loadings=problem.risk_weight * problem.risk.loadings,",
    ),
    (
        "limits are equalities",
        "optimise/step.py",
        "    limited[model.factors :] = ~model.is_equality\n",
        "",
    ),
    (
        "the climb ends a millionth too early",
        "optimise/newton.py",
        "_CLOSE: Final = 1e-14\n",
        "_CLOSE: Final = 1e-6\n",
    ),
    (
        "a tax budget counts nothing",
        "optimise/model.py",
        "(0.0, row.cost, row.tax, row.turnover)",
        "(0.0, row.cost, 0.0, row.turnover)",
    ),
    (
        "no conflict is ever proved",
        "optimise/feasible.py",
        "    return least - float(prices @ model.limits) > _ROUNDING\n",
        "    return least - float(prices @ model.limits) > 1e9\n",
    ),
)

_CHOICES: Final[tuple[_Row, ...]] = (
    (
        "a plan may break a row",
        "optimise/shares.py",
        "    is_met = _broken(model, _rows_of(model, weights)) <= ALLOWED\n",
        "    is_met = _broken(model, _rows_of(model, weights)) <= 0.01\n",
    ),
    (
        "the bound sees one side only",
        "optimise/bound.py",
        "    for region in Region:\n",
        "    for region in (Region.BUY,):\n",
    ),
    (
        "whole shares lift the bound too high",
        "optimise/bound.py",
        "for count in (down, up)]",
        "for count in (down,)]",
    ),
    (
        "nothing is ever in doubt",
        "optimise/regions.py",
        "flags: Flags = (model.doubtful & below & above) | reaches",
        "flags: Flags = reaches & ~reaches",
    ),
    (
        "the search ends at its first plan",
        "optimise/branch.py",
        "return best is not None and best.value - progress.bound <= task.enough * abs(best.value)",
        "return best is not None",
    ),
)

_ALONE: Final[tuple[_Row, ...]] = (
    (
        "a loss behind a gain is to be had at once",
        "optimise/lot_order.py",
        "is_ordered=True,",
        "is_ordered=False,",
    ),
    (
        "losses behind gains count as within reach",
        "optimise/lot_order.py",
        "so_far = self._before(gained) + gained\n",
        "so_far = gained\n",
    ),
    (
        "falling rates stay as they are",
        "optimise/pooling.py",
        "joins = (mean[1:] < mean[:-1])",
        "joins = (mean[1:] > 2.0 * mean[:-1])",
    ),
    (
        "the first lot stands for all",
        "optimise/ordered_bound.py",
        "least = np.minimum.reduceat(values, model.pieces.first)",
        "least = values[model.pieces.first] + 0.0",
    ),
    (
        "what is sold before a lot is free",
        "optimise/ordered_bound.py",
        "values += before + slopes * (weights - pieces.left)",
        "values += slopes * (weights - pieces.left)",
    ),
    (
        "runs go on where the rates fall",
        "optimise/ordered_bound.py",
        "(np.diff(slopes) < 0.0) | ",
        "",
    ),
    (
        "the first runs are the last",
        "optimise/ordered.py",
        "_ROUNDS: Final = 4\n",
        "_ROUNDS: Final = 0\n",
    ),
    (
        "a case of the law is forgotten",
        "optimise/netting.py",
        "lambda short, long: long <= little and short + long >= -little,",
        "lambda short, long: long <= -9 and short + long >= -little,",
    ),
    (
        "the curve keeps what costs more for more drift",
        "optimise/curve.py",
        "(not kept or point.price < kept[-1].price)",
        "(not kept or point.price != kept[-1].price)",
    ),
    (
        "savings that leave more drift are on the curve",
        "optimise/curve.py",
        "point.weighed.risk < idle[0].weighed.risk",
        "True",
    ),
    (
        "the curve keeps to bands",
        "optimise/curve.py",
        "keeps_bands=False",
        "keeps_bands=True",
    ),
    (
        "a second weighing is answered like the first",
        "optimise/passes.py",
        "question = replace(sheet.question, request=request)",
        "question = sheet.question",
    ),
    (
        "doing nothing is never tried",
        "optimise/judge.py",
        "if not kept or idle <= min(each.objective for each in kept):",
        "if False:",
    ),
    (
        "more is sold of a lot than the trade sells",
        "optimise/lot_order.py",
        "part = min(value, left)",
        "part = value",
    ),
    (
        "bands are never kept",
        "optimise/formulate.py",
        "    if rung.keeps_bands:\n",
        "    if False:\n",
    ),
    (
        "a whole spread is paid on each leg",
        "optimise/formulate.py",
        "costs.spread_rate / 2 + costs.commission_rate",
        "costs.spread_rate + costs.commission_rate",
    ),
    (
        "the exact risk is counted twice",
        "optimise/exact.py",
        "_off_target(question, plan.trades), question.request.risk) / 2,",
        "_off_target(question, plan.trades), question.request.risk),",
    ),
    (
        "tight sales are cut up, too",
        "optimise/aims.py",
        "is_up = way.reach < 0 and not is_tight",
        "is_up = way.reach < 0",
    ),
    (
        "a gain that is not worth it is realised",
        "optimise/judge.py",
        "key=lambda each: (each.objective, len(each.plan.trades))",
        "key=lambda each: (-each.objective, len(each.plan.trades))",
    ),
    (
        "the least difference of taxes is left out of the bound",
        "optimise/search.py",
        "cases=tuple(found.bound + weight * case for case in cases),",
        "cases=tuple(found.bound + 0.0 * case for case in cases),",
    ),
    (
        "aims are made all the way",
        "planning/methods/optimised.py",
        "return move if change is None else",
        "return move if True else",
    ),
    (
        "a long loss is worth the long rate only",
        "optimise/netting.py",
        "return self.short_rate * total\n",
        "return self.short_rate * short + self.long_rate * long\n",
    ),
    (
        "sales may be smaller than the least trade",
        "optimise/regions.py",
        "        upper = np.minimum(upper, model.held - choices.least)\n",
        "        upper = np.minimum(upper, model.held)\n",
    ),
    (
        "the gap is told too small",
        "optimise/dual.py",
        "return 0.5 * float(off @ off) - float(",
        "return 0.5 * float(off @ off) - 2.0 * float(",
    ),
    (
        "a conflict is seen where there is none",
        "optimise/feasible.py",
        "np.where(slopes > 0, slopes * window.low, slopes * window.high).sum()",
        "np.where(slopes > 0, slopes * window.high, slopes * window.high).sum()",
    ),
    (
        "impact holds back too little",
        "optimise/dual.py",
        "specific, impact = model.specific[pieces.asset], 1.5 * price",
        "specific, impact = model.specific[pieces.asset], 1.0 * price",
    ),
    (
        "a trade that impact forbids gives way",
        "optimise/dual.py",
        "return np.where(root > 0.0, wanted, np.where(pieces.buys, -np.inf, np.inf))",
        "return wanted",
    ),
    (
        "a negative variance of a direction passes",
        "optimise/risk.py",
        "    if least < -_ROUNDING * len(covariance):\n",
        "    if least < -1.0 * len(covariance):\n",
    ),
)
