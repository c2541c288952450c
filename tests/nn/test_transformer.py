"""What the figures of the real MindSpore cannot say of attention: its dropout is not repeatable there."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import Tensor, nn

import msgrad


@pytest.fixture(params=["operator", "program"])
def executor(request):
    with msgrad.executor(request.param):
        yield request.param


def normal(*shape):
    return Tensor(np.random.RandomState(0).normal(size=shape).astype(np.float32))


def weights_of(net, x):
    return net(x, x, x, average_attn_weights=False)[1].asnumpy()


def test_dropout_of_attention_weights(executor):
    x = normal(10, 4, 6)
    ms.set_seed(1)
    net = nn.MultiheadAttention(6, 2, dropout=0.3)
    whole = weights_of(net, x)
    first, second = (weights_of(net.set_train(), x) for _ in range(2))
    assert (first != second).any()
    for dropped in (first, second):
        kept = dropped != 0
        np.testing.assert_allclose(dropped[kept], whole[kept] / 0.7, rtol=1e-5)
        assert abs(kept.mean() - 0.7) < 0.08
    ms.set_seed(1)
    np.testing.assert_array_equal(weights_of(nn.MultiheadAttention(6, 2, dropout=0.3).set_train(), x), first)


def test_dropout_of_attention_leaves_other_streams(executor):
    def drawn(between):
        ms.set_seed(1)
        between()
        return ms.ops.dropout(normal(50), 0.5).asnumpy()

    attention = nn.MultiheadAttention(4, 2, dropout=0.3).set_train()
    x = normal(3, 1, 4)
    np.testing.assert_array_equal(drawn(lambda: attention(x, x, x)), drawn(lambda: None))


def test_a_query_without_keys_is_loud(executor):
    x = normal(2, 1, 4)
    out = nn.MultiheadAttention(4, 2)(x, x, x, attn_mask=Tensor(np.array([[True, True], [False, True]])))[0].asnumpy()
    assert np.isnan(out[0]).all() and np.isfinite(out[1]).all()


def test_layers_of_a_stack_are_apart(executor):
    given = nn.TransformerEncoderLayer(4, 2, 8)
    first, second = nn.TransformerEncoder(given, 2).layers
    np.testing.assert_array_equal(first.dense1.weight.asnumpy(), second.dense1.weight.asnumpy())
    first.dense1.weight.set_data(first.dense1.weight + 1)
    assert (first.dense1.weight.asnumpy() != second.dense1.weight.asnumpy()).all()
    assert (given.dense1.weight.asnumpy() != second.dense1.weight.asnumpy()).any()
