"""Pick loopback ports: the usual one where it is free, any free one otherwise."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

from _stack.errors import StackError

LOOPBACK = "127.0.0.1"
UNLENT = range(20_000, 32_000)
"""Systems lend higher ports to outgoing connections: one might take a port before its emulator does."""


# Whoever holds this port has the usual ones: emulators open theirs seconds after the choice, too late to see.
TURN_PORT = 4390


@contextmanager
def chosen_ports(usual: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Choose ports for one stack; the usual ones go to one stack at a time, for the length of the block."""
    with ExitStack() as held:
        try:
            _bind(TURN_PORT, held)
        except OSError:
            usual = dict.fromkeys(usual, 0)
        yield pick_ports(usual)


def pick_ports(usual: Mapping[str, int]) -> dict[str, int]:
    """Choose a distinct free port for every name, keeping the usual number wherever nobody holds it.

    A usual number of zero means any.
    """
    with ExitStack() as held:
        return {name: _reserve(port, held) for name, port in usual.items()}


def _reserve(port: int, held: ExitStack) -> int:
    # Every chosen port stays bound until all are chosen, so that no two names get the same one.
    candidates = ([port] if port else []) + random.sample(UNLENT, len(UNLENT))
    for candidate in candidates:
        with suppress(OSError):
            return _bind(candidate, held)
    first, last = UNLENT.start, UNLENT.stop - 1
    raise StackError(f"no port from {first} to {last} is free on {LOOPBACK}; end what holds them")


def _bind(port: int, held: ExitStack) -> int:
    listener = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((LOOPBACK, port))
    listener.listen()
    return int(listener.getsockname()[1])
