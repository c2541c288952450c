"""Other data sets as MindRecord files: CIFAR, CSV, folders of images, MNIST, TFRecord.

What a converter writes is complete or not there: it gives its files their names when all rows are in them.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import pickle
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from msgrad.mindrecord import exceptions
from msgrad.mindrecord.filewriter import FileWriter

_ROWS_AT_A_TIME = 256
_LARGE_PAGE = 1 << 26
_MNIST = {"train": "train", "test": "t10k"}
_IMAGE = {"type": "bytes"}
_LABEL = {"type": "int64"}


class _Converter:
    """What all converters have in common: `transform` is `run` under its second name."""

    def run(self) -> None:
        """Reads the source and writes the files."""
        raise NotImplementedError

    def transform(self) -> None:
        """Reads the source and writes the files."""
        self.run()


def _save(*writings: tuple[FileWriter, Iterator[dict[str, Any]]]) -> None:
    """Writes all data sets, then commits them: a source that turns out to be damaged leaves nothing behind."""
    with ExitStack() as stack:
        for writer, _ in writings:
            stack.callback(writer._discard)
            writer._open()
        for writer, rows in writings:
            while some := list(islice(rows, _ROWS_AT_A_TIME)):
                writer._write_all(some)
        for writer, _ in writings:
            writer.commit()


def _check_names(*names: Any) -> None:
    for name in names:
        if not isinstance(name, str):
            raise exceptions.ParamValueError(  # type: ignore[attr-defined]
                f"The name of a file or folder must be a str, but got {name!r}."
            )


def _check_str(who: str, **arguments: Any) -> None:
    for argument, value in arguments.items():
        if not isinstance(value, str):
            raise ValueError(f"For '{who}', the '{argument}' must be a str, but got {type(value).__name__}.")


def _check_int(who: str, partition_number: Any) -> None:
    if not isinstance(partition_number, int) or isinstance(partition_number, bool):
        raise ValueError(
            f"For '{who}', the 'partition_number' must be an int, but got {type(partition_number).__name__}."
        )


def _jpeg(image: np.ndarray) -> bytes:
    from msgrad.dataset.vision._libraries import pillow

    buffer = io.BytesIO()
    pillow().fromarray(image).save(buffer, "JPEG", quality=95)
    return buffer.getvalue()


# -- CIFAR ---------------------------------------------------------------------------------------------------


_PARTS_OF_ARRAYS = {
    ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"), ("numpy", "ndarray"),
    ("numpy", "dtype"), ("_codecs", "encode"), ("numpy._core.numeric", "_frombuffer"),
    ("numpy.core.numeric", "_frombuffer"),
}  # fmt: skip


class _OnlyArrays(pickle.Unpickler):
    """Reads pickled dicts of arrays, and calls nothing else that a file names."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PARTS_OF_ARRAYS:
            raise pickle.UnpicklingError(f"it names {module}.{name}, which is no part of an array")
        return super().find_class(module, name)


def _cifar_batch(path: str, labels: tuple[str, ...]) -> tuple[np.ndarray, list[list[int]]]:
    """Images (rows, 32, 32, 3) and, for each name, the labels of a batch file of CIFAR's Python version."""
    try:
        with open(path, "rb") as file:
            batch = _OnlyArrays(file, encoding="latin1").load()
        content = {name.decode() if isinstance(name, bytes) else name: value for name, value in batch.items()}
        images = content["data"]
        if images.dtype != np.uint8 or images.ndim != 2 or images.shape[1] != 3072:
            raise ValueError(f"its images are {images.dtype} of shape {images.shape}")
        found = [[int(label) for label in content[name]] for name in labels]
        if any(len(each) != len(images) for each in found):
            raise ValueError(f"it has {len(images)} images, but another number of labels")
    except OSError:
        raise
    except Exception as error:  # the reader of pickles raises what a damaged file makes it raise
        raise RuntimeError(f"'{path}' is no batch of CIFAR's Python version, or a damaged one: {error!r}.") from None
    return images.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1), found


