"""The kill switch's document, read so that whatever is wrong with it halts trading."""

from __future__ import annotations

from dataclasses import replace

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.records import RiskManagement, risk_management
from trimtab.adapters.firestore.writes import Merge
from trimtab.contracts.codec import to_document
from trimtab.domain.errors import UnavailableError
from trimtab.domain.trading_state import TradingState


class FirestoreTradingStates:
    """The kill switch's storage; plain reads and writes only, so that nothing locks the document."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def current(self) -> TradingState:
        """Read the switch; HALTED for anything but a readable document that says otherwise."""
        try:
            return trading_state(self._documents.read(paths.RISK_MANAGEMENT))
        except Exception:  # noqa: BLE001 - whatever goes wrong here must stop trading, not raise past the check
            return TradingState.halted("the trading mode cannot be read now")

    def set(self, state: TradingState) -> None:
        """Store a new state. Raises UnavailableError when the store does not confirm it."""
        try:
            self._documents.commit((Merge(paths.RISK_MANAGEMENT, to_document(risk_management(state))),))
        except UnclearCommitError as error:
            if self.current() != state:
                raise unavailable("it did not confirm the trading mode") from error


def trading_state(stored: Document | None) -> TradingState:
    """Read the stored switch; a malformed one is HALTED under the epoch it still shows."""
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
