# ruff: noqa: E501
"""Makes indexing.json.gz: what the real MindSpore gives for reading and writing Tensors by index.

Run with a Python that has MindSpore: ``python make_indexing.py``.  Every case is kept as the text of its index (and of the
value written), which the tests evaluate again; ``x`` is ``arange`` over the shape, in the dtype.
"""

import gzip
import json
import pathlib

import numpy as np

SHAPES = {"s0": (), "a": (10,), "m": (4, 5), "t": (2, 3, 4), "q": (2, 3, 2, 3)}

# Index expressions, by the shape that they are made for.
GET = {
    "s0": "x[()]; x[...]; x[None]; x[True]; x[None, ...]; x[0]; x[:]",
    "a": """x[0]; x[9]; x[-1]; x[-10]; x[10]; x[-11]; x[:]; x[2:5]; x[:3]; x[7:]; x[-3:]; x[:-3]; x[1:9:3]; x[::2]; x[::-1];
        x[8:2:-2]; x[3:1]; x[5:100]; x[-100:3]; x[100:]; x[::0]; x[2:8][1:3]; x[None]; x[...]; x[()]; x[(1,)]; x[:, None]; x[None, :, None];
        x[True]; x[False]; x[[1, 2]]; x[[-1, 0, 0]]; x[[]]; x[[True] * 10]; x[[True, False]]; x[[11]]; x[[1.5]]; x[[[1, 2], [3, 4]]];
        x[Tensor(3)]; x[Tensor(-1)]; x[Tensor([3])]; x[Tensor([1, 2], ms.int32)]; x[Tensor([1, -2], ms.int16)]; x[Tensor([[0, 1], [9, -1]])];
        x[Tensor([], ms.int32)]; x[Tensor([True, False] * 5)]; x[Tensor([False] * 10)]; x[Tensor([True] * 9)]; x[Tensor([1.5])];
        x[Tensor(1):Tensor(4)]; x[1:Tensor(4)]; x[Tensor(2):]; x[1.5:3]; x[1.5]; x['a']; x[1, 2]; x[..., ...]; x[(0, 1),]; x[((0, 1),)];
        x[Tensor([2, 3]), None]; x[None, Tensor([2, 3])]; x[..., Tensor([2, 3])]; x[slice(1, 3)]; x[slice(None, None, 3)]""",
    "m": """x[0]; x[-1]; x[4]; x[1, 2]; x[-1, -1]; x[1, 5]; x[1][2]; x[:, 0]; x[:, -1]; x[0, :]; x[..., 1]; x[1, ...]; x[1:3, 2:4]; x[::2, ::2]; x[::-1]; x[:, ::-1];
        x[1:, :-1]; x[:, None]; x[None]; x[:, :, None]; x[..., None]; x[None, ..., None]; x[1, None]; x[None, 1]; x[:, 5:]; x[2:2];
        x[[0, 2]]; x[[3, 0, 0]]; x[:, [0, 2]]; x[[0, 2], [1, 3]]; x[[[0], [2]], [1, 3]]; x[[0, 1, 2], [0, 1]]; x[1, [0, 2]]; x[[0, 2], 1]; x[[0, 2], 1:3]; x[1:3, [0, 2]];
        x[[True, False, True, False]]; x[:, [True, False, True, False, True]]; x[[True, False, True, False], [0, 1]]; x[[True, 0]];
        x[Tensor([0, 2])]; x[Tensor([[0, 1], [2, 3]])]; x[:, Tensor([0, 2])]; x[Tensor([0, 2]), Tensor([1, 3])]; x[Tensor([[0], [2]]), Tensor([1, 3])]; x[Tensor(1), Tensor(2)]; x[Tensor(1), 2]; x[1, Tensor(2)];
        x[Tensor(1)]; x[:, Tensor(1)]; x[Tensor([True, False, True, False])]; x[Tensor([True, False, True, False]), 1]; x[Tensor([True, False, True, False]), 1:3];
        x[x > 7]; x[x > 100]; x[x == 3]; x[(x > 7).logical_and(x < 12)]; x[True]; x[False]; x[True, 0]; x[0, True]; x[..., True]; x[(0, 1), (1, 2)]; x[[0, 1], (1, 2)]; x[[slice(0, 1), 0]]; x[[0, None]];
        x[[Tensor(0), Tensor(1)]]; x[ops.arange(3)]; x[Tensor([4])]; x[[4]]; x[Tensor([0, 1]), None]; x[1, 2, 3]; x[..., 0, 1]; x[0, ..., 1]; x[0, 1, ...]; x[1:3][0]; x[Tensor(True)]""",
    "t": """x[0]; x[-1]; x[2]; x[0, 1]; x[0, 1, 2]; x[0, 1, 2, 3]; x[..., 0]; x[0, ...]; x[..., 0, :]; x[:, 1]; x[:, :, 1]; x[:, 3]; x[:, 0:2, 1:3]; x[::2, ::2]; x[:, ::-1]; x[..., ::-1]; x[0, ::-1, 1];
        x[:, None]; x[None, ..., None]; x[0, None, 1]; x[:, None, 1:]; x[..., None, 0]; x[0, :, None, 1]; x[:, [0, 2]]; x[[0, 1], [0, 2]]; x[[[0, 1], [0, 2]]]; x[[0, 1], :, [0, 2]]; x[:, [0, 1], [0, 2]];
        x[[0, 1], [0, 1, 2]]; x[[[0], [1]], [0, 2]]; x[0, [1, 2]]; x[[1, 0], 1]; x[0, :, [1, 2]]; x[[0, 1], 1, [2, 3]]; x[[0, 1], ..., 0]; x[..., [0, 1]]; x[..., [0, 1], [0, 1]]; x[0:1, ..., [0, 1]]; x[[1, 0], 0:2]; x[[1, 0], :, 0:2];
        x[True]; x[False]; x[True, 0]; x[0, True]; x[:, True]; x[..., True]; x[Tensor([True, False])]; x[Tensor(np.ones((2, 3), bool))]; x[Tensor(np.arange(6).reshape(2, 3) % 2 == 0)]; x[x > 5]; x[:, Tensor([True, False, True])];
        x[Tensor([True, False]), Tensor([0])]; x[Tensor([True, True]), Tensor([0, 1])]; x[Tensor(0), 1]; x[Tensor([[0, 1], [1, 0]])]; x[Tensor([0, 1]), None]; x[None, Tensor([0, 1])]; x[:, Tensor([0, 1]), None, Tensor([1, 2])];
        x[0, Tensor([0, 1]), None, Tensor([1, 2])]; x[Tensor([0, 1]), None, 1]; x[:, None, Tensor([0, 1])]; x[Tensor([0, 1]), :, None]; x[None, 0, Tensor([0, 1])]; x[0, None, Tensor([0, 1])];
        x[(0, 1),]; x[((0, 1), (1, 2))]; x[[0, 1], (1, 2)]; x[slice(0, 1)]; x[[0, slice(0, 1)]]; x[[Tensor([0, 1]), Tensor([1, 2])]]; x[[True, False]]; x[[True, 0]]; x[Tensor(np.zeros((2, 4), bool))]; x[..., Tensor([0, 1])];
        x[Tensor(np.ones((2, 3), bool)), 1]; x[:, Tensor(np.ones((3, 4), bool))]; x[0, Tensor(np.ones((3, 4), bool))]; x[:, 5:]; x[0][0][0]; x[1][:, 2]; x[-3]; x[Tensor([5])]; x[Tensor([-3])]; x[0, [4]];
        x[1, 1:, -2:]; x[1:, 1, -2:]; x[0, Tensor(1):Tensor(3)]; x[Tensor([0]), Tensor([1]), Tensor([2])]; x[(Tensor([0, 1]), 1, Tensor([2, 3]))]; x[Tensor([0]), Tensor([0, 1, 2]), Tensor([2])]; x[[0, 1], None, [1, 2]]""",
    "q": """x[0]; x[0, 0]; x[..., 0]; x[:, 0, :, 0]; x[:, :, ::2, ::2]; x[:, [0, 2]]; x[:, [0, 1], [0, 1]]; x[:, [0, 1], :, [0, 2]]; x[[0, 1], :, [0, 1]]; x[[0, 1], :, [0, 1], :]; x[0, [1, 2], :, [0, 1]]; x[0, :, [0, 1], 1]; x[:, 0, [0, 1]];
        x[:, 0, :, [0, 1]]; x[[0, 1], [0, 1], :, [0, 1]]; x[Tensor([[0], [1]]), :, :, Tensor([0, 1, 2])]; x[..., Tensor([0, 1]), :]; x[1:, ..., [0, 2]]; x[:, None, [0, 1], None]; x[x > 30]; x[Tensor(np.ones((2, 3), bool))]; x[:, Tensor(np.ones((3, 2), bool))];
        x[..., 1, None]; x[0, ..., -1]; x[0, 1, 1, 2]; x[None, :, None]; x[:, Tensor([0, 2]), 1:, Tensor([0, 2])]; x[:, 0:2, Tensor([0, 1]), 0:2]; x[Tensor([0, 1]), 0:2, Tensor([0, 1]), 0:2]; x[:, -1, ::-1]""",
}
DTYPED = "x[0]; x[1:3]; x[::-1]; x[:, 1]; x[[0, 2], [1, 3]]; x[Tensor([0, 2])]; x[Tensor([True, False, True, False])]; x[..., None]"
DTYPES = ["float16", "float64", "int8", "int32", "int64", "uint8", "bool"]

