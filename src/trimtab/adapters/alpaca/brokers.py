"""Open people's Alpaca accounts, each with its own keys, allowance and memory."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final

from trimtab.adapters.alpaca.broker import DEFAULT_PATIENCE, AccountMemory, AlpacaBroker
from trimtab.adapters.alpaca.credentials import AlpacaCredentials
from trimtab.adapters.alpaca.patience import Monotonic, Patience
from trimtab.adapters.alpaca.rate import Now, utc_now
from trimtab.domain.errors import RefusedError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import require_account
from trimtab.domain.snapshot import BrokerMode
from trimtab.ports import Ahead, Secrets, in_turn

MOST_ACCOUNTS: Final = 500
"""Accounts remembered at once by one process; beyond that the longest known is forgotten."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where orders go and where prices come from."""

    trading_url: str
    data_url: str


class AlpacaBrokers:
    """The `Brokers` port over Alpaca; one object serves a whole process, so that accounts keep their pace."""

    def __init__(
        self,
        secrets: Secrets,
        hosts: Mapping[BrokerMode, Hosts],
        *,
        patience: Patience = DEFAULT_PATIENCE,
        monotonic: Monotonic = time.monotonic_ns,
        now: Now = utc_now,
        ahead: Ahead = in_turn,
    ) -> None:
        self._secrets = secrets
        self._hosts = hosts
        self._patience = patience
        self._monotonic = monotonic
        self._now = now
        self._ahead = ahead
        self._lock = Lock()
        self._memories: dict[str, AccountMemory] = {}
        self._account_ids: dict[str, str] = {}

    def of(self, uid: str, account_key: str | None = None) -> AlpacaBroker:
        """Open the account linked to a person; with an account's key that one only.

        Which account a pair of keys opens is asked for once: it never changes. Raises RefusedError when none
        is linked, or another one, UnavailableError when the broker does not tell which, and ValueError when
        the keys fit no configured host.
        """
        keys = self._secrets.of(uid)
        if keys is None:
            text = "No brokerage account is linked to you; link one first."
            raise RefusedError(ReasonCode.NO_BROKER_LINKED, text)
        hosts = self._hosts.get(keys.environment)
        if hosts is None:
            raise ValueError(f"no host is configured for {keys.environment} accounts; set ALPACA_BASE_URL")
        credentials = AlpacaCredentials.of(keys, hosts.trading_url, hosts.data_url)
        broker = self._opened(credentials)
        if account_key is not None:
            account_id = self._account_id(credentials.fingerprint, broker)
            require_account(account_key, broker.environment, account_id)
        return broker

    def _opened(self, credentials: AlpacaCredentials) -> AlpacaBroker:
        return AlpacaBroker(
            credentials,
            patience=self._patience,
            memory=self._memory(credentials.fingerprint),
            monotonic=self._monotonic,
            now=self._now,
            ahead=self._ahead,
        )

    def _account_id(self, fingerprint: str, broker: AlpacaBroker) -> str:
        known = self._account_ids.get(fingerprint)
        if known is None:
            known = self._account_ids[fingerprint] = broker.account().account_id
        return known

    def _memory(self, fingerprint: str) -> AccountMemory:
        with self._lock:
            known = self._memories.get(fingerprint)
            if known is None:
                known = self._memories[fingerprint] = AccountMemory.fresh(self._monotonic, self._now)
            for stale in list(self._memories)[:-MOST_ACCOUNTS]:
                del self._memories[stale]
                self._account_ids.pop(stale, None)
            return known
