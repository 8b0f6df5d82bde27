"""JSON Schemas of the REST contracts, as an OpenAPI document refers to them."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from trimtab.contracts.base import JsonObject

Shape = type[BaseModel]
"""A contract of something that travels as JSON: an object, a list or a map."""

_PLACE = "#/components/schemas/{model}"


def component_schemas(asked: Iterable[Shape], answered: Iterable[Shape]) -> JsonObject:
    """Describe requests as they are read and answers as they are written, by the contracts' names."""
    reading: list[tuple[Shape, JsonSchemaMode]] = [(shape, "validation") for shape in asked]
    writing: list[tuple[Shape, JsonSchemaMode]] = [(shape, "serialization") for shape in answered]
    _, found = models_json_schema([*reading, *writing], ref_template=_PLACE)
    schemas: JsonObject = found["$defs"]
    return dict(sorted(schemas.items()))
