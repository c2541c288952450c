"""How pipelines run: threads, processes, early ends, errors."""

import itertools
import os
import signal
import threading
import time

import mindspore
import mindspore.dataset as ds
import numpy as np
import pytest
from mindspore import nn

from msgrad.dataset import config

WAIT = 30  # seconds until something that should happen counts as not happening


@pytest.fixture(autouse=True)
def settings():
    config.set_num_parallel_workers(2)
    yield
    config.reset()


class Rows:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, index):
        return np.array([index, index + 1], np.int64)

    def __len__(self):
        return self.n


def rows(n=6, **options):
    return ds.GeneratorDataset(Rows(n), ["x"], shuffle=False, **options)


def values(dataset, **options):
    return [row[0].tolist() for row in dataset.create_tuple_iterator(num_epochs=1, output_numpy=True, **options)]


def threads():
    return [thread for thread in threading.enumerate() if thread.name.startswith("dataset-")]


def no_threads():
    end = time.monotonic() + WAIT
    while threads() and time.monotonic() < end:
        time.sleep(0.01)
    return not threads()


def slow(x):
    time.sleep(0.001)
    return x


# -- threads -----------------------------------------------------------------------------------------------------


def test_works_ahead_of_who_reads():
    reached = threading.Event()

    def generator():
        for i in range(10):
            if i == 5:
                reached.set()
            yield (np.array(i),)

    iterator = ds.GeneratorDataset(generator, ["x"]).create_tuple_iterator(num_epochs=1)
    next(iterator)
    assert reached.wait(WAIT)


def test_goes_ahead_only_so_far():
    config.set_prefetch_size(3)
    made = []

    def generator():
        for i in range(100):
            made.append(i)
            yield (np.array(i),)

    iterator = ds.GeneratorDataset(generator, ["x"]).create_tuple_iterator(num_epochs=1)
    for _ in range(5):
        next(iterator)
    time.sleep(0.05)
    assert len(made) <= 5 + 3 + 1


@pytest.mark.parametrize("epochs", [1, -1])
def test_iterator_that_stops_early_leaves_no_threads(epochs):
    iterator = rows(1000).map(slow, "x").batch(2).create_tuple_iterator(num_epochs=epochs)
    for _ in range(10):
        next(iterator)
    assert threads()
    del iterator
    assert no_threads()