SET = {
    "s0": "x[()] = 5; x[...] = 5; x[None] = 5; x[0] = 1",
    "a": """x[0] = 5; x[-1] = 5; x[10] = 5; x[-11] = 5; x[2] = 1.5; x[2] = True; x[2] = None; x[2] = 'a'; x[2] = Tensor(7.); x[2] = Tensor([7.]); x[2] = Tensor([7., 8.]); x[2] = [7]; x[2] = np.float32(7);
        x[:] = 5; x[2:5] = 5; x[2:5] = Tensor([7., 8., 9.]); x[2:5] = [7, 8, 9]; x[2:5] = (7, 8, 9); x[2:5] = np.array([7., 8., 9.], np.float32); x[2:5] = Tensor([7.]); x[2:5] = Tensor([[7., 8., 9.]]); x[2:5] = Tensor([7., 8.]);
        x[2:5] = Tensor([7, 8, 9]); x[::2] = 5; x[::-1] = Tensor(np.arange(10) * 2.); x[8:2:-2] = Tensor([1., 2., 3.]); x[3:1] = 5; x[5:100] = 5; x[::0] = 5; x[...] = 5; x[...] = Tensor(np.ones(10, np.float32)); x[()] = 5; x[None] = 5; x[True] = 5; x[False] = 5;
        x[[1, 2]] = 5; x[[1, 2]] = [7, 8]; x[[1, 2]] = Tensor([7., 8.]); x[[1, 1]] = Tensor([7., 8.]); x[[-1, 0]] = Tensor([7., 8.]); x[[]] = 5; x[[11]] = 5; x[[1, 2]] = Tensor([7., 8., 9.]); x[[True] * 10] = 5; x[[True, False]] = 5;
        x[Tensor(3)] = 5; x[Tensor([3])] = 5; x[Tensor([1, 2])] = Tensor([7., 8.]); x[Tensor([1, 2])] = 7; x[Tensor([[1, 2], [3, 4]])] = Tensor([[1., 2.], [3., 4.]]); x[Tensor([[1, 2], [3, 4]])] = Tensor([1., 2.]);
        x[Tensor([True, False] * 5)] = 5; x[Tensor([True, False] * 5)] = Tensor(5.); x[Tensor([True, False] * 5)] = Tensor([1., 2., 3., 4., 5.]); x[Tensor([True, False] * 5)] = Tensor(np.arange(10) * 10.); x[Tensor([True, False] * 5)] = Tensor([1., 2.]); x[Tensor([False] * 10)] = 5;
        x[x > 5] = 0; x[x > 5] = Tensor(1.5); x[x > 5] = x[x > 5] * 2; x[Tensor([11])] = 5; x[Tensor([1.5])] = 5; x[1.5] = 5; x[1, 2] = 5; x[(1,)] = 5; x[Tensor(1):Tensor(4)] = 5; x[1:4] = x[4:7]; x[1:4] = x[0:3]; x[2] = x[3]; x[slice(1, 3)] = 5; x[Tensor([1, 2])] = [7, 8]; x[Tensor([1, 2])] = (7., 8.);
        x[2] = Tensor([[7.]]); x[2] = []; x[2:2] = Tensor([1.]); x[(0, 1),] = 5""",
    "m": """x[0] = 5; x[0] = [1, 2, 3, 4, 5]; x[0] = Tensor([1., 2., 3., 4., 5.]); x[0] = Tensor([7.]); x[0] = Tensor([1., 2.]); x[0] = (1, 2, 3, 4, 5); x[0] = np.arange(5); x[0] = np.arange(5).astype(np.float32); x[-1] = x[0]; x[4] = 5; x[1, 2] = 5; x[1, 2] = Tensor(5.); x[1][2] = 5;
        x[:, 0] = 5; x[:, 0] = Tensor([1., 2., 3., 4.]); x[:, 0] = [1, 2, 3, 4]; x[:, 0] = Tensor([[1.], [2.], [3.], [4.]]); x[:, -1:] = Tensor([[1.], [2.], [3.], [4.]]); x[1:3, 2:4] = 5; x[1:3, 2:4] = Tensor([[1., 2.], [3., 4.]]); x[1:3, 2:4] = [[1, 2], [3, 4]]; x[1:3, 2:4] = Tensor([1., 2.]);
        x[1:3] = Tensor([1., 2., 3., 4., 5.]); x[1:3] = Tensor([[1., 2., 3., 4., 5.]]); x[1:3] = Tensor([[1.], [2.]]); x[1:3] = [[1], [2]]; x[::2, ::2] = 5; x[::-1] = Tensor(np.arange(20).reshape(4, 5) * 2.); x[:, ::-1] = Tensor([1., 2., 3., 4., 5.]); x[...] = Tensor([1., 2., 3., 4., 5.]); x[..., 0] = 5; x[1, ...] = 5;
        x[None] = 5; x[:, None] = 5; x[None, 0] = Tensor([1., 2., 3., 4., 5.]); x[0, None] = Tensor([[1., 2., 3., 4., 5.]]); x[[0, 2]] = 5; x[[0, 2]] = Tensor([1., 2., 3., 4., 5.]); x[[0, 2]] = Tensor(np.arange(10).reshape(2, 5) * 1.5); x[:, [0, 2]] = 5; x[:, [0, 2]] = Tensor([7., 8.]); x[[0, 2], [1, 3]] = 5; x[[0, 2], [1, 3]] = Tensor([7., 8.]);
        x[[[0], [2]], [1, 3]] = Tensor([[7., 8.], [9., 10.]]); x[1, [0, 2]] = Tensor([7., 8.]); x[[0, 2], 1] = Tensor([7., 8.]); x[[0, 2], 1:3] = Tensor([7., 8.]); x[1:3, [0, 2]] = Tensor([[7., 8.], [9., 10.]]); x[[0, 2], 1:3] = 5; x[Tensor([0, 2])] = 5; x[Tensor([0, 2])] = Tensor([1., 2., 3., 4., 5.]);
        x[:, Tensor([0, 2])] = 5; x[Tensor([0, 2]), Tensor([1, 3])] = Tensor([7., 8.]); x[Tensor([0, 2]), Tensor([1, 3])] = 5; x[Tensor([0, 2]), 1] = 5; x[Tensor(1), 2] = 5; x[Tensor(1)] = Tensor([1., 2., 3., 4., 5.]); x[x > 7] = 0; x[x > 7] = Tensor(1.5); x[x > 16] = Tensor([1., 2., 3.]);
        x[x > 100] = 1; x[Tensor([True, False, True, False])] = 5; x[Tensor([True, False, True, False])] = Tensor([1., 2., 3., 4., 5.]); x[Tensor([True, False, True, False])] = Tensor(np.arange(10).reshape(2, 5) * 1.5); x[Tensor([True, False, True, False]), 1] = 5; x[:, Tensor([True, False, True, False, False])] = 5; x[[True, False, True, False]] = 5;
        x[True] = 5; x[False] = 5; x[True, 0] = 5; x[0:2] = x[2:4]; x[0:2, 0:2] = x[1:3, 1:3]; x[0] += 1; x[1:3, 2] *= 3; x[..., 1] -= Tensor([1., 2., 3., 4.]); x[1, 2, 3] = 5; x[(0, 1), (1, 2)] = 5; x[[0, 0], [1, 1]] = Tensor([7., 8.]); x[0:1, 0] = 5; x[Tensor([0, 2])] = [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]; x[Tensor([5])] = 1;
        x[0] = [1, 2, 3, 4, 5.5]; x[0] = [True, False, True, False, True]; x[0] = [Tensor(1.), Tensor(2.), Tensor(3.), Tensor(4.), Tensor(5.)]; x[[0, None]] = 5""",
    "t": """x[0] = 5; x[0] = Tensor([1., 2., 3., 4.]); x[0, 1] = 5; x[0, 1, 2] = 5; x[..., 0] = 5; x[..., 0] = Tensor([1., 2., 3.]); x[:, 1] = Tensor([1., 2., 3., 4.]); x[:, :, 1] = Tensor([[1.], [2.]]); x[:, 0:2, 1:3] = Tensor([7., 8.]); x[::2, ::2] = 5; x[:, None] = 5; x[:, [0, 2]] = 5; x[:, [0, 2]] = Tensor(np.arange(4.));
        x[[0, 1], [0, 2]] = Tensor([1., 2., 3., 4.]); x[[0, 1], [0, 2]] = Tensor([[1.], [2.]]); x[[0, 1], :, [0, 2]] = Tensor([1., 2., 3.]); x[[0, 1], :, [0, 2]] = Tensor(np.arange(6.).reshape(2, 3)); x[:, [0, 1], [0, 2]] = Tensor([7., 8.]); x[0, [1, 2]] = Tensor(np.arange(8.).reshape(2, 4)); x[0, :, [1, 2]] = Tensor(np.arange(6.).reshape(2, 3));
        x[0, :, [1, 2]] = Tensor([1., 2., 3.]); x[..., [0, 1]] = Tensor([7., 8.]); x[..., [0, 1], [0, 1]] = 5; x[0:1, ..., [0, 1]] = 5; x[x > 5] = 0; x[Tensor(np.ones((2, 3), bool))] = 5; x[Tensor(np.arange(6).reshape(2, 3) % 2 == 0)] = Tensor([1., 2., 3., 4.]); x[:, Tensor([True, False, True])] = 5; x[Tensor([[0, 1], [1, 0]])] = 5; x[Tensor([0, 1]), None] = 5;
        x[:, Tensor([0, 1]), None, Tensor([1, 2])] = 5; x[True] = 5; x[0, True] = 5; x[1][1] = 5; x[1][1][2] = 5; x[1, 1:][:, 2] = 5; x[0] = x[1]; x[:, 3] = 5; x[0, 1, 2, 3] = 5; x[1] = Tensor([1., 2.]); x[0, ..., -1] = Tensor([1., 2., 3.]); x[(Tensor([0, 1]), 1, Tensor([2, 3]))] = Tensor([7., 8.]); x[:, :, Tensor(1)] = 5""",
    "q": """x[0] = 5; x[..., 0] = 5; x[:, 0, :, 0] = Tensor([1., 2.]); x[:, :, ::2, ::2] = 5; x[:, [0, 1], [0, 1]] = Tensor([1., 2., 3.]); x[:, [0, 1], :, [0, 2]] = 5; x[[0, 1], :, [0, 1], :] = Tensor([1., 2., 3.]); x[0, :, [0, 1], 1] = Tensor([1., 2., 3.]); x[x > 30] = 1; x[..., Tensor([0, 1]), :] = Tensor([[1.], [2.]])""",
}
SET_DTYPED = "x[0] = 1; x[0] = 2.7; x[0] = -1; x[0] = True; x[1:3] = Tensor(2.7); x[1:3] = Tensor(3); x[0] = Tensor([1.5, 2.5, 3.5, 4.5, 5.5]); x[0] = [1.5, 2.5, 3.5, 4.5, 5.5]; x[x > 7] = 1; x[x > 7] = 1.5; x[[0, 2]] = 2.5; x[Tensor([0, 2]), 1] = Tensor([1.5, 2.5]); x[1, 2] = Tensor(2, ms.int32); x[1, 2] = 300"


