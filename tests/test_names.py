"""Names that need a setting of their own to be called; figures in the table are the real MindSpore's."""

import mindspore as ms
import mindspore.dataset.transforms as transforms
import numpy as np
import pytest
from mindspore import Tensor, amp, mint, nn, ops, parallel

BOXES = [[[[200, 100, 150, 100]], [[220, 120, 150, 100]], [[190, 110, 150, 100]], [[210, 112, 150, 100]]]]
SCORES = [[[0.2, 0.7, 0.1], [0.1, 0.3, 0.6], [0.5, 0.4, 0.1], [0.3, 0.1, 0.4]]]


class Scaled(ops.PrimitiveWithInfer):
    @ops.prim_attr_register
    def __init__(self, a, b=2):
        pass


class Checked(ops.PrimitiveWithCheck):
    @ops.prim_arg_register
    def __init__(self, a, b=2):
        pass


def data():
    return ms.dataset.NumpySlicesDataset({"x": np.arange(6, dtype=np.float32).reshape(3, 2)}, shuffle=False)


def trained():
    net = nn.Dense(2, 1, weight_init="ones", bias_init="zeros")
    step = amp.build_train_network(net, nn.SGD(net.trainable_params(), 0.1), nn.MSELoss())
    return [type(step).__name__, float(step(Tensor([[1.0, 2.0]]), Tensor([[1.0]])))]


def rows(helper):
    return [[column.asnumpy().tolist() for column in row] for row in helper]


FIGURES = {
    "Map": (
        lambda: [int(x) for x in ops.Map()(lambda x, y: x + y, (Tensor(1), Tensor(2)), (Tensor(3), Tensor(4)))],
        [4, 6],
    ),
    "PyFunc": (
        lambda: ops.PyFunc(lambda x: x * 2, [ms.float32], [(2,)], [ms.float32], [(2,)])(Tensor([1.0, 2.0]))[0].tolist(),
        [2.0, 4.0],
    ),
    "MultinomialWithReplacement": (
        lambda: ops.MultinomialWithReplacement(numsamples=2)(Tensor([0.2, 0.8]), Tensor(1), Tensor(2)).shape,
        (2,),
    ),
    "ParameterizedTruncatedNormal": (
        lambda: (
            ops.ParameterizedTruncatedNormal(1, 2)(
                Tensor([2, 3], ms.int32), Tensor([0.0]), Tensor([1.0]), Tensor([-2.0]), Tensor([2.0])
            ).shape
        ),
        (2, 3),
    ),
    "NonDeterministicInts": (lambda: ops.NonDeterministicInts(ms.int32)(Tensor([2, 3])).shape, (2, 3)),
    "constexpr": (lambda: ops.constexpr(lambda x: x + 1)(2), 3),
    "prim_attr_register": (lambda: [Scaled(1).attrs, Scaled(1).a, Scaled(1, b=5).b], [{"a": 1, "b": 2}, 1, 5]),
    "prim_arg_register": (lambda: [Checked(1).a, Checked(1, b=5).b], [1, 5]),
    "wait_pipeline": (lambda: Tensor([1.0]).wait_pipeline(), None),
    "DatasetHelper": (lambda: rows(ms.DatasetHelper(data(), False)), [[[0.0, 1.0]], [[2.0, 3.0]], [[4.0, 5.0]]]),
    "build_train_network": (trained, ["TrainOneStepCell", 4.0]),
    "get_metrics": (
        lambda: sorted(type(v).__name__ for v in nn.get_metrics({"accuracy", "loss"}).values()),
        ["Accuracy", "Loss"],
    ),
    "not_random": (lambda: transforms.not_random(lambda x: x)(3), 3),
    "ImageSummary": (lambda: ops.ImageSummary()("a", Tensor(np.ones((1, 3, 2, 2), np.float32))), None),
    "HistogramSummary": (lambda: ops.HistogramSummary()("a", Tensor([1.0])), None),
    "TensorSummary": (lambda: ops.TensorSummary()("a", Tensor([1.0])), None),
}


@pytest.mark.parametrize("name", FIGURES)
def test_as_mindspore(name):
    compute, expected = FIGURES[name]
    assert compute() == expected


def test_combined_suppression_of_nothing():
    """Boxes whose corners are the wrong way round are cut to the picture: all are [1, 1, 1, 1], as in MindSpore."""
    boxes, scores = Tensor(np.array(BOXES, np.float32)), Tensor(np.array(SCORES, np.float32))
    limits = (Tensor(4, ms.int32), Tensor(4, ms.int32), Tensor(1.0), Tensor(0.0))
    assert (ops.CombinedNonMaxSuppression()(boxes, scores, *limits)[0].asnumpy() == 1).all()


def test_assertions():
    ops.Assert()(True, (Tensor(1),))
    with pytest.raises(RuntimeError, match="Assert"):
        ops.Assert()(False, (Tensor(1),))


def test_a_gradient_is_replaced():
    doubled = ops.InsertGradientOf(lambda gradient: gradient * 3)
    assert float(ms.grad(lambda x: doubled(x) * 2)(Tensor(1.0))) == 6


def test_morph_calls_its_function():
    double = ops.Morph(lambda x: x * 2, lambda *shapes: shapes[0], lambda *dtypes: dtypes[0])
    assert double(Tensor([1.0, 2.0])).tolist() == [2, 4]


@pytest.mark.parametrize(
    "make",
    [
        lambda: ops.make_coo_tensor(Tensor([[0, 1]]), Tensor([2.0]), (2, 2)).to_dense(),
        lambda: ops.make_csr_tensor(Tensor([0, 1, 1]), Tensor([1]), Tensor([2.0]), (2, 2)).to_dense(),
        lambda: ops.make_sparse_tensor(Tensor([[0, 1]]), Tensor([2.0]), (2, 2)).to_dense(),
    ],
)
def test_makers_of_sparse_tensors(make):
    assert make().tolist() == [[0, 2], [0, 0]]


def test_the_device_in_use():
    assert ms.get_current_device() == (ms.get_context("device_target"), 0)


@pytest.mark.parametrize("name", ["NPUAllocFloatStatus", "NPUGetFloatStatus", "NPUClearFloatStatus"])
def test_flags_of_an_ascend_device(name):
    with pytest.raises(RuntimeError, match=f"{name}.*Ascend"):
        getattr(ops, name)()(*[Tensor([0.0] * 8)] * (name != "NPUAllocFloatStatus"))


def test_a_world_of_one():
    mint.distributed.init_process_group()
    try:
        assert mint.distributed.get_backend() in ("mccl", "hccl", "nccl")
        objects = [1, "a"]
        mint.distributed.broadcast_object_list(objects)
        assert objects == [1, "a"]
    finally:
        mint.distributed.destroy_process_group()


MANY_DEVICES = """
    rank_list_for_transform merge_pipeline_strategys transform_checkpoint_by_rank load_segmented_checkpoints
    restore_group_info_list build_searched_strategy unified_safetensors convert_checkpoint_by_rank convert_checkpoints
    rank_list_for_convert
""".split()


@pytest.mark.parametrize("name", MANY_DEVICES)
def test_checkpoints_of_many_devices(name):
    """What is not supported names itself, or the file that is missing."""
    function = getattr(parallel, name)
    count = sum(p.default is p.empty for p in __import__("inspect").signature(function).parameters.values())
    with pytest.raises((NotImplementedError, ValueError, TypeError, RuntimeError, FileNotFoundError)) as error:
        function(*["/nowhere/file.ckpt"] * count)
    assert len(str(error.value)) > 20
