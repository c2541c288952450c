"""The `>>>` lines of MindSpore's docstrings as scripts, and the names that they belong to."""

import ast
import builtins
import collections
import doctest
import glob
import hashlib
import importlib
import inspect
import os
import pkgutil
import re
import sys
import types

from tests.conformance.fixtures import FIXTURES

# The documented modules; a case goes by its name in the first of them that has it.
PUBLIC_MODULES = """
    mindspore.amp mindspore.train mindspore.dataset mindspore
    mindspore.ops mindspore.nn mindspore.nn.probability.distribution mindspore.nn.probability.bijector
    mindspore.mint mindspore.mint.nn mindspore.mint.nn.functional mindspore.mint.optim mindspore.mint.linalg
    mindspore.mint.special mindspore.mint.distributed
    mindspore.numpy mindspore.numpy.fft mindspore.scipy mindspore.scipy.linalg mindspore.scipy.optimize
    mindspore.scipy.fft mindspore.common.initializer
    mindspore.dataset.vision mindspore.dataset.transforms mindspore.dataset.text mindspore.dataset.audio
    mindspore.dataset.config mindspore.dataset.dataloader mindspore.mindrecord
    mindspore.experimental.optim mindspore.experimental.optim.lr_scheduler
    mindspore.communication mindspore.communication.comm_func mindspore.parallel mindspore.parallel.nn
    mindspore.parallel.function mindspore.parallel.distributed mindspore.parallel.auto_parallel
    mindspore.parallel.strategy mindspore.boost mindspore.rewrite mindspore.log mindspore.profiler
    mindspore.profiler.mstx mindspore.runtime mindspore.hal mindspore.graph mindspore.device_manager
    mindspore.device_context.cpu mindspore.device_context.gpu mindspore.device_context.ascend
    mindspore.device_context.cpu.op_tuning mindspore.device_context.gpu.op_tuning
    mindspore.device_context.ascend.op_tuning mindspore.device_context.ascend.op_precision
    mindspore.device_context.ascend.op_debug mindspore.multiprocessing mindspore.utils mindspore.tools
    mindspore.safeguard mindspore.ops.operations mindspore.ops.auto_generate mindspore.ops.functional
    mindspore.ops.composite
""".split()
UNDOCUMENTED = {f"mindspore.ops.{name}" for name in ("operations", "auto_generate", "functional", "composite")}
OTHER = "other modules"
NOT_SOURCE = {"__pycache__", "_akg", "include", "lib", "ops_generate"}
PRELOAD = [name for name in PUBLIC_MODULES if "device_context" not in name]


# ---- examples: from docstrings to scripts --------------------------------------------------------


class Example:
    """One docstring's `>>>` lines as a script, and the output that the docstring shows."""

    def __init__(self, script, wants):
        self.script, self.wants = script, wants  # wants: [[line in the script, text], ...]
        self.key = hashlib.sha1(script.encode()).hexdigest()[:16]

    @classmethod
    def parse(cls, docstring):
        """The example in a docstring, or None where there is none."""
        if ">>>" not in docstring:
            return None
        try:
            parts = doctest.DocTestParser().get_examples(inspect.cleandoc(docstring))
        except ValueError:
            return None
        script, wants = "", []
        for part in parts:
            script += part.source
            if part.want:
                wants.append([script.count("\n"), part.want])
        return cls(script, wants) if script.strip() else None

    def renamed(self, names):
        """The same example with dotted names replaced, as {old: new} says."""
        script = self.script
        for old, new in names.items():
            script = re.sub(rf"(?<![\w.]){re.escape(old)}\b", new, script)
        return Example(script, self.wants)

    def prologue(self):
        """Definitions of the names that the example takes for granted, as far as FIXTURES has them."""
        needed, pending = set(), free_names(self.script)
        while pending:
            name = pending.pop()
            if name in FIXTURES and name not in needed:
                needed.add(name)
                pending |= free_names(FIXTURES[name])
        return "".join(code for name, code in FIXTURES.items() if name in needed)

    def request(self, seed, perturb=0):
        """What the worker is sent to run this example."""
        prologue = self.prologue()
        skip = len(ast.parse(prologue).body)
        return {"script": prologue + self.script, "skip": skip, "seed": seed, "perturb": perturb}

    def documented_output(self):
        """[[statement number, text], ...] as the docstring has it."""
        statements = ast.parse(self.script).body
        found = {}
        for line, text in self.wants:
            at = [n for n, statement in enumerate(statements) if statement.lineno <= line]
            if at:
                found[at[-1]] = found.get(at[-1], "") + text
        return sorted(found.items())


