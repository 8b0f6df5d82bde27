"""The kill switches' documents, read so that whatever is wrong with one of them halts trading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from trimtab.adapters.firestore import audit_paths, paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.records import RiskManagement, risk_management
from trimtab.adapters.firestore.writes import Change, Create, Merge, Write
from trimtab.contracts.codec import to_document
from trimtab.domain.control import CancelRequest, Control
from trimtab.domain.errors import UnavailableError
from trimtab.domain.mode_change import ModeChange
from trimtab.domain.run import Run
from trimtab.domain.trading_state import (
    TradingMode,
    TradingPlace,
    TradingScope,
    TradingState,
    is_followed,
    strictest,
)
from trimtab.ports import Identifiers

UNRESTRICTED: Final = TradingState(mode=TradingMode.ACTIVE, reason="")
"""A person, portfolio or account that nobody has stopped."""

_UNREADABLE: Final = "the trading mode cannot be read now"


class FirestoreTradingStates:
    """The kill switches' storage; plain reads and writes only, so that nothing locks a document.

    Each turn is kept in the batch that makes it, in a document of its own: by it a lost answer is told from a
    lost write, and a batch that is sent twice is stored once.
    """

    def __init__(self, documents: Documents, identifiers: Identifiers) -> None:
        self._documents = documents
        self._identifiers = identifiers

    def current(self, place: TradingPlace | None = None) -> TradingState:
        """Fold the switches over a place; HALTED for anything but readable documents that say otherwise."""
        try:
            return _fold(self._documents.read_together(paths.switches(place)))
        except Exception:  # noqa: BLE001 - whatever goes wrong here must stop trading, not raise past the check
            return TradingState.halted(_UNREADABLE)

    def control(self, run: Run) -> Control:
        """Read the switches over a run and its owner's wish in one look."""
        try:
            places = (*paths.switches(run.place), paths.cancel_request(run))
            *switches, wish = self._documents.read_together(places)
            cancel = wish.read_as(CancelRequest) if wish else None
            return Control(trading=_fold(switches), cancel=cancel)
        except Exception:  # noqa: BLE001 - the same
            return Control(trading=TradingState.halted(_UNREADABLE))

    def of(self, scope: TradingScope, place: TradingPlace) -> TradingState:
        """Read one switch."""
        if scope is TradingScope.EVERYBODY:
            return self.current()
        try:
            return _narrow(self._documents.read(paths.switch(scope, place)))
        except Exception:  # noqa: BLE001 - the same
            return TradingState.halted(_UNREADABLE)

    def set(
        self,
        state: TradingState,
        scope: TradingScope = TradingScope.EVERYBODY,
        place: TradingPlace | None = None,
    ) -> None:
        """Store a switch's new state. Raises UnavailableError when the store does not confirm it."""
        change = ModeChange.of(state, scope, place)
        turn = Merge(paths.switch(scope, place), to_document(risk_management(state)))
        if not self._commit(turn, change):
            raise unavailable("it did not confirm the trading mode")

    def set_next(
        self,
        state: TradingState,
        scope: TradingScope,
        place: TradingPlace,
        before: TradingState | None = None,
    ) -> bool:
        """Store a switch's next state if its document has not changed since it was read."""
        path, fields = paths.switch(scope, place), to_document(risk_management(state))
        found = self._documents.read(path)
        stands = trading_state(found) if scope is TradingScope.EVERYBODY else _narrow(found)
        if not is_followed(stands, state, before):
            return False
        turn = Change(path, fields, found.revision) if found else Create(path, fields)
        if self._commit(turn, ModeChange.of(state, scope, place)):
            return True
        stored = self._documents.read(path)
        if stored is None or (found and stored.revision == found.revision):
            raise unavailable("it did not confirm the trading mode")
        return False

    def _commit(self, turn: Write, change: ModeChange) -> bool:
        """Turn a switch and keep the turn, and tell whether both are stored."""
        path = f"{audit_paths.mode_changes(change.day)}/{self._identifiers.fresh()}"
        try:
            self._documents.commit((turn, Create(path, to_document(change))))
        except UnclearCommitError:
            return self._documents.read(path) is not None
        return True

    def changes_of(self, day: date) -> tuple[ModeChange, ...]:
        """List what was turned on a day."""
        stored = self._documents.read_collection(audit_paths.mode_changes(day))
        return tuple(sorted((each.read_as(ModeChange) for each in stored), key=lambda change: change.at))

    def request_cancel(self, run: Run, request: CancelRequest) -> None:
        """Store the owner's wish that a run ends; a second one changes nothing."""
        path = paths.cancel_request(run)
        try:
            self._documents.commit((Create(path, to_document(request)),))
        except UnclearCommitError as error:
            if self._documents.read(path) is None:
                raise unavailable("it did not confirm the cancellation") from error


def _fold(stored: list[Document | None] | tuple[Document | None, ...]) -> TradingState:
    everybody, *narrow = stored
    return strictest((trading_state(everybody), *map(_narrow, narrow)))


def _narrow(stored: Document | None) -> TradingState:
    return trading_state(stored) if stored else UNRESTRICTED


def trading_state(stored: Document | None) -> TradingState:
    """Read a stored switch; a malformed one is HALTED under the epoch it still shows."""
    if stored is None:
        return TradingState.halted("no trading mode has been set yet; the operator sets one")
    try:
        return stored.read_as(RiskManagement).trading_state
    except UnavailableError:
        halted = TradingState.halted(
            f"the document {stored.path} is malformed; the operator sets the mode again"
        )
        epoch = stored.fields.get("epoch")
        if not isinstance(epoch, int) or isinstance(epoch, bool) or epoch < 0:
            return halted
        return replace(halted, epoch=epoch)
