"""Watch what goes out to broker, store and queue: each call a span, each call in vain a count."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from trimtab.domain.errors import UnavailableError
from trimtab.domain.metrics import MetricName, Neighbour
from trimtab.ports import Brokerage, Brokers, Metrics, Spans

Far = TypeVar("Far")
Call = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Watch:
    """Where spans and counts go."""

    metrics: Metrics
    spans: Spans

    def over(self, far: Far, neighbour: Neighbour) -> Far:
        """Watch every public method of an adapter; the result stands in for it."""
        return cast("Far", _Watched(far, neighbour, self))

    def call(self, neighbour: Neighbour, name: str, method: Call) -> Call:
        """Watch one method."""

        @functools.wraps(method)
        def watched(*positional: object, **named: object) -> object:
            with self.spans.span(f"{neighbour.value.lower()}.{name}"):
                try:
                    return method(*positional, **named)
                except UnavailableError as error:
                    code = error.code.value
                    self.metrics.count(
                        MetricName.NEIGHBOUR_FAILURES, neighbour=neighbour.value, reason_code=code
                    )
                    raise

        return watched


class WatchedBrokers:
    """The `Brokers` port; every account it opens is watched."""

    def __init__(self, far: Brokers, watch: Watch) -> None:
        self._far = far
        self._watch = watch

    def of(self, uid: str, account_key: str | None = None) -> Brokerage:
        """Open the account linked to a person; with an account's key that one only.

        Raises RefusedError when none is linked, or another one, UnavailableError when nobody tells which.
        """
        if account_key is None:
            return self._watch.over(self._far.of(uid), Neighbour.BROKER)
        # Which account it is may have to be asked for.
        opening = self._watch.call(Neighbour.BROKER, "of", self._far.of)
        return self._watch.over(cast("Brokerage", opening(uid, account_key)), Neighbour.BROKER)


class _Watched:
    def __init__(self, far: object, neighbour: Neighbour, watch: Watch) -> None:
        self._far = far
        self._neighbour = neighbour
        self._watch = watch

    def __getattr__(self, name: str) -> object:
        """Hand out the adapter's own attribute, watched where it is a public method."""
        found = getattr(self._far, name)
        is_call = callable(found) and not name.startswith("_")
        return self._watch.call(self._neighbour, name, found) if is_call else found
