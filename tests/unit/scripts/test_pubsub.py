"""Finding the Pub/Sub emulator, and the parts of the Cloud SDK in general."""

from __future__ import annotations

from pathlib import Path

import pytest

from _stack.cloud_sdk import newest_of_sdk
from _stack.errors import StackError
from _stack.pubsub import pubsub_command


@pytest.fixture
def sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An SDK whose one command is on the path, beside a Java."""
    for name in ("gcloud", "java"):
        (tmp_path / "bin").mkdir(exist_ok=True)
        command = tmp_path / "bin" / name
        command.write_text("#!/bin/sh\n")
        command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    return tmp_path


def test_the_newest_of_several_is_taken(sdk: Path):
    """The emulator's name carries its version."""
    for version in ("0.8.19", "0.8.20"):
        jar = sdk / f"platform/pubsub-emulator/lib/cloud-pubsub-emulator-{version}-all.jar"
        jar.parent.mkdir(parents=True, exist_ok=True)
        jar.touch()

    assert "cloud-pubsub-emulator-0.8.20-all.jar" in pubsub_command(9000)[3]
    assert ["--host=127.0.0.1", "--port=9000"] == pubsub_command(9000)[4:]


@pytest.mark.usefixtures("sdk")
def test_a_missing_emulator_is_named():
    """With what to install."""
    with pytest.raises(StackError, match="with its `pubsub-emulator`"):
        pubsub_command(9000)


def test_without_the_sdk_nothing_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """No command, no SDK."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert newest_of_sdk("*") is None
