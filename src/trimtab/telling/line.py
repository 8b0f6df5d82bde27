"""In which order deliveries leave, and what leaves together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from trimtab.domain.delivery import Delivery
from trimtab.domain.preferences import Channel


@dataclass(frozen=True, slots=True)
class Line:
    """Groups of deliveries by their turn, each group one message; `surplus` has no turn this time."""

    groups: tuple[tuple[Delivery, ...], ...]
    surplus: tuple[Delivery, ...]


def line_up(due: tuple[Delivery, ...], most_calls: int) -> Line:
    """Line deliveries up: webhooks last, each person's first call before anybody's second.

    They alone lead to receivers that may be slow on purpose. A person's webhook is called `most_calls` times
    at most. A digest's deliveries are one group, at the place of the first.
    """
    calls = tuple(_ranked(each for each in due if each.channel is Channel.WEBHOOK))
    in_turn = sorted((pair for pair in calls if pair[0] < most_calls), key=lambda pair: pair[0])
    groups: dict[str, tuple[Delivery, ...]] = {}
    for each in due:
        if each.channel is not Channel.WEBHOOK:
            name = each.digest_id or each.delivery_id
            groups[name] = (*groups.get(name, ()), each)
    return Line(
        groups=(*groups.values(), *((each,) for _, each in in_turn)),
        surplus=tuple(each for rank, each in calls if rank >= most_calls),
    )


def _ranked(calls: Iterator[Delivery]) -> Iterator[tuple[int, Delivery]]:
    before: Counter[str] = Counter()
    for each in calls:
        uid = each.event.portfolio.uid
        yield before[uid], each
        before[uid] += 1
