"""Where a person's documents lie beside their own root, and what a deletion does with those under it."""

from __future__ import annotations

import pytest

from contract.access.everything import OWNED
from trimtab.adapters.firestore import access_paths
from trimtab.domain.personal_record import Fate

HOME = "userSettings/anna"


def test_every_collection_of_a_person_is_looked_into():
    """What docs/data-model.md says is somebody's is found by its field, its name, or through the runs."""
    by_field = {collection for collection, _ in access_paths.FOUND_BY_FIELD}
    in_audit = {f"audit/{collection}" for collection, _ in access_paths.FOUND_IN_AUDIT}

    assert OWNED.keys() == {*by_field, *in_audit, *access_paths.FOUND_BY_NAME, "accounts"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("rebalance_runs/run1", Fate.KEPT),
        ("rebalance_runs/run1/legs/1", Fate.KEPT),
        ("rebalance_runs/run1/events/1", Fate.KEPT),
        ("rebalance_runs/run1/requests/cancel", Fate.DESTROYED),
        ("rebalance_runs/rr_1", Fate.DESTROYED),
        ("portfolios/second/rebalance_runs/run1/legs/1", Fate.KEPT),
        ("portfolios/second", Fate.DESTROYED),
        ("rebalance_plans/pl_1", Fate.DESTROYED),
        ("preferences/telling", Fate.DESTROYED),
    ],
)
def test_runs_orders_and_events_are_kept(path: str, expected: Fate):
    """Everything else under a person's root goes."""
    assert expected is access_paths.fate_of(f"{HOME}/{path}")


def test_what_is_kept_names_nobody():
    """Its path has the pseudonym in the person's place."""
    assert "keptOrders/p1/rebalance_runs/run1" == access_paths.kept(
        f"{HOME}/rebalance_runs/run1", "anna", "p1"
    )