class _Cifar(_Converter):
    """A folder of pickled batches: ``<destination>`` gets those to train with, ``<destination>_test`` the others.

    A row has an ``id``, its labels, and ``data``, the image as a JPEG file.

    Args:
        source: the folder with the batches of the Python version.
        destination: the MindRecord file.

    Raises:
        ParamValueError: if one of them is no str.
        PathNotExistsError: if there is no batch in the folder.
        RuntimeError: when it runs: for batches that are damaged, files that exist already, unknown ``fields``.
        FileNotFoundError: if the folder does not exist.
    """

    _train: str
    _test: str
    _labels: Mapping[str, str]
    """The names of labels in a batch, by those of the fields."""

    def __init__(self, source: str, destination: str) -> None:
        _check_names(source, destination)
        self.source, self.destination = source, destination

    def run(self, fields: list[str] | None = None) -> None:
        """Reads the source and writes the files.

        Args:
            fields: the fields that rows are found by; all but ``data`` if it is None.

        Raises:
            ValueError: if it is no list.
        """
        if fields is not None and not isinstance(fields, list):
            raise ValueError(
                f"For '{type(self).__name__}', the 'fields' must be None or a list, but got {type(fields).__name__}."
            )
        train, test = self._files(self._train), self._files(self._test)
        _save(
            (self._writer(self.destination, "img_train", fields), self._rows(train)),
            (self._writer(self.destination + "_test", "img_test", fields), self._rows(test)),
        )

    def transform(self, fields: list[str] | None = None) -> None:
        """Reads the source and writes the files; see `run`."""
        self.run(fields)

    def _files(self, pattern: str) -> list[str]:
        os.listdir(self.source)  # its error says that there is no such folder
        found = sorted(str(path) for path in Path(self.source).glob(pattern))
        if not found:
            raise exceptions.PathNotExistsError(  # type: ignore[attr-defined]
                f"There is no file '{pattern}' in the folder '{self.source}'."
            )
        return found

    def _writer(self, name: str, description: str, fields: list[str] | None) -> FileWriter:
        writer = FileWriter(name)
        writer.add_schema({"id": _LABEL, **{field: _LABEL for field in self._labels}, "data": _IMAGE}, description)
        if fields:
            writer.add_index(fields)
        return writer

    def _rows(self, files: list[str]) -> Iterator[dict[str, Any]]:
        number = 0
        for path in files:
            images, labels = _cifar_batch(path, tuple(self._labels.values()))
            for image, *each in zip(images, *labels, strict=True):
                yield {"id": number, **dict(zip(self._labels, each, strict=True)), "data": _jpeg(image)}
                number += 1


class Cifar10ToMR(_Cifar):
    __doc__ = (_Cifar.__doc__ or "").replace("A folder of pickled batches", "CIFAR-10")
    _train, _test, _labels = "data_batch_*", "test_batch*", MappingProxyType({"label": "labels"})


class Cifar100ToMR(_Cifar):
    __doc__ = (_Cifar.__doc__ or "").replace("A folder of pickled batches", "CIFAR-100")
    _train, _test = "train", "test"
    _labels = MappingProxyType({"fine_label": "fine_labels", "coarse_label": "coarse_labels"})


# -- CSV -----------------------------------------------------------------------------------------------------


