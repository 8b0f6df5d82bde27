"""A document of one person in every collection that docs/data-model.md describes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from google.cloud.firestore import Client

from architecture.sources import ROOT
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.writes import Put, in_batches
from trimtab.domain.canonical import canonical_hash
from worlds import NOON

UID: Final = "annaCanaryUid0000000000001x"
OTHER: Final = "benCanaryUid00000000000001x"
SECRET: Final = "q7WcanaryvT2mWc7LrZ1nYd5FsHp8GaXk3bQ9vR4"

OWNED: Final[Mapping[str, Mapping[str, Any]]] = {
    "accounts": {"active_run": None, "ended": [{"run": {"uid": UID, "run_id": "run1"}}]},
    "apiKeys": {"uid": UID, "secret_hash": SECRET},
    "deliveries": {"event": {"portfolio": {"uid": UID}}},
    "idempotency": {"uid": UID},
    "mail": {"uid": UID, "to": ["anna@mail.example"]},
    "outbox": {"run": {"uid": UID}},
    "webhookSecrets": {"secret": SECRET},
    "brokerLinks": {"refresh_token": SECRET, "wrapped_key": SECRET, "key_ciphertext": SECRET},
    "audit/decisions": {"subject": UID, "by": "olga"},
    "audit/mode_changes": {"place": {"portfolio": {"uid": UID}}, "state": {"updated_by": UID}},
    "audit/access_events": {"uid": UID, "kind": "KEY_USED"},
}
"""Collections beside the own root, and how their documents tell whose they are."""

NOBODY_S: Final = {
    "accountDeletions": "named by a hash; it is what a deletion leaves of itself",
    "claims": "of the clock; expires within a week",
    "completeness": "counts; names at most the first twenty who missed a look",
    "deadLetters": "work that nobody could read, so nobody knows whose",
    "keptOrders": "what a deletion has kept, under a pseudonym",
    "marketCalendar": "the exchange's",
    "rateLimits": "named by a hash, holds a time, and expires",
    "systemStatus": "everybody's",
}

HEADING: Final = re.compile(r"^### (.+?) — ", re.MULTILINE)
_NAMES: Final = {"account_key": "acct1", "uid": UID, "day": "2026-01-05", "year": "2026", "plan_id": "pl_1"}


def described() -> set[str]:
    """List the paths of the data model's headings; what is abbreviated in one hangs below the run's."""
    text = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
    found = {path for heading in HEADING.findall(text) for path in re.findall(r"`([^`]+)`", heading)}
    return {re.sub(r"^…/rebalance_runs", "{root}/rebalance_runs", path) for path in found}


def own_paths(uid: str) -> set[str]:
    """Write the described paths under a person's root, for the usual portfolio and a further one."""
    below = {path for path in described() if path.startswith(("{root}", "userSettings/{uid}", "…"))}
    roots = (f"userSettings/{uid}", f"userSettings/{uid}/portfolios/second")
    return {filled(path, root, uid) for path in below for root in roots}


def top_collections() -> set[str]:
    """List the described collections beside the own root; those of the audit with the kind of line."""
    beside = {path for path in described() if not path.startswith(("{root}", "userSettings/{uid}", "…"))}
    parts = [path.split("/") for path in beside]
    return {f"audit/{each[2]}" if each[0] == "audit" else each[0] for each in parts}


def filled(path: str, root: str, uid: str) -> str:
    """Put names where a path has variables."""
    placed = (
        path.replace("{root}", root)
        .replace("userSettings/{uid}", root)
        .replace("…", f"{root}/risk_management")
    )
    placed = placed.replace("rr_{hash}", "rr_1").replace("{run_id}", "run1")
    return re.sub(r"\{([^}]*)\}", lambda found: _NAMES.get(found[1], "x1"), placed).replace(UID, uid)


def beside(collection: str, uid: str) -> str:
    """Name a person's document of a collection beside the own root."""
    kind, _, line = collection.partition("/")
    if line:
        return f"audit/2026-01-05/{line}/{canonical_hash(uid)[:24]}"
    return f"{kind}/{uid}" if kind in {"webhookSecrets", "brokerLinks"} else f"{kind}/{uid}-document"


def plant(documents: Documents, uid: str) -> dict[str, dict[str, Any]]:
    """Store everything of a person, and return it by path."""
    told: dict[str, dict[str, Any]] = {path: fields_of(path, uid) for path in own_paths(uid)}
    for collection, fields in OWNED.items():
        path = f"accounts/acct-{uid}" if collection == "accounts" else beside(collection, uid)
        told[path] = renamed(fields, uid)
    for batch in in_batches([Put(path, fields) for path, fields in sorted(told.items())]):
        documents.store(*batch)
    return told


def fields_of(path: str, uid: str) -> dict[str, Any]:
    """Make a document under the own root, marked by its own path."""
    is_run = re.search(r"/rebalance_runs/[^/]+$", path)
    run = {"state": "COMPLETED", "account_key": f"acct-{uid}", "review": {"by": uid, "note": "own words"}}
    return {
        "mark": f"mark of {path}",
        "uid": uid,
        "at": NOON,
        "api_secret": SECRET,
        **(run if is_run else {}),
    }


def renamed(value: Any, uid: str) -> Any:
    """Write another person's uid."""
    if isinstance(value, dict):
        return {name: renamed(item, uid) for name, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, uid) for item in value]
    return value.replace(UID, uid) if isinstance(value, str) else value


def stored(client: Client) -> dict[str, dict[str, Any]]:
    """Read the whole database."""
    found: dict[str, dict[str, Any]] = {}
    for collection in client.collections():
        for snapshot in collection.recursive().stream():
            found[snapshot.reference.path] = snapshot.to_dict() or {}
    return found