def free_names(code):
    """The names that a piece of code reads but binds nowhere."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    read, bound = set(), set(dir(builtins))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
    return read - bound


def extract_examples(site):
    """{key: Example} of every docstring in an installed MindSpore, which is read and not imported.

    The docstrings of what is written in C++ stand as plain text in the extension module.
    """
    root = os.path.join(site, "mindspore")
    texts = set()
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_SOURCE]
        for name in files:
            if name.endswith(".py"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    tree = ast.parse(file.read())
                texts.update(
                    node.value
                    for node in ast.walk(tree)
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                )
    for path in glob.glob(os.path.join(root, "_c_expression*.so")):
        with open(path, "rb") as file:
            texts.update(text.decode("utf-8", "replace") for text in re.findall(rb"[^\0]*>>> [^\0]*", file.read()))
    examples = filter(None, map(Example.parse, texts))
    return {example.key: example for example in examples}


# ---- names: which examples belong to which API ---------------------------------------------------


def import_everything():
    """The importable modules of the real MindSpore that are not private, by name."""
    import mindspore

    modules = {"mindspore": mindspore}
    for info in pkgutil.walk_packages(mindspore.__path__, "mindspore.", onerror=lambda name: None):
        parts = info.name.split(".")
        if parts[1] in NOT_SOURCE | {"run_check"} or any(part.startswith("_") for part in parts):
            continue
        try:
            modules[info.name] = importlib.import_module(info.name)
        except BaseException:  # many need another device or package
            continue
    for name in PUBLIC_MODULES:
        parent, _, last = name.rpartition(".")
        if name not in modules and isinstance(getattr(modules.get(parent), last, None), types.ModuleType):
            modules[name] = getattr(modules[parent], last)  # a module that goes by another name, too
    return modules


def is_mindspore(value):
    module = getattr(value, "__module__", None) or getattr(type(value), "__module__", "")
    return str(module).split(".")[0] == "mindspore"


def public_names(module):
    """What a module exports; the top one exports much that its `__all__` forgets."""
    listed = getattr(module, "__all__", None)
    names = set(listed or ())
    if not listed or module.__name__ == "mindspore":
        names.update(
            name
            for name, value in vars(module).items()
            if not name.startswith("_") and str(getattr(value, "__module__", "")).startswith(module.__name__)
        )
    return sorted(names)


def documented_objects():
    """Yields (dotted name, kind, object): the public API, the rest of the package, then the members of classes.

    A member goes by the class that defines it, or, where that is private, by the first one that inherits it.
    """
    modules = import_everything()
    order = [name for name in PUBLIC_MODULES if name in modules]
    order += sorted(set(modules) - set(order))
    classes = {}
    for module_name in order:
        module = modules[module_name]
        names = (
            public_names(module)
            if module_name in PUBLIC_MODULES
            else sorted(
                name
                for name, value in vars(module).items()
                if not name.startswith("_") and getattr(value, "__module__", "") == module_name
            )
        )
        for name in names:
            value = getattr(module, name, None)
            if value is None or isinstance(value, types.ModuleType):
                continue
            yield f"{module_name}.{name}", "class" if inspect.isclass(value) else "function", value
            if inspect.isclass(value) and is_mindspore(value):
                classes.setdefault(value, (module_name not in PUBLIC_MODULES, f"{module_name}.{name}"))

    def precedence(item):
        cls, (private, name) = item
        return private, name != "mindspore.Tensor", len(cls.__mro__)  # Tensor shares a base with Parameter

    done = set()
    for owner, (_, owner_name) in sorted(classes.items(), key=precedence):
        for cls in owner.__mro__:
            if cls not in done and is_mindspore(cls):
                done.add(cls)
                for member, value in sorted(vars(cls).items()):
                    if not member.startswith("_"):
                        yield f"{owner_name}.{member}", "member", getattr(value, "__func__", value)


def name_examples(examples):
    """({key: {names, kind, rename}}, [public names without an example]).

    Some examples call their subject by an internal name that the module they take it from does not
    have, such as ops.acos_ext for mint.acos; `rename` puts that right.
    """
    found, bare = {}, []
    every_name = collections.defaultdict(set)
    for name, kind, value in documented_objects():
        docstring = getattr(value, "__doc__", None)
        own = isinstance(docstring, str) and (kind == "class" or docstring is not type(value).__doc__)
        example = Example.parse(docstring) if own else None
        public = module_of(name, kind) in PUBLIC_MODULES
        if example is not None and example.key in examples:
            entry = found.setdefault(example.key, {"names": [], "kind": kind, "rename": {}})
            if public or not entry["names"]:
                entry["names"].append(name)
            every_name[example.key].add(name.rpartition(".")[2])
        elif (
            public
            and callable(value)
            and module_of(name, kind) not in UNDOCUMENTED
            and (kind != "member" or name.startswith(("mindspore.Tensor.", "mindspore.nn.Cell.")))
        ):
            bare.append(name)
    for key, entry in found.items():
        if groups_of(entry)[0] in UNDOCUMENTED | {OTHER}:
            continue
        for module, name in re.findall(r"(?<![\w.])(ops|nn)\.(\w+)\b", examples[key].script):
            known = {name, name.removesuffix("_ext")} & every_name[key]
            if known and not hasattr(sys.modules[f"mindspore.{module}"], name):
                entry["rename"][f"{module}.{name}"] = entry["names"][0]
    return found, bare


def module_of(name, kind):
    """The module part of a dotted name."""
    return name.rsplit(".", 2 if kind == "member" else 1)[0]


def group_of(name, kind):
    """The row of the report that a name counts in."""
    if name.startswith("mindspore.Tensor."):
        return "mindspore.Tensor"
    module = module_of(name, kind)
    if module == "mindspore.ops":
        return "mindspore.ops (functions)" if kind == "function" else "mindspore.ops (primitives)"
    return module if module in PUBLIC_MODULES else OTHER


def groups_of(case):
    """The rows that a case counts in: every documented module that has it, or else one other."""
    groups = [group_of(name, case["kind"]) for name in case["names"]]
    documented = {group for group in groups if group not in UNDOCUMENTED and group != OTHER}
    return sorted(documented or {groups[0]})
