"""A study is named after its question, and is given up when nothing is heard of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from study_builders import TERMS, question
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.study import PATIENCE, StudyState, fresh_study, study_id_of
from worlds import ANNA, BEN, NOON

SOON = timedelta(seconds=1)


def test_the_same_question_is_one_study():
    """Whenever it is asked."""
    asked = [fresh_study(ANNA, question(), at).study_id for at in (NOON, NOON + SOON)]

    assert asked[0] == asked[1] == study_id_of(ANNA, question())


@pytest.mark.parametrize(
    ("portfolio", "asked"),
    [
        (BEN, question()),
        (PortfolioRef("anna", "second"), question()),
        (ANNA, question(replace(TERMS, seed=2))),
        (ANNA, question(SPY="0.5", TLT="0.5")),
    ],
)
def test_every_difference_is_another_study(portfolio: PortfolioRef, asked: object):
    """Owner, portfolio, terms and targets."""
    assert study_id_of(ANNA, question()) != study_id_of(portfolio, asked)  # type: ignore[arg-type]


def test_so_many_paths_as_symbols_and_years_leave():
    """A million of symbols, paths and years."""
    assert 50_000 == question(replace(TERMS, years=10)).most_paths


def test_a_study_is_under_way_until_nothing_is_heard_of_it():
    """A quarter of an hour."""
    study = fresh_study(ANNA, question(), NOON)

    assert study.is_under_way(NOON + PATIENCE - SOON)
    assert not study.is_under_way(NOON + PATIENCE)


@pytest.mark.parametrize("state", [StudyState.DONE, StudyState.FAILED])
def test_a_study_that_has_ended_is_not_under_way(state: StudyState):
    """It may be asked anew."""
    study = replace(fresh_study(ANNA, question(), NOON), state=state)

    assert (True, False) == (study.has_ended, study.is_under_way(NOON))


def test_a_study_is_held_until_its_lease_is_over():
    """One that nobody has begun is free."""
    study = fresh_study(ANNA, question(), NOON)
    held = replace(study, leased_until=NOON)

    assert (False, True, False) == (study.is_held(NOON), held.is_held(NOON - SOON), held.is_held(NOON))