def test_finished_and_failed_iterators_leave_no_threads():
    values(rows(50).map(slow, "x"))
    with pytest.raises(RuntimeError):
        values(rows(50).map(slow, "x").map(lambda x: 1 // 0, "x"))
    assert no_threads()


def test_slow_functions_run_in_as_many_threads():
    names = set()

    def function(x):
        names.add(threading.current_thread().name)
        return slow(x)

    assert values(rows(40).map(function, "x", num_parallel_workers=2)) == values(rows(40))
    assert len({name for name in names if name.startswith("dataset-worker")}) >= 1


def test_debug_mode_runs_in_the_callers_thread():
    config.set_debug_mode(True)
    seen = set()
    dataset = rows(20).map(lambda x: (seen.add(threading.current_thread()), slow(x))[1], "x")
    assert len(values(dataset)) == 20
    assert seen == {threading.current_thread()}


def test_endless_epochs_and_release():
    iterator = rows(3).create_tuple_iterator()
    for _ in range(5):
        assert len(list(iterator)) == 3
    iterator.release()
    assert no_threads()


def test_functions_may_change_their_input():
    data = np.zeros((4, 2))

    def fill(x):
        x[:] = 7
        return x

    assert values(ds.NumpySlicesDataset(data, ["x"], shuffle=False).map(fill, "x")) == [[7, 7]] * 4
    assert not data.any()


def test_tensors_share_nothing_with_the_source():
    data = np.zeros((2, 3), np.float32)
    for batch in (ds.NumpySlicesDataset(data, ["x"], shuffle=False).batch(2), ds.GeneratorDataset([data], ["x"])):
        (tensor,) = next(iter(batch))
        assert isinstance(tensor, mindspore.Tensor)
        tensor.asnumpy()[...] = 5
        assert not data.any()


# -- processes ---------------------------------------------------------------------------------------------------


def pid(x):
    return np.array([os.getpid()])


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_do_the_work(workers):
    pids = values(rows(8).map(pid, "x", num_parallel_workers=workers, python_multiprocessing=True))
    assert os.getpid() not in {number for (number,) in pids}
    assert len({number for (number,) in pids}) == workers


def test_processes_read_the_source():
    class Source(Rows):
        def __getitem__(self, index):
            return np.array([index, os.getpid()])

    read = values(ds.GeneratorDataset(Source(9), ["x"], shuffle=False, num_parallel_workers=2))
    assert [index for index, _ in read] == list(range(9))
    assert len({number for _, number in read}) == 2


def die(x):
    if x[0] == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return x


def test_killed_worker_is_an_error():
    with pytest.raises(RuntimeError, match="worker process ended before"):
        values(rows(8).map(die, "x", python_multiprocessing=True))


def test_stuck_worker_is_an_error():
    config.set_multiprocessing_timeout_interval(1)
    with pytest.raises(RuntimeError, match="did not answer within 1 s"):
        values(rows(4).map(lambda x: time.sleep(WAIT), "x", python_multiprocessing=True))


def test_error_in_a_process_has_its_traceback():
    def fails(x):
        if x[0] == 2:
            raise KeyError("in the child")
        return x

    with pytest.raises(RuntimeError, match=r"(?s)Exception thrown from user defined Python.*in fails.*in the child"):
        values(rows(4).map(fails, "x", python_multiprocessing=True))
    with pytest.raises(RuntimeError, match=r"(?s)per_batch_map.*on row 1.*KeyError"):
        values(rows(4).batch(2, per_batch_map=_fails_later, input_columns=["x"], python_multiprocessing=True))


def _fails_later(column, info):
    if info.get_batch_num():
        raise KeyError("batch")
    return (column,)


# -- errors ------------------------------------------------------------------------------------------------------


def breaks(x):
    if x[0] == 4:
        raise ValueError("a bad sample")
    return x


@pytest.mark.parametrize("workers", [1, 2])
def test_error_names_operation_column_and_row(workers):
    iterator = rows(8).map([slow, breaks], "x", num_parallel_workers=workers).create_tuple_iterator(num_epochs=1)
    with pytest.raises(RuntimeError) as caught:
        list(iterator)
    text = str(caught.value)
    assert text.startswith("Exception thrown from user defined Python function in dataset.")
    for part in ("map operation: [breaks] failed on row 4", "'x'", "in breaks", 'raise ValueError("a bad sample")'):
        assert part in text
    with pytest.raises(RuntimeError):
        next(iterator)


def test_rows_before_an_error_arrive():
    iterator = rows(8).map(breaks, "x").create_tuple_iterator(num_epochs=1)
    assert [next(iterator)[0].tolist()[0] for _ in range(4)] == [0, 1, 2, 3]
    with pytest.raises(RuntimeError, match="a bad sample"):
        next(iterator)


def test_error_of_a_source():
    def generator():
        yield (np.array(1),)
        raise OSError("the disk is gone")

    with pytest.raises(RuntimeError, match=r"(?s)source failed on row 1.*in generator.*the disk is gone"):
        values(ds.GeneratorDataset(generator, ["x"]))


@pytest.mark.parametrize(
    "mode, expected",
    [(ds.config.ErrorSamplesMode.SKIP, [0, 1, 2, 3, 5]), (ds.config.ErrorSamplesMode.REPLACE, [0, 1, 2, 3, 3, 5])],
)
def test_failing_rows_are_left_out_or_replaced(mode, expected):
    config.set_error_samples_mode(mode)
    assert [row[0] for row in values(rows(6).map(breaks, "x"))] == expected


def test_row_of_a_batch_that_does_not_fit():
    ragged = [(np.zeros(2),), (np.zeros(2),), (np.zeros(3),)]
    with pytest.raises(RuntimeError, match="First element had shape <2> and this element had shape <3>"):
        values(ds.GeneratorDataset(ragged, ["x"], shuffle=False).batch(3))


# -- batches at once ---------------------------------------------------------------------------------------------


class Doubles:
    """A transform that can do a whole batch."""

    def __init__(self):
        self.rows = self.batches = 0

    def __call__(self, x):
        self.rows += 1
        return x * 2

    def apply_batch(self, batch):
        self.batches += 1
        return batch * 2


def test_transforms_run_on_whole_batches():
    data, double = np.arange(20).reshape(10, 2), Doubles()
    source = ds.NumpySlicesDataset(data, ["x"], shuffle=False).map([double, double], "x")
    dataset = source.rename("x", "y").map(double, "y").shuffle(2).repeat(2).skip(1).take(8).batch(4)
    config.set_seed(1)
    got = np.concatenate(values(dataset))
    config.set_seed(1)
    plain = ds.NumpySlicesDataset(data, ["x"], shuffle=False).shuffle(2).repeat(2).skip(1).take(8)
    assert (got == np.array(values(plain)) * 8).all()
    assert (double.rows, double.batches) == (0, 6)


@pytest.mark.parametrize(
    "chain",
    [
        lambda data, double: data.map(double, "x").filter(lambda x: True).batch(4),
        lambda data, double: data.map([double, lambda x: x], "x").batch(4),
        lambda data, double: data.map(double, "x").batch(4, per_batch_map=lambda x, info: (x,), input_columns=["x"]),
        lambda data, double: data.map(double, "x", ["a"]).padded_batch(4),
    ],
)
def test_transforms_run_on_rows_where_rows_are_looked_at(chain):
    double = Doubles()
    data = ds.NumpySlicesDataset(np.arange(8).reshape(4, 2), ["x"], shuffle=False)
    assert values(chain(data, double)) == [[[0, 2], [4, 6], [8, 10], [12, 14]]]
    assert (double.rows, double.batches) == (4, 0)


def test_columns_that_are_left_out_need_no_transform():
    double = Doubles()
    source = ds.NumpySlicesDataset({"x": [1, 2], "y": [3, 4]}, shuffle=False).map(double, "x").project("y").batch(2)
    assert values(source) == [[3, 4]]
    assert double.batches == 0


# -- callbacks, sizes --------------------------------------------------------------------------------------------


class Context:
    def __init__(self, step):
        self.step = step

    def original_args(self):
        return self.step


def test_waited_callback_waits_for_the_training():
    seen = []

    class Waits(ds.WaitedDSCallback):
        def sync_step_begin(self, train_run_context, ds_run_context):
            seen.append((train_run_context, ds_run_context.cur_step_num))

    waits = Waits()
    iterator = (
        rows(4).map(lambda x: x, "x", callbacks=waits, num_parallel_workers=1).create_tuple_iterator(num_epochs=1)
    )
    for step, _ in enumerate(iterator, 1):
        waits.step_end(Context(step))
    assert seen == [(1, 2), (2, 3), (3, 4)]


def test_waited_callback_in_training():
    seen = []

    class Waits(ds.WaitedDSCallback):
        def sync_epoch_begin(self, train_run_context, ds_run_context):
            epoch = ds_run_context.cur_epoch_num
            seen.append((train_run_context.cur_epoch_num >= epoch - 1, epoch))

    waits = Waits()
    source = ds.NumpySlicesDataset((np.ones((4, 3), np.float32), np.ones((4, 1), np.float32)), ["x", "y"])
    dataset = source.map(lambda x: x, "x", callbacks=waits).batch(2)
    net = nn.Dense(3, 1)
    model = mindspore.train.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params()))
    model.train(3, dataset, callbacks=[waits], dataset_sink_mode=False)
    assert seen == [(True, 2), (True, 3)]


