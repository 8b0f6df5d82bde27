"""The kill switches' documents, read so that whatever is wrong with one of them halts trading."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.records import RiskManagement, risk_management
from trimtab.adapters.firestore.writes import Change, Create, Merge
from trimtab.contracts.codec import to_document
from trimtab.domain.control import CancelRequest, Control
from trimtab.domain.errors import UnavailableError
from trimtab.domain.run import Run
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope, TradingState, strictest

UNRESTRICTED: Final = TradingState(mode=TradingMode.ACTIVE, reason="")
"""A person, portfolio or account that nobody has stopped."""

_UNREADABLE: Final = "the trading mode cannot be read now"


class FirestoreTradingStates:
    """The kill switches' storage; plain reads and writes only, so that nothing locks a document."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

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
        except UnavailableError:
            return TradingState.halted(_UNREADABLE)

    def set(
        self,
        state: TradingState,
        scope: TradingScope = TradingScope.EVERYBODY,
        place: TradingPlace | None = None,
    ) -> None:
        """Store a switch's new state. Raises UnavailableError when the store does not confirm it."""
        path = paths.switch(scope, place)
        try:
            self._documents.commit((Merge(path, to_document(risk_management(state))),))
        except UnclearCommitError as error:
            stored = self._documents.read(path)
            if stored is None or trading_state(stored) != state:
                raise unavailable("it did not confirm the trading mode") from error

    def set_next(self, state: TradingState, scope: TradingScope, place: TradingPlace) -> bool:
        """Store a switch's next state if its document has not changed since it was read."""
        path, fields = paths.switch(scope, place), to_document(risk_management(state))
        before = self._documents.read(path)
        if _narrow(before).epoch != state.epoch - 1:
            return False
        try:
            self._documents.commit(
                (Change(path, fields, before.revision) if before else Create(path, fields),)
            )
        except UnclearCommitError as error:
            stored = self._documents.read(path)
            if stored is None or (before and stored.revision == before.revision):
                raise unavailable("it did not confirm the trading mode") from error
            return trading_state(stored) == state
        return True

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
        return replace(halted, epoch=epoch) if isinstance(epoch, int) else halted
