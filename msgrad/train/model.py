"""Model: training, evaluation and prediction of a network."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from msgrad._checkparam import check_bool, check_non_negative_int, check_positive_int, check_type
from msgrad.common.tensor import Tensor
from msgrad.graph_mode.jit import jit
from msgrad.graph_mode.sink import call_many
from msgrad.nn.cell import Cell
from msgrad.nn.optim import Optimizer
from msgrad.nn.wrap.cell_wrapper import WithEvalCell, WithLossCell
from msgrad.train import amp
from msgrad.train.callback.callback import (
    Callback,
    InternalCallbackParam,
    RunContext,
    check_old_methods,
    checked_callbacks,
)
from msgrad.train.dataset_helper import DatasetHelper, check_dataset, check_sink_size
from msgrad.train.loss_scale_manager import DynamicLossScaleManager, FixedLossScaleManager, LossScaleManager
from msgrad.train.metrics import Loss, get_metrics

__all__ = ["Model"]

SUNK_STEPS = 64
"""So many steps are one program with ``dataset_sink_mode``, where no callback looks at single ones."""

_STEP_METHODS = ("step_begin", "step_end", "on_train_step_begin", "on_train_step_end")
_KWARGS = ("loss_scale_manager", "keep_batchnorm_fp32", "boost_config_dict", "acc_level")


def _looks_at_steps(callbacks: Any) -> bool:
    """Whether a callback has a method that is called at every step."""
    return any(
        getattr(type(callback), name) is not getattr(Callback, name) for callback in callbacks for name in _STEP_METHODS
    )


class Model:
    """A network with all that training and evaluating it takes.

    Args:
        network: a Cell.
        loss_fn: the loss; None where the network gives it itself.
        optimizer: the optimizer; None where the network trains itself, or is not trained.
        metrics: a dict from names to Metrics, or a set of names (see `names`).
        eval_network: a Cell for evaluation; None for one that gives loss, output and label.
        eval_indexes: which outputs of ``eval_network`` are the loss, the output and the label; None for all of them
            to every metric.
        amp_level: as of `auto_mixed_precision`.
        boost_level: must be "O0".
        kwargs: ``loss_scale_manager``, a `LossScaleManager` or None; ``keep_batchnorm_fp32``, whether normalization
            stays in float32 at O2 and O3.

    Raises:
        TypeError, ValueError: for other arguments.
        NotImplementedError: for another ``boost_level``.

    >>> import numpy as np
    >>> from mindspore import Tensor, dataset, nn, train
    >>> rows = {"x": np.ones((8, 2), np.float32), "y": np.ones((8, 1), np.float32)}
    >>> net = nn.Dense(2, 1, weight_init="zeros", bias_init="zeros")
    >>> model = train.Model(net, nn.MSELoss(), nn.SGD(net.trainable_params(), 0.125), metrics={"mae"})
    >>> model.train(2, dataset.NumpySlicesDataset(rows).batch(8), callbacks=train.LossMonitor())
    epoch: 1 step: 1, loss is 1.0
    epoch: 2 step: 1, loss is 0.0625
    >>> print(model.predict(Tensor(np.ones((1, 2), np.float32))))
    [[0.9375]]
    """

    def __init__(
        self,
        network: Cell,
        loss_fn: Any = None,
        optimizer: Any = None,
        metrics: Any = None,
        eval_network: Any = None,
        eval_indexes: list | None = None,
        amp_level: str = "O0",
        boost_level: str = "O0",
        **kwargs: Any,
    ) -> None:
        check_type(network, Cell, "network", "Model")
        if loss_fn is not None and not callable(loss_fn):
            raise TypeError(f"For 'Model', the 'loss_fn' must be a Cell, but got {type(loss_fn).__name__}.")
        if optimizer is not None and not isinstance(optimizer, Optimizer):
            raise TypeError(f"For 'Model', the 'optimizer' must be an Optimizer, but got {type(optimizer).__name__}.")
        if eval_network is not None:
            check_type(eval_network, Cell, "eval_network", "Model")
        if unknown := sorted(set(kwargs) - set(_KWARGS)):
            raise ValueError(f"For 'Model', there is no argument {', '.join(unknown)}; there are {', '.join(_KWARGS)}.")
        for name in ("boost_config_dict", "acc_level"):
            if kwargs.get(name) not in (None, {}, "O0"):
                raise NotImplementedError(f"For 'Model', the '{name}' is not supported: leave it out.")
        amp.check_boost(boost_level, "Model")
        self._network = network
        self._loss_fn = loss_fn
        self._optimizer = optimizer
        self._loss_scale_manager = kwargs.get("loss_scale_manager")
        if self._loss_scale_manager is not None and not isinstance(self._loss_scale_manager, LossScaleManager):
            raise TypeError(
                "For 'Model', the 'loss_scale_manager' must be a LossScaleManager or None, "
                f"but got {type(self._loss_scale_manager).__name__}."
            )
        self._amp_level = amp_level
        self._metrics = metrics
        self._for_amp = {name: kwargs[name] for name in ("loss_scale_manager", "keep_batchnorm_fp32") if name in kwargs}
        self._train_network = self._build_train_network()
        self._build_eval_network(metrics, eval_network, eval_indexes)
        self._predict_network = self._network

    # -- networks --------------------------------------------------------------------------------------------

    def _build_train_network(self) -> Cell:
        if self._amp_level not in ("O0", "O1", "O2", "O3", "auto"):
            kind = ValueError if isinstance(self._amp_level, str) else TypeError
            raise kind(
                f"For 'Model', the 'amp_level' must be 'O0', 'O1', 'O2', 'O3' or 'auto', but got {self._amp_level!r}."
            )
        network = self._network
        if self._optimizer is not None:
            network = amp.build_train_network(
                network, self._optimizer, self._loss_cell(), self._amp_level, **self._for_amp
            )
        elif self._loss_fn is not None:
            network = WithLossCell(network, self._loss_fn)
        return network

    def _loss_cell(self) -> Any:
        if self._loss_fn is None or isinstance(self._loss_fn, Cell):
            return self._loss_fn
        return _FunctionCell(self._loss_fn)

    def _build_eval_network(self, metrics: Any, eval_network: Any, eval_indexes: Any) -> None:
        self._metric_fns = get_metrics(metrics) or {}
        self._eval_network = eval_network
        if eval_indexes is not None and (not isinstance(eval_indexes, list) or len(eval_indexes) != 3):
            raise ValueError(
                f"For 'Model', the 'eval_indexes' must be None or a list of three ints, but got {eval_indexes!r}."
            )
        if not self._metric_fns:
            self._eval_indexes = eval_indexes or []
            return
        if eval_network is not None:
            self._eval_indexes = eval_indexes or []
            return
        if self._loss_fn is None:
            raise ValueError(
                "For 'Model', with 'metrics' there must be an 'eval_network' or a 'loss_fn', "
                "which give what metrics take."
            )
        self._eval_network = self._default_eval_network()
        self._eval_indexes = [0, 1, 2]

    def _default_eval_network(self) -> Cell:
        return WithEvalCell(self._network, self._loss_fn, self._amp_level in ("O2", "O3", "auto"))

    @property
    def train_network(self) -> Cell:
        """The Cell of one step of training."""
        return self._train_network

    @property
    def eval_network(self) -> Any:
        """The Cell that metrics are taken of; None where there is none."""
        return self._eval_network

    @property
    def predict_network(self) -> Cell:
        """The Cell that predicts."""
        return self._predict_network

    # -- training --------------------------------------------------------------------------------------------

    def train(
        self,
        epoch: int,
        train_dataset: Any,
        callbacks: Any = None,
        dataset_sink_mode: bool = False,
        sink_size: int = -1,
        initial_epoch: int = 0,
    ) -> None:
        """Trains the network.

        Args:
            epoch: until which epoch.
            train_dataset: a data set; with a ``loss_fn`` of two columns, data and label.
            callbacks: a `Callback` or a list of them.
            dataset_sink_mode: whether the loop may run on the device: the step is jitted; where no callback looks at
                single steps, many steps are one program. The figures are the same, and callbacks are called at every
                step that they look at, as on MindSpore's CPU.
            sink_size: with ``dataset_sink_mode``, how many steps count as an epoch; -1 for the whole data set.
            initial_epoch: where the count of epochs begins.

        Raises:
            TypeError, ValueError: for other arguments.
        """
        context = self._prepare("train", epoch, train_dataset, callbacks, dataset_sink_mode, sink_size, initial_epoch)
        with _entered(context.callbacks):
            self._run(context, initial_epoch, sink_size if dataset_sink_mode else -1, None, dataset_sink_mode)

    def fit(
        self,
        epoch: int,
        train_dataset: Any,
        valid_dataset: Any = None,
        valid_frequency: Any = 1,
        callbacks: Any = None,
        dataset_sink_mode: bool = False,
        valid_dataset_sink_mode: bool = False,
        sink_size: int = -1,
        initial_epoch: int = 0,
    ) -> None:
        """Trains the network, and evaluates it between epochs.

        Args:
            epoch, train_dataset, callbacks, dataset_sink_mode, sink_size, initial_epoch: as of `train`.
            valid_dataset: what it is evaluated on; None for training alone.
            valid_frequency: after every so many epochs, or a list of the epochs after which.
            valid_dataset_sink_mode: as ``dataset_sink_mode``.

        Raises:
            TypeError, ValueError: for other arguments; ValueError without ``metrics``.
        """
        check_bool(valid_dataset_sink_mode, "valid_dataset_sink_mode", "Model.fit")
        if isinstance(valid_frequency, bool) or not isinstance(valid_frequency, int | list):
            raise TypeError(
                "For 'Model.fit', the 'valid_frequency' must be an int or a list of ints, "
                f"but got {type(valid_frequency).__name__}."
            )
        if isinstance(valid_frequency, int) and valid_frequency < 1:
            raise ValueError(f"For 'Model.fit', the 'valid_frequency' must be above 0, but got {valid_frequency}.")
        if valid_dataset is not None:
            check_dataset(valid_dataset, "Model.fit")
            self._check_metrics("Model.fit")
        context = self._prepare("fit", epoch, train_dataset, callbacks, dataset_sink_mode, sink_size, initial_epoch)

        def due(number: int) -> bool:
            if isinstance(valid_frequency, list):
                return number in valid_frequency
            return (number - initial_epoch) % valid_frequency == 0

        def validate() -> None:
            self._validate(context, valid_dataset)

        with _entered(context.callbacks):
            self._run(
                context,
                initial_epoch,
                sink_size if dataset_sink_mode else -1,
                (due, validate) if valid_dataset is not None else None,
                dataset_sink_mode,
            )

    def _prepare(
        self,
        method: str,
        epoch: Any,
        dataset: Any,
        callbacks: Any,
        sink: Any,
        sink_size: Any,
        initial_epoch: Any,
    ) -> _Context:
        who = f"Model.{method}"
        check_bool(sink, "dataset_sink_mode", who)
        check_dataset(dataset, who)
        check_positive_int(epoch, "epoch", who)
        check_non_negative_int(initial_epoch, "initial_epoch", who)
        if initial_epoch >= epoch:
            raise ValueError(f"For '{who}', the 'initial_epoch' {initial_epoch} must be below the 'epoch' {epoch}.")
        check_sink_size(sink_size, who)
        called = checked_callbacks(callbacks)
        check_old_methods(called, method)
        steps = sink_size if sink and sink_size > 0 else dataset.get_dataset_size()
        if steps < 1:
            raise ValueError(f"For '{who}', the data set has no batches.")
        params = InternalCallbackParam(
            cur_step_num=0,
            train_network=self._train_network,
            epoch_num=epoch - initial_epoch,
            batch_num=steps,
            mode="train",
            loss_fn=self._loss_fn,
            optimizer=self._optimizer,
            parallel_mode="stand_alone",
            device_number=1,
            train_dataset=dataset,
            list_callback=called,
            train_dataset_element=None,
            network=self._network,
            last_save_ckpt_step=None,
            latest_ckpt_file=None,
            loss_scale_mananger=self._loss_scale_manager,  # spelt as MindSpore does
            initial_step=None,
            dataset_sink_mode=False,
        )
        return _Context(params, called)

    def _run(
        self, context: _Context, initial_epoch: int, sink_size: int, validation: tuple | None, sink: bool = False
    ) -> None:
        """The epochs of training; ``validation`` says after which epochs to validate, and how."""
        params, network = context.original_args(), self._train_network
        helper = DatasetHelper(params.train_dataset, False, sink_size, params.epoch_num)
        context.call("on_train_begin")
        for number in range(initial_epoch + 1, initial_epoch + params.epoch_num + 1):
            params.cur_epoch_num = number
            network.set_train()
            params.mode = "train"
            context.call("on_train_epoch_begin")
            if sink and not _looks_at_steps(context.callbacks):
                self._run_sunk_epoch(context, helper)
            else:
                self._run_epoch(context, helper, jit(network) if sink else network)
            if validation is not None and validation[0](number):
                validation[1]()
            context.call("on_train_epoch_end")
            params.pop("metrics", None)
            params.pop("eval_results", None)
            if context.get_stop_requested():
                break
        context.call("on_train_end")

    def _run_epoch(self, context: _Context, helper: DatasetHelper, network: Any) -> None:
        """One epoch, step by step."""
        params = context.original_args()
        for element in helper:
            self._check_columns(element)
            params.cur_step_num += 1
            params.train_dataset_element = element
            context.call("on_train_step_begin")
            params.net_outputs = network(*element)
            self._tell_overflow(params.net_outputs)
            context.call("on_train_step_end")
            if context.get_stop_requested():
                return

    def _run_sunk_epoch(self, context: _Context, helper: DatasetHelper) -> None:
        """One epoch, of whose steps many are one program."""
        params, network = context.original_args(), jit(self._train_network)
        elements = iter(helper)
        while batches := [tuple(element) for element in islice(elements, SUNK_STEPS)]:
            self._check_columns(batches[-1])
            params.cur_step_num += len(batches)
            params.train_dataset_element = batches[-1]
            params.net_outputs = call_many(network, batches)
            self._tell_overflow(params.net_outputs)

    def _check_columns(self, element: Any) -> None:
        if self._loss_fn is not None and len(element) != 2:
            raise ValueError(
                "For 'Model.train', with a 'loss_fn' the data set must have two columns, data and label, "
                f"but got {len(element)}."
            )

    def _tell_overflow(self, outputs: Any) -> None:
        manager = self._loss_scale_manager
        if (
            isinstance(manager, DynamicLossScaleManager | FixedLossScaleManager)
            and manager.get_drop_overflow_update()
            and isinstance(outputs, tuple)
            and len(outputs) == 3
        ):
            manager.update_loss_scale(bool(outputs[1]))

    # -- evaluation ------------------------------------------------------------------------------------------

    def eval(self, valid_dataset: Any, callbacks: Any = None, dataset_sink_mode: bool = False) -> dict:
        """Evaluates the network; returns the figure of each metric by its name.

        Args:
            valid_dataset: a data set.
            callbacks: a `Callback` or a list of them.
            dataset_sink_mode: as of `train`.

        Raises:
            TypeError, ValueError: for other arguments; ValueError without ``metrics``.
        """
        check_bool(dataset_sink_mode, "dataset_sink_mode", "Model.eval")
        check_dataset(valid_dataset, "Model.eval")
        self._check_metrics("Model.eval")
        called = checked_callbacks(callbacks)
        check_old_methods(called, "eval")
        params = InternalCallbackParam(
            eval_network=self._eval_network,
            valid_dataset=valid_dataset,
            batch_num=valid_dataset.get_dataset_size(),
            mode="eval",
            cur_step_num=0,
            list_callback=called,
            network=self._network,
            dataset_sink_mode=False,
        )
        context = _Context(params, called)
        with _entered(called):
            return self._evaluate(context, valid_dataset)

    def _check_metrics(self, who: str) -> None:
        if not self._metric_fns:
            raise ValueError(f"For '{who}', the 'metrics' of the Model must be set.")

    def _validate(self, context: _Context, dataset: Any) -> None:
        """Evaluation between epochs of training: callbacks see it in the same params, which then go back."""
        params = context.original_args()
        kept = {name: params.get(name) for name in ("cur_step_num", "batch_num", "net_outputs")}
        params.update(
            eval_network=self._eval_network,
            valid_dataset=dataset,
            batch_num=dataset.get_dataset_size(),
            mode="eval",
            cur_step_num=0,
        )
        loss = Loss() if self._loss_fn is not None or "loss" in self._metric_fns else None
        self._evaluate(context, dataset, loss)
        params.update(kept, mode="train")

    def _evaluate(self, context: _Context, dataset: Any, loss: Loss | None = None) -> dict:
        params, network = context.original_args(), self._eval_network
        for metric in self._metric_fns.values():
            metric.clear()
        network.set_train(False)
        params.mode = "eval"
        stopped_before = context.get_stop_requested()
        context.call("on_eval_begin")
        context.call("on_eval_epoch_begin")
        for element in DatasetHelper(dataset, False, epoch_num=1):
            params.cur_step_num += 1
            params.eval_dataset_element = element
            context.call("on_eval_step_begin")
            outputs = network(*element)
            params.net_outputs = outputs
            self._update_metrics(outputs, loss)
            context.call("on_eval_step_end")
            if context.get_stop_requested() and not stopped_before:
                break
        context.call("on_eval_epoch_end")
        metrics = {name: _plain(metric.eval()) for name, metric in self._metric_fns.items()}
        params.metrics = metrics
        if loss is not None:
            params.eval_results = dict(metrics)
            with contextlib.suppress(RuntimeError):  # an evaluation network that gives no loss
                params.eval_results["eval_loss"] = _plain(loss.eval())
        context.call("on_eval_end")
        return metrics

    def _update_metrics(self, outputs: Any, loss: Loss | None) -> None:
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        for metric in self._metric_fns.values():
            if not self._eval_indexes or metric.indexes is not None:
                metric.update(*outputs)
            elif isinstance(metric, Loss):
                metric.update(outputs[self._eval_indexes[0]])
            else:
                metric.update(outputs[self._eval_indexes[1]], outputs[self._eval_indexes[2]])
        if loss is not None and self._eval_indexes:
            loss.update(outputs[self._eval_indexes[0]])

    # -- prediction ------------------------------------------------------------------------------------------

    def predict(self, *predict_data: Any, backend: str | None = None, config: dict | None = None) -> Any:
        """What the network gives for inputs.

        Args:
            predict_data: its inputs: Tensors, numbers, strs, None, or lists and tuples of them.
            backend: None or "lite"; the latter, an accelerator of MindSpore's, is passed over with a warning.
            config: must be None: it configures that accelerator.

        Raises:
            TypeError: for inputs of other types.
            ValueError: for another ``backend``.
        """
        if backend not in (None, "lite"):
            raise ValueError(f"For 'Model.predict', the 'backend' must be None or 'lite', but got {backend!r}.")
        if backend == "lite":
            warnings.warn(
                "For 'Model.predict', there is no MindSpore Lite here: the network itself runs.", stacklevel=2
            )
        if config is not None:
            raise NotImplementedError("For 'Model.predict', a 'config' (of MindSpore Lite) is not supported.")
        for item in predict_data:
            _check_predictable(item)
        self._predict_network.set_train(False)
        return self._predict_network(*predict_data)

    def build(
        self,
        train_dataset: Any = None,
        valid_dataset: Any = None,
        sink_size: int = -1,
        epoch: int = 1,
        sink_mode: bool = True,
    ) -> None:
        """Nothing to do beforehand: programs are compiled at the first step.

        Raises:
            RuntimeError: always, as on MindSpore's CPU: call `train`.
        """
        raise RuntimeError("For 'Model.build', there is nothing to build beforehand: call 'Model.train'.")

    def infer_train_layout(self, train_dataset: Any, dataset_sink_mode: bool = True, sink_size: int = -1) -> None:
        """Not supported: there is one device.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("For 'Model.infer_train_layout', there are no layouts: training is on one device.")

    def infer_predict_layout(self, *predict_data: Any, skip_backend_compile: bool = False) -> None:
        """Not supported: there is one device.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("For 'Model.infer_predict_layout', there are no layouts: prediction is on one device.")


class _Figure(np.float64):
    """A number of numpy's that also prints as one in a dict."""

    def __repr__(self) -> str:
        return float.__repr__(self)


