"""Put the running stack back to the demo's beginning."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Sequence

from _stack.addresses import announced_addresses
from _stack.errors import CommandError
from _stack.seed import seed_demo


def main(arguments: Sequence[str]) -> int:
    """Seed the stack that the environment announces. Raises `CommandError` where it announces none."""
    ArgumentParser(prog="seed", description=__doc__).parse_args(arguments)
    urls = announced_addresses(os.environ)
    if urls is None:
        raise CommandError("no stack is running: its addresses are expected in TRIMTAB_* variables")
    seed_demo(urls)
    return 0
