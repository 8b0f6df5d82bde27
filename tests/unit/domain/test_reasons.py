"""Reason codes are public."""

from __future__ import annotations

import re

from trimtab.domain.reasons import Reason, ReasonCode


def test_every_code_is_its_own_name():
    """A code reads the same in the engine, on the wire and in the store."""
    assert [code.name for code in ReasonCode] == [code.value for code in ReasonCode]


def test_codes_are_upper_snake_case():
    """Codes are stable machine words."""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", code) for code in ReasonCode)


def test_the_trade_reasons_of_requirement_003_are_kept():
    """Requirement 003's appendix names these reasons, and they appear exactly so."""
    named = {"REBALANCE_DRIFT", "CASH_INVESTMENT", "LIQUIDATION", "PRICE_MISSING"}

    assert named <= {code.value for code in ReasonCode}


def test_a_reason_is_a_code_and_a_sentence():
    """People read the sentence, machines the code."""
    reason = Reason(ReasonCode.NO_VALUE, "Nothing here.")

    assert ("NO_VALUE", "Nothing here.") == (reason.code, reason.text)
