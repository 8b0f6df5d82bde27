from __future__ import annotations

from threading import Barrier

import pytest

from trimtab.adapters.alpaca import side_by_side
from trimtab.adapters.alpaca.together import Together, one_by_one
from unit.adapters.alpaca.answers import asset, open_broker
from unit.adapters.alpaca.scripted import Reply, staged

NAMES = ("GLD", "SPY", "TLT")


def test_calls_side_by_side_do_not_wait_for_each_other():
    """Three calls that go on only when all three have begun all end, in order."""
    all_there = Barrier(len(NAMES), timeout=10)

    def ask(name: str) -> str:
        all_there.wait()
        return name

    assert list(NAMES) == list(side_by_side()(ask, NAMES))


@pytest.mark.parametrize("together", [one_by_one, side_by_side()])
def test_instruments_are_the_same_whichever_way_they_are_asked_for(together: Together):
    """One that the broker does not know is left out, and no symbol is asked for twice."""
    script = {f"GET /v2/assets/{name}": (Reply(asset(symbol=name)),) for name in NAMES}
    missing = Reply({"code": 40410000, "message": "asset not found"}, 404)
    with staged({**script, "GET /v2/assets/XYZ": (missing,)}) as stage:
        found = open_broker(stage, together=together).instruments((*NAMES, "XYZ", "SPY"))

        assert (set(NAMES), 4) == (set(found), len(stage.asked))


@pytest.mark.parametrize("together", [one_by_one, side_by_side()])
def test_a_failure_is_raised_where_its_answer_would_be(together: Together):
    """No answer is made up for a call that failed."""
    with pytest.raises(ZeroDivisionError):
        list(together(lambda number: 1 // number, (1, 0)))
