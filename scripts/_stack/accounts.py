"""The demo's identities; they open nothing but a local stack, so they may be printed."""

from __future__ import annotations

UID = "demo-user"
EMAIL = "demo@trimtab.local"
PASSWORD = "trimtab-demo"  # noqa: S105 - printed on purpose

BROKER_KEY = "demo"
BROKER_SECRET = "demo-secret"  # noqa: S105 - known to the paper broker only