def _plain(figure: Any) -> Any:
    return _Figure(figure) if isinstance(figure, np.float64) else figure


class _FunctionCell(Cell):
    """A loss that is a function."""

    def __init__(self, function: Any) -> None:
        super().__init__()
        self.function = function

    def construct(self, output, label):
        return self.function(output, label)


class _Context(RunContext):
    """The context of a run, with its callbacks."""

    def __init__(self, params: InternalCallbackParam, callbacks: list[Callback]) -> None:
        super().__init__(params)
        self.callbacks = callbacks

    def call(self, moment: str) -> None:
        for callback in self.callbacks:
            getattr(callback, moment)(self)


@contextlib.contextmanager
def _entered(callbacks: list[Callback]) -> Iterator[None]:
    """Inside, all callbacks are entered as context managers."""
    with contextlib.ExitStack() as stack:
        for callback in callbacks:
            stack.enter_context(callback)
        yield


def _check_predictable(item: Any) -> None:
    if isinstance(item, list | tuple):
        for part in item:
            _check_predictable(part)
    elif not isinstance(item, Tensor | int | float | str | None):
        raise TypeError(
            "For 'Model.predict', the inputs must be Tensors, numbers, strs, None, or lists or tuples of them, "
            f"but got {type(item).__name__}."
        )
