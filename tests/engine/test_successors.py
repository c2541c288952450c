"""Who holds an old value of a Tensor does not hold all the values that came after it."""

import jax
import pytest

from msgrad import Parameter, Tensor, jit


@pytest.mark.parametrize("jitted", [False, True])
def test_values_of_the_past_are_let_go(jitted):
    weight = Parameter(Tensor([1.0, 2.0, 3.0, 4.0, 5.0]), name="weight")

    def step():
        weight.assign_value(weight * 0.5)
        return weight.sum()

    step = jit(step) if jitted else step
    step().asnumpy()
    early = weight._value.result  # as a recording that waits for the garbage collector does
    for _ in range(3):
        step().asnumpy()
    before = len(jax.live_arrays())
    for _ in range(20):
        step().asnumpy()
    assert len(jax.live_arrays()) <= before + 2
    assert early.aval.shape == (5,)
