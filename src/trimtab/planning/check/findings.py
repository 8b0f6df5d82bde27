"""What the checker says when a plan is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

SLACK: Final = Decimal("1E-15")
"""How far a weight may be from what it should be: divisions round, cash and shares do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One broken rule: its name, the symbol, currency or field it is broken for, and the figures."""

    rule: str
    subject: str
    text: str


def differs(rule: str, subject: str, *, expected: object, found: object) -> tuple[Finding, ...]:
    """Find a difference between what the checker computes and what the plan says."""
    if expected == found:
        return ()
    return (Finding(rule=rule, subject=subject, text=f"is {found}, must be {expected}"),)


def exceeds(rule: str, subject: str, *, amount: Decimal, most: Decimal) -> tuple[Finding, ...]:
    """Find an amount above its limit; NaN is above every limit."""
    if amount <= most:
        return ()
    return (Finding(rule=rule, subject=subject, text=f"is {amount}, at most {most} is allowed"),)


def broken(rule: str, subject: str, text: str, *, when: bool) -> tuple[Finding, ...]:
    """Find what a rule forbids."""
    return (Finding(rule=rule, subject=subject, text=text),) if when else ()
