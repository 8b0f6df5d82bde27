"""Everything of a person is found, shown without secrets, and leaves, whatever breaks off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from google.cloud.firestore import Client

from contract.access.conftest import on_firestore
from contract.access.everything import (
    NOBODY_S,
    OTHER,
    OWNED,
    SECRET,
    UID,
    own_paths,
    plant,
    stored,
    top_collections,
)
from trimtab.adapters.firestore.documents import Documents, UnclearCommitError
from trimtab.adapters.firestore.personal_records import FirestorePersonalRecords
from trimtab.adapters.firestore.trading import FirestoreTradingStates
from trimtab.adapters.firestore.writes import Delete, Put, Write
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.contracts.account import ExportDataResult, ExportFormat
from trimtab.domain.access_commands import DeleteAccount, ExportData
from trimtab.domain.errors import UnavailableError
from trimtab.domain.run import RunRef, RunState
from trimtab.ports import Services
from trimtab.services.delete_account import delete_account
from trimtab.services.export_data import export_data
from worlds import NOON, world

pytestmark = pytest.mark.emulator


class Breaking(Documents):
    """A gateway that dies at one commit, before it is stored or after; `commits` counts them."""

    def __init__(self, client: Client, dies_at: int = 0, *, is_stored: bool = False) -> None:
        super().__init__(client)
        self.commits = 0
        self._dies_at = dies_at
        self._is_stored = is_stored

    def commit(self, writes: Sequence[Write]) -> str:
        """Commit, unless this is the one."""
        self.commits += 1
        if self.commits != self._dies_at:
            return super().commit(writes)
        if self._is_stored:
            super().commit(writes)
        raise UnclearCommitError


def services_on(documents: Documents) -> Services:
    """Keep what a deletion and an export need on a store."""
    sound, kept = world().services, on_firestore(documents)
    access = replace(
        sound.access,
        keys=kept.keys,
        audit=kept.audit,
        purses=kept.purses,
        deletions=kept.deletions,
        records=FirestorePersonalRecords(documents),
    )
    trading = FirestoreTradingStates(documents, RandomIdentifiers())
    return replace(sound, access=access, trading=trading, identifiers=RandomIdentifiers())


def delete(services: Services) -> None:
    """Delete the person's account just after they have signed in."""
    delete_account(DeleteAccount(uid=UID, signed_in_at=services.clock.now()), services)


def test_every_collection_is_somebody_s_or_nobody_s():
    """Whoever adds a collection to the data model has to say whose its documents are."""
    assert OWNED.keys() | NOBODY_S.keys() == top_collections() | {"brokerLinks"}
    assert 40 <= len(own_paths(UID))


def test_an_export_holds_a_document_of_every_collection(documents: Documents):
    """As JSON and as CSV, with every mark and no secret, and nothing of anybody else."""
    told = {**plant(documents, UID)}
    plant(documents, OTHER)
    del told[f"apiKeys/{UID}-document"]
    documents.store(Put(f"apiKeys/{UID}-document", {"uid": UID, "secret_hash": SECRET}))
    export = export_data(ExportData(uid=UID), services_on(documents))
    texts = [ExportDataResult.of(export, form).content for form in ExportFormat]

    assert {*told, f"apiKeys/{UID}-document"} == {each.path for each in export.records}
    for text in texts:
        assert [] == [path for path in told if path not in text]
        assert (False, False) == (SECRET in text, OTHER in text)


def test_a_deletion_leaves_orders_and_audit_without_the_person(client: Client):
    """Runs, legs and events stay under a pseudonym; no uid is left, and nobody else loses anything."""
    documents = Documents(client)
    plant_readable(documents)
    others = plant(documents, OTHER)
    delete(services_on(documents))
    left = stored(client)
    kept = {path.partition("/")[2].partition("/")[2] for path in left if path.startswith("keptOrders/")}

    assert others == {path: fields for path, fields in left.items() if OTHER in path + str(fields)}
    assert [] == [path for path, fields in left.items() if UID in path or UID in str(fields)]
    assert {"rebalance_runs/run1", "rebalance_runs/run1/legs/x1", "rebalance_runs/run1/events/x1"} == {
        path for path in kept if not path.startswith("portfolios/")
    }
    assert "own words" not in str({path: left[path] for path in left if path.startswith("keptOrders/")})


@pytest.mark.parametrize("is_stored", [False, True])
def test_a_deletion_that_breaks_off_at_any_write_is_taken_up_again(client: Client, *, is_stored: bool):
    """Whichever commit fails or loses its answer, the second call leaves what an unbroken one leaves."""
    expected = deleted(client, Breaking(client))
    whole = Breaking(client)
    deleted(client, whole)
    for number in range(1, whole.commits + 1):
        assert expected == deleted(client, Breaking(client, number, is_stored=is_stored)), number


def deleted(client: Client, breaking: Breaking) -> set[str]:
    """Delete a person's account on a store that may die once, and tell what is left, pseudonyms apart."""
    sound = Documents(client)
    for path in stored(client):
        client.document(path).delete()
    plant_readable(sound)
    try:
        delete(services_on(breaking))
    except UnavailableError:
        delete(services_on(sound))
    left = stored(client)
    assert UID not in str(left)
    # A turn of the switch and a revocation have ids and times of their own.
    (name,) = {path.split("/")[1] for path in left if path.startswith("keptOrders/")}
    return {path.replace(name, "p") for path in left if "mode_changes" not in path}


def plant_readable(documents: Documents) -> None:
    """Store everything of the person; what a deletion reads by its type is not there, or of its type."""
    told = plant(documents, UID)
    odd = [path for path in told if path.startswith("apiKeys/") or "/risk_management/user" in path]
    documents.store(*map(Delete, odd))


@pytest.mark.parametrize("state", RunState)
def test_runs_that_have_not_ended_are_active(documents: Documents, state: RunState):
    """In whichever portfolio, parked ones too, simulated ones never."""
    further = f"userSettings/{UID}/portfolios/second"
    documents.store(
        Put(further, {"portfolio_id": "second"}),
        Put(f"{further}/rebalance_runs/run2", {"state": state.value}),
        Put(f"userSettings/{UID}/rebalance_runs/rr_1", {"status": "READY"}),
        Put(f"userSettings/{OTHER}/rebalance_runs/run3", {"state": "BUYING"}),
    )
    active = FirestorePersonalRecords(documents).active_runs(UID)
    is_over = state.value in {"COMPLETED", "PARTIAL", "NO_ACTION", "BLOCKED", "CANCELLED", "HALTED"}
    expected = () if is_over else (RunRef(uid=UID, portfolio_id="second", run_id="run2"),)

    assert expected == active


def test_an_account_that_others_trade_too_is_nobody_s_to_delete(documents: Documents, client: Client):
    """Its locks and its day's totals are theirs as well."""
    run: dict[str, Any] = {"state": "COMPLETED", "account_key": "shared"}
    shared = {"ended": [{"run": {"uid": UID}}, {"run": {"uid": OTHER}}], "at": NOON}
    documents.store(Put("accounts/shared", shared), Put(f"userSettings/{UID}/rebalance_runs/run1", run))
    delete(services_on(documents))

    assert shared == stored(client)["accounts/shared"]
