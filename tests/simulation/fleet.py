"""The processes that serve everybody: which version each one runs, and how wrong its clock is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from simulation.faults import Kind, Situation
from simulation.stage import SECOND
from simulation.wire import Wire
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import RUN_FORM
from trimtab.ports import Reservation, Reserved, RunOpening, RunRecord, RunStep, Services

NEWER_FORM: Final = RUN_FORM + 1
APART: Final = 5 * SECOND
"""Clocks that differ by more stop every order (I-13)."""


class NewerRuns:
    """The run store as the next version sees it: its runs have a form that this version does not know.

    A run keeps the form it was reserved in, whoever moves it (F-170).
    """

    def __init__(self, runs: Any) -> None:
        self._runs = runs
        self._forms: dict[str, int] = {}

    def __getattr__(self, method: str) -> Any:
        """Leave everything else as it is."""
        return getattr(self._runs, method)

    def reserve(self, opening: RunOpening) -> Reservation:
        """Reserve a run in the newer form."""
        newer = replace(opening, run=replace(opening.run, form=NEWER_FORM))
        outcome: Reservation = self._runs.reserve(newer)
        return Reserved(self._read(outcome.record)) if isinstance(outcome, Reserved) else outcome

    def load(self, portfolio: PortfolioRef, run_id: str) -> RunRecord | None:
        """Read a run of either form."""
        found: RunRecord | None = self._runs.load(portfolio, run_id)
        return found and self._read(found)

    def save(self, record: RunRecord, step: RunStep) -> RunRecord | None:
        """Save a run in the form it has."""
        run = replace(step.run, form=self._forms[step.run.run_id])
        saved: RunRecord | None = self._runs.save(record, replace(step, run=run))
        return saved and self._read(saved)

    def _read(self, record: RunRecord) -> RunRecord:
        self._forms[record.run.run_id] = record.run.form
        return replace(record, run=replace(record.run, form=RUN_FORM))


class Fleet:
    """Gives everybody who acts a process; chance decides where versions or clocks are mixed."""

    def __init__(self, wire: Wire, services: Services, situations: Iterable[Situation]) -> None:
        self._wire, self._services = wire, services
        self._newer = replace(services, runs=NewerRuns(services.runs))
        known = tuple(situations)
        self._deploy = next((each for each in known if each.kind in {Kind.DEPLOY, Kind.ROLLBACK}), None)
        self._skews = tuple(each for each in known if each.kind is Kind.SKEW)

    def process_for(self, name: str) -> Services:
        """Choose a process for somebody who begins to act."""
        skew = self._choose_skew()
        if skew:
            self._wire.witness.skews[name] = skew
            self._wire.witness.sometimes["skewed clock"] += abs(skew) > APART
        if self._is_newer():
            return self._newer
        self._wire.witness.older.add(name)
        return self._services

    def _choose_skew(self) -> int:
        """Set half of the clocks wrong, as long as it lasts."""
        for each in self._skews:
            if self._is_on(each) and self._wire.chance.random() < 0.5:
                return int(each.about) * SECOND
        return 0

    def _is_newer(self) -> bool:
        """Tell whether a process runs the next version.

        A deploy replaces the old one little by little; a rollback brings it back for a while.
        """
        deploy, now = self._deploy, self._wire.stage.now
        if deploy is None:
            return False
        if self._is_on(deploy):
            return deploy.kind is Kind.DEPLOY and self._wire.chance.random() < 0.5
        return deploy.kind is Kind.ROLLBACK or now >= deploy.at * 1_000

    def _is_on(self, situation: Situation) -> bool:
        begins = situation.at * 1_000
        return begins <= self._wire.stage.now < begins + situation.seconds * SECOND
