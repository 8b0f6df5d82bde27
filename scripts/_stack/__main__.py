"""Run one of the project's commands by name; the executables beside this package do."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from _stack.errors import CommandError, explained

COMMANDS = {
    "dev": "_stack.dev",
    "demo": "_stack.demo",
    "seed": "_stack.reseed",
    "test": "_stack.testing",
    "mutate": "_stack.mutation",
    "operate": "_stack.operate",
    "bench": "_stack.bench",
    "check": "_stack.check",
    "fix": "_stack.fix",
    "deploy": "_stack.deploy",
}
INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; what it cannot do is said in one message."""
    name, *rest = arguments
    try:
        return int(importlib.import_module(COMMANDS[name]).main(rest))
    except CommandError as error:
        print(f"scripts/{name}: {explained(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nscripts/{name}: interrupted", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
