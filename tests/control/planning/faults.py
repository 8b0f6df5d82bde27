"""Deliberate faults in the planners: one small textual change each, and what it does to a plan.

A fault that makes plans WRONG must be found by the checker in some plan. One that makes them merely DIFFERENT
(worse, or explained differently, but sound) must be found by a test.
"""

from __future__ import annotations

from typing import Final

from control.planting import Fault, mirror_of


def wrong() -> tuple[Fault, ...]:
    """List the faults the checker has to find."""
    return tuple(Fault(*row) for row in (*_SIZES, *_MONEY, *_LIMITS, *_RIGHTS, *_GOALS, *_WAYS, *_WORDS))


def different() -> tuple[Fault, ...]:
    """List the faults that leave plans sound, with the tests that find them."""
    return tuple(Fault(*row, tests=(mirror_of(row[1]), "tests/golden")) for row in _DIFFERENT)


_Row = tuple[str, str, str, str]

_SIZES: Final[tuple[_Row, ...]] = (
    (
        "a sell asks whether it may be bought",
        "planning/sizing.py",
        "member.no_sell if side is Side.SELL else member.no_buy",
        "member.no_buy if side is Side.SELL else member.no_sell",
    ),
    (
        "no refusal is heard",
        "planning/sizing.py",
        "if refusal or instrument is None or quote is None:",
        "if instrument is None or quote is None:",
    ),
    (
        "an exit sells promised shares",
        "planning/sizing.py",
        "quantity=held.available_quantity,",
        "quantity=held.quantity,",
    ),
    (
        "an exit is cut like any sale",
        "planning/sizing.py",
        "sized = trade if move.is_exit else _size(",
        "sized = _size(",
    ),
    ("the price is a cent too high", "planning/sizing.py", "price=quote.price,", "price=quote.price + CENT,"),
    (
        "what was held is what was free",
        "planning/sizing.py",
        "held_quantity=held.quantity,",
        "held_quantity=held.available_quantity,",
    ),
    ("a trade forgets its exchange rate", "planning/sizing.py", "fx_rate=rate,", "fx_rate=ONE,"),
    (
        "every trade is in base currency",
        "planning/sizing.py",
        "currency=instrument.currency,",
        "currency=snapshot.base_currency,",
    ),
    (
        "one step more is traded",
        "planning/sizing.py",
        "round_down(amount / trade.price, instrument.unit.step)",
        "round_down(amount / trade.price, instrument.unit.step) + instrument.unit.step",
    ),
    (
        "money is not cut to cents",
        "planning/sizing.py",
        "_in_money(trade, round_to_cents(amount))",
        "_in_money(trade, amount)",
    ),
    (
        "shares of money are cut to hundredths",
        "planning/sizing.py",
        "round_down(amount / trade.price, SHARE_DUST)",
        "round_down(amount / trade.price, CENT)",
    ),
    (
        "more is sold than is free",
        "planning/sizing.py",
        "return whole if trade.side is Side.SELL and sized.quantity > free else sized",
        "return sized",
    ),
    (
        "trades cost nothing",
        "planning/sizing.py",
        "return trade if costs == trade.costs else trade.resized(trade.quantity, trade.notional, costs)",
        "return trade",
    ),
    (
        "there is no minimum trade",
        "planning/sizing.py",
        "trade.value >= request.least_trade(trade.symbol)",
        "trade.value >= 0",
    ),
    (
        "a sale may cost more than it brings",
        "planning/sizing.py",
        "return is_enough and (trade.side is Side.BUY or trade.value > trade.costs.total)",
        "return is_enough",
    ),
    ("nothing is urgent", "planning/sizing.py", "priority=_PRIORITIES[row.level]", "priority=Priority.LOW"),
    (
        "what is over is bought",
        "planning/sizing.py",
        "side = Side.SELL if move.change < 0 else Side.BUY",
        "side = Side.SELL if move.change > 0 else Side.BUY",
    ),
)

