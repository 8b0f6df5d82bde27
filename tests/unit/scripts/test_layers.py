import json
import sys
from pathlib import Path

from _stack.layers import Layer, LayerResult, Runner, run_layer
from _stack.processes import household
from _stack.results import read_pytest

LEAVES_A_CHILD = "import subprocess, sys; subprocess.Popen(['sleep', '600'], start_new_session=True)"


def a_layer(script: str, outcomes: dict[str, str], cwd: Path) -> Layer:
    """A layer whose tool leaves a report of these outcomes and then runs a script."""
    code = f"import sys; open(sys.argv[1], 'w').write({json.dumps(outcomes)!r})\n{script}"

    def command(_targets: tuple[str, ...], report: Path) -> list[str]:
        return [sys.executable, "-c", code, str(report)]

    return Layer("a", Runner(command, read_pytest, cwd, lambda _report: {}), ())


def result_of(layer: Layer) -> LayerResult:
    """How the layer went."""
    with household() as house:
        return run_layer(layer, house, {}, ())


def test_outcomes_are_counted(tmp_path: Path) -> None:
    """A layer's line says how many passed, failed and were skipped."""
    result = result_of(a_layer("", {"t1": "passed", "t2": "passed", "t3": "skipped"}, tmp_path))

    assert (2, 0, 1, "") == (
        result.count("passed"),
        result.count("failed"),
        result.count("skipped"),
        result.problem,
    )


def test_a_layer_without_tests_has_failed(tmp_path: Path) -> None:
    """Collecting nothing is not success."""
    result = result_of(a_layer("", {}, tmp_path))

    assert (1, "no test ran") == (result.count("failed"), result.problem)


def test_a_tool_that_fails_without_a_failed_test_has_failed(tmp_path: Path) -> None:
    """An exit code is never swallowed."""
    result = result_of(a_layer("raise SystemExit(3)", {"t": "passed"}, tmp_path))

    assert (1, "exit code 3") == (result.count("failed"), result.problem)


def test_a_process_left_behind_fails_the_layer(tmp_path: Path) -> None:
    """Tests end what they start."""
    result = result_of(a_layer(LEAVES_A_CHILD, {"t": "passed"}, tmp_path))

    assert (1, "left 1 processes behind") == (result.count("failed"), result.problem)


def test_a_listed_folder_that_is_missing_fails_the_layer(tmp_path: Path) -> None:
    """The table of layers promises folders; a missing one is said, not skipped."""
    layer = a_layer("", {"t": "passed"}, tmp_path)

    result = result_of(Layer("a", layer.runner, ("tests/no-such-folder",)))

    assert "missing: tests/no-such-folder" == result.problem


def test_the_failed_tests_of_a_layer_are_named() -> None:
    """Whoever reads the end of a log learns what failed without searching."""
    result = LayerResult("a", outcomes={"t1": "passed", "t2": "failed", "t3": "failed"})

    assert ["t2", "t3"] == result.failures
