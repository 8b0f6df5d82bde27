"""Rules checked on the state a plan would lead to (requirement 003, step 6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.reasons import Reason


class Severity(StrEnum):
    """What a broken rule means: the plan is blocked, or a person must look."""

    HARD = "HARD"
    SOFT = "SOFT"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule, what was measured and what it allows; `reason` says so in words."""

    rule_id: str
    severity: Severity
    is_kept: bool
    measured: Decimal
    limit: Decimal
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class BindingLimit:
    """A limit that cut the plan short, and the drift it leaves (domain rule 19).

    `fraction` is how much of the full trade was left by it.
    """

    limit: str
    allowed: Decimal
    wanted: Decimal
    fraction: Decimal
    reason: Reason
