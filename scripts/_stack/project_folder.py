"""Lay out the Firebase project that the emulators of one run read.

The run folder is a complete little project: its `functions/` links to every file of the real one and adds
the demo parameters and secrets, so that nothing is ever written into the repository.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from _stack.accounts import BROKER_KEY, BROKER_SECRET
from _stack.ports import LOOPBACK

JsonObject = dict[str, Any]

DEMO_SECRETS = {"ALPACA_KEY_ID": BROKER_KEY, "ALPACA_SECRET_KEY": BROKER_SECRET}
CONTENT_POLICY = "Content-Security-Policy"


def write_project(folder: Path, *, source: Path, config: JsonObject, parameters: Mapping[str, str]) -> None:
    """Write the run's `firebase.json` and its functions folder with these parameters and the demo secrets."""
    (folder / "firebase.json").write_text(json.dumps(config, indent=2))
    functions = folder / "functions"
    functions.mkdir()
    for entry in source.iterdir():
        if not entry.name.endswith(".local"):
            (functions / entry.name).symlink_to(entry)
    _write_settings(functions / ".env.local", parameters)
    _write_settings(functions / ".secret.local", DEMO_SECRETS)


def run_config(config: JsonObject, *, ports: Mapping[str, int], origins: Iterable[str]) -> JsonObject:
    """Turn the repository's `firebase.json` into one run's: these ports, and the site's copy.

    The content policy stays the deployed one, but for `origins`, the emulators that the page talks to.
    """
    emulators = {name: {"host": LOOPBACK, "port": port} for name, port in ports.items()}
    hosting = config["hosting"] | {"public": "site"}
    hosting["headers"] = [_opened(rule, list(origins)) for rule in hosting.get("headers", [])]
    return {
        "functions": [entry | {"source": "functions"} for entry in config["functions"]],
        "hosting": {key: value for key, value in hosting.items() if key != "predeploy"},
        "emulators": {"ui": {"enabled": False}, **emulators},
    }


def _opened(rule: JsonObject, origins: list[str]) -> JsonObject:
    return rule | {"headers": [_opened_header(header, origins) for header in rule["headers"]]}


def _opened_header(header: JsonObject, origins: list[str]) -> JsonObject:
    if header["key"] != CONTENT_POLICY:
        return header
    return header | {"value": header["value"].replace("connect-src", " ".join(["connect-src", *origins]))}


def _write_settings(path: Path, settings: Mapping[str, str]) -> None:
    path.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
