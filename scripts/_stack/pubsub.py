"""Find the Pub/Sub emulator on this machine, or say what to install."""

from __future__ import annotations

from _stack.cloud_sdk import newest_of_sdk
from _stack.errors import StackError
from _stack.firestore import find_java
from _stack.ports import LOOPBACK

SDK_JARS = "platform/pubsub-emulator/lib/cloud-pubsub-emulator-*-all.jar"
ADVICE = "The Pub/Sub emulator is missing. Install Java 17 and the Cloud SDK with its `pubsub-emulator`."


def pubsub_command(port: int) -> list[str]:
    """Give the command that runs the emulator. Raises `StackError` where Java or the emulator is missing."""
    jar = newest_of_sdk(SDK_JARS)
    if jar is None:
        raise StackError(ADVICE)
    return [find_java(), "-Xmx256m", "-jar", str(jar), f"--host={LOOPBACK}", f"--port={port}"]
