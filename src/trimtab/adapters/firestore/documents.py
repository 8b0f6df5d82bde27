"""Every read and write of Firestore: bounded in time, in batches, with one answer to trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

from google.api_core.exceptions import Aborted, GoogleAPIError, ServiceUnavailable
from google.api_core.retry import Retry, if_exception_type
from google.cloud.firestore import Client, DocumentReference, DocumentSnapshot, WriteBatch
from google.cloud.firestore_v1.base_query import FieldFilter
from google.cloud.firestore_v1.types import WriteResult
from google.protobuf.timestamp_pb2 import Timestamp  # type: ignore[import-untyped]  # it ships no types

from trimtab.adapters.firestore.writes import Change, Create, Delete, Fields, Merge, Put, Write
from trimtab.contracts.codec import Stored, from_document
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode

CALL_SECONDS: Final = 3.0
"""Three calls in a row, a read, a commit and the look at what became of it, end within ten seconds."""

LARGE_CALL_SECONDS: Final = 15.0
"""For what is one batch and may touch thousands of documents, as the first look at an old account's lots."""


class UnclearCommitError(Exception):
    """A batch was not confirmed; whether it was stored only a look can tell."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read, with the store's own word for when it was last changed."""

    path: str
    fields: Fields
    revision: str

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    def read_as(self, kind: type[Stored]) -> Stored:
        """Read a typed value. Raises UnavailableError for a document this version cannot read."""
        try:
            return from_document(kind, self.fields)
        except ValueError as error:
            raise unavailable(f"the document {self.path} is not a readable {kind.__name__}") from error


class Documents:
    """A Firestore database; each call ends within `call_seconds`, whatever the network does."""

    def __init__(self, client: Client, call_seconds: float = CALL_SECONDS) -> None:
        self._client = client
        self._call_seconds = call_seconds
        repeatable = if_exception_type(ServiceUnavailable, Aborted)
        self._retry = Retry(predicate=repeatable, initial=0.05, maximum=0.5, timeout=call_seconds)

    def read(self, path: str) -> Document | None:
        """Read a document, or None where there is none. Raises UnavailableError without an answer in time."""
        return self.read_together((path,))[0]

    def read_together(self, paths: Sequence[str]) -> tuple[Document | None, ...]:
        """Read documents as they are at one moment, in the order of the paths."""
        references = [self._client.document(path) for path in paths]
        with _read_in_time():
            found = self._client.get_all(references, retry=self._retry, timeout=self._call_seconds)
            by_path = {snapshot.reference.path: _document(snapshot) for snapshot in found}
        return tuple(by_path.get(path) for path in paths)

    def read_collection(self, path: str) -> tuple[Document, ...]:
        """Read all documents of a collection."""
        with _read_in_time():
            found = self._client.collection(path).stream(retry=self._retry, timeout=self._call_seconds)
            documents = tuple(_document(snapshot) for snapshot in found)
        return tuple(document for document in documents if document)

    def find(
        self, path: str, field: str, operator: str, value: object, limit: int | None = None
    ) -> tuple[Document, ...]:
        """Read a collection's documents by one field, in its order; `operator` is the store's own word."""
        wanted = self._client.collection(path).where(filter=FieldFilter(field, operator, value))
        if limit is not None:
            wanted = wanted.order_by(field).limit(limit)
        with _read_in_time():
            found = wanted.stream(retry=self._retry, timeout=self._call_seconds)
            documents = tuple(_document(snapshot) for snapshot in found)
        return tuple(document for document in documents if document)

    def commit(self, writes: Sequence[Write]) -> str:
        """Store all writes or none, and tell the new revision of the first one's document.

        Raises UnclearCommitError when the store refuses or does not confirm: a lost answer may be a success.
        """
        batch = self._client.batch()
        for write in writes:
            self._add(batch, write)
        try:
            results = batch.commit(retry=self._retry, timeout=self._call_seconds)
        except GoogleAPIError as error:
            raise UnclearCommitError from error
        return _revision(results[0])

    def _add(self, batch: WriteBatch, write: Write) -> None:
        reference = self._client.document(write.path)
        match write:
            case Create():
                batch.create(reference, dict(write.fields))
            case Change():
                option = self._client.write_option(last_update_time=_update_time(write.revision))
                batch.update(reference, dict(write.fields), option)
            case Put() | Merge():
                batch.set(reference, dict(write.fields), merge=isinstance(write, Merge))
            case Delete():
                batch.delete(reference)


def unavailable(problem: str) -> UnavailableError:
    """Make the error for a store that did not answer, or not sensibly."""
    return UnavailableError(ReasonCode.STORE_UNAVAILABLE, f"The store failed: {problem}; try again.")


@contextmanager
def _read_in_time() -> Iterator[None]:
    try:
        yield
    except GoogleAPIError as error:
        raise unavailable("it did not answer a read in time") from error


def _document(snapshot: DocumentSnapshot[DocumentReference]) -> Document | None:
    fields = snapshot.to_dict()
    if fields is None:
        return None
    return Document(snapshot.reference.path, fields, _revision(snapshot))


def _revision(written: DocumentSnapshot[DocumentReference] | WriteResult) -> str:
    # The annotation says Timestamp; what comes is a datetime with nanoseconds.
    update_time = cast("Any", written.update_time)
    text: str = update_time.timestamp_pb().ToJsonString()
    return text


def _update_time(revision: str) -> Timestamp:
    instant = Timestamp()
    instant.FromJsonString(revision)
    return instant
