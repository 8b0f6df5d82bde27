"""Say why, in one sentence for the person whose money it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trimtab.domain.drift import DriftRow
from trimtab.domain.money import CENT, HUNDRED, to_text
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side

_SKIP_TEXTS: Final = {
    ReasonCode.UNTARGETED_HELD: "{key} has no target and is left alone.",
    ReasonCode.PRICE_MISSING: "There is no price for {key}, so it is not traded.",
    ReasonCode.NOT_TRADABLE: "The broker does not trade {key} now.",
    ReasonCode.OPEN_ORDERS: "{key} has open orders; they come first.",
    ReasonCode.SHARES_HELD_BY_ORDERS: "All shares of {key} are promised to open orders.",
    ReasonCode.BELOW_ONE_SHARE: "What {key} lacks or has too much is less than the smallest quantity.",
    ReasonCode.BELOW_MINIMUM_TRADE: "The trade of {key} would be smaller than the minimum trade.",
    ReasonCode.CASH_SHORT: "There is not enough cash to buy {key}.",
}


def percent_text(weight: Decimal) -> str:
    """Write a fraction as a percentage with at most two decimals."""
    return f"{to_text((weight * HUNDRED).quantize(CENT))}%"


def points_text(distance: Decimal) -> str:
    """Write a distance between two weights in points of the portfolio, with at most two decimals."""
    return f"{to_text((abs(distance) * HUNDRED).quantize(CENT))} points"


def explain_trade(row: DriftRow, side: Side, code: ReasonCode) -> Reason:
    """Explain a trade by where the symbol stands and where it should."""
    if code is ReasonCode.LIQUIDATION:
        return Reason(code, f"{row.key} has no place in the targets: all that is free is sold.")
    verb = "Sell" if side is Side.SELL else "Buy"
    actual, target = percent_text(row.actual_weight), percent_text(row.target_weight)
    why = " Idle cash pays for it." if code is ReasonCode.CASH_INVESTMENT else ""
    return Reason(code, f"{verb}: {row.key} is {actual} of the portfolio, target {target}.{why}")


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
