"""Faults in the fields of an answer: odd values, missing names, numbers where text is due."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from paperbroker.basics.fields import Fields
from paperbroker.faults import options
from paperbroker.faults.effect import Effect, Kind, rewriting

Change = Callable[[object], object]

_NUMERAL: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)
_CONSTANTS: Final = MappingProxyType({word: float(word) for word in ("NaN", "Infinity", "-Infinity")})


def _changing(change: Change) -> Effect:
    return rewriting(lambda body: json.dumps(change(json.loads(body)), default=_number).encode())


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return json.loads(str(value))
    raise TypeError(f"{value!r} is not JSON; give text, a number, true, false, null, a list or an object")


def _field(fields: Fields) -> Effect:
    path = fields.text("path").split(".")
    is_missing = fields.flag("missing", default=False)
    if is_missing == ("value" in fields.values):
        raise fields.error("value", "or missing: true is required, and not both")
    return _changing(lambda content: _put(content, path, fields.values.get("value"), is_missing=is_missing))


def _put(content: object, path: list[str], value: object, *, is_missing: bool) -> object:
    """Set or remove a field wherever the path leads; every row of a list is meant."""
    if isinstance(content, list):
        return [_put(row, path, value, is_missing=is_missing) for row in content]
    if not isinstance(content, dict):
        return content
    name, *rest = path
    others = {key: kept for key, kept in content.items() if key != name}
    if rest:
        inner = {name: _put(content[name], rest, value, is_missing=is_missing)} if name in content else {}
        return others | inner
    return others if is_missing else others | {name: value}


def _numbers(_: Fields) -> Effect:
    return _changing(lambda content: _every_numeral(content, json.loads))


def _not_a_number(fields: Fields) -> Effect:
    constant = _CONSTANTS[options.one_of(fields, "value", tuple(_CONSTANTS), "NaN")]
    return _changing(lambda content: _every_numeral(content, lambda _: constant))


def _every_numeral(content: object, change: Callable[[str], object]) -> object:
    """Change every text that is a number, wherever it stands."""
    if isinstance(content, list):
        return [_every_numeral(item, change) for item in content]
    if isinstance(content, dict):
        return {name: _every_numeral(item, change) for name, item in content.items()}
    return change(content) if isinstance(content, str) and _NUMERAL.fullmatch(content) else content


def _no_easy_to_borrow(_: Fields) -> Effect:
    return _changing(lambda content: _put(content, ["easy_to_borrow"], None, is_missing=True))


def _extra_fields(_: Fields) -> Effect:
    strange: dict[str, object] = {"x_new_in_2031": {"kind": "unknown", "values": [None, "1"]}, "x_flag": True}
    return _changing(lambda content: _joined(content, strange))


def _joined(content: object, more: dict[str, object]) -> object:
    if isinstance(content, list):
        return [_joined(row, more) for row in content]
    return content | more if isinstance(content, dict) else content


def _duplicate_keys(_: Fields) -> Effect:
    return rewriting(lambda body: _repeated(json.loads(body)).encode())


def _repeated(content: object) -> str:
    """Write JSON with every member of the outer objects a second time, as null."""
    if isinstance(content, list):
        return f"[{', '.join(_repeated(row) for row in content)}]"
    if not isinstance(content, dict):
        return json.dumps(content)
    members = [*content.items(), *((name, None) for name in content)]
    return f"{{{', '.join(f'{json.dumps(name)}: {json.dumps(value)}' for name, value in members)}}}"


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "field": Kind(_field, ("path", "value", "missing")),
        "numbers": Kind(_numbers),
        "not_a_number": Kind(_not_a_number, ("value",)),
        "no_easy_to_borrow": Kind(_no_easy_to_borrow),
        "extra_fields": Kind(_extra_fields),
        "duplicate_keys": Kind(_duplicate_keys),
    }
)
"""Faults by name."""
