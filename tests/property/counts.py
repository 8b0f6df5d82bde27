"""How many examples a property is tried on that is too slow for the usual number."""

from __future__ import annotations

from typing import Final

from hypothesis import settings

USUAL: Final = 500
"""Examples of the ordinary profile (tests/conftest.py); the nightly one has more."""


def fewer_by_day(count: int) -> int:
    """Return this count in an ordinary run, and the whole number of the profile at night."""
    by_profile = settings().max_examples
    return by_profile if by_profile > USUAL else count
