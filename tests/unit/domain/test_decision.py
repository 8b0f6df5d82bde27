"""What is decided by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from builders import NOON
from trimtab.domain.decision import Decision, DecisionKind

UNLOCKED = Decision(kind=DecisionKind.UNLOCK, subject="acct_1", by="olga", reason="looked at it", at=NOON)


@pytest.mark.parametrize("name", ["subject", "by", "reason"])
def test_a_decision_tells_on_what_who_and_why(name: str):
    """One that does not is refused, and the message says what is missing."""
    emptied: dict[str, Any] = {name: " "}

    with pytest.raises(ValueError, match=f"lacks {name};"):
        replace(UNLOCKED, **emptied)


def test_its_day_is_utcs():
    """Late in the evening of New York it is tomorrow."""
    evening = datetime(2026, 1, 5, 22, 0, tzinfo=timezone(-timedelta(hours=5)))

    assert date(2026, 1, 6) == replace(UNLOCKED, at=evening).day
