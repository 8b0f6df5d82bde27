"""Keep the Functions emulator's workers from outliving it; in production this does nothing."""

from __future__ import annotations

import os
import signal
import threading
import time


def die_with_parent() -> None:
    """End this worker when the emulator that started it is gone; the emulator itself forgets to."""
    if not (os.environ.get("FUNCTIONS_EMULATOR") == "true" and os.environ.get("K_SERVICE")):
        return
    parent = os.getppid()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
