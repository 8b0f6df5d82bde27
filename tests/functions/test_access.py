"""Keys, data rights and recent sign-ins behind their real HTTP wrapper and real tokens."""

from __future__ import annotations

import io
import json

import pytest
from flask.testing import FlaskClient

import telemetry_wiring
from access_worlds import fill, records
from functions.conftest import Call
from functions.test_rest import DRIFT, rest
from trimtab.adapters.telemetry import JsonLog, LoggedMetrics
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trading_state import TradingMode
from worlds import NOON, World

__all__ = ["rest"]

NOW = int(NOON.timestamp())
LONG_AGO = NOW - 301
EXECUTE = {"name": "trader", "scopes": ["execute"]}
READ = {"name": "My script", "scopes": ["read"]}


def test_a_key_lives_from_its_making_to_its_end(call: Call, rest: FlaskClient):
    """It opens what its scope says, is listed without its secret, and opens nothing once it is revoked."""
    made = call("create_api_key", READ).result
    headers = {"Authorization": f"Bearer {made['api_key']}"}
    used = rest.get(DRIFT, headers=headers).status_code
    (listed,) = call("list_api_keys").result["keys"]
    ended = call("revoke_api_key", {"key_id": listed["key_id"]}).result["key"]

    assert (200, "2026-01-05", ["read"]) == (used, listed["last_used_on"], listed["scopes"])
    assert made["api_key"] not in json.dumps(listed)
    assert ended["revoked_at"]
    assert (401, "API_KEY_REFUSED") == (
        (answer := rest.get(DRIFT, headers=headers)).status_code,
        answer.get_json()["reason_code"],
    )


def test_a_key_is_no_token_of_a_callable(call: Call, http: FlaskClient):
    """Nobody makes keys, approves or deletes by a key."""
    text = call("create_api_key", READ).result["api_key"]
    headers = {"Authorization": f"Bearer {text}"}
    answer = http.post("/list_api_keys", json={"data": {}}, headers=headers)

    assert "UNAUTHENTICATED" == answer.get_json()["error"]["status"]


def test_nobody_lists_or_revokes_another_s_key(call: Call):
    """Ben sees none, and Anna's is not there for him."""
    key_id = call("create_api_key", READ).result["key"]["key_id"]

    assert [] == call("list_api_keys", uid="ben").result["keys"]
    assert "NOT_FOUND" == call("revoke_api_key", {"key_id": key_id}, uid="ben").error["status"]


@pytest.mark.parametrize("signed_in_at", [LONG_AGO, NOW + 301, -1, 10**12, "now", None, True, 1.5])
@pytest.mark.parametrize(("name", "sent"), [("create_api_key", EXECUTE), ("delete_account", {})])
def test_an_old_sign_in_is_refused_by_name(
    call: Call, here: World, name: str, sent: dict[str, object], signed_in_at: object
):
    """Or one that no token tells: nothing is made, and nothing is deleted."""
    fill(here)
    error = call(name, sent, signed_in_at=signed_in_at).error

    assert ("PERMISSION_DENIED", "RECENT_SIGN_IN_REQUIRED") == (
        error["status"],
        error["details"]["reason_code"],
    )
    assert (3, ()) == (len(records(here).records), here.services.access.keys.of("anna"))


def test_a_paper_account_takes_no_word_on_real_money(call: Call):
    """The callable answers in the words of its refusal."""
    error = call("set_live_trading", {"enabled": True}, signed_in_at=NOW).error

    assert ("FAILED_PRECONDITION", "ACCOUNT_NOT_LIVE") == (error["status"], error["details"]["reason_code"])


def test_a_live_account_takes_a_yes_only_where_the_deployment_does(call: Call, here: World):
    """By default it trades paper alone; a no is always taken."""
    here.broker.environment = BrokerMode.LIVE
    error = call("set_live_trading", {"enabled": True}, signed_in_at=NOW).error

    assert "LIVE_TRADING_OFF" == error["details"]["reason_code"]
    assert call("set_live_trading", {"enabled": False}).result["enabled"] is False


def test_a_recent_sign_in_makes_a_key_that_may_execute(call: Call):
    """Five minutes to the second."""
    assert ["execute"] == call("create_api_key", EXECUTE, signed_in_at=NOW - 300).result["key"]["scopes"]


@pytest.mark.parametrize("mode", ["ACTIVE", "REDUCE_ONLY"])
def test_trading_goes_on_only_after_a_recent_sign_in(call: Call, here: World, mode: str):
    """A kill needs none, ever."""
    wish = {"mode": mode, "reason": "all clear", "scope": "USER"}
    call("set_trading_mode", {**wish, "mode": "HALTED"}, signed_in_at=LONG_AGO)
    refused = call("set_trading_mode", wish, signed_in_at=LONG_AGO).error
    allowed = call("set_trading_mode", wish, signed_in_at=NOW).result

    assert ("RECENT_SIGN_IN_REQUIRED", mode) == (refused["details"]["reason_code"], allowed["mode"])
    assert TradingMode.ACTIVE is here.trading.current().mode


def test_tightening_needs_no_recent_sign_in(call: Call):
    """Only letting go on does."""
    sent = {"mode": "REDUCE_ONLY", "reason": "careful", "scope": "USER"}

    assert "REDUCE_ONLY" == call("set_trading_mode", sent, signed_in_at=LONG_AGO).result["mode"]


@pytest.mark.parametrize("form", ["JSON", "CSV"])
def test_an_export_is_the_text_of_a_file(call: Call, here: World, form: str):
    """Whole, without secrets."""
    fill(here)
    told = call("export_data", {"format": form}).result

    assert (3, None) == (told["record_count"], told["next_after"])
    assert "home/anna/runs/1" in told["content"]
    assert "canary" not in told["content"]


def test_an_account_is_deleted(call: Call, here: World):
    """The answer counts what left and what stays."""
    fill(here)
    told = call("delete_account", signed_in_at=NOW).result

    assert (1, 1, {}) == (told["deleted_count"], told["kept_count"], records(here).records)


def test_a_key_is_never_in_the_log(call: Call, rest: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    """Neither when it is made, nor when it is used, nor when it is wrong."""
    said = io.StringIO()
    log = JsonLog(said, secrets=tuple)
    monkeypatch.setattr(telemetry_wiring, "log", lambda: log)
    monkeypatch.setattr(telemetry_wiring, "metrics", lambda: LoggedMetrics(log))
    text = call("create_api_key", READ).result["api_key"]
    secret = text.rpartition("_")[2]
    for shown in (text, text[:-1], f"{text}x"):
        rest.get(DRIFT, headers={"Authorization": f"Bearer {shown}", "X-Correlation-ID": shown})

    assert '"api"' in said.getvalue()
    assert secret not in said.getvalue()
