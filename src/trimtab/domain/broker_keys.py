"""What opens a brokerage account: a key pair or a token, and the environment they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from trimtab.domain.snapshot import BrokerMode


class SecretText:
    """Text that shows itself only to who asks for it: no representation, copy on disk or comparison leaks it.

    Raises ValueError for text that is empty or could not stand in a header.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str, name: str) -> None:
        if not text.isascii() or not text.isprintable() or not text.strip():
            raise ValueError(f"{name} is empty or not plain text; copy it again from the broker's site")
        self._text = text

    def reveal(self) -> str:
        """Return the text; keep it only as long as it is sent."""
        return self._text

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written down; read it again where it is needed")


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key id with its secret: one brokerage account."""

    key_id: SecretText
    secret_key: SecretText


@dataclass(frozen=True, slots=True)
class BearerToken:
    """A token the account's owner has granted us."""

    token: SecretText


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerKeys:
    """What opens one account, in the one environment it was issued for."""

    environment: BrokerMode
    proof: KeyPair | BearerToken


def key_pair(key_id: str, secret_key: str) -> KeyPair:
    """Wrap a key pair. Raises ValueError for an empty or unprintable part."""
    return KeyPair(SecretText(key_id, "key_id"), SecretText(secret_key, "secret_key"))


def bearer_token(token: str) -> BearerToken:
    """Wrap a token. Raises ValueError for an empty or unprintable one."""
    return BearerToken(SecretText(token, "token"))
