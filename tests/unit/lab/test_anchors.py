"""All anchors together."""

from __future__ import annotations

from trimtab.lab.anchor import EXPLANATIONS, Anchor, Published
from trimtab.lab.anchors import anchor_rows, is_sound
from trimtab.lab.outcomes import Interval, IntervalKind

INTERVAL = Interval(0.9, 1.1, IntervalKind.SPREAD)
GOOD = Anchor(key="good", published=Published.exactly(1), ours=1.01234, interval=INTERVAL, unit="%")
BAD = Anchor(key="bad", published=Published.exactly(2), ours=1, interval=INTERVAL)


def test_rows_name_what_is_compared_with_what():
    """Published, ours, interval with its kind, and the verdict."""
    head, row = anchor_rows([GOOD])

    assert len(head) == len(row)
    assert ("good", "1", "1.012", "0.9 to 1.1", "SPREAD", "%", "INSIDE") == row


def test_one_anchor_outside_is_enough():
    """Unless it is explained."""
    explained = Anchor(key=next(iter(EXPLANATIONS)), published=BAD.published, ours=1, interval=INTERVAL)

    assert is_sound([GOOD, explained])
    assert not is_sound([GOOD, BAD])
