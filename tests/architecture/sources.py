"""The project's Python sources, read once, and what can be measured in a syntax tree."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
BLOCKS: Final = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
NOT_CODE: Final = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.ENCODING,
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: where it is, counted from the project's root, and what it says."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.text)

    @property
    def functions(self) -> list[Function]:
        """Every function and method, nested ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]


def sources_under(*folders: str, skip: tuple[str, ...] = ()) -> list[Source]:
    """Read all Python files of some folders, those in skipped ones apart."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    named = [(path.relative_to(ROOT).as_posix(), path) for path in paths]
    return [
        Source(name, path.read_text(encoding="utf-8"))
        for name, path in named
        if not name.startswith(tuple(f"{folder}/" for folder in skip))
    ]


def product() -> list[Source]:
    """Read what is shipped or run: engine, paper broker, functions and scripts."""
    return sources_under("src", "functions", "scripts", skip=("functions/venv", "functions/trimtab"))


def engine(*packages: str) -> list[Source]:
    """Read the engine, or some of its packages."""
    return sources_under(*(f"src/trimtab/{package}" for package in packages or ("",)))


def code_lines(source: Source, function: Function) -> int:
    """Count the lines of a function that hold code: no blanks, comments or docstrings."""
    lines = coded_lines(source.text) - docstring_lines(function)
    return sum(1 for line in lines if function.lineno <= line <= (function.end_lineno or 0))


def coded_lines(text: str) -> set[int]:
    """Number the lines with at least one token that is not layout or comment."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {
        line
        for token in tokens
        if token.type not in NOT_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }


def docstring_lines(node: ast.AST) -> set[int]:
    """Number the lines of the docstrings in a node and in everything inside it."""
    return {
        line
        for holder in ast.walk(node)
        if isinstance(holder, Function | ast.ClassDef | ast.Module) and ast.get_docstring(holder)
        for line in range(holder.body[0].lineno, (holder.body[0].end_lineno or 0) + 1)
    }


def positional_count(function: Function) -> int:
    """Count the parameters that may be given by place, `self` and `cls` apart."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def nesting(node: ast.AST) -> int:
    """Count how many blocks stand inside each other at the deepest place; `elif` is no deeper than `if`."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        is_block = isinstance(child, BLOCKS) and not is_elif(node, child)
        deepest = max(deepest, nesting(child) + is_block)
    return deepest


def is_elif(parent: ast.AST, child: ast.AST) -> bool:
    """Tell whether a block is the `elif` of the block around it."""
    return isinstance(parent, ast.If) and isinstance(child, ast.If) and parent.orelse == [child]


def imported_modules(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """List every import, wherever it stands, by line and full module name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
