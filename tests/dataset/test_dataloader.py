"""Worker processes of `DataLoader`; what has figures of the real MindSpore's is in test_pipelines."""

import os
import time

import mindspore as ms
import numpy as np
import pytest
from mindspore.dataset.dataloader import DataLoader, Dataset, IterableDataset, TensorDataset, get_worker_info


class Info(Dataset):
    def __init__(self, make):
        self.make = make

    def __len__(self):
        return 6

    def __getitem__(self, index):
        return self.make(index)


class Shared(IterableDataset):
    def __iter__(self):
        info = get_worker_info()
        return iter(range(info.id, 7, info.num_workers))


def values(loader):
    return [batch.asnumpy().tolist() for batch in loader]


def flat(batches):
    return [item for batch in batches for item in batch]


def test_iterables_are_shared_out():
    assert values(DataLoader(Shared(), 2, num_workers=2)) == [[0, 2], [1, 3], [4, 6], [5]]
    assert values(DataLoader(Shared(), 2, num_workers=2, drop_last=True)) == [[0, 2], [1, 3], [4, 6]]
    assert sorted(DataLoader(Shared(), None, num_workers=3)) == list(range(7))


def test_workers_stay():
    loader = DataLoader(Info(lambda index: os.getpid()), 2, num_workers=1, persistent_workers=True)
    first, second = (set(flat(values(loader))) for _ in range(2))
    assert first == second and os.getpid() not in first
    loader = DataLoader(Shared(), 2, num_workers=2, persistent_workers=True)
    assert values(loader) == values(loader)
    ended = iter(loader)
    next(ended)
    ended.close()
    assert values(loader) == [[0, 2], [1, 3], [4, 6], [5]]


def test_workers_have_seeds():
    make = lambda index: (get_worker_info().seed, np.random.randint(1 << 30))  # noqa: E731
    loaders = [DataLoader(Info(make), None, num_workers=2, generator=np.random.default_rng(3)) for _ in range(2)]
    one, two = ([list(map(int, item)) for item in loader] for loader in loaders)
    assert one == two and one[1][0] == one[0][0] + 1 and one[0][1] != one[1][1]


def test_workers_take_tensors():
    tensor = ms.Tensor(np.arange(12, dtype=np.float32).reshape(6, 2)) * 2
    loader = DataLoader(TensorDataset(tensor), 4, num_workers=1)
    got = [batch[0] for batch in loader]
    assert [type(batch) for batch in got] == [ms.Tensor] * 2
    np.testing.assert_array_equal(np.concatenate([batch.asnumpy() for batch in got]), tensor.asnumpy())


def test_as_they_come():
    make = lambda index: time.sleep(0.3 * (index == 0)) or index  # noqa: E731
    loader = DataLoader(Info(make), 1, num_workers=2, in_order=False)
    got = flat(values(loader))
    assert sorted(got) == list(range(6)) and got[0] != 0


def test_init_and_failures():
    def init(number):
        os.environ["LOADER"] = str(number + 7)

    loader = DataLoader(Info(lambda index: int(os.environ["LOADER"])), 1, num_workers=2, worker_init_fn=init)
    assert flat(values(loader)) == [7, 8] * 3
    with pytest.raises(RuntimeError, match=r"worker 0 .* ended"):
        list(DataLoader(Info(lambda index: os._exit(1)), 1, num_workers=1))
    with pytest.raises(RuntimeError, match=r"did not answer within 0\.2 s"):
        list(DataLoader(Info(lambda index: time.sleep(5)), 1, num_workers=1, timeout=0.2))
    with pytest.raises(RuntimeError, match="caught ZeroDivisionError"):
        list(DataLoader(Info(lambda index: 1 / 0), 1, num_workers=1))
    with pytest.warns(UserWarning, match="pin_memory"):
        DataLoader([1], pin_memory=True)
