"""Saving settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from bad_input.samples import SAMPLES
from trimtab.adapters.memory.stores import MemoryPolicies
from trimtab.contracts.base import parse
from trimtab.contracts.policy import SavePolicyRequest
from trimtab.domain.commands import SavePolicy
from trimtab.domain.config import DriftConfig
from trimtab.domain.errors import RefusedError
from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.intent import OrderType
from trimtab.domain.policy import Autonomy, Limits, Policy, PolicyChanges, PolicyStatus, RebalancingMethod
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import PolicySaved
from trimtab.domain.tactics import Signal, Tactics
from trimtab.domain.tax_config import LotMethod, TaxConfig, TaxRates, TransitionMode
from trimtab.domain.trigger import DEFAULT_RULE, ManualTrigger, TriggerRule, TriggerSettings
from trimtab.services.save_policy import save_policy
from worlds import ANNA, BEN, World, world

CHANGES = parse(SavePolicyRequest, SAMPLES["SavePolicyRequest"]).to_domain(ANNA.uid).changes
LIMITS = Limits(max_orders=5, max_order_value=D(1_000), max_run_value=D(5_000))
RATES = TaxConfig(rates=TaxRates(short_term=D("0.37"), long_term=D("0.2")))


class Overtaken(MemoryPolicies):
    """A store in which somebody else saves between each reading and the next writing."""

    def current(self, portfolio: PortfolioRef) -> Policy | None:
        """Read the policy, then let the other one save."""
        found = super().current(portfolio)
        assert found is not None
        self.append(portfolio, replace(found, version=found.version + 1))
        return found


def save(here: World, portfolio: PortfolioRef = ANNA, **changes: Any) -> PolicySaved:
    return save_policy(SavePolicy(portfolio=portfolio, changes=PolicyChanges(**changes)), here.services)


def codes(saved: PolicySaved) -> list[ReasonCode]:
    return [warning.code for warning in saved.warnings]


def with_targets() -> World:
    here = world()
    here.save(SPY="60", TLT="40")
    return here


def test_settings_are_the_next_version():
    """The targets stay, the settings are replaced, and the version before is still there."""
    here = with_targets()
    saved = save_policy(SavePolicy(portfolio=ANNA, changes=CHANGES), here.services)
    first, second = here.policies.versions[ANNA]

    expected = replace(CHANGES.applied_to(replace(first, version=2)), triggers=second.triggers)
    assert expected == second == saved.policy


def test_a_rule_is_dated_when_it_is_new_and_keeps_its_date():
    """Whatever was sent: a rule's time is that of the save that brought it."""
    here = with_targets()
    began = here.clock.now()
    save(here, triggers=CHANGES.triggers)
    here.clock.advance(timedelta(days=1))
    assert CHANGES.triggers
    old, new = CHANGES.triggers.rules[0], TriggerRule(rule_id="new", trigger=ManualTrigger())
    saved = save(here, triggers=TriggerSettings(rules=(old, new))).policy.triggers

    assert [began, began + timedelta(days=1)] == [rule.created_at for rule in saved.rules]


def test_the_rule_that_was_always_there_has_no_date():
    """The default rule may be changed without becoming new."""
    sent = TriggerSettings(rules=(replace(DEFAULT_RULE, is_enabled=False),))

    assert sent == save(with_targets(), triggers=sent).policy.triggers


def test_what_is_not_sent_stays():
    """A second change keeps what the first one has set."""
    here = with_targets()
    save(here, limits=LIMITS)
    saved = save(here, drift=DriftConfig(threshold=D("0.02")))

    assert (LIMITS, D("0.02")) == (saved.policy.limits, saved.policy.drift.threshold)


def test_a_version_carries_the_time_it_was_saved():
    """The clock is read at each save."""
    here = with_targets()
    here.clock.advance(timedelta(minutes=1))

    assert here.clock.now() == save(here, limits=LIMITS).policy.saved_at


