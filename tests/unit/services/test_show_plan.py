"""Showing a stored plan again."""

from __future__ import annotations

import pytest

from trimtab.domain.errors import NotFoundError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.services.show_plan import show_plan
from worlds import ANNA, World, world


def looked() -> tuple[World, str]:
    """Anna has a plan; its id."""
    here = world()
    here.save(SPY="60", TLT="40")
    return here, here.check().plan_id


def test_a_plan_is_shown_as_it_was_made():
    """The very plan, with no run."""
    here, plan_id = looked()
    shown = show_plan(ANNA, plan_id, here.services)

    assert (plan_id, None) == (shown.plan.plan_id, shown.started)


def test_somebody_elses_plan_is_not_there():
    """An id opens nothing under another portfolio."""
    here, plan_id = looked()

    with pytest.raises(NotFoundError):
        show_plan(PortfolioRef("ben", "default"), plan_id, here.services)
