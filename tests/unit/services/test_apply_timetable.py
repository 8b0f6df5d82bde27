from dataclasses import replace

from trimtab.adapters.memory.platform import MemoryPlatform
from trimtab.domain.timetable import ADVANCE_RUN_QUEUE, JOBS, QUEUES, SWEEP
from trimtab.services.apply_timetable import CHANGED, CREATED, UNKNOWN, Difference, apply_timetable


def test_an_empty_platform_gets_the_whole_timetable() -> None:
    """Every job and queue is created, and a second time nothing is left to do."""
    platform = MemoryPlatform()
    expected = tuple(Difference(each.name, CREATED) for each in (*JOBS, *QUEUES))

    assert expected == apply_timetable(platform)
    assert () == apply_timetable(platform)


def test_what_differs_is_set_right() -> None:
    """A queue somebody has slowed down by hand runs as declared again."""
    platform = MemoryPlatform()
    apply_timetable(platform)
    platform.put_queue(replace(ADVANCE_RUN_QUEUE, attempts=1))

    assert (Difference("advance-run", CHANGED),) == apply_timetable(platform)
    assert ADVANCE_RUN_QUEUE == platform.queues()["advance-run"]


def test_what_is_not_ours_stays() -> None:
    """A job the timetable does not know is told, not touched."""
    platform = MemoryPlatform()
    apply_timetable(platform)
    platform.put_job(replace(SWEEP, name="theirs"))

    assert (Difference("theirs", UNKNOWN),) == apply_timetable(platform)
    assert "theirs" in platform.jobs()
