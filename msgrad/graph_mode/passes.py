"""The passes that rewrite a function's source, on diastatic-malt. Imported when the first function is converted."""

from __future__ import annotations

import ast
import types
from typing import Any

from malt.converters import (
    break_statements,
    call_trees,
    continue_statements,
    control_flow,
    functions,
    return_statements,
    variables,
)
from malt.core import converter
from malt.pyct import anno, cfg, inspect_utils, naming, origin_info, parser, qual_names, transformer, transpiler
from malt.pyct.static_analysis import activity, liveness, reaching_definitions, reaching_fndefs

from msgrad.graph_mode.convert import NotConvertible

OPERATORS = "ag__"  # the name under which the passes call the module of statements

_REFUSED = tuple(
    getattr(ast, name)
    for name in ("Match", "ClassDef", "AsyncFor", "AsyncWith", "Await", "Yield", "YieldFrom", "TryStar", "TypeAlias")
    if hasattr(ast, name)
)
_FRAME_READERS = frozenset({"locals", "vars", "eval", "exec", "dir"})


def converted_code(function: types.FunctionType) -> tuple[types.CodeType, str]:
    """The code of a module with a function, of the name returned, that gives a maker of the converted function.

    Raises:
        NotConvertible: for what the passes cannot rewrite without changing what it means.
    """
    function = _bare(function)
    future = inspect_utils.getfutureimports(function)
    node, source = parser.parse_entity(function, future_features=future)
    _check(node)
    node = _Prepared(function, node).visit(node)
    origin_info.resolve_entity(node, source, function)
    names = inspect_utils.getnamespace(function)
    namer = naming.Namer(names)
    name = namer.new_symbol("lam" if isinstance(node, ast.Lambda) else node.name, ())
    info = transformer.EntityInfo(name, source, function.__code__.co_filename, future, names)
    context = transformer.Context(info, namer, converter.ProgramContext(converter.STANDARD_OPTIONS))
    for i in range(len(node.args.defaults)):
        node.args.defaults[i] = ast.Constant(None)
    node.args.kw_defaults = [None if d is None else ast.Constant(None) for d in node.args.kw_defaults]
    _drop_annotations(node)
    made = _transformed(node, context)
    if isinstance(made, ast.Lambda):
        made = ast.Assign(targets=[ast.Name(name, ast.Store())], value=made)
    else:
        made.name = name
    inner, outer = namer.new_symbol("inner_factory", ()), namer.new_symbol("outer_factory", ())
    nodes = transpiler._wrap_into_factory(
        made, name, inner, outer, function.__code__.co_freevars, [OPERATORS], [f for f in future if f != "annotations"]
    )
    nodes = list(nodes) if isinstance(nodes, list | tuple) else [nodes]
    line = function.__code__.co_firstlineno
    for item in nodes:
        _place(item, line)
    module = ast.Module(body=nodes, type_ignores=[])
    return compile(module, function.__code__.co_filename, "exec", dont_inherit=True), outer


def _bare(function: types.FunctionType) -> types.FunctionType:
    """The function without its attributes: `inspect` would take ``__wrapped__`` for its source."""
    made = types.FunctionType(function.__code__, function.__globals__, function.__name__, None, function.__closure__)
    made.__module__, made.__qualname__ = function.__module__, function.__qualname__
    return made


# -- before --------------------------------------------------------------------------------------------------


def _check(node: ast.AST) -> None:
    for item in ast.walk(node):
        if isinstance(item, _REFUSED):
            raise NotConvertible(f"'{type(item).__name__}' in line {getattr(item, 'lineno', '?')}")
        if isinstance(item, ast.Try) and item.orelse and _leaves(item.body):
            raise NotConvertible("a 'try' that is left before its 'else'")
        if isinstance(item, ast.Call) and isinstance(item.func, ast.Name) and item.func.id in _FRAME_READERS:
            raise NotConvertible(f"a call of '{item.func.id}'")
        lazy: list[ast.AST] = []  # what becomes a function of its own, where a walrus would bind another variable
        if isinstance(item, ast.BoolOp | ast.IfExp):
            lazy = [item]
        elif isinstance(item, ast.While):
            lazy = [item.test]
        elif isinstance(item, ast.Compare) and len(item.ops) > 1:
            lazy = [item]
        if any(isinstance(inner, ast.NamedExpr) for part in lazy for inner in ast.walk(part)):
            raise NotConvertible("':=' in an expression that is evaluated lazily")