_MONEY: Final[tuple[_Row, ...]] = (
    ("the whole spread is paid", "planning/costs.py", "config.spread_rate / 2", "config.spread_rate"),
    (
        "the minimum commission is the most",
        "planning/costs.py",
        "max(config.minimum_commission,",
        "min(config.minimum_commission,",
    ),
    (
        "impact grows with the volume itself",
        "planning/costs.py",
        "(quantity / instrument.daily_volume).sqrt()",
        "(quantity / instrument.daily_volume)",
    ),
    (
        "no cash is ever missing",
        "planning/funding.py",
        "return _missing(purse, add_trades(purse.balances, buys, purse.terms.base))",
        "return ZERO",
    ),
    ("buys spend the floor", "planning/lines.py", "floor=cash_floor(request, drift)", "floor=Decimal(0)"),
    (
        "the reserve is no part of the floor",
        "planning/lines.py",
        "return max(wanted, request.policy.constraints.cash_reserve(drift.total_value))",
        "return wanted",
    ),
    (
        "foreign sells need not pay their costs",
        "planning/funding.py",
        "if after[treasury.terms.base] >= min(left[treasury.terms.base], ZERO):",
        "if True:",
    ),
    ("costs are not paid", "planning/fx.py", "after[base] -= trade.costs.total", "after[base] -= ZERO"),
    ("buys bring money", "planning/fx.py", "+ trade.cash_effect", "+ trade.amount"),
    ("exchanges have no buffer", "planning/fx.py", "(ONE + terms.buffer)", "ONE"),
    (
        "exchanges are cut down",
        "planning/fx.py",
        "terms.buffer)).quantize(CENT, rounding=ROUND_UP)",
        "terms.buffer)).quantize(CENT, rounding='ROUND_DOWN')",
    ),
    ("currencies are never bought", "planning/fx.py", "        if amount\n", "        if amount < 0\n"),
    ("foreign cash is always swept", "planning/fx.py", "keep=keep[options.repatriation],", "keep=ZERO,"),
    (
        "the threshold is in foreign money",
        "planning/fx.py",
        "balance - terms.keep / rate",
        "balance - terms.keep",
    ),
    (
        "buys wait for no exchange",
        "planning/fx.py",
        "if trade.side is Side.BUY and trade.currency in bought",
        "if False",
    ),
    (
        "sells wait for an exchange",
        "planning/fx.py",
        "if trade.side is Side.BUY and trade.currency in bought",
        "if trade.currency in bought",
    ),
    (
        "exchanges are a cent dearer",
        "planning/fx.py",
        "rate=terms.rates[currency],",
        "rate=terms.rates[currency] + CENT,",
    ),
    (
        "exchanges ignore the trades",
        "planning/lines.py",
        "balances = add_trades(treasury.balances, trades, treasury.terms.base)",
        "balances = treasury.balances",
    ),
    (
        "an exchange pays twice",
        "planning/after.py",
        "balances[base] -= sign * fx.base_amount",
        "balances[base] -= 2 * sign * fx.base_amount",
    ),
    (
        "sold shares are added",
        "planning/after.py",
        "signed = trade.quantity if trade.side is Side.BUY else -trade.quantity",
        "signed = trade.quantity",
    ),
    (
        "what is sold out is still held",
        "planning/after.py",
        "return tuple(held for held in moved if held.quantity)",
        "return tuple(moved)",
    ),
    (
        "cash after is cash before",
        "planning/rebalance.py",
        "cash_after=draft.after.cash,",
        "cash_after=snapshot.cash,",
    ),
    (
        "costs are not added up",
        "planning/lines.py",
        "return sum((trade.costs for trade in self.trades), NO_COSTS)",
        "return NO_COSTS",
    ),
)

_LIMITS: Final[tuple[_Row, ...]] = (
    ("turnover counts half", "planning/limits.py", "2 * total_value", "4 * total_value"),
    (
        "costs are no limit",
        "planning/limits.py",
        "return sum((trade.costs.total for trade in trades), ZERO)",
        "return ZERO",
    ),
    (
        "purchases are no limit",
        "planning/limits.py",
        "return sum((trade.value for trade in trades if trade.side is Side.BUY), ZERO)",
        "return ZERO",
    ),
    (
        "a broken limit cuts nothing",
        "planning/limits.py",
        "count, kept = _largest_within(wish, limits)",
        "count, kept = FRACTIONS, trades",
    ),
    (
        "the envelope has no floor",
        "planning/rebalance.py",
        "cash_floor=snapshot.cash if is_value_unknown else cash_floor(request, drift),",
        "cash_floor=snapshot.cash * 0,",
    ),
    (
        "a price nobody can believe is traded on",
        "planning/universe.py",
        "    if snapshot.is_outlier(symbol):\n",
        "    if snapshot.is_outlier(symbol) and quote is None:\n",
    ),
    (
        "prices may move by half",
        "planning/rebalance.py",
        "max_price_move=request.policy.limits.max_price_move,",
        "max_price_move=10 * request.policy.limits.max_price_move,",
    ),
    (
        "a plan lives twice as long",
        "planning/rebalance.py",
        "snapshot.as_of + PLAN_LIFETIME",
        "snapshot.as_of + 2 * PLAN_LIFETIME",
    ),
    (
        "any improvement is enough",
        "planning/verdict.py",
        "gain < least",
        "gain < -1",
    ),
)

