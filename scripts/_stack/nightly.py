"""A pytest plugin that adds the Hypothesis profile of the nightly run: many more examples, no time limit."""

from __future__ import annotations

import pytest
from hypothesis import settings

PROFILE = "nightly"
EXAMPLES = 10_000


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Register the profile before Hypothesis looks for it."""
    settings.register_profile(PROFILE, max_examples=EXAMPLES, deadline=None)
