"""Everything of a person, wherever it lies, and its way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trimtab.adapters.firestore import access_paths, paths
from trimtab.adapters.firestore.documents import Document, Documents
from trimtab.adapters.firestore.writes import Delete, Put, Write
from trimtab.domain.personal_record import Fate, PersonalRecord, under_pseudonym
from trimtab.domain.portfolio import DEFAULT_PORTFOLIO
from trimtab.domain.run import FINAL_STATES, RunRef, RunState

_UNENDED: Final = sorted(state.value for state in RunState if state not in FINAL_STATES)


class FirestorePersonalRecords:
    """Reads a person's root whole, and every other collection by the field that tells whose a document is."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def active_runs(self, uid: str) -> tuple[RunRef, ...]:
        """Find runs that have not ended in each of the person's portfolios."""
        further = self._documents.read_collection(access_paths.further_portfolios(uid))
        roots = {DEFAULT_PORTFOLIO: access_paths.home(uid), **{each.name: each.path for each in further}}
        return tuple(
            RunRef(uid=uid, portfolio_id=portfolio_id, run_id=found.name)
            for portfolio_id, root in roots.items()
            for found in self._documents.find(access_paths.runs(root), "state", "in", _UNENDED)
        )

    def of(self, uid: str) -> Iterator[PersonalRecord]:
        """Read every record: accounts first, which are found through runs, and kill switches last."""
        below = sorted(self._documents.read_below(access_paths.home(uid)), key=_is_switch)
        yield from self._accounts(uid, below)
        yield from self._elsewhere(uid)
        yield from (_record(each, access_paths.fate_of(each.path)) for each in below)
        root = self._documents.read(access_paths.home(uid))
        if root:
            yield _record(root, Fate.DESTROYED)

    def settle(self, records: Sequence[PersonalRecord], uid: str, pseudonym: str) -> None:
        """Commit the fates of records in one batch."""
        writes = [write for record in records for write in _fate(record, uid, pseudonym)]
        if writes:
            self._documents.store(*writes)

    def _elsewhere(self, uid: str) -> Iterator[PersonalRecord]:
        for collection, field in access_paths.FOUND_BY_FIELD:
            for each in self._documents.find(collection, field, "==", uid):
                yield _record(each, Fate.DESTROYED)
        named = [f"{collection}/{uid}" for collection in access_paths.FOUND_BY_NAME]
        yield from (_record(each, Fate.DESTROYED) for each in self._documents.read_together(named) if each)
        seen: dict[str, Document] = {}
        for group, field in access_paths.FOUND_IN_AUDIT:
            found = self._documents.find_equal_in_group(group, field, uid)
            seen.update({each.path: each for each in found})
        yield from (_record(each, Fate.RENAMED) for each in seen.values())

    def _accounts(self, uid: str, below: Sequence[Document]) -> Iterator[PersonalRecord]:
        """Read the brokerage accounts of the person's runs, but those that others trade, too."""
        named = {each.fields.get("account_key") for each in below}
        places = sorted(paths.account(key) for key in named if isinstance(key, str) and key)
        found = self._documents.read_together(places) if places else ()
        own = (each for each in found if each and {uid} >= set(_uids(each.fields)))
        yield from (_record(each, Fate.DESTROYED) for each in own)


def _record(stored: Document, fate: Fate) -> PersonalRecord:
    return PersonalRecord(stored.path, stored.fields, fate)


def _is_switch(stored: Document) -> bool:
    return "/risk_management/" in stored.path


def _uids(value: object) -> Iterator[str]:
    """List the people that a document names, however deep."""
    if isinstance(value, Mapping):
        named = value.get("uid")
        if isinstance(named, str):
            yield named
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _uids(item)


def _fate(record: PersonalRecord, uid: str, pseudonym: str) -> tuple[Write, ...]:
    match record.fate:
        case Fate.DESTROYED:
            return (Delete(record.path),)
        case Fate.KEPT:
            kept = access_paths.kept(record.path, uid, pseudonym)
            fields = under_pseudonym(_without_note(record.fields), uid, pseudonym)
            return Put(kept, fields), Delete(record.path)
        case Fate.RENAMED:
            return (Put(record.path, under_pseudonym(record.fields, uid, pseudonym)),)


def _without_note(fields: Mapping[str, object]) -> Mapping[str, object]:
    """Leave out what its owner has written in words of their own."""
    review = fields.get("review")
    return {**fields, "review": {**review, "note": ""}} if isinstance(review, Mapping) else fields
