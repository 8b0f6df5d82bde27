"""The commands `trimtab backtest` and `trimtab lab anchors`."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab_builders import PRICES
from trimtab import cli, cli_files
from trimtab.cli_lab import progress_bar
from trimtab.lab import anchors
from trimtab.lab.anchor import Anchor, Published
from trimtab.lab.outcomes import Interval, IntervalKind

Output = pytest.CaptureFixture[str]
FACTORS = str(PRICES / "factors.csv")
INTERVAL = Interval(0.9, 1.1, IntervalKind.NORMAL)


def anchor(published: float) -> Anchor:
    """An anchor of about one."""
    return Anchor(key="x", published=Published.exactly(published), ours=1, interval=INTERVAL)


def test_policies_are_tried_on_history(capsys: Output):
    """A row for each combination, and a recommendation."""
    options = ["--every", "monthly", "annual", "--band", "none", "5", "--quiet"]

    assert cli_files.SAME == cli.main(["backtest", FACTORS, *options])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("POLICY")
    assert 6 == len(lines)
    assert lines[-1].startswith("Recommended: ")


def test_without_any_the_usual_grid_is_tried(capsys: Output):
    """Sixteen policies, a head and a recommendation."""
    assert cli_files.SAME == cli.main(["backtest", FACTORS, "--quiet"])
    assert 18 == len(capsys.readouterr().out.splitlines())


def test_targets_costs_taxes_and_flows_are_heard(capsys: Output):
    """On paths, with intervals and with a bar on standard error."""
    options = ["--targets", "MTUM=0.5,USMV=0.4", "--every", "monthly", "--cost-bp", "25", "--tax", "0.2"]
    more = ["--flow", "0.01/21", "--paths", "5", "--years", "1", "--seed", "3"]

    assert cli_files.SAME == cli.main(["backtest", FACTORS, *options, *more])
    told = capsys.readouterr()
    assert "±" in told.out
    assert told.err.endswith("100 %\n")


def test_pictures_are_written(tmp_path: Path, capsys: Output):
    """Into a folder that need not be there."""
    folder = tmp_path / "a/b"

    assert cli_files.SAME == cli.main(["backtest", FACTORS, "--plots", str(folder), "--quiet"])
    assert ["drift.svg", "frontier.svg", "losses.svg"] == sorted(path.name for path in folder.iterdir())
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--targets", "GLD=1"], "'GLD' has no prices"),
        (["--targets", "MTUM=2"], "targets.MTUM"),
        (["--band", "wide"], "band: 'wide'"),
        (["--cost-bp", "free"], "cost-bp: 'free'"),
        (["--paths", "-1"], "paths"),
        (["--every", "monthly", "--to", "edge"], "policies: 0 are none"),
    ],
)
def test_bad_options_are_named(options: list[str], words: str, capsys: Output):
    """And nothing is written but why."""
    assert cli_files.UNREADABLE == cli.main(["backtest", FACTORS, "--quiet", *options])
    told = capsys.readouterr()
    assert words in told.err
    assert not told.out


@pytest.mark.parametrize(("content", "words"), [(b"\xff\xfe", "is no text"), (b"", "hold no day")])
def test_bad_files_are_named(content: bytes, words: str, tmp_path: Path, capsys: Output):
    """No text, or no prices."""
    path = tmp_path / "prices.csv"
    path.write_bytes(content)

    assert cli_files.UNREADABLE == cli.main(["backtest", str(path)])
    assert words in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, capsys: Output):
    """A file stands where the folder should."""
    path = tmp_path / "plots"
    path.touch()

    assert cli_files.UNREADABLE == cli.main(["backtest", FACTORS, "--plots", str(path), "--quiet"])
    assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize(("published", "status"), [(1.0, cli_files.SAME), (2.0, cli_files.DIFFERENT)])
def test_anchors_end_with_their_verdict(
    published: float, status: int, monkeypatch: pytest.MonkeyPatch, capsys: Output
):
    """1 where one is outside its interval and nobody has explained it."""
    monkeypatch.setattr(anchors, "all_anchors", lambda *_: iter([anchor(published)]))

    assert status == cli.main(["lab", "anchors", "--quiet"])
    assert capsys.readouterr().out.startswith("ANCHOR")


def test_a_bar_is_drawn_when_a_hundredth_is_done(capsys: Output):
    """Not oftener, and it ends its line."""
    bar = progress_bar()
    for done in (1, 2, 500, 1_000):
        bar(done, 1_000)

    assert 3 == capsys.readouterr().err.count("\r")
