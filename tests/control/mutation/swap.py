"""Put a mutant into the running process: every module that knows the function or constant sees the change."""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from control.mutation.mutants import Mutant, mutate


def install(mutant: Mutant, module: ModuleType) -> None:
    """Make a mutant's change in a loaded module. It cannot be undone: fork first."""
    tree = mutate(mutant, mutant.path.read_text(encoding="utf-8"))
    if mutant.is_function:
        _swap_function(module, mutant, compile(tree, str(mutant.path), "exec", dont_inherit=True))
    else:
        _swap_constant(module, mutant.owner, tree)


def find_function(module: ModuleType, qualified: str) -> FunctionType:
    """Find a function or method of a module, behind a property too."""
    found: Any = module
    for part in qualified.split("."):
        found = vars(found)[part]
    found = getattr(found, "fget", None) or getattr(found, "__func__", found)
    return found if isinstance(found, FunctionType) else found.__wrapped__


def clear_caches(folder: Path) -> None:
    """Let the functions of all loaded modules in a folder forget their answers: those hide what runs."""
    for module in list(sys.modules.values()):
        if (getattr(module, "__file__", None) or "").startswith(f"{folder}/"):
            for known in vars(module).values():
                if hasattr(known, "cache_clear"):
                    known.cache_clear()


def nested_codes(code: CodeType) -> Iterator[CodeType]:
    """List a code object and those inside it, in the order they stand."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from nested_codes(constant)


def _swap_function(module: ModuleType, mutant: Mutant, code: CodeType) -> None:
    function = find_function(module, mutant.owner)
    new = next(found for found in nested_codes(code) if found.co_qualname == mutant.owner)
    for old_part, new_part in zip(
        list(nested_codes(function.__code__))[1:], list(nested_codes(new))[1:], strict=False
    ):
        for referrer in gc.get_referrers(old_part):
            if isinstance(referrer, FunctionType):
                referrer.__code__ = new_part
    function.__code__ = new


def _swap_constant(module: ModuleType, name: str, tree: ast.Module) -> None:
    value = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name
    )
    old = vars(module)[name]
    code = compile(ast.Expression(value or ast.Constant(None)), module.__name__, "eval", dont_inherit=True)
    new = eval(code, vars(module))  # noqa: S307 - an expression of this project's own source
    for other in list(sys.modules.values()):
        if vars(other).get(name) is old:
            setattr(other, name, new)
