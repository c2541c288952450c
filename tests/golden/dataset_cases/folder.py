"""Writes the files that the cases read: small data sets of each format, always the same bytes."""

import json
import struct
import zlib
from pathlib import Path

import numpy as np


def png(pixels):
    """The bytes of a PNG image, written without filters."""
    height, width = pixels.shape[:2]
    kind = 2 if pixels.ndim == 3 else 0
    raw = b"".join(b"\0" + row.tobytes() for row in pixels)

    def chunk(tag, data):
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def image(seed, height=6, width=5, channels=3):
    shape = (height, width, channels) if channels > 1 else (height, width)
    return np.random.RandomState(seed).randint(0, 256, shape).astype(np.uint8)


def mnist(folder, n_train=20, n_test=8, split="train", test="t10k", prefix=""):
    folder.mkdir(parents=True, exist_ok=True)
    for k, (part, n) in enumerate([(split, n_train), (test, n_test)]):
        random = np.random.RandomState(k)
        pixels = random.randint(0, 256, (n, 28, 28)).astype(np.uint8)
        labels = random.randint(0, 10, n).astype(np.uint8)
        (folder / f"{prefix}{part}-images-idx3-ubyte").write_bytes(
            struct.pack(">IIII", 2051, n, 28, 28) + pixels.tobytes()
        )
        (folder / f"{prefix}{part}-labels-idx1-ubyte").write_bytes(struct.pack(">II", 2049, n) + labels.tobytes())


def cifar(folder):
    """One file of each kind; the real one reads files of 10,000 (50,000) records only."""
    random = np.random.RandomState(9)
    ten, hundred = folder / "cifar10", folder / "cifar100"
    ten.mkdir(parents=True)
    hundred.mkdir(parents=True)
    block = np.zeros((10000, 3073), np.uint8)
    block[:, 0] = np.arange(10000) % 10
    block[:, 1:50] = random.randint(0, 256, (10000, 49))
    block.tofile(ten / "test_batch.bin")
    block = np.zeros((10000, 3074), np.uint8)
    block[:, 0] = np.arange(10000) % 20
    block[:, 1] = np.arange(10000) % 100
    block[:, 2:50] = random.randint(0, 256, (10000, 48))
    block.tofile(hundred / "test.bin")


def records(folder):
    """MindRecord files, by whichever MindSpore runs, and TFRecord files."""
    from mindspore.mindrecord import FileWriter

    folder.mkdir()
    for name, shards, n in (("one", 1, 9), ("three", 3, 15)):
        writer = FileWriter(str(folder / name), shards)
        fields = {
            "id": {"type": "int32"},
            "text": {"type": "string"},
            "vec": {"type": "float32", "shape": [-1]},
            "raw": {"type": "bytes"},
        }
        writer.add_schema(fields, "rows")
        writer.write_raw_data(
            [
                {
                    "id": i,
                    "text": f"t{i}",
                    "vec": np.arange(i % 3 + 1, dtype=np.float32),
                    "raw": bytes([i + 1] * (i % 4 + 1)),
                }
                for i in range(n)
            ]
        )
        writer.commit()
    for k in range(4):
        with open(folder / f"{k}.tfrecord", "wb") as file:
            for j in range(k + 2):
                file.write(tf_record({"a": [10 * k + j], "b": [0.5 * j, float(k)], "c": [f"row {j} of {k}".encode()]}))


def tf_record(features):
    """A record with an Example."""

    def delimited(number, data):
        size, head = len(data), [number << 3 | 2]
        while size > 127:
            head.append(size & 127 | 128)
            size >>= 7
        return bytes([*head, size]) + data

    entries = b""
    for name, values in features.items():
        if isinstance(values[0], bytes):
            feature = delimited(1, b"".join(delimited(1, value) for value in values))
        elif isinstance(values[0], float):
            feature = delimited(2, delimited(1, np.array(values, "<f4").tobytes()))
        else:
            feature = delimited(3, delimited(1, bytes(values)))
        entries += delimited(1, delimited(1, name.encode()) + delimited(2, feature))
    data = delimited(1, entries)
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked_crc(length)) + data + struct.pack("<I", masked_crc(data))


def masked_crc(data):
    state = 0xFFFFFFFF
    for byte in data:
        state ^= byte
        for _ in range(8):
            state = state >> 1 ^ (0x82F63B78 if state & 1 else 0)
    state ^= 0xFFFFFFFF
    return ((state >> 15 | state << 17) + 0xA282EAD8) & 0xFFFFFFFF