def _leaves(body: list[ast.stmt]) -> bool:
    return any(isinstance(n, ast.Return | ast.Break | ast.Continue) for s in body for n in ast.walk(s))


class _Prepared(ast.NodeTransformer):
    """Rewrites what the passes do not know: `super()`, private names, comparison chains, `except E as`, assertions."""

    def __init__(self, function: types.FunctionType, root: Any) -> None:
        self.root = root
        self.conditions: set[ast.AST] = set()  # expressions of which only the truth matters
        parts = function.__qualname__.split(".")
        self.owner = parts[-2].lstrip("_") if len(parts) > 1 and parts[-2] != "<locals>" else None
        self.first = root.args.args[0].arg if getattr(root, "args", None) and root.args.args else None

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        if node is not self.root and any(
            isinstance(n, ast.Name) and n.id in ("super", "__class__") for n in ast.walk(node)
        ):
            raise NotConvertible("'super' in an inner function")
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> Any:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args and not node.keywords:
            if self.first is None:
                raise NotConvertible("'super()' without a first argument")
            arguments = [ast.Name("__class__", ast.Load()), ast.Name(self.first, ast.Load())]
            node.args = [ast.copy_location(a, node) for a in arguments]
        return node

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        self.generic_visit(node)
        if node.attr.startswith("__") and not node.attr.endswith("__"):
            if self.owner is None:
                raise NotConvertible("a private name outside of a method")
            node.attr = f"_{self.owner}{node.attr}"
        return node

    def visit_Name(self, node: ast.Name) -> Any:
        if node.id.startswith("__") and not node.id.endswith("__") and self.owner is not None:
            raise NotConvertible("a private variable")
        return node

    def visit_Compare(self, node: ast.Compare) -> Any:
        """``a < f() < b`` as ``compare((a, lambda: f(), lambda: b), ("<", "<"))``: each operand is evaluated once."""
        self.generic_visit(node)
        if len(node.ops) == 1:
            return node
        operands = [_lambda(node.left), *[_lambda(c) for c in node.comparators]]
        left, right = (ast.Name(n, ast.Load()) for n in ("left_", "right_"))
        tests: list[ast.expr] = []
        for op in node.ops:
            arguments = ast.arguments([], [ast.arg("left_"), ast.arg("right_")], None, [], [], None, [])
            tests.append(ast.Lambda(arguments, ast.Compare(left, [op], [right])))
        call = ast.Call(_operator("compare"), [ast.Tuple(operands, ast.Load()), ast.Tuple(tests, ast.Load())], [])
        return _located(call, node)

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        """Outside of a condition ``a and b`` is one of its operands, whatever its shape."""
        self.generic_visit(node)
        if node in self.conditions:
            return node
        return _located(_logical(node, "and_" if isinstance(node.op, ast.And) else "or_"), node)

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.If | ast.While | ast.IfExp | ast.Assert):
            self.conditions.add(node.test)
        elif node in self.conditions and isinstance(node, ast.BoolOp):
            self.conditions.update(node.values)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self.conditions.add(node.operand)
        return super().visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> Any:
        """``except E as error``, whose name the passes do not see, with the name bound and deleted by statements."""
        self.generic_visit(node)
        if node.name is not None:
            first = ast.Assign([ast.Name(node.name, ast.Store())], ast.Call(_operator("caught"), [], []))
            last = ast.Delete([ast.Name(node.name, ast.Del())])
            node.body = [_located(first, node), *node.body, _located(last, node)]
            node.name = None
        return node

    def visit_Assert(self, node: ast.Assert) -> Any:
        self.generic_visit(node)
        arguments = [node.test] if node.msg is None else [node.test, _lambda(node.msg)]
        return _located(ast.Expr(ast.Call(_operator("assert_stmt"), arguments, [])), node)


