"""Makes of each statement of a function one call or operation: nested ones get statements and names of their own.

``return self.relu(self.conv(x))`` becomes ``conv_var = self.conv(x)``, ``relu_var = self.relu(conv_var)`` and
``return relu_var``. Names are given and statements put in MindSpore's order, which begins at the end of the
function and puts the last operand first.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

_OPERATIONS = (ast.Call, ast.BinOp, ast.BoolOp, ast.UnaryOp, ast.Compare, ast.Subscript, ast.Tuple, ast.List, ast.Dict)
_NESTED = (*_OPERATIONS, ast.IfExp)


def _takes_name(expression: ast.expr) -> bool:
    """Whether an operand becomes a statement of its own."""
    if isinstance(expression, ast.UnaryOp):
        return not isinstance(expression.operand, ast.Constant)  # -1 is a number
    return isinstance(expression, _NESTED)


def name_of_operation(expression: ast.expr) -> str:
    """What a result is called after, such as "conv" or "add"."""
    if isinstance(expression, ast.Call):
        function = expression.func
        return getattr(function, "attr", None) or getattr(function, "id", None) or "function"
    if isinstance(expression, ast.BinOp | ast.BoolOp | ast.UnaryOp):
        return type(expression.op).__name__.lower()
    return type(expression).__name__.lower()


class Flattener:
    """Flattens functions. ``unique`` makes names that are not yet used; ``is_container`` tells of an attribute whether
    a loop over it runs over Cells."""

    def __init__(self, unique: Callable[[str], str], is_container: Callable[[ast.expr], bool]) -> None:
        self._unique = unique
        self._is_container = is_container

    def body(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        """The statements of a function, a loop or a branch, flattened."""
        done: list[ast.stmt] = []
        waiting = [s for s in statements if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
        while waiting:
            statement = waiting.pop()
            if isinstance(statement, ast.Assign) and len(statement.targets) > 1:
                waiting.extend(self._single(statement))
                continue
            waiting.extend(self._statement(statement))
            done.insert(0, statement)
        return done or [ast.Pass()]

    def _single(self, statement: ast.Assign) -> list[ast.stmt]:
        """``a = b = value`` as ``b = value; a = b``."""
        *targets, last = statement.targets
        made: list[ast.stmt] = [ast.Assign([last], statement.value)]
        source = ast.parse(ast.unparse(last), mode="eval").body
        return made + [ast.Assign([target], source) for target in reversed(targets)]

    def _statement(self, statement: ast.stmt) -> list[ast.stmt]:
        """Gives the nested operations of a statement names, and returns the statements that go before it."""
        before: list[ast.stmt] = []
        if isinstance(statement, ast.Assign | ast.Expr):
            self._operands(statement.value, before)
        elif isinstance(statement, ast.Return):
            if statement.value is not None:
                statement.value = self._named(statement.value, before)
        elif isinstance(statement, ast.If):
            statement.body = self.body(statement.body)
            statement.orelse = self.body(statement.orelse) if statement.orelse else []
            statement.test = self._named(statement.test, before)
        elif isinstance(statement, ast.For | ast.While):
            statement.body = self.body(statement.body)
            statement.orelse = self.body(statement.orelse) if statement.orelse else []
            if isinstance(statement, ast.For):
                statement.iter = self._iterated(statement.iter, before)
        return before

    def _iterated(self, expression: ast.expr, before: list[ast.stmt]) -> ast.expr:
        if isinstance(expression, ast.Attribute) and self._is_container(expression):
            name = self._unique(ast.unparse(expression).replace(".", "_"))
            before.insert(0, ast.Assign([ast.Name(name, ast.Store())], expression))
            return ast.Name(name, ast.Load())
        return self._named(expression, before)

    def _named(self, expression: ast.expr, before: list[ast.stmt]) -> ast.expr:
        """The name of an operation's result, or the expression itself where it is none."""
        if not _takes_name(expression):
            return expression
        name = self._unique(f"{name_of_operation(expression)}_var")
        before.insert(0, ast.Assign([ast.Name(name, ast.Store())], expression))
        return ast.Name(name, ast.Load())

    def _operands(self, value: ast.expr, before: list[ast.stmt]) -> None:
        if isinstance(value, ast.Call):
            if isinstance(value.func, ast.Call):
                value.func = self._named(value.func, before)
            elif isinstance(value.func, ast.Attribute):
                value.func.value = self._named(value.func.value, before)
            value.args = [self._named(item, before) for item in value.args]
            for keyword in value.keywords:
                if keyword.arg is not None:
                    keyword.value = self._named(keyword.value, before)
        elif isinstance(value, ast.BinOp):
            value.left, value.right = self._named(value.left, before), self._named(value.right, before)
        elif isinstance(value, ast.UnaryOp):
            value.operand = self._named(value.operand, before)
        elif isinstance(value, ast.BoolOp):  # what comes second is not always computed
            value.values[0] = self._named(value.values[0], before)
        elif isinstance(value, ast.Compare) and len(value.ops) == 1:
            value.left = self._named(value.left, before)
            value.comparators[0] = self._named(value.comparators[0], before)
        elif isinstance(value, ast.Tuple | ast.List):
            value.elts = [self._named(item, before) for item in value.elts]
