"""Deliberate faults in planning with taxes: what makes a plan or its preview wrong, and what only worse."""

from __future__ import annotations

from typing import Final

from control.planting import Fault, mirror_of

_Row = tuple[str, str, str, str]
_RULES: Final = "(_no_sales, _short_term_gains, _nearly_long_term, _awaited_purchase)"


def wrong() -> tuple[Fault, ...]:
    """List the faults the checker has to find in some plan."""
    return tuple(Fault(*row) for row in (*_LIMITS, *_WASHES, *_SWAPS, *_PREVIEWS))


def different() -> tuple[Fault, ...]:
    """List the faults that leave plans sound, since the planner looks at its answer, with unit tests."""
    return tuple(Fault(*row, tests=(mirror_of(row[1]),)) for row in _DIFFERENT)


_LIMITS: Final[tuple[_Row, ...]] = (
    (
        "short-term gains are sold",
        "planning/tax_aware/limits.py",
        _RULES,
        "(_no_sales, _nearly_long_term, _awaited_purchase)",
    ),
    (
        "a transition by cash flows alone sells",
        "planning/tax_aware/limits.py",
        _RULES,
        "(_short_term_gains, _nearly_long_term, _awaited_purchase)",
    ),
    (
        "sales at a loss do not wait for expected purchases",
        "planning/tax_aware/limits.py",
        _RULES,
        "(_no_sales, _short_term_gains, _nearly_long_term)",
    ),
    (
        "what turns long soon is sold",
        "planning/tax_aware/limits.py",
        _RULES,
        "(_no_sales, _short_term_gains, _awaited_purchase)",
    ),
    (
        "a limit stops one lot too late",
        "planning/tax_aware/ground.py",
        "            if stop(use):\n                return before, use\n            before += use.quantity\n",
        "            before += use.quantity\n            if stop(use):\n                return before, use\n",
    ),
    (
        "of two limits the larger holds",
        "planning/tax_aware/directives.py",
        "limit.quantity < known.quantity",
        "limit.quantity > known.quantity",
    ),
    (
        "the cap does not know the year so far",
        "planning/tax_aware/budget.py",
        "return EXACT.add(EXACT.add(year.short_term, year.long_term), foreseen.total.net)",
        "return foreseen.total.net",
    ),
    (
        "the cap counts short-term gains alone",
        "planning/tax_aware/budget.py",
        "EXACT.add(year.short_term, year.long_term)",
        "year.short_term",
    ),
    (
        "there is no cap",
        "planning/tax_aware/budget.py",
        "if cap is None or realised_by(ground, foreseen) <= cap:",
        "if True:",
    ),
    (
        "lots that do not add up are relied upon",
        "planning/tax_aware/ground.py",
        "        or exact_sum(lot.quantity for lot in position.lots(held.symbol)) != held.quantity\n",
        "",
    ),
)

_WASHES: Final[tuple[_Row, ...]] = (
    (
        "what was sold at a loss is bought",
        "planning/tax_aware/washes.py",
        "        if free_on:\n",
        "        if False:\n",
    ),
    (
        "what a plan sells at a loss it buys",
        "planning/tax_aware/washes.py",
        "if is_loss and bought & ground.identical_to(sale.symbol):",
        "if False:",
    ),
    (
        "a loss bars its own symbol alone",
        "planning/tax_aware/harvests.py",
        "for other in sorted(ground.identical_to(symbol) & known):",
        "for other in [symbol]:",
    ),
    (
        "losses that an earlier purchase takes are sold",
        "planning/tax_aware/washes.py",
        "return limit_sales(barred, _limits(ground, request, plan, foreseen))",
        "return barred",
    ),
    (
        "the ledger is not asked about earlier purchases",
        "planning/tax_aware/forecast.py",
        "is_near = same & purchases or recent_lots(ground.position, sale.symbol, ground.day)",
        "is_near = same & purchases",
    ),
    (
        "the ledger is not asked about earlier losses",
        "planning/tax_aware/forecast.py",
        "        exposed |= same if same & losses else set()\n",
        "",
    ),
    (
        "purchases of a plan take no loss",
        "planning/tax_aware/forecast.py",
        "[_purchase(ground, trade) for trade in bought]",
        "[]",
    ),
    (
        "losses that are taken away count",
        "planning/tax_aware/forecast.py",
        "symbol: add_to_year(empty, disposals[symbol], washes[symbol])",
        "symbol: add_to_year(empty, disposals[symbol], ())",
    ),
    (
        "the guard does not look at other accounts",
        "tax/wash_sales.py",
        "if left and may_replace(",
        "if left and lot.account == loss.account and may_replace(",
    ),
)

