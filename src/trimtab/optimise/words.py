"""What limits cost and what had to give way, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from trimtab.domain.money import CENT, to_text
from trimtab.domain.optimum import ShadowPrice
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.optimise.formulate import LADDER
from trimtab.optimise.question import Question
from trimtab.optimise.search import Found

_PRICE_STEP: Final = Decimal("0.000001")
_LEAST: Final = 1e-9
"""Prices below this are rounding."""

_NAMES: Final[Mapping[str, tuple[ReasonCode, str]]] = {
    "turnover": (ReasonCode.MAX_TURNOVER, "The turnover limit"),
    "cost": (ReasonCode.TRANSACTION_COST_LIMIT, "The cost limit"),
    "purchases": (ReasonCode.ALLOCATE_AT_MOST, "The limit on purchases"),
    "cash": (ReasonCode.CASH_SHORT, "The cash that must stay"),
}

_GAVE_WAY: Final = (
    "the tolerance bands",
    "caps that are broken already",
    "the cash that is to be refilled",
)
"""What each rung of the ladder lets go of that the one above still keeps."""


def price_texts(question: Question, found: Found) -> tuple[ShadowPrice, ...]:
    """Tell what each limit costs that binds: the worth of one percent of the portfolio more of it."""
    return tuple(_priced(question, name, price) for name, price in found.shadow_prices if price > _LEAST)


def relaxed_texts(found: Found) -> tuple[Reason, ...]:
    """Tell for every rung what could not hold together, and what gave way."""
    last = LADDER.index(found.rung)
    told = zip(found.conflicts, _GAVE_WAY[last - len(found.conflicts) : last], strict=True)
    return tuple(_relaxed(conflict, gave_way) for conflict, gave_way in told)


def _priced(question: Question, name: str, price: float) -> ShadowPrice:
    code, words = _NAMES.get(name, (ReasonCode.CONSTRAINT_CAP, f"The cap of {name}"))
    exact = Decimal(price).quantize(_PRICE_STEP)
    worth = to_text((exact * question.total / 100).quantize(CENT))
    currency = question.request.snapshot.base_currency
    text = f"{words} costs you something: 1% of the portfolio more of it would be worth {worth} {currency}."
    return ShadowPrice(limit=name, price=exact, reason=Reason(code, text))


def _relaxed(conflict: tuple[str, ...], gave_way: str) -> Reason:
    named = " and ".join(_NAMES.get(name, (None, name))[1] for name in conflict) or "The least trades"
    text = f"{named} cannot hold together with {gave_way}, which gave way."
    return Reason(ReasonCode.LIMITS_IN_CONFLICT, text)
