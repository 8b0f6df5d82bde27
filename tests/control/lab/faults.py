"""Deliberate faults in the lab: one small textual change each, which a test has to notice."""

from __future__ import annotations

from typing import Final

from control.planting import Fault, mirror_of

LIVE: Final = "tests/property/test_lab_live.py::test_on_paths_of_real_returns_too"
"""The lab beside the live planner, trade for trade."""


def faults() -> tuple[Fault, ...]:
    """List the faults: those in the rules with the comparison, the others with the module's own tests."""
    ruled = (Fault(*row, tests=(mirror_of(row[1]), LIVE)) for row in _RULES)
    others = (Fault(*row, tests=(mirror_of(row[1]),)) for row in (*_MONEY, *_FIGURES, *_WORDS, *_STUDIES))
    return (*ruled, *others)


_Row = tuple[str, str, str, str]

_RULES: Final[tuple[_Row, ...]] = (
    (
        "exactly the band breaches",
        "lab/rules.py",
        "np.abs(home) > rules.bands * held.total",
        "np.abs(home) > 0.9 * rules.bands * held.total",
    ),
    ("buyers never pay for sellers' costs", "lab/rules.py", "sum(axis=0) * (1 - rules.cost)", "sum(axis=0)"),
    (
        "buys cost nothing",
        "lab/rules.py",
        "need = buys.sum(axis=0) * (1 + rules.cost)",
        "need = buys.sum(axis=0)",
    ),
    (
        "cash that is wanted is spent",
        "lab/rules.py",
        "np.minimum(rules.cash_target * held.total, purse)",
        "np.minimum(0.0, purse)",
    ),
    ("idle cash is never invested", "lab/rules.py", "is_over = idle > slack", "is_over = idle > held.total"),
    ("nobody sells for a buyer", "lab/rules.py", "(chosen & (home > 0)).any(axis=0)", "False"),
    ("one round of widening is enough", "lab/rules.py", "for _ in range(2):", "for _ in range(0):"),
    (
        "cash out of its band may stay",
        "lab/rules.py",
        "slack: Floats = width * (np.abs(held.cash - rules.cash_target * held.total) <= width)",
        "slack: Floats = width",
    ),
    (
        "the upper edge forgets the costs",
        "lab/rules.py",
        "- (rules.targets + rules.bands) * cost",
        "- 0 * cost",
    ),
    (
        "the edge is the target",
        "lab/rules.py",
        "moves: Floats = np.maximum(np.minimum(upper",
        "moves: Floats = np.minimum(np.minimum(upper",
    ),
    (
        "sellers give without the costs",
        "lab/rules.py",
        "lacking += (rules.cost",
        "lacking += 0 * (rules.cost",
    ),
    (
        "half-way is all the way",
        "lab/rules.py",
        "0.5 if way is Destination.HALF_WAY",
        "1.0 if way is Destination.HALF_WAY",
    ),
    (
        "cash has no band",
        "lab/rules.py",
        "band.width if band else 0.0 for band in bands]",
        "0.0 if band else 0.0 for band in bands]",
    ),
    ("what lacks least is fed first", "lab/flows.py", ".min(axis=0)", ".max(axis=0)"),
    ("a look comes a day late", "lab/run.py", "(step + 1) % every == 0", "step % every == 0"),
)

_MONEY: Final[tuple[_Row, ...]] = (
    (
        "costs do not leave the portfolio",
        "lab/book.py",
        "book.worth[columns] = held.total - cost",
        "book.worth[columns] = held.total",
    ),
    (
        "the whole basis goes with a sale",
        "lab/book.py",
        "given = basis * np.divide(",
        "given = basis + 0 * np.divide(",
    ),
    (
        "a loss is forgotten",
        "lab/book.py",
        "columns[book.gains[columns] > 0]",
        "columns[book.gains[columns] != 0]",
    ),
    (
        "money that comes in is a return",
        "lab/book.py",
        "    book.worth[columns] += amounts\n",
        "    book.worth[columns] += 0\n",
    ),
    (
        "a withdrawal forgets what raising costs",
        "lab/book.py",
        "raised = amounts / (1 - rules.cost)",
        "raised = amounts",
    ),
    (
        "ruin is not told",
        "lab/book.py",
        "if (raised >= held.values.sum(axis=0)).any():",
        "if not raised.size:",
    ),
    (
        "taxes are no loss of wealth",
        "lab/tally.py",
        "self.growth[columns] *= 1 - paid",
        "self.growth[columns] *= 1",
    ),
)

