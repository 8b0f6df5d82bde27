"""Where the parts of a running stack answer, and how other processes are told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from _stack.paths import LOCAL

PREFIX = "TRIMTAB_"
PROJECT = "demo-trimtab"
REGION = "us-central1"
NOTE = LOCAL / "stack.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses of one running stack; `*_host` are host:port without a scheme."""

    project: str
    auth_url: str
    functions_url: str
    firestore_host: str
    tasks_host: str
    hosting_url: str
    broker_url: str

    def environment(self) -> dict[str, str]:
        """Say the addresses as `TRIMTAB_*` variables and as those that Google's libraries read."""
        ours = {PREFIX + name.upper(): value for name, value in asdict(self).items()}
        return ours | {
            "GCLOUD_PROJECT": self.project,
            "FIRESTORE_EMULATOR_HOST": self.firestore_host,
            "FIREBASE_AUTH_EMULATOR_HOST": self.auth_url.removeprefix("http://"),
            "CLOUD_TASKS_EMULATOR_HOST": self.tasks_host,
        }


@contextmanager
def noted_addresses(addresses: Addresses) -> Iterator[None]:
    """Write the addresses down for other commands while a block runs."""
    NOTE.write_text(json.dumps(asdict(addresses)), encoding="utf-8")
    try:
        yield
    finally:
        NOTE.unlink(missing_ok=True)


def read_noted_addresses() -> Addresses | None:
    """Read the addresses of the stack that `scripts/dev` runs; None where there is none."""
    try:
        return Addresses(**json.loads(NOTE.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def announced_addresses(environment: Mapping[str, str] = os.environ) -> Addresses | None:
    """Read the addresses of a stack that a parent process runs; None where there is none."""
    names = Addresses.__dataclass_fields__
    if any(PREFIX + name.upper() not in environment for name in names):
        return None
    return Addresses(**{name: environment[PREFIX + name.upper()] for name in names})
