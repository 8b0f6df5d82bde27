"""Write the OpenAPI document.

`python -m trimtab.web.export FILE` writes it, with `--check` it only tells whether the file is fresh.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from trimtab.web.openapi import openapi_text


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the document; 1 when it is stale."""
    parser = argparse.ArgumentParser(description="Write the OpenAPI document of the REST endpoints.")
    parser.add_argument("file", type=Path, nargs="?", default=Path("docs/openapi.json"))
    parser.add_argument("--check", action="store_true", help="only tell whether the file is fresh")
    options = parser.parse_args(arguments)
    if options.check:
        return 0 if options.file.exists() and options.file.read_text() == openapi_text() else 1
    options.file.write_text(openapi_text())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
