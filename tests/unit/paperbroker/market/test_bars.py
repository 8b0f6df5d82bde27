from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal as D

from paperbroker.market.adjust import Adjuster, Ratio
from paperbroker.market.bars import Bar, make_bar
from paperbroker.market.frames import Frame
from paperbroker.market.marks import PriceSource, Range, Still
from unit.paperbroker.market.markets import CLOSING, FRIDAY, OPENING, marked, store

DAY = Frame(OPENING, ((OPENING, CLOSING),))
THURSDAY = timedelta(days=1)
HISTORY = marked(marked(store(SPY="400"), FRIDAY, "380"), FRIDAY + timedelta(hours=1), "390")


def bar(frame: Frame = DAY, now: datetime = CLOSING, adjuster: Adjuster | None = None) -> Bar | None:
    path = PriceSource(HISTORY, Still()).path("SPY", frame.windows[0][0], frame.windows[-1][1])
    assert path is not None
    return make_bar(path, frame, now, adjuster or Adjuster())


def test_a_bar_tells_the_prices_of_its_frame() -> None:
    """A lot of 100 shares each minute of the session; the average lies in the middle."""
    made = bar()

    assert Bar(OPENING, Range(D(400), D(400), D(380), D(390)), D(39_000), 390) == made
    assert made is not None
    assert D(390) == made.average


def test_a_bar_in_progress_tells_what_is_past() -> None:
    """Half an hour after the fall the later rise has not happened."""
    made = bar(now=FRIDAY + timedelta(minutes=30))

    assert made is not None
    assert (Range(D(400), D(400), D(380), D(380)), 180) == (made.prices, made.trades)


def test_a_frame_to_come_has_no_bar() -> None:
    """Before the open there is nothing to tell."""
    assert bar(now=OPENING - timedelta(seconds=1)) is None


def test_a_frame_of_two_sessions_joins_them() -> None:
    """The week's bar has both days' minutes, and nothing of the night between."""
    two = Frame(OPENING, ((OPENING - THURSDAY, CLOSING - THURSDAY), (OPENING, CLOSING)))
    made = bar(two)

    assert made is not None
    assert 780 == made.trades


def test_each_session_is_adjusted_by_its_own_ratio() -> None:
    """With a split on Friday, Thursday's prices count half and its shares double."""
    two = Frame(OPENING, ((OPENING - THURSDAY, CLOSING - THURSDAY), (OPENING, CLOSING)))
    made = bar(two, adjuster=Adjuster(((FRIDAY.date(), Ratio(D("0.5"), D(2))),)))

    assert made is not None
    assert (D(200), D(400), D(200), D(390)) == (
        made.prices.open,
        made.prices.high,
        made.prices.low,
        made.prices.close,
    )
    assert D(117_000) == made.volume
