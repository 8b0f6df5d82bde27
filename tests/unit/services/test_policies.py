"""The policy that governs a portfolio."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trimtab.domain.errors import NotFoundError, RefusedError
from trimtab.domain.reasons import ReasonCode
from trimtab.services.policies import append_policy, current_policy, require_portfolio
from worlds import ANNA, BEN, world


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


def test_a_version_is_stored_once():
    """Who comes second with the same version is told to reload, and the first one stays."""
    here = world()
    here.save(SPY="100")
    late = replace(current_policy(ANNA, here.services), saved_at=here.clock.now())

    with pytest.raises(RefusedError, match="reload and save again") as refused:
        append_policy(ANNA, late, here.services)

    assert (ReasonCode.SAVE_CONFLICT, 1) == (refused.value.code, len(here.policies.versions[ANNA]))


def test_a_portfolio_is_there_once_something_was_saved():
    """Its policy comes with it."""
    here = world()
    here.save(SPY="100")

    assert 1 == require_portfolio(ANNA, here.services).version


def test_somebody_else_s_portfolio_is_not_there():
    """Ben is told of Anna's what he is told of none."""
    here = world()
    here.save(SPY="100")

    with pytest.raises(NotFoundError, match="There is no portfolio default; save targets first"):
        require_portfolio(BEN, here.services)
