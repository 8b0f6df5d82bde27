"""Deploys while a run is under way, rollbacks among them: two versions serve the same people.

The next version's runs have a form this one does not know; it leaves them alone, and the next one ends them
(F-170).
"""

from __future__ import annotations

from simulation.faults import Kind, Schedule, Situation
from simulation.matrix import deploys
from simulation.report import first_failure
from simulation.world import play


def test_no_deploy_breaks_an_invariant():
    """Whenever it comes, however long it takes, and whoever is killed meanwhile, every run ends."""
    assert "" == first_failure((schedule, None) for schedule in deploys("four legs"))


def test_a_newer_run_waits_for_its_own_version():
    """Rolled back for six minutes, the old version only looks at the run; the new one completes it."""
    outcome = play(Schedule(shape="four legs", situations=(Situation(Kind.ROLLBACK, 1_500, 360),)))

    assert ((), ("COMPLETED",)) == (outcome.violations, outcome.states)
    assert 3 <= outcome.sometimes["mixed versions"]