def test_waited_callback_gives_up():
    config.set_callback_timeout(1)

    class Waits(ds.WaitedDSCallback):
        def sync_step_begin(self, train_run_context, ds_run_context):
            pass

    with pytest.raises(RuntimeError, match="waited 1 s"):
        values(rows(4).map(lambda x: x, "x", callbacks=Waits(), num_parallel_workers=1))


@pytest.mark.parametrize("count", [None, -1])
def test_repeat_without_end(count):
    dataset = rows(4).repeat(count).take(6)
    assert [row[0] for row in values(dataset)] == [0, 1, 2, 3, 0, 1]
    assert dataset.get_dataset_size() == 6


def test_generator_that_never_ends():
    iterator = ds.GeneratorDataset((np.array(i) for i in itertools.count()), ["x"]).take(3).create_tuple_iterator()
    assert [[row[0].item() for row in iterator] for _ in range(2)] == [[0, 1, 2]] * 2
    assert iterator.get_col_names() == ["x"]


def test_rows_of_a_source_by_index():
    assert ds.GeneratorDataset([(1, 2), (3, 4)], ["a", "b"])[1] == (3, 4)


def test_save_that_fails_leaves_no_file(tmp_path):
    with pytest.raises(RuntimeError, match="a bad sample"):
        rows(8).map(breaks, "x").save(str(tmp_path / "x"))
    with pytest.raises(RuntimeError, match="no rows"):
        rows(8).skip(8).save(str(tmp_path / "x"))
    assert list(tmp_path.iterdir()) == []


