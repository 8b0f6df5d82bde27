"""The money of many paths under some policies, day by day.

A day grows every holding, then money flows, a year's taxes are paid at its end, and on days of a look the
rules are asked; all trades are at the close. Cash earns nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from trimtab.lab.errors import BadSettingError
from trimtab.lab.flows import draw, feed
from trimtab.lab.policies import LabPolicy, TargetMix
from trimtab.lab.prices import Floats
from trimtab.lab.rules import Columns, Flags, Held, Rules, fund, plan
from trimtab.lab.tally import Tally

Cause = Literal["REBALANCE", "FLOW", "TAX"]


@dataclass(frozen=True, slots=True, eq=False)
class Traded:
    """Trades of one day: the columns that trade, and by how much each value changes, holdings by columns.

    A column is a policy's place times the number of paths, plus the path.
    """

    day: int
    cause: Cause
    columns: Columns
    changes: Floats


Watch = Callable[[Traded], None]


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """Values of holdings, cash and their sum by column, changed in place; each begins with one, on target.

    `basis` is what the held shares have cost, `gains` what was realised since the last year's end, less the
    losses of years before. Buying at the start costs nothing.
    """

    policies: tuple[LabPolicy, ...]
    rules: Rules
    paths: int
    values: Floats
    cash: Floats
    worth: Floats
    basis: Floats
    gains: Floats
    tally: Tally
    watch: Watch | None

    @classmethod
    def open(
        cls, policies: Sequence[LabPolicy], mix: TargetMix, paths: int, watch: Watch | None = None
    ) -> Book:
        """Start so many paths on their targets under each policy."""
        rules = Rules.of(policies, mix)
        values = np.repeat(rules.targets, len(policies) * paths, axis=1)
        holdings, columns = values.shape
        return cls(
            policies=tuple(policies),
            rules=rules,
            paths=paths,
            values=values,
            cash=np.full(columns, mix.cash),
            worth=values.sum(axis=0) + mix.cash,
            basis=values.copy(),
            gains=np.zeros(columns),
            tally=Tally.empty(holdings, columns),
            watch=watch,
        )

    def columns_of(self, policy: int) -> Columns:
        """Number the columns of a policy."""
        return np.arange(policy * self.paths, (policy + 1) * self.paths)

    def held(self, columns: Columns) -> Held:
        """Copy what some columns hold."""
        return Held(self.values[:, columns], self.cash[columns], self.worth[columns])

    def rules_of(self, columns: Columns) -> Rules:
        """Look up the rules of some columns."""
        return self.rules.take(columns // self.paths)


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """One day of a block: its number from zero, growth of the holdings, and the return of the mix itself.

    `looks` tells of each policy whether it looks on it.
    """

    number: int
    growth: Floats
    mix_return: Floats
    looks: Flags
    is_year_end: bool


def pass_day(book: Book, day: Day) -> None:
    """Let a day pass for all columns."""
    drift, largest = _grow(book, day)
    if any([*_flows(book, day), *_taxes(book, day)]):
        drift = np.abs(book.values / book.worth - book.rules.targets)
        largest = drift.max(axis=0)
    columns = _breached(book, day.looks, drift, largest) if day.looks.any() else np.empty(0, np.intp)
    if columns.size:
        held = book.held(columns)
        made = Traded(day.number, "REBALANCE", columns, plan(book.rules_of(columns), held))
        book.tally.events[columns] += _settle(book, held, made) > 0


def _grow(book: Book, day: Day) -> tuple[Floats, Floats]:
    """Grow the holdings and count the day; returns the drift of weights without signs, and each largest."""
    by_path = book.values.reshape(len(book.values), -1, book.paths)
    by_path *= day.growth[:, np.newaxis, :]
    worth = book.values.sum(axis=0)
    worth += book.cash
    growth = worth / book.worth
    book.worth[:] = worth
    drift: Floats = book.values / worth
    book.tally.weights[:] += drift
    drift -= book.rules.targets
    np.abs(drift, out=drift)
    largest: Floats = drift.max(axis=0)
    book.tally.count_day(growth, day.mix_return, largest)
    return drift, largest


def _breached(book: Book, looks: Flags, drift: Floats, largest: Floats) -> Columns:
    """Number the columns of policies that look where a weight, or cash, is out of its band.

    Where the largest drift is inside the narrowest band no weight can be out of its own.
    """
    rules, shape = book.rules, (len(looks), book.paths)
    cash = np.abs(book.cash / book.worth - rules.cash_target).reshape(shape)
    is_idle = cash > rules.cash_band[:, np.newaxis]
    narrowest = rules.bands.min(axis=0)
    flags = is_idle | (largest.reshape(shape) > narrowest[:, np.newaxis])
    flags &= looks[:, np.newaxis]
    columns = np.flatnonzero(flags)
    if (rules.bands == narrowest).all():
        return columns
    is_out = (drift[:, columns] > rules.bands[:, columns // book.paths]).any(axis=0)
    return columns[is_out | is_idle.reshape(-1)[columns]]


def _settle(book: Book, held: Held, made: Traded) -> Floats:
    """Book the trades and their costs; returns what changes hands in each column."""
    columns, changes = made.columns, made.changes
    rate = book.rules.cost[columns // book.paths]
    traded: Floats = np.abs(changes).sum(axis=0)
    cost = rate * traded
    if any(policy.tax_rate for policy in book.policies):
        _realise(book, held, made, rate)
    book.values[:, columns] = held.values + changes
    book.cash[columns] = held.cash - changes.sum(axis=0) - cost
    book.worth[columns] = held.total - cost
    book.tally.count_trades(columns, traded / held.total, cost / held.total)
    if book.watch is not None:
        book.watch(made)
    return traded


def _realise(book: Book, held: Held, made: Traded, rate: Floats) -> None:
    """Take the average cost of what is sold out of the basis; costs of trading lessen gains."""
    columns = made.columns
    sold, bought = np.maximum(-made.changes, 0.0), np.maximum(made.changes, 0.0)
    basis = book.basis[:, columns]
    given = basis * np.divide(sold, held.values, out=np.zeros_like(sold), where=held.values > 0)
    book.gains[columns] += (sold * (1 - rate) - given).sum(axis=0)
    book.basis[:, columns] = basis - given + bought * (1 + rate)


def _flows(book: Book, day: Day) -> Iterator[bool]:
    """Let money flow under the policies whose day it is; tells of each that it did."""
    for place, policy in enumerate(book.policies):
        flow = policy.flow
        if flow is not None and (day.number + 1) % flow.every == 0:
            amounts = np.full(book.paths, abs(flow.amount))
            wanted = Traded(day.number, "FLOW", book.columns_of(place), amounts)
            (_invest if flow.amount > 0 else _withdraw)(book, wanted)
            yield True


def _invest(book: Book, given: Traded) -> None:
    """Add an amount to each column and buy by the lazy rule; `given` has amounts for changes."""
    columns, amounts = given.columns, given.changes
    book.cash[columns] += amounts
    book.worth[columns] += amounts
    held, rules = book.held(columns), book.rules_of(columns)
    bought = fund(rules, held, feed(amounts, held.values, rules.targets))
    _settle(book, held, Traded(given.day, given.cause, columns, bought))


def _withdraw(book: Book, wanted: Traded) -> Floats:
    """Raise an amount and the cost of raising it by sales, and take it out; returns worth before it.

    `wanted` holds amounts in the place of changes. Raises BadSettingError where a path has not as much.
    """
    columns, amounts = wanted.columns, wanted.changes
    held, rules = book.held(columns), book.rules_of(columns)
    raised = amounts / (1 - rules.cost)
    if (raised >= held.values.sum(axis=0)).any():
        problem = "is more than a path has left; take out less, or for fewer years"
        raise BadSettingError(f"flow on step {wanted.day}", float(amounts.max()), problem)
    sold = draw(raised, held.values, rules.targets)
    _settle(book, held, Traded(wanted.day, wanted.cause, columns, -sold))
    book.cash[columns] -= amounts
    book.worth[columns] -= amounts
    return held.total


def _taxes(book: Book, day: Day) -> Iterator[bool]:
    """Let each policy's columns pay for a year's net gain at its end; tells of each that it did."""
    for place, policy in enumerate(book.policies if day.is_year_end else ()):
        if policy.tax_rate:
            columns = book.columns_of(place)
            _pay(book, day, columns[book.gains[columns] > 0], policy.tax_rate)
            yield True


def _pay(book: Book, day: Day, columns: Columns, rate: float) -> None:
    """Pay out of the portfolio; what the payment itself realises is the next year's."""
    due = rate * book.gains[columns]
    book.gains[columns] = 0.0
    before = _withdraw(book, Traded(day.number, "TAX", columns, due))
    book.tally.count_tax(columns, due / before)
