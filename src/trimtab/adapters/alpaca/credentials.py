"""Whose account it is and where it lives: a key pair, and hosts that decide paper or live."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from trimtab.domain.snapshot import BrokerMode

_ENVIRONMENTS: Final = {
    "https://paper-api.alpaca.markets": BrokerMode.PAPER,
    "https://api.alpaca.markets": BrokerMode.LIVE,
}
_DATA_URL: Final = "https://data.alpaca.markets"
_LOOPBACK: Final = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlpacaCredentials:
    """A key pair and the two hosts it is shown to; the pair never appears in a representation.

    Raises ValueError for an empty key and for any host that is neither Alpaca's nor this machine (I-22).
    """

    key_id: str = field(repr=False)
    secret_key: str = field(repr=False)
    base_url: str
    data_url: str

    def __post_init__(self) -> None:
        """Refuse what could show a key to a stranger."""
        for name, value in (("key_id", self.key_id), ("secret_key", self.secret_key)):
            if not value.isascii() or not value.isprintable() or not value.strip():
                raise ValueError(f"{name} is empty or not plain text; copy it again from the broker's site")
        _check_urls(self.base_url, self.data_url)

    @property
    def environment(self) -> BrokerMode:
        """Tell paper from live by the host alone; a broker on this machine is always paper."""
        return _ENVIRONMENTS.get(self.base_url, BrokerMode.PAPER)

    def conceal(self, text: str) -> str:
        """Take both keys out of a text that came from outside."""
        return text.replace(self.secret_key, "***").replace(self.key_id, "***")


def _check_urls(base_url: str, data_url: str) -> None:
    is_local = _LOOPBACK.fullmatch(base_url) is not None
    if not is_local and base_url not in _ENVIRONMENTS:
        known = ", ".join(_ENVIRONMENTS)
        raise ValueError(f"base_url is {base_url!r}; use one of {known}, or http://127.0.0.1:<port>")
    fits = _LOOPBACK.fullmatch(data_url) is not None if is_local else data_url == _DATA_URL
    if not fits:
        wanted = "a loopback address, as base_url is" if is_local else _DATA_URL
        raise ValueError(f"data_url is {data_url!r}; use {wanted}")
