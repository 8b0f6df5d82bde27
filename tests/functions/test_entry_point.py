"""The deploy unit's entry point as the Firebase tools see it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import main

FUNCTIONS = Path(__file__).parents[2] / "functions"
DISCOVER = """
import sys
from firebase_functions.private import serving
print(",".join(sorted(serving.get_functions())))
heavy = ("pandas", "numpy", "alpaca", "grpc", "structlog", "opentelemetry", "trimtab.web.app")
print(",".join(name for name in heavy if name in sys.modules))
"""


@pytest.fixture(scope="module")
def discovered() -> list[str]:
    """What discovery finds, and which heavy modules it had to load for it."""
    found = subprocess.run(
        [sys.executable, "-c", DISCOVER],
        cwd=FUNCTIONS,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.splitlines()


def test_every_function_is_found_under_its_deployed_name(discovered: list[str]):
    """The design's names are the deployed names; the queue's carries no underscore."""
    deployed = [
        "advance-run",
        "api",
        "cancel_run",
        "check-portfolio",
        "check_rebalance_drift",
        "compare_shadow",
        "create_api_key",
        "delete_account",
        "execute_plan",
        "execute_trade",
        "export_data",
        "export_tax_records",
        "forget_device",
        "import_tax_records",
        "list_api_keys",
        "rebalance_on_schedule",
        "recommend_policy",
        "register_device",
        "renew_webhook_secret",
        "revoke_api_key",
        "save_allocation",
        "save_policy",
        "save_preferences",
        "schedule_state",
        "send_test_message",
        "set_live_trading",
        "set_trading_mode",
        "show_plan",
        "simulate",
        "study-policy",
        "sweep",
    ]

    assert deployed == discovered[0].split(",")


def test_discovery_loads_nothing_heavy(discovered: list[str]):
    """A cold start pays for pandas, grpc, structlog and the REST façade only when a request needs them."""
    assert "" == discovered[1]


def test_the_engine_reaches_the_deploy_unit_as_a_link():
    """The engine is not copied by hand: the deploy unit links to the one source."""
    assert (FUNCTIONS.parent / "src" / "trimtab") == (FUNCTIONS / "trimtab").resolve()


@pytest.mark.parametrize(
    "name",
    [
        "create_api_key",
        "export_data",
        "export_tax_records",
        "forget_device",
        "import_tax_records",
        "list_api_keys",
        "register_device",
        "renew_webhook_secret",
        "revoke_api_key",
        "save_policy",
        "save_preferences",
        "send_test_message",
    ],
)
def test_a_function_that_needs_no_broker_gets_no_key(name: str):
    """The key pair is bound to the functions that trade or look, and to no other."""
    assert not secrets_of(name)


@pytest.mark.parametrize(
    "name",
    [
        "advance-run",
        "api",
        "cancel_run",
        "check_rebalance_drift",
        "compare_shadow",
        "delete_account",
        "execute_plan",
        "execute_trade",
        "recommend_policy",
        "save_allocation",
        "schedule_state",
        "set_live_trading",
        "set_trading_mode",
        "show_plan",
        "simulate",
        "study-policy",
        "sweep",
    ],
)
def test_the_brokers_keys_are_secrets(name: str):
    """Requirement 004's two secrets, by their names, and nothing else."""
    assert {"ALPACA_KEY_ID", "ALPACA_SECRET_KEY"} == secrets_of(name)


@pytest.mark.parametrize("name", ["advance-run", "study-policy"])
def test_the_queue_s_function_is_no_open_door(name: str):
    """It is deployed for its queue, whose caller the platform checks, and not for the web (F-009)."""
    assert ["taskQueueTrigger"] == triggers_of(name)


@pytest.mark.parametrize("name", [*main.__all__, "advance-run", "study-policy"])
def test_no_function_listens_to_documents(name: str):
    """None is started by what is written, so none can start itself by writing (F-154)."""
    kinds = {"callableTrigger", "httpsTrigger", "scheduleTrigger", "taskQueueTrigger"}
    assert triggers_of(name)[0] in kinds


def triggers_of(name: str) -> list[str]:
    endpoint = getattr(main, name).__firebase_endpoint__
    kinds = [field.name for field in fields(endpoint) if field.name.endswith("Trigger")]
    return [kind for kind in kinds if getattr(endpoint, kind) is not None]


def secrets_of(name: str) -> set[str]:
    bound = getattr(main, name).__firebase_endpoint__.secretEnvironmentVariables
    return {secret["key"] for secret in bound} if isinstance(bound, list) else set()