_RIGHTS: Final[tuple[_Row, ...]] = (
    (
        "locks are ignored",
        "planning/universe.py",
        "    partial(_named_in, _Finding(code=ReasonCode.LOCKED)),\n",
        "",
    ),
    (
        "do-not-buy is ignored",
        "planning/universe.py",
        "    partial(_named_in, _Finding(code=ReasonCode.DO_NOT_BUY, forbids_sell=False)),\n",
        "",
    ),
    (
        "do-not-sell is ignored",
        "planning/universe.py",
        "    partial(_named_in, _Finding(code=ReasonCode.DO_NOT_SELL, forbids_buy=False)),\n",
        "",
    ),
    (
        "what is excluded is traded",
        "planning/universe.py",
        "    partial(_named_in, _Finding(code=ReasonCode.EXCLUDED, is_target=False)),\n",
        "",
    ),
    (
        "open orders do not matter",
        "planning/universe.py",
        "    partial(_named_in, _Finding(code=ReasonCode.OPEN_ORDERS)),\n",
        "",
    ),
    ("untradable is traded", "planning/universe.py", "    _tradability,\n", ""),
    ("the selection is ignored", "planning/universe.py", "    _selection,\n", ""),
    ("there is no shelf", "planning/universe.py", "    _shelf,\n", ""),
    ("stale prices are good", "planning/universe.py", "    _price,\n", ""),
    ("untargeted is sold under HOLD", "planning/universe.py", "    _untargeted,\n", ""),
    (
        "restricted is always bought",
        "planning/universe.py",
        "is_waived = finding is _RESTRICTED and facts.request.options.allow_restricted",
        "is_waived = finding is _RESTRICTED",
    ),
    (
        "suspended is sold",
        "planning/universe.py",
        "_Finding(code=ReasonCode.SHELF_STATUS_SUSPENDED, is_target=False)",
        "_Finding(code=ReasonCode.SHELF_STATUS_SUSPENDED, is_target=False, forbids_sell=False)",
    ),
    ("a blocked account trades", "planning/obstacles.py", "    _account_is_blocked,\n", ""),
    ("a short position is planned on", "planning/obstacles.py", "    _is_short,\n", ""),
    ("debt is planned on", "planning/obstacles.py", "    _cash_is_negative,\n", ""),
    ("snapshots may be days apart", "planning/obstacles.py", "    _snapshots_are_apart,\n", ""),
    ("unfit prices are planned on", "planning/obstacles.py", "    _prices_are_unfit,\n", ""),
    ("a draft is traded", "planning/obstacles.py", "    _is_draft,\n", ""),
    ("there is no cooldown", "planning/obstacles.py", "    _is_cooling_down,\n", ""),
)

_GOALS: Final[tuple[_Row, ...]] = (
    (
        "the reserve is not aimed for",
        "planning/goals.py",
        "    weights = _with_reserve(weights, ground)\n",
        "",
    ),
    (
        "positions have no cap",
        "planning/goals.py",
        "return cap_positions(weights, ground.classes, growing, constraints.max_position_weight)",
        "return Capped(weights=weights)",
    ),
    (
        "classes have no cap",
        "planning/goals.py",
        "return cap_classes(weights, ground.classes, caps, floors)",
        "return Capped(weights=weights)",
    ),
    (
        "freed weight vanishes",
        "planning/goals.py",
        "return _to_cash(kept, sum(freed.values(), ZERO))",
        "return dict(kept)",
    ),
    (
        "excluded targets count in full",
        "planning/goals.py",
        "kept[member.symbol] = min(weights[member.symbol], max(round_down(held, WEIGHT_STEP), ZERO))",
        "kept[member.symbol] = weights[member.symbol]",
    ),
    (
        "excess goes to other classes",
        "planning/caps.py",
        "members = {s: w for s, w in weights.items() if s != CASH and classes[s] == name}",
        "members = {s: w for s, w in weights.items() if s != CASH}",
    ),
    (
        "excess is shared out evenly",
        "planning/caps.py",
        "scaled = {symbol: round_down(w * total / whole, WEIGHT_STEP) for symbol, w in weights.items()}",
        "scaled = {symbol: round_down(total / len(weights), WEIGHT_STEP) for symbol in weights}",
    ),
    (
        "scaled weights lose their residue",
        "planning/caps.py",
        "scaled[symbol] += room",
        "scaled[symbol] -= room",
    ),
    (
        "tilts have no bound",
        "planning/methods/tactical.py",
        "return {s: max(-tactics.max_tilt, min(change, tactics.max_tilt)) for s, change in wishes.items()}",
        "return wishes",
    ),
    (
        "signals do not sell",
        "planning/methods/tactical.py",
        "found = [*_faded(request.policy.tactics), *_stopped(request, signals)]",
        "found = [*_stopped(request, signals)]",
    ),
    (
        "stops do not sell",
        "planning/methods/tactical.py",
        "found = [*_faded(request.policy.tactics), *_stopped(request, signals)]",
        "found = [*_faded(request.policy.tactics)]",
    ),
)

