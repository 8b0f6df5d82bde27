"""One opening, many weighings."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from optimise_questions import bought, drifted
from trimtab.domain.optimum import Weighing
from trimtab.optimise.passes import Opening, foreseen_by, open_request, settle_at, stay
from trimtab.planning.tax_aware.ground import stand_on


def opening() -> Opening:
    """Ten shares too many, with a gain of half."""
    request = drifted("60", bought("AAA", "60", "50"))
    assert request.tax is not None
    return open_request(request, stand_on(request, request.tax))


def test_what_was_asked_is_remembered():
    """A second weighing asks nothing anew, and finds what it finds alone."""
    here = opening()
    settle_at(here, Weighing(risk=D(1)))
    second = settle_at(here, Weighing(risk=D(2)))

    assert 1 == len(here.sheets)
    assert settle_at(opening(), Weighing(risk=D(2))).plan == second.plan


def test_doing_nothing_is_a_plan():
    """Without trades."""
    assert () == stay(opening()).plan.trades


def test_without_bands_a_gain_stays_where_it_is():
    """Five percent too much is not worth its tax where nothing has to be in its band."""
    kept, free = (settle_at(opening(), Weighing(keeps_bands=keeps)) for keeps in (True, False))

    assert (2, 0) == (len(kept.plan.trades), len(free.plan.trades))


def test_without_lots_nothing_is_foreseen():
    """There is nothing to foresee it from."""
    here = open_request(drifted(), None)

    with pytest.raises(ValueError, match="without lots nothing is foreseen"):
        foreseen_by(here, stay(here))
