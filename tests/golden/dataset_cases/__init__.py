"""The table of pipeline cases for `mindspore.dataset`, and the code that runs one of them.

The same table runs against the real MindSpore (``make_dataset.py`` writes the figures) and against msgrad (the tests
compare). A case is one Python expression: a pipeline, whose rows and facts are recorded, or (kind ``value``) anything
that can be written as JSON.
"""

import importlib
import zlib
from collections import namedtuple

import numpy as np

Case = namedtuple("Case", "group expr epochs seed kind")
GROUPS = (
    "sources",
    "files",
    "orders",
    "operations",
    "batches",
    "calls",
    "errors",
    "facts",
    "randoms",
    "records",
    "loaders",
    "collections",
)


def cases():
    """All cases, in the order of their groups."""
    found = []
    for group in GROUPS:
        for entry in importlib.import_module(f"dataset_cases.{group}").CASES:
            expr, options = (entry, {}) if isinstance(entry, str) else (entry[0], entry[1])
            found.append(
                Case(group, expr, options.get("epochs", 1), options.get("seed", 3), options.get("kind", "rows"))
            )
    names = [name(case) for case in found]
    assert len(set(names)) == len(names), [n for n in names if names.count(n) > 1]
    return found


def name(case):
    """How a case is called in the file of figures."""
    return case.expr + f" #{case.epochs}" * (case.epochs != 1) + f" seed {case.seed}" * (case.seed != 3)


def packed(value):
    """An array, number or string as JSON: dtype, shape, values (for many, their checksum)."""
    if isinstance(value, dict):
        return {key: packed(item) for key, item in value.items()}
    array = np.asarray(value)
    if array.dtype.kind == "S":
        array = np.char.decode(array, "latin1")
    kind = "str" if array.dtype.kind == "U" else str(array.dtype)
    if array.size > 40 and kind != "str":
        return [kind, list(array.shape), zlib.crc32(np.ascontiguousarray(array).tobytes())]
    return [kind, list(array.shape), array.ravel().tolist()]


def said_by(dataset):
    """What a pipeline says of itself."""
    return {
        "columns": dataset.get_col_names(),
        "size": dataset.get_dataset_size(),
        "batch": dataset.get_batch_size(),
        "repeat": dataset.get_repeat_count(),
        "shapes": [list(shape) for shape in dataset.output_shapes()],
        "types": [np.dtype(kind).kind if np.dtype(kind).kind in "US" else str(np.dtype(kind)) for kind in dataset.output_types()],
    }  # fmt: skip


def rows(dataset, epochs):
    """The rows of each epoch, a row as the list of its packed columns."""
    iterator = dataset.create_dict_iterator(num_epochs=epochs, output_numpy=True)
    result = []
    for _ in range(epochs):
        result.append([[packed(item) for item in row.values()] for row in iterator])
    return result


def run(case, folder):
    """What a case gives: its rows and facts, its value, or the kind of error."""
    import mindspore.dataset as ds

    from dataset_cases import helpers

    ds.config.set_seed(case.seed)
    ds.config.set_num_parallel_workers(2)
    np.random.seed(case.seed)
    space = {"ds": ds, "np": np, "F": str(folder)}
    space.update({key: item for key, item in vars(helpers).items() if not key.startswith("_")})
    for key in ("vision", "transforms", "dataloader"):
        space[key] = importlib.import_module(f"mindspore.dataset.{key}") if f"{key}." in case.expr else None
    try:
        if case.kind == "value":
            return {"value": plain(eval(case.expr, space))}
        result = {"rows": rows(eval(case.expr, space), case.epochs)}
    except Exception as error:
        return {"raises": type(error).__name__, "text": str(error)}
    ds.config.set_seed(case.seed)
    try:
        result["facts"] = said_by(eval(case.expr, space))
    except Exception as error:
        result["facts"] = type(error).__name__
    return result


def plain(value):
    """A value as JSON can hold it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (np.ndarray, np.generic)):
        return packed(value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)
