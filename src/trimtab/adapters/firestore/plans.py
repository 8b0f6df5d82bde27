"""Plans: documents named after their content, created once; what became of their trades is beside them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Change, Create, Fields, Write, in_batches
from trimtab.contracts.codec import pack_value, to_document, unpack_value
from trimtab.contracts.packing import ENCODING
from trimtab.domain.money import round_to_cents, to_text
from trimtab.domain.plan import Plan
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.suggestion import Suggestion, SuggestionStatus, mark_cancelled
from trimtab.domain.tax_preview import TaxPreview


class FirestorePlans:
    """The plan store."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def save(self, plan: Plan, suggestions: tuple[Suggestion, ...] = ()) -> None:
        """Create the plan's document last, after those of its trades; what is there has the same content."""
        portfolio, name = plan.portfolio, plan.plan_id
        trades = [_trade(portfolio, name, each) for each in suggestions]
        for batch in in_batches((*trades, Create(paths.plan(portfolio, name), _fields(plan)))):
            self._create(batch)

    def _create(self, batch: tuple[Write, ...]) -> None:
        try:
            self._documents.commit(batch)
        except UnclearCommitError as error:
            if self._documents.read(batch[-1].path) is None:
                raise unavailable("it did not confirm the plan") from error

    def find(self, portfolio: PortfolioRef, plan_id: str) -> Plan | None:
        """Read a plan of this portfolio; None for an unknown id and for what is no id."""
        stored = self._documents.read(paths.plan(portfolio, plan_id)) if paths.is_id(plan_id) else None
        return _plan(stored) if stored else None

    def suggestions(self, portfolio: PortfolioRef, plan_id: str) -> tuple[Suggestion, ...]:
        """List the trades of a plan as they stand; none for what is no id."""
        return tuple(suggestion for _, suggestion in self._stored_trades(portfolio, plan_id))

    def drop(self, portfolio: PortfolioRef, plan_id: str, reason: ReasonCode) -> None:
        """Cancel the pending trades of a plan, each batch only if none of it has moved since it was read."""
        pending = (
            Change(stored.path, to_document(mark_cancelled(suggestion, reason)), stored.revision)
            for stored, suggestion in self._stored_trades(portfolio, plan_id)
            if suggestion.status is SuggestionStatus.PENDING
        )
        for batch in in_batches(tuple(pending)):
            with suppress(UnclearCommitError):
                self._documents.commit(batch)

    def _stored_trades(
        self, portfolio: PortfolioRef, plan_id: str
    ) -> tuple[tuple[Document, Suggestion], ...]:
        path = paths.plan_trades(portfolio, plan_id) if paths.is_id(plan_id) else None
        read = self._documents.read_collection(path) if path else ()
        pairs = ((stored, stored.read_as(Suggestion)) for stored in read)
        return tuple(sorted(pairs, key=lambda pair: pair[1].number))


def _trade(portfolio: PortfolioRef, plan_id: str, suggestion: Suggestion) -> Write:
    return Create(paths.plan_trade(portfolio, plan_id, suggestion.number), to_document(suggestion))


def _fields(plan: Plan) -> Fields:
    """Store a plan with its taxes packed: they name every lot of every sale."""
    taxes = {"tax_payload": pack_value(plan.tax), "payload_encoding": ENCODING} if plan.tax else {}
    return {
        **to_document(replace(plan, tax=None)),
        **taxes,
        "plan_id": plan.plan_id,
        "plan_hash": plan.plan_hash,
        "estimated_costs": to_text(round_to_cents(plan.costs.total)),
        "tax_impact": to_text(round_to_cents(plan.tax.tax_impact)) if plan.tax else None,
    }


def _plan(stored: Document) -> Plan:
    plan, packed = stored.read_as(Plan), stored.fields.get("tax_payload")
    if packed is None:
        return plan
    try:
        return replace(plan, tax=unpack_value(TaxPreview, packed))
    except ValueError as error:
        raise unavailable(f"the document {stored.path} holds no readable taxes") from error
