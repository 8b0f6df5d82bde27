"""Plans: documents named after their content, created once and never changed."""

from __future__ import annotations

from dataclasses import replace

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Create, Fields
from trimtab.contracts.codec import pack_value, to_document, unpack_value
from trimtab.contracts.packing import ENCODING
from trimtab.domain.plan import Plan
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.tax_preview import TaxPreview


class FirestorePlans:
    """The plan store."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def save(self, plan: Plan) -> None:
        """Create the plan's document; one that is already there has the same content."""
        path = paths.plan(PortfolioRef(plan.uid, plan.portfolio_id), plan.plan_id)
        try:
            self._documents.commit((Create(path, _fields(plan)),))
        except UnclearCommitError as error:
            if self._documents.read(path) is None:
                raise unavailable("it did not confirm the plan") from error

    def find(self, portfolio: PortfolioRef, plan_id: str) -> Plan | None:
        """Read a plan of this portfolio; None for an unknown id and for what is no id."""
        stored = self._documents.read(paths.plan(portfolio, plan_id)) if paths.is_id(plan_id) else None
        return _plan(stored) if stored else None


def _fields(plan: Plan) -> Fields:
    """Store a plan with its taxes packed: they name every lot of every sale."""
    fields = {**to_document(replace(plan, tax=None)), "plan_id": plan.plan_id, "plan_hash": plan.plan_hash}
    return (
        {**fields, "tax_payload": pack_value(plan.tax), "payload_encoding": ENCODING} if plan.tax else fields
    )


def _plan(stored: Document) -> Plan:
    plan, packed = stored.read_as(Plan), stored.fields.get("tax_payload")
    if packed is None:
        return plan
    try:
        return replace(plan, tax=unpack_value(TaxPreview, packed))
    except ValueError as error:
        raise unavailable(f"the document {stored.path} holds no readable taxes") from error
