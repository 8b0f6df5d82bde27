"""Retries without their pauses, everywhere below this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import stamina


@pytest.fixture(autouse=True)
def _no_pauses() -> Iterator[None]:
    """Let the retry library count its tries and skip its pauses."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield
