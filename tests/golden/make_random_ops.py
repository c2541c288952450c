"""Records what the random operators of the real MindSpore 2.10 give after `set_seed`: random_ops.json, a list of cases.

    python tests/golden/make_random_ops.py      (a Python that has mindspore)

A case is a global seed and some expressions, evaluated one after the other: each gives an array or an exception's type.
"""

import json
from pathlib import Path

import numpy as np

CASES = [
    ("rand", ["ops.rand(5)", "ops.rand(2, 3)", "ops.rand((2, 3))", "ops.rand()"]),
    ("rand list", ["ops.rand([2, 3])"]),
    ("rand 0-d", ["ops.rand(())", "ops.rand(0)", "ops.rand(2, 0)"]),
    ("rand f16", ["ops.rand(4, dtype=ms.float16)", "ops.rand(4, dtype=ms.float64)", "ops.rand(4, dtype=ms.float32)"]),
    ("rand bf16", ["ops.rand(4, dtype=ms.bfloat16).float()"]),
    ("rand seeds", ["ops.rand(3, seed=3)", "ops.rand(3, seed=3)", "ops.rand(3)", "ops.rand(3, seed=4)"]),
    ("rand seed 0", ["ops.rand(3, seed=0)", "ops.rand(3)"]),
    ("rand large", ["ops.rand(1500)"]),
    ("rand int dtype", ["ops.rand(3, dtype=ms.int32)"]),
    ("rand int dtype 2", ["ops.rand(3, dtype=ms.bool_)"]),
    ("rand complex", ["ops.rand(3, dtype=ms.complex64)"]),
    ("rand float size", ["ops.rand(2.0)"]),
    ("rand str size", ["ops.rand('a')"]),
    ("rand bool size", ["ops.rand(True)"]),
    ("rand negative", ["ops.rand(-1)"]),
    ("rand mixed", ["ops.rand(2, (3,))"]),
    ("rand tensor size", ["ops.rand(Tensor([2, 3]))"]),
    ("rand negative seed", ["ops.rand(2, seed=-1)"]),
    ("rand float seed", ["ops.rand(2, seed=1.5)"]),
    ("rand str seed", ["ops.rand(2, seed='a')"]),
    ("rand bool seed", ["ops.rand(2, seed=True)"]),
    ("rand dtype str", ["ops.rand(2, dtype='float32')"]),
    ("rand position", ["ops.rand(2, 3, ms.float32)"]),
    ("randn", ["ops.randn(5)", "ops.randn(2, 3)", "ops.randn((2, 3))", "ops.randn()"]),
    ("randn types", ["ops.randn(4, dtype=ms.float16)", "ops.randn(4, dtype=ms.float64)"]),
    ("randn seeds", ["ops.randn(3, seed=3)", "ops.randn(3, seed=3)", "ops.randn(3)", "ops.randn(4, seed=4)"]),
    ("randn empty", ["ops.randn(0)"]),
    ("randn int dtype", ["ops.randn(3, dtype=ms.int64)"]),
    ("randn float size", ["ops.randn(2.0)"]),
    ("randn negative", ["ops.randn(-1)"]),
    ("randn negative seed", ["ops.randn(2, seed=-1)"]),
    ("standard_normal", ["ops.standard_normal((2, 3))", "ops.standard_normal((5,))", "ops.standard_normal([4])"]),
    ("standard_normal seeds", ["ops.standard_normal((3,), seed=7)", "ops.standard_normal((3,), seed=7)"]),
    ("standard_normal large", ["ops.standard_normal((1111,))"]),
    ("standard_normal tensor", ["ops.standard_normal(Tensor([2, 3]))", "ops.standard_normal(Tensor([2, 3], ms.int32))"]),
    ("standard_normal int", ["ops.standard_normal(3)"]),
    ("standard_normal float", ["ops.standard_normal((3.0,))"]),
    ("standard_normal negative", ["ops.standard_normal((-3,))"]),
    ("standard_normal empty", ["ops.standard_normal(())"]),
    ("randint", ["ops.randint(0, 10, (8,))", "ops.randint(-5, 5, (2, 3))", "ops.randint(0, 10, (8,), seed=3)"]),
    ("randint types", ["ops.randint(0, 10, (4,), dtype=ms.int32)", "ops.randint(0, 10, (4,), dtype=ms.int8)"]),
    ("randint types 2", ["ops.randint(0, 10, (4,), dtype=ms.uint8)", "ops.randint(0, 10, (4,), dtype=ms.int64)"]),
    ("randint float dtype", ["ops.randint(0, 10, (4,), dtype=ms.float32)"]),
    ("randint wide", ["ops.randint(0, 2147483647, (8,))", "ops.randint(-2000000000, 2000000000, (8,))"]),
    ("randint equal", ["ops.randint(3, 3, (2,))"]),
    ("randint order", ["ops.randint(5, 3, (2,))"]),
    ("randint float low", ["ops.randint(0.5, 3, (2,))"]),
    ("randint tensor low", ["ops.randint(Tensor(0), 3, (2,))"]),
    ("randint int size", ["ops.randint(0, 3, 2)"]),
    ("randint list size", ["ops.randint(0, 3, [2])"]),
    ("randint bool", ["ops.randint(False, True, (2,))"]),
    ("randint empty", ["ops.randint(0, 3, ())", "ops.randint(0, 3, (0,))"]),
    ("randint negative size", ["ops.randint(0, 3, (-1,))"]),
    ("randint float size", ["ops.randint(0, 3, (1.0,))"]),
    ("randint too wide", ["ops.randint(0, 2**40, (3,))"]),
    ("randint negative seed", ["ops.randint(0, 3, (1,), seed=-1)"]),
    ("rand_like", ["ops.rand_like(X)", "ops.rand_like(X)", "ops.rand_like(X, seed=3)", "ops.rand_like(X, dtype=ms.float16)"]),
    ("rand_like f16", ["ops.rand_like(X.astype(ms.float16))", "ops.rand_like(X.astype(ms.float64))"]),
    ("rand_like int", ["ops.rand_like(I)"]),
    ("rand_like int to float", ["ops.rand_like(I, dtype=ms.float32)"]),
    ("rand_like array", ["ops.rand_like(np.ones(3))"]),
    ("rand_like dtype", ["ops.rand_like(X, dtype=ms.int32)"]),
    ("randn_like", ["ops.randn_like(X)", "ops.randn_like(X)", "ops.randn_like(X, seed=3)", "ops.randn_like(X, dtype=ms.float16)"]),
    ("randn_like int", ["ops.randn_like(I)"]),
    ("randn_like array", ["ops.randn_like([1.0])"]),
    ("randint_like", ["ops.randint_like(I, 0, 10)", "ops.randint_like(I, 0, 10, seed=3)", "ops.randint_like(I, 0, 10, dtype=ms.int8)"]),
    ("randint_like int64", ["ops.randint_like(I.astype(ms.int64), 0, 10)"]),
    ("randint_like float", ["ops.randint_like(X, 0, 10)"]),
    ("randint_like order", ["ops.randint_like(I, 10, 0)"]),
    ("randint_like array", ["ops.randint_like(3, 0, 10)"]),
    ("randperm", ["ops.randperm(10)", "ops.randperm(10)", "ops.randperm(11)", "ops.randperm(1)", "ops.randperm(0)"]),
    ("randperm seeds", ["ops.randperm(8, seed=3)", "ops.randperm(8, seed=3)", "ops.randperm(8, 3, 5)", "ops.randperm(8, 0, 5)"]),
    ("randperm types", ["ops.randperm(8, dtype=ms.int32)", "ops.randperm(8, dtype=ms.float32)", "ops.randperm(8, dtype=ms.uint8)"]),
    ("randperm types 2", ["ops.randperm(8, dtype=ms.float16)", "ops.randperm(8, dtype=ms.float64)"]),
    ("randperm bool", ["ops.randperm(8, dtype=ms.bool_)"]),
    ("randperm uint8 overflow", ["ops.randperm(300, dtype=ms.uint8)"]),
    ("randperm negative", ["ops.randperm(-1)"]),
    ("randperm float", ["ops.randperm(2.0)"]),
    ("randperm tensor", ["ops.randperm(Tensor(4))"]),
    ("randperm seed -1", ["ops.randperm(3, seed=-2)"]),
    ("normal", ["ops.normal((2, 3), 1.0, 2.0)", "ops.normal((2, 3), 1.0, 2.0)", "ops.normal((4,), 0, 1)", "ops.normal((4,), 0, 1, seed=5)"]),
    ("normal tensors", ["ops.normal((3, 1, 2), Tensor([[3.0, 4], [5, 6]]), Tensor(1.0))", "ops.normal((2,), Tensor([1.0]), Tensor([2.0, 3, 4, 5]).reshape(2, 2))"]),
    ("normal int tensors", ["ops.normal((2,), Tensor([1, 2]), Tensor([3, 4]))"]),
    ("normal f16", ["ops.normal((2,), Tensor([1, 2], ms.float16), Tensor(1, ms.float16))"]),
    ("normal f16 mix", ["ops.normal((2,), Tensor([1, 2], ms.float16), 1.5)"]),
    ("normal f64", ["ops.normal((2,), Tensor([1, 2], ms.float64), 1.0)"]),
    ("normal list shape", ["ops.normal([2], 0.0, 1.0)"]),
    ("normal int shape", ["ops.normal(2, 0.0, 1.0)"]),
    ("normal str", ["ops.normal((2,), 'a', 1.0)"]),
    ("normal bool", ["ops.normal((2,), True, 1.0)"]),
    ("normal negative", ["ops.normal((2,), 0.0, -1.0)"]),
    ("normal scalar", ["ops.normal((), 0.0, 1.0)"]),
    ("uniform", ["ops.uniform((4,), Tensor(1.0), Tensor(3.0))", "ops.uniform((2, 3), Tensor(0.0), Tensor(1.0))", "ops.uniform((2,), Tensor(0.0), Tensor(1.0), seed=4)"]),
    ("uniform numbers", ["ops.uniform((4,), 1.0, 3.0)"]),
    ("uniform ints", ["ops.uniform((4,), 1, 3)"]),
    ("uniform tensors", ["ops.uniform((2, 1, 2), Tensor([[1.0, 2], [3, 4]]), Tensor([5.0]))"]),
    ("uniform int", ["ops.uniform((6,), Tensor(1, ms.int32), Tensor(30, ms.int32), dtype=ms.int32)", "ops.uniform((6,), Tensor(1, ms.int32), Tensor(30, ms.int32), seed=5, dtype=ms.int32)"]),
    ("uniform int tensors", ["ops.uniform((2,), Tensor([1, 2], ms.int32), Tensor([30, 50], ms.int32), dtype=ms.int32)"]),
    ("uniform int64", ["ops.uniform((6,), Tensor(1, ms.int64), Tensor(30, ms.int64), dtype=ms.int64)"]),
    ("uniform f16", ["ops.uniform((3,), Tensor(1.0), Tensor(3.0), dtype=ms.float16)"]),
    ("uniform f64", ["ops.uniform((3,), Tensor(1.0, ms.float64), Tensor(3.0, ms.float64), dtype=ms.float64)"]),
    ("uniform list", ["ops.uniform([3], Tensor(1.0), Tensor(3.0))"]),
    ("uniform int shape", ["ops.uniform(3, Tensor(1.0), Tensor(3.0))"]),
    ("uniform f16 in", ["ops.uniform((3,), Tensor(1.0, ms.float16), Tensor(3.0, ms.float16))"]),
    ("uniform int in", ["ops.uniform((3,), Tensor(1), Tensor(3))"]),
    ("uniform order", ["ops.uniform((3,), Tensor(3.0), Tensor(1.0))"]),
    ("uniform str", ["ops.uniform((3,), 'a', Tensor(1.0))"]),
    ("bernoulli", ["ops.bernoulli(X, Tensor([0.0, 1.0, 0.0]))", "ops.bernoulli(I, 1.0)", "ops.bernoulli(X, Tensor(0.0))"]),
    ("bernoulli types", ["ops.bernoulli(X.astype(ms.float16), 1.0)", "ops.bernoulli(X.astype(ms.int8), 0.0)", "ops.bernoulli(X.astype(ms.bool_), 1.0)", "ops.bernoulli(X.astype(ms.float64), 1.0)", "ops.bernoulli(X.astype(ms.uint8), 1.0)"]),
    ("bernoulli int p", ["ops.bernoulli(X, 1)"]),
    ("bernoulli range", ["ops.bernoulli(X, 1.5)"]),
    ("bernoulli negative", ["ops.bernoulli(X, -0.5)"]),
    ("bernoulli tensor range", ["ops.bernoulli(X, Tensor([0.0, 1.5, 0.0]))"]),
    ("bernoulli p shape", ["ops.bernoulli(X, Tensor([0.0, 1.0]))"]),
    ("bernoulli p type", ["ops.bernoulli(X, Tensor([0, 1, 1]))"]),
    ("bernoulli p str", ["ops.bernoulli(X, 'a')"]),
    ("bernoulli list", ["ops.bernoulli([1.0], 0.5)"]),
    ("bernoulli seed", ["ops.bernoulli(X, 0.0, seed=-1)"]),
    ("bernoulli float seed", ["ops.bernoulli(X, 0.0, seed=1.5)"]),
    ("multinomial", ["ops.multinomial(P, 8)", "ops.multinomial(P, 8)", "ops.multinomial(P, 8, True, 3)"]),
    ("multinomial 2d", ["ops.multinomial(P2, 6)", "ops.multinomial(P2, 6)"]),
    ("multinomial without", ["ops.multinomial(P, 3, False)", "ops.multinomial(P, 3, False)", "ops.multinomial(P2, 2, False)", "ops.multinomial(P, 3, False, 5)"]),
    ("multinomial f16", ["ops.multinomial(P.astype(ms.float16), 4)"]),
    ("multinomial f64", ["ops.multinomial(P.astype(ms.float64), 4)"]),
    ("multinomial int", ["ops.multinomial(Tensor([1, 2]), 4)"]),
    ("multinomial many", ["ops.multinomial(P, 5, False)"]),
    ("multinomial negative", ["ops.multinomial(Tensor([-1.0, 2.0]), 5)"]),
    ("multinomial zeros", ["ops.multinomial(Tensor([0.0, 0.0]), 5)"]),
    ("multinomial 3d", ["ops.multinomial(Tensor([[[1.0, 1.0]]]), 5)"]),
    ("multinomial float", ["ops.multinomial(P, 5.0)"]),
    ("multinomial none", ["ops.multinomial(P, 0)"]),
    ("multinomial minus", ["ops.multinomial(P, -1)"]),
    ("multinomial list", ["ops.multinomial([0.5, 0.5], 1)"]),
    ("multinomial replacement", ["ops.multinomial(P, 2, 1)"]),
    ("interleaved", ["ops.rand(2)", "ops.randn(2)", "ops.rand(2)", "ops.randint(0, 100, (3,))", "ops.standard_normal((2,))", "ops.randn(2)", "ops.normal((2,), 0.0, 1.0)", "ops.randint(0, 100, (3,))", "ops.rand_like(X)", "ops.uniform((2,), Tensor(0.0), Tensor(1.0))"]),
    ("randn_like types", ["ops.randn_like(X.astype(ms.float16))", "ops.randn_like(X.astype(ms.float64))", "ops.randn_like(I, dtype=ms.float64)", "ops.randn_like(X)"]),
    ("randn_like dtype", ["ops.randn_like(X, dtype=ms.int32)"]),
    ("randperm offset -1", ["ops.randperm(3, 0, -1)"]),
    ("randperm float seed", ["ops.randperm(3, 1.5)"]),
    ("randperm complex", ["ops.randperm(3, dtype=ms.complex64)"]),
    ("randint int16", ["ops.randint(0, 10, (4,), dtype=ms.int16)"]),
    ("uniform f64 in", ["ops.uniform((3,), Tensor(1.0, ms.float64), Tensor(3.0, ms.float64))"]),
    ("uniform int order", ["ops.uniform((3,), Tensor(3, ms.int32), Tensor(1, ms.int32), dtype=ms.int32)"]),
    ("uniform negative", ["ops.uniform((-3,), Tensor(1.0), Tensor(3.0))"]),
    ("normal negative size", ["ops.normal((-2,), 0.0, 1.0)"]),
    ("normal broadcast", ["ops.normal((2,), Tensor([1.0, 2.0, 3.0]), 1.0)"]),
    ("bernoulli p f64", ["ops.bernoulli(X, Tensor(0.0, ms.float64))"]),
    ("bernoulli p f16", ["ops.bernoulli(X, Tensor(0.0, ms.float16))"]),
    ("bernoulli p broadcast", ["ops.bernoulli(I, Tensor([0.0, 1.0, 0.0]))"]),
    ("bernoulli x broadcast", ["ops.bernoulli(X, Tensor([[0.0, 1.0, 0.0]]))"]),
    ("bernoulli more types", ["ops.bernoulli(X.astype(ms.int16), 1.0)", "ops.bernoulli(X.astype(ms.int64), 1.0)"]),
    ("bernoulli bf16", ["ops.bernoulli(X.astype(ms.bfloat16), 1.0)"]),
    ("multinomial seed", ["ops.multinomial(P, 2, True, -1)"]),
    ("multinomial without int", ["ops.multinomial(Tensor([1, 2]), 1, False)"]),
    ("multinomial many draws", ["ops.multinomial(Tensor(np.arange(1, 60, dtype=np.float32)), 3000)"]),
    ("standard_laplace", ["ops.standard_laplace((4,))", "ops.standard_laplace((4,))", "ops.standard_laplace((2, 2), seed=3)"]),
    ("standard_laplace list", ["ops.standard_laplace([4])"]),
    ("standard_laplace int", ["ops.standard_laplace(4)"]),
    ("standard_laplace negative", ["ops.standard_laplace((-4,))"]),
    ("standard_laplace tensor", ["ops.standard_laplace(Tensor([2, 2]))"]),
    ("laplace", ["ops.standard_laplace((2,))", "ops.laplace((4,), Tensor(1.0), Tensor(2.0))", "ops.laplace((2, 2), Tensor([1.0, 2.0]), Tensor(2.0))", "ops.standard_laplace((2,))"]),
    ("laplace tensors", ["ops.laplace((2, 1, 2), Tensor([[1.0, 2], [3, 4]]), Tensor([5.0]))"]),
    ("laplace broadcast", ["ops.laplace((2,), Tensor([1.0, 2.0, 3.0]), Tensor([5.0]))"]),
    ("rand seeds of names", ["ops.randint_like(I, 0, 100)", "ops.randint(0, 100, (3,))", "ops.randn_like(X)", "ops.randn(3)"]),
    ("laplace numbers", ["ops.laplace((4,), 1.0, 2.0)"]),
    ("laplace f16", ["ops.laplace((4,), Tensor(1.0, ms.float16), Tensor(2.0, ms.float16))"]),
    ("shuffle", ["ops.shuffle(Tensor([1, 2, 3, 4, 5]))", "ops.shuffle(Tensor([1, 2, 3, 4, 5]))", "ops.shuffle(Tensor([1, 2, 3, 4, 5]), seed=3)", "ops.shuffle(Tensor(np.arange(64).reshape(16, 4)))", "ops.shuffle(Tensor([2.5]))", "ops.shuffle(Tensor([True, False, False]))"]),
    ("shuffle 0-d", ["ops.shuffle(Tensor(2.5))"]),
    ("shuffle list", ["ops.shuffle([1, 2])"]),
    ("gumbel_softmax", ["ops.gumbel_softmax(P2, 1.0, True, 0)", "ops.uniform((2,), Tensor(0.0), Tensor(1.0))", "ops.gumbel_softmax(P2, 1.0, True)"]),
    ("gumbel_softmax tau", ["ops.gumbel_softmax(P2, 0.0)"]),
    ("gumbel_softmax tau int", ["ops.gumbel_softmax(P2, 1, True)"]),
    ("gumbel_softmax hard", ["ops.gumbel_softmax(P2, 1.0, 1)"]),
    ("gumbel_softmax dim", ["ops.gumbel_softmax(P2, 1.0, True, 2)"]),
    ("gumbel_softmax dim float", ["ops.gumbel_softmax(P2, 1.0, True, 1.0)"]),
    ("gumbel_softmax int", ["ops.gumbel_softmax(I)"]),
    ("gumbel_softmax f64", ["ops.gumbel_softmax(P2.astype(ms.float64), 1.0, True)"]),
    ("gumbel_softmax f16", ["ops.gumbel_softmax(P2.astype(ms.float16), 1.0, True)"]),
    ("gumbel_softmax list", ["ops.gumbel_softmax([1.0])"]),
]  # fmt: skip
SEEDS = (42, 0)


def described(array):
    """An array as JSON can hold it: integers and floats exactly."""
    numbers = [x.hex() if isinstance(x, float) else x for x in np.asarray(array).reshape(-1).tolist()]
    return {"dtype": str(array.dtype), "shape": list(array.shape), "values": numbers}


def names(ms):
    """What the expressions may name."""
    tensor = ms.Tensor
    return {
        "ms": ms,
        "np": np,
        "ops": ms.ops,
        "Tensor": tensor,
        "X": tensor([1.0, 2.0, 3.0], ms.float32),
        "I": tensor([[1, 2, 3], [4, 5, 6]], ms.int32),
        "P": tensor([0.1, 0.2, 0.0, 0.7], ms.float32),
        "P2": tensor([[1.0, 2.0, 3.0], [5.0, 0.5, 1.0]], ms.float32),
    }


def outcome(ms, seed, expressions):
    """The outcomes of the expressions, one after the other, from a seed."""
    ms.set_seed(seed)
    scope, got = names(ms), []
    for expression in expressions:
        try:
            got.append(described(eval(expression, scope).asnumpy()))
        except Exception as error:
            got.append(type(error).__name__)
    return got


def main():
    import mindspore as ms

    ms.runtime.launch_blocking()
    cases = []
    for name, expressions in CASES:
        for seed in SEEDS:
            cases.append({"name": name, "seed": seed, "calls": expressions, "got": outcome(ms, seed, expressions)})
    text = ",\n".join(json.dumps(case) for case in cases)
    Path(__file__).with_suffix("").with_name("random_ops.json").write_text(f"[\n{text}\n]\n")


if __name__ == "__main__":
    main()
