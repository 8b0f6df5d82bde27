"""Every module of the pure engine has its own test file, and every test file its module."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from architecture.sources import ROOT

MIRRORED: Final = (
    "domain",
    "drift",
    "telling",
    "triggers",
    "tax",
    "planning",
    "optimise",
    "lab",
    "execution",
    "services",
    "web",
)
"""Packages under the rule; a package enters as soon as each of its modules has a test file."""


def modules(folder: Path) -> set[str]:
    paths = folder.rglob("*.py")
    return {path.relative_to(folder).as_posix() for path in paths if path.name != "__init__.py"}


def modules_with_tests(folder: Path) -> set[str]:
    paths = {path.relative_to(folder) for path in folder.rglob("test_*.py")}
    return {path.with_name(path.name.removeprefix("test_")).as_posix() for path in paths}


def differences(package: str, root: Path) -> list[str]:
    wanted, found = modules(root / "src/trimtab" / package), modules_with_tests(root / "tests/unit" / package)
    return [f"{package}/{name} has no test file" for name in sorted(wanted - found)] + [
        f"tests/unit/{package}: the module {name} is gone" for name in sorted(found - wanted)
    ]


@pytest.mark.parametrize("package", MIRRORED)
def test_tests_mirror_the_package(package: str):
    """`src/trimtab/<package>/<module>.py` is tested in `tests/unit/<package>/test_<module>.py`."""
    assert [] == differences(package, ROOT)


@pytest.mark.parametrize("package", MIRRORED)
def test_a_mirrored_package_exists(package: str):
    """A package that was renamed would otherwise pass in silence."""
    assert modules(ROOT / "src/trimtab" / package)


def test_a_missing_and_a_stray_test_file_are_caught(tmp_path: Path):
    """The rule works in both directions."""
    (tmp_path / "src/trimtab/domain").mkdir(parents=True)
    (tmp_path / "tests/unit/domain").mkdir(parents=True)
    (tmp_path / "src/trimtab/domain/money.py").touch()
    (tmp_path / "tests/unit/domain/test_gold.py").touch()

    expected = ["domain/money.py has no test file", "tests/unit/domain: the module gold.py is gone"]
    assert expected == differences("domain", tmp_path)