def test_repeat_without_end_of_nothing_ends():
    assert values(rows(4).filter(lambda x: False).repeat().take(3)) == []


def test_two_consumers_are_no_tree():
    source = rows()
    first, second = source.batch(2), source.batch(3)
    for dataset in (first, second):
        with pytest.raises(ValueError, match="one node has 2 consumers"):
            iter(dataset)


def test_projection_of_an_iterator_is_no_consumer():
    source = ds.NumpySlicesDataset({"x": [1, 2], "y": [3, 4]}, shuffle=False)
    assert [values(source, columns=["y"]), values(source, columns="y"), values(source.batch(2))] == [
        [3, 4],
        [3, 4],
        [[1, 2]],
    ]


@pytest.mark.parametrize("call", [lambda d: d.device_que(), lambda d: d.sync_wait("c"), ds.serialize])
def test_what_is_not_supported_says_so(call):
    with pytest.raises(NotImplementedError, match=r"not supported|no queue"):
        call(rows())


@pytest.mark.parametrize("name", ["auto_num_workers", "enable_autotune", "auto_offload", "numa_enable"])
def test_hints_without_effect_say_so(name):
    with pytest.warns(UserWarning, match="has no effect"):
        getattr(ds.config, f"set_{name}")(True)
    assert getattr(ds.config, f"get_{name}")() is True


def test_offload_says_that_it_has_no_effect():
    with pytest.warns(UserWarning, match="has no effect"):
        assert len(values(rows(4).map(slow, "x", offload=True))) == 4


def test_set_seed_seeds_pipelines():
    mindspore.set_seed(5)
    assert ds.config.get_seed() == 5


@pytest.mark.parametrize("path", ["dataset.core.config", "dataset.engine.datasets", "dataset.engine.samplers"])
def test_modules_of_mindspore(path):
    import importlib

    module = importlib.import_module(f"mindspore.{path}")
    assert module.__name__.startswith("msgrad.dataset")


def test_python_ends_while_a_row_is_at_work():
    """An endless iterator is ahead, inside of OpenCV, when the script ends."""
    import subprocess
    import sys

    script = (
        "import numpy as np, msgrad.dataset as ds, msgrad.dataset.vision as V\n"
        "rows = ds.GeneratorDataset([(np.zeros((1200, 1200, 3), np.uint8),)] * 64, ['a'], num_parallel_workers=1)\n"
        "steps = [V.GaussianBlur(31), V.Resize((900, 900), V.Inter.BICUBIC)]\n"
        "rows = rows.map(steps, 'a', num_parallel_workers=1).create_tuple_iterator(output_numpy=True)\n"
        "next(rows)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
