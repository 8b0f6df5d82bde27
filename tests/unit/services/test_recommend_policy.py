"""Asking which schedule suits a portfolio."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from studied_worlds import answer, ask, kept, queue, studied_world, studies
from study_builders import TERMS, question
from trimtab.adapters.memory.studies import MemoryStudies
from trimtab.domain.commands import RecommendPolicy
from trimtab.domain.errors import InvalidRequestError, NotFoundError, RefusedError, UnavailableError
from trimtab.domain.policy import PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.study import PATIENCE, Study, StudyState
from trimtab.ports.studies import StudyRecord
from trimtab.services.recommend_policy import recommend_policy
from worlds import ANNA, BEN, NOON, World, world


class Contested(MemoryStudies):
    """A store in which somebody else is always faster."""

    def save(self, study: Study, over: StudyRecord | None) -> StudyRecord | None:
        """Keep nothing."""
        del study, over
        return None


def asked_by(here: World, portfolio: PortfolioRef) -> Study:
    """Ask for some portfolio."""
    return recommend_policy(RecommendPolicy(portfolio=portfolio, terms=TERMS), here.services)


def test_a_question_waits_for_its_answer():
    """It is kept and queued, with the targets as saved (R002-21)."""
    here = studied_world()
    study = ask(here)

    assert (StudyState.QUEUED, 0, NOON, question()) == (
        study.state,
        study.progress,
        study.asked_at,
        study.question,
    )
    assert [study.study_id] == [each.study_id for each in queue(here).asked]
    assert study == kept(here)


def test_the_same_question_under_way_is_the_same_study():
    """Neither kept nor queued twice."""
    here = studied_world()
    first = ask(here)
    here.clock.advance(PATIENCE / 2)

    assert first == ask(here)
    assert (1, 1) == (len(studies(here).told), len(queue(here).asked))


def test_a_question_whose_first_asker_died_reaches_the_queue():
    """It was kept, and the queue never heard of it."""
    here = studied_world()
    first = ask(here)
    queue(here).asked.clear()
    ask(here)

    assert [first.asked_at] == [each.asked_at for each in queue(here).asked]


def test_another_question_is_another_study():
    """Both are answered."""
    here = studied_world()
    ids = {ask(here).study_id, ask(here, replace(TERMS, seed=2)).study_id}

    assert ids == {each.study_id for each in queue(here).asked}
    assert 2 == len(ids)


def test_a_question_that_was_answered_may_be_asked_anew():
    """There are more days now; the earlier result goes."""
    here = studied_world()
    first = ask(here)
    answer(here)
    here.clock.advance(PATIENCE)
    second = ask(here)

    assert (first.study_id, StudyState.QUEUED, None) == (second.study_id, second.state, second.result)
    assert NOON + PATIENCE == second.asked_at


def test_a_question_of_which_nothing_is_heard_is_asked_anew():
    """Whoever worked on it has died."""
    here = studied_world()
    ask(here)
    here.clock.advance(PATIENCE)

    assert NOON + PATIENCE == ask(here).asked_at


@pytest.mark.parametrize("portfolio", [BEN, PortfolioRef("anna", "second")])
def test_a_portfolio_that_was_never_saved_is_not_there(portfolio: PortfolioRef):
    """Somebody else's, or an own one without targets."""
    with pytest.raises(NotFoundError) as refused:
        asked_by(studied_world(), portfolio)

    assert ReasonCode.PORTFOLIO_NOT_FOUND == refused.value.code


def test_a_draft_is_refused():
    """Its weights do not add up yet."""
    here = studied_world()
    here.policies.versions[ANNA][-1] = replace(here.policies.versions[ANNA][-1], status=PolicyStatus.DRAFT)
    with pytest.raises(RefusedError) as refused:
        ask(here)

    assert (ReasonCode.DRAFT_TARGETS, []) == (refused.value.code, queue(here).asked)


def test_cash_alone_has_no_schedule():
    """There is nothing to rebalance."""
    here = world()
    here.save(cash="100")
    with pytest.raises(RefusedError) as refused:
        ask(here)

    assert ReasonCode.NO_TARGETS == refused.value.code


def test_a_person_without_a_broker_is_told_at_once():
    """Nothing is kept that could only fail."""
    here = studied_world()
    here.policies.versions[BEN] = here.policies.versions[ANNA]
    with pytest.raises(RefusedError) as refused:
        asked_by(here, BEN)

    assert (ReasonCode.NO_BROKER_LINKED, {}) == (refused.value.code, studies(here).records)


def test_more_paths_than_there_is_time_for_are_refused_with_a_number():
    """So many symbols over so many years."""
    here = studied_world()
    with pytest.raises(InvalidRequestError, match=r"paths: 20000 are too many .* ask for 16666"):
        ask(here, replace(TERMS, years=30, paths=20_000))


def test_whoever_is_never_first_may_ask_again():
    """Others ask the same at the same moment, time and again."""
    here = studied_world()
    studying = replace(here.services.studying, studies=Contested())
    services = cast("Any", replace(here.services, studying=studying))
    with pytest.raises(UnavailableError) as refused:
        recommend_policy(RecommendPolicy(portfolio=ANNA, terms=TERMS), services)

    assert ReasonCode.SAVE_CONFLICT == refused.value.code
