from __future__ import annotations

import pytest

from trimtab.adapters.ahead import on_threads
from trimtab.ports import Ahead, in_turn
from unit.adapters.alpaca.answers import asset, open_broker
from unit.adapters.alpaca.scripted import Reply, staged

NAMES = ("GLD", "SPY", "TLT")


@pytest.mark.parametrize("ahead", [in_turn, on_threads()])
def test_instruments_are_the_same_whichever_way_they_are_asked_for(ahead: Ahead):
    """One that the broker does not know is left out, and no symbol is asked for twice."""
    script = {f"GET /v2/assets/{name}": (Reply(asset(symbol=name)),) for name in NAMES}
    missing = Reply({"code": 40410000, "message": "asset not found"}, 404)
    with staged({**script, "GET /v2/assets/XYZ": (missing,)}) as stage:
        found = open_broker(stage, ahead=ahead).instruments((*NAMES, "XYZ", "SPY"))

        assert (set(NAMES), 4) == (set(found), len(stage.asked))
