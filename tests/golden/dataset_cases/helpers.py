"""What the expressions of the cases use: small sources, functions and callbacks."""

from collections import namedtuple

import numpy as np


class Rows:
    """A random-access source of n rows: its number, and a small vector."""

    def __init__(self, n, columns=1):
        self.n, self.columns = n, columns

    def __getitem__(self, index):
        row = (np.array(index, np.int32), np.arange(3, dtype=np.float32) * index, np.array(index % 3))
        return row[: self.columns]

    def __len__(self):
        return self.n


class Iterable:
    """A source that only can be iterated."""

    def __init__(self, n):
        self.n, self.index = n, 0

    def __iter__(self):
        self.index = 0
        return self

    def __next__(self):
        if self.index >= self.n:
            raise StopIteration
        self.index += 1
        return (np.array([self.index]),)


class Sized(Iterable):
    """The same, which knows its length."""

    def __len__(self):
        return self.n


def numbers(n):
    """A generator function of n rows."""

    def generator():
        for i in range(n):
            yield (np.array([i], np.int64),)

    return generator


def ragged(n):
    """A generator function of rows of different lengths."""

    def generator():
        for i in range(n):
            yield (np.arange(i % 5 + 1, dtype=np.int32), np.array(i))

    return generator


def fails_at(n, error=ValueError):
    def generator():
        for i in range(n):
            yield (np.array(i),)
        raise error("no more rows")

    return generator


def refuse(limit):
    def function(x):
        if x >= limit:
            raise ValueError("too large")
        return x

    return function


def double(x):
    return np.multiply(x, 2, dtype=x.dtype)  # numpy 1 and numpy 2 differ in what a 0-d array times an int is


def plus(k):
    return lambda x: np.add(x, k, dtype=x.dtype)


def pair(x):
    return x, np.add(x, 100, dtype=x.dtype)


def add_columns(x, y):
    return np.add(x, y, dtype=y.dtype)


def swap(x, y):
    return y, x


def as_dict(x):
    return {"value": x, "text": np.array("t")}


def per_batch(column, info):
    return ([np.add(x * 10, info.get_batch_num(), dtype="float64") for x in column],)


def per_batch_epoch(column, info):
    return ([np.add(x * 10, info.get_epoch_num(), dtype="float64") for x in column],)


def per_batch_two(a, b, info):
    return [np.add(x, y, dtype="float64") for x, y in zip(a, b, strict=True)], list(b)


def per_batch_fails(column, info):
    raise KeyError("batch")


def growing(info):
    return info.get_batch_num() + 1


def pad_list(column, info):
    width = max(len(x) for x in column)
    return ([np.pad(x, (0, width - len(x))) for x in column],)


class Odd:
    """A sampler of the user: odd numbers first."""

    def __init__(self, n=6):
        self.n = n

    def __iter__(self):
        yield from range(1, self.n, 2)
        yield from range(0, self.n, 2)


def odd_sampler(ds, n=6):
    class Sampler(ds.Sampler):
        def __iter__(self):
            yield from range(1, n, 2)
            yield from range(0, n, 2)

    return Sampler()


def chained(parent, child):
    parent.add_child(child)
    return parent


def twice(dataset):
    """Two epochs of two iterators of one data set, one after the other."""
    first = [row[0].tolist() for row in dataset.create_tuple_iterator(output_numpy=True, num_epochs=1)]
    return first, [row[0].tolist() for row in dataset.create_tuple_iterator(output_numpy=True, num_epochs=1)]


def kinds(row):
    return [type(item).__name__ for item in row]


def log_of(make, epochs=1):
    """The events of a callback class whose methods append to `log`."""
    log = []
    dataset = make(log)
    iterator = dataset.create_tuple_iterator(num_epochs=epochs, output_numpy=True)
    for _ in range(epochs):
        for _row in iterator:
            pass
    return log


def recorder(ds, step_size, log):
    class Recorder(ds.DSCallback):
        def ds_begin(self, info):
            log.append(["begin", info.cur_epoch_num, info.cur_step_num_in_epoch, info.cur_step_num])

        def ds_epoch_begin(self, info):
            log.append(["epoch begin", info.cur_epoch_num, info.cur_step_num_in_epoch, info.cur_step_num])

        def ds_epoch_end(self, info):
            log.append(["epoch end", info.cur_epoch_num, info.cur_step_num_in_epoch, info.cur_step_num])

        def ds_step_begin(self, info):
            log.append(["step begin", info.cur_epoch_num, info.cur_step_num_in_epoch, info.cur_step_num])

        def ds_step_end(self, info):
            log.append(["step end", info.cur_epoch_num, info.cur_step_num_in_epoch, info.cur_step_num])

    return Recorder(step_size=step_size)


def drained(iterator, times):
    """Goes through an iterator so often, and counts the rows."""
    return [sum(1 for _ in iterator) for _ in range(times)]


def lists(dataset, **options):
    return [
        [np.asarray(item).tolist() for item in row]
        for row in dataset.create_tuple_iterator(num_epochs=1, output_numpy=True, **options)
    ]


def schema(ds, *columns):
    made = ds.Schema()
    for column in columns:
        made.add_column(*column)
    return made


def mstype(name):
    import mindspore

    return getattr(mindspore, name)


def set_seed(seed):
    import mindspore

    mindspore.set_seed(seed)


def saved(ds, dataset, num_files=1):
    """What is read of a data set that was saved."""
    import os
    import tempfile

    folder = tempfile.mkdtemp()
    dataset.save(os.path.join(folder, "x"), num_files)
    return ds.MindDataset(os.path.join(folder, "x" if num_files == 1 else "x0"), shuffle=False)


def digest(dataset, epochs):
    """A checksum of all rows of each epoch."""
    import zlib

    iterator = dataset.create_tuple_iterator(num_epochs=epochs, output_numpy=True)
    return [
        zlib.crc32(b"".join(np.ascontiguousarray(column).tobytes() for row in iterator for column in row))
        for _ in range(epochs)
    ]


def images(n):
    return np.random.RandomState(n).randint(0, 256, (n, 12, 12, 3)).astype(np.uint8)


# -- for `mindspore.dataset.dataloader` ---------------------------------------------------------------------------

Pair = namedtuple("Pair", "a b")


def tensor(data):
    """A Tensor."""
    import mindspore

    return mindspore.Tensor(data)


def seen(value):
    """Tensors as ["Tensor", array], also inside containers, whose kinds are named."""
    if hasattr(value, "asnumpy"):
        return ["Tensor", value.asnumpy()]
    if isinstance(value, dict):
        return {key: seen(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, [seen(item) for item in value]]
    return value


def later(sampler, epoch):
    """The indices of an epoch."""
    sampler.set_epoch(epoch)
    return list(sampler)


def counter(dataloader, count):
    """An iterable data set of the numbers below `count`."""

    class Counter(dataloader.IterableDataset):
        def __len__(self):
            return count

        def __iter__(self):
            return iter(range(count))

    return Counter()


class Both:
    """A number as float32 and as int."""

    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, number):
        return np.float32(number), number


class Broken(Both):
    """Fails."""

    def __getitem__(self, number):
        raise KeyError("no")


def sampled(dataset, sampler):
    """The data set with a sampler."""
    dataset.use_sampler(sampler)
    return dataset
