"""Find parts of the Google Cloud SDK, where it is installed."""

from __future__ import annotations

import shutil
from pathlib import Path


def newest_of_sdk(pattern: str) -> Path | None:
    """Find a file of the SDK by its path inside it; of several that fit the last by name, None for none."""
    gcloud = shutil.which("gcloud")
    if gcloud is None:
        return None
    return max(Path(gcloud).resolve().parents[1].glob(pattern), default=None)
