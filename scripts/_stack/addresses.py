"""Where the parts of a running stack answer, and how other processes are told."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass

PREFIX = "TRIMTAB_"
PROJECT = "demo-trimtab"
REGION = "us-central1"


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


def announced_addresses(environment: Mapping[str, str] = os.environ) -> Addresses | None:
    """Read the addresses of a stack that a parent process runs; None where there is none."""
    names = Addresses.__dataclass_fields__
    if any(PREFIX + name.upper() not in environment for name in names):
        return None
    return Addresses(**{name: environment[PREFIX + name.upper()] for name in names})
