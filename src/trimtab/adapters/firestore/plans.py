"""Plans: documents named after their content, created once and never changed."""

from __future__ import annotations

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Create
from trimtab.contracts.codec import to_document
from trimtab.domain.plan import Plan
from trimtab.domain.portfolio import PortfolioRef


class FirestorePlans:
    """The plan store."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def save(self, plan: Plan) -> None:
        """Create the plan's document; one that is already there has the same content."""
        path = paths.plan(PortfolioRef(plan.uid, plan.portfolio_id), plan.plan_id)
        named = {**to_document(plan), "plan_id": plan.plan_id, "plan_hash": plan.plan_hash}
        try:
            self._documents.commit((Create(path, named),))
        except UnclearCommitError as error:
            if self._documents.read(path) is None:
                raise unavailable("it did not confirm the plan") from error

    def find(self, portfolio: PortfolioRef, plan_id: str) -> Plan | None:
        """Read a plan of this portfolio; None for an unknown id and for what is no id."""
        stored = self._documents.read(paths.plan(portfolio, plan_id)) if paths.is_id(plan_id) else None
        return stored.read_as(Plan) if stored else None