def split(text):
    """The cases of one string: cut at the semicolons."""
    return [case.strip() for case in text.replace("\n", " ").split(";") if case.strip()]


def make_input(shape, dtype):
    """The array that is indexed: counts up from zero (a bool is true at every third place)."""
    count = np.arange(int(np.prod(shape, dtype=int)))
    return ((count % 3 == 0) if dtype == "bool" else count.astype(dtype)).reshape(shape)


def cases():
    """All (kind, shape, dtype, text), in order."""
    for kind, table, typed in (("get", GET, DTYPED), ("set", SET, SET_DTYPED)):
        for name, text in table.items():
            yield from ((kind, SHAPES[name], "float32", case) for case in split(text))
        for dtype in DTYPES:
            yield from ((kind, SHAPES["m"], dtype, case) for case in split(typed))


def describe(tensor):
    array = tensor.asnumpy()
    values = array.astype(np.float64 if array.dtype.kind == "f" else array.dtype).tolist()
    return {"shape": list(tensor.shape), "dtype": str(tensor.dtype), "value": values}


def record_gradient(record, gradients):
    """Keeps the gradients, or the type of error where the real one cannot differentiate this."""
    try:
        record["grad"] = gradients()
    except Exception as error:
        record["grad_error"] = type(error).__name__


