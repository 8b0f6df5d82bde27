"""Build the front end when it is stale, and lay out the copy that the Hosting emulator serves."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from _stack.accounts import EMAIL, PASSWORD
from _stack.addresses import Addresses
from _stack.errors import CommandError
from _stack.paths import FRONTEND, SITE
from _stack.stamps import fingerprint, is_fresh, set_stamp

NOT_SOURCE = frozenset(
    {"node_modules", "dist", "coverage", "test-results", "playwright-report", "e2e", "rules"}
)
LOCAL_CONFIG = "local.json"


def build_site() -> None:
    """Build the front end unless the last build was made of the same files.

    Raises `CommandError` when the build fails.
    """
    made_of = fingerprint(_sources())
    if SITE.is_dir() and is_fresh("site", made_of):
        return
    built = subprocess.run(["npm", "run", "build"], cwd=FRONTEND, capture_output=True, text=True, check=False)
    if built.returncode:
        raise CommandError(f"The front end does not build:\n{built.stdout}{built.stderr}")
    set_stamp("site", made_of)


def stage_site(target: Path, urls: Addresses) -> None:
    """Copy the built site and add `local.json`, by which the page learns that it runs on a local stack.

    The build itself is the one that is deployed; where `local.json` is absent the page is in production.
    """
    build_site()
    shutil.copytree(SITE, target)
    (target / LOCAL_CONFIG).write_text(json.dumps(local_config(urls), indent=2))


def local_config(urls: Addresses) -> dict[str, str | int]:
    """Say in the page's words where the emulators answer."""
    firestore = urlsplit(f"//{urls.firestore_host}")
    functions = urlsplit(urls.functions_url)
    return {
        "projectId": urls.project,
        "apiKey": "local",
        "authUrl": urls.auth_url,
        "firestoreHost": firestore.hostname or "",
        "firestorePort": firestore.port or 0,
        "functionsHost": functions.hostname or "",
        "functionsPort": functions.port or 0,
        "demoEmail": EMAIL,
        "demoPassword": PASSWORD,
    }


def _sources(folder: Path = FRONTEND) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_file():
            yield entry
        elif entry.name not in NOT_SOURCE:
            yield from _sources(entry)
