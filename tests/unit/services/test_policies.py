"""The policy that governs a portfolio."""

from __future__ import annotations

from trimtab.services.policies import current_policy
from worlds import ANNA, world


def test_a_portfolio_without_a_policy_wants_nothing():
    """Before the first save there is version zero, which targets nothing."""
    policy = current_policy(ANNA, world().services)

    assert (0, {}) == (policy.version, policy.targets.weights)


def test_the_last_policy_governs():
    """What was saved last is current."""
    here = world()
    here.save(SPY="100")
    here.save(TLT="100")

    assert 2 == current_policy(ANNA, here.services).version
