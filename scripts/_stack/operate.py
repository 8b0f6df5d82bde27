"""See what waits for a person, and decide: on the store and broker that the environment names, or locally."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from _stack.accounts import BROKER_KEY, BROKER_SECRET, UID
from _stack.addresses import Addresses, read_noted_addresses
from _stack.errors import CommandError
from _stack.paths import FUNCTIONS

LOCALLY = "--local"


def main(arguments: Sequence[str]) -> int:
    """Run one command of the operator; `--local` means the stack that `scripts/dev` runs.

    Raises `CommandError` where neither that nor the environment names a project.
    """
    words = [word for word in arguments if word != LOCALLY]
    if LOCALLY in arguments:
        os.environ.update(_local_environment(read_noted_addresses()))
    elif "GCLOUD_PROJECT" not in os.environ and not {"-h", "--help"} & set(words):
        text = "GCLOUD_PROJECT names no project; set it (docs/operations.md), or say --local"
        raise CommandError(text)
    return _operate(words)


def _local_environment(addresses: Addresses | None) -> dict[str, str]:
    if addresses is None:
        raise CommandError("no local stack is running; start scripts/dev first")
    return addresses.environment() | {
        "OWNER_UID": UID,
        "ALPACA_BASE_URL": addresses.broker_url,
        "ALPACA_DATA_URL": addresses.broker_url,
        "ALPACA_KEY_ID": BROKER_KEY,
        "ALPACA_SECRET_KEY": BROKER_SECRET,
    }


def _operate(words: list[str]) -> int:
    """Wire the services as the deployed functions do, and hand the words over."""
    sys.path.insert(0, str(FUNCTIONS))
    import firebase_admin  # noqa: PLC0415 - half a second that --help need not pay

    import bootstrap  # noqa: PLC0415 - found only now
    from trimtab.cli_operate import operate  # noqa: PLC0415

    firebase_admin.initialize_app(options={"projectId": os.environ.get("GCLOUD_PROJECT", "")})
    return operate(words, bootstrap.wiring())
