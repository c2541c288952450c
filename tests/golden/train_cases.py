"""Cases of training: what is printed and called, and in which order, the figures, and what is refused.

Each case returns plain JSON; printed times are masked. `rows` makes a data set.
"""

import contextlib
import io
import os
import re
import tempfile
import warnings

import mindspore as ms
import numpy as np
from mindspore import Tensor, nn, train

RNG = np.random.RandomState(0)
X = RNG.rand(16, 3).astype(np.float32)
Y = RNG.randint(0, 2, 16).astype(np.int32)
W = RNG.rand(2, 3).astype(np.float32)
B = np.zeros(2, np.float32)
CASES = {}


def case(fn):
    CASES[fn.__name__] = fn
    return fn


def rows(count=8, batch=2, columns=2):
    from mindspore import dataset

    data = {"x": X[:count], "y": Y[:count], "z": Y[:count]}
    data = {name: data[name] for name in list(data)[:columns]}
    return dataset.NumpySlicesDataset(data, shuffle=False).batch(batch)


def network():
    return nn.Dense(3, 2, weight_init=Tensor(W), bias_init=Tensor(B))


def model(rate=0.1, metrics=("acc", "loss"), **kwargs):
    net = network()
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    names = {"acc": train.Accuracy, "loss": train.Loss}
    chosen = {name: names[name]() for name in metrics} or None
    return train.Model(net, loss, nn.Momentum(net.trainable_params(), rate, 0.9), metrics=chosen, **kwargs)


