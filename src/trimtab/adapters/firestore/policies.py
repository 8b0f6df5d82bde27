"""Policies: immutable versions, a root that names the current one, and its public allocation documents."""

from __future__ import annotations

from datetime import datetime

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.records import PortfolioHead, allocation_records, portfolio_head, rule_fields
from trimtab.adapters.firestore.schedules import schedule_write
from trimtab.adapters.firestore.writes import Create, Delete, Merge, Put, Write
from trimtab.contracts.codec import to_document
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports import Identifiers


class FirestorePolicies:
    """The policy store; a version is won by whoever creates its document."""

    def __init__(self, documents: Documents, identifiers: Identifiers) -> None:
        self._documents = documents
        self._identifiers = identifiers

    def current(self, portfolio: PortfolioRef) -> Policy | None:
        """Read the version that the portfolio's root names."""
        version = self._current_version(portfolio)
        if not version:
            return None
        stored = self._documents.read(paths.policy_version(portfolio, version))
        if stored is None:
            raise unavailable(f"policy version {version} is missing")
        return stored.read_as(Policy)

    def append(self, portfolio: PortfolioRef, policy: Policy) -> bool:
        """Store the next version with its root and allocation documents; False when it is not the next."""
        if policy.version != self._current_version(portfolio) + 1:
            return False
        nonce = self._identifiers.fresh()
        try:
            self._documents.commit(self._writes(portfolio, policy, nonce))
        except UnclearCommitError as error:
            return self._has_won(portfolio, policy, nonce, error)
        return True

    def _current_version(self, portfolio: PortfolioRef) -> int:
        root = self._documents.read(paths.portfolio_root(portfolio))
        has_policy = root is not None and "policy_version" in root.fields
        return root.read_as(PortfolioHead).policy_version if root and has_policy else 0

    def _writes(self, portfolio: PortfolioRef, policy: Policy, nonce: str) -> tuple[Write, ...]:
        version = paths.policy_version(portfolio, policy.version)
        head = to_document(portfolio_head(portfolio, policy))
        return (
            Create(version, {**to_document(policy), "nonce": nonce}),
            Merge(paths.portfolio_root(portfolio), head),
            *self._allocation_writes(portfolio, policy),
            *self._rule_writes(portfolio, policy),
            self._schedule_write(portfolio, policy, nonce),
        )

    def _schedule_write(self, portfolio: PortfolioRef, policy: Policy, nonce: str) -> Write:
        stored = self._documents.read(paths.schedule(portfolio))
        owes = stored is not None and stored.fields.get("due_since") is not None
        return schedule_write(portfolio, policy, nonce, owes=owes)

    def _allocation_writes(self, portfolio: PortfolioRef, policy: Policy) -> tuple[Write, ...]:
        stored = self._documents.read_collection(paths.allocations(portfolio))
        times = {document.name: document.fields.get("created_at") for document in stored}
        created = {symbol: time for symbol, time in times.items() if isinstance(time, datetime)}
        records = allocation_records(policy, created)
        dropped = times.keys() - {record.symbol for record in records}
        return (
            *(Put(paths.allocation(portfolio, record.symbol), to_document(record)) for record in records),
            *(Delete(paths.allocation(portfolio, symbol)) for symbol in sorted(dropped)),
        )

    def _rule_writes(self, portfolio: PortfolioRef, policy: Policy) -> tuple[Write, ...]:
        """Mirror the rules as requirement 000 lists them; what is no rule any more has no document."""
        rules = {rule.rule_id: rule for rule in policy.triggers.rules}
        stored = {each.name for each in self._documents.read_collection(paths.rules(portfolio))}
        return (
            *(Put(paths.rule(portfolio, name), rule_fields(rule)) for name, rule in rules.items()),
            *(Delete(paths.rule(portfolio, name)) for name in sorted(stored - rules.keys())),
        )

    def _has_won(
        self, portfolio: PortfolioRef, policy: Policy, nonce: str, error: UnclearCommitError
    ) -> bool:
        stored = self._documents.read(paths.policy_version(portfolio, policy.version))
        if stored is None:
            raise unavailable("it did not confirm the new policy") from error
        return stored.fields.get("nonce") == nonce