def _operator(name: str) -> ast.expr:
    return ast.Attribute(ast.Name(OPERATORS, ast.Load()), name, ast.Load())


def _lambda(body: ast.expr) -> ast.expr:
    return ast.Lambda(ast.arguments([], [], None, [], [], None, []), body)


def _logical(node: ast.BoolOp, name: str) -> ast.expr:
    right = node.values[-1]
    for left in reversed(node.values[:-1]):
        right = ast.Call(_operator(name), [_lambda(left), _lambda(right)], [])
    return right


def _located(made: Any, node: ast.AST) -> Any:
    for item in ast.walk(made):
        if isinstance(item, ast.expr | ast.stmt | ast.arg) and not hasattr(item, "lineno"):
            ast.copy_location(item, node)
    return made


def _drop_annotations(node: ast.AST) -> None:
    """Annotations may name what the factory does not see; nobody looks at those of a converted function."""
    for item in ast.walk(node):
        if isinstance(item, ast.FunctionDef):
            item.returns = None
        elif isinstance(item, ast.arg):
            item.annotation = None


# -- the passes ----------------------------------------------------------------------------------------------


class _Options:
    """Stands for options of the passes that are not used."""

    @staticmethod
    def to_ast() -> ast.expr:
        return ast.Constant(None)


class _Functions(functions.FunctionTransformer):
    def _function_scope_options(self, fn_scope: Any) -> Any:
        return _Options


class _ControlFlow(control_flow.ControlFlowTransformer):
    """Attributes and items are no variables of a block: the engine sees by itself what is assigned to them."""

    def _get_block_composite_vars(self, modified: Any, live_in: Any) -> frozenset:
        return frozenset()


class _Logic(converter.Base):
    """`and`, `or`, `not` and conditional expressions as calls that evaluate their operands lazily."""

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        """What is left of them are conditions: only their truth is of interest."""
        return _logical(self.generic_visit(node), "all_of" if isinstance(node.op, ast.And) else "any_of")

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        node = self.generic_visit(node)
        return ast.Call(_operator("if_exp"), [node.test, _lambda(node.body), _lambda(node.orelse)], [])

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        node = self.generic_visit(node)
        return ast.Call(_operator("not_"), [node.operand], []) if isinstance(node.op, ast.Not) else node


def _resolved(node: Any, context: Any) -> Any:
    return activity.resolve(qual_names.resolve(node), context, None)


def _transformed(node: Any, context: Any) -> Any:
    graphs = cfg.build(node)
    node = _resolved(node, context)
    node = reaching_definitions.resolve(node, context, graphs)
    anno.dup(node, {anno.Static.DEFINITIONS: anno.Static.ORIG_DEFINITIONS})
    node = _Functions(context).visit(_resolved(node, context))
    node = break_statements.transform(node, context)
    node = continue_statements.transform(node, context)
    node = return_statements.transform(node, context)
    node = call_trees.transform(node, context)
    graphs = cfg.build(node)
    node = _resolved(node, context)
    node = reaching_definitions.resolve(node, context, graphs)
    node = reaching_fndefs.resolve(node, context, graphs)
    node = liveness.resolve(node, context, graphs)
    node = _ControlFlow(context).visit(node)
    node = _Logic(context).visit(node)
    return variables.transform(node, context)


# -- after ---------------------------------------------------------------------------------------------------


def _place(node: ast.AST, line: int) -> None:
    """Gives every node the line of the user's code that it comes from: its own, or that of what it is part of."""
    origin = anno.getanno(node, anno.Basic.ORIGIN, default=None)
    if origin is not None:
        line = origin.loc.lineno
    if isinstance(node, ast.expr | ast.stmt | ast.arg | ast.keyword | ast.excepthandler | ast.alias):
        node.lineno = node.end_lineno = line
        node.col_offset = node.end_col_offset = 0
    for child in ast.iter_child_nodes(node):
        _place(child, line)
