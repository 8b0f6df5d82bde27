from __future__ import annotations

from builders import instrument
from trimtab.adapters.alpaca.catalogue import CAPACITY, Catalogue

SECOND = 10**9


def test_an_instrument_is_remembered_for_a_quarter_of_an_hour():
    """Until then it costs no request; from then on it is looked up again."""
    now = [0]
    known = Catalogue(lambda: now[0])
    known.remember([instrument("SPY")])
    remembered = []
    for second in (0, 899, 900):
        now[0] = second * SECOND
        remembered.append(list(known.recall(["SPY", "TLT"])))

    assert [["SPY"], ["SPY"], []] == remembered


def test_the_latest_word_counts():
    """An instrument read again replaces what was known of it."""
    known = Catalogue(lambda: 0)
    known.remember([instrument("SPY")])
    known.remember([instrument("SPY", is_tradable=False)])

    assert not known.recall(["SPY"])["SPY"].is_tradable


def test_memory_is_bounded():
    """Beyond its capacity the oldest go."""
    known = Catalogue(lambda: 0)
    known.remember(instrument(f"S{number}") for number in range(CAPACITY + 1))

    assert (False, True) == ("S0" in known.recall(["S0"]), "S1" in known.recall(["S1"]))
