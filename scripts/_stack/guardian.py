"""Outlive the launcher and clean up after it, even when it was killed outright.

Run as `python -m _stack.guardian STACK_ID RUN_FOLDER` in a session of its own. The launcher holds the other
end of standard input and writes one line per process group it starts; the line `keep` spares the run folder.
End of input means that the launcher is gone.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable

from _stack.reaper import end_stack

KEEP = "keep"


def main(stack_id: str, run_folder: str, lines: Iterable[str]) -> None:
    """Read until the launcher is gone, then end its stack and remove its run folder."""
    words = [line.strip() for line in lines]
    end_stack(stack_id, [int(word) for word in words if word != KEEP])
    if KEEP not in words:
        shutil.rmtree(run_folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.stdin)
