"""Say a flip point in one sentence."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from trimtab.domain.canonical import instant_text
from trimtab.domain.flip_point import FlipDirection, FlipKind, FlipPoint
from trimtab.domain.money import to_text
from trimtab.drift.words import percent_text
from trimtab.planning.suppositions import Setting

_OUTCOMES: Final = {"BUY": "would be bought", "SELL": "would be sold", "HOLD": "would be left alone"}

_LIFTED: Final = {
    Setting.EXCLUDED_INSTRUMENTS: "Were it no excluded instrument",
    Setting.LOCKED: "Without its lock",
    Setting.DO_NOT_BUY: "If it might be bought",
    Setting.DO_NOT_SELL: "If it might be sold",
    Setting.MAX_TURNOVER: "Without the turnover limit",
    Setting.TRANSACTION_COST_LIMIT: "Without the cost limit",
    Setting.ALLOCATE_AT_MOST: "Without the limit on purchases",
    Setting.IMPROVEMENT_THRESHOLD: "Were any improvement enough",
    Setting.UNTARGETED: "Were holdings without a target to be sold",
    Setting.SYMBOLS: "Had all symbols been selected",
    Setting.SHELF: "Were it approved on the shelf",
    Setting.MAX_STALENESS: "Might prices be of any age",
    Setting.IS_FORCED: "If this plan were forced",
    Setting.IS_TRADABLE: "Did the broker trade it",
    Setting.OPEN_ORDERS: "Without open orders",
    Setting.AVOID_SHORT_TERM_GAINS: "Were short-term gains not spared",
    Setting.DEFERRAL_DAYS: "Did no sale wait for its lots to turn long term",
    Setting.TRANSITION: "Without the transition",
    Setting.AVOID_WASH_SALES: "Were wash sales not avoided",
    Setting.GAIN_CAP: "Without the year's limit on gains",
}


def flip_text(point: FlipPoint, decided: str, currency: str) -> str:
    """Say what would have to change and what would be decided then; `currency` is the base currency."""
    subject = point.symbol or "the portfolio"
    outcome = _OUTCOMES.get(decided, "would be looked at again")
    return f"{_condition(point, currency)}, {subject} {outcome}."


def _condition(point: FlipPoint, currency: str) -> str:
    value = point.value
    if isinstance(value, str):
        return _LIFTED[Setting(value)]
    if isinstance(value, datetime):
        return f"From {instant_text(value)} on"
    return _at(point.kind, value, point.direction, currency)


def _at(kind: FlipKind, value: Decimal, direction: FlipDirection, currency: str) -> str:
    bound = "or more" if direction is FlipDirection.UP else "or less"
    if kind is FlipKind.PRICE:
        return f"At a price of {to_text(value)} {bound}"
    if kind is FlipKind.DRIFT:
        return f"With a tolerance of {percent_text(value)} {bound}"
    if kind is FlipKind.MINIMUM:
        return f"With a minimum trade of {to_text(value)} {currency} {bound}"
    flow = "deposit" if direction is FlipDirection.UP else "withdrawal"
    return f"With a {flow} of {to_text(abs(value))} {currency} or more"
