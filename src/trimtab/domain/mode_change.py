"""A turn of a kill switch as it is kept: who turned whose switch, why, when, and to which epoch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from trimtab.domain.trading_state import TradingPlace, TradingScope, TradingState


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeChange:
    """One turn. `place` tells whose switch it is, and is None for the one over everybody.

    `at` is when whoever turned it says so, in UTC.
    """

    scope: TradingScope
    place: TradingPlace | None
    state: TradingState
    at: datetime

    @classmethod
    def of(cls, state: TradingState, scope: TradingScope, place: TradingPlace | None) -> ModeChange:
        """Describe a turn.

        Raises ValueError for a state that tells nobody, no reason or no time, and for a narrow switch without
        a place.
        """
        missing = [name for name in ("updated_by", "reason", "updated_at") if not getattr(state, name)]
        if missing or state.updated_at is None:
            raise ValueError(f"state lacks {', '.join(missing)}; every turn tells who, why and when")
        if scope is TradingScope.EVERYBODY:
            place = None
        elif place is None:
            raise ValueError(f"place is None; a switch over {scope} needs one")
        return cls(scope=scope, place=place, state=state, at=state.updated_at.astimezone(UTC))

    @property
    def day(self) -> date:
        """The day of the turn (UTC)."""
        return self.at.date()

    @property
    def whom(self) -> str:
        """Name whom the switch stops: `everybody`, a person, or a person's portfolio or account."""
        if self.place is None:
            return "everybody"
        uid = self.place.portfolio.uid
        names = {
            TradingScope.PORTFOLIO: f"{uid}/{self.place.portfolio.portfolio_id}",
            TradingScope.ACCOUNT: f"{uid}/{self.place.account_key}",
        }
        return names.get(self.scope, uid)
