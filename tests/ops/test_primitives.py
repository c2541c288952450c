"""The primitive classes against the real MindSpore's figures, and what they are besides callable."""

import copy
import gzip
import importlib
import inspect
import json
import pickle

import mindspore as ms
import numpy as np
import pytest
from mindspore import Parameter, Tensor, nn, ops
from mindspore.ops import operations as P

import msgrad
from tests.batches import Batches
from tests.ops.test_golden import GOLDEN, check_record, name_of, run

RECORDS = json.loads(gzip.decompress((GOLDEN / "primitives.json.gz").read_bytes()))

# Where the real one computes something else, and why that is not followed.
DIFFERENT = {
    "ops.ReduceSum(False, True)(x, ())": "fills the input's shape with the sum, though it is to skip the sum",
    "ops.Mod()": "rounds down in the gradient and towards zero in the value",
    "ops.SeLU()(": "has not the derivative where x is below 0",
    "ops.StridedSlice(begin_mask=2)": "ignores the masks in the gradient",
    "ops.Einsum('ij,jk->ik')": "has no kernel on a CPU",
}

FOLLOWED = [i for i, record in enumerate(RECORDS) if not record["call"].startswith(tuple(DIFFERENT))]
BATCHES = Batches(RECORDS, run)


@pytest.mark.parametrize("number", FOLLOWED, ids=[name_of(RECORDS[i]) for i in FOLLOWED])
def test_as_one_program(number):
    check_record(RECORDS[number], lambda: BATCHES.result(number))


@pytest.mark.parametrize("number", FOLLOWED[::12], ids=[name_of(RECORDS[i]) for i in FOLLOWED[::12]])
def test_operator_by_operator(number):
    with msgrad.executor("operator"):
        check_record(RECORDS[number], lambda: run(RECORDS[number]))


def test_what_skips_the_sum():
    x = Tensor([[1.0, 2.0]])
    assert ops.ReduceSum(skip_mode=True)(x, ()).tolist() == [[1.0, 2.0]]
    assert ops.ReduceSum(skip_mode=True)(x, 1).tolist() == [3.0]


def test_over_several_axes():
    """Which MindSpore refuses on a CPU."""
    x = Tensor([[1.0, 2.0], [3.0, 4.0]])
    flat = x.reshape(-1)
    np.testing.assert_allclose(ops.Softmax((0, 1))(x).asnumpy().ravel(), ops.softmax(flat).asnumpy(), rtol=1e-6)
    np.testing.assert_allclose(ops.L2Normalize((0, 1))(x).asnumpy(), x.asnumpy() / np.sqrt(30), rtol=1e-6)


def test_values_whose_gradients_are_not_followed():
    x = Tensor([[1.0, 2.0, 3.0]])
    assert ops.StridedSlice(begin_mask=2)(x, (0, 1), (1, 3), (1, 1)).tolist() == [[1.0, 2.0, 3.0]]
    np.testing.assert_allclose(ops.Einsum("ij,kj->ik")((x, x)).asnumpy(), [[14.0]])
    p = Parameter(Tensor([1.0]), name="p")
    assert ops.AssignAdd()(p, Tensor([2.0])).tolist() == [3.0]
    assert ops.AssignSub()(p, Tensor([5.0])).tolist() == [-2.0]
    assert p.tolist() == [-2.0]


def test_one_class_under_all_its_names():
    assert P.ReLU is ops.ReLU
    assert importlib.import_module("mindspore.ops.operations").ReLU is ops.ReLU
    assert importlib.import_module("mindspore.ops.primitive").Primitive is ops.Primitive
    assert all(getattr(ops, name) is getattr(P, name) for name in P.__all__)


def test_one_that_is_missing_is_named():
    with pytest.raises(AttributeError, match=r"msgrad does not have mindspore\.ops\.operations\.RNNTLoss \(yet\)"):
        _ = P.RNNTLoss
    with pytest.raises(ImportError, match="RNNTLoss"):
        from mindspore.ops import RNNTLoss  # noqa: F401
    with pytest.raises(NotImplementedError, match="'Foo'"):
        ops.Primitive("Foo")(Tensor([1.0]))
    with pytest.raises(AttributeError, match=r"msgrad does not have mindspore\.ops\.Primitive\.shard \(yet\)"):
        ops.ReLU().shard(((1,),))


def test_gradient_of_a_primitive():
    x = Tensor([-1.0, 2.0])
    assert ms.grad(ops.ReLU())(x).tolist() == [0.0, 1.0]
    assert ms.value_and_grad(ops.Square())(x)[1].tolist() == [-2.0, 4.0]
    assert ops.GradOperation(get_all=True)(ops.Mul())(x, Tensor([3.0, 4.0]))[1].tolist() == [-1.0, 2.0]
    assert ms.vmap(ops.ReduceSum())(Tensor([[1.0, 2.0], [3.0, 4.0]])).tolist() == [3.0, 7.0]


def test_primitives_in_cells():
    dense = nn.Dense(2, 3, activation=ops.ReLU())
    assert "activation=Prim[ReLU]" in repr(dense)
    x = Tensor(np.ones((4, 2)), ms.float32)
    expected = ops.relu(ops.dense(x, dense.weight, dense.bias))
    np.testing.assert_allclose(dense(x).asnumpy(), expected.asnumpy(), rtol=1e-6)


def test_copies_and_signatures():
    concat = ops.Concat(axis=1)
    for twin in (copy.deepcopy(concat), pickle.loads(pickle.dumps(concat))):
        assert repr(twin) == "Prim[Concat]<axis=1>"
        assert twin((Tensor([[1]]), Tensor([[2]]))).tolist() == [[1, 2]]
    assert str(inspect.signature(ops.Split)) == "(axis=0, output_num=1)"
    assert list(inspect.signature(ops.Gather()).parameters) == ["input_params", "input_indices", "axis"]
