"""Find the official Firestore emulator on this machine, or say what to install."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from _stack.cloud_sdk import newest_of_sdk
from _stack.errors import StackError
from _stack.paths import FIREBASE_CLI, FIRESTORE_RULES
from _stack.ports import LOOPBACK

JAR = "FIRESTORE_EMULATOR_JAR"
MAIN_CLASS = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
SDK_JAR = "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"
CLI_CACHE = Path(".cache/firebase/emulators")
CLI_JARS = "cloud-firestore-emulator-v*.jar"
CLI_JAVA = 21
MEMORY = "-Xmx2g"
"""The emulator keeps a little of every call for ever; the races of one night come to 0.6 GB."""
ADVICE = (
    "The Firestore emulator is missing. Install Java 21 or newer (the emulator is then downloaded once), or"
    " Java 17 and the Google Cloud SDK with its component `cloud-firestore-emulator`, or name a jar in"
    " FIRESTORE_EMULATOR_JAR."
)


def firestore_command(port: int, project: str, functions_port: int) -> list[str]:
    """Give the command that runs the emulator. Raises `StackError` where Java or the emulator is missing."""
    java = find_java()
    options = {
        "--host": LOOPBACK,
        "--port": str(port),
        "--rules": str(FIRESTORE_RULES),
        "--project_id": project,
        "--functions_emulator": f"{LOOPBACK}:{functions_port}",
    }
    arguments = [word for option in options.items() for word in option]
    return [java, MEMORY, "-Duser.language=en", *find_emulator(java), *arguments]


def find_java() -> str:
    """Find the Java launcher. Raises `StackError` where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None:
        raise StackError(f"Java is missing. {ADVICE}")
    return java


def find_emulator(java: str) -> list[str]:
    """Find an emulator that this Java can run, as arguments to it.

    A named jar comes first, then the Cloud SDK's, then the Firebase CLI's.
    Raises `StackError` where there is none.
    """
    named = os.environ.get(JAR)
    jar = _existing(Path(named)) if named else newest_of_sdk(SDK_JAR)
    if jar is not None:
        return ["-cp", str(jar), MAIN_CLASS]
    if java_version(java) < CLI_JAVA:
        raise StackError(ADVICE)
    return ["-jar", str(_cli_jar() or _downloaded_jar())]


def java_version(java: str) -> int:
    """Read the major version; zero where the launcher does not tell it."""
    answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found[1]) if found else 0


def _existing(jar: Path) -> Path:
    if not jar.is_file():
        raise StackError(f"{JAR} names {jar}, which is not a file. {ADVICE}")
    return jar


def _cli_jar() -> Path | None:
    return max((Path.home() / CLI_CACHE).glob(CLI_JARS), default=None)


def _downloaded_jar() -> Path:
    subprocess.run(["node", str(FIREBASE_CLI), "setup:emulators:firestore"], check=False)
    jar = _cli_jar()
    if jar is None:
        raise StackError(f"The download of the Firestore emulator failed. {ADVICE}")
    return jar
