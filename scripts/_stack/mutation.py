"""Measure the tests of planning, drift and tax: how many small changes of the engine do they notice?"""

from __future__ import annotations

import json
import os
import subprocess
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from _stack.errors import CommandError
from _stack.frontend_mutation import run_frontend
from _stack.paths import PYTHON, ROOT

_PLANNING: Final = (
    "tests/unit/drift",
    "tests/unit/planning",
    "tests/golden",
    *(
        f"tests/property/test_{name}.py"
        for name in (
            "cash_flow",
            "conservation",
            "currencies",
            "flip_points",
            "funding",
            "invariance",
            "limits",
            "methods",
            "permissions",
            "planning",
            "screen",
            "tilts",
        )
    ),
)
_TAX: Final = (
    "tests/unit/tax",
    "tests/golden/test_tax.py",
    "tests/property/test_tax_figures.py",
    "tests/property/test_tax_histories.py",
    "tests/property/test_tax_ledger.py",
)
TESTS: Final = {"trimtab/drift": _PLANNING, "trimtab/planning": _PLANNING, "trimtab/tax": _TAX}
"""What has to notice the mutants of a package."""

JUSTIFIED: Final = (ROOT / "docs/planning-mutants.md", ROOT / "docs/tax-mutants.md")
"""Why the survivors that are known may live."""

REPORT: Final = ROOT / ".local/mutation.jsonl"
LEAST_SCORE: Final = 0.9

TESTS_FAILED: Final = 1
"""Tests that fail without any mutant are left out, and named."""

Finding = dict[str, Any]
Key = tuple[str, str, str]


def main(arguments: Sequence[str]) -> int:
    """Run all mutants; the exit code is 0 only when enough are noticed and every survivor is justified."""
    parser = ArgumentParser(prog="scripts/mutate", description=__doc__)
    parser.add_argument("--workers", type=int, default=2, help="mutants tried at a time")
    parser.add_argument("--patience", type=float, default=10, help="seconds of tests for one mutant")
    parser.add_argument("--frontend", action="store_true", help="the front end's modules instead")
    parser.add_argument("--survivors", action="store_true", help="try only what survived the last run")
    parser.add_argument("module", nargs="*", help="modules or packages below src; all that have tests here")
    options = parser.parse_args(arguments)
    if options.frontend:
        return run_frontend(options.module)
    earlier = _read_report() if options.survivors else []
    only = {key(one) for one in earlier if one["verdict"] != "killed"}
    modules = options.module or sorted({module for module, *_ in only}) or list(TESTS)
    run_mutants(modules, only=sorted(only), workers=options.workers, patience=options.patience)
    findings = [one for one in earlier if key(one) not in only] + _read_report()
    REPORT.write_text("".join(f"{json.dumps(one)}\n" for one in findings), encoding="utf-8")
    justified = [path.read_text(encoding="utf-8") for path in JUSTIFIED if path.exists()]
    return summarise(findings, "\n".join(justified))


def run_mutants(modules: Sequence[str], *, only: Sequence[Key], workers: int, patience: float) -> None:
    """Run the tests once to see what they reach, then every mutant, or some, against those that reach it."""
    REPORT.parent.mkdir(exist_ok=True)
    terms = {
        "packages": list(modules),
        "only": list(only),
        "report": str(REPORT),
        "workers": workers,
        "patience": patience,
    }
    environment = os.environ | {"TRIMTAB_MUTATION": json.dumps(terms), "PYTHONPATH": str(ROOT / "tests")}
    plugins = ("-p", "control.mutation.plugin", "-p", "no:cacheprovider", "-p", "no:xdist")
    done = subprocess.run(
        [str(PYTHON), "-m", "pytest", "-q", *plugins, *suite_of(modules)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode not in {0, TESTS_FAILED}:
        raise CommandError(f"the tests could not be run against mutants (exit code {done.returncode})")


def suite_of(modules: Sequence[str]) -> list[str]:
    """List the tests that have to notice the mutants of some modules or packages, each once."""
    suites = (
        tests
        for package, tests in TESTS.items()
        if any(name.startswith(package) or package.startswith(name) for name in modules)
    )
    return list(dict.fromkeys(test for tests in suites for test in tests))


def summarise(findings: Iterable[Finding], justified: str) -> int:
    """Print the score of every module and the survivors nobody has justified; return the exit code."""
    found = list(findings)
    open_ = [one for one in found if one["verdict"] != "killed" and label(one) not in justified]
    for module in sorted({one["module"] for one in found}):
        print(_score_line(module, [one for one in found if one["module"] == module]))
    print("\n".join(f"  {one['line']:>4}  {label(one)}  ({one['verdict']})" for one in open_))
    print(_score_line("all", found))
    print(f"{len(open_)} survivors are not in {' or '.join(path.name for path in JUSTIFIED)}")
    return 0 if score(found) >= LEAST_SCORE and not open_ else 1


def score(findings: Sequence[Finding]) -> float:
    """Return the part of the mutants that was noticed; of none, all."""
    verdicts = Counter(one["verdict"] for one in findings)
    return verdicts["killed"] / len(findings) if findings else 1.0


def key(finding: Finding) -> Key:
    """Tell mutants apart, lines left out."""
    return finding["module"], finding["owner"], finding["change"]


def label(finding: Finding) -> str:
    """Name a mutant so that it is found again when lines have moved."""
    return f"{Path(finding['module']).relative_to('trimtab')} {finding['owner']}: {finding['change']}"


def _read_report() -> list[Finding]:
    return [json.loads(line) for line in REPORT.read_text(encoding="utf-8").splitlines()]


def _score_line(name: str, findings: Sequence[Finding]) -> str:
    verdicts = Counter(one["verdict"] for one in findings)
    counts = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in ("killed", "survived", "unreached"))
    return f"{name:<48} {100 * score(findings):6.1f} %  {counts}"
