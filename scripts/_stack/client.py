"""Use the stack as a signed-in person does: sign in, call functions, read one's own documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from _stack.addresses import Addresses
from _stack.web import JsonObject, send


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user of one stack."""

    urls: Addresses
    uid: str
    token: str

    def call(self, function: str, **request: object) -> JsonObject:
        """Call a function and return its result. Raises `CallError` with the status it refused with."""
        answer = send(
            "POST", f"{self.urls.functions_url}/{function}", {"data": request}, headers=self._headers()
        )
        result: JsonObject = answer["result"]
        return result

    def document(self, path: str) -> JsonObject:
        """Read one document as plain values; the security rules apply."""
        return plain_fields(send("GET", f"{documents_url(self.urls)}/{path}", headers=self._headers()))

    def documents(self, path: str) -> list[JsonObject]:
        """Read the documents of a collection as plain values, in id order; the security rules apply."""
        url = f"{documents_url(self.urls)}/{path}?pageSize=300"
        return [
            plain_fields(found) for found in send("GET", url, headers=self._headers()).get("documents", [])
        ]

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def sign_in(urls: Addresses, *, email: str, password: str) -> Caller:
    """Sign in with a password. Raises `CallError` for an unknown user or a wrong password."""
    url = f"{urls.auth_url}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=local"
    answer = send("POST", url, {"email": email, "password": password, "returnSecureToken": True})
    return Caller(urls, answer["localId"], answer["idToken"])


def documents_url(urls: Addresses) -> str:
    """Give the address under which Firestore's documents hang."""
    return f"http://{urls.firestore_host}/v1/projects/{urls.project}/databases/(default)/documents"


def plain_fields(document: Mapping[str, Any]) -> JsonObject:
    """Turn Firestore's typed fields into plain values; timestamps stay RFC 3339 text."""
    return {name: _plain(value) for name, value in document.get("fields", {}).items()}


def _plain(value: Mapping[str, Any]) -> object:
    [(kind, content)] = value.items()
    match kind:
        case "integerValue":
            return int(content)
        case "mapValue":
            return plain_fields(content)
        case "arrayValue":
            return [_plain(item) for item in content.get("values", [])]
        case _:
            return content
