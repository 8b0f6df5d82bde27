"""Writing the OpenAPI document, and telling whether it is fresh."""

from __future__ import annotations

from pathlib import Path

from trimtab.web.export import main
from trimtab.web.openapi import openapi_text


def test_it_is_written(tmp_path: Path):
    """Where it was asked for."""
    file = tmp_path / "openapi.json"

    assert (0, openapi_text()) == (main([str(file)]), file.read_text())


def test_a_stale_file_is_told(tmp_path: Path):
    """Missing, changed, fresh."""
    file = tmp_path / "openapi.json"
    missing = main([str(file), "--check"])
    file.write_text("{}")
    changed = main([str(file), "--check"])
    main([str(file)])

    assert (1, 1, 0) == (missing, changed, main([str(file), "--check"]))
