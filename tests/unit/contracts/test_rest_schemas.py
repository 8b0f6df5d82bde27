"""JSON Schemas of the REST contracts."""

from __future__ import annotations

from trimtab.contracts.rest_rebalancing import RebalancingRequest, RebalancingResponse
from trimtab.contracts.rest_schemas import component_schemas


def test_requests_are_described_as_they_are_read():
    """Bounds and spellings are in the schema, and it is closed."""
    found = component_schemas([RebalancingRequest], [])

    parts = {"RebalancingConstraints", "RebalancingMethod", "RebalancingRequest", "RebalancingTrigger"}
    assert parts == set(found)
    assert not found["RebalancingRequest"]["additionalProperties"]
    assert ["portfolio_id", "trigger_type"] == found["RebalancingRequest"]["required"]


def test_answers_are_described_as_they_are_written():
    """Numbers are numbers, and every field is always there."""
    found = component_schemas([], [RebalancingResponse])["RebalancingResponse"]

    assert "number" == found["properties"]["expected_turnover"]["type"]
    assert list(found["properties"]) == found["required"]


def test_parts_are_found_among_the_components():
    """As OpenAPI refers to them."""
    items = component_schemas([], [RebalancingResponse])["RebalancingResponse"]["properties"]

    assert {"$ref": "#/components/schemas/RebalancingTrade"} == items["recommended_trades"]["items"]
