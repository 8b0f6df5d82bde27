"""Every read and write of Firestore: bounded in time, in batches, with one answer to trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

from google.api_core.exceptions import Aborted, GoogleAPIError, ServiceUnavailable
from google.api_core.retry import Retry, if_exception_type
from google.cloud.firestore import Client, DocumentReference, DocumentSnapshot, Query, WriteBatch
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
        if not by_path.keys() >= set(paths):
            # An answer that says nothing of a document does not say that there is none.
            raise unavailable("its answer to a read was not whole")
        return tuple(by_path[path] for path in paths)

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

    def latest(self, path: str, field: str, limit: int, before: object = None) -> tuple[Document, ...]:
        """Read a collection's documents by one field, the highest first; a page begins below a value."""
        wanted = self._client.collection(path).order_by(field, direction=Query.DESCENDING).limit(limit)
        if before is not None:
            wanted = wanted.where(filter=FieldFilter(field, "<", before))
        with _read_in_time():
            found = wanted.stream(retry=self._retry, timeout=self._call_seconds)
            documents = tuple(_document(snapshot) for snapshot in found)
        return tuple(document for document in documents if document)

    def find_in_group(
        self, group: str, field: str, most: object, limit: int, after: tuple[object, str] | None = None
    ) -> tuple[Document, ...]:
        """Read documents of all collections of a name whose field is at most `most`, in its order.

        A page begins after the field's value and the path of the last document of the page before.
        """
        at_most = FieldFilter(field, "<=", most)
        wanted = (
            self._client.collection_group(group).where(filter=at_most).order_by(field).order_by("__name__")
        )
        if after is not None:
            value, path = after
            wanted = wanted.start_after({field: value, "__name__": self._client.document(path)})
        with _read_in_time():
            found = wanted.limit(limit).stream(retry=self._retry, timeout=self._call_seconds)
            documents = tuple(_document(snapshot) for snapshot in found)
        return tuple(document for document in documents if document)

    def count_in_group(self, group: str, field: str, operator: str, value: object) -> int:
        """Count documents of all collections of a name by one field, without reading them."""
        wanted = self._client.collection_group(group).where(filter=FieldFilter(field, operator, value))
        with _read_in_time():
            # The stubs know neither that a collection can be counted nor what comes back.
            counting: Any = wanted.count()
            answer = counting.get(retry=self._retry, timeout=self._call_seconds)
        return int(answer[0][0].value)

    def find_equal_in_group(self, group: str, field: str, value: object) -> tuple[Document, ...]:
        """Read the documents of all collections of a name whose field has a value."""
        wanted = self._client.collection_group(group).where(filter=FieldFilter(field, "==", value))
        with _read_in_time():
            found = wanted.stream(retry=self._retry, timeout=self._call_seconds)
            documents = tuple(_document(snapshot) for snapshot in found)
        return tuple(document for document in documents if document)

    def read_below(self, path: str) -> tuple[Document, ...]:
        """Read everything below a document, however deep, also below documents that are not there."""
        with _read_in_time():
            collections = self._client.document(path).collections(timeout=self._call_seconds)
            found = [each.recursive().stream(timeout=self._call_seconds) for each in collections]
            documents = tuple(_document(snapshot) for stream in found for snapshot in stream)
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

    def store(self, *writes: Write) -> None:
        """Store all writes or none, where a repetition does no harm.

        Raises UnavailableError when the store does not confirm them; they may be stored all the same.
        """
        try:
            self.commit(writes)
        except UnclearCommitError as error:
            raise unavailable(f"it did not confirm {writes[0].path}") from error

    def exchange(self, write: Change | Create, what: str = "") -> str | None:
        """Store one write whose `nonce` is fresh, and tell the new revision; None where others were faster.

        Where the store does not confirm it, the nonce tells whether it was stored. Raises UnavailableError
        where that cannot be told, naming `what` or the path: the document still stands as it was read.
        """
        try:
            return self.commit((write,))
        except UnclearCommitError as error:
            stored = self.read(write.path)
            if stored and stored.fields.get("nonce") == write.fields["nonce"]:
                return stored.revision
            before = write.revision if isinstance(write, Change) else None
            if (stored and stored.revision) == before:
                raise unavailable(f"it did not confirm {what or write.path}") from error
            return None

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
    # The annotation says Timestamp; what comes is a datetime with nanoseconds, but from collection groups.
    update_time = cast("Any", written.update_time)
    if update_time is None:
        return ""  # a deleted document has no last change
    instant = update_time if isinstance(update_time, Timestamp) else update_time.timestamp_pb()
    text: str = instant.ToJsonString()
    return text


def _update_time(revision: str) -> Timestamp:
    instant = Timestamp()
    instant.FromJsonString(revision)
    return instant
