"""Queries over all owners have their indexes, what expires has its policy, and large maps are not indexed."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from architecture.sources import ROOT, Source, sources_under
from trimtab.adapters.firestore import access_paths, paths

OVER_ALL: Final = {"find_in_group", "count_in_group"}
EXPIRING: Final = {"deliveries", "mail", "claims", "rateLimits"}


def overrides() -> dict[tuple[str, str], dict[str, Any]]:
    """Read the project's rules for single fields, by collection and field."""
    told = json.loads((ROOT / "firestore.indexes.json").read_text(encoding="utf-8"))
    return {(each["collectionGroup"], each["fieldPath"]): each for each in told["fieldOverrides"]}


def queries(source: Source) -> Iterator[tuple[str, str]]:
    """List collection and field of each query over all owners."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in OVER_ALL:
            group, field = node.args[:2]
            assert isinstance(group, ast.Attribute)
            assert isinstance(field, ast.Constant)
            yield getattr(paths, group.attr), str(field.value)


ASKED: Final = sorted(
    {found for each in sources_under("src/trimtab/adapters/firestore") for found in queries(each)}
)


@pytest.mark.parametrize(("collection", "field"), ASKED)
def test_a_query_over_all_owners_has_its_index(collection: str, field: str):
    """Without it the query fails in production, and only there: the emulator needs none."""
    scopes = {index["queryScope"] for index in overrides()[collection, field]["indexes"]}

    assert "COLLECTION_GROUP" in scopes


@pytest.mark.parametrize(("collection", "field"), access_paths.FOUND_IN_AUDIT)
def test_a_person_s_lines_of_the_audit_have_their_index(collection: str, field: str):
    """Without it neither an export nor a deletion finds them."""
    scopes = {index["queryScope"] for index in overrides()[collection, field]["indexes"]}

    assert "COLLECTION_GROUP" in scopes


def test_a_person_s_deliveries_have_their_index():
    """The event around the uid has none."""
    (index,) = overrides()["deliveries", "event.portfolio.uid"]["indexes"]

    assert ("deliveries", "event.portfolio.uid") in access_paths.FOUND_BY_FIELD
    assert "COLLECTION" == index["queryScope"]


def test_the_queries_are_found():
    """Otherwise the claim above is about nothing."""
    assert [
        ("rebalance_schedules", "due_since"),
        ("rebalance_schedules", "last_session"),
        ("rebalance_schedules", "next_due_at"),
    ] == ASKED


def test_only_what_is_no_record_expires():
    """Messages and calls of the clock; nothing of the audit and no history."""
    expiring = {collection for (collection, _), each in overrides().items() if each.get("ttl")}

    assert expiring == EXPIRING


@pytest.mark.parametrize(
    ("collection", "field"),
    [
        ("drift_snapshots", "view"),
        ("checks", "verdict"),
        ("policy_studies", "question"),
        ("policy_studies", "result"),
        ("marketCalendar", "sessions"),
        ("rebalance_schedules", "settled"),
    ],
)
def test_large_maps_are_not_indexed(collection: str, field: str):
    """Each of their fields would be written once more for every look (docs/scaling.md)."""
    assert [] == overrides()[collection, field]["indexes"]
