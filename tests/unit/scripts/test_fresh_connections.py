"""Connections of the emulators' process."""

from __future__ import annotations

import subprocess

import pytest

from _stack.paths import FRESH_CONNECTIONS

ASK = ["-p", "require('node:http').globalAgent.keepAlive"]


@pytest.mark.parametrize(
    ("options", "is_kept"), [([], "true"), (["--require", str(FRESH_CONNECTIONS)], "false")]
)
def test_no_idle_connection_is_used_again(options: list[str], is_kept: str):
    """Node itself keeps connections for later requests; the emulators' process must not."""
    answer = subprocess.run(["node", *options, *ASK], capture_output=True, text=True, check=True)

    assert is_kept == answer.stdout.strip()
