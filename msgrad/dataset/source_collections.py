"""Collections of images in the layouts that they come in: folders and lists of files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from msgrad._checkparam import check_type
from msgrad.dataset.errors import pipeline_error
from msgrad.dataset.source_folders import Listed, no_data, read_image
from msgrad.dataset.source_images import check_decode, check_folder, check_usage


class Collection(Listed):
    """The base: rows are entries of `find`, each a tuple of columns, of which paths stand for images.

    A subclass is made by `start`, whose arguments are those that all have.
    """

    column_names = ["image", "label"]  # noqa: RUF012

    def start(
        self,
        dataset_dir: Any,
        num_samples: Any,
        num_parallel_workers: Any,
        shuffle: Any,
        decode: Any,
        sampler: Any,
        num_shards: Any,
        shard_id: Any,
        cache: Any,
    ) -> None:
        """Checks and keeps what all have in common."""
        who = type(self).__name__
        self.dataset_dir = check_folder(dataset_dir, who)
        self.decode = check_decode(bool(decode) if decode is None else decode, who)
        super().__init__(num_parallel_workers, sampler, num_samples, shuffle, num_shards, shard_id, cache)

    def images(self, folder: Path) -> list[Path]:
        """The files of a folder, in the order of their names."""
        try:
            return sorted(path for path in folder.iterdir() if path.is_file())
        except OSError:
            raise pipeline_error(f"Invalid path, {type(self).__name__} can't open the folder: {folder}") from None

    def folders(self, folder: Path) -> list[Path]:
        """The folders in a folder, in the order of their names."""
        try:
            return sorted(path for path in folder.iterdir() if path.is_dir())
        except OSError:
            raise pipeline_error(f"Invalid path, {type(self).__name__} can't open the folder: {folder}") from None

    def lines(self, path: Path) -> list[str]:
        """The lines of a file without the empty ones."""
        try:
            return [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        except (OSError, ValueError):
            raise pipeline_error(
                f"Invalid file, failed to open {path}: {type(self).__name__} file is damaged or permission denied."
            ) from None

    def entries(self) -> list[Any]:
        found = super().entries()
        if not found:
            raise no_data(type(self).__name__, "file path", self.dataset_dir)
        return found

    def class_ids(self) -> list[int]:
        """The class of every row."""
        return [int(entry[-1]) for entry in self.entries()]

    def row(self, number: int) -> tuple:
        return tuple(
            read_image(value, self.decode) if isinstance(value, Path) else value for value in self.entries()[number]
        )


def _label(number: int) -> np.ndarray:
    return np.array(number, np.uint32)


class Caltech256Dataset(Collection):
    """Caltech 256: ``image``, ``label`` (int32); a folder a class."""

    def __init__(self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=None, decode=False,
                 sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        return [
            (path, np.array(number, np.int32))
            for number, folder in enumerate(self.folders(self.dataset_dir))
            for path in self.images(folder)
        ]


class CityscapesDataset(Collection):
    """Street scenes: ``image``, ``task`` (an image, or for 'polygon' JSON as a str).

    Args:
        dataset_dir: the folder of ``leftImg8bit`` and ``gtFine`` or ``gtCoarse``.
        usage: 'train', 'test', 'val' or 'all'; for coarse annotations 'train_extra' instead of 'test'.
        quality_mode: 'fine' or 'coarse'.
        task: 'instance', 'semantic', 'polygon' or 'color'.
        others: as for `ImageFolderDataset`.
    """

    column_names = ["image", "task"]  # noqa: RUF012

    def __init__(self, dataset_dir, usage="train", quality_mode="fine", task="instance", num_samples=None,
                 num_parallel_workers=None, shuffle=None, decode=None, sampler=None, num_shards=None, shard_id=None,
                 cache=None):  # fmt: skip
        who = "CityscapesDataset"
        check_usage(check_type(quality_mode, str, "quality_mode", who), ("fine", "coarse"), who, "quality_mode")
        self.parts = ("test", "train", "val") if quality_mode == "fine" else ("train", "train_extra", "val")
        self.usage = check_usage(usage, (*self.parts, "all"), who)
        check_usage(check_type(task, str, "task", who), ("instance", "semantic", "polygon", "color"), who, "task")
        self.mode = "gtFine" if quality_mode == "fine" else "gtCoarse"
        self.task = task
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        ending = {"instance": "instanceIds.png", "semantic": "labelIds.png", "color": "color.png"}.get(
            self.task, "polygons.json"
        )
        found = []
        for part in self.parts if self.usage == "all" else (self.usage,):
            for city in self.folders(self.dataset_dir / "leftImg8bit" / part):
                for path in self.images(city):
                    stem = path.name.removesuffix("_leftImg8bit.png")
                    target = self.dataset_dir / self.mode / part / city.name / f"{stem}_{self.mode}_{ending}"
                    found.append((path, target))
        return found

    def row(self, number):
        image, target = self.entries()[number]
        if self.task != "polygon":
            return super().row(number)
        content = json.loads("".join(self.lines(target)))
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
        return read_image(image, self.decode), np.array(text)


class DIV2KDataset(Collection):
    """Photographs in two sizes: ``hr_image``, ``lr_image``.

    Args:
        dataset_dir: the folder of ``DIV2K_train_HR`` and so on.
        usage: 'train', 'valid' or 'all'.
        downgrade: 'bicubic', 'unknown', 'mild', 'difficult' or 'wild'.
        scale: 2, 3, 4 or 8; 8 goes with 'bicubic' only, and the last three kinds with 4.
        others: as for `ImageFolderDataset`.
    """

    column_names = ["hr_image", "lr_image"]  # noqa: RUF012

    def __init__(self, dataset_dir, usage="train", downgrade="bicubic", scale=2, num_samples=None,
                 num_parallel_workers=None, shuffle=None, decode=None, sampler=None, num_shards=None, shard_id=None,
                 cache=None):  # fmt: skip
        who = "DIV2KDataset"
        self.usage = check_usage(usage, ("train", "valid", "all"), who)
        kinds = ("bicubic", "unknown", "mild", "difficult", "wild")
        self.downgrade = check_usage(check_type(downgrade, str, "downgrade", who), kinds, who, "downgrade")
        if check_type(scale, int, "scale", who) not in (2, 3, 4, 8):
            raise ValueError(f"For '{who}', the 'scale' must be 2, 3, 4 or 8, but got {scale}.")
        if (scale == 8 and downgrade != "bicubic") or (downgrade in kinds[2:] and scale != 4):
            raise ValueError(f"For '{who}', the 'scale' {scale} does not go with the 'downgrade' {downgrade!r}.")
        self.scale = scale
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        letter = {"mild": "m", "difficult": "d", "wild": "w"}.get(self.downgrade, "")
        found = []
        for part in ("train", "valid") if self.usage == "all" else (self.usage,):
            kind = "x8" if self.scale == 8 else self.downgrade
            place = self.dataset_dir / f"DIV2K_{part}_LR_{kind}"
            if not letter and self.scale != 8:
                place = place / f"X{self.scale}"
            for path in self.images(self.dataset_dir / f"DIV2K_{part}_HR"):
                found.append((path, place / f"{path.stem}x{self.scale}{letter}.png"))
        return found


class FlickrDataset(Collection):
    """Photographs with descriptions: ``image``, ``annotation`` (an array of strings).

    ``annotation_file`` has lines of a file's name, # and a number, a tabulator and a description.
    """

    column_names = ["image", "annotation"]  # noqa: RUF012

    def __init__(self, dataset_dir, annotation_file, num_samples=None, num_parallel_workers=None, shuffle=None,
                 decode=None, sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        check_type(annotation_file, str, "annotation_file", "FlickrDataset")
        if not Path(annotation_file).is_file():
            raise ValueError(f"For 'FlickrDataset', the file '{annotation_file}' does not exist.")
        self.annotation_file = annotation_file
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        texts: dict[str, list[str]] = {}
        for line in self.lines(Path(self.annotation_file)):
            name, tab, text = line.partition("\t")
            if not tab or "#" not in name:
                raise pipeline_error(f"Invalid annotation, '{self.annotation_file}' has the line {line!r}.")
            texts.setdefault(name.rpartition("#")[0], []).append(text)
        return [(self.dataset_dir / name, np.array(texts[name])) for name in sorted(texts)]


class Food101Dataset(Collection):
    """Dishes: ``image``, ``label`` (str); lists ``meta/train.txt`` and ``meta/test.txt``."""

    def __init__(self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
                 decode=False, sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        self.usage = check_usage(usage, ("train", "test", "all"), "Food101Dataset") or "all"
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        found = []
        for part in ("train", "test") if self.usage == "all" else (self.usage,):
            for line in self.lines(self.dataset_dir / "meta" / f"{part}.txt"):
                found.append((self.dataset_dir / "images" / f"{line.strip()}.jpg", np.array(line.split("/")[0])))
        return found

    def class_ids(self):
        names = [str(label) for _, label in self.entries()]
        return [sorted(set(names)).index(name) for name in names]


class KITTIDataset(Collection):
    """Street scenes with objects: ``image`` and for 'train' the columns of the label files, a row an object."""

    def __init__(self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
                 decode=False, sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        self.usage = check_usage(usage, ("train", "test"), "KITTIDataset") or "train"
        self.column_names = ["image"] if self.usage == "test" else [
            "image", "label", "truncated", "occluded", "alpha", "bbox", "dimensions", "location", "rotation_y",
        ]  # fmt: skip
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        part = "training" if self.usage == "train" else "testing"
        paths = self.images(self.dataset_dir / "data_object_image_2" / part / "image_2")
        if self.usage == "test":
            return [(path,) for path in paths]
        labels = self.dataset_dir / "data_object_label_2" / "training" / "label_2"
        objects = [[line.split() for line in self.lines(labels / f"{path.stem}.txt")] for path in paths]
        self._kinds = sorted({item[0] for items in objects for item in items})  # numbered in this order
        return list(zip(paths, objects, strict=True))

    def row(self, number):
        if self.usage == "test":
            return super().row(number)
        path, objects = self.entries()[number]
        kinds = [[self._kinds.index(item[0])] for item in objects]
        try:
            numbers = np.array([[float(value) for value in item[1:15]] for item in objects], np.float32)
        except ValueError as error:
            raise pipeline_error(f"Invalid annotation, the labels of '{path}': {error}.") from None
        return (
            read_image(path, self.decode), np.array(kinds, np.uint32),
            numbers[:, :1], numbers[:, 1:2].astype(np.uint32), numbers[:, 2:3],
            numbers[:, 3:7], numbers[:, 7:10], numbers[:, 10:13], numbers[:, 13:14],
        )  # fmt: skip


class LFWDataset(Collection):
    """Faces: ``image``, ``label`` for task 'people'; ``image1``, ``image2``, ``label`` (1: of one person) for 'pairs'.

    Args:
        dataset_dir: the folder of the lists and of ``lfw_funneled`` and so on.
        task: 'people', the default, or 'pairs'.
        usage: '10fold', 'train', 'test' or 'all', which is the default.
        image_set: 'original', 'funneled', the default, or 'deepfunneled'.
        others: as for `ImageFolderDataset`.
    """

    def __init__(self, dataset_dir, task=None, usage=None, image_set=None, num_samples=None, num_parallel_workers=None,
                 shuffle=None, decode=False, sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        who = "LFWDataset"
        self.task = check_usage(task, ("people", "pairs"), who, "task") or "people"
        self.usage = check_usage(usage, ("10fold", "train", "test", "all"), who) or "all"
        image_set = check_usage(image_set, ("original", "funneled", "deepfunneled"), who, "image_set") or "funneled"
        self.images_in = {"original": "lfw", "funneled": "lfw_funneled", "deepfunneled": "lfw-deepfunneled"}[image_set]
        if self.task == "pairs":
            self.column_names = ["image1", "image2", "label"]
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def _image(self, name, number):
        return self.dataset_dir / self.images_in / name / f"{name}_{int(number):04}.jpg"

    def find(self):
        names = [line.split()[0] for line in self.lines(self.dataset_dir / "lfw-names.txt")]
        endings = {"10fold": [""], "train": ["DevTrain"], "test": ["DevTest"], "all": ["DevTrain", "DevTest"]}
        found = []
        for ending in endings[self.usage]:
            for line in self.lines(self.dataset_dir / f"{self.task}{ending}.txt"):
                fields = line.split()
                if self.task == "people" and len(fields) == 2:
                    label = _label(names.index(fields[0]))
                    found += [(self._image(fields[0], k + 1), label) for k in range(int(fields[1]))]
                elif self.task == "pairs" and len(fields) == 3:
                    name, first, second = fields
                    found.append((self._image(name, first), self._image(name, second), _label(1)))
                elif self.task == "pairs" and len(fields) == 4:
                    found.append((self._image(*fields[:2]), self._image(*fields[2:]), _label(0)))
        return found


_LSUN = ("bedroom", "bridge", "church_outdoor", "classroom", "conference_room", "dining_room", "kitchen",
         "living_room", "restaurant", "tower")  # fmt: skip


class LSUNDataset(Collection):
    """Scenes: ``image``, ``label``; folders ``bedroom_train``, ``bedroom_val`` and so on, and ``test``.

    Args:
        dataset_dir: the folder of the classes' folders.
        usage: 'train', 'valid', 'test' or 'all', which is the default.
        classes: the names of those that are wanted.
        others: as for `ImageFolderDataset`.
    """

    def __init__(self, dataset_dir, usage=None, classes=None, num_samples=None, num_parallel_workers=None, shuffle=None,
                 decode=False, sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        self.usage = check_usage(usage, ("train", "valid", "test", "all"), "LSUNDataset") or "all"
        if classes is not None:
            check_type(classes, list, "classes", "LSUNDataset")
            for name in classes:
                check_usage(check_type(name, str, "classes", "LSUNDataset"), _LSUN, "LSUNDataset", "classes")
        self.classes = classes
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        if self.usage == "test":
            return [(path, _label(0)) for path in self.images(self.dataset_dir / "test")]
        endings = {"train": ("_train",), "valid": ("_val",)}.get(self.usage, ("_train", "_val"))
        if self.classes:
            folders = [self.dataset_dir / f"{name}{ending}" for name in self.classes for ending in endings]
        else:
            folders = [path for path in self.folders(self.dataset_dir) if path.name.endswith(endings)]
        return [(path, _label(number)) for number, folder in enumerate(folders) for path in self.images(folder)]


class OmniglotDataset(Collection):
    """Handwritten characters: ``image``, ``label`` (int32).

    ``background``: ``images_background``, the default, or with False ``images_evaluation``; in both a folder an
    alphabet, in which a folder a character.
    """

    def __init__(self, dataset_dir, background=None, num_samples=None, num_parallel_workers=None, shuffle=None,
                 decode=False, sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        if background is not None:
            check_type(background, bool, "background", "OmniglotDataset")
        self.part = "images_evaluation" if background is False else "images_background"
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        alphabets = self.folders(self.dataset_dir / self.part)
        characters = [folder for alphabet in alphabets for folder in self.folders(alphabet)]
        return [
            (path, np.array(number, np.int32)) for number, place in enumerate(characters) for path in self.images(place)
        ]


class Places365Dataset(Collection):
    """Places: ``image``, ``label``.

    Args:
        dataset_dir: the folder of the lists and of ``data_256_standard`` and so on.
        usage: 'train-standard', the default, 'train-challenge' or 'val'.
        small: the images of 256 pixels instead of the large ones.
        others: as for `ImageFolderDataset`.
    """

    def __init__(self, dataset_dir, usage=None, small=True, decode=False, num_samples=None, num_parallel_workers=None,
                 shuffle=None, sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        who = "Places365Dataset"
        self.usage = check_usage(usage, ("train-standard", "train-challenge", "val"), who) or "train-standard"
        self._pixels = "256" if check_type(small, bool, "small", who) else "large"
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        part = self.usage.removeprefix("train-")
        place = f"val_{self._pixels}" if part == "val" else f"data_{self._pixels}_{part}"
        lines = self.lines(self.dataset_dir / f"places365_{self.usage.replace('-', '_')}.txt")
        pairs = [line.split() for line in lines]
        return [(self.dataset_dir / place / name.lstrip("/"), _label(int(number))) for name, number in pairs]


class RenderedSST2Dataset(Collection):
    """Pictures of sentences: ``image``, ``label`` (1 positive); ``train``, ``test``, ``valid`` with a folder a class.

    The usage is 'train', 'val', 'test' or 'all', which is the default.
    """

    def __init__(self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
                 decode=False, sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        self.usage = check_usage(usage, ("train", "val", "test", "all"), "RenderedSST2Dataset") or "all"
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        parts = ("test", "train", "valid") if self.usage == "all" else (self.usage.replace("val", "valid"),)
        return [
            (path, _label(label))
            for part in parts
            for label, kind in enumerate(("negative", "positive"))
            for path in self.images(self.dataset_dir / part / kind)
        ]


class SBUDataset(Collection):
    """Photographs with captions: ``image``, ``caption`` (str); lists of URLs and captions, line by line.

    Images that are not in ``sbu_images`` are left out.
    """

    column_names = ["image", "caption"]  # noqa: RUF012
    _lists = ("SBU_captioned_photo_dataset_urls.txt", "SBU_captioned_photo_dataset_captions.txt")

    def __init__(self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=None, decode=False,
                 sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )
        for name in self._lists:
            if not (self.dataset_dir / name).is_file():
                raise ValueError(f"For 'SBUDataset', the file '{self.dataset_dir / name}' does not exist.")

    def find(self):
        urls, captions = (self.lines(self.dataset_dir / name) for name in self._lists)
        if len(urls) != len(captions):
            raise pipeline_error(f"Invalid data, there are {len(urls)} URLs, but {len(captions)} captions.")
        found = []
        for url, caption in zip(urls, captions, strict=True):
            path = self.dataset_dir / "sbu_images" / ("m_" + "_".join(url.strip().split("/")[3:]))
            if path.is_file():
                found.append((path, np.array(caption.strip())))
        return found


class SUN397Dataset(Collection):
    """Scenes: ``image``, ``label``; ``ClassName.txt`` lists the classes' folders."""

    def __init__(self, dataset_dir, num_samples=None, num_parallel_workers=None, shuffle=None, decode=False,
                 sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        names = self.lines(self.dataset_dir / "ClassName.txt")
        return [
            (path, _label(number))
            for number, name in enumerate(names)
            for path in self.images(self.dataset_dir / name.strip().lstrip("/"))
        ]


class WIDERFaceDataset(Collection):
    """Faces: ``image`` and, not for 'test', ``bbox`` (x, y, width, height) and their attributes, int32, a row a face.

    The usage is 'train', 'test', 'valid' or 'all' (train and valid), which is the default.
    """

    def __init__(self, dataset_dir, usage=None, num_samples=None, num_parallel_workers=None, shuffle=None,
                 decode=False, sampler=None, num_shards=None, shard_id=None, cache=None):  # fmt: skip
        self.usage = check_usage(usage, ("train", "test", "valid", "all"), "WIDERFaceDataset") or "all"
        self.column_names = ["image"] if self.usage == "test" else [
            "image", "bbox", "blur", "expression", "illumination", "occlusion", "pose", "invalid",
        ]  # fmt: skip
        self.start(
            dataset_dir, num_samples, num_parallel_workers, shuffle, decode, sampler, num_shards, shard_id, cache
        )

    def find(self):
        split = self.dataset_dir / "wider_face_split"
        if self.usage == "test":
            names = self.lines(split / "wider_face_test_filelist.txt")
            return [(self.dataset_dir / "WIDER_test" / "images" / name.strip(),) for name in names]
        found = []
        for part in {"train": ("train",), "valid": ("val",)}.get(self.usage, ("train", "val")):
            lines = iter(self.lines(split / f"wider_face_{part}_bbx_gt.txt"))
            for name in lines:
                faces = [next(lines) for _ in range(max(int(next(lines)), 1))]
                boxes = np.array([[int(value) for value in face.split()] for face in faces], np.int32)
                columns = [boxes[:, k].copy() for k in range(4, 10)]
                found.append((self.dataset_dir / f"WIDER_{part}" / "images" / name.strip(), boxes[:, :4], *columns))
        return found
