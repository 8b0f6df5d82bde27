"""What leaves for people is made of values."""

from __future__ import annotations

from builders import NOON
from telling_builders import MAIL, trial
from trimtab.domain.message import Letter


def test_a_letter_is_equal_to_its_twin():
    """A letter made twice can be told from another one."""
    made = [Letter(letter_id="l", uid="o", address=MAIL, events=(trial(),), at=NOON) for _ in range(2)]

    assert 1 == len(set(made))
