"""What limits cost and what gives way, in sentences."""

from __future__ import annotations

from decimal import Decimal as D

from optimise_questions import asked, drifted
from trimtab.domain.constraints import Constraints
from trimtab.domain.reasons import ReasonCode
from trimtab.optimise.search import search
from trimtab.optimise.words import price_texts, relaxed_texts

TIGHT = {"constraints": Constraints(max_turnover=D("0.02"))}


def test_a_limit_tells_its_price():
    """4 x 0.01805 x 2 x 0.08 a unit, 1.16 dollars of 10,000 for one percent."""
    question = asked(drifted(policy_fields=TIGHT))
    (price,) = price_texts(question, search(question))

    assert ("turnover", D("0.011552"), ReasonCode.MAX_TURNOVER) == (
        price.limit,
        price.price,
        price.reason.code,
    )
    assert price.reason.text.endswith("would be worth 1.16 USD.")


def test_what_gave_way_is_told():
    """With the limit it could not hold together with."""
    (told,) = relaxed_texts(search(asked(drifted(policy_fields=TIGHT))))

    assert "The turnover limit cannot hold together with the tolerance bands, which gave way." == told.text
