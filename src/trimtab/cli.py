"""The command `trimtab`: rebuild and verify a stored run, list lots and their terms, try policies."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trimtab import ENGINE_VERSION
from trimtab.cli_files import DIFFERENT, SAME, UNREADABLE, UnreadableFileError, read_bytes
from trimtab.cli_lab import add_backtest, add_lab
from trimtab.cli_lots import FORM as LOTS_FORM
from trimtab.cli_lots import list_lots
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.mandate import MandateQuestion, SimulateMandateRequest
from trimtab.contracts.mandate_answer import to_rebalance_run
from trimtab.contracts.mandate_question import to_mandate_request
from trimtab.contracts.packing import unpack
from trimtab.domain.canonical import canonical_json
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.mandate import MandateRun
from trimtab.planning.check import check_plan
from trimtab.simulation.pipeline import simulate_mandate

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - its only name

_FORM: Final = 'a stored run {"input": …, "output": …}, its packed payload, or a request'


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A question as it was asked and, where it is known, the answer that was given."""

    question: MandateQuestion
    answer: JsonObject | None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was verified; without a fault it holds."""

    name: str
    fault: str | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all is the same, 1 when something differs, 2 when a file cannot be read."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (UnreadableFileError, InvalidRequestError) as error:
        sys.stderr.write(f"trimtab: {error}\n")
        return UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="trimtab", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command, text in (
        (
            replay,
            "write the answer that a run's input leads to, byte for byte, and compare it with the output",
        ),
        (verify, "check a run's hash, its names, its engine, its plan and its bytes, one line each"),
    ):
        added = commands.add_parser(command.__name__, help=text, description=text)
        added.add_argument("file", type=Path, help=_FORM)
        added.set_defaults(run=partial(_on_stored_run, command))
    _add_lots(commands)
    add_backtest(commands)
    add_lab(commands)
    return parser


def _on_stored_run(command: Callable[[StoredRun], int], options: argparse.Namespace) -> int:
    return command(_read(options.file))


def _add_lots(commands: _Commands) -> None:
    text = "list the lots of a file with their terms, and until when a trade would cause a wash sale"
    added = commands.add_parser("lots", help=text, description=text)
    added.add_argument("file", type=Path, help=LOTS_FORM)
    added.add_argument("--on", type=date.fromisoformat, required=True, help="the day, such as 2026-01-31")
    added.set_defaults(run=lambda options: list_lots(options.file, options.on))


def replay(stored: StoredRun) -> int:
    """Write the rebuilt answer; 1 where it is not the stored one."""
    _, text = _rebuild(stored.question)
    sys.stdout.write(f"{text}\n")
    if stored.answer is None or canonical_json(stored.answer) == text:
        return SAME
    sys.stderr.write(f"trimtab: {_difference(stored.answer, json.loads(text))}\n")
    return DIFFERENT


def verify(stored: StoredRun) -> int:
    """Write one line per check; 1 where any fails."""
    if stored.answer is None:
        raise UnreadableFileError("there is no output to verify; replay makes one from a request")
    checks = list(_checks(stored.question, stored.answer))
    for check in checks:
        sys.stdout.write(f"FAIL {check.name}: {check.fault}\n" if check.fault else f"ok   {check.name}\n")
    return DIFFERENT if any(check.fault for check in checks) else SAME


def _checks(question: MandateQuestion, answer: JsonObject) -> Iterator[Check]:
    run, text = _rebuild(question)
    lineage = answer.get("lineage")
    versions = lineage if isinstance(lineage, dict) else {}
    yield _equal("request hash", versions.get("request_hash"), run.request.request_hash)
    yield _equal("engine version", versions.get("engine_version"), ENGINE_VERSION)
    yield _equal("run id", answer.get("rebalance_run_id"), run.run_id)
    findings = check_plan(run.request.question, run.plan)
    yield Check("plan", f"{findings[0].rule}: {findings[0].text}" if findings else None)
    is_same = canonical_json(answer) == text
    yield Check("bytes", None if is_same else _difference(answer, json.loads(text)))


def _equal(name: str, stored: object, rebuilt: str) -> Check:
    return Check(name, None if stored == rebuilt else f"{stored!r} is stored, {rebuilt!r} comes out")


def _rebuild(question: MandateQuestion) -> tuple[MandateRun, str]:
    run = simulate_mandate(to_mandate_request(question))
    return run, to_rebalance_run(run, question.options).text


def _read(path: Path) -> StoredRun:
    content = _load(path)
    question, answer = content.get("input", content), content.get("output")
    if answer is not None and not isinstance(answer, dict):
        raise UnreadableFileError(f"{path}: output must be an object")
    is_request = isinstance(question, dict) and "idempotency_key" in question
    return StoredRun(parse(SimulateMandateRequest if is_request else MandateQuestion, question), answer)


def _load(path: Path) -> JsonObject:
    content = read_bytes(path)
    try:
        text = content.decode("utf-8") if content.lstrip()[:1] == b"{" else unpack(content)
        loaded = json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{path} is not {_FORM}: {error}") from error
    if not isinstance(loaded, dict):
        raise UnreadableFileError(f"{path} is not {_FORM}")
    return loaded


def _difference(stored: object, rebuilt: object, place: str = "output") -> str:
    """Name the first place where two values differ, in key order."""
    if isinstance(stored, dict) and isinstance(rebuilt, dict):
        for name in sorted(stored.keys() | rebuilt.keys()):
            if stored.get(name) != rebuilt.get(name):
                return _difference(stored.get(name), rebuilt.get(name), f"{place}.{name}")
    if isinstance(stored, list) and isinstance(rebuilt, list) and len(stored) == len(rebuilt):
        pairs = enumerate(zip(stored, rebuilt, strict=True))
        index, (left, right) = next(pair for pair in pairs if pair[1][0] != pair[1][1])
        return _difference(left, right, f"{place}[{index}]")
    return f"{place} differs: {_short(stored)} is stored, {_short(rebuilt)} comes out"


def _short(value: object) -> str:
    return repr(value)[:120]


if __name__ == "__main__":
    raise SystemExit(main())
