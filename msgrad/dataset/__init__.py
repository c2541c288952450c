"""Data pipelines: sources, operations, samplers and iterators; transforms are in `vision`, `transforms` and `text`."""

from msgrad._names import missing_name_getattr
from msgrad.dataset import callback, config
from msgrad.dataset.batches import BatchDataset, BatchInfo, BucketBatchByLengthDataset, PaddedBatchDataset
from msgrad.dataset.callback import DSCallback, WaitedDSCallback
from msgrad.dataset.config import get_seed, set_seed
from msgrad.dataset.debug import DebugHook
from msgrad.dataset.functions import compare, deserialize, serialize, show, sync_wait_for_dataset, zip
from msgrad.dataset.generator import GeneratorDataset, NumpySlicesDataset, PaddedDataset
from msgrad.dataset.iterators import DictIterator, Iterator, TupleIterator
from msgrad.dataset.map import FilterDataset, MapDataset
from msgrad.dataset.operations import (
    ConcatDataset,
    ProjectDataset,
    RenameDataset,
    RepeatDataset,
    ShuffleDataset,
    SkipDataset,
    TakeDataset,
    ZipDataset,
)
from msgrad.dataset.samplers import (
    BuiltinSampler,
    DistributedSampler,
    IterSampler,
    PKSampler,
    RandomSampler,
    Sampler,
    SequentialSampler,
    SubsetRandomSampler,
    SubsetSampler,
    WeightedRandomSampler,
)
from msgrad.dataset.schema import Schema
from msgrad.dataset.shuffle_mode import Shuffle
from msgrad.dataset.source import (
    AudioBaseDataset,
    MappableDataset,
    SourceDataset,
    TextBaseDataset,
    UnionBaseDataset,
    VisionBaseDataset,
)
from msgrad.dataset.source_arrays import FakeImageDataset, QMnistDataset, SemeionDataset, STL10Dataset
from msgrad.dataset.source_collections import (
    Caltech256Dataset,
    CityscapesDataset,
    DIV2KDataset,
    FlickrDataset,
    Food101Dataset,
    KITTIDataset,
    LFWDataset,
    LSUNDataset,
    OmniglotDataset,
    Places365Dataset,
    RenderedSST2Dataset,
    SBUDataset,
    SUN397Dataset,
    WIDERFaceDataset,
)
from msgrad.dataset.source_corpora import (
    AGNewsDataset,
    AmazonReviewDataset,
    CLUEDataset,
    CoNLL2000Dataset,
    DBpediaDataset,
    EnWik9Dataset,
    PennTreebankDataset,
    SogouNewsDataset,
    SQuADDataset,
    SST2Dataset,
    UDPOSDataset,
    USPSDataset,
    WikiTextDataset,
    YahooAnswersDataset,
    YelpReviewDataset,
)
from msgrad.dataset.source_folders import (
    CelebADataset,
    CocoDataset,
    ImageFolderDataset,
    IMDBDataset,
    ManifestDataset,
    VOCDataset,
)
from msgrad.dataset.source_images import (
    Cifar10Dataset,
    Cifar100Dataset,
    EMnistDataset,
    FashionMnistDataset,
    KMnistDataset,
    MnistDataset,
)
from msgrad.dataset.source_mindrecord import MindDataset
from msgrad.dataset.source_texts import CSVDataset, TextFileDataset, TFRecordDataset
from msgrad.dataset.source_translations import IWSLT2016Dataset, IWSLT2017Dataset, Multi30kDataset
from msgrad.dataset.tree import Dataset
from msgrad.dataset.utils import LineReader, imshow_det_bbox

_PACKAGES = ("audio", "dataloader", "formats", "text", "transforms", "vision")  # imported when they are first used
_missing = missing_name_getattr(__name__)


def __getattr__(name):
    if name in _PACKAGES:
        import importlib

        return importlib.import_module(f"{__name__}.{name}")
    return _missing(name)