_SWAPS: Final[tuple[_Row, ...]] = (
    (
        "a substitute counts for more than its target",
        "planning/tax_aware/pairs.py",
        "min(left.get(other, ZERO), target - sum(parts.values(), ZERO))",
        "left.get(other, ZERO)",
    ),
    (
        "a swap that is made in part stands",
        "planning/tax_aware/plan.py",
        "if not is_whole(swap, draft.request, draft.plan) or is_vain(",
        "if is_vain(",
    ),
    (
        "a harvest claims what it could have been",
        "planning/tax_aware/preview.py",
        "loss=obtained,",
        "loss=found.loss,",
    ),
    (
        "a harvest that was given up is claimed",
        "planning/tax_aware/preview.py",
        "return replace(found, status=_status(preview.request))",
        "return found",
    ),
)

_PREVIEWS: Final[tuple[_Row, ...]] = (
    (
        "long gains are told as short ones",
        "planning/tax_aware/preview.py",
        "short_term=_gain(state, Term.SHORT)",
        "short_term=_gain(state, Term.LONG)",
    ),
    (
        "no loss is told to be disallowed",
        "planning/tax_aware/preview.py",
        "disallowed=exact_sum(wash.disallowed for wash in state.wash_sales)",
        "disallowed=ZERO",
    ),
    (
        "the plan is taxed like the plain one",
        "planning/tax_aware/preview.py",
        "tax_planned=tax_of(ground, planned.foreseen.total)",
        "tax_planned=tax_of(ground, preview.plain.foreseen.total)",
    ),
    (
        "doing nothing is taxed like the plan",
        "planning/tax_aware/preview.py",
        "tax_idle=tax_of(ground, NOTHING)",
        "tax_idle=tax_of(ground, planned.foreseen.total)",
    ),
    (
        "less than nothing is left of the cap",
        "planning/tax_aware/preview.py",
        "max(cap - realised_by(ground, planned.foreseen), ZERO)",
        "cap - realised_by(ground, planned.foreseen)",
    ),
    (
        "the plain plan is booked in place of the plan",
        "planning/tax_aware/preview.py",
        "run_ledger(ground, planned.plan)",
        "run_ledger(ground, preview.plain.plan)",
    ),
    (
        "a sale of unknown lots is told as one without a gain",
        "planning/tax_aware/forecast.py",
        "uncovered_quantity=sale.quantity if is_unknown else ZERO",
        "uncovered_quantity=ZERO",
    ),
    (
        "what an IRA sells is taxed",
        "planning/tax_aware/forecast.py",
        "if ground.is_taxed and not is_unknown:",
        "if not is_unknown:",
    ),
    (
        "the drift that is left is that before",
        "planning/tax_aware/deviations.py",
        "for row in planned.plan.drift_after.rows}",
        "for row in planned.plan.drift.rows}",
    ),
    (
        "a deviation tells the plain quantity",
        "planning/tax_aware/deviations.py",
        "planned_quantity=new.get(symbol, ZERO)",
        "planned_quantity=old.get(symbol, ZERO)",
    ),
    (
        "what does not differ is told as a deviation",
        "planning/tax_aware/deviations.py",
        "if new.get(s, ZERO) != old.get(s, ZERO))",
        "if True)",
    ),
)

_DIFFERENT: Final[tuple[_Row, ...]] = (
    (
        "what turns long on the last day of the deferral is sold",
        "planning/tax_aware/limits.py",
        "use.days_to_long_term <= config.deferral_days",
        "use.days_to_long_term < config.deferral_days",
    ),
    (
        "whatever is above its target is critical",
        "planning/tax_aware/plan.py",
        "row.drift > 0 and row.level is DriftLevel.CRITICAL)",
        "row.drift > 0)",
    ),
    (
        "methods do not know the limits of sales",
        "planning/methods/tax_bounds.py",
        "return replace(move, change=-most * price, is_exit=False)",
        "return move",
    ),
    (
        "the cap grants whole lots",
        "planning/tax_aware/budget.py",
        "if use.gain > left:",
        "if False:",
    ),
    (
        "room under the cap is granted again and again",
        "planning/tax_aware/budget.py",
        "        room -= gain\n",
        "",
    ),
    (
        "what the plan loses makes no room under the cap",
        "planning/tax_aware/budget.py",
        "room = cap - (realised_by(ground, foreseen) - wanted)",
        "room = cap",
    ),
    (
        "a loss that is taken away makes room under the cap",
        "planning/tax_aware/budget.py",
        "if sale.disallowed else use",
        "if False else use",
    ),
    (
        "exits have to ask for room under the cap",
        "planning/tax_aware/budget.py",
        " and sale.symbol not in exits\n",
        "\n",
    ),
    (
        "a harvest closes nothing",
        "planning/tax_aware/harvests.py",
        "barred = bar_purchases(swapped, bars_after_loss(bench.ground, harvest.symbol, request))",
        "barred = swapped",
    ),
    (
        "a harvest without a loss stays",
        "planning/tax_aware/plan.py",
        " or is_vain(swap, draft.request, draft.foreseen)",
        "",
    ),
    (
        "the way back sells short-term gains",
        "planning/tax_aware/pairs.py",
        "        and not _costs_taxes(ground, pair.substitute)\n",
        "",
    ),
    (
        "what has a target of its own stands in",
        "planning/tax_aware/pairs.py",
        "if other not in named)",
        "if True)",
    ),
)
