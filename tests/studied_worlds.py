"""A world in which Anna has targets, past prices and a question."""

from __future__ import annotations

from typing import cast

from study_builders import TERMS, two_bars
from trimtab.adapters.memory.studies import MemoryStudies, MemoryStudyQueue
from trimtab.domain.commands import RecommendPolicy
from trimtab.domain.study import Study, StudyTerms
from trimtab.services.recommend_policy import recommend_policy
from trimtab.services.study_policy import study_policy
from worlds import ANNA, World, world


def studied_world() -> World:
    """Anna wants sixty SPY and forty TLT, of which the broker knows three hundred days."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.broker.tape.bars = two_bars()
    return here


def ask(here: World, terms: StudyTerms = TERMS) -> Study:
    """Ask for Anna's portfolio."""
    return recommend_policy(RecommendPolicy(portfolio=ANNA, terms=terms), here.services)


def answer(here: World) -> Study | None:
    """Deliver the last task of the queue."""
    return study_policy(queue(here).asked[-1], here.services)


def studies(here: World) -> MemoryStudies:
    """Find the fake of where studies are kept."""
    return cast("MemoryStudies", here.services.studying.studies)


def queue(here: World) -> MemoryStudyQueue:
    """Find the fake of the queue."""
    return cast("MemoryStudyQueue", here.services.studying.queue)


def kept(here: World) -> Study:
    """Read the one study there is."""
    (record,) = studies(here).records.values()
    return record.study
