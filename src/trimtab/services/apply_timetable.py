"""Give a deployment's platform the jobs and queues of the timetable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from trimtab.domain.timetable import JOBS, QUEUES, Job, Queue
from trimtab.ports.platform import Platform

CREATED: Final = "created"
CHANGED: Final = "changed"
UNKNOWN: Final = "not in the timetable, left alone"

_Kept = TypeVar("_Kept", Job, Queue)


@dataclass(frozen=True, slots=True)
class Difference:
    """One job or queue that was not as the timetable has it, and what was done about it."""

    name: str
    what: str


def apply_timetable(
    platform: Platform, jobs: tuple[Job, ...] = JOBS, queues: tuple[Queue, ...] = QUEUES
) -> tuple[Difference, ...]:
    """Create what is missing and change what differs, and tell what that was; a second time does nothing.

    What the timetable does not know is told and left alone: another application may own it. Raises
    UnavailableError where the platform refuses; what was done until then stays.
    """
    return (
        *_apply(jobs, platform.jobs(), platform.put_job),
        *_apply(queues, platform.queues(), platform.put_queue),
    )


def _apply(
    wanted: tuple[_Kept, ...], there: Mapping[str, _Kept], put: Callable[[_Kept], None]
) -> tuple[Difference, ...]:
    differing: list[_Kept] = [each for each in wanted if there.get(each.name) != each]
    for each in differing:
        put(each)
    names: list[str] = [each.name for each in differing]
    unknown: list[str] = sorted(there.keys() - {each.name for each in wanted})
    done: list[Difference] = [Difference(name, CHANGED if name in there else CREATED) for name in names]
    return (*done, *[Difference(name, UNKNOWN) for name in unknown])
