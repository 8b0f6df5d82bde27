"""Say why, in one sentence for the person whose money it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trimtab.domain.drift import DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.money import to_text
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side, Trade
from trimtab.drift.words import percent_text, points_text

_EXIT_TEXTS: Final = {
    ReasonCode.LIQUIDATION: "{key} has no place in the targets: all that is free is sold.",
    ReasonCode.SIGNAL_EXIT: "The score of {key} is below the exit score: all that is free is sold.",
    ReasonCode.STOP_LOSS: "{key} has fallen to its stop price: all that is free is sold.",
}

_WHOLE_TEXTS: Final = {
    **_EXIT_TEXTS,
    ReasonCode.HARVEST: "{key} has lost value: it is sold, and the loss counts against gains.",
    ReasonCode.SUBSTITUTION: "{key} takes the place of what is sold at a loss.",
}

_CAUSES: Final = {
    ReasonCode.REBALANCE_DRIFT: "",
    ReasonCode.CASH_INVESTMENT: " Idle cash pays for it.",
    ReasonCode.FUNDING: " It is inside its band; the sale pays for what is bought.",
    ReasonCode.CONSTRAINT_CAP: " A cap has set that target.",
    ReasonCode.TILT: " A tilt has set that target.",
    ReasonCode.CASH_RAISED: " The sale raises the cash that is wanted.",
    ReasonCode.RETURN_TO_PRIMARY: " The substitute makes room for what it stood in for.",
}

_SKIP_TEXTS: Final = {
    ReasonCode.UNTARGETED_HELD: "{key} has no target and is left alone.",
    ReasonCode.PRICE_MISSING: "There is no price for {key}, so it is not traded.",
    ReasonCode.PRICE_OUTLIER: "The price of {key} is too far from its last close to be believed.",
    ReasonCode.PRICE_STALE: "The price of {key} is too old to trade on.",
    ReasonCode.NOT_TRADABLE: "The broker does not trade {key} now.",
    ReasonCode.OPEN_ORDERS: "{key} has open orders; they come first.",
    ReasonCode.SHARES_HELD_BY_ORDERS: "All shares of {key} are promised to open orders.",
    ReasonCode.BELOW_ONE_SHARE: "What {key} lacks or has too much is less than the smallest quantity.",
    ReasonCode.BELOW_MINIMUM_TRADE: "The trade of {key} would be smaller than the minimum trade.",
    ReasonCode.CASH_SHORT: "There is not enough cash to buy {key}.",
    ReasonCode.EXCLUDED: "{key} is on the list of excluded instruments.",
    ReasonCode.LOCKED: "{key} is locked: it is neither bought nor sold.",
    ReasonCode.DO_NOT_BUY: "{key} is not to be bought.",
    ReasonCode.DO_NOT_SELL: "{key} is not to be sold.",
    ReasonCode.NOT_SELECTED: "{key} was not selected this time.",
    ReasonCode.NOT_NEEDED: "The others make the repair; {key} is not needed for it.",
    ReasonCode.NOT_WORTH_ITS_COST: "Moving {key} nearer to its target is not worth its cost and tax.",
    ReasonCode.FX_RATE_MISSING: "There is no exchange rate for the currency of {key}.",
    ReasonCode.SHELF_STATUS_BANNED: "{key} is banned from the shelf.",
    ReasonCode.SHELF_STATUS_SUSPENDED: "{key} is suspended on the shelf: it is not traded.",
    ReasonCode.SHELF_STATUS_RESTRICTED: "{key} is restricted on the shelf: it is not bought.",
    ReasonCode.SHELF_ENTRY_MISSING: "{key} is not on the shelf: it is not traded.",
    ReasonCode.MAX_TURNOVER: "The turnover limit leaves too little of the trade of {key}.",
    ReasonCode.TRANSACTION_COST_LIMIT: "The cost limit leaves too little of the trade of {key}.",
    ReasonCode.ALLOCATE_AT_MOST: "The limit on purchases leaves too little of the trade of {key}.",
    ReasonCode.IMPROVEMENT_TOO_SMALL: "All trades together would gain too little; {key} is left alone.",
    ReasonCode.SHORT_TERM_GAIN: "Selling {key} now would realise a short-term gain; it is put off.",
    ReasonCode.LONG_TERM_SOON: "Shares of {key} are long term soon; their sale waits until then.",
    ReasonCode.CASH_FLOWS_ONLY: "{key} is not sold: drift is repaired by purchases alone.",
    ReasonCode.WASH_SALE_WINDOW: "A loss on {key} would not count now, for the same was or is to be bought.",
    ReasonCode.GAIN_BUDGET_CAP: "The year's limit on gains leaves too little for a sale of {key}.",
}

EXIT_CODES: Final = frozenset(_EXIT_TEXTS)
"""Why all of a symbol leaves the portfolio; taxes do not put that off."""

TRADE_CODES: Final = frozenset({*_WHOLE_TEXTS, *_CAUSES})
"""Every reason a security trade can carry."""

SKIP_CODES: Final = frozenset({*_SKIP_TEXTS, ReasonCode.ON_TARGET, ReasonCode.WITHIN_TOLERANCE})
"""Every reason a symbol that is not traded can carry."""


def explain_trade(row: DriftRow, side: Side, code: ReasonCode) -> Reason:
    """Explain a trade by where the symbol stands and where it should."""
    if code in _WHOLE_TEXTS:
        return Reason(code, _WHOLE_TEXTS[code].format(key=row.key))
    verb = "Sell" if side is Side.SELL else "Buy"
    actual, target = percent_text(row.actual_weight), percent_text(row.target_weight)
    return Reason(code, f"{verb}: {row.key} is {actual} of the portfolio, target {target}.{_CAUSES[code]}")


def explain_edit(trade: Trade, quantity: Decimal) -> Reason:
    """Explain a trade whose owner wants another quantity: what was planned, and why."""
    verb, planned = "Sell" if trade.side is Side.SELL else "Buy", to_text(trade.quantity)
    wanted = (
        f"{verb} {to_text(quantity)} {trade.symbol} as its owner wants; the plan by itself wants {planned}"
    )
    return Reason(ReasonCode.OWNER_EDIT, f"{wanted}. {trade.reason.text}")


def explain_left_out(trade: Trade) -> Reason:
    """Explain that an owner leaves a trade out, and what it would have been."""
    verb = "sells" if trade.side is Side.SELL else "buys"
    text = f"{trade.symbol} is left out by its owner; the plan by itself {verb} {to_text(trade.quantity)}."
    return Reason(ReasonCode.LEFT_OUT_BY_OWNER, text)


def explain_skip(key: str, code: ReasonCode) -> Reason:
    """Explain a non-trade that does not depend on the drift."""
    return Reason(code, _SKIP_TEXTS[code].format(key=key))


def explain_in_place(row: DriftRow) -> Reason:
    """Explain why a row needs no trade: on target, or inside its band."""
    if row.drift == 0:
        return Reason(ReasonCode.ON_TARGET, f"{row.key} is on its target.")
    distance, band = points_text(row.drift), points_text(row.band.tolerance)
    return Reason(
        ReasonCode.WITHIN_TOLERANCE, f"{row.key} is {distance} off its target, inside its band of {band}."
    )


def explain_symbols(plan: Plan) -> dict[str, Reason]:
    """Tell of every instrument of a plan why it is traded or not; what stops the plan stops each of them."""
    told = {line.symbol: line.reason for line in plan.trades}
    told |= {line.symbol: line.reason for line in plan.skipped}
    keys = (row.key for row in plan.drift.rows if row.key != CASH)
    return {key: told.get(key, plan.finding) for key in keys}
