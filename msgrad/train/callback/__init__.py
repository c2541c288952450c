"""Callbacks of training and evaluation."""

from msgrad._names import missing_name_getattr
from msgrad.train.callback.callback import Callback, RunContext
from msgrad.train.callback.checkpoint import CheckpointConfig, ModelCheckpoint
from msgrad.train.callback.exit import BackupAndRestore, OnRequestExit, TrainFaultTolerance
from msgrad.train.callback.flops import FlopsUtilizationCollector
from msgrad.train.callback.monitors import History, LambdaCallback, LossMonitor, TimeMonitor
from msgrad.train.callback.plateau import EarlyStopping, LearningRateScheduler, ReduceLROnPlateau

__all__ = [
    "Callback",
    "LossMonitor",
    "TimeMonitor",
    "ModelCheckpoint",
    "CheckpointConfig",
    "RunContext",
    "LearningRateScheduler",
    "History",
    "LambdaCallback",
    "ReduceLROnPlateau",
    "EarlyStopping",
    "OnRequestExit",
    "BackupAndRestore",
    "FlopsUtilizationCollector",
    "TrainFaultTolerance",
]
__getattr__ = missing_name_getattr(__name__)