def run_get(ms, ops, text, x):
    names = {"ms": ms, "ops": ops, "np": np, "Tensor": ms.Tensor}
    record = {"out": describe(eval(text, {**names, "x": ms.Tensor(x)}))}

    def weighted(x):
        y = eval(text, {**names, "x": x * 2})
        return (y * ms.Tensor(np.arange(y.size).reshape(y.shape), y.dtype)).sum()

    if x.dtype.kind == "f":
        record_gradient(record, lambda: [describe(ms.grad(weighted)(ms.Tensor(x)))])
    return record


def run_set(ms, ops, text, x):
    names = {"ms": ms, "ops": ops, "np": np, "Tensor": ms.Tensor}
    after = ms.Tensor(x)
    exec(text, {**names, "x": after})
    record = {"out": describe(after)}
    if x.dtype.kind != "f":
        return record
    target, _, value = text.partition(" = ")

    def weighted(x, v):
        y = x * 2
        exec(f"{target} = v" if v is not None else text, {**names, "x": y, "v": v if v is None else v * 3})
        return (y * ms.Tensor(np.arange(y.size).reshape(y.shape), y.dtype)).sum()

    if value.startswith("Tensor("):
        v = eval(value, names).astype(ms.Tensor(x).dtype)
        record_gradient(record, lambda: [describe(g) for g in ms.grad(weighted, (0, 1))(ms.Tensor(x), v)])
    else:
        record_gradient(record, lambda: [describe(ms.grad(lambda x: weighted(x, None))(ms.Tensor(x)))])
    return record


def main():
    import mindspore as ms
    from mindspore import ops

    ms.launch_blocking()
    records = []
    for kind, shape, dtype, text in cases():
        record = {"kind": kind, "shape": list(shape), "dtype": dtype, "text": text}
        try:
            record.update((run_get if kind == "get" else run_set)(ms, ops, text, make_input(shape, dtype)))
        except Exception as error:
            record["error"] = type(error).__name__
        records.append(record)
    with gzip.GzipFile(pathlib.Path(__file__).with_name("indexing.json.gz"), "wb", mtime=0) as file:
        file.write(json.dumps(records).encode())


if __name__ == "__main__":
    main()
