"""A request as the optimiser sees it."""

from __future__ import annotations

from decimal import Decimal as D

from builders import instrument, policy, question, snapshot
from optimise_questions import METHOD, asked, drifted
from trimtab.domain.constraints import Constraints
from trimtab.domain.instruments import QuantityUnit


def test_each_way_leads_to_the_target():
    """AAA is 10 points above, BBB as much below."""
    assert [D(-1000), D(1000)] == [way.reach for way in asked(drifted()).ways]


def test_what_is_locked_has_no_way():
    """It stays where it is, and the others go theirs."""
    locked = {"constraints": Constraints(locked=("AAA",))}

    assert [D(0), D(1000)] == [way.reach for way in asked(drifted(policy_fields=locked)).ways]


def test_only_whole_shares_have_a_share_value():
    """What can be divided is no matter of shares."""
    units = (instrument("AAA", QuantityUnit.WHOLE), instrument("BBB"))
    account = snapshot("0", {"AAA": "60", "BBB": "40"}, {"AAA": "100", "BBB": "100"}, instruments=units)
    seen = asked(question(account, policy({"AAA": "0.5", "BBB": "0.5"}, method=METHOD)))

    assert [D(100), D(0)] == [way.share_value for way in seen.ways]


def test_the_room_is_the_cash_above_its_floor():
    """A tenth of 10,000 dollars has to stay and none is there."""
    kept = {"constraints": Constraints(cash_reserve_amount=D(1000))}

    assert D(-1000) == asked(drifted(policy_fields=kept)).room