_WAYS: Final[tuple[_Row, ...]] = (
    (
        "trades go twice the way",
        "planning/methods/destination.py",
        "return row.target_weight * ground.total",
        "return 2 * row.target_weight * ground.total - row.market_value",
    ),
    (
        "half-way is all the way",
        "planning/methods/destination.py",
        "return (_target(row, ground) + row.market_value) / 2",
        "return _target(row, ground)",
    ),
    (
        "the band's edge is the target",
        "planning/methods/destination.py",
        "Destination.BAND_EDGE: _nearest_edge,",
        "Destination.BAND_EDGE: _target,",
    ),
    (
        "bands do not matter",
        "planning/methods/threshold.py",
        "if row.level > DriftLevel.WITHIN_TOLERANCE or",
        "if row.level >= DriftLevel.WITHIN_TOLERANCE or",
    ),
    (
        "a flow is doubled",
        "planning/methods/cash_flow.py",
        "amount = Fraction(flow_amount(request, drift))",
        "amount = 2 * Fraction(flow_amount(request, drift))",
    ),
    (
        "weights leave cash out",
        "drift/measure.py",
        "whole = sum(values.values(), ZERO) if total is None else total",
        "whole = sum(values.values(), ZERO) - values.get(CASH, ZERO)",
    ),
    (
        "drift after is drift before",
        "planning/rebalance.py",
        "drift_after = measure_portfolio_drift(after, policy, goals.after)",
        "drift_after = measure_portfolio_drift(snapshot, policy, goals.weights)",
    ),
    (
        "own tolerances are ignored",
        "drift/measure.py",
        "own = {target.symbol: target.tolerance for target in policy.targets.enabled}",
        "own = dict[str, Decimal | None]()",
    ),
)

_WORDS: Final[tuple[_Row, ...]] = (
    (
        "buys go first",
        "planning/lines.py",
        "return trade.side is Side.BUY, -row.level",
        "return trade.side is Side.SELL, -row.level",
    ),
    (
        "the smallest drift goes first",
        "planning/lines.py",
        "-abs(row.drift), trade.symbol",
        "abs(row.drift), trade.symbol",
    ),
    (
        "what is left alone is not told",
        "planning/lines.py",
        "    skipped += _left_alone(desk, tried, moves.keys())\n",
        "",
    ),
    (
        "a plan is made for another method",
        "planning/rebalance.py",
        "method=request.chosen_method,",
        "method=request.policy.method,",
    ),
    (
        "nothing to do is ready",
        "planning/verdict.py",
        "    if lines.trades:\n        return PlanStatus.READY",
        "    if lines.skipped:\n        return PlanStatus.READY",
    ),
    (
        "a broken hard rule is ready",
        "planning/verdict.py",
        "if hard := _broken(rules, Severity.HARD):",
        "if hard := _broken((), Severity.HARD):",
    ),
)

