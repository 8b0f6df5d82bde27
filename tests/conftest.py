"""The profile of every Hypothesis test: the same examples in every run, and no time limit."""

from __future__ import annotations

from hypothesis import settings

PROFILE = "trimtab"

settings.register_profile(PROFILE, max_examples=500, derandomize=True, deadline=None)
if settings.get_current_profile_name() in {"default", "ci"}:  # a profile named on the command line stays
    settings.load_profile(PROFILE)
