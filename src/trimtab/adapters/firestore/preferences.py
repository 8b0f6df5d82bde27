"""How people want to be told, their devices, and what their webhooks are signed with."""

from __future__ import annotations

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Create, Delete, Put
from trimtab.contracts.codec import to_document
from trimtab.domain.message import Device
from trimtab.domain.preferences import Preferences
from trimtab.ports import Identifiers


class FirestorePreferences:
    """The store of preferences."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def of(self, uid: str) -> Preferences:
        """Read a person's preferences, or the defaults."""
        stored = self._documents.read(paths.preferences(uid))
        return stored.read_as(Preferences) if stored else Preferences()

    def save(self, uid: str, wishes: Preferences) -> None:
        """Store preferences. Raises UnavailableError when the store does not confirm them."""
        self._documents.store(Put(paths.preferences(uid), to_document(wishes)))


class FirestoreDevices:
    """The devices of each person."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def of(self, uid: str) -> tuple[Device, ...]:
        """Read a person's devices."""
        found = self._documents.read_collection(paths.devices(uid))
        return tuple(sorted((each.read_as(Device) for each in found), key=lambda device: device.device_id))

    def keep(self, uid: str, device: Device) -> None:
        """Store a device."""
        self._documents.store(Put(paths.device(uid, device.device_id), to_document(device)))

    def forget(self, uid: str, device_id: str) -> None:
        """Delete a device."""
        self._documents.store(Delete(paths.device(uid, device_id)))


class FirestoreWebhookSecrets:
    """Secrets of 40 letters and digits, in a collection no client can read."""

    def __init__(self, documents: Documents, identifiers: Identifiers) -> None:
        self._documents = documents
        self._identifiers = identifiers

    def of(self, uid: str) -> str:
        """Read the secret, or make the first one; of two that make it one wins."""
        stored = self._stored(uid)
        if stored is None:
            return self._make_first(uid)
        return stored

    def renew(self, uid: str) -> str:
        """Replace the secret."""
        secret = self._fresh()
        self._documents.store(Put(paths.webhook_secret(uid), {"secret": secret}))
        return secret

    def _make_first(self, uid: str) -> str:
        secret = self._fresh()
        try:
            self._documents.commit((Create(paths.webhook_secret(uid), {"secret": secret}),))
        except UnclearCommitError as error:
            stored = self._stored(uid)
            if stored is None:
                raise unavailable("it did not confirm the webhook's secret") from error
            return stored
        return secret

    def _stored(self, uid: str) -> str | None:
        stored = self._documents.read(paths.webhook_secret(uid))
        secret = stored.fields.get("secret") if stored else None
        if stored and not isinstance(secret, str):
            raise unavailable(f"the document {stored.path} holds no secret")
        return secret if isinstance(secret, str) else None

    def _fresh(self) -> str:
        return self._identifiers.fresh() + self._identifiers.fresh()
