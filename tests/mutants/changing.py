"""Mutants: the small changes that can be made to one node of a syntax tree."""

import ast
from collections.abc import Callable, Iterator

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
EXACT_OPPOSITES = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
"""Where swapping the comparison already is the negation of the condition."""

Change = tuple[ast.AST, ast.AST]
"""A node, and what stands in its place in the mutant."""


def changes_of(node: ast.AST) -> Iterator[Change]:
    """Yield each change of a node, or of a condition that it asks; never a statement's removal."""
    for kind, change in _BY_KIND:
        if isinstance(node, kind):
            yield from change(node)


def removal_of(statement: ast.stmt) -> Iterator[Change]:
    """Yield what a statement becomes that is taken away: a call, `break` or `continue`."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        yield statement, ast.Pass()
    elif isinstance(statement, ast.Break):
        yield statement, ast.Continue()
    elif isinstance(statement, ast.Continue):
        yield statement, ast.Break()


def _comparison(node: ast.Compare) -> Iterator[Change]:
    for at, operator in enumerate(node.ops):
        operators = [*node.ops[:at], COMPARISONS[type(operator)](), *node.ops[at + 1 :]]
        yield node, ast.Compare(node.left, operators, node.comparators)


def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    if swapped := OPERATORS.get(type(node.op)):
        yield node, ast.BinOp(node.left, swapped(), node.right)


def _in_place(node: ast.AugAssign) -> Iterator[Change]:
    if swapped := OPERATORS.get(type(node.op)):
        yield node, ast.AugAssign(node.target, swapped(), node.value)


def _number(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        yield node, ast.Constant(node.value + 1)


def _and_or(node: ast.BoolOp) -> Iterator[Change]:
    yield node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _without_not(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield node, node.operand


def _asked(node: ast.If | ast.IfExp) -> Iterator[Change]:
    yield from _negated(node.test)


def _filtered(node: ast.comprehension) -> Iterator[Change]:
    for condition in node.ifs:
        yield from _negated(condition)


def _negated(condition: ast.expr) -> Iterator[Change]:
    swapped = isinstance(condition, ast.Compare) and len(condition.ops) == 1
    if swapped and isinstance(condition.ops[0], EXACT_OPPOSITES):  # type: ignore[attr-defined]
        return
    if not (isinstance(condition, ast.UnaryOp) and isinstance(condition.op, ast.Not)):
        yield condition, ast.UnaryOp(ast.Not(), condition)


def _returned(node: ast.Return) -> Iterator[Change]:
    if node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None):
        return
    yield node, ast.Return(ast.Constant(None))


def _called(node: ast.Call) -> Iterator[Change]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in NAMES:
        yield node, ast.Call(ast.Name(NAMES[name], ast.Load()), node.args, node.keywords)
    elif name == "sorted" and all(word.arg != "reverse" for word in node.keywords):
        reverse = ast.keyword("reverse", ast.Constant(True))
        yield node, ast.Call(node.func, node.args, [*node.keywords, reverse])


_BY_KIND: tuple[tuple[type[ast.AST], Callable[..., Iterator[Change]]], ...] = (
    (ast.Compare, _comparison),
    (ast.BinOp, _arithmetic),
    (ast.AugAssign, _in_place),
    (ast.Constant, _number),
    (ast.BoolOp, _and_or),
    (ast.UnaryOp, _without_not),
    (ast.If, _asked),
    (ast.IfExp, _asked),
    (ast.comprehension, _filtered),
    (ast.Return, _returned),
    (ast.Call, _called),
)