class CsvToMR(_Converter):
    """A CSV file, whose first line names the columns.

    A column of whole numbers becomes int64, one of numbers float64, one of True and False int32, others string.

    Args:
        source: the CSV file.
        destination: the MindRecord file.
        columns_list: the columns to write; all if it is None.
        partition_number: the number of MindRecord files.

    Raises:
        ValueError: for arguments of other types; when it runs, for an empty file, lines that have more values than
            there are columns, and a first line that begins with a number.
        MRMInvalidSchemaError: for names of columns that are no names of fields, or the same.
        OSError: if the file does not exist.
        RuntimeError: for columns that the file does not have, and values that are missing.
    """

    def __init__(
        self, source: str, destination: str, columns_list: list[str] | None = None, partition_number: int = 1
    ) -> None:
        _check_str("CsvToMR", source=source, destination=destination)
        names = [] if columns_list is None else columns_list
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError(f"For 'CsvToMR', the 'columns_list' must be a list of str, but got {columns_list!r}.")
        _check_int("CsvToMR", partition_number)
        self.source, self.columns = source, names
        self._writer = FileWriter(destination, partition_number)

    def run(self) -> None:
        """Reads the source and writes the files."""
        if not os.path.isfile(self.source):
            raise FileNotFoundError(f"For 'CsvToMR', the file '{self.source}' does not exist.")
        with open(self.source, encoding="utf-8-sig", newline="") as file:
            lines = [line for line in csv.reader(file) if line]
        names, lines = self._names(lines), lines[1:]
        for number, line in enumerate(lines):
            if len(line) > len(names):
                raise ValueError(
                    f"For 'CsvToMR', row {number} of '{self.source}' has {len(line)} values for {len(names)} columns."
                )
        columns = {name: [line[i] if i < len(line) else "" for line in lines] for i, name in enumerate(names)}
        unknown = [name for name in self.columns if name not in columns]
        if unknown:
            raise RuntimeError(f"For 'CsvToMR', '{self.source}' has no column '{unknown[0]}'.")
        chosen = {name: _typed(columns[name], name, self.source) for name in self.columns or names}
        writer = self._writer
        writer.set_page_size(_LARGE_PAGE)
        writer.add_schema({name: {"type": kind} for name, (kind, _) in chosen.items()}, "csv_schema")
        writer.add_index(list(chosen))
        rows = (
            dict(zip(chosen, each, strict=True))
            for each in zip(*(values for _, values in chosen.values()), strict=True)
        )
        _save((writer, rows))

    def _names(self, lines: list[list[str]]) -> list[str]:
        if not lines:
            raise ValueError(f"For 'CsvToMR', the file '{self.source}' is empty.")
        names = lines[0]
        for name in names:
            if name[:1].isdigit():
                raise ValueError(
                    f"For 'CsvToMR', the first line of '{self.source}' names the columns, but a name begins with a "
                    f"number: '{name}'."
                )
        if len(set(names)) < len(names):
            raise exceptions.MRMInvalidSchemaError(  # type: ignore[attr-defined]
                f"Two columns of '{self.source}' have one name."
            )
        return names


def _typed(values: list[str], name: str, path: str) -> tuple[str, list[Any]]:
    """The type of a column, and its values."""
    if "" in values:
        raise RuntimeError(
            f"For 'CsvToMR', row {values.index('')} of '{path}' has no value in the column '{name}': fill it in first."
        )
    if values and set(values) <= {"True", "False"}:
        return "int32", [int(value == "True") for value in values]
    for kind, convert in (("int64", int), ("float64", float)):
        try:
            found = [convert(value) for value in values if "_" not in value]
        except ValueError:
            continue
        if values and len(found) == len(values) and (kind == "float64" or _fit_int64(found)):
            return kind, found
    return "string", values


def _fit_int64(numbers: list[int]) -> bool:
    return all(-(1 << 63) <= number < 1 << 63 for number in numbers)


# -- folders of images ---------------------------------------------------------------------------------------


