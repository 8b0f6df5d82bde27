"""Run the paper broker: `python -m paperbroker --port 8090 --prices examples/prices`."""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from uuid import UUID

from paperbroker.book.book import BookError
from paperbroker.server import running_broker

_PARENT_CHECK_SECONDS = 0.5
_USAGE_ERROR = 2
_UUID_BITS = 128


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop; the first line on standard output is `{"url": ...}`."""
    options = _options(arguments)
    try:
        _serve(options)
    except BookError as error:
        sys.stderr.write(f"paperbroker: {error}\n")
        return _USAGE_ERROR
    return 0


def _serve(options: Namespace) -> None:
    parent = os.getppid()
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with running_broker(
        options.port, prices=options.prices, state=options.state, seed=options.seed
    ) as broker:
        sys.stdout.write(json.dumps({"url": broker.url}) + "\n")
        sys.stdout.flush()
        while not stopped.wait(_PARENT_CHECK_SECONDS):
            if options.die_with_parent and os.getppid() != parent:
                break


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="paperbroker", description="A local broker that answers like Alpaca.")
    parser.add_argument("--port", type=int, default=0, help="loopback port; 0 takes any free one")
    parser.add_argument("--prices", type=_folder, default=None, help="folder with price series for replay")
    parser.add_argument("--state", type=Path, default=None, help="file that keeps everything; memory without")
    parser.add_argument(
        "--seed", type=_seed, default=None, help="whole number that decides every id; else random"
    )
    parser.add_argument("--die-with-parent", action="store_true", help="end when the starting process ends")
    return parser.parse_args(arguments)


def _seed(text: str) -> UUID:
    if not text.isdecimal() or int(text) >= 1 << _UUID_BITS:
        raise ArgumentTypeError(f"{text} is not a seed; name a whole number from 0 to 2**{_UUID_BITS} - 1")
    return UUID(int=int(text))


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise ArgumentTypeError(f"{text} is not a folder; name one that holds price series")
    return folder


if __name__ == "__main__":
    sys.exit(main())
