"""The published schemas."""

from __future__ import annotations

import json
from pathlib import Path

from trimtab.contracts.event_schemas import main, schema_texts
from trimtab.domain.event import EventKind


def test_every_event_has_a_schema():
    """Named by kind and version, with the event's name among what is required."""
    schemas = {name: json.loads(text) for name, text in schema_texts().items()}

    assert {f"{kind.value}.v1.json" for kind in EventKind} == set(schemas)
    assert [["event_id", "timestamp", kind.value] for kind in EventKind] == [
        schema["required"] for schema in schemas.values()
    ]


def test_amounts_are_numbers_in_the_schema():
    """As requirement 000 writes them."""
    data = json.loads(schema_texts()["rebalancing_triggered.v1.json"])["$defs"]["RebalancingData"]

    assert {"type": "number"}.items() <= data["properties"]["estimated_costs"].items()


def test_a_field_may_be_added():
    """A receiver that checks by the schema does not refuse what a later release adds."""
    assert not [name for name, text in schema_texts().items() if "additionalProperties" in text]


def test_a_stale_folder_is_noticed(tmp_path: Path):
    """A missing, changed or strange file is stale, what was just written is not."""
    checked = [main([str(tmp_path), "--check"]), main([str(tmp_path)]), main([str(tmp_path), "--check"])]
    (tmp_path / "run_changed.v0.json").write_text("{}")

    assert [1, 0, 0] == checked
    assert 1 == main([str(tmp_path), "--check"])
