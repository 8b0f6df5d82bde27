"""What counts as noticed among the front end's mutants, and when a module's tests are good enough."""

import pytest

from _stack.frontend_mutation import score_of, summarise_frontend


def mutants(**counts: int):
    """Make mutants of each status."""
    return [{"status": status} for status, count in counts.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (mutants(Killed=8, Survived=2), 0.8),
        (mutants(Killed=1, Timeout=1), 1.0),
        (mutants(Killed=1, NoCoverage=1), 0.5),
        (mutants(Killed=1, Ignored=9, CompileError=2), 1.0),
        ([], 1.0),
    ],
)
def test_a_score_is_the_part_that_was_noticed(found: list[dict[str, str]], expected: float):
    """An endless loop is noticed, a line no test reaches is not, and what was not tried does not count."""
    assert expected == score_of(found)


def test_every_module_has_to_be_good_enough(capsys: pytest.CaptureFixture[str]):
    """A good one makes up for no other."""
    good, poor = {"mutants": mutants(Killed=9)}, {"mutants": mutants(Killed=7, Survived=3)}

    assert 0 == summarise_frontend({"files": {"src/lib/good.ts": good}})
    assert 1 == summarise_frontend({"files": {"src/lib/good.ts": good, "src/lib/poor.ts": poor}})
    assert "src/lib/poor.ts" in capsys.readouterr().out
