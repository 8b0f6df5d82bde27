"""The real functions behind their real HTTP wrapper, wired to a Trimtab in memory."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

import bootstrap
import main
import telemetry_wiring
from worlds import ANNA, World, world

PROJECT = "demo-trimtab"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over HTTP."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> dict[str, Any]:
        """The result; fails the test when there is none."""
        assert "result" in self.body, self.body
        result: dict[str, Any] = self.body["result"]
        return result

    @property
    def error(self) -> dict[str, Any]:
        """The error; fails the test when there is none."""
        assert "error" in self.body, self.body
        error: dict[str, Any] = self.body["error"]
        return error


Call = Callable[..., Answer]


def unsigned_token(uid: str, signed_in_at: object = 1_700_000_000) -> str:
    """A token as the Auth emulator would accept it; production refuses it."""
    claims = {
        "iss": f"https://securetoken.google.com/{PROJECT}",
        "aud": PROJECT,
        "sub": uid,
        "user_id": uid,
        "iat": 1_700_000_000,
        "exp": 4_000_000_000,
        "auth_time": signed_in_at,
    }
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
        + "."
    )


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> World:
    """A Trimtab in memory behind the functions; Anna owns the key pair."""
    memory = world()
    monkeypatch.setattr(bootstrap, "wiring", lambda: memory.services)
    monkeypatch.setattr(telemetry_wiring, "log", lambda: memory.log)
    monkeypatch.setattr(telemetry_wiring, "metrics", lambda: memory.metrics)
    monkeypatch.setenv("OWNER_UID", ANNA.uid)
    monkeypatch.setenv("GCLOUD_PROJECT", PROJECT)
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", "127.0.0.1:1")
    return memory


@pytest.fixture
def http(here: World) -> FlaskClient:
    """A client of all functions, by their deployed names."""
    app = Flask(__name__)
    app.config["WORLD"] = here

    @app.post("/<name>")
    def invoke(name: str) -> Response:
        function: Callable[[Any], Response] = getattr(main, name)
        return function(request)

    @app.get("/__/health")
    def look() -> Response:
        return invoke("sweep")

    return app.test_client()


@pytest.fixture
def call(http: FlaskClient) -> Call:
    """Call a function as a signed-in person; Anna unless somebody else is named, None for nobody."""

    def send(
        name: str, sent: Any = None, uid: str | None = ANNA.uid, signed_in_at: object = 1_700_000_000
    ) -> Answer:
        headers = {"Authorization": f"Bearer {unsigned_token(uid, signed_in_at)}"} if uid else {}
        body = json.dumps({"data": {} if sent is None else sent})
        response = http.post(f"/{name}", data=body, headers=headers, content_type="application/json")
        return Answer(response.status_code, json.loads(response.data))

    return send
