"""Know whether something generated is older than what it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from _stack.paths import STAMPS


def fingerprint(files: Iterable[Path]) -> str:
    """Digest the names and contents of files, in name order."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_fresh(name: str, made_of: str) -> bool:
    """Tell whether the stamp of this name was last set to this fingerprint."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text().strip() == made_of


def set_stamp(name: str, made_of: str) -> None:
    """Remember a fingerprint under a name."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(f"{made_of}\n")
