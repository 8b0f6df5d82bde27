"""What goes out is watched, and works as before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from trimtab.adapters.memory.telemetry import MemoryMetrics
from trimtab.adapters.watched import Watch, WatchedBrokers
from trimtab.domain.errors import NotFoundError, RefusedError, TrimtabError, UnavailableError
from trimtab.domain.metrics import MetricName, Neighbour
from trimtab.domain.reasons import ReasonCode
from worlds import world


class Store:
    """A store that does as it is told."""

    name = "main"

    def read(self, key: str, *, trouble: TrimtabError | None = None) -> str:
        """Read, or fail."""
        if trouble:
            raise trouble
        return key


class Names:
    """Spans by the order in which they were opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    @contextmanager
    def span(self, name: str, **_attributes: str) -> Iterator[None]:
        """Keep the name."""
        self.opened.append(name)
        yield


def watch() -> tuple[Watch, MemoryMetrics, Names]:
    """A watch, and what it writes to."""
    metrics, spans = MemoryMetrics(), Names()
    return Watch(metrics, spans), metrics, spans


def test_a_watched_port_answers_as_the_port_does():
    """Arguments, results and plain attributes pass; each call is a span."""
    over, metrics, spans = watch()
    store = over.over(Store(), Neighbour.STORE)

    assert ("k", "main") == (store.read("k"), store.name)
    assert (["store.read"], []) == (spans.opened, metrics.samples)


def test_a_call_in_vain_is_counted_and_goes_on():
    """By whom it went to and by its reason."""
    over, metrics, _ = watch()
    trouble = UnavailableError(ReasonCode.STORE_UNAVAILABLE, "It did not answer.")
    with pytest.raises(UnavailableError, match="did not answer"):
        over.over(Store(), Neighbour.STORE).read("k", trouble=trouble)

    labels = {"neighbour": "STORE", "reason_code": "STORE_UNAVAILABLE"}
    assert [labels] == [sample.labels for sample in metrics.of(MetricName.NEIGHBOUR_FAILURES)]


def test_a_refusal_is_no_failure_of_a_neighbour():
    """It answered."""
    over, metrics, _ = watch()
    with pytest.raises(NotFoundError):
        over.over(Store(), Neighbour.STORE).read(
            "k", trouble=NotFoundError(ReasonCode.PLAN_NOT_FOUND, "None.")
        )

    assert [] == metrics.samples


def test_every_account_that_is_opened_is_watched():
    """A broker that is down counts under its own name; whoever has no account is refused as before."""
    over, metrics, spans = watch()
    here = world()
    here.broker.is_down = True
    brokers = WatchedBrokers(here.services.brokers, over)
    with pytest.raises(UnavailableError):
        brokers.of("anna").account()
    with pytest.raises(RefusedError):
        brokers.of("ben")

    assert ["broker.account"] == spans.opened
    assert ["BROKER"] == [sample.labels["neighbour"] for sample in metrics.samples]


def test_an_opening_in_vain_is_counted():
    """Which account the keys open may have to be asked for; another one is no failure of the broker."""
    over, metrics, spans = watch()
    with pytest.raises(RefusedError):
        WatchedBrokers(world().services.brokers, over).of("anna", "acct_other")

    assert (["broker.of"], []) == (spans.opened, metrics.samples)
