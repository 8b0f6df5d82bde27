"""Weights as aims that can be traded."""

from __future__ import annotations

from decimal import Decimal as D

import numpy as np
import pytest

from builders import instrument, policy, question, snapshot
from optimise_questions import METHOD, asked, drifted
from trimtab.domain.constraints import Constraints
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.optimum import Aim
from trimtab.optimise.aims import aims_of


@pytest.mark.parametrize(("is_tight", "sold"), [(False, "-333.34"), (True, "-333.33")])
def test_amounts_are_whole_cents(*, is_tight: bool, sold: str):
    """Sales up, unless they are tight; purchases down."""
    aims = aims_of(asked(drifted()), np.array([0.6 - 0.1 / 3, 0.4 + 0.1 / 3]), is_tight=is_tight)

    assert (Aim(symbol="AAA", change=D(sold)), Aim(symbol="BBB", change=D("333.33"))) == aims


def test_the_end_of_the_way_is_all_of_it():
    """Floats that are a rounding short of it are there."""
    aims = aims_of(asked(drifted()), np.array([0.5 + 1e-15, 0.4]))

    assert (Aim(symbol="AAA"),) == aims


def test_what_cannot_move_is_named():
    """So that it says itself what hinders it."""
    locked = asked(drifted(policy_fields={"constraints": Constraints(locked=("AAA",))}))

    assert (Aim(symbol="AAA"),) == aims_of(locked, np.array([0.6, 0.4]))


def test_shares_are_whole():
    """A float next to two shares is two shares."""
    units = (instrument("AAA", QuantityUnit.WHOLE), instrument("BBB"))
    account = snapshot("0", {"AAA": "60", "BBB": "40"}, {"AAA": "100", "BBB": "100"}, instruments=units)
    seen = asked(question(account, policy({"AAA": "0.5", "BBB": "0.5"}, method=METHOD)))

    assert Aim(symbol="AAA", change=D(-200)) == aims_of(seen, np.array([0.58 + 1e-13, 0.4]))[0]
