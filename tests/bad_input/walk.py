"""Walk every field of every request contract, put something bad there, and see what comes of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from inspect import isclass
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from bad_input.classes import CLASSES
from bad_input.rules import rule_of
from trimtab import contracts
from trimtab.contracts.base import Contract, parse
from trimtab.domain.errors import InvalidRequestError

Path = tuple[str | int, ...]

LONGEST_MESSAGE: Final = 400
TOO_MANY: Final = 2_001


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in a request: a field, an entry of a list or a value of a map, and what stands there."""

    path: Path
    good: object
    is_optional: bool
    is_required: bool

    @property
    def name(self) -> str:
        """Write the path as errors write it."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return "".join(parts).removeprefix(".")

    @property
    def is_leaf(self) -> bool:
        """Tell a single value from an object or a list."""
        return not isinstance(self.good, dict | list)


def request_contracts() -> list[type[Contract]]:
    """Find every contract of something that is sent to us."""
    for module in pkgutil.iter_modules(contracts.__path__):
        importlib.import_module(f"{contracts.__name__}.{module.name}")
    found = [model for model in _subclasses(Contract) if model.__module__.startswith("trimtab.")]
    sent = [model for model in found if model.__name__.endswith(("Request", "Task"))]
    return sorted((model for model in sent if model.__name__ != "PortfolioRequest"), key=lambda m: m.__name__)


def places(model: type[Contract], sample: dict[str, Any]) -> Iterator[Place]:
    """List everything a model describes. Raises KeyError where the sample leaves a field out."""
    for name, field in model.model_fields.items():
        here = _places(field.annotation, sample[name], (name,), is_required=field.is_required())
        yield from here


def leaf_faults(model: type[Contract], sample: dict[str, Any], name: str) -> list[str]:
    """Put every value of a class into every field, and tell what went through or fell over."""
    return [
        f"{model.__name__}.{place.name} {fault}"
        for place in places(model, sample)
        if place.is_leaf
        for bad in CLASSES[name](place.good)
        if (fault := _fault(model, replaced(sample, place.path, bad), place, is_legal=_is_legal(place, bad)))
    ]


def shape_faults(model: type[Contract], sample: dict[str, Any]) -> list[str]:
    """Take fields away, add strangers, turn objects into lists and lists into objects, and overfill lists."""
    return [
        f"{model.__name__}.{place.name} {what}: {fault}"
        for place in places(model, sample)
        for what, spoiled in _misshapen(sample, place)
        if (fault := _fault(model, spoiled, place, is_legal=False))
    ]


def replaced(sample: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    """Return a copy of a request with another value in one place."""
    copy = deepcopy(sample)
    holder: Any = copy
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return copy


def case_count(requests: list[tuple[type[Contract], dict[str, Any]]]) -> int:
    """Count the values that are put somewhere."""
    return sum(
        len(spoil(place.good))
        for model, sample in requests
        for place in places(model, sample)
        if place.is_leaf
        for spoil in CLASSES.values()
    )


def _subclasses(model: type[Contract]) -> Iterator[type[Contract]]:
    for below in model.__subclasses__():
        yield below
        yield from _subclasses(below)


def unfilled(model: type[Contract], samples: list[dict[str, Any]]) -> set[str]:
    """Name the places that are empty in every sample, so that nothing below them is walked."""
    seen = [{place.name: place.good for place in places(model, sample)} for sample in samples]
    return {name for goods in seen for name in goods if all(of.get(name) is None for of in seen)}


def _places(annotation: Any, good: Any, path: Path, *, is_required: bool) -> Iterator[Place]:
    kind, is_optional = _plain(annotation)
    yield Place(path, good, is_optional, is_required)
    inner = get_args(kind)
    if good is None:
        return
    if isclass(kind) and issubclass(kind, Contract):
        for name, field in kind.model_fields.items():
            below = _places(field.annotation, good[name], (*path, name), is_required=field.is_required())
            yield from below
    elif get_origin(kind) is tuple:
        yield from _places(inner[0], good[0], (*path, 0), is_required=False)
    elif get_origin(kind) is dict:
        for name in good:
            yield from _places(inner[1], good[name], (*path, name), is_required=False)


def _plain(annotation: Any) -> tuple[Any, bool]:
    """Strip what is around a type, and tell whether None may stand in its place."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return _plain(kinds[0])[0], len(kinds) < len(get_args(annotation))
    return annotation, False


def _is_legal(place: Place, value: object) -> bool:
    names = place.path[:-1] if place.path[:1] == ("prices",) and len(place.path) == 2 else place.path
    return (value is None and place.is_optional) or rule_of(names)(value)


def _misshapen(sample: dict[str, Any], place: Place) -> Iterator[tuple[str, dict[str, Any]]]:
    if place.is_required:
        yield "missing", _without(sample, place.path)
    if isinstance(place.good, list):
        wrong: tuple[object, ...] = ({}, {"0": place.good[0]}, "x", 7, True, place.good * TOO_MANY)
        yield from (("not a list", replaced(sample, place.path, value)) for value in wrong)
    if isinstance(place.good, dict):
        wrong = ([], [place.good], "x", 7, True, {**place.good, "__proto__": "1"}, {**place.good, "": "1"})
        yield from (("not an object", replaced(sample, place.path, value)) for value in wrong)


def _without(sample: dict[str, Any], path: Path) -> dict[str, Any]:
    copy = deepcopy(sample)
    holder: Any = copy
    for part in path[:-1]:
        holder = holder[part]
    del holder[path[-1]]
    return copy


def _fault(model: type[Contract], sent: dict[str, Any], place: Place, *, is_legal: bool) -> str:
    """Say what is wrong with the answer, or nothing when there is nothing."""
    try:
        parse(model, sent)
    except InvalidRequestError as error:
        return _unclear(error, place, is_legal=is_legal)
    except Exception as error:  # noqa: BLE001 - whatever comes from below is what is looked for
        return f"falls over with {type(error).__name__}"
    return "" if is_legal else "lets it pass"


def _unclear(error: InvalidRequestError, place: Place, *, is_legal: bool) -> str:
    """Say how a refusal is hard to understand; a legal value may clash with another field's."""
    field, message = error.details["field"], error.message
    if not field.startswith("" if is_legal else place.name):
        return f"is refused in the name of {field!r}"
    is_plain = message.isprintable() and len(message) <= LONGEST_MESSAGE
    return "" if is_plain and field in message and error.details["value"] in message else f"says {message!r}"
