"""The command `trimtab lots`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trimtab import cli, cli_files

Output = pytest.CaptureFixture[str]

LOTS = """id,account,symbol,quantity,cost,acquired,held_from,wash_addition
1,ira-1,SPY,10,3000,2025-03-03,,
2,ira-1,TLT,2.5,250,2024-02-28,2024-01-31,12.345
3,ira-1,SPY,1,400,2026-01-20,,
"""
TRADES = """id,account,action,symbol,quantity,amount,date
1,x,BUY,SPY,10,4000,2025-03-03
2,x,SELL,SPY,4,1500,2026-01-05
"""


@pytest.fixture
def lots(tmp_path: Path) -> Path:
    """A file of three lots."""
    return written(tmp_path, LOTS)


def written(folder: Path, text: str, name: str = "lots.csv") -> Path:
    """Write a file."""
    path = folder / name
    path.write_text(text)
    return path


def listed(path: Path, on: str, capsys: Output) -> list[str]:
    """What the command lists, the spaces between columns folded."""
    assert cli.main(["lots", str(path), "--on", on]) == cli_files.SAME
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_lots_are_listed_with_their_terms(lots: Path, capsys: Output):
    """Basis with losses moved into it, days to long term, and the first long day (domain §4.2)."""
    assert [
        "SYMBOL ACCOUNT LOT SHARES BASIS ACQUIRED TERM DAYS TO LONG LONG FROM",
        "TLT ira-1 lots:ira-1:2 2.5 262.34 2024-02-28 LONG 0 2025-02-01",
        "SPY ira-1 lots:ira-1:1 10 3000.00 2025-03-03 SHORT 58 2026-03-04",
    ] == listed(lots, "2026-01-05", capsys)


def test_a_recent_purchase_bars_sales_at_a_loss(lots: Path, capsys: Output):
    """Until 31 days after it; on that day it is not mentioned any more."""
    (bar,) = [line for line in listed(lots, "2026-02-18", capsys) if "not to be" in line]

    assert bar.startswith("SPY not to be sold at a loss before 2026-02-20: SPY was bought on 2026-01-20")
    assert not [line for line in listed(lots, "2026-02-20", capsys) if "not to be" in line]


def test_trades_lead_to_lots_and_windows(tmp_path: Path, capsys: Output):
    """What a sale has left, and the days on which a purchase would take its loss."""
    lines = listed(written(tmp_path, TRADES), "2026-01-05", capsys)

    assert "SPY x trades:x:1 6 2400.00 2025-03-03 SHORT 58 2026-03-04" == lines[1]
    assert lines[2].startswith("SPY not to be bought before 2026-02-05: SPY was sold at a loss on 2026-01-05")


def test_what_comes_after_the_day_has_not_happened(tmp_path: Path, capsys: Output):
    """The list is that of the end of the day."""
    assert (
        "SPY x trades:x:1 10 4000.00 2025-03-03 SHORT 59 2026-03-04"
        == listed(written(tmp_path, TRADES), "2026-01-04", capsys)[1]
    )


@pytest.mark.parametrize("wrap", [lambda answer: answer, lambda answer: {"result": answer}])
def test_an_answer_is_as_good_as_its_file(wrap, tmp_path: Path, lots: Path, capsys: Output):
    """The JSON of export_tax_records, as it comes over the wire or bare."""
    answer = written(tmp_path, json.dumps(wrap({"kind": "lots", "csv": LOTS})), "answer.json")

    assert listed(lots, "2026-01-05", capsys) == listed(answer, "2026-01-05", capsys)


def test_a_file_without_lots_is_a_table_without_lines(tmp_path: Path, capsys: Output):
    """Nothing is held, nothing is barred."""
    path = written(tmp_path, LOTS.partition("\n")[0])

    assert 1 == len(listed(path, "2026-01-05", capsys))


def test_what_does_not_add_up_is_told(tmp_path: Path, capsys: Output):
    """More was sold than there was: exit code 1, and the day, account and reason."""
    path = written(tmp_path, TRADES.replace("SELL,SPY,4", "SELL,SPY,40"))

    assert cli_files.DIFFERENT == cli.main(["lots", str(path), "--on", "2026-01-05"])
    assert "trimtab: 2026-01-05 x: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LOTS.replace("2.5", "two"), "line 3, column quantity: 'two' is not a plain decimal number"),
        ("{", "is not lots or outside trades as export_tax_records writes them"),
        ('{"result": []}', "is not lots or outside trades as export_tax_records writes them"),
        ('{"result": {"csv": 7}}', "is not lots or outside trades as export_tax_records writes them"),
        ("year,carried_short,carried_long\n", "line 1: 'year' is no column of this table"),
    ],
)
def test_a_file_of_something_else_is_refused(text: str, said: str, tmp_path: Path, capsys: Output):
    """Exit code 2, and why."""
    assert cli_files.UNREADABLE == cli.main(["lots", str(written(tmp_path, text)), "--on", "2026-01-05"])
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: Output):
    """With the system's own reason."""
    path = tmp_path / "nothing.csv"

    assert cli_files.UNREADABLE == cli.main(["lots", str(path), "--on", "2026-01-05"])
    assert f"{path}: No such file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["--on", "today"], ["--on", "2026-02-30"]])
def test_the_day_must_be_said(arguments: list[str], lots: Path, capsys: Output):
    """The list of today would be another one tomorrow."""
    with pytest.raises(SystemExit):
        cli.main(["lots", str(lots), *arguments])

    assert "--on" in capsys.readouterr().err
