"""`trimtab backtest` and `trimtab lab anchors`: the policy lab from the command line.

The lab itself, and numpy with it, is imported when one of them runs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trimtab.cli_files import DIFFERENT, SAME, UnreadableFileError, read_bytes

if TYPE_CHECKING:
    from trimtab.lab.backtest import Backtest
    from trimtab.lab.policies import LabPolicy, TargetMix
    from trimtab.lab.prices import Prices

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - its only name

_BAR: Final = 30
_HUNDRED: Final = 100
_TEXT_OPTIONS: Final = (
    ("--targets", "weights such as SPY=0.6,TLT=0.4, the rest in cash; all symbols alike without it"),
    ("--flow", "money in or out: a part of the first value / sessions between, such as 0.01/21"),
    ("--cost-bp", "what a trade costs, basis points of its value (default 10)"),
    ("--tax", "tax on a realised gain, a fraction (default 0)"),
)
_LIST_OPTIONS: Final = (
    ("--every", "never, daily, weekly, monthly, quarterly, annual, or a number of sessions"),
    ("--band", "none, points (5), a part of the target (20%%), or points and a quarter (5/25)"),
    ("--to", "target, edge or half"),
)


def add_backtest(commands: _Commands) -> None:
    """Describe `trimtab backtest`."""
    text = "try policies on the prices of a file, or on paths drawn from them; without any, the usual grid"
    added = commands.add_parser("backtest", help=text, description=text)
    added.add_argument("file", type=Path, help="CSV: a date column, then one column of closes per symbol")
    for name, words in _TEXT_OPTIONS:
        added.add_argument(name, help=words)
    for name, words in _LIST_OPTIONS:
        added.add_argument(name, nargs="+", help=f"{words}; several are combined")
    added.add_argument("--paths", type=int, default=0, help="paths to draw; 0 is history itself (default)")
    added.add_argument("--years", type=int, default=10, help="length of a path that is drawn (default 10)")
    added.add_argument("--plots", type=Path, metavar="FOLDER", help="write drift, frontier and losses as SVG")
    _add_common(added, seed=1)
    added.set_defaults(run=_backtest)


def add_lab(commands: _Commands) -> None:
    """Describe `trimtab lab anchors`."""
    lab = commands.add_parser("lab", help="the policy lab against published results")
    inner = lab.add_subparsers(required=True, metavar="COMMAND")
    text = "repeat published results; 1 where one is outside its interval and docs/policy-lab.md says not why"
    added = inner.add_parser("anchors", help=text, description=text)
    added.add_argument("--paths", type=int, default=1000, help="paths of each trial (default 1000)")
    _add_common(added, seed=2026)
    added.set_defaults(run=_anchors)


def _add_common(added: argparse.ArgumentParser, *, seed: int) -> None:
    added.add_argument("--seed", type=int, default=seed, help="picks the dice; equal seeds, equal figures")
    added.add_argument("--quiet", action="store_true", help="no progress bar")


def _anchors(options: argparse.Namespace) -> int:
    from trimtab.lab.anchors import all_anchors, anchor_rows, is_sound  # noqa: PLC0415 - see the module
    from trimtab.lab.reading import table_lines  # noqa: PLC0415

    with_bar = None if options.quiet else progress_bar()
    found = tuple(all_anchors(options.paths, options.seed, with_bar))
    _write(table_lines(anchor_rows(found)))
    return SAME if is_sound(found) else DIFFERENT


def _backtest(options: argparse.Namespace) -> int:
    from trimtab.lab.backtest import backtest, draw_pictures, result_rows  # noqa: PLC0415 - see the module
    from trimtab.lab.reading import table_lines  # noqa: PLC0415

    asked = _asked(options)
    found = backtest(asked, None if options.quiet else progress_bar())
    _write(table_lines(result_rows(found)))
    _write([f"Recommended: {found.recommended.policy}"])
    if options.plots:
        _save(options.plots, draw_pictures(asked, found))
    return SAME


def _asked(options: argparse.Namespace) -> Backtest:
    from trimtab.lab.backtest import Backtest  # noqa: PLC0415 - see the module
    from trimtab.lab.prices import read_prices  # noqa: PLC0415

    try:
        prices = read_prices(read_bytes(options.file).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{options.file} is no text: {error}") from error
    return Backtest(
        prices=prices,
        mix=_mix(options, prices),
        policies=_policies(options),
        paths=options.paths,
        years=options.years,
        seed=options.seed,
    )


def _mix(options: argparse.Namespace, prices: Prices) -> TargetMix:
    from trimtab.lab.policies import TargetMix  # noqa: PLC0415 - see the module
    from trimtab.lab.reading import read_targets  # noqa: PLC0415

    return read_targets(options.targets) if options.targets else TargetMix.equal(prices.symbols)


def _policies(options: argparse.Namespace) -> tuple[LabPolicy, ...]:
    from trimtab.lab import reading  # noqa: PLC0415 - see the module
    from trimtab.lab.grid import cross, under, usual_grid  # noqa: PLC0415

    named = options.every or options.band or options.to
    policies = cross(
        map(reading.read_cadence, options.every or ["daily" if options.band else "monthly"]),
        map(reading.read_band, options.band or ["none"]),
        map(reading.read_way, options.to or ["target"]),
    )
    return under(
        policies if named else usual_grid(),
        cost_bp=reading.read_number("cost-bp", options.cost_bp or "10"),
        tax_rate=reading.read_number("tax", options.tax or "0"),
        flow=reading.read_flow(options.flow) if options.flow else None,
    )


def _save(folder: Path, pictures: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pictures.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnreadableFileError(f"{folder}: {error.strerror or error}") from error


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def progress_bar() -> Callable[[int, int], None]:
    """Make a bar on standard error that is drawn again whenever another hundredth is done."""
    last = -1

    def draw(done: int, whole: int) -> None:
        nonlocal last
        percent = _HUNDRED * done // whole
        if percent == last:
            return
        last = percent
        filled = _BAR * done // whole
        end = "\n" if done == whole else ""
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {percent:3} %{end}")
        sys.stderr.flush()

    return draw
