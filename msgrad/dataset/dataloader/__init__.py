"""`mindspore.dataset.dataloader`: batches of any Python data set, by samplers and worker processes of its own."""

from msgrad._names import missing_name_getattr
from msgrad.dataset.dataloader.collate import default_collate, default_convert
from msgrad.dataset.dataloader.datasets import Dataset, IterableDataset, TensorDataset
from msgrad.dataset.dataloader.loader import DataLoader
from msgrad.dataset.dataloader.samplers import (
    BatchSampler,
    DistributedSampler,
    RandomSampler,
    Sampler,
    SequentialSampler,
)
from msgrad.dataset.dataloader.workers import get_worker_info

__all__ = [
    "BatchSampler", "DataLoader", "Dataset", "DistributedSampler", "IterableDataset", "RandomSampler", "Sampler",
    "SequentialSampler", "TensorDataset", "default_collate", "default_convert", "get_worker_info",
]  # fmt: skip

__getattr__ = missing_name_getattr(__name__)
