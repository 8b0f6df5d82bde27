"""Where keys, buckets and deletions live, and where a person's documents lie beside the own root."""

from __future__ import annotations

from typing import Final

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.audit_paths import ACCESS_EVENTS
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.personal_record import Fate
from trimtab.domain.portfolio import PortfolioRef

API_KEYS: Final = "apiKeys"
RUNS: Final = "rebalance_runs"

FOUND_BY_FIELD: Final = (
    (API_KEYS, "uid"),
    (paths.DELIVERIES, "event.portfolio.uid"),
    (paths.MAIL, "uid"),
    (paths.OUTBOX, "run.uid"),
    ("idempotency", "uid"),
)
"""Collections of everybody's documents, and the field that tells whose each is: all of them are destroyed."""

FOUND_IN_AUDIT: Final = (
    ("mode_changes", "place.portfolio.uid"),
    ("mode_changes", "state.updated_by"),
    ("decisions", "subject"),
    ("decisions", "by"),
    (ACCESS_EVENTS, "uid"),
)
"""Collections of every day's audit, and the fields in which a person may stand: they are renamed there."""

FOUND_BY_NAME: Final = ("webhookSecrets", "brokerLinks")
"""Collections whose documents are named after their owner: destroyed, too."""

_SIMULATED: Final = "rr_"
_ORDER_RECORDS: Final = frozenset({"legs", "events"})


def home(uid: str) -> str:
    """Give the document everything of a person's own hangs under."""
    return paths.portfolio_root(PortfolioRef(uid))


def further_portfolios(uid: str) -> str:
    """Give the collection of a person's portfolios beside the usual one."""
    return f"{home(uid)}/portfolios"


def runs(root: str) -> str:
    """Give the collection of the runs under a portfolio's root."""
    return f"{root}/{RUNS}"


def api_key(key_id: str) -> str:
    """Give the document of one key, whose id has been checked."""
    return f"{API_KEYS}/{key_id}"


def live_consent(uid: str, account_key: str) -> str:
    """Give the document of what a person has said about trading one live account."""
    return f"{home(uid)}/live_trading/{account_key}"


def purse(name: str) -> str:
    """Give the document of a token bucket; its name tells neither a person nor a key."""
    return f"rateLimits/{canonical_hash(name)}"


def deletion(uid: str) -> str:
    """Give the document that tells that an account is deleted; its name tells nobody whose."""
    return f"accountDeletions/{canonical_hash(uid)}"


def kept(path: str, uid: str, pseudonym: str) -> str:
    """Give the document in which an order record is kept, out of its place under a person's root."""
    return f"keptOrders/{pseudonym}{path.removeprefix(home(uid))}"


def fate_of(path: str) -> Fate:
    """Tell what a deletion does with a document under a person's root: runs, orders and events are kept."""
    parts = path.split("/")
    if RUNS not in parts:
        return Fate.DESTROYED
    _, run_id, *below = parts[parts.index(RUNS) :]
    is_order = not run_id.startswith(_SIMULATED) and (not below or below[0] in _ORDER_RECORDS)
    return Fate.KEPT if is_order else Fate.DESTROYED
