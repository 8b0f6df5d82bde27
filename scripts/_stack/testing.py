"""Run the test layers, cheapest first; those that need the stack share one."""

from __future__ import annotations

import json
import subprocess
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from _stack.addresses import Addresses
from _stack.browser import browser_environment
from _stack.errors import CommandError, explained
from _stack.layers import LAYERS, Layer, LayerResult, layer_options, layer_seconds, run_layer
from _stack.paths import ROOT, TESTS_RAN
from _stack.processes import Household, household
from _stack.seed import seed_demo
from _stack.stack import StackConfig, running_stack

NAMES = [layer.name for layer in LAYERS]


def main(arguments: Sequence[str]) -> int:
    """Run the named layers, or all; the exit code is 0 only when nothing failed or was left behind."""
    parser = ArgumentParser(prog="scripts/test", description=__doc__)
    parser.add_argument("--nightly", action="store_true", help="many more examples in the property tests")
    parser.add_argument("layer", nargs="*", type=_layer, help="one or more of: " + ", ".join(NAMES))
    options = parser.parse_args(arguments)
    before = tree_state()
    results = _show_as_they_come(run_layers(options.layer or LAYERS, nightly=options.nightly))
    if tree_state() != before:
        results.append(LayerResult("files", problem=f"the tests changed the working tree:\n{tree_state()}"))
    if not options.layer:
        _remember(results)
    return _summarise(results)


def _layer(name: str) -> Layer:
    if name not in NAMES:
        raise ArgumentTypeError(f"there is no layer {name!r}; there are {', '.join(NAMES)}")
    return LAYERS[NAMES.index(name)]


def run_layers(layers: Sequence[Layer], *, nightly: bool) -> Iterator[LayerResult]:
    """Run layers in order: first those that need nothing, then the others on one stack."""
    with household() as house:
        for layer in (layer for layer in layers if not layer.needs_stack):
            options, seconds = layer_options(layer, nightly=nightly), layer_seconds(nightly=nightly)
            try:
                browser = browser_environment() if layer.needs_browser else {}
            except CommandError as error:
                yield LayerResult(layer.name, problem=explained(error))
                continue
            yield run_layer(layer, house, browser, options, seconds=seconds)
        with_stack = [layer for layer in layers if layer.needs_stack]
        if with_stack:
            yield from _run_on_stack(with_stack, house, nightly=nightly)


def tree_state() -> str:
    """List what git sees as changed or untracked; empty outside a repository."""
    answer = subprocess.run(
        ["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return answer.stdout


def _run_on_stack(layers: Sequence[Layer], house: Household, *, nightly: bool) -> Iterator[LayerResult]:
    with ExitStack() as open_:
        try:
            urls, browser = open_.enter_context(_stack_for(layers))
        except CommandError as error:
            print(f"\n{explained(error)}\n", flush=True)
            yield from (LayerResult(layer.name, problem="could not run, see above") for layer in layers)
            return
        for layer in layers:
            problem = _seeding_problem(urls) if layer.needs_browser else ""
            if problem:
                yield LayerResult(layer.name, problem=problem)
                continue
            options = layer_options(layer, nightly=nightly)
            environment, seconds = urls.environment() | browser, layer_seconds(nightly=nightly)
            yield run_layer(layer, house, environment, options, seconds=seconds)


def _seeding_problem(urls: Addresses) -> str:
    try:
        seed_demo(urls)
    except CommandError as error:
        return explained(error)
    return ""


@contextmanager
def _stack_for(layers: Sequence[Layer]) -> Iterator[tuple[Addresses, dict[str, str]]]:
    needs_browser = any(layer.needs_browser for layer in layers)
    browser = browser_environment() if needs_browser else {}
    with running_stack(StackConfig(has_site=needs_browser)) as stack:
        yield stack.urls, browser


def _show_as_they_come(results: Iterator[LayerResult]) -> list[LayerResult]:
    shown = []
    for result in results:
        print(_line(result), flush=True)
        shown.append(result)
    return shown


def _line(result: LayerResult) -> str:
    counts = ", ".join(f"{result.count(name)} {name}" for name in ("passed", "failed", "skipped"))
    problem = f"  {result.problem}" if result.problem else ""
    return f"{result.layer:<13} {counts:<36} {result.seconds:7.1f} s{problem}"


def _remember(results: Sequence[LayerResult]) -> None:
    TESTS_RAN.parent.mkdir(exist_ok=True)
    outcomes = {name: outcome for result in results for name, outcome in result.outcomes.items()}
    TESTS_RAN.write_text(json.dumps(outcomes, indent=0, sort_keys=True))


def _summarise(results: Sequence[LayerResult]) -> int:
    passed, failed, skipped = (
        sum(result.count(name) for result in results) for name in ("passed", "failed", "skipped")
    )
    print("\nSummary")
    print("\n".join(_line(result) for result in results))
    print("".join(f"failed: {name}\n" for result in results for name in result.failures), end="")
    print(f"{skipped} skipped\n" if skipped else "")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
