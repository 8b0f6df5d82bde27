"""The bars of now: this minute's, this day's and the day before's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from paperbroker.market.bars import Bar, make_bar
from paperbroker.market.frames import Frame, Timeframe, Unit, frame_at
from paperbroker.market.market import Market

_MINUTE: Final = Timeframe(1, Unit.MINUTE)
_DAY: Final = Timeframe(1, Unit.DAY)


@dataclass(frozen=True, slots=True)
class LatestBars:
    """Bars of one symbol as they stand; None where there is no price yet."""

    minute: Bar | None
    day: Bar | None
    previous_day: Bar | None


class Latest:
    """Make the bars of now for any number of symbols; frames are found once per instant."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._frames: dict[datetime, tuple[Frame, ...]] = {}

    def minute_bar(self, symbol: str) -> Bar | None:
        """Make the latest minute's bar; raises `KeyError` for an unknown symbol."""
        minute, *_ = self._frames_until(self._market.traded_until(symbol))
        return self._bar(symbol, minute)

    def bars(self, symbol: str) -> LatestBars:
        """Make the latest bars; raises `KeyError` for an unknown symbol."""
        frames = self._frames_until(self._market.traded_until(symbol))
        return LatestBars(*(self._bar(symbol, frame) for frame in frames))

    def _frames_until(self, at: datetime) -> tuple[Frame, ...]:
        if at not in self._frames:
            current, previous = islice(self._market.sessions_until(at), 2)
            wanted = ((_MINUTE, current), (_DAY, current), (_DAY, previous))
            self._frames[at] = tuple(frame_at(timeframe, session, at) for timeframe, session in wanted)
        return self._frames[at]

    def _bar(self, symbol: str, frame: Frame) -> Bar | None:
        until = self._market.traded_until(symbol)
        path = self._market.path(symbol, frame.windows[0][0], min(frame.windows[-1][1], until))
        return make_bar(path, frame, until) if path else None
