"""Small changes to a module's syntax tree, each of which some test has to notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Function = ast.FunctionDef | ast.AsyncFunctionDef

COMPARISONS: Final[dict[type[ast.cmpop], ast.cmpop]] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
}
ARITHMETIC: Final[dict[type[ast.operator], ast.operator]] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Div(),
    ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(),
    ast.Mod: ast.Mult(),
    ast.Pow: ast.Mult(),
    ast.BitAnd: ast.BitOr(),
    ast.BitOr: ast.BitAnd(),
}
NAMES: Final = {
    "ZERO": "ONE",
    "ONE": "ZERO",
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "ROUND_DOWN": "ROUND_UP",
    "ROUND_UP": "ROUND_DOWN",
    "BUY": "SELL",
    "SELL": "BUY",
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where it is, what it does, and the function or constant it changes."""

    path: Path
    line: int
    owner: str
    is_function: bool
    change: str
    node: int
    variant: int

    @property
    def name(self) -> str:
        """Tell the place and the change in one line."""
        return f"{self.path.name}:{self.line} {self.owner}: {self.change}"


def find_mutants(path: Path, source: str) -> list[Mutant]:
    """List every change this package knows for a module, in the order of its syntax tree."""
    tree = ast.parse(source)
    owners = {id(node): owner for owner, node in _owned(tree)}
    return [
        Mutant(path, getattr(node, "lineno", 0), *owners[id(node)], change, number, variant)
        for number, node in enumerate(ast.walk(tree))
        if id(node) in owners
        for variant, (change, _) in enumerate(_variants(node))
    ]


def mutate(mutant: Mutant, source: str) -> ast.Module:
    """Return the module's tree with one change made."""
    tree = ast.parse(source)
    chosen = next(node for number, node in enumerate(ast.walk(tree)) if number == mutant.node)
    _, replacement = list(_variants(chosen))[mutant.variant]
    _Replace(chosen, ast.copy_location(replacement, chosen)).visit(tree)
    return ast.fix_missing_locations(tree)


class _Replace(ast.NodeTransformer):
    """Put one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.old:
            return self.new
        return super().generic_visit(node)


def _owned(tree: ast.Module) -> Iterator[tuple[tuple[str, bool], ast.AST]]:
    """Pair every changeable node with what has to be replaced to change it."""
    for statement in tree.body:
        if isinstance(statement, Function):
            yield from _inside(statement.name, statement)
        elif isinstance(statement, ast.ClassDef):
            for member in statement.body:
                if isinstance(member, Function):
                    yield from _inside(f"{statement.name}.{member.name}", member)
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            for node in ast.walk(statement.value or ast.Pass()):
                yield (statement.target.id, False), node


def _inside(name: str, function: Function) -> Iterator[tuple[tuple[str, bool], ast.AST]]:
    hidden = {id(node) for note in _annotations(function) for node in ast.walk(note)}
    for statement in function.body:
        for node in ast.walk(statement):
            if id(node) not in hidden:
                yield (name, True), node


def _annotations(function: Function) -> Iterator[ast.AST]:
    for node in ast.walk(function):
        if isinstance(node, ast.AnnAssign):
            yield node.annotation
        elif isinstance(node, Function):
            yield from (argument.annotation for argument in node.args.args if argument.annotation)
            yield from (note for note in [node.returns] if note)


def _variants(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Name each change of a node and give the node that takes its place."""
    if isinstance(node, ast.expr):
        yield from _expressions(node)
    elif isinstance(node, ast.stmt):
        yield from _statements(node)
    elif isinstance(node, ast.comprehension):
        for number, condition in enumerate(node.ifs):
            less = copy.copy(node)
            less.ifs = [*node.ifs[:number], *node.ifs[number + 1 :]]
            yield f"drop if {ast.unparse(condition)}", less


def _expressions(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Compare):
        yield from _comparisons(node)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield _say(node, ast.BoolOp(op=other, values=node.values))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield _say(node, node.operand)
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield _say(node, ast.BinOp(left=node.left, op=ARITHMETIC[type(node.op)], right=node.right))
    elif isinstance(node, ast.IfExp):
        yield _say(node, ast.IfExp(test=node.test, body=node.orelse, orelse=node.body))
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    else:
        yield from _words(node)


def _comparisons(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for number, operator in enumerate(node.ops):
        ops = [*node.ops[:number], COMPARISONS[type(operator)], *node.ops[number + 1 :]]
        yield _say(node, ast.Compare(left=node.left, ops=ops, comparators=node.comparators))


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.value, bool):
        yield _say(node, ast.Constant(not node.value))
    elif isinstance(node.value, int):
        yield _say(node, ast.Constant(node.value + 1))


def _words(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Name) and node.id in NAMES:
        yield _say(node, ast.Name(id=NAMES[node.id], ctx=node.ctx))
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield _say(node, ast.Attribute(value=node.value, attr=NAMES[node.attr], ctx=node.ctx))
    elif isinstance(node, ast.Call) and _is_call_of(node, {"abs", "sorted", "reversed"}):
        yield _say(node, node.args[0])


def _is_call_of(node: ast.Call, names: set[str]) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in names and bool(node.args)


def _statements(node: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.If | ast.While):
        negated = copy.copy(node)
        negated.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
        yield f"if {ast.unparse(node.test)} -> not", negated
    elif isinstance(node, ast.Return) and not _is_none(node.value):
        yield f"{ast.unparse(node)} -> return None", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
        yield f"drop {ast.unparse(node)[:60]}", ast.Pass()
    elif isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        swapped = ast.AugAssign(target=node.target, op=ARITHMETIC[type(node.op)], value=node.value)
        yield _say(node, swapped)


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _say(before: ast.AST, after: ast.AST) -> tuple[str, ast.AST]:
    return f"{ast.unparse(before)[:60]} -> {ast.unparse(ast.fix_missing_locations(after))[:60]}", after