_FIGURES: Final[tuple[_Row, ...]] = (
    ("turnover counts both sides", "lab/tally.py", "traded / 2", "traded"),
    ("blocks share their dice", "lab/paths.py", "spawn_key=(self.number,)", "spawn_key=(0,)"),
    (
        "runs never wrap round",
        "lab/paths.py",
        "(drawn + 1) % known",
        "(drawn + 1).clip(max=known - 1)",
    ),
    (
        "the interval is one standard error",
        "lab/outcomes.py",
        "NORMAL_95: Final = 1.959963984540054",
        "NORMAL_95: Final = 1.0",
    ),
    ("straying is not squared", "lab/outcomes.py", "self.tracking_error**2", "self.tracking_error"),
    (
        "unpaired paths are compared",
        "lab/outcomes.py",
        "mean_of(ours - theirs)",
        "mean_of(ours - theirs[::-1])",
    ),
    ("the busiest of the tied is recommended", "lab/recommend.py", "return min(tied", "return max(tied"),
    (
        "looks fall on the session before a date",
        "lab/backtest.py",
        "bisect_left(dates, day) for",
        "bisect_left(dates, day) - 1 for",
    ),
    (
        "everything explained",
        "lab/anchor.py",
        "return Verdict.EXPLAINED if self.key in EXPLANATIONS else Verdict.OUTSIDE",
        "return Verdict.EXPLAINED",
    ),
)

_WORDS: Final[tuple[_Row, ...]] = (
    ("NaN is a price", "lab/prices.py", "if not isfinite(close):", "if close == float('inf'):"),
    ("a price may be zero", "lab/prices.py", "if close <= 0:", "if close < 0:"),
    ("days may stand still", "lab/prices.py", "if day <= earlier:", "if day < earlier:"),
    ("two returns are a history", "lab/prices.py", "if found < least:", "if found < 1:"),
    (
        "a band is adopted as points",
        "lab/adopt.py",
        "chosen.band.as_drift_config() if chosen.band else",
        "saved.drift if chosen.band else",
    ),
)

_TASK: Final = "services/study_policy.py"
_ASKING: Final = "services/recommend_policy.py"

_STUDIES: Final[tuple[_Row, ...]] = (
    ("a year less a day is enough", "lab/bars.py", "len(days) - 1 < LEAST", "len(days) < LEAST"),
    ("days need only one symbol", "lab/bars.py", "set.intersection(", "set.union("),
    ("closes never end", "lab/bars.py", "< asked_on - STALE_AFTER", "> asked_on"),
    ("every asking draws the same", "lab/study.py", "prices.growth(), terms.seed", "prices.growth(), 1"),
    ("nobody pays taxes", "lab/study.py", "tax_rate=float(terms.tax_rate)", "tax_rate=0.0"),
    ("a runner-up is left out", "lab/study.py", "found.runners_up)", "found.runners_up[1:])"),
    ("a study is answered by two", _TASK, "if record.study.is_held(now):", "if False:"),
    ("an earlier asking answers", _TASK, " or record.study.asked_at != due.asked_at", ""),
    ("a study takes for ever", _TASK, "if now >= self._until:", "if False:"),
    ("every step is written", _TASK, " and now >= study.updated_at + LEAST_PAUSE", ""),
    ("progress keeps no lease", _TASK, ", leased_until=now + LEASE))", "))"),
    (
        "a study is tried for ever",
        _TASK,
        "if study.tries >= MOST_TRIES:\n        return _fail(meter, error",
        "if False:\n        return _fail(meter, error",
    ),
    (
        "a defect is kept quiet",
        _TASK,
        'been written down.")\n        raise',
        'been written down.")\n        return meter.record.study',
    ),
    ("the day of the question counts", _TASK, " - timedelta(days=1)", ""),
    ("each press is another asking", _ASKING, "if record and record.study.is_under_way(now):", "if False:"),
    (
        "the queue is told once",
        _ASKING,
        "            return record.study\n",
        "            raise SystemExit\n",
    ),
    ("a draft is studied", _ASKING, "if policy.status is PolicyStatus.DRAFT:", "if False:"),
)
