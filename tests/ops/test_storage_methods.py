"""Tensor's methods about where its data lies. What is expected is what the real MindSpore 2.10 gives on a CPU."""

import mindspore as ms
import numpy as np
import pytest
from mindspore import Parameter, Tensor


def x():
    return Tensor([[1.0, 5.0, 3.0], [4.0, 2.0, 6.0]])


def test_storage():
    storage = x().storage()
    assert (storage.size(), len(storage), storage.nbytes(), storage.element_size()) == (24, 24, 24, 1)
    assert storage.device == "CPU"
    assert not storage.is_shared()
    with pytest.raises(RuntimeError, match="get_bytes"):
        storage[0]
    other = Tensor(np.zeros((2, 3), np.float32))
    other.untyped_storage().copy_(storage)
    assert other.tolist() == x().tolist()


def test_address():
    a = x()
    assert a.data_ptr() == a.data_ptr() == a.storage().data_ptr()
    assert a.data_ptr() != x().data_ptr()


def test_bytes():
    made = Tensor.convert_bytes_to_tensor(Tensor([1, 2], ms.int16).get_bytes(), (2,), ms.int16)
    assert (made.tolist(), made.dtype) == ([1, 2], ms.int16)
    with pytest.raises(ValueError, match="4 bytes"):
        Tensor.convert_bytes_to_tensor(b"abc", (2,), ms.int16)


@pytest.mark.parametrize("keep", [False, True])
def test_offload(tmp_path, keep):
    a = x()
    base = a[0] if keep else None  # a view of it
    path = str(tmp_path / "a.data")
    assert a.offload(path)
    assert a.offload_file_path() == path
    assert np.fromfile(path, np.float32).tolist() == [1, 5, 3, 4, 2, 6]
    assert (a + 1).tolist() == [[2, 6, 4], [5, 3, 7]]
    assert base is None or base.tolist() == [1, 5, 3]
    a[0, 0] = 9.0
    assert a[0].tolist() == [9, 5, 3]


def test_offloaded_is_assigned(tmp_path):
    a = Parameter(x(), name="a")
    a.offload(str(tmp_path / "a.data"))
    a.set_data(Tensor(np.ones((2, 3), np.float32)))
    assert a.asnumpy().tolist() == [[1, 1, 1]] * 2


def test_meta():
    m = Tensor(np.ones((2, 1)), device="meta")
    assert (m.is_meta, m.shape, m.dtype, m.device) == (True, (2, 1), ms.float64, "meta")
    assert not x().is_meta
    for use in (lambda: m.asnumpy(), lambda: m + 1):
        with pytest.raises(RuntimeError, match="meta"):
            use()


def test_flags():
    a = x()
    assert (a.const_arg, a.init_flag, a.is_init(), a.init, a.init_finished) == (False, False, False, None, True)
    assert a.set_const_arg(True) is a
    a.set_init_flag(True)
    assert (a.const_arg, a.init_flag, a.is_init()) == (True, True, True)
    with pytest.raises(TypeError):
        a.set_const_arg(1)
    assert Tensor(shape=(2,), dtype=ms.float32, init="ones").init == "ones"


def test_devices():
    a = x()
    moved = a.move_to("CPU")
    assert moved.tolist() == a.tolist()
    assert moved is not a
    assert (a.is_pinned(), a.is_shared(), a.flush_from_cache(), a.data_sync()) == (False, False, None, None)
    for to, error in (("GPU", RuntimeError), (3, ValueError)):
        with pytest.raises(error, match="move_to"):
            a.move_to(to)
    with pytest.raises(ValueError, match="blocking"):
        a.move_to("CPU", blocking=1)
    with pytest.raises(RuntimeError, match="pin_memory"):
        a.pin_memory()


def test_dlpack():
    assert Tensor.from_dlpack(x().to_dlpack()).tolist() == x().tolist()


def test_hooks():
    a, seen = x(), []
    handle = a.register_hook(seen.append)
    assert a.hooks() == [seen.append]
    handle.remove()
    assert a.hooks() == []


def test_written_at_flat_indices():
    a = Tensor([[2.0, 1.0], [1.0, 3.0]])
    assert a.put_(Tensor([0, 3]), Tensor([5.0, 6.0])) is a
    assert a.tolist() == [[5, 1], [1, 6]]
    assert a.put_(Tensor([[0], [0]]), Tensor([[1.0], [2.0]]), accumulate=True).tolist() == [[8, 1], [1, 6]]
    a.masked_scatter_(Tensor([[True, False], [False, True]]), Tensor([8.0, 9.0]))
    assert a.tolist() == [[8, 1], [1, 9]]


def test_unique_against_numpy():
    for seed, (shape, dim) in enumerate([((5,), None), ((3, 4), None), ((6, 2), 0), ((2, 6), 1), ((0,), None)]):
        a = np.random.RandomState(seed).randint(0, 3, shape)
        got = Tensor(a).unique(return_inverse=True, return_counts=True, dim=dim)
        expected = np.unique(a, return_inverse=True, return_counts=True, axis=dim)
        for ours, theirs in zip(got, expected, strict=True):
            np.testing.assert_array_equal(ours.asnumpy().ravel(), theirs.ravel())
        assert got[0].shape == expected[0].shape
