"""Exchanges in a group of one, and what is refused because there is one process."""

import numpy as np
import pytest

import msgrad
from msgrad import Tensor, nn, ops
from msgrad.common.world import world
from msgrad.communication import comm_func, create_group, destroy_group, get_rank, init, management, release
from msgrad.mint import distributed as dist


@pytest.fixture(autouse=True)
def joined():
    init()
    yield
    msgrad.reset_auto_parallel_context()
    if world.initialized:
        release()


X = np.arange(6, dtype=np.float32).reshape(3, 2)

GIVEN = {  # functions that give their result, which is the Tensor in each case
    "all_reduce": lambda x: comm_func.all_reduce(x, "max")[0],
    "all_gather": lambda x: comm_func.all_gather_into_tensor(x)[0],
    "reduce_scatter": lambda x: comm_func.reduce_scatter_tensor(x)[0],
    "reduce": lambda x: comm_func.reduce(x, 0),
    "broadcast": lambda x: comm_func.broadcast(x, 0),
    "gather": lambda x: comm_func.gather_into_tensor(x),
    "scatter": lambda x: comm_func.scatter_tensor(x),
    "all_to_all": lambda x: comm_func.all_to_all_with_output_shape([x.shape], [x])[0][0],
    "all_to_all_single": lambda x: comm_func.all_to_all_single_with_output_shape(x.shape, x, [3], [3])[0],
    "AllReduce": lambda x: ops.AllReduce("avg")(x),
    "AllGather": lambda x: ops.AllGather()(x),
    "ReduceScatter": lambda x: ops.ReduceScatter("prod")(x),
    "Reduce": lambda x: ops.Reduce(0)(x),
    "CollectiveGather": lambda x: ops.CollectiveGather(0)(x),
    "CollectiveScatter": lambda x: ops.CollectiveScatter()(x),
    "AlltoAll": lambda x: ops.AlltoAll(1, 0, 1)(x),
    "Broadcast": lambda x: ops.Broadcast(0)((x,))[0],
    "AllGatherV": lambda x: ops.AllGatherV()(x, [6]).reshape(3, 2),
    "ReduceScatterV": lambda x: ops.ReduceScatterV()(x, [6]).reshape(3, 2),
    "AlltoAllV": lambda x: ops.AlltoAllV()(x, [6], [6]).reshape(3, 2),
    "AlltoAllVC": lambda x: ops.AlltoAllVC(block_size=2)(x, [3]).reshape(3, 2),
    "NeighborExchange": lambda x: ops.NeighborExchange([0], [0], ([3, 2],), ([3, 2],), msgrad.float32)([x])[0],
    "NeighborExchangeV2": lambda x: ops.NeighborExchangeV2([-1] * 8, [0] * 4, [-1] * 8, [0] * 4, "NCHW")(x),
}


def test_given_results_are_copies_with_derivatives():
    x = Tensor(X)
    for name, function in GIVEN.items():
        result = function(x)
        assert result is not x, name
        np.testing.assert_array_equal(result.asnumpy(), X, err_msg=name)
    total = msgrad.grad(lambda x: sum((function(x) ** 2).sum() for function in GIVEN.values()))(x)
    np.testing.assert_allclose(total.asnumpy(), 2 * X * len(GIVEN))
    jitted = msgrad.jit(lambda x: ops.AllReduce()(x) * 2)(x)
    np.testing.assert_array_equal(jitted.asnumpy(), 2 * X)
    mapped = msgrad.vmap(lambda x: ops.AllReduce()(x) + 1)(x)
    np.testing.assert_array_equal(mapped.asnumpy(), X + 1)