def test_a_portfolio_without_targets_gets_a_draft():
    """Settings may come first; nothing is traded by them until there are targets."""
    here = world()
    saved = save(here, limits=LIMITS)

    assert (1, PolicyStatus.DRAFT, [ReasonCode.NO_TARGETS]) == (
        saved.policy.version,
        saved.policy.status,
        codes(saved),
    )


def test_targets_after_settings_make_the_policy_active():
    """The draft's settings govern as soon as targets are saved."""
    here = world()
    save(here, limits=LIMITS)
    here.save(SPY="100")
    policy = here.policies.versions[ANNA][-1]

    assert (2, PolicyStatus.ACTIVE, LIMITS) == (policy.version, policy.status, policy.limits)


@pytest.mark.parametrize("status", PolicyStatus)
def test_the_status_of_targets_stays(status: PolicyStatus):
    """Settings neither activate a draft nor make one."""
    here = with_targets()
    here.policies.versions[ANNA][0] = replace(here.policies.versions[ANNA][0], status=status)

    assert status is save(here, limits=LIMITS).policy.status


def test_no_broker_is_needed():
    """Settings can be saved before an account is linked and while the broker is silent."""
    here = world()
    here.broker.is_down = True

    assert [1, 1] == [save(here, portfolio, limits=LIMITS).policy.version for portfolio in (ANNA, BEN)]


def test_somebody_else_was_faster():
    """Of two saves at the same moment one is refused and leaves the other's version alone."""
    here = with_targets()
    store = Overtaken()
    store.versions = here.policies.versions
    services = replace(here.services, policies=store)

    with pytest.raises(RefusedError) as refused:
        save_policy(SavePolicy(portfolio=ANNA, changes=CHANGES), services)

    assert ReasonCode.SAVE_CONFLICT == refused.value.code
    assert [(1, Limits()), (2, Limits())] == [(each.version, each.limits) for each in store.versions[ANNA]]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"method": RebalancingMethod.TAX_AWARE}, [ReasonCode.TAX_RATES_ASSUMED]),
        ({"method": RebalancingMethod.TAX_AWARE, "tax": RATES}, []),
        ({"tax": TaxConfig()}, []),
        ({"autonomy": Autonomy.AUTOMATIC}, [ReasonCode.LIMITS_ASSUMED]),
        ({"autonomy": Autonomy.AUTOMATIC, "limits": LIMITS}, []),
        ({"autonomy": Autonomy.SHADOW}, []),
        ({"tax": TaxConfig(lot_method=LotMethod.HIFO)}, [ReasonCode.LOT_METHOD_NOT_HONOURED]),
        (
            {"tactics": Tactics(signals=(Signal(symbol="SPY", stop_price=D(1)),))},
            [ReasonCode.SETTINGS_UNUSED],
        ),
        ({"tactics": Tactics(max_tilt=D(1)), "method": RebalancingMethod.TACTICAL_REBALANCING}, []),
        ({"tax": TaxConfig(transition=TransitionMode.NOW)}, [ReasonCode.SETTINGS_UNUSED]),
        ({"execution": ExecutionConfig(max_reprices=3)}, [ReasonCode.SETTINGS_UNUSED]),
        ({"execution": ExecutionConfig(hold_seconds=60)}, []),
        ({"execution": ExecutionConfig(max_reprices=3, order_type=OrderType.LIMIT)}, []),
        (
            {
                "tax": replace(RATES, transition=TransitionMode.NOW),
                "method": RebalancingMethod.TAX_AWARE,
            },
            [],
        ),
    ],
)
def test_the_owner_is_told_what_does_not_do_what_it_says(changes: dict[str, Any], expected: list[ReasonCode]):
    """Placeholders that money would depend on, and settings that have no effect, are named."""
    assert expected == codes(save(with_targets(), **changes))


def test_a_warning_stays_until_its_cause_is_gone():
    """A later change of something else is warned of what is still so."""
    here = with_targets()
    save(here, autonomy=Autonomy.AUTOMATIC)

    assert [ReasonCode.LIMITS_ASSUMED] == codes(save(here, drift=DriftConfig()))
    assert [] == codes(save(here, limits=LIMITS))
