"""The documents other programs see: the browser, the console and requirement 004's own tools."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest
from google.cloud.firestore import Client
from pydantic import BaseModel

from contract.stores import samples, tax_samples
from contract.stores.conftest import on_firestore
from tax_previews import PREVIEW
from trimtab.adapters.firestore.documents import Documents
from trimtab.contracts.documents import (
    AllocationDocument,
    LegDocument,
    PortfolioDocument,
    RiskStatusDocument,
    RunDocument,
    TaxLotDocument,
    TaxYearDocument,
    TradeDocument,
)
from trimtab.domain.costs import Costs
from trimtab.domain.errors import UnavailableError
from trimtab.domain.run import RunState
from trimtab.domain.trading_state import TradingMode, TradingState
from trimtab.domain.trigger import CalendarTrigger, TriggerRule, TriggerSettings

pytestmark = pytest.mark.emulator
LATER = samples.NOON + timedelta(days=1)


def stored(client: Client, path: str) -> dict[str, object]:
    """Read a document with nothing of ours in between."""
    return client.document(path).get(timeout=4).to_dict() or {}


def test_an_allocation_is_stored_in_percent(client: Client, documents: Documents):
    """Requirement 004's fields, from 0 to 100 as exact text, under the symbol."""
    on_firestore(documents).policies.append(samples.HOME, samples.policy(1))

    assert {
        "symbol": "SPY",
        "target_percent": "60",
        "enabled": True,
        "tolerance_percent": "5",
        "asset_class": "EQUITY",
        "created_at": samples.NOON,
        "updated_at": samples.NOON,
    } == stored(client, "userSettings/ada/allocation/SPY")


def test_an_allocation_keeps_its_first_time(client: Client, documents: Documents):
    """A target that is saved again was created when it was first saved."""
    policies = on_firestore(documents).policies
    policies.append(samples.HOME, samples.policy(1))
    policies.append(samples.HOME, samples.policy(2, saved_at=LATER))
    document = stored(client, "userSettings/ada/allocation/SPY")

    assert (samples.NOON, LATER) == (document["created_at"], document["updated_at"])


def test_a_dropped_target_leaves_the_collection(client: Client, documents: Documents):
    """The allocation documents are the current targets, no more."""
    policies = on_firestore(documents).policies
    policies.append(samples.HOME, samples.policy(1))
    policies.append(samples.HOME, samples.policy(2, samples.TLT))
    left = [found.id for found in client.collection("userSettings/ada/allocation").stream(timeout=4)]

    assert ["TLT"] == left


def test_a_rule_is_stored_by_the_columns_of_requirement_000(client: Client, documents: Documents):
    """Its type, parameters and whether it is enabled, under its id."""
    on_firestore(documents).policies.append(samples.HOME, samples.policy(1))

    assert {
        "id": "drift",
        "trigger_type": "THRESHOLD",
        "trigger_parameters": {},
        "enabled": True,
        "created_at": None,
    } == stored(client, "userSettings/ada/rebalancing_rules/drift")


def test_a_dropped_rule_leaves_the_collection(client: Client, documents: Documents):
    """The rule documents are the current rules, no more."""
    policies = on_firestore(documents).policies
    policies.append(samples.HOME, samples.policy(1))
    rule = TriggerRule(rule_id="monthly", trigger=CalendarTrigger())
    policies.append(samples.HOME, replace(samples.policy(2), triggers=TriggerSettings(rules=(rule,))))
    left = [found.id for found in client.collection("userSettings/ada/rebalancing_rules").stream(timeout=4)]

    assert ["monthly"] == left


def test_a_refused_version_changes_no_allocation(client: Client, documents: Documents):
    """Who loses the version has not touched the public documents either."""
    policies = on_firestore(documents).policies
    policies.append(samples.HOME, samples.policy(1))
    policies.append(samples.HOME, samples.policy(1, replace(samples.SPY, is_enabled=False)))

    assert stored(client, "userSettings/ada/allocation/SPY")["enabled"]


def test_the_root_names_the_policy(client: Client, documents: Documents):
    """The portfolio's root tells the version, its status and the cash target in percent."""
    on_firestore(documents).policies.append(samples.SECOND, samples.policy(1))
    root = stored(client, "userSettings/ada/portfolios/retirement")

    assert ("retirement", 1, "ACTIVE", "2.5", "PROPOSE") == tuple(
        root[name] for name in ("portfolio_id", "policy_version", "status", "cash_target_percent", "autonomy")
    )


def test_other_fields_of_the_root_survive_a_save(client: Client, documents: Documents):
    """The root is the user's settings document; a save touches only what it owns."""
    client.document("userSettings/ada").set({"theme": "dark"}, timeout=4)
    on_firestore(documents).policies.append(samples.HOME, samples.policy(1))

    assert "dark" == stored(client, "userSettings/ada")["theme"]


def test_settings_without_a_policy_have_none(client: Client, documents: Documents):
    """A settings document that some other feature made is no policy."""
    client.document("userSettings/ada").set({"theme": "dark"}, timeout=4)

    assert on_firestore(documents).policies.current(samples.HOME) is None


