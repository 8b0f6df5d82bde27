"""Results of rules."""

from __future__ import annotations

from trimtab.domain.rules import Severity


def test_a_rule_blocks_or_asks_for_a_person():
    """Requirement 003 knows these two severities by these names."""
    assert ["HARD", "SOFT"] == [severity.value for severity in Severity]
