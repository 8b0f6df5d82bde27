"""Keeping work apart that nobody can do."""

from __future__ import annotations

from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.telemetry import LogLevel
from trimtab.services.bury import bury
from worlds import world

ERROR = InvalidRequestError("run_id", "?", "is not a run id")


def test_a_poisoned_task_is_kept_with_its_reason():
    """Once, however often it comes, and with an alert (F-010)."""
    here = world()
    for _ in range(2):
        bury("advance-run", {"run_id": "?"}, ERROR, here.services)

    letters = here.dead_letters.letters
    assert (1, "{'run_id': '?'}", True) == (
        len({letter.letter_id for letter in letters}),
        letters[0].content,
        "run_id" in letters[0].reason,
    )
    assert LogLevel.ERROR is here.log.lines[0].level


def test_a_huge_task_is_cut():
    """The store takes no document of any size (F-010)."""
    here = world()
    bury("advance-run", "x" * 100_000, ERROR, here.services)

    assert 2_000 == len(here.dead_letters.letters[0].content)