class ImageNetToMR(_Converter):
    """Folders of JPEG images with a file that maps them to labels.

    A row has ``label`` (int32), ``file_name`` and ``image``, what the file holds.

    Args:
        map_file: a line for each folder: its name, a space and its label.
        image_dir: the folder that the folders lie in.
        destination: the MindRecord file.
        partition_number: the number of MindRecord files.

    Raises:
        ParamValueError: for arguments of other types or values.
        OSError: when it runs: if the map does not exist.
        ValueError: for lines of another form.
        PathNotExistsError: if no folder of the map exists.
    """

    _ENDINGS = (".jpeg", ".jpg")

    def __init__(self, map_file: str, image_dir: str, destination: str, partition_number: int = 1) -> None:
        _check_names(map_file, image_dir, destination)
        self.map_file, self.image_dir = map_file, image_dir
        self._writer = FileWriter(destination, partition_number)

    def run(self) -> None:
        """Reads the source and writes the files."""
        folders = self._folders()
        if not folders:
            raise exceptions.PathNotExistsError(  # type: ignore[attr-defined]
                f"No folder that '{self.map_file}' names is in '{self.image_dir}'."
            )
        schema = {"label": {"type": "int32"}, "file_name": {"type": "string"}, "image": _IMAGE}
        self._writer.add_schema(schema, "imagenet_schema")
        self._writer.add_index(["label", "file_name"])
        _save((self._writer, self._rows(folders)))

    def _folders(self) -> dict[str, int]:
        labels = {}
        with open(self.map_file, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                words = line.split()
                if words:
                    try:
                        labels[words[0]] = int(words[1])
                    except (IndexError, ValueError):
                        raise ValueError(
                            f"For 'ImageNetToMR', line {number} of '{self.map_file}' must be the name of a folder and "
                            f"a label, but is {line.strip()!r}."
                        ) from None
        return {name: label for name, label in labels.items() if os.path.isdir(os.path.join(self.image_dir, name))}

    def _rows(self, folders: dict[str, int]) -> Iterator[dict[str, Any]]:
        for folder, label in folders.items():
            for name in sorted(os.listdir(os.path.join(self.image_dir, folder))):
                if name.lower().endswith(self._ENDINGS):
                    path = os.path.join(self.image_dir, folder, name)
                    yield {"label": label, "file_name": path, "image": Path(path).read_bytes()}


# -- MNIST ---------------------------------------------------------------------------------------------------


class MnistToMR(_Converter):
    """MNIST, the four ``.gz`` files: ``<destination>_train.mindrecord`` and ``<destination>_test.mindrecord``.

    A row has a ``label`` (int64) and ``data``, the image as a JPEG file.

    Args:
        source: the folder.
        destination: what the names of the MindRecord files begin with.
        partition_number: the number of files of each.

    Raises:
        ParamValueError: for names of other types, and other numbers of files.
        ValueError: if ``partition_number`` is no int.
        FileNotFoundError: if a file is missing.
        RuntimeError: for files that are damaged or of another kind.
    """

    def __init__(self, source: str, destination: str, partition_number: int = 1) -> None:
        _check_names(source, destination)
        _check_int("MnistToMR", partition_number)
        self.source = source
        self._writers = [FileWriter(f"{destination}_{part}.mindrecord", partition_number) for part in _MNIST]

    def run(self) -> None:
        """Reads the source and writes the files."""
        paths = [os.path.join(self.source, f"{part}-images-idx3-ubyte.gz") for part in _MNIST.values()]
        rows = [self._rows(path, path.replace("-images-idx3-", "-labels-idx1-")) for path in paths]
        for writer in self._writers:
            writer.set_page_size(_LARGE_PAGE)
            writer.add_schema({"label": _LABEL, "data": _IMAGE}, "mnist_schema")
            writer.add_index(["label"])
        _save(*zip(self._writers, rows, strict=True))

    def _rows(self, images: str, labels: str) -> Iterator[dict[str, Any]]:
        try:
            with gzip.open(images) as image_file, gzip.open(labels) as label_file:
                kind, count, height, width = struct.unpack(">4i", image_file.read(16))
                label_kind, label_count = struct.unpack(">2i", label_file.read(8))
                if (kind, label_kind, count) != (2051, 2049, label_count) or (height, width) != (28, 28):
                    raise ValueError("the numbers at its beginning are not MNIST's")
                for _ in range(count):
                    pixels, label = image_file.read(height * width), label_file.read(1)
                    image = np.frombuffer(pixels, np.uint8).reshape(height, width)
                    yield {"label": label[0], "data": _jpeg(image)}
        except (struct.error, ValueError, IndexError, EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise RuntimeError(f"'{images}' or its labels are no files of MNIST's, or damaged: {error}.") from None


# -- TFRecord ------------------------------------------------------------------------------------------------


class TFRecordToMR(_Converter):
    """A TFRecord file of Examples. TensorFlow is not needed.

    Args:
        source: the TFRecord file.
        destination: the MindRecord file.
        feature_dict: for each field a feature with ``dtype`` and ``shape``, such as ``tf.io.FixedLenFeature``. Of
            the dtypes int64, float32 and string; with the shape ``[]`` it is a scalar, otherwise an array.
        bytes_fields: the fields of strings to write as bytes.

    Raises:
        ValueError: for arguments of other types, and features of other dtypes.
        RuntimeError: when it runs: if the file is missing or damaged, or does not fit the features.
    """

    def __init__(
        self, source: str, destination: str, feature_dict: dict[str, Any], bytes_fields: list[str] | None = None
    ) -> None:
        _check_str("TFRecordToMR", source=source, destination=destination)
        if not isinstance(feature_dict, dict) or not feature_dict:
            raise ValueError(f"For 'TFRecordToMR', the 'feature_dict' must be a dict, but got {feature_dict!r}.")
        names = [] if bytes_fields is None else bytes_fields
        if not isinstance(names, list) or not set(names) <= set(feature_dict):
            raise ValueError(
                f"For 'TFRecordToMR', the 'bytes_fields' must be names in the 'feature_dict', but got {bytes_fields!r}."
            )
        self.source = source
        self._fields = {name: self._field(name, feature, names) for name, feature in feature_dict.items()}
        self._writer = FileWriter(destination)

    @staticmethod
    def _field(name: str, feature: Any, bytes_fields: list[str]) -> dict[str, Any]:
        dtype, shape = getattr(feature, "dtype", None), getattr(feature, "shape", None)
        kind = getattr(dtype, "name", None) or (np.dtype(dtype).name if isinstance(dtype, type) else dtype)
        if kind not in ("int64", "float32", "string") or shape is None:
            raise ValueError(
                f"For 'TFRecordToMR', the feature '{name}' must have a 'dtype' of int64, float32 or string and a "
                f"'shape', as tf.io.FixedLenFeature has, but got {feature!r}."
            )
        sizes = [int(size) for size in shape]
        if kind == "string":
            if sizes not in ([], [1]):
                raise ValueError(f"For 'TFRecordToMR', the feature '{name}' of strings must be a scalar.")
            return {"type": "bytes" if name in bytes_fields else "string"}
        if name in bytes_fields:
            raise ValueError(f"For 'TFRecordToMR', '{name}' in the 'bytes_fields' is of {kind}.")
        return {"type": kind, "shape": sizes} if sizes else {"type": kind}

    def run(self) -> None:
        """Reads the source and writes the files."""
        self._writer.add_schema(self._fields, "TFRecord to MindRecord")
        _save((self._writer, self.tfrecord_iterator()))

    def tfrecord_iterator(self) -> Iterator[dict[str, Any]]:
        """The rows of the TFRecord file."""
        from msgrad.dataset.formats.tfrecord import open_tfrecord

        if not os.path.isfile(self.source):
            raise RuntimeError(f"The TFRecord file '{self.source}' does not exist.")
        reader = open_tfrecord(self.source)
        for number in range(len(reader)):
            example = reader.example(number)
            yield {name: self._value(number, name, example.get(name)) for name in self._fields}

    def _value(self, number: int, name: str, value: list[bytes] | np.ndarray | None) -> Any:
        field = self._fields[name]
        size = int(np.prod(field.get("shape", []), dtype=np.int64))
        text = field["type"] in ("string", "bytes")
        found = None if value is None else ("string" if isinstance(value, list) else value.dtype.name)
        if found != ("string" if text else field["type"]) or value is None or len(value) != size:
            raise RuntimeError(
                f"Row {number} of the TFRecord file '{self.source}': '{name}' must be {size} values of "
                f"{field['type']}, but {'is missing' if value is None else f'is {len(value)} of {found}'}."
            )
        if isinstance(value, list):
            try:
                return value[0] if field["type"] == "bytes" else value[0].decode("utf-8")
            except UnicodeDecodeError:
                raise RuntimeError(
                    f"Row {number} of the TFRecord file '{self.source}': '{name}' is no text: put it into the "
                    "'bytes_fields'."
                ) from None
        return value.reshape(field["shape"]) if "shape" in field else value[0].item()