def printed(call):
    """The lines that a call prints, times masked."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        call()
    return [re.sub(r"\d+\.\d+ ms", "T ms", line) for line in out.getvalue().splitlines()]


def refused(call):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            call()
    except Exception as error:  # noqa: BLE001
        return type(error).__name__
    return "none"


MOMENTS = [
    f"on_{phase}_{moment}"
    for phase in ("train", "eval")
    for moment in ("begin", "epoch_begin", "step_begin", "step_end", "epoch_end", "end")
]


def recorder(shown=()):
    """A callback that logs its calls, with the params at the moments ``shown``."""

    class Recorder(train.Callback):
        def __init__(self):
            self.log = []

    def at(moment):
        def called(self, run_context):
            params = run_context.original_args()
            known = {
                key: value if isinstance(value, bool | int | str | type(None)) else type(value).__name__
                for key, value in params.items()
                if key not in ("train_dataset", "valid_dataset", "list_callback", "metrics", "eval_results")
            }
            known["metrics"] = sorted(params.get("metrics") or ())
            known["eval_results"] = sorted(params.get("eval_results") or ())
            self.log.append([moment, dict(sorted(known.items()))] if moment in shown else moment)

        return called

    for moment in MOMENTS:
        setattr(Recorder, moment, at(moment))
    return Recorder()


@case
def monitors():
    return printed(lambda: model().train(2, rows(), callbacks=[train.LossMonitor(), train.TimeMonitor()]))


@case
def monitors_of_fit():
    return printed(lambda: model().fit(2, rows(), rows(4), callbacks=[train.LossMonitor(3), train.TimeMonitor(1)]))


@case
def monitors_of_eval():
    return printed(lambda: model().eval(rows(), callbacks=[train.LossMonitor(), train.TimeMonitor()]))


@case
def time_monitor_with_data_time():
    return printed(lambda: model().train(1, rows(), callbacks=[train.TimeMonitor(data_time=True)]))


@case
def loss_monitor_never():
    return printed(lambda: model().train(1, rows(), callbacks=[train.LossMonitor(0)]))


@case
def sink_mode():
    return printed(lambda: model().train(2, rows(), callbacks=[train.LossMonitor()], dataset_sink_mode=True))


@case
def sink_size():
    callbacks = [train.LossMonitor(), train.TimeMonitor()]
    return printed(lambda: model().train(2, rows(), callbacks=callbacks, dataset_sink_mode=True, sink_size=4))


@case
def initial_epoch():
    return printed(lambda: model().train(3, rows(), callbacks=[train.LossMonitor(2)], initial_epoch=1))


@case
def valid_frequency():
    return [
        printed(lambda: model().fit(4, rows(4), rows(4), f, callbacks=[train.LossMonitor(2)]))
        for f in (1, 2, 3, [2, 3], [9])
    ]


@case
def order_of_training():
    log = recorder()
    model().train(2, rows(4), callbacks=log)
    return log.log


@case
def order_of_fitting():
    log = recorder()
    model().fit(2, rows(4), rows(4), callbacks=[log])
    return log.log


@case
def params_of_training():
    log = recorder(("on_train_begin", "on_train_step_begin", "on_train_step_end", "on_train_end"))
    model().train(2, rows(4), callbacks=log)
    return log.log


@case
def params_of_fitting():
    log = recorder(("on_eval_begin", "on_eval_step_end", "on_eval_end", "on_train_epoch_end", "on_train_step_begin"))
    model().fit(2, rows(4), rows(4), callbacks=log)
    return log.log


@case
def params_of_evaluation():
    log = recorder(("on_eval_begin", "on_eval_step_begin", "on_eval_step_end", "on_eval_end"))
    result = model().eval(rows(4), callbacks=log)
    return [log.log, {name: float(value) for name, value in result.items()}]


@case
def older_methods():
    log = []

    class Old(train.Callback):
        def begin(self, run_context):
            log.append("begin")

        def epoch_begin(self, run_context):
            log.append("epoch_begin")

        def step_begin(self, run_context):
            log.append("step_begin")

        def step_end(self, run_context):
            log.append("step_end")

        def epoch_end(self, run_context):
            log.append("epoch_end")

        def end(self, run_context):
            log.append("end")

    class Both(Old):
        def on_train_step_end(self, run_context):
            log.append("on_train_step_end")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model().train(1, rows(2), callbacks=[Old()])
        model().eval(rows(2), callbacks=[Old()])
        log.append(refused(lambda: model().fit(1, rows(2), rows(2), callbacks=[Old()])))
        model().fit(1, rows(2), rows(2), callbacks=[Both()])
    return log


@case
def request_stop():
    class Stop(train.Callback):
        def on_train_step_end(self, run_context):
            if run_context.original_args().cur_step_num == 3:
                run_context.request_stop()

    log = recorder()
    model().fit(3, rows(), rows(4), callbacks=[Stop(), log])
    return log.log


@case
def lambda_callback():
    log = []
    functions = {name: (lambda context, name=name: log.append(name)) for name in MOMENTS if name != "on_eval_end"}
    model().fit(1, rows(4), rows(4), callbacks=train.LambdaCallback(**functions))
    return log


@case
def history():
    kept = train.History()
    model().fit(3, rows(), rows(4), callbacks=kept)
    first = {name: [float(v) for v in values] for name, values in kept.history.items()}
    alone = train.History()
    model().train(2, rows(), callbacks=alone)
    return [
        kept.epoch,
        first,
        alone.epoch,
        {name: [float(v) for v in values] for name, values in alone.history.items()},
    ]


def _stopping(fit=True, **kwargs):
    trained = model()
    epochs = train.History()
    callbacks = [train.EarlyStopping(verbose=True, **kwargs), epochs]
    if fit:
        lines = printed(lambda: trained.fit(6, rows(), rows(4), callbacks=callbacks))
    else:
        lines = printed(lambda: trained.train(6, rows(), callbacks=callbacks))
    return [lines, epochs.epoch["epoch"], trained.train_network.network.backbone_network.weight.asnumpy().tolist()]


@case
def early_stopping():
    return {
        "acc": _stopping(monitor="acc", patience=1, mode="max"),
        "acc auto": _stopping(monitor="acc", patience=2),
        "loss": _stopping(monitor="loss"),
        "loss patience": _stopping(monitor="loss", patience=2),
        "eval_loss": _stopping(),
        "min_delta": _stopping(min_delta=1.0, patience=1, restore_best_weights=True),
        "min_delta negative": _stopping(min_delta=-0.5, patience=1),
        "max": _stopping(mode="max", patience=2),
        "baseline": _stopping(baseline=0.1),
        "baseline reached": _stopping(baseline=10.0, patience=1),
        "baseline patience": _stopping(baseline=0.1, patience=3, restore_best_weights=True),
        "unknown": _stopping(monitor="nope"),
        "train": _stopping(fit=False, monitor="loss", patience=1),
        "train eval_loss": _stopping(fit=False),
    }


def _plateau(**kwargs):
    trained = model()
    lines = printed(lambda: trained.fit(6, rows(), rows(), callbacks=[train.ReduceLROnPlateau(verbose=True, **kwargs)]))
    return [lines, float(trained.train_network.optimizer.learning_rate.asnumpy())]


@case
def reduce_lr_on_plateau():
    return {
        "acc": _plateau(monitor="acc", patience=1, factor=0.5, cooldown=1, min_lr=0.01, mode="max"),
        "loss": _plateau(monitor="loss", patience=0, min_delta=5.0),
        "eval_loss": _plateau(patience=1, min_delta=5.0),
        "cooldown": _plateau(patience=1, min_delta=5.0, cooldown=2, factor=0.7),
        "improving": _plateau(patience=1),
        "min_lr": _plateau(patience=0, min_delta=5.0, min_lr=0.03),
        "unknown": _plateau(monitor="nope"),
    }


@case
def learning_rate_scheduler():
    trained, log = model(), []

    def halved(rate, step):
        log.append([float(rate), int(step)])
        return rate * 0.5

    trained.train(2, rows(4), callbacks=[train.LearningRateScheduler(halved)])
    return [log, float(trained.train_network.optimizer.learning_rate.asnumpy())]


def _saved(epochs, prefix="net", **kwargs):
    with tempfile.TemporaryDirectory() as folder:
        config = train.CheckpointConfig(**kwargs)
        callback = train.ModelCheckpoint(prefix, folder, config)
        model().train(epochs, rows(), callbacks=[callback])
        latest = os.path.relpath(callback.latest_ckpt_file_name, os.path.realpath(folder))
        return [sorted(os.listdir(folder)), os.path.basename(latest)]


@case
def checkpoints():
    found = {
        "default": _saved(2),
        "3 steps": _saved(3, save_checkpoint_steps=3),
        "max 2": _saved(3, save_checkpoint_steps=4, keep_checkpoint_max=2),
        "steps 10": _saved(1, save_checkpoint_steps=10),
        "safetensors": _saved(1, save_checkpoint_steps=4, format="safetensors"),
        "all": _saved(2, keep_checkpoint_max=0),
        "minutes": _saved(2, keep_checkpoint_max=0, keep_checkpoint_per_n_minutes=1),
        "names": _saved(2, prefix=lambda params: f"p{params.cur_epoch_num}", save_checkpoint_steps=2),
    }
    with tempfile.TemporaryDirectory() as folder:
        for epochs in (1, 2, 1):
            config = train.CheckpointConfig(save_checkpoint_steps=4, append_info=["epoch_num", "step_num", {"lr": 0.5}])
            model().train(epochs, rows(), callbacks=[train.ModelCheckpoint("a", folder, config)])
        found["again"] = sorted(os.listdir(folder))
        loaded = ms.load_checkpoint(os.path.join(folder, "a-1_4.ckpt"))
        found["content"] = {name: value.asnumpy().tolist() for name, value in loaded.items()}
    with tempfile.TemporaryDirectory() as folder:
        config = train.CheckpointConfig(save_checkpoint_steps=100, exception_save=True)

        class Boom(train.Callback):
            def on_train_step_end(self, run_context):
                if run_context.original_args().cur_step_num == 3:
                    raise RuntimeError("boom")

        error = refused(
            lambda: model().train(1, rows(), callbacks=[train.ModelCheckpoint("e", folder, config), Boom()])
        )
        found["exception"] = [error, sorted(os.listdir(folder))]
    with tempfile.TemporaryDirectory() as folder:
        net = network()
        config = train.CheckpointConfig(save_checkpoint_steps=4, saved_network=net)
        model().train(1, rows(), callbacks=[train.ModelCheckpoint("s", folder, config)])
        found["saved_network"] = sorted(ms.load_checkpoint(os.path.join(folder, "s-1_4.ckpt")))
    return found


@case
def backup_and_restore():
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for epochs, delete in ((2, True), (2, False), (2, False)):
            callbacks = [train.BackupAndRestore(folder, delete_checkpoint=delete), train.LossMonitor(4)]
            found.append(
                [printed(lambda e=epochs, c=callbacks: model().train(e, rows(), callbacks=c)), os.listdir(folder)]
            )
    return found


@case
def losses():
    """20 steps of several optimizers, by Model and by TrainOneStepCell."""
    found = {}
    optimizers = {
        "sgd": lambda p: nn.SGD(p, 0.1, momentum=0.9, nesterov=True),
        "momentum": lambda p: nn.Momentum(p, 0.1, 0.9, weight_decay=1e-2),
        "adam": lambda p: nn.Adam(p, nn.cosine_decay_lr(0.0, 0.05, 20, 20, 20)),
        "rmsprop": lambda p: nn.RMSProp(p, 0.01),
        "scaled": lambda p: nn.Momentum(p, 0.1, 0.9, loss_scale=64.0),
    }
    for name, make in optimizers.items():
        net = network()
        loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
        manager = {"loss_scale_manager": train.FixedLossScaleManager(64.0, False)} if name == "scaled" else {}
        trained = train.Model(net, loss, make(net.trainable_params()), **manager)
        kept = []

        class Keep(train.Callback):
            def on_train_step_end(self, run_context, kept=kept):
                kept.append(float(run_context.original_args().net_outputs.asnumpy()))

        trained.train(5, rows(16, 4), callbacks=Keep())
        found[name] = kept
    return found


@case
def wrappers():
    x, y = Tensor(X[:4]), Tensor(Y[:4])
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    found = {}

    def kept(name, result):
        def plain(item):
            if isinstance(item, Tensor):
                return {str(item.dtype): np.asarray(item.asnumpy(), np.float64).tolist()}
            if isinstance(item, dict):
                return {key: plain(value) for key, value in item.items()}
            return [plain(part) for part in item] if isinstance(item, tuple | list) else item

        found[name] = plain(result)

    def with_loss():
        net = network()
        return net, nn.WithLossCell(net, loss)

    net, whole = with_loss()
    step = nn.TrainOneStepCell(whole, nn.SGD(net.trainable_params(), 0.1))
    found["printed"] = str(step).splitlines()
    found["names"] = [p.name for p in step.get_parameters()]
    kept("step", [step(x, y), net.weight.value()])
    net, whole = with_loss()
    kept("return_grad", nn.TrainOneStepCell(whole, nn.SGD(net.trainable_params(), 0.1), return_grad=True)(x, y))
    net, whole = with_loss()
    step = nn.TrainOneStepCell(whole, nn.SGD(net.trainable_params(), 0.1), sens=4.0)
    kept("sens", [step(x, y), net.weight.value()])

    class Two(nn.Cell):
        def __init__(self, net):
            super().__init__()
            self.net = net

        def construct(self, x, y):
            out = self.net(x)
            return loss(out, y), out

    net = network()
    step = nn.TrainOneStepCell(Two(net), nn.SGD(net.trainable_params(), 0.1))
    kept("two outputs", [step(x, y), net.weight.value()])
    net, whole = with_loss()
    weights = net.trainable_params()
    kept("value and grad", nn.ForwardValueAndGrad(net)(x))
    kept("value and grad all", nn.ForwardValueAndGrad(net, get_all=True)(x))
    kept("value and grad list", nn.ForwardValueAndGrad(whole, weights, get_by_list=True)(x, y))
    both = nn.ForwardValueAndGrad(whole, weights, get_all=True, get_by_list=True, sens_param=True)
    kept("value and grad both", both(x, y, Tensor(2.0)))
    kept("with grad", nn.WithGradCell(net, loss)(x, y))
    kept("with grad sens", nn.WithGradCell(net, loss, 2.0)(x, y))
    kept("with grad alone", nn.WithGradCell(net)(x))
    kept("with eval", nn.WithEvalCell(net, loss)(x, y))
    kept("micro batches", nn.MicroBatchInterleaved(whole, 2)(x, y))
    kept("accumulation", nn.GradAccumulationCell(net, 2)(x))
    kept("pipeline", nn.PipelineCell(net, 2)(x))
    steps = Tensor(np.arange(24, dtype=np.float32).reshape(4, 2, 3) / 24)
    kept("time 1", nn.TimeDistributed(net, 1)(steps))
    kept("time 1 with 0", nn.TimeDistributed(net, 1, 0)(steps))
    kept("half eval", nn.WithEvalCell(network().to_float(ms.float16), loss, True)(x, y))
    parameter = ms.Parameter(Tensor([1.0, 2.0]), name="p")
    nn.ParameterUpdate(parameter)(Tensor([3.0, 4.0]))
    kept("update", parameter.value())
    scaled = nn.TrainOneStepWithLossScaleCell(whole, nn.SGD(weights, 0.1), nn.DynamicLossScaleUpdateCell(1024, 2, 2))
    found["scaled printed"] = str(scaled).splitlines()
    found["scaled names"] = [p.name for p in scaled.get_parameters()]
    return found


@case
def errors():
    net = network()
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    opt = nn.Momentum(net.trainable_params(), 0.1, 0.9)
    m = train.Model(net, loss, opt, metrics={"acc"})
    calls = {
        "network": lambda: train.Model(3),
        "optimizer": lambda: train.Model(net, loss, 3),
        "metrics list": lambda: train.Model(net, loss, opt, metrics=["acc"]),
        "metrics str": lambda: train.Model(net, loss, opt, metrics="acc"),
        "metrics values": lambda: train.Model(net, loss, opt, metrics={"a": "acc"}),
        "metrics unknown": lambda: train.Model(net, loss, opt, metrics={"nope"}),
        "metrics alone": lambda: train.Model(net, None, opt, metrics={"acc"}),
        "amp": lambda: train.Model(net, loss, opt, amp_level="O4"),
        "amp type": lambda: train.Model(net, loss, opt, amp_level=None),
        "boost": lambda: train.Model(net, loss, opt, boost_level="x"),
        "kwargs": lambda: train.Model(net, loss, opt, foo=1),
        "manager": lambda: train.Model(net, loss, opt, loss_scale_manager=3),
        "eval_indexes": lambda: train.Model(net, loss, opt, metrics={"acc"}, eval_network=net, eval_indexes=[0, 1]),
        **{f"epoch {e!r}": (lambda e=e: m.train(e, rows())) for e in (0, -1, 1.5, True, "a")},
        **{f"sink_size {s!r}": (lambda s=s: m.train(1, rows(), dataset_sink_mode=True, sink_size=s)) for s in (0, -2, 1.5, True)},
        "sink": lambda: m.train(1, rows(), dataset_sink_mode="a"),
        **{f"initial {i!r}": (lambda i=i: m.train(2, rows(), initial_epoch=i)) for i in (3, -1, 1.0)},
        "callbacks": lambda: m.train(1, rows(), callbacks=3),
        "callbacks list": lambda: m.train(1, rows(), callbacks=[3]),
        **{f"valid_frequency {v!r}": (lambda v=v: m.fit(1, rows(), rows(), v)) for v in (1.5, (1,), "a")},
        "fit without metrics": lambda: train.Model(net, loss, opt).fit(1, rows(), rows()),
        "eval without metrics": lambda: train.Model(net, loss, opt).eval(rows()),
        "three columns": lambda: m.train(1, rows(columns=3)),
        "one column": lambda: m.train(1, rows(columns=1)),
        "three columns eval": lambda: m.eval(rows(columns=3)),
        "without loss": lambda: train.Model(net, None, opt).train(1, rows()),
        "predict array": lambda: m.predict(X),
        "predict backend": lambda: m.predict(Tensor(X), backend="ms"),
        "build": lambda: m.build(rows()),
        "infer_train_layout": lambda: m.infer_train_layout(rows()),
        "LossMonitor -1": lambda: train.LossMonitor(-1),
        "LossMonitor 1.5": lambda: train.LossMonitor(1.5),
        "LossMonitor True": lambda: train.LossMonitor(True),
        "TimeMonitor": lambda: train.TimeMonitor(data_time=1),
        "LambdaCallback": lambda: train.LambdaCallback(foo=1),
        **{f"EarlyStopping {k}": (lambda k=k: train.EarlyStopping(**k))
           for k in ({"monitor": 1}, {"min_delta": "a"}, {"patience": -1}, {"patience": 1.5}, {"verbose": 1}, {"mode": "x"}, {"mode": 1}, {"restore_best_weights": 1})},
        **{f"ReduceLROnPlateau {k}": (lambda k=k: train.ReduceLROnPlateau(**k))
           for k in ({"factor": 1.0}, {"factor": 1}, {"factor": -0.1}, {"patience": -1}, {"mode": "x"}, {"cooldown": -1}, {"min_delta": "a"}, {"verbose": 1}, {"monitor": 1})},
        "plateau list": lambda: model([0.1] * 40).fit(2, rows(4), rows(4), callbacks=[train.ReduceLROnPlateau()]),
        **{f"CheckpointConfig {k}": (lambda k=k: train.CheckpointConfig(**k))
           for k in ({"save_checkpoint_steps": None, "save_checkpoint_seconds": None, "keep_checkpoint_max": None, "keep_checkpoint_per_n_minutes": None}, {"save_checkpoint_steps": -1}, {"save_checkpoint_steps": 1.5}, {"keep_checkpoint_max": -1}, {"integrated_save": 1}, {"async_save": 3}, {"saved_network": 3}, {"append_info": ["foo"]}, {"append_info": "a"}, {"enc_key": 3}, {"crc_check": 1}, {"exception_save": 1}, {"remove_redundancy": 1})},
        **{f"ModelCheckpoint {k}": (lambda k=k: train.ModelCheckpoint(**k)) for k in ({"prefix": 1}, {"prefix": "a/b"}, {"directory": 1}, {"config": 1})},
        **{f"BackupAndRestore {k}": (lambda k=k: train.BackupAndRestore(**k)) for k in ({"backup_dir": 1}, {"backup_dir": "b", "save_freq": "x"}, {"backup_dir": "b", "save_freq": 0}, {"backup_dir": "b", "delete_checkpoint": 1})},
        **{f"OnRequestExit {k}": (lambda k=k: train.OnRequestExit(save_mindir=False, **k)) for k in ({"save_ckpt": 1}, {"directory": 3}, {"sig": 1.5})},
        "RunContext": lambda: train.RunContext(3),
        "sens 0": lambda: nn.TrainOneStepCell(net, opt, sens=0),
        "value and grad flag": lambda: nn.ForwardValueAndGrad(net, get_all=1),
        "value and grad network": lambda: nn.ForwardValueAndGrad(3),
        "value and grad weights": lambda: nn.ForwardValueAndGrad(net, get_by_list=True)(Tensor(X)),
        "eval flag": lambda: nn.WithEvalCell(net, loss, 1),
        "scale type": lambda: nn.TrainOneStepWithLossScaleCell(net, opt, 8.0),
        "scale shape": lambda: nn.TrainOneStepWithLossScaleCell(net, opt, Tensor([1.0, 1.0])),
        "parameter": lambda: nn.ParameterUpdate(3),
        "nan": lambda: train.Model(net, nn.MSELoss(), opt).train(1, _nan_rows(), callbacks=[train.LossMonitor()]),
    }  # fmt: skip
    return {name: refused(call) for name, call in calls.items()}


def _nan_rows():
    from mindspore import dataset

    return dataset.NumpySlicesDataset({"x": X * np.nan, "y": X[:, :2]}, shuffle=False).batch(2)


@case
def evaluation_networks():
    class Whole(nn.Cell):
        def __init__(self, net):
            super().__init__()
            self.net = net

        def construct(self, x, y):
            out = self.net(x)
            return out.sum(), out, y, out * 2

    net = network()
    loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
    metrics = {"acc": train.Accuracy(), "loss": train.Loss()}
    found = {
        "indexes": train.Model(net, loss, metrics=metrics, eval_network=Whole(net), eval_indexes=[0, 1, 2]).eval(
            rows()
        ),
        "default": train.Model(net, loss, metrics=metrics).eval(rows()),
        "metric indexes": train.Model(
            net, loss, metrics={"acc": train.Accuracy().set_indexes([3, 2])}, eval_network=Whole(net)
        ).eval(rows()),
    }
    trained = train.Model(net, loss, nn.SGD(net.trainable_params()), metrics={"acc"})
    found["printed"] = str([trained.train_network, trained.eval_network, trained.predict_network]).splitlines()
    trained.train(1, rows())
    states = [net.training]
    trained.eval(rows())
    states.append(net.training)
    found["training"] = states
    return {k: {n: float(f) for n, f in v.items()} if isinstance(v, dict) else v for k, v in found.items()}