def test_watched_documents_have_every_promised_field(client: Client, documents: Documents):
    """Each field of the contracts a client may watch is stored under that very name."""
    stores = on_firestore(documents)
    stores.policies.append(samples.HOME, samples.policy(1))
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    switch = TradingState(mode=TradingMode.ACTIVE, reason="open", updated_by="ada", updated_at=samples.NOON)
    stores.trading.set(switch)
    plan = samples.plan()
    stores.plans.save(plan, samples.suggestions())
    stores.taxes.save(samples.HOME, None, tax_samples.book(tax_samples.BUY))
    (lot,) = client.collection("userSettings/ada/tax_lots").stream(timeout=4)
    watched: dict[str, type[BaseModel]] = {
        "userSettings/ada": PortfolioDocument,
        "userSettings/ada/allocation/SPY": AllocationDocument,
        "userSettings/ada/rebalance_runs/run1": RunDocument,
        "userSettings/ada/rebalance_runs/run1/legs/1": LegDocument,
        f"userSettings/ada/rebalance_plans/{plan.plan_id}/rebalance_trades/1": TradeDocument,
        "systemStatus/risk_management": RiskStatusDocument,
        f"userSettings/ada/tax_lots/{lot.id}": TaxLotDocument,
        "userSettings/ada/tax_years/2026": TaxYearDocument,
    }
    promised = {path: set(contract.model_fields) for path, contract in watched.items()}

    assert promised == {path: names & stored(client, path).keys() for path, names in promised.items()}


def test_a_stored_plan_tells_its_costs_and_taxes(client: Client, documents: Documents):
    """In dollars, beside the packed preview, for readers that cannot unpack it (R002-29)."""
    plan = replace(samples.plan(), costs=Costs(spread=D("1.235")), tax=PREVIEW)
    on_firestore(documents).plans.save(plan)
    fields = stored(client, f"userSettings/ada/rebalance_plans/{plan.plan_id}")

    assert ("1.24", "46.48") == (fields["estimated_costs"], fields["tax_impact"])


def test_every_step_leaves_its_event(client: Client, documents: Documents):
    """Events are numbered without a gap, each under its own number (F-135)."""
    runs = on_firestore(documents).runs
    record = samples.reserve(runs, samples.run("run1"), samples.key("k1"))
    runs.save(record, samples.step(record, RunState.SELLING))
    home = "userSettings/ada/rebalance_runs/run1/events"

    assert [1, 2] == [stored(client, f"{home}/{number}")["sequence"] for number in ("1", "2")]


def test_a_key_is_stored_as_hashes_with_an_end(client: Client, documents: Documents):
    """Neither claim, of the key and of the plan, keeps the key; both may be forgotten after ninety days."""
    key = replace(samples.key("k1"), key="secret-key")
    samples.reserve(on_firestore(documents).runs, samples.run("run1"), key)
    found = list(client.collection("idempotency").stream(timeout=4))

    assert [samples.NOON + timedelta(days=90)] * 2 == [each.get("expires_at") for each in found]
    assert not any("secret-key" in f"{each.id} {each.to_dict()}" for each in found)


def test_an_unreadable_policy_is_not_taken_for_none(client: Client, documents: Documents):
    """A broken document is trouble to be told, never an empty portfolio to trade on."""
    on_firestore(documents).policies.append(samples.HOME, samples.policy(1))
    client.document("userSettings/ada/policy_versions/1").update({"drift.threshold": 0.05}, timeout=4)

    with pytest.raises(UnavailableError):
        on_firestore(documents).policies.current(samples.HOME)


def test_a_run_with_a_lost_leg_is_not_loaded(client: Client, documents: Documents):
    """A run that is not whole is trouble to be told, never a shorter run."""
    runs = on_firestore(documents).runs
    samples.reserve(runs, samples.run("run1"), samples.key("k1"))
    client.document("userSettings/ada/rebalance_runs/run1/legs/2").delete(timeout=4)

    with pytest.raises(UnavailableError):
        runs.load(samples.HOME, "run1")


def test_a_run_changed_by_hand_is_not_overwritten(client: Client, documents: Documents):
    """Whoever touched the run since it was read, the step that was decided before is lost."""
    runs = on_firestore(documents).runs
    record = samples.reserve(runs, samples.run("run1"), samples.key("k1"))
    client.document("userSettings/ada/rebalance_runs/run1").update({"message": "checked"}, timeout=4)

    assert runs.save(record, samples.step(record, RunState.SELLING)) is None


def test_history_is_never_overwritten(client: Client, documents: Documents):
    """An event that is already there under the next number stops the step that would replace it."""
    runs = on_firestore(documents).runs
    record = samples.reserve(runs, samples.run("run1"), samples.key("k1"))
    client.document("userSettings/ada/rebalance_runs/run1/events/2").set({"text": "mine"}, timeout=4)

    with pytest.raises(UnavailableError):
        runs.save(record, samples.step(record, RunState.SELLING))


def test_an_unreadable_lock_keeps_everybody_out(client: Client, documents: Documents):
    """Who holds an account cannot be told, so nobody gets it."""
    client.document("accounts/acct_1").set({"active_run_id": 7}, timeout=4)

    with pytest.raises(UnavailableError):
        samples.reserve(on_firestore(documents).runs, samples.run("run1"), samples.key("k1"))


@pytest.mark.parametrize("payload", ["text", b"broken", b"x\x9c\xabVJT\xb2R01"])
def test_a_plan_with_damaged_taxes_is_not_shown(client: Client, documents: Documents, payload: object):
    """Nor is it executed: what was approved cannot be told any more."""
    plan = replace(samples.plan(), tax=PREVIEW)
    plans = on_firestore(documents).plans
    plans.save(plan)
    path = f"userSettings/ada/rebalance_plans/{plan.plan_id}"
    client.document(path).update({"tax_payload": payload}, timeout=4)

    with pytest.raises(UnavailableError, match="no readable taxes"):
        plans.find(samples.HOME, plan.plan_id)
