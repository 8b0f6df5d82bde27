"""Write the JSON Schema of every event, one file each, named by kind and version.

`python -m trimtab.contracts.event_schemas FOLDER` writes them, with `--check` it only tells whether they are
fresh.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from trimtab.contracts.base import JsonObject
from trimtab.contracts.events import EVENT_CONTRACTS
from trimtab.domain.event import EVENT_VERSION, EventKind


def schema_texts() -> dict[str, str]:
    """Render each schema by the name of its file."""
    return {f"{kind.value}.v{EVENT_VERSION}.json": _render(kind) for kind in EventKind}


def main(arguments: list[str] | None = None) -> int:
    """Write or check the files; 1 when one is stale, missing or not of this version."""
    parser = argparse.ArgumentParser(description="Write the JSON Schema of every event.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="only tell whether the files are fresh")
    options = parser.parse_args(arguments)
    if options.check:
        return 0 if _read(options.folder) == schema_texts() else 1
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_texts().items():
        (options.folder / name).write_text(text, encoding="utf-8")
    return 0


def _render(kind: EventKind) -> str:
    shape = _opened(EVENT_CONTRACTS[kind].model_json_schema(mode="serialization"))
    named = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:trimtab:event:{kind.value}:{EVENT_VERSION}",
        **shape,
    }
    return json.dumps(named, indent=2, ensure_ascii=False) + "\n"


def _opened(shape: JsonObject) -> JsonObject:
    """Leave room for fields that are added later: receivers pass over what they do not know."""
    definitions = {name: _opened(each) for name, each in shape.get("$defs", {}).items()}
    kept = {name: each for name, each in shape.items() if name not in {"$defs", "additionalProperties"}}
    return {**({"$defs": definitions} if definitions else {}), **kept}


def _read(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}


if __name__ == "__main__":
    raise SystemExit(main())
