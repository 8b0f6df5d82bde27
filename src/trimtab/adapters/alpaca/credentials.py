"""Whose account it is and where it lives: keys, and the hosts they may be shown to."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Final, NoReturn

from trimtab.domain.broker_keys import BrokerKeys, KeyPair
from trimtab.domain.snapshot import BrokerMode

_HOSTS: Final = {
    BrokerMode.PAPER: "https://paper-api.alpaca.markets",
    BrokerMode.LIVE: "https://api.alpaca.markets",
}
_DATA_URL: Final = "https://data.alpaca.markets"
_LOOPBACK: Final = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlpacaCredentials:
    """A key pair or a bearer token, the environment it belongs to, and the two hosts it is shown to.

    Neither a representation nor a copy on disk shows a secret. Raises ValueError for an unusable secret, and
    for any host but the environment's own or, for paper money, this machine (I-22).
    """

    key_id: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    bearer_token: str = field(default="", repr=False)
    environment: BrokerMode = BrokerMode.PAPER
    base_url: str
    data_url: str

    @classmethod
    def of(cls, keys: BrokerKeys, base_url: str, data_url: str) -> AlpacaCredentials:
        """Pair an account's keys with hosts."""
        proof, environment = keys.proof, keys.environment
        if isinstance(proof, KeyPair):
            return cls(
                key_id=proof.key_id.reveal(),
                secret_key=proof.secret_key.reveal(),
                environment=environment,
                base_url=base_url,
                data_url=data_url,
            )
        token = proof.token.reveal()
        return cls(bearer_token=token, environment=environment, base_url=base_url, data_url=data_url)

    def __post_init__(self) -> None:
        """Refuse what could show a key to a stranger, or paper keys to the live host."""
        if self.bearer_token and (self.key_id or self.secret_key):
            raise ValueError("bearer_token came with a key pair; use one of them")
        for name, secret in self._secrets.items():
            if not secret.isascii() or not secret.isprintable() or not secret.strip():
                raise ValueError(f"{name} is empty or not plain text; copy it again from the broker's site")
        _check_urls(self.environment, self.base_url, self.data_url)

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials are not written down; read them again where they are needed")

    @property
    def fingerprint(self) -> str:
        """Name the account's keys without telling them."""
        text = "\x1f".join((self.environment, *self._secrets.values()))
        return hashlib.sha256(text.encode()).hexdigest()

    def conceal(self, text: str) -> str:
        """Take every secret out of a text that came from outside."""
        for secret in self._secrets.values():
            text = text.replace(secret, "***")
        return text

    @property
    def _secrets(self) -> dict[str, str]:
        if self.bearer_token:
            return {"bearer_token": self.bearer_token}
        return {"secret_key": self.secret_key, "key_id": self.key_id}


def _environment_of(base_url: str) -> BrokerMode:
    """Tell what a trading host deals in; a broker on this machine is always paper."""
    return BrokerMode.LIVE if base_url == _HOSTS[BrokerMode.LIVE] else BrokerMode.PAPER


def _check_urls(environment: BrokerMode, base_url: str, data_url: str) -> None:
    is_local = _LOOPBACK.fullmatch(base_url) is not None
    if not is_local and base_url not in _HOSTS.values():
        known = ", ".join(_HOSTS.values())
        raise ValueError(f"base_url is {base_url!r}; use one of {known}, or http://127.0.0.1:<port>")
    if _environment_of(base_url) is not environment:
        raise ValueError(f"base_url is {base_url!r}; {environment} keys are never shown to it")
    fits = _LOOPBACK.fullmatch(data_url) is not None if is_local else data_url == _DATA_URL
    if not fits:
        wanted = "a loopback address, as base_url is" if is_local else _DATA_URL
        raise ValueError(f"data_url is {data_url!r}; use {wanted}")