def write(folder):
    """Writes all into the folder."""
    folder = Path(folder)
    mnist(folder / "mnist")
    mnist(folder / "emnist", test="test", prefix="emnist-mnist-")
    cifar(folder)
    for label, name in enumerate(["cat", "ant", "dog"]):
        place = folder / "images" / name
        place.mkdir(parents=True)
        for k in range(3):
            (place / f"{name}{k}.png").write_bytes(png(image(10 * label + k, 4 + k, 5)))
        (place / "notes.txt").write_text("no image\n")
    (folder / "images" / "empty").mkdir()
    nested = folder / "nested" / "a" / "deep"
    nested.mkdir(parents=True)
    (nested / "x.png").write_bytes(png(image(1)))
    (folder / "nested" / "a" / "y.png").write_bytes(png(image(2)))
    (folder / "nested" / "b").mkdir()
    (folder / "nested" / "b" / "z.png").write_bytes(png(image(3, channels=1)))

    texts = folder / "text"
    texts.mkdir()
    (texts / "one.txt").write_text("alpha beta\ngamma\n\ndelta epsilon zeta\nlast line", "utf-8")
    (texts / "two.txt").write_text("".join(f"second {k}\n" for k in range(7)), "utf-8")
    (texts / "utf.txt").write_text("héllo wörld\r\n你好\n  spaces  \n", "utf-8")
    (texts / "empty.txt").write_text("")
    (texts / "a.csv").write_text("id,name,value\n" + "".join(f"{k},n{k},{k / 4}\n" for k in range(6)), "utf-8")
    (texts / "b.csv").write_text("".join(f"{k},x{k},{k * 1.5}\n" for k in range(5)), "utf-8")
    (texts / "semi.csv").write_text('1;"a;b";2.5\n2;"say ""hi""";3\n3;;4\n', "utf-8")
    (texts / "gap.csv").write_text("1,,2.5\n,b,\n", "utf-8")
    (texts / "short.csv").write_text("1,2,3\n4,5\n", "utf-8")
    (texts / "schema.json").write_text(
        json.dumps(
            {
                "datasetType": "TF",
                "numRows": 3,
                "columns": {"x": {"type": "int64", "rank": 1, "shape": [2]}, "y": {"type": "float32", "rank": 0}},
            }
        )
    )

    from dataset_cases import collections_folder

    collections_folder.write(folder / "collections")
    records(folder / "records")
    many = folder / "many"
    many.mkdir()
    for k in range(5):
        (many / f"{k}.txt").write_text("".join(f"{k}{j}\n" for j in range(k + 2)))

    for part in ("train", "test"):
        for kind in ("pos", "neg"):
            place = folder / "imdb" / part / kind
            place.mkdir(parents=True)
            for k in range(3):
                (place / f"{k}_{k + 5}.txt").write_text(f"{part} {kind} review {k} ends", "utf-8")

    celeba = folder / "celeba"
    celeba.mkdir(parents=True)
    names = [f"{k:06d}.jpg" for k in range(1, 5)]
    for k, name in enumerate(names):
        (celeba / name).write_bytes(png(image(40 + k)))
    (celeba / "list_attr_celeba.txt").write_text(
        "4\nA B C\n" + "".join(f"{name}  {1 if k % 2 else -1} -1  1\n" for k, name in enumerate(names))
    )
    (celeba / "list_eval_partition.txt").write_text("".join(f"{name} {k % 3}\n" for k, name in enumerate(names)))

    voc = folder / "voc"
    for part in ("JPEGImages", "SegmentationClass", "Annotations", "ImageSets/Segmentation", "ImageSets/Main"):
        (voc / part).mkdir(parents=True)
    for k in range(3):
        (voc / "JPEGImages" / f"v{k}.jpg").write_bytes(png(image(60 + k)))
        (voc / "SegmentationClass" / f"v{k}.png").write_bytes(png(image(70 + k)))
        boxes = "".join(
            f"<object><name>{name}</name><difficult>{d}</difficult><truncated>1</truncated><bndbox><xmin>{d + 1}</xmin><ymin>2</ymin><xmax>4</xmax><ymax>5</ymax></bndbox></object>"
            for d, name in enumerate(["car", "person", "car"][: k + 1])
        )
        (voc / "Annotations" / f"v{k}.xml").write_text(f"<annotation><filename>v{k}.jpg</filename>{boxes}</annotation>")
    for task in ("Segmentation", "Main"):
        (voc / "ImageSets" / task / "train.txt").write_text("v0\nv1\nv2\n")

    coco = folder / "coco"
    (coco / "train").mkdir(parents=True)
    for k in range(3):
        (coco / "train" / f"{k}.jpg").write_bytes(png(image(80 + k)))
    (coco / "annotations.json").write_text(
        json.dumps(
            {
                "images": [{"id": k, "file_name": f"{k}.jpg"} for k in range(3)],
                "annotations": [
                    {"id": 10 * k + j, "image_id": k, "category_id": 1 + 6 * j, "bbox": [j, 1, 2, 3 + k], "iscrowd": j, "area": 6.0,
                     "segmentation": [[1, 2, 3, 4, 5, 6]]}
                    for k in range(3) for j in range(k or 1)
                ],
                "categories": [{"id": 1, "name": "person"}, {"id": 7, "name": "train"}],
            }
        )
    )  # fmt: skip

    manifest = folder / "manifest.json"
    manifest.write_text(
        "".join(
            json.dumps({"source": str(folder / "images" / name / f"{name}{k}.png"), "usage": "eval" if k == 2 else "train", "annotation": [{"name": name}]}) + "\n"
            for name in ("dog", "cat") for k in range(3)
        )
    )  # fmt: skip
    return folder
