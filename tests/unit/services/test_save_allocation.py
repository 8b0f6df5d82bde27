"""Saving targets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from bad_input.samples import SAMPLES
from builders import in_classes, policy
from trimtab.contracts.base import parse
from trimtab.contracts.policy import SavePolicyRequest
from trimtab.domain.commands import SaveAllocation
from trimtab.domain.errors import InvalidRequestError, RefusedError, UnavailableError
from trimtab.domain.instruments import AssetClass
from trimtab.domain.policy import PolicyStatus
from trimtab.domain.reasons import ReasonCode
from trimtab.services.save_allocation import save_allocation
from trimtab.services.save_policy import save_policy
from worlds import ANNA, BEN, targets, world


def test_the_first_save_is_version_one():
    """Policies are versioned from one."""
    here = world()

    here.save(SPY="60", TLT="40")

    assert [1] == [policy.version for policy in here.policies.versions[ANNA]]


def test_every_save_is_a_new_version():
    """No version is ever overwritten: every order must resolve to the rule that made it."""
    here = world()

    here.save(SPY="60", TLT="40")
    here.save(SPY="50", TLT="50")

    assert [D("0.6"), D("0.5")] == [p.targets.allocations[0].weight for p in here.policies.versions[ANNA]]


def test_new_targets_keep_every_setting():
    """Saving targets changes the targets and nothing that was saved as a setting."""
    here = world()
    here.save(SPY="100")
    save_policy(parse(SavePolicyRequest, SAMPLES["SavePolicyRequest"]).to_domain(ANNA.uid), here.services)
    here.save(SPY="60", TLT="40")
    first, settings, after = here.policies.versions[ANNA]

    assert after == replace(settings, version=3, targets=targets(SPY="60", TLT="40"))
    assert first.targets == settings.targets != after.targets


@pytest.mark.parametrize("spy", ["59.99", "60", "60.01"])
def test_a_sum_within_a_hundredth_point_is_accepted(spy: str):
    """Rounding to two decimals may cost a hundredth of a point either way."""
    saved = save_allocation(
        SaveAllocation(portfolio=ANNA, targets=targets(SPY=spy, TLT="40")), world().services
    )

    assert () == saved.warnings


@pytest.mark.parametrize("spy", ["59", "59.98"])
def test_a_small_shortfall_is_accepted_with_a_warning(spy: str):
    """Up to one point may be missing; it stays in cash, and the owner is told."""
    saved = save_allocation(
        SaveAllocation(portfolio=ANNA, targets=targets(SPY=spy, TLT="40")), world().services
    )

    assert [ReasonCode.TARGETS_BELOW_100] == [warning.code for warning in saved.warnings]


@pytest.mark.parametrize("spy", ["58.99", "60.02", "0"])
def test_any_other_sum_is_refused_and_nothing_is_written(spy: str):
    """A sum outside the rule names itself and leaves the store as it was."""
    here = world()

    with pytest.raises(InvalidRequestError, match="is the sum of enabled targets and cash") as refused:
        here.save(SPY=spy, TLT="40")

    assert (ReasonCode.TARGETS_SUM, {}) == (refused.value.code, here.policies.versions)


def test_cash_counts_towards_the_sum():
    """Targets and the cash target together make a hundred."""
    here = world()

    here.save(cash="10", SPY="90")

    assert D("0.1") == here.policies.versions[ANNA][0].targets.cash_weight


def test_a_draft_may_be_incomplete():
    """A draft is stored whatever its sum, and is marked so that nobody trades on it."""
    here = world()

    saved = save_allocation(
        SaveAllocation(portfolio=ANNA, targets=targets(SPY="10"), is_draft=True), here.services
    )

    assert PolicyStatus.DRAFT == saved.policy.status


def test_an_unknown_symbol_is_named():
    """A symbol the broker does not know is refused by name (F-025)."""
    with pytest.raises(InvalidRequestError, match="'ZZZZ' is not known to the broker"):
        world().save(SPY="50", ZZZZ="50")


def test_an_untradable_symbol_is_named():
    """A symbol the broker does not trade is refused by name (F-025)."""
    here = world()
    listed = here.broker.instruments(("SPY",))["SPY"]
    here.broker.listed["SPY"] = replace(listed, is_tradable=False)

    with pytest.raises(InvalidRequestError, match="'SPY' cannot be traded") as refused:
        here.save(SPY="100")

    assert ReasonCode.UNTRADABLE_SYMBOL == refused.value.code


def test_a_silent_broker_leaves_nothing_half_written():
    """When the broker cannot be asked, nothing is stored."""
    here = world()
    here.broker.is_down = True

    with pytest.raises(UnavailableError):
        here.save(SPY="100")

    assert {} == here.policies.versions


def test_somebody_without_an_account_is_told_so():
    """The key pair of the owner never serves anybody else."""
    with pytest.raises(RefusedError) as refused:
        save_allocation(SaveAllocation(portfolio=BEN, targets=targets(SPY="100")), world().services)

    assert ReasonCode.NO_BROKER_LINKED == refused.value.code


def test_a_class_is_stored_with_its_target_and_added_up():
    """TLT is a bond because its owner says so; the broker calls SPY EQUITY."""
    here = world()
    wanted = in_classes(policy(targets(SPY="60", TLT="30", cash="10")), TLT="BOND").targets

    saved = save_allocation(SaveAllocation(portfolio=ANNA, targets=wanted), here.services)

    assert [None, AssetClass.BOND] == [
        each.asset_class for each in here.policies.versions[ANNA][0].targets.allocations
    ]
    assert [("BOND", D("0.3")), ("EQUITY", D("0.6"))] == [
        (each.asset_class, each.weight) for each in saved.class_targets
    ]
