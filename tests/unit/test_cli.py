"""The command `trimtab`: what it rebuilds, what it finds, and how it says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import mandates
from trimtab import cli, cli_files
from trimtab.contracts.base import JsonObject, parse
from trimtab.contracts.mandate import MandateQuestion
from trimtab.contracts.packing import pack, payload_text
from trimtab.domain.canonical import canonical_json

Output = pytest.CaptureFixture[str]


def stored(**changes: Any) -> JsonObject:
    """A stored run; `changes` replace fields of its output."""
    question = json.loads(parse(MandateQuestion, mandates.inflow()).text)
    return {"input": question, "output": {**mandates.answer(), **changes}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of a stored run."""
    return written(tmp_path, stored())


def written(folder: Path, content: object) -> Path:
    """Write a file."""
    path = folder / "run.json"
    path.write_text(json.dumps(content))
    return path


def test_replay_rebuilds_the_stored_bytes(file: Path, capsys: Output):
    """The answer comes out as it was stored, byte for byte."""
    assert cli_files.SAME == cli.main(["replay", str(file)])

    assert f"{canonical_json(stored()['output'])}\n" == capsys.readouterr().out


def test_replay_answers_a_request_that_was_never_stored(tmp_path: Path, capsys: Output):
    """A request with its key is a question, too."""
    path = written(tmp_path, mandates.request())

    assert cli_files.SAME == cli.main(["replay", str(path)])
    assert mandates.answer() == json.loads(capsys.readouterr().out)


def test_replay_reads_a_packed_payload(tmp_path: Path):
    """The bytes of a stored document need no unpacking by hand."""
    run = stored()
    path = tmp_path / "payload"
    path.write_bytes(pack(payload_text(canonical_json(run["input"]), canonical_json(run["output"]))))

    assert cli_files.SAME == cli.main(["replay", str(path)])


def test_replay_names_the_first_difference(tmp_path: Path, capsys: Output):
    """One digit in one intent is found and named."""
    run = stored()
    run["output"]["outputs"]["intents"][1]["quantity"] = "51"

    assert cli_files.DIFFERENT == cli.main(["replay", str(written(tmp_path, run))])
    assert (
        "output.outputs.intents[1].quantity differs: '51' is stored, '50' comes out"
        in capsys.readouterr().err
    )


def test_verify_finds_nothing_wrong_with_a_stored_run(file: Path, capsys: Output):
    """Hash, engine, name, plan and bytes are all checked."""
    assert cli_files.SAME == cli.main(["verify", str(file)])

    names = ["request hash", "engine version", "run id", "plan", "bytes"]
    assert [f"ok   {name}" for name in names] == capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("changes", "failing"),
    [
        ({"status": "BLOCKED"}, ["bytes"]),
        ({"rebalance_run_id": "rr_0"}, ["run id", "bytes"]),
        ({"lineage": {"engine_version": "0.0.1"}}, ["request hash", "engine version", "bytes"]),
        ({"lineage": None}, ["request hash", "engine version", "bytes"]),
    ],
)
def test_verify_tells_what_is_wrong(changes: JsonObject, failing: list[str], tmp_path: Path, capsys: Output):
    """Every check that fails is a line of its own."""
    assert cli_files.DIFFERENT == cli.main(["verify", str(written(tmp_path, stored(**changes)))])

    lines = capsys.readouterr().out.splitlines()
    assert failing == [
        line.removeprefix("FAIL ").partition(":")[0] for line in lines if line.startswith("FAIL")
    ]


def test_verify_finds_a_changed_question(tmp_path: Path):
    """Who changes what was asked changes the hash of it."""
    run = stored()
    run["input"]["portfolio_snapshot"]["positions"][0]["quantity"] = "99"

    assert cli_files.DIFFERENT == cli.main(["verify", str(written(tmp_path, run))])


def test_verify_wants_an_answer(tmp_path: Path, capsys: Output):
    """A request alone can be replayed, not verified."""
    assert cli_files.UNREADABLE == cli.main(["verify", str(written(tmp_path, mandates.request()))])

    assert "no output to verify" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is not a stored run"),
        ("[1]", "is not a stored run"),
        ("{", "is not a stored run"),
        ("{" * 100_000, "is not a stored run"),
        ('{"input": {}}', "is missing"),
        ('{"input": 7}', "must be an object"),
        ('{"input": {}, "output": 7}', "output must be an object"),
    ],
)
def test_an_unreadable_file_is_told_in_words(content: str, words: str, tmp_path: Path, capsys: Output):
    """No traceback, exit code 2."""
    path = tmp_path / "run.json"
    path.write_text(content)

    assert cli_files.UNREADABLE == cli.main(["replay", str(path)])
    assert words in capsys.readouterr().err


def test_a_packed_text_that_is_no_object_is_told(tmp_path: Path, capsys: Output):
    """Well packed nonsense is nonsense all the same."""
    path = tmp_path / "payload"
    path.write_bytes(pack("[1]"))

    assert cli_files.UNREADABLE == cli.main(["replay", str(path)])
    assert "is not a stored run" in capsys.readouterr().err


def test_a_missing_intent_is_named(tmp_path: Path, capsys: Output):
    """Lists of different length differ as a whole."""
    run = stored()
    run["output"]["outputs"]["intents"].pop()

    assert cli_files.DIFFERENT == cli.main(["replay", str(written(tmp_path, run))])
    assert "output.outputs.intents differs" in capsys.readouterr().err


def test_a_missing_file_is_told_in_words(tmp_path: Path, capsys: Output):
    """The path is named."""
    assert cli_files.UNREADABLE == cli.main(["replay", str(tmp_path / "nowhere.json")])

    assert "nowhere.json: No such file" in capsys.readouterr().err


def test_the_module_is_a_command():
    """`python -m trimtab.cli --help` lists both commands."""
    done = subprocess.run(
        [sys.executable, "-m", "trimtab.cli", "--help"],
        env={"PYTHONPATH": str(Path(cli.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode
    assert "replay" in done.stdout
    assert "verify" in done.stdout


def test_bytes_do_not_depend_on_the_process(file: Path):
    """Another process with another hash seed writes the same bytes."""
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "trimtab.cli", "replay", str(file)],
            env={"PYTHONPATH": str(Path(cli.__file__).parents[1]), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert 1 == len(outputs)