_DIFFERENT: Final[tuple[_Row, ...]] = (
    (
        "the largest drift is not first in line for cash",
        "planning/funding.py",
        "CashShortRule.LARGEST_DRIFT_FIRST: _fill_by_rank,",
        "CashShortRule.LARGEST_DRIFT_FIRST: _scale_all,",
    ),
    (
        "cash left over is not spent",
        "planning/funding.py",
        "return _spend_rest(buys, fitted, purse, request)",
        "return fitted",
    ),
    (
        "limits bind in silence",
        "planning/limits.py",
        "binding=tuple(_bind(limit, trades, count * _STEP) for limit in broken),",
        "binding=(),",
    ),
    ("limits cut to hundredths", "planning/limits.py", "FRACTIONS: Final = 10_000", "FRACTIONS: Final = 100"),
    ("rules never conflict", "planning/obstacles.py", "    _rules_conflict,\n", ""),
    (
        "cash left by threshold trades stays idle",
        "planning/methods/threshold.py",
        "return _moves(request, drift, _widen(request, drift, chosen, rows, cash))",
        "return _moves(request, drift, chosen)",
    ),
    (
        "proportional trades are not cut alike",
        "planning/lines.py",
        "    if fraction == ONE:\n",
        "    if True:\n",
    ),
    (
        "a shortfall of targets is not mentioned",
        "planning/rebalance.py",
        "if policy.targets.sum_verdict is not SumVerdict.SHORTFALL_TO_CASH:",
        "if True:",
    ),
    (
        "idle cash is not named",
        "planning/lines.py",
        "return ReasonCode.CASH_INVESTMENT if is_idle_cash else ReasonCode.REBALANCE_DRIFT",
        "return ReasonCode.REBALANCE_DRIFT",
    ),
    (
        "soft rules never want a person",
        "planning/verdict.py",
        "is_reviewed = request.is_reviewed and lines.trades",
        "is_reviewed = False",
    ),
    (
        "what hinders is not told",
        "planning/lines.py",
        "if isinstance(line, SkippedTrade) and (is_meant or is_untargeted):",
        "if False:",
    ),
    (
        "more is sold than is free when its owner says so",
        "planning/edits.py",
        "if is_sale and edit.quantity > free:",
        "if is_sale and edit.quantity > free * 2:",
    ),
    (
        "an edit goes past what taxes leave",
        "planning/edits.py",
        "if is_sale and limit and made.quantity > limit.quantity:",
        "if False:",
    ),
    (
        "an edited purchase names an exchange it does not need",
        "planning/edits.py",
        "planned_quantity=t.quantity, depends_on=())",
        "planned_quantity=t.quantity)",
    ),
    (
        "an edited purchase takes cash below the floor",
        "planning/edited_plan.py",
        "purse, asked = open_purse(till.treasury, sells)",
        "purse, asked = open_purse(replace(till.treasury, floor=ZERO), sells)",
    ),
    (
        "an edited purchase is cut with the others",
        "planning/edited_plan.py",
        "edited = tuple(trade for trade in asked if trade.is_edited)",
        "edited = ()",
    ),
    (
        "an edited plan goes past the owner's limits",
        "planning/edited_plan.py",
        "return _find_excess(till, plan) or plan",
        "return plan",
    ),
    (
        "what is left out is put down to cash",
        "planning/edited_plan.py",
        "if trade.symbol in request.edited:",
        "if False:",
    ),
    (
        "a swap is torn for an edited purchase",
        "planning/tax_aware/edited.py",
        "if fault := _find_torn_swap(request, plan):",
        "if fault := None:",
    ),
    (
        "nobody is warned of what an edit does to taxes",
        "planning/tax_aware/edited.py",
        "warnings=(*told.plan.warnings, *spoken)",
        "warnings=told.plan.warnings",
    ),
    ("a swap stays whole whatever is edited", "domain/request.py", "if not self.edits:", "if True:"),
    (
        "edits are no part of the question of a key",
        "services/check_drift.py",
        "return (*asked, command.edits) if command.edits else asked",
        "return asked",
    ),
    (
        "an acknowledgement is no part of the question of a key",
        "services/execute_plan.py",
        "return (*plain, *said) if any(said) else plain",
        "return plain",
    ),
    (
        "a plan under review runs unseen",
        "services/execute_plan.py",
        "if plan.status is PlanStatus.PENDING_REVIEW and left:",
        "if False:",
    ),
    (
        "a plan under review runs by itself",
        "services/act_on_verdict.py",
        "if autonomy is Autonomy.AUTOMATIC and plan.status is PlanStatus.READY:",
        "if autonomy is Autonomy.AUTOMATIC:",
    ),
    (
        "a check counts an edit as nobody's",
        "planning/check/edits.py",
        "        if trade.symbol not in request.edited:\n",
        "        if False:\n",
    ),
)
