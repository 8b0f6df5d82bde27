"""Run everything and keep it running until Ctrl-C."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Sequence

from _stack.accounts import EMAIL, PASSWORD
from _stack.addresses import noted_addresses
from _stack.errors import StackError
from _stack.seed import PRICED_ON, seed_demo
from _stack.site import build_site
from _stack.stack import Stack, StackConfig, running_stack

POLL_SECONDS = 1.0


def main(arguments: Sequence[str]) -> int:
    """Start the stack, seed it, serve the site and wait. Raises `StackError` when a part dies."""
    ArgumentParser(prog="scripts/dev", description=__doc__).parse_args(arguments)
    print("Building the front end …", flush=True)
    build_site()
    print("Starting the emulators and the paper broker …", flush=True)
    with running_stack(StackConfig(has_site=True, has_metrics=True)) as stack:
        seed_demo(stack.urls)
        print(_welcome(stack), flush=True)
        with noted_addresses(stack.urls):
            _wait(stack)
    return 0


def _welcome(stack: Stack) -> str:
    return (
        f"\n  Trimtab    {stack.urls.hosting_url}\n"
        f"  sign in    {EMAIL} / {PASSWORD}\n"
        f"  broker     {stack.urls.broker_url} (paper, at the prices of {PRICED_ON})\n"
        f"  metrics    {stack.metrics_url} (Prometheus)\n"
        f"  logs       {stack.house.folder if stack.house else ''}\n\n"
        "Ctrl-C ends everything."
    )


def _wait(stack: Stack) -> None:
    try:
        while (part := stack.broken_part()) is None:
            time.sleep(POLL_SECONDS)
    except KeyboardInterrupt:
        print("\nEnding …", flush=True)
        return
    raise StackError(f"{part.name} has ended. The end of its log:\n{part.tail()}")
