"""The generated files: how each is made again, and whether it is fresh."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from _stack.errors import CommandError
from _stack.paths import FRONTEND, FUNCTIONS, PYTHON, ROOT
from _stack.processes import SCRIPTS

REQUIREMENTS = FUNCTIONS / "requirements.txt"
HEADER = "# Generated from uv.lock by scripts/fix; do not edit.\n"
EXPORT = ("export", "--frozen", "--no-dev", "--no-emit-project", "--no-header", "--quiet")


@dataclass(frozen=True, slots=True)
class Generated:
    """One generated file or set of files."""

    name: str
    write: Callable[[], None]
    check: Callable[[], str]


def requirements_text() -> str:
    """Render the deployed packages, each with its hashes, from the lock."""
    return HEADER + _output([os.environ["TRIMTAB_UV"], *EXPORT], ROOT)


def _write_requirements() -> None:
    REQUIREMENTS.write_text(requirements_text())


def _check_requirements() -> str:
    is_fresh = REQUIREMENTS.is_file() and REQUIREMENTS.read_text() == requirements_text()
    return "" if is_fresh else f"{REQUIREMENTS.relative_to(ROOT)} is stale; run scripts/fix"


def _command(command: list[str | Path], cwd: Path) -> Callable[[], None]:
    def write() -> None:
        _output(command, cwd)

    return write


def _checked(command: list[str | Path], cwd: Path) -> Callable[[], str]:
    def check() -> str:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
        return f"{done.stdout}{done.stderr}stale; run scripts/fix" if done.returncode else ""

    return check


def _output(command: list[str | Path], cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


SCHEMA: list[str | Path] = [PYTHON, "-m", "trimtab.contracts.export", FRONTEND / "contracts.schema.json"]
EVENT_SCHEMAS: list[str | Path] = [PYTHON, "-m", "trimtab.contracts.event_schemas", ROOT / "docs" / "schemas"]
OPENAPI: list[str | Path] = [PYTHON, "-m", "trimtab.web.export", ROOT / "docs" / "openapi.json"]
MONITORING: list[str | Path] = [PYTHON, "-m", "_stack.monitoring", ROOT / "monitoring"]
TYPES: list[str | Path] = ["npm", "run", "--silent", "generate"]
TYPES_CHECK: list[str | Path] = ["npm", "run", "--silent", "generate:check"]

# In this order: the front end's types are made from the schema.
GENERATED = (
    Generated("functions/requirements.txt", _write_requirements, _check_requirements),
    Generated("contract schema", _command(SCHEMA, ROOT), _checked([*SCHEMA, "--check"], ROOT)),
    Generated("event schemas", _command(EVENT_SCHEMAS, ROOT), _checked([*EVENT_SCHEMAS, "--check"], ROOT)),
    Generated("OpenAPI document", _command(OPENAPI, ROOT), _checked([*OPENAPI, "--check"], ROOT)),
    Generated("monitoring", _command(MONITORING, SCRIPTS), _checked([*MONITORING, "--check"], SCRIPTS)),
    Generated("front-end types", _command(TYPES, FRONTEND), _checked(TYPES_CHECK, FRONTEND)),
)
