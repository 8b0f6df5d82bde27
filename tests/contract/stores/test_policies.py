"""What every policy store promises."""

from __future__ import annotations

from contract.stores import samples
from contract.stores.conftest import Stores


def test_a_portfolio_without_a_policy_has_none(stores: Stores):
    """Nothing was saved, so nothing is current."""
    assert stores.policies.current(samples.HOME) is None


def test_the_last_saved_policy_is_current(stores: Stores):
    """A policy comes back equal to what was saved, and the later version wins."""
    stores.policies.append(samples.HOME, samples.policy(1))
    second = samples.policy(2, samples.TLT)
    stores.policies.append(samples.HOME, second)

    assert second == stores.policies.current(samples.HOME)


def test_a_taken_version_is_refused(stores: Stores):
    """Who saves a version a second time loses, and the first one stays."""
    first = samples.policy(1)
    stores.policies.append(samples.HOME, first)
    late = stores.policies.append(samples.HOME, samples.policy(1, samples.TLT))

    assert (False, first) == (late, stores.policies.current(samples.HOME))


def test_versions_leave_no_gap(stores: Stores):
    """A version that does not follow the current one is refused, so no number can be taken twice later."""
    stored = stores.policies.append(samples.HOME, samples.policy(2))

    assert (False, None) == (stored, stores.policies.current(samples.HOME))


def test_portfolios_of_one_person_are_apart(stores: Stores):
    """What is saved for one portfolio is not seen in the other."""
    stores.policies.append(samples.SECOND, samples.policy(1))

    assert stores.policies.current(samples.HOME) is None
