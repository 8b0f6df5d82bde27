"""What the commands of `trimtab` share: how they end, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SAME: Final = 0
DIFFERENT: Final = 1
UNREADABLE: Final = 2


class UnreadableFileError(Exception):
    """A file does not hold what a command needs; the message says which file and why."""


def read_bytes(path: Path) -> bytes:
    """Read a file. Raises UnreadableFileError with the reason of the system."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path}: {error.strerror or error}") from error