WRITTEN = {  # functions that write into Tensors
    "all_gather_into_tensor": lambda y, x: dist.all_gather_into_tensor(y, x),
    "all_gather_into_tensor_uneven": lambda y, x: dist.all_gather_into_tensor_uneven(y, x, [3]),
    "reduce_scatter_tensor": lambda y, x: dist.reduce_scatter_tensor(y, x, "max"),
    "reduce_scatter_tensor_uneven": lambda y, x: dist.reduce_scatter_tensor_uneven(y, x, [3]),
    "reduce_scatter": lambda y, x: dist.reduce_scatter(y, [x]),
    "all_to_all": lambda y, x: dist.all_to_all([y], [x]),
    "all_to_all_single": lambda y, x: dist.all_to_all_single(y, x),
    "all_gather": lambda y, x: dist.all_gather([y], x),
    "gather": lambda y, x: dist.gather(x, [y]),
    "scatter": lambda y, x: dist.scatter(y, [x]),
    "gather_into_tensor": lambda y, x: ops.communication.gather_into_tensor(y, x),
    "scatter_tensor": lambda y, x: ops.communication.scatter_tensor(y, x),
    "all_to_all_v_c": lambda y, x: ops.communication.all_to_all_v_c(y, x, [3]),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_written_results(name):
    x, y = Tensor(X), ops.zeros((3, 2))
    assert WRITTEN[name](y, x) is None
    np.testing.assert_array_equal(y.asnumpy(), X)
    for wrong in (ops.zeros((2, 2)), ops.zeros((3, 2), msgrad.int32)):
        with pytest.raises((ValueError, TypeError), match=name):
            WRITTEN[name](wrong, x)


def test_results_given_instead():
    ops.communication.set_comm_ops_inplace(False)
    try:
        result, handle = ops.communication.all_reduce(Tensor(X), async_op=True)
        handle.wait()
        np.testing.assert_array_equal(result.asnumpy(), X)
        results, handle = dist.all_to_all([(3, 2)], [Tensor(X)])
        assert handle is None and results[0].shape == (3, 2)
        with pytest.raises(ValueError, match=r"broadcast.*set_comm_ops_inplace"):
            dist.broadcast(Tensor(X), 0)
    finally:
        ops.communication.set_comm_ops_inplace(True)


def test_objects_are_copies():
    mine = {"a": [1]}
    gathered, scattered = [None], [None]
    dist.gather_object(mine, gathered)
    dist.scatter_object_list(scattered, [mine])
    mine["a"].append(2)
    assert gathered == scattered == [{"a": [1]}]


@pytest.mark.parametrize(
    "call",
    [
        lambda x: dist.send(x, 0),
        lambda x: dist.irecv(x, 0),
        lambda x: comm_func.isend(x, 0),
        lambda x: comm_func.batch_isend_irecv([comm_func.P2POp("irecv", (3, 2), 0)]),
        lambda x: ops.Send(0, 0)(x),
        lambda x: ops.Receive(0, 0, [3, 2], msgrad.float32)(),
        lambda x: ops.BatchISendIRecv(["isend"], [0])(x),
        lambda x: dist.send_object_list([1], 0),
    ],
)
def test_nobody_to_send_to(call):
    with pytest.raises(ValueError, match="rank of another process, but got 0"):
        call(Tensor(X))


@pytest.mark.parametrize(
    "call",
    [
        lambda x: dist.send(x, 1),
        lambda x: dist.broadcast(x, 1),
        lambda x: ops.Broadcast(1)((x,)),
        lambda x: ops.Reduce(1)(x),
        lambda x: comm_func.reduce(x, 1),
        lambda x: management.get_world_rank_from_group_rank("hccl_world_group", 1),
        lambda x: ops.NeighborExchange([1], [0], ([3, 2],), ([3, 2],), msgrad.float32)([x]),
    ],
)
def test_ranks_that_nobody_has(call):
    with pytest.raises(RuntimeError, match=r"\[0\].*got 1"):
        call(Tensor(X))


@pytest.mark.parametrize("name", ["AllReduce", "AllGather", "ReduceScatter", "Barrier"])
def test_groups(name):
    create_group("mine", [0])
    arguments = () if name == "Barrier" else (Tensor(X),)
    getattr(ops, name)(group="mine")(*arguments)
    destroy_group("mine")
    with pytest.raises(RuntimeError, match="group mine does not exist"):
        getattr(ops, name)(group="mine")(*arguments)
    release()
    with pytest.raises(RuntimeError, match=r"init\(\)"):
        getattr(ops, name)()(*arguments)


@pytest.mark.parametrize("variable", ["MS_WORKER_NUM", "OMPI_COMM_WORLD_SIZE", "RANK_SIZE"])
def test_launched_as_one_of_several(variable, monkeypatch):
    release()
    monkeypatch.setenv(variable, "8")
    with pytest.raises(NotImplementedError, match=f"{variable}=8.*one process"):
        init()
    assert get_rank() == 0 and not world.initialized
    monkeypatch.setenv(variable, "1")
    init("hccl")
    assert msgrad.communication.GlobalComm.WORLD_COMM_GROUP == "hccl_world_group"


@pytest.mark.parametrize("setting", [{"device_num": 8}, {"pipeline_stages": 2}, {"grad_accumulation_step": 4}])
def test_what_would_change_the_result_cannot_be_trained(setting):
    net = nn.Dense(2, 1)
    msgrad.set_auto_parallel_context(parallel_mode="data_parallel", gradients_mean=True, **setting)
    for make in (lambda p: nn.SGD(p, 0.1), nn.DistributedGradReducer):
        with pytest.raises(NotImplementedError, match=next(iter(setting))):
            make(net.trainable_params())
    msgrad.reset_auto_parallel_context()
    nn.SGD(net.trainable_params(), 0.1)
    msgrad.set_auto_parallel_context(**setting)  # without a parallel mode nothing is divided
    nn.SGD(net.trainable_params(), 0.1)
