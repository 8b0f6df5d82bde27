"""Trials over blocks of paths."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lab_builders import MIX, dice, history, trial
from trimtab.domain.policy import Destination
from trimtab.lab.errors import BadSettingError
from trimtab.lab.outcomes import Outcomes, join
from trimtab.lab.paths import Block, split
from trimtab.lab.policies import Band, LabPolicy, TargetMix
from trimtab.lab.run import Trial, run, run_block

POLICIES = (
    LabPolicy(every=21, cost_bp=10),
    LabPolicy(band=Band(width=0.02), destination=Destination.BAND_EDGE, cost_bp=5),
    LabPolicy(band=Band(width=0.03), cost_bp=10, tax_rate=0.2),
)


def bits(found: Outcomes) -> bytes:
    """All figures, to the last bit."""
    return b"".join(getattr(found, name).tobytes() for name in Outcomes.__dataclass_fields__)


def asked(steps: int = 60, policies: tuple[LabPolicy, ...] = POLICIES) -> Trial:
    """A trial of two policies on thrown days."""
    return Trial(mix=MIX, policies=policies, source=dice(seed=7), steps=steps)


def test_any_split_of_the_work_gives_the_same_bits():
    """Blocks run apart, last first, and joined, are what one call finds."""
    whole = run(asked(), 1_500)
    apart = [run_block(asked(), block) for block in reversed(split(1_500))]

    for place, found in enumerate(whole):
        assert bits(found) == bits(join([parts[place] for parts in reversed(apart)]))


def test_policies_do_not_know_of_each_other():
    """Alone, a policy finds the same bits as among others."""
    assert bits(run(asked(), 100)[1]) == bits(run(asked(policies=POLICIES[1:]), 100)[0])


def test_many_policies_are_kept_in_several_books():
    """Where one table would grow too large, outcomes still come in the policies' order."""
    many = POLICIES * 20
    found = run(asked(20, many), 1_000)

    assert [bits(each) for each in found[: len(POLICIES)]] * 20 == [bits(each) for each in found]


def test_equal_trials_give_equal_bits():
    """Nothing but the seed decides."""
    assert bits(run(asked(), 50)[0]) == bits(run(asked(), 50)[0])


def test_looks_of_one_s_own_replace_the_cadence():
    """A policy that would look every day does so on the second only."""
    days = ((2.0, 1.0), (1.0, 1.0))
    source = history(*days)
    given = Trial(mix=MIX, policies=(LabPolicy(),), source=source, steps=2, looks=((False, True),))
    (found,) = run_block(given, Block(0, 1))

    assert 0.15 == pytest.approx(found.worst_drift[0])
    assert 126 == found.events[0]


def test_progress_is_told_up_to_the_end():
    """In steps of all blocks together."""
    told: list[tuple[int, int]] = []
    run(asked(100), 1_001, lambda done, whole: told.append((done, whole)))

    assert [(63, 200), (100, 200), (163, 200), (200, 200)] == told


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"policies": ()}, "policies"),
        ({"steps": 0}, "steps"),
        ({"looks": ((True,),)}, "looks"),
    ],
)
def test_a_trial_of_nothing_is_refused(fields: dict[str, Any], field: str):
    """There must be a policy, a step, and a word on each step."""
    usual: dict[str, Any] = {"mix": MIX, "policies": POLICIES[:1], "source": dice(), "steps": 2}
    with pytest.raises(BadSettingError) as refused:
        Trial(**(usual | fields))

    assert field == refused.value.details["field"]


def test_a_mix_with_cash_keeps_it():
    """A tenth in cash is a tenth after a look: the next day begins on target."""
    mix = TargetMix(symbols=("A", "B"), weights=(0.5, 0.4))
    (found,) = run_block(trial(LabPolicy(), days=((2.0, 1.0), (1.0, 1.0)), mix=mix), Block(0, 1))
    first_day = np.array([1 / 1.5, 0.4 / 1.5])

    assert ((first_day + mix.weights) / 2).tolist() == pytest.approx(found.weights[:, 0].tolist())
