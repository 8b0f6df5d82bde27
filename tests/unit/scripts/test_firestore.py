from pathlib import Path

import pytest

from _stack.errors import StackError
from _stack.firestore import JAR, MAIN_CLASS, find_emulator, find_java

CLI_JAR = ".cache/firebase/emulators/cloud-firestore-emulator-v1.20.2.jar"


@pytest.fixture(autouse=True)
def _bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide what this machine has installed."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv(JAR, raising=False)


def install(path: Path, script: str = "") -> str:
    """Put an executable in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def install_java(folder: Path, version: str) -> str:
    """Put a Java in place that tells this version, as Java does, on standard error."""
    return install(folder / "bin" / "java", f"""echo 'openjdk version "{version}"' >&2""")


def test_without_java_the_message_says_what_to_install() -> None:
    """Nothing is skipped in silence."""
    with pytest.raises(StackError, match="Java is missing"):
        find_java()


def test_an_old_java_without_the_cloud_sdk_is_not_enough(tmp_path: Path) -> None:
    """Java 17 runs only the Cloud SDK's emulator."""
    with pytest.raises(StackError, match="Install Java 21"):
        find_emulator(install_java(tmp_path, "17.0.15"))


def test_the_cloud_sdks_emulator_runs_on_an_old_java(tmp_path: Path) -> None:
    """The SDK is found by its command; its jar names no main class, so the class is given."""
    install(tmp_path / "bin" / "gcloud")
    jar = install(tmp_path / "platform" / "cloud-firestore-emulator" / "cloud-firestore-emulator.jar")

    assert ["-cp", jar, MAIN_CLASS] == find_emulator(install_java(tmp_path, "17.0.15"))


def test_the_firebase_clis_emulator_runs_on_a_new_java(tmp_path: Path) -> None:
    """What the Firebase CLI has downloaded is used again."""
    jar = install(tmp_path / CLI_JAR)

    assert ["-jar", jar] == find_emulator(install_java(tmp_path, "21.0.2"))


def test_a_named_jar_must_exist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A wrong name is said, not passed over."""
    monkeypatch.setenv(JAR, str(tmp_path / "gone.jar"))

    with pytest.raises(StackError, match=r"gone\.jar, which is not a file"):
        find_emulator("java")
