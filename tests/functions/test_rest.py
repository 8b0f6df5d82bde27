"""The REST endpoints behind their real HTTP wrapper and real tokens."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

import bootstrap
import main
import mandates
import telemetry_wiring
from functions.conftest import unsigned_token
from handlers.rest import uid_of
from rest_worlds import KEY
from trimtab.adapters.telemetry import JsonLog, LoggedMetrics
from trimtab.domain.metrics import MetricName
from trimtab.domain.trading_state import TradingMode
from trimtab.web.operations import OPERATIONS
from worlds import ANNA, World

DRIFT = "/api/portfolios/default/drift/"
METHODS = ["GET", "POST", "PUT", "DELETE", "OPTIONS"]
ANNAS_TOKEN = unsigned_token("anna")
CANARY = "q7WcanaryvT2mWc7LrZ1nYd5FsHp8GaXk3bQ9vR4"


@pytest.fixture
def rest(here: World) -> FlaskClient:
    """A client of the deployed function, at whatever path."""
    here.save(SPY="60", TLT="40")
    app = Flask(__name__)

    @app.route("/<path:path>", methods=METHODS)
    def invoke(path: str) -> Response:
        assert request.path == f"/{path}"
        return main.api(request)

    return app.test_client()


def signed_in(uid: str = ANNA.uid, **headers: str) -> dict[str, str]:
    """Headers with a token as the Auth emulator would accept it."""
    return {"Authorization": f"Bearer {unsigned_token(uid)}", **headers}


def test_a_token_opens_the_caller_s_own_portfolio(rest: FlaskClient):
    """The same tokens as those of the callables."""
    assert (200, 404) == (
        rest.get(DRIFT, headers=signed_in()).status_code,
        rest.get(DRIFT, headers=signed_in("ben")).status_code,
    )


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b.c",
        f"Basic {unsigned_token('anna')}",
        unsigned_token("anna"),
    ],
)
def test_what_is_no_token_opens_nothing(authorization: str, rest: FlaskClient):
    """401, whatever is wrong with it."""
    answer = rest.get(DRIFT, headers={"Authorization": authorization})

    assert (401, "NOT_SIGNED_IN") == (answer.status_code, answer.get_json()["reason_code"])


def test_an_unsigned_token_opens_nothing_in_production(monkeypatch: pytest.MonkeyPatch):
    """Only the emulator takes one; without it the signature is asked for."""
    monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST", raising=False)

    assert "" == uid_of(f"Bearer {unsigned_token('anna')}")


def test_a_body_reaches_the_endpoint(rest: FlaskClient):
    """Requirement 003's question, answered like the callable's."""
    headers = signed_in(**{"Idempotency-Key": KEY, "X-Correlation-ID": "corr-1"})
    answer = rest.post("/rebalance/simulate", json=mandates.inflow(), headers=headers)

    assert (200, mandates.answer(), "corr-1") == (
        answer.status_code,
        answer.get_json(),
        answer.headers["X-Correlation-ID"],
    )


def test_a_key_is_the_same_at_both_doors(rest: FlaskClient, http: FlaskClient):
    """One store of answers: the callable finds what was simulated over REST."""
    rest.post("/rebalance/simulate", json=mandates.inflow(), headers=signed_in(**{"Idempotency-Key": KEY}))
    other = {**mandates.inflow(options={"allow_restricted": True}), "idempotency_key": KEY}
    conflict = http.post("/simulate", json={"data": other}, headers=signed_in())

    assert "ALREADY_EXISTS" == conflict.get_json()["error"]["status"]


def test_previews_work_while_trading_is_halted(rest: FlaskClient, here: World):
    """Nothing here sends an order (requirement 004)."""
    here.switch(TradingMode.HALTED)
    sent = {"portfolio_id": "default", "trigger_type": "MANUAL"}
    answer = rest.post("/api/v1/rebalancing/analyze", json=sent, headers=signed_in())

    assert (200, True, []) == (
        answer.status_code,
        answer.get_json()["rebalancing_required"],
        here.broker.sent,
    )


def test_every_call_is_counted_under_the_function(rest: FlaskClient, here: World):
    """By outcome and reason, like every other function."""
    rest.get(DRIFT, headers=signed_in())
    rest.get(DRIFT)

    assert [("api", "OK"), ("api", "REFUSED")] == [
        (each.labels["function"], each.labels["outcome"])
        for each in here.metrics.of(MetricName.FUNCTION_LATENCY)
    ]
    assert ["NOT_SIGNED_IN"] == [each.labels["reason_code"] for each in here.metrics.of(MetricName.REFUSALS)]


def test_a_defect_is_told_to_the_log_alone(rest: FlaskClient, here: World, monkeypatch: pytest.MonkeyPatch):
    """The answer has its id, the log its place."""
    monkeypatch.setattr(bootstrap, "wiring", lambda: int("no wiring"))
    answer = rest.get(DRIFT, headers=signed_in(**{"X-Correlation-ID": "c-1"}))

    assert (500, "Something is wrong on our side; quote c-1.") == (
        answer.status_code,
        answer.get_json()["detail"],
    )
    assert ["internal error"] == [line.message for line in here.log.lines]


def test_the_description_is_open(rest: FlaskClient):
    """Document and page, behind the same function."""
    assert [200] * 4 == [
        rest.get(f"/api/{path}").status_code
        for path in ("openapi.json", "docs/", "docs/viewer.js", "docs/viewer.css")
    ]


def test_a_look_whether_the_function_is_up_does_nothing(rest: FlaskClient, here: World):
    """The emulator's probe is no address of ours."""
    answer = rest.get("/__/health")

    assert (404, []) == (answer.status_code, here.log.lines)


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/api/v1/rebalancing/analyze", {"portfolio_id": CANARY, "trigger_type": CANARY}),
        (f"/api/v1/rebalancing/{CANARY}/trigger", CANARY),
        (f"/api/portfolios/{CANARY}/rebalance/what-if/", {"trades": [{"asset_type": CANARY}]}),
        (f"/rebalance/simulate?token={CANARY}", {}),
        ("/rebalance/simulate", {CANARY: CANARY}),
    ],
)
def test_what_was_sent_is_not_in_the_log(
    path: str, sent: Any, rest: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    """Not the body, not the path, not the headers."""
    said = io.StringIO()
    log = JsonLog(said, secrets=lambda: (CANARY,))
    monkeypatch.setattr(telemetry_wiring, "log", lambda: log)
    monkeypatch.setattr(telemetry_wiring, "metrics", lambda: LoggedMetrics(log))
    rest.post(path, json=sent, headers=signed_in(CANARY, **{"X-Correlation-ID": CANARY, "Cookie": CANARY}))

    assert '"api"' in said.getvalue()
    assert CANARY not in said.getvalue()


HOSTING = json.loads((Path(__file__).parents[2] / "firebase.json").read_text())["hosting"]


@pytest.mark.parametrize("path", [each.path for each in OPERATIONS] + ["/api/openapi.json", "/api/docs/"])
def test_the_site_hands_every_endpoint_to_the_function(path: str):
    """Before the rewrite that answers everything else with the application's page."""
    rewrite = next(each for each in HOSTING["rewrites"] if leads(each["source"], path))

    assert {"functionId": "api", "region": "us-central1"} == rewrite["function"]


@pytest.mark.parametrize("path", ["/", "/allocation", "/plans/pl_1", "/apiary", "/rebalances"])
def test_the_site_keeps_its_own_pages(path: str):
    """No page of the application lies under the endpoints' addresses."""
    assert (
        "/index.html"
        == next(each for each in HOSTING["rewrites"] if leads(each["source"], path))["destination"]
    )


def leads(source: str, path: str) -> bool:
    """Tell whether a rewrite's pattern, which ends in two stars, takes a path."""
    return path.startswith(source.removesuffix("**"))
