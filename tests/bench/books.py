"""Read what is left after a load: the ledger through the real store, the orders from the broker itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any, Final
from urllib.request import Request, urlopen

from google.cloud.firestore import Client

from bench.audit import AccountBook, BrokerOrder, RunBook
from bench.people import PROJECT
from trimtab.adapters.firestore.documents import LARGE_CALL_SECONDS, Documents
from trimtab.adapters.firestore.runs import FirestoreRuns
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import account_key
from trimtab.domain.snapshot import BrokerMode
from trimtab.ports import RunRecord

READERS: Final = 8
SECONDS: Final = 30
ENDED: Final = frozenset({"filled", "canceled", "expired", "rejected", "replaced", "done_for_day"})


class Reader:
    """Reads the books of people's accounts; FIRESTORE_EMULATOR_HOST says where the ledger is."""

    def __init__(self, broker_url: str) -> None:
        self._client = Client(project=PROJECT)
        documents = Documents(self._client, LARGE_CALL_SECONDS)
        self._runs = FirestoreRuns(documents, RandomIdentifiers(), MemoryLog())
        self._broker_url = broker_url

    def books(self, accepted: Mapping[str, Sequence[str]]) -> Iterator[AccountBook]:
        """Read everybody's, several at a time."""
        with ThreadPoolExecutor(READERS) as pool:
            yield from pool.map(self._book, accepted.items())

    def _book(self, item: tuple[str, Sequence[str]]) -> AccountBook:
        uid, accepted = item
        key = account_key(BrokerMode.PAPER, str(self._ask(uid, "/v2/account")["id"]))
        return AccountBook(
            uid=uid,
            accepted=tuple(accepted),
            state=self._runs.account(key, BrokerMode.PAPER).state,
            runs=tuple(map(self._run_book, self._stored(uid))),
            orders=tuple(map(_order, self._ask(uid, "/v2/orders?status=all&limit=500"))),
        )

    def _stored(self, uid: str) -> Iterator[RunRecord]:
        """Read every run that is stored, not only those somebody remembers."""
        found = self._client.collection(f"userSettings/{uid}/rebalance_runs").list_documents()
        records = (self._runs.load(PortfolioRef(uid), reference.id) for reference in found)
        return (record for record in records if record)

    def _run_book(self, record: RunRecord) -> RunBook:
        return RunBook(run=record.run, legs=record.legs, events=self._runs.history_of(record.run))

    def _ask(self, uid: str, path: str) -> Any:
        headers = {"APCA-API-KEY-ID": uid, "APCA-API-SECRET-KEY": "secret"}
        request = Request(f"{self._broker_url}{path}", headers=headers)  # noqa: S310 - loopback
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read())


def _order(row: Mapping[str, Any]) -> BrokerOrder:
    return BrokerOrder(
        order_id=row["id"],
        client_order_id=row["client_order_id"],
        symbol=row["symbol"],
        side=row["side"],
        filled_quantity=Decimal(row["filled_qty"]),
        is_open=row["status"] not in ENDED,
    )
