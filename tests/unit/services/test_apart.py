from __future__ import annotations

import pytest

from trimtab.services.apart import apart, raise_first


def test_a_part_in_trouble_answers_nothing_and_keeps_none_from_its_turn():
    """What went wrong is kept, and the next part is done."""
    troubles: list[Exception] = []
    done = [apart(int, text, troubles) for text in ("1", "x", "3")]

    assert ([1, None, 3], [ValueError]) == (done, [type(error) for error in troubles])


def test_the_first_trouble_is_raised_once_all_is_done():
    """Whoever watches the whole learns of it."""
    with pytest.raises(KeyError):
        raise_first([KeyError("first"), ValueError("second")])


def test_without_trouble_nothing_is_raised():
    """The end is quiet."""
    troubles: list[Exception] = []
    apart(int, "1", troubles)
    raise_first(troubles)

    assert [] == troubles
