"""Where things are in the repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
STAMPS = LOCAL / "stamps"
TESTS_RAN = LOCAL / "tests-ran.json"

PYTHON = ROOT / ".venv" / "bin" / "python"
FUNCTIONS = ROOT / "functions"
FRONTEND = ROOT / "frontend"
SITE = FRONTEND / "dist"
NODE_PACKAGES = FRONTEND / "node_modules"
FIREBASE_CLI = NODE_PACKAGES / "firebase-tools" / "lib" / "bin" / "firebase.js"
FRESH_CONNECTIONS = Path(__file__).with_name("fresh-connections.cjs")
FIREBASE_CONFIG = ROOT / "firebase.json"
FIRESTORE_RULES = ROOT / "firestore.rules"
PRICES = ROOT / "examples" / "prices"
REQUIREMENTS_TABLE = ROOT / "docs" / "requirements.md"
