"""What a condition says."""

from __future__ import annotations

from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.triggers.finding import Finding, fired, not_fired


def test_both_answers_carry_their_reason():
    """A code and a sentence, whether it fires or not."""
    code, text = ReasonCode.CASH_FLOW_SMALL, "5 US dollars came in."

    assert Finding(has_fired=True, reason=Reason(code, text)) == fired(code, text)
    assert Finding(has_fired=False, reason=Reason(code, text)) == not_fired(code, text)
