"""A study of a portfolio's own days: what is recommended, why, and what it rests on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from study_builders import SUNDAY, TERMS, question, two_bars
from trimtab.domain.config import DriftMethod
from trimtab.domain.study import Cadence, StudiedPolicy, StudyResult, StudyTerms
from trimtab.lab.errors import BadSettingError
from trimtab.lab.grid import usual_grid
from trimtab.lab.study import study


@pytest.fixture(scope="module")
def found() -> StudyResult:
    """A year of sixty to forty on fifty paths."""
    return study(question(), two_bars(), SUNDAY)


def all_of(found: StudyResult) -> list[StudiedPolicy]:
    """List every policy of a result."""
    return [found.recommended, *found.runners_up]


def test_the_whole_grid_is_tried(found: StudyResult):
    """Each policy once, the recommended one apart."""
    tried = {(each.cadence, each.band_width, each.band_method, each.destination) for each in all_of(found)}

    assert len(usual_grid()) == len(tried) == len(all_of(found))


def test_the_best_calendar_and_the_best_band_are_named(found: StudyResult):
    """The first has no band, the second has one, each the least loss of its kind (R002-21)."""
    assert found.frequency
    assert found.band
    assert (None, True) == (found.frequency.band_width, found.band.band_width is not None)
    calendars = [each.loss.value for each in all_of(found) if each.band_width is None]
    assert min(calendars) == found.frequency.loss.value


def test_what_is_recommended_cannot_be_told_from_the_least_loss(found: StudyResult):
    """Of those that are tied it trades least often."""
    tied = [each for each in all_of(found) if each.is_tied]

    assert found.recommended.is_tied
    assert min(each.events.value for each in tied) == found.recommended.events.value


def test_every_figure_is_inside_its_interval(found: StudyResult):
    """With eight places."""
    for each in all_of(found):
        for figure in (each.loss, each.behind, each.turnover, each.events, each.cost, each.tracking_error):
            assert figure.low <= figure.value <= figure.high
            assert -8 == figure.value.as_tuple().exponent


def test_equal_questions_have_equal_answers(found: StudyResult):
    """To the last digit."""
    assert found == study(question(), two_bars(), SUNDAY)


def test_another_seed_draws_other_paths(found: StudyResult):
    """The basis stays."""
    other = study(question(replace(TERMS, seed=2)), two_bars(), SUNDAY)

    assert found.basis == other.basis
    assert found.recommended.loss != other.recommended.loss


def test_costs_count_in_proportion(found: StudyResult):
    """Ten times the basis points cost ten times as much, but for what they take from the value."""
    dear = study(question(replace(TERMS, cost_bp=D(50))), two_bars(), SUNDAY)
    cheap, costly = (
        next(each for each in all_of(result) if each.cadence is Cadence.WEEKLY) for result in (found, dear)
    )

    assert D(9) < costly.cost.value / cheap.cost.value < D(11)


def test_taxes_and_flows_are_taken_in():
    """A tax costs something; what flows in each month spares trades."""
    terms = replace(TERMS, tax_rate=D("0.3"), monthly_flow=D("0.01"))
    found = study(question(terms), two_bars(), SUNDAY)

    assert 0 < max(each.tax.value for each in all_of(found))


def test_what_targets_leave_is_cash():
    """Bands of ten and twenty percent of the target are among the methods."""
    found = study(question(SPY="0.5"), two_bars(), SUNDAY)

    assert {None, DriftMethod.ABSOLUTE, DriftMethod.RELATIVE} == {each.band_method for each in all_of(found)}


def test_withdrawals_that_empty_a_portfolio_are_refused():
    """Its figures would mean nothing."""
    terms = StudyTerms(years=10, paths=50, monthly_flow=D("-0.02"))
    with pytest.raises(BadSettingError, match="flow"):
        study(question(terms), two_bars(), SUNDAY)


def test_progress_is_told_to_its_end():
    """Steps done of steps in all."""
    told: list[tuple[int, int]] = []
    study(question(), two_bars(), SUNDAY, lambda done, whole: told.append((done, whole)))

    assert ((252, 252), sorted(told)) == (told[-1], told)
