"""Find a Chromium for the browser tests: an installed one, else Debian's, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from _stack.errors import CommandError
from _stack.paths import FRONTEND, NODE_PACKAGES

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
CHROMIUM = "CHROMIUM_PATH"
PLAYWRIGHT_CLI = NODE_PACKAGES / "@playwright" / "test" / "cli.js"


def browser_environment() -> dict[str, str]:
    """Name the browser in `CHROMIUM_PATH`; empty when Playwright brings its own.

    Raises `CommandError` where none is installed and none can be.
    """
    path = find_browser() or _install_debian()
    if path:
        return {CHROMIUM: path}
    _install_playwrights()
    return {}


def find_browser() -> str | None:
    """Find an installed browser; the one named in `CHROMIUM_PATH` comes first."""
    named = os.environ.get(CHROMIUM)
    found = (shutil.which(name) for name in ([named] if named else NAMES))
    mac = str(MAC_CHROME) if MAC_CHROME.exists() else None
    return next((path for path in found if path), mac)


def _install_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Debian's Chromium …", file=sys.stderr, flush=True)
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *command], check=False, capture_output=True)
    return shutil.which("chromium")


def _install_playwrights() -> None:
    print("Installing Playwright's Chromium …", file=sys.stderr, flush=True)
    done = subprocess.run(["node", str(PLAYWRIGHT_CLI), "install", "chromium"], cwd=FRONTEND, check=False)
    if done.returncode:
        raise CommandError("No browser for the e2e tests: install Chromium, or name one in CHROMIUM_PATH.")
