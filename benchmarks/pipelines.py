"""Data pipelines side by side: samples per second of msgrad and of the real MindSpore, at the same number of workers.

    python benchmarks/pipelines.py --mindspore PYTHON                     # all, a table, and benchmarks/pipelines.json
    python benchmarks/pipelines.py --mindspore PYTHON --only Resize --workers 2

Each pipeline runs over images, texts or files that are made first; the two processes run in turns, and the table has
the best of all turns. Ratios above 1 are msgrad's. Decoding JPEG and the transforms of images need msgrad[vision].
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
VISION = {
    "Rescale": "V.Rescale(1 / 255, 0.0)",
    "Normalize": "V.Normalize([123.0, 117.0, 104.0], [58.0, 57.0, 57.0])",
    "HWC2CHW": "V.HWC2CHW()",
    "ToTensor": "V.ToTensor()",
    "Rescale, Normalize, HWC2CHW": "[V.Rescale(1 / 255, 0.0), V.Normalize([0.49, 0.48, 0.45], [0.2, 0.2, 0.2]), "
    "V.HWC2CHW()]",
    "Resize": "V.Resize((HALF, HALF))",
    "Resize to larger": "V.Resize((LARGER, LARGER))",
    "Resize, bicubic": "V.Resize((HALF, HALF), V.Inter.BICUBIC)",
    "Resize, nearest": "V.Resize((HALF, HALF), V.Inter.NEAREST)",
    "CenterCrop": "V.CenterCrop(HALF)",
    "RandomCrop, padded": "V.RandomCrop(SIZE, 4)",
    "RandomHorizontalFlip": "V.RandomHorizontalFlip()",
    "RandomVerticalFlip": "V.RandomVerticalFlip()",
    "HorizontalFlip": "V.HorizontalFlip()",
    "RandomResizedCrop": "V.RandomResizedCrop(SIZE)",
    "RandomRotation": "V.RandomRotation(15)",
    "RandomAffine": "V.RandomAffine(15, (-0.1, 0.1), (0.9, 1.1))",
    "RandomPerspective of PIL images": "[V.ToPIL(), V.RandomPerspective(1.0, 1.0), V.ToTensor()]",
    "RandomErasing": "[V.ToTensor(), V.RandomErasing()]",
    "CutOut": "V.CutOut(SIZE // 4)",
    "Pad": "V.Pad(4)",
    "RandomColorAdjust": "V.RandomColorAdjust(0.4, 0.4, 0.4)",
    "RandomColorAdjust, hue": "V.RandomColorAdjust(hue=0.1)",
    "AdjustHue": "V.AdjustHue(0.2)",
    "AdjustContrast": "V.AdjustContrast(1.3)",
    "AdjustBrightness": "V.AdjustBrightness(1.3)",
    "AdjustSaturation": "V.AdjustSaturation(1.3)",
    "RandomColor": "V.RandomColor()",
    "RandomSharpness": "V.RandomSharpness()",
    "RandomPosterize": "V.RandomPosterize((3, 8))",
    "RandomSolarize": "V.RandomSolarize((50, 200))",
    "AutoContrast": "V.AutoContrast()",
    "Equalize": "V.Equalize()",
    "Invert": "V.Invert()",
    "GaussianBlur": "V.GaussianBlur(3)",
    "RandomLighting": "V.RandomLighting(0.1)",
    "RandAugment": "V.RandAugment()",
    "AutoAugment": "V.AutoAugment()",
    "TrivialAugmentWide": "V.TrivialAugmentWide()",
    "ConvertColor": "V.ConvertColor(V.ConvertMode.COLOR_RGB2GRAY)",
    "of PIL images": "[V.ToPIL(), V.RandomHorizontalFlip(), V.RandomRotation(10), V.ToTensor()]",
}
MANY = "ds.NumpySlicesDataset({'x': np.arange(4096, dtype=np.float32), 'y': np.arange(4096)}, shuffle=False)"
WORDS = "ds.TextFileDataset(F + '/words.txt', shuffle=False)"
RAGGED = "ds.GeneratorDataset([np.arange(n % 40 + 1) for n in range(2048)], ['x'], shuffle=False)"
PIPELINES = {
    "batch of numbers": (MANY + ".batch(64)", 64),
    "shuffle, batch of numbers": (MANY + ".shuffle(1024).batch(64)", 64),
    "Python source": ("ds.GeneratorDataset(Numbers(4096), ['x', 'y'], shuffle=False)", 1),
    "Python source, shuffled, batch": ("ds.GeneratorDataset(Numbers(4096), ['x', 'y']).batch(32)", 32),
    "Python source, processes": (
        "ds.GeneratorDataset(Slow(512), ['x'], num_parallel_workers=2, python_multiprocessing=True).batch(32)",
        32,
    ),
    "Python function": (MANY + ".map(double, 'x').batch(32)", 32),
    "Python function, processes": (
        MANY + ".take(512).map(busy, 'x', num_parallel_workers=2, python_multiprocessing=True).batch(32)",
        32,
    ),
    "filter": (MANY + ".filter(lambda x: x % 2 == 0, 'x')", 1),
    "per_batch_map": (MANY + ".batch(32, per_batch_map=lambda x, info: (np.stack(x) * 2,), input_columns=['x'])", 32),
    "padded_batch": (RAGGED + ".padded_batch(32, pad_info={'x': ([40], 0)})", 32),
    "bucket_batch_by_length": (RAGGED + ".bucket_batch_by_length(['x'], [10, 20, 30], [32] * 4)", 32),
    "zip, project, rename": (
        f"ds.zip(({MANY}, {MANY}.rename(['x', 'y'], ['a', 'b']))).project(['x', 'b']).batch(64)",
        64,
    ),
    "concat, repeat, skip, take": (f"({MANY} + {MANY}).repeat(2).skip(5).take(8192).batch(64)", 64),
    "lines of text": (WORDS, 1),
    "lines of text, WhitespaceTokenizer": (WORDS + ".map(X.WhitespaceTokenizer(), 'text')", 1),
    "lines of text, BertTokenizer": (WORDS + ".map(X.BertTokenizer(VOCAB), 'text')", 1),
    "lines of text, BasicTokenizer": (WORDS + ".map(X.BasicTokenizer(True), 'text')", 1),
    "lines of text, UnicodeCharTokenizer": (WORDS + ".map(X.UnicodeCharTokenizer(), 'text')", 1),
    "lines of text, RegexTokenizer": (WORDS + ".map(X.RegexTokenizer(r'\\s+', ''), 'text')", 1),
    "lines of text, Lookup": (WORDS + ".map([X.WhitespaceTokenizer(), X.Lookup(VOCAB, '[UNK]')], 'text')", 1),
    "lines of text, Lookup, PadEnd, batch": (
        WORDS + ".map([X.WhitespaceTokenizer(), X.Lookup(VOCAB, '[UNK]'), T.PadEnd([32], 0)], 'text').batch(32)",
        32,
    ),
    "CSV": ("ds.CSVDataset(F + '/table.csv', column_defaults=[0, 0.0, ''], shuffle=False).batch(32)", 32),
    "MindRecord": ("ds.MindDataset(F + '/rows.mindrecord', shuffle=False)", 1),
    "MindRecord, shuffled, batch": ("ds.MindDataset(F + '/rows.mindrecord').batch(32)", 32),
    "TFRecord": ("ds.TFRecordDataset(F + '/rows.tfrecord', shuffle=False)", 1),
    "TFRecord, shuffled, batch": ("ds.TFRecordDataset(F + '/rows.tfrecord').batch(32)", 32),
    "JPEG folder, 224": ("ds.ImageFolderDataset(F + '/images', decode=True)", 1),
    "JPEG folder, 224, training": (
        "ds.ImageFolderDataset(F + '/images').map([V.RandomCropDecodeResize(224), V.RandomHorizontalFlip(), "
        "V.Normalize([123.0, 117.0, 104.0], [58.0, 57.0, 57.0]), V.HWC2CHW()], 'image').batch(32)",
        32,
    ),
    "JPEG folder, 224, evaluation": (
        "ds.ImageFolderDataset(F + '/images').map([V.Decode(), V.Resize(256), V.CenterCrop(224), "
        "V.Normalize([123.0, 117.0, 104.0], [58.0, 57.0, 57.0]), V.HWC2CHW()], 'image').batch(32)",
        32,
    ),
    "OneHot, TypeCast": (MANY + ".map([T.OneHot(4096), T.TypeCast(np.float32)], 'y').batch(32)", 32),
}


def pipelines():
    """All: name, expression, rows that one of the iterator's stands for."""
    found = {}
    for size in (32, 224):
        source = f"ds.GeneratorDataset(images({size}), ['image'], shuffle=False)"
        for name, transform in VISION.items():
            made = transform.replace("HALF", str(size // 2)).replace("LARGER", str(size * 3 // 2))
            found[f"{name}, {size}"] = (f"{source}.map({made.replace('SIZE', str(size))}, 'image').batch(32)", 32)
    return {**found, **PIPELINES}


def picture(size, seed=0):
    """An image with some structure, which JPEG and histograms like better than noise."""
    y, x, c = np.mgrid[0:size, 0:size, 0:3]
    waves = np.sin(x / (7 + c + seed % 5)) + np.cos(y / (9 - c)) + np.random.RandomState(seed).rand(size, size, 3)
    return ((waves + 2) * 51).astype(np.uint8)


def write_files(folder):
    """What is read: a folder of images, text, records."""
    from PIL import Image

    from msgrad.dataset.formats.tfrecord import write_tfrecord
    from msgrad.mindrecord import FileWriter

    for number in range(64):
        place = folder / "images" / str(number % 4)
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture(300, number)).save(place / f"{number}.jpg", quality=90)
    random = np.random.RandomState(0)
    words = [f"word{number}" for number in range(500)] + ["a", "the", "of", "Tokens,", "café"]
    lines = [" ".join(random.choice(words, random.randint(5, 30))) for _ in range(4000)]
    (folder / "words.txt").write_text("\n".join(lines), "utf-8")
    (folder / "vocab.txt").write_text("\n".join(["[UNK]", "##1", "##2", "word", *words]), "utf-8")
    (folder / "table.csv").write_text("a,b,c\n" + "\n".join(f"{n},{n / 7},s{n}" for n in range(4000)))
    rows = [
        {"id": n, "label": n % 10, "vector": random.rand(64).astype(np.float32), "raw": bytes(200)} for n in range(4000)
    ]
    writer = FileWriter(str(folder / "rows.mindrecord"), 1)
    kinds = {"id": "int64", "label": "int32", "raw": "bytes"}
    schema = {name: {"type": kind} for name, kind in kinds.items()}
    writer.add_schema({**schema, "vector": {"type": "float32", "shape": [64]}}, "rows")
    writer.write_raw_data(rows)
    writer.commit()
    write_tfrecord(folder / "rows.tfrecord", rows)


# -- a process ----------------------------------------------------------------------------------------------------


def names(folder):
    """What the expressions use."""
    import mindspore.dataset as ds
    import mindspore.dataset.text as text
    import mindspore.dataset.transforms as transforms
    import mindspore.dataset.vision as vision

    class Numbers:
        def __init__(self, count):
            self.count = count

        def __len__(self):
            return self.count

        def __getitem__(self, number):
            return np.float32(number), np.array([number, number])

    class Slow(Numbers):
        def __getitem__(self, number):
            return busy(np.float32(number))

    def busy(x):
        for _ in range(10000):
            pass
        return x

    def images(size):
        count = 512 if size < 100 else 64
        few = [(picture(size, number),) for number in range(8)]
        return [few[number % 8] for number in range(count)]

    vocab = text.Vocab.from_file(os.path.join(folder, "vocab.txt"))
    space = {"ds": ds, "np": np, "X": text, "T": transforms, "V": vision, "F": str(folder), "VOCAB": vocab}
    space.update(Numbers=Numbers, Slow=Slow, busy=busy, images=images, double=lambda x: x * 2)
    return space


def work(folder, workers, seconds):
    """Answers each line, the name of a pipeline, with its samples per second."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    try:
        import msgrad

        msgrad.install()
    except ImportError:
        pass
    import mindspore.dataset as ds

    ds.config.set_num_parallel_workers(workers)
    ds.config.set_seed(1)
    space, table, open_ones = names(folder), pipelines(), {}
    for line in sys.stdin:
        name = line.strip()
        try:
            expression, rows = table[name]
            if name not in open_ones:
                open_ones.clear()
                open_ones[name] = eval(expression, space).create_tuple_iterator(output_numpy=True)
                for _ in open_ones[name]:
                    pass
            count, start = 0, time.perf_counter()
            while (spent := time.perf_counter() - start) < seconds:
                for _ in open_ones[name]:
                    count += rows
            found = {"rate": count / spent}
        except Exception as error:
            found = {"skipped": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}
        out.write(json.dumps(found) + "\n")
        out.flush()


class Process:
    """A process that waits while the other one works."""

    def __init__(self, python, folder, options):
        self.place = tempfile.TemporaryDirectory()
        self.log = open(os.path.join(folder, Path(python).parent.parent.name + ".log"), "w+")  # noqa: SIM115
        self.process = subprocess.Popen(
            [python, __file__, "--worker", str(folder), "--workers", str(options.workers), "--seconds",
             str(options.seconds)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True, cwd=self.place.name,
            env={**os.environ, "PYTHONPATH": str(HERE.parent), "JAX_PLATFORMS": "cpu"},
        )  # fmt: skip

    def turn(self, name):
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        self.process.send_signal(signal.SIGSTOP)
        return json.loads(line) if line else {"skipped": "its process ended"}

    def close(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()


def measure(options):
    """The rates of all pipelines that are wanted."""
    results = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_files(folder)
        start = {
            name: lambda python=python: Process(python, folder, options)
            for name, python in (("msgrad", sys.executable), ("mindspore", options.mindspore))
        }
        processes = {name: make() for name, make in start.items()}
        for name in pipelines():
            if options.only and not any(part in name for part in options.only):
                continue
            found = {}
            for _ in range(options.rounds):
                for contender in processes:
                    answer = processes[contender].turn(name)
                    if "skipped" in answer:
                        found[contender] = answer["skipped"]
                        if answer["skipped"] == "its process ended":
                            processes[contender].close()
                            processes[contender] = start[contender]()
                    else:
                        found[contender] = max(answer["rate"], found.get(contender, 0.0))
                if any(isinstance(rate, str) for rate in found.values()):
                    break
            results[name] = found
            print(line_of(name, found), flush=True)
        for process in processes.values():
            process.close()
    return results


def line_of(name, found):
    """A line of the table."""
    if any(isinstance(rate, str) for rate in found.values()):
        return f"{name:45} skipped: " + "; ".join(f"{k}: {v}" for k, v in found.items() if isinstance(v, str))
    ratio = found["msgrad"] / found["mindspore"]
    return f"{name:45}{found['msgrad']:12,.0f}{found['mindspore']:12,.0f}{ratio:8.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mindspore", help="a Python that has the real MindSpore")
    parser.add_argument("--only", nargs="+", metavar="PART", help="only pipelines in whose names one of these is")
    parser.add_argument("--workers", type=int, default=1, help="num_parallel_workers")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each")
    parser.add_argument("--seconds", type=float, default=0.3, help="of a turn, at least")
    parser.add_argument("--json", default=str(HERE / "pipelines.json"), metavar="FILE")
    parser.add_argument("--worker", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return work(Path(options.worker), options.workers, options.seconds)
    if not options.mindspore:
        parser.error("--mindspore PYTHON is needed")
    print(f"{'samples per second':45}{'msgrad':>12}{'MindSpore':>12}{'ratio':>8}")
    results = {"workers": options.workers, "rates": measure(options)}
    if not options.only:
        Path(options.json).write_text(json.dumps(results, indent=1) + "\n")
    return None


if __name__ == "__main__":
    main()
