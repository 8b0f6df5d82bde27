import pytest

from _stack.deploy import timetable_text, upload_faults
from trimtab.domain.timetable import JOBS, QUEUES

UPLOAD = {"main.py": 10, "trimtab/__init__.py": 20}


def test_an_upload_with_the_engine_as_regular_files_is_right() -> None:
    """The engine's sources are in the upload, not a link to them."""
    assert [] == upload_faults(UPLOAD)


@pytest.mark.parametrize(
    ("planted", "named"),
    [
        ({"trimtab/__init__.py": -1}, "trimtab/__init__.py"),
        ({"shared.py": -1}, "shared.py"),
        ({".secret.local": 9}, ".secret.local"),
        ({"venv/bin/python": 9}, "venv/bin/python"),
        ({"trimtab/__pycache__/x.pyc": 9}, "__pycache__"),
    ],
)
def test_every_planted_fault_is_named(planted: dict[str, int], named: str) -> None:
    """Links, secrets and leftovers are never uploaded."""
    assert named in "\n".join(upload_faults(UPLOAD | planted))


def test_a_dry_run_names_jobs_and_queues() -> None:
    """Every job and queue of the timetable is listed by its name."""
    listed = {line.split()[-1] for line in timetable_text().splitlines()}

    assert {each.name for each in (*JOBS, *QUEUES)} <= listed
