"""Sources of many image files: folders of classes, lists, and the formats of larger collections."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.dataset.errors import pipeline_error
from msgrad.dataset.source import MappableDataset
from msgrad.dataset.source_images import check_decode, check_folder, check_usage


def read_image(path: Path, decode: bool) -> np.ndarray:
    """The bytes of a file, or the pixels of the image that it holds (RGB)."""
    try:
        raw = np.fromfile(path, np.uint8)
    except OSError:
        raise pipeline_error(f"Failed to open file: {path}") from None
    if not decode:
        return raw
    from msgrad.dataset import vision

    try:
        return vision.Decode()(raw)
    except Exception as error:
        raise pipeline_error(
            f"Invalid image, {path} decode failed, the image is broken or permission denied ({error})."
        ) from None


def no_data(who: str, what: str, path: Any) -> RuntimeError:
    """For a place without data."""
    return pipeline_error(
        f"Invalid data, {who} can't read the data file (interface mismatch or no data found). Check {what}: {path}"
    )


def check_class_indexing(indexing: Any, who: str) -> dict[str, int] | None:
    """TypeError unless it is None or a dict of ints by names."""
    if indexing is None:
        return None
    check_type(indexing, dict, "class_indexing", who)
    for name, number in indexing.items():
        check_type(name, str, "class_indexing", who)
        check_type(number, int, "class_indexing", who)
    return indexing


class Listed(MappableDataset):
    """A source with a list of entries, made when it is first needed."""

    _entries: list[Any] | None = None

    def entries(self) -> list[Any]:
        """What there is."""
        if self._entries is None:
            self._entries = self.find()
        return self._entries

    def find(self) -> list[Any]:
        """What there is, from the files."""
        raise NotImplementedError

    def length(self) -> int:
        return len(self.entries())


class ImageFolderDataset(Listed):
    """Images in folders, one folder a class.

    Columns: ``image`` (uint8; the bytes of the file, or with ``decode`` its pixels), ``label`` (int32).

    Args:
        dataset_dir: the folder of the classes' folders.
        num_samples: read only so many.
        num_parallel_workers: how many threads read.
        shuffle: random order, the default.
        sampler: a sampler instead of ``shuffle``.
        extensions: take only files with these endings, such as [".png"].
        class_indexing: the numbers of the classes by name, and no others; by default from 0 in the order of the names.
        decode: decode the images.
        num_shards, shard_id: read only a part.

    Raises:
        ValueError: if the folder does not exist.
        RuntimeError: when it runs, if there are no images, or one cannot be decoded.
    """

    column_names = ["image", "label"]  # noqa: RUF012

    def __init__(
        self,
        dataset_dir: str,
        num_samples: int | None = None,
        num_parallel_workers: int | None = None,
        shuffle: bool | None = None,
        sampler: Any = None,
        extensions: list[str] | None = None,
        class_indexing: dict[str, int] | None = None,
        decode: bool = False,
        num_shards: int | None = None,
        shard_id: int | None = None,
        cache: Any = None,
        decrypt: Any = None,
    ):
        who = "ImageFolderDataset"
        self.dataset_dir = check_folder(dataset_dir, who)
        if extensions is not None:
            check_type(extensions, list, "extensions", who)
            for extension in extensions:
                check_type(extension, str, "extensions", who)
        self.extensions = extensions
        self.class_indexing = check_class_indexing(class_indexing, who)
        self.decode = check_decode(decode, who)
        refuse_decrypt(decrypt, who)
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def _classes(self) -> dict[str, int]:
        names = sorted(entry.name for entry in self.dataset_dir.iterdir() if entry.is_dir())
        if self.class_indexing is None:
            return {name: number for number, name in enumerate(names)}
        missing = [name for name in self.class_indexing if name not in names]
        if missing:
            raise no_data("ImageFolderDataset", f"the classes {missing}, which have no folder, in", self.dataset_dir)
        return self.class_indexing

    def find(self) -> list[tuple[Path, int]]:
        found = []
        classes = self._classes()
        for name in sorted(classes):
            for path in sorted((self.dataset_dir / name).iterdir()):
                if self.extensions is not None and path.suffix not in self.extensions:
                    continue
                if path.is_dir():
                    raise pipeline_error(f"Invalid file found: {path}, should be file, but got directory.")
                found.append((path, classes[name]))
        if not found:
            raise no_data("ImageFolderDataset", "the image folders in", self.dataset_dir)
        return found

    def class_ids(self) -> list[int]:
        """The class of every row."""
        return [label for _, label in self.entries()]

    def row(self, number: int) -> tuple:
        path, label = self.entries()[number]
        return read_image(path, self.decode), np.array(label, np.int32)

    def get_class_indexing(self) -> dict[str, int]:
        return dict(self._classes())

    def num_classes(self) -> int:
        return len(self._classes())


def refuse_decrypt(decrypt: Any, who: str) -> None:
    """NotImplementedError where something is to be decrypted."""
    if decrypt is not None:
        raise NotImplementedError(f"For '{who}', 'decrypt' is not supported: decrypt the files first.")


class ManifestDataset(Listed):
    """Images listed in a manifest: a line of JSON an image, with ``source``, ``usage`` and ``annotation``.

    Columns: ``image`` (uint8), ``label`` (int32).
    """

    column_names = ["image", "label"]  # noqa: RUF012

    def __init__(
        self,
        dataset_file: str,
        usage: str = "train",
        num_samples: int | None = None,
        num_parallel_workers: int | None = None,
        shuffle: bool | None = None,
        sampler: Any = None,
        class_indexing: dict[str, int] | None = None,
        decode: bool = False,
        num_shards: int | None = None,
        shard_id: int | None = None,
        cache: Any = None,
    ):
        who = "ManifestDataset"
        check_type(dataset_file, str, "dataset_file", who)
        if not os.path.isfile(dataset_file):
            raise ValueError(f"For '{who}', the file '{dataset_file}' does not exist.")
        self.dataset_file, self.usage = dataset_file, check_type(usage, str, "usage", who)
        self.class_indexing = check_class_indexing(class_indexing, who)
        self.decode = check_decode(decode, who)
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def _lines(self) -> list[tuple[str, str]]:
        found = []
        with open(self.dataset_file, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    entry = json.loads(line)
                    if entry.get("usage", "") == self.usage:
                        found += [(entry["source"], label["name"]) for label in entry["annotation"][:1]]
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise pipeline_error(f"Invalid file, '{self.dataset_file}' line {number}: {error!r}.") from None
        return found

    def get_class_indexing(self) -> dict[str, int]:
        if self.class_indexing is not None:
            return dict(self.class_indexing)
        return {name: number for number, name in enumerate(sorted({name for _, name in self._lines()}))}

    def num_classes(self) -> int:
        return len(self.get_class_indexing())

    def find(self) -> list[tuple[str, int]]:
        classes = self.get_class_indexing()
        found = [(path, classes[name]) for path, name in self._lines() if name in classes]
        if not found:
            raise no_data("ManifestDataset", f"the usage '{self.usage}' in the file", self.dataset_file)
        return found

    def class_ids(self) -> list[int]:
        """The class of every row."""
        return [label for _, label in self.entries()]

    def row(self, number: int) -> tuple:
        path, label = self.entries()[number]
        return read_image(Path(path), self.decode), np.array(label, np.int32)


class CelebADataset(Listed):
    """Faces and their attributes: ``list_attr_celeba.txt`` and the images in the same folder.

    Columns: ``image`` (uint8), ``attr`` (uint32, 1 where an attribute is given).
    """

    column_names = ["image", "attr"]  # noqa: RUF012

    def __init__(
        self,
        dataset_dir: str,
        num_parallel_workers: int | None = None,
        shuffle: bool | None = None,
        usage: str = "all",
        sampler: Any = None,
        decode: bool = False,
        extensions: list[str] | None = None,
        num_samples: int | None = None,
        num_shards: int | None = None,
        shard_id: int | None = None,
        cache: Any = None,
        decrypt: Any = None,
    ):
        who = "CelebADataset"
        self.dataset_dir = check_folder(dataset_dir, who)
        self.usage = check_usage(usage, ("all", "train", "valid", "test"), who) or "all"
        self.decode, self.extensions = check_decode(decode, who), extensions
        refuse_decrypt(decrypt, who)
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def find(self) -> list[tuple[Path, np.ndarray]]:
        try:
            lines = (self.dataset_dir / "list_attr_celeba.txt").read_text("utf-8").splitlines()
        except OSError:
            raise no_data("CelebADataset", "the file 'list_attr_celeba.txt' in", self.dataset_dir) from None
        wanted = self._of_usage()
        found = []
        for line in lines[2:]:
            name, *values = line.split()
            if (self.extensions and Path(name).suffix not in self.extensions) or (
                wanted is not None and name not in wanted
            ):
                continue
            found.append((self.dataset_dir / name, np.array([value == "1" for value in values], np.uint32)))
        if not found:
            raise no_data("CelebADataset", "the images of 'list_attr_celeba.txt' in", self.dataset_dir)
        return found

    def _of_usage(self) -> set[str] | None:
        if self.usage == "all":
            return None
        number = {"train": "0", "valid": "1", "test": "2"}[self.usage]
        try:
            lines = (self.dataset_dir / "list_eval_partition.txt").read_text("utf-8").splitlines()
        except OSError:
            raise no_data("CelebADataset", "the file 'list_eval_partition.txt' in", self.dataset_dir) from None
        return {line.split()[0] for line in lines if line.split()[1:] == [number]}

    def row(self, number: int) -> tuple:
        path, attributes = self.entries()[number]
        return read_image(path, self.decode), attributes


class VOCDataset(Listed):
    """PASCAL VOC: images with segmentations or boxes.

    Columns for ``task='Segmentation'``: ``image``, ``target`` (uint8); for 'Detection': ``image`` (uint8), ``bbox``
    (float32: x, y, width, height), ``label``, ``difficult``, ``truncate`` (uint32, a row a box).
    """

    def __init__(
        self,
        dataset_dir: str,
        task: str = "Segmentation",
        usage: str = "train",
        class_indexing: dict[str, int] | None = None,
        num_samples: int | None = None,
        num_parallel_workers: int | None = None,
        shuffle: bool | None = None,
        decode: bool = False,
        sampler: Any = None,
        num_shards: int | None = None,
        shard_id: int | None = None,
        cache: Any = None,
        extra_metadata: bool = False,
        decrypt: Any = None,
    ):
        who = "VOCDataset"
        self.dataset_dir = check_folder(dataset_dir, who)
        if task not in ("Segmentation", "Detection"):
            raise ValueError(f"For '{who}', the 'task' must be 'Segmentation' or 'Detection', but got {task!r}.")
        self.task, self.usage = task, check_type(usage, str, "usage", who)
        folder = "Segmentation" if task == "Segmentation" else "Main"
        self.list_file = self.dataset_dir / "ImageSets" / folder / f"{usage}.txt"
        if not self.list_file.is_file():
            raise ValueError(f"For '{who}', the file '{self.list_file}' does not exist.")
        self.class_indexing = check_class_indexing(class_indexing, who)
        if class_indexing is not None and task == "Segmentation":
            raise ValueError(f"For '{who}', 'class_indexing' is for task 'Detection' only.")
        self.decode = check_decode(decode, who)
        refuse_decrypt(decrypt, who)
        if extra_metadata:
            raise NotImplementedError(f"For '{who}', 'extra_metadata' is not supported.")
        self.column_names = (
            ["image", "target"] if task == "Segmentation" else ["image", "bbox", "label", "difficult", "truncate"]
        )
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def find(self) -> list[str]:
        found = self.list_file.read_text("utf-8").split()
        if not found:
            raise no_data("VOCDataset", "the file", self.list_file)
        return found

    def _boxes(self, name: str) -> list[tuple[str, list[float], int, int]]:
        from xml.etree import ElementTree

        path = self.dataset_dir / "Annotations" / f"{name}.xml"
        try:
            root = ElementTree.parse(path).getroot()
            boxes = []
            for item in root.iter("object"):
                corner = [float(item.find("bndbox").findtext(key)) for key in ("xmin", "ymin", "xmax", "ymax")]  # type: ignore
                box = [corner[0], corner[1], corner[2] - corner[0], corner[3] - corner[1]]
                flags = [int(item.findtext(key) or 0) for key in ("difficult", "truncated")]
                boxes.append((item.findtext("name") or "", box, flags[0], flags[1]))
            return boxes
        except (OSError, ElementTree.ParseError, AttributeError, TypeError, ValueError) as error:
            raise pipeline_error(f"Invalid annotation, '{path}' cannot be read ({error}).") from None

    def get_class_indexing(self) -> dict[str, int]:
        if self.task == "Segmentation":
            raise NotImplementedError("Only 'Detection' support get_class_indexing.")
        if self.class_indexing is not None:
            return dict(self.class_indexing)
        names = sorted({box[0] for name in self.entries() for box in self._boxes(name)})
        return {name: number for number, name in enumerate(names)}

    def num_classes(self) -> int | None:
        return None if self.task == "Segmentation" else len(self.get_class_indexing())

    def row(self, number: int) -> tuple:
        name = self.entries()[number]
        image = read_image(self.dataset_dir / "JPEGImages" / f"{name}.jpg", self.decode)
        if self.task == "Segmentation":
            return image, read_image(self.dataset_dir / "SegmentationClass" / f"{name}.png", self.decode)
        if not hasattr(self, "_numbers"):
            self._numbers = self.get_class_indexing()
        boxes = [box for box in self._boxes(name) if box[0] in self._numbers]
        if not boxes:
            raise pipeline_error(
                f"Invalid annotation, '{name}.xml' has no object of the classes {list(self._numbers)}."
            )
        columns = [[self._numbers[box[0]] for box in boxes], [box[2] for box in boxes], [box[3] for box in boxes]]
        return (
            image,
            np.array([box[1] for box in boxes], np.float32),
            *[np.array(column, np.uint32)[:, None] for column in columns],
        )


class CocoDataset(Listed):
    """COCO's images with the boxes of their objects (``task='Detection'``).

    Columns: ``image`` (uint8), ``bbox`` (float32: x, y, width, height), ``category_id``, ``iscrowd`` (uint32, a row a
        box).
    """

    column_names = ["image", "bbox", "category_id", "iscrowd"]  # noqa: RUF012

    def __init__(
        self,
        dataset_dir: str,
        annotation_file: str,
        task: str = "Detection",
        num_samples: int | None = None,
        num_parallel_workers: int | None = None,
        shuffle: bool | None = None,
        decode: bool = False,
        sampler: Any = None,
        num_shards: int | None = None,
        shard_id: int | None = None,
        cache: Any = None,
        extra_metadata: bool = False,
        decrypt: Any = None,
    ):
        who = "CocoDataset"
        self.dataset_dir = check_folder(dataset_dir, who)
        check_type(annotation_file, str, "annotation_file", who)
        if not os.path.isfile(annotation_file):
            raise ValueError(f"For '{who}', the file '{annotation_file}' does not exist.")
        tasks = ("Detection", "Stuff", "Panoptic", "Keypoint", "Captioning")
        if task not in tasks:
            raise ValueError(f"For '{who}', the 'task' must be one of {list(tasks)}, but got {task!r}.")
        if task != "Detection" or extra_metadata:
            raise NotImplementedError(
                f"For '{who}', only task='Detection' without 'extra_metadata' is supported, but got {task!r}: read the "
                "annotations in a GeneratorDataset."
            )
        self.annotation_file, self.decode = annotation_file, check_decode(decode, who)
        refuse_decrypt(decrypt, who)
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def _annotations(self) -> dict[str, Any]:
        try:
            content = json.loads(Path(self.annotation_file).read_text("utf-8"))
            return {key: content[key] for key in ("images", "annotations", "categories")}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise pipeline_error(f"Invalid annotation, '{self.annotation_file}' cannot be read ({error!r}).") from None

    def get_class_indexing(self) -> dict[str, list[int]]:
        return {entry["name"]: [entry["id"]] for entry in self._annotations()["categories"]}

    def num_classes(self) -> int:
        return len(self.get_class_indexing())

    def find(self) -> list[tuple]:
        content = self._annotations()
        boxes: dict[int, list[dict]] = {}
        for entry in content["annotations"]:
            boxes.setdefault(entry["image_id"], []).append(entry)
        found = [(entry["file_name"], boxes[entry["id"]]) for entry in content["images"] if entry["id"] in boxes]
        if not found:
            raise no_data("CocoDataset", "the file", self.annotation_file)
        return sorted(found, key=lambda item: item[0])

    def row(self, number: int) -> tuple:
        name, boxes = self.entries()[number]
        return (
            read_image(self.dataset_dir / name, self.decode),
            np.array([box["bbox"] for box in boxes], np.float32),
            np.array([[box["category_id"]] for box in boxes], np.uint32),
            np.array([[box.get("iscrowd", 0)] for box in boxes], np.uint32),
        )


class IMDBDataset(Listed):
    """Reviews and their sentiment, a file a review: ``train`` and ``test``, ``pos`` and ``neg``.

    Columns: ``text`` (str), ``label`` (int32: 1 positive, 0 negative).
    """

    column_names = ["text", "label"]  # noqa: RUF012

    def __init__(
        self,
        dataset_dir: str,
        usage: str | None = None,
        num_samples: int | None = None,
        num_parallel_workers: int | None = None,
        shuffle: bool | None = None,
        sampler: Any = None,
        num_shards: int | None = None,
        shard_id: int | None = None,
        cache: Any = None,
    ):
        self.dataset_dir = check_folder(dataset_dir, "IMDBDataset")
        self.usage = check_usage(usage, ("train", "test", "all"), "IMDBDataset") or "all"
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def find(self) -> list[tuple[Path, int]]:
        parts = ("train", "test") if self.usage == "all" else (self.usage,)
        found = [
            (path, label)
            for part in parts
            for folder, label in (("pos", 1), ("neg", 0))
            for path in sorted((self.dataset_dir / part / folder).glob("*.txt"))
        ]
        if not found:
            raise no_data("IMDBDataset", "the folders 'pos' and 'neg' in", self.dataset_dir)
        return found

    def class_ids(self) -> list[int]:
        """The class of every row."""
        return [label for _, label in self.entries()]

    def row(self, number: int) -> tuple:
        path, label = self.entries()[number]
        try:
            text = path.read_text("utf-8")
        except (OSError, ValueError) as error:
            raise pipeline_error(f"Invalid file, '{path}' cannot be read ({error}).") from None
        return np.array(text), np.array(label, np.int32)
