"""Numbers assigned to attributes that hold Parameters: only in jitted functions, as on MindSpore."""

import mindspore as ms
import pytest
from mindspore import Parameter, Tensor, nn


class Counter(nn.Cell):
    def __init__(self, count, value):
        super().__init__()
        self.count = Parameter(count, name="count")
        self.value = value

    def construct(self, x):
        self.count += 1
        if self.count >= 3:
            self.count = 0
        return x

    def set(self, x):
        self.count = self.value
        return x


def test_a_counter_begins_anew():
    cell = Counter(Tensor(0, ms.int32), None)
    step, seen = ms.jit(cell.construct), []
    for _ in range(7):
        step(Tensor(1.0))
        seen.append(cell.count.asnumpy().item())
    assert seen == [1, 2, 0, 1, 2, 0, 1]


@pytest.mark.parametrize("value, kept", [(5, 5), (True, 1)])
def test_a_number_is_taken_under_jit(value, kept):
    cell = Counter(Tensor(0, ms.int32), value)
    for _ in range(2):
        ms.jit(cell.set)(Tensor(1.0))
    assert (cell.count.asnumpy().item(), cell.count.dtype) == (kept, ms.int32)


@pytest.mark.parametrize(
    "count, value, error",
    [
        (Tensor(0, ms.int32), 2.5, TypeError),
        (Tensor([0.0, 1.0]), 2.5, ValueError),
        (Tensor(0.0), "a", TypeError),
        (Tensor(0.0), [1.0], TypeError),
    ],
)
def test_what_does_not_fit_is_refused(count, value, error):
    cell = Counter(count, value)
    with pytest.raises(error):
        ms.jit(cell.set)(Tensor(1.0))
    assert (cell.count == count).all()


def test_no_number_is_taken_elsewhere():
    with pytest.raises(TypeError):
        Counter(Tensor(0), 5).set(Tensor(1.0))
