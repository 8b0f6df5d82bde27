"""What `save_policy` answers can be sent back, and says the same."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, Final

from hypothesis import given

from builders import OWNER, policy
from property.dice import rolls
from property.settings import settings_of
from trimtab.contracts.base import parse
from trimtab.contracts.policy import SavePolicyRequest, SavePolicyResult
from trimtab.domain.policy import Policy, PolicyChanges
from trimtab.domain.results import PolicySaved

SETTINGS: Final = tuple(field.name for field in fields(PolicyChanges))


def shown(rule: Policy) -> dict[str, Any]:
    """Render a policy's settings as the callable does."""
    answer = SavePolicyResult.of(PolicySaved(portfolio=OWNER, policy=rule, warnings=()))
    return {name: answer.model_dump(mode="json")[name] for name in SETTINGS}


def changes(sent: dict[str, Any]) -> PolicyChanges:
    """Read settings as the callable does."""
    return parse(SavePolicyRequest, sent).to_domain(OWNER.uid).changes


@given(rolls(settings_of, size=480))
def test_a_policy_comes_back_from_the_wire_equal(rule: Policy):
    """Shown, sent and put into a policy of defaults, the settings of any policy are what they were."""
    plain = replace(policy(rule.targets), version=rule.version, status=rule.status, saved_at=rule.saved_at)

    assert rule == changes(shown(rule)).applied_to(plain)


@given(rolls(settings_of, size=480))
def test_one_setting_changes_nothing_else(rule: Policy):
    """Each setting sent alone takes its place; the others stay the defaults they were."""
    plain, sent = policy(rule.targets), shown(rule)

    for name in SETTINGS:
        alone = changes({name: sent[name]}).applied_to(plain)
        assert replace(plain, **{name: getattr(rule, name)}) == alone
