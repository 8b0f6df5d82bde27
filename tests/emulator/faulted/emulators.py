"""An emulator for a thousand schedules: it never gives back all the memory of what was deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from _stack.addresses import PROJECT
from _stack.firestore import firestore_command
from _stack.ports import LOOPBACK, pick_ports
from _stack.processes import Household, household
from _stack.web import answers

START_SECONDS: Final = 60.0


@contextmanager
def fresh_emulator() -> Iterator[tuple[str, Household]]:
    """Run an emulator, and tell where it answers and who keeps house for it."""
    with household() as house:
        ports = pick_ports({"firestore": 0, "functions": 0})
        command = firestore_command(ports["firestore"], PROJECT, ports["functions"])
        child = house.start("firestore", command, cwd=house.folder)
        host = f"{LOOPBACK}:{ports['firestore']}"
        house.wait_until(
            lambda: answers(f"http://{host}/"), child=child, what="an answer", seconds=START_SECONDS
        )
        yield host, house
