"""Image transforms against the real MindSpore's results: golden figures of tests/golden/make_vision.py."""

import copy
import gzip
import itertools
import json
from pathlib import Path

import mindspore as ms
import mindspore.dataset as ds
import mindspore.dataset.transforms as T
import mindspore.dataset.vision as V
import numpy as np
import pytest
import vision_cases
from vision_cases import BOXES, IMAGES, batch_results, evaluate, fingerprint, inputs

from msgrad.dataset import config
from msgrad.dataset.transforms.base import copy_for_worker
from msgrad.dataset.transforms.compound import call_all
from msgrad.dataset.vision import automatic

GOLDEN = json.loads(gzip.decompress((Path(vision_cases.__file__).parent / "vision.json.gz").read_bytes()))
NAMES = {"V": V, "T": T, "ms": ms, "np": np, "IMAGES": IMAGES}
INPUTS = inputs()

# Where the figures of MindSpore's CPU build are noise or contradict its own description: beginning of the
# expression, inputs, reason.
DIFFERENT = [
    ("V.NormalizePad(", None, "the pixels are written without a gap for the new channel, which is left at the end"),
    ("V.AdjustHue(", "flt", "bytes are written into floats"),
    ("V.RandomLighting(", "flt", "bytes are written into floats"),
    ("V.RandomColorAdjust(hue", "flt", "bytes are written into floats"),
    ("V.RandomColorAdjust(0.4, ", "flt", "bytes are written into floats"),
    ("V.RandomColorAdjust((", "flt", "bytes are written into floats"),
    ("V.AdjustGamma(1.3)", "i32 i16 u16", "the numbers are read as bytes"),
    ("V.RandomAffine(15, (0.1, 0.1), (0.8, 1.2), 10, V.Inter.BILINEAR, 7)", "pil", "fill_value is ignored"),
    ("V.RandomAffine((10, 30), resample=V.Inter.BILINEAR, fill_value=", "pil", "fill_value is ignored"),
    ("V.Resize(PILCUBIC)", "flt u16 i16 i32 bool f64", "the numbers are read as bytes: refused here"),
    ("V.ResizedCrop(PILCUBIC)", "flt", "the numbers are read as bytes: refused here"),
    ("V.Resize(PILCUBIC)", "tall", "off by up to 8 from Pillow, which it follows otherwise"),
    ("V.ResizedCrop(PILCUBIC)", None, "off by up to 6 from Pillow, which it follows otherwise"),
    ("V.Perspective(PILCUBIC)", None, "something else than cubic: refused here"),
    (
        "V.RandomCropDecodeResize(",
        "jpg jpgexif",
        "only a part is decoded, and colours at its edges are smoothed otherwise",
    ),
]


def different(expression, name):
    if "PILCUBIC" in expression:
        expression = expression.partition("(")[0] + "(PILCUBIC)"
    return any(
        expression.startswith(start) and (names is None or name in names.split()) for start, names, _ in DIFFERENT
    )


def close(got, want):
    """Equal to the last bit; floating-point numbers to the rounding of their last bits."""
    if isinstance(want, list):
        return isinstance(got, list) and len(got) == len(want) and all(map(close, got, want))
    if got == want:
        return True
    if "items" in want:
        return "items" in got and close(got["items"], want["items"])
    if not str(want.get("dtype", "")).startswith("float") or got.get("dtype") != want["dtype"]:
        return False
    return (
        got["shape"] == want["shape"]
        and got["kind"] == want["kind"]
        and np.allclose(got["some"], want["some"], rtol=2e-6, atol=5e-7)
        and np.isclose(got["mean"], want["mean"], rtol=1e-6, atol=1e-6)
    )


def by_transform(cases):
    key = lambda case: case[0].partition("(")[0] or case[0][:40]  # noqa: E731
    return [(name, list(group)) for name, group in itertools.groupby(sorted(cases, key=key), key)]


@pytest.fixture(autouse=True)
def settings():
    seed = config.get_seed()
    yield
    config.set_seed(seed)


@pytest.mark.parametrize("cases", [pytest.param(cases, id=name) for name, cases in by_transform(GOLDEN["plain"])])
def test_results(cases):
    wrong = []
    for expression, name, want in cases:
        if not different(expression, name):
            got = evaluate(expression, [INPUTS[name]], NAMES)
            if not close(got, want):
                wrong.append((expression, name, got, want))
    assert wrong == []


@pytest.mark.parametrize("cases", [pytest.param(cases, id=name) for name, cases in by_transform(GOLDEN["random"])])
def test_random_results(cases):
    """Three calls after a seed: eager ones, and as in a `map` with one worker, where the stream goes on."""
    wrong = []
    for expression, name, seed, eager, mapped in cases:
        if different(expression, name):
            continue
        if not close(got := three_calls(expression, name, seed, in_map=False), eager):
            wrong.append((expression, name, seed, got, eager))
        if mapped is not None:
            got = three_calls(expression, name, seed, in_map=True)
            if not ("error" in mapped and "error" in got) and not close(got, mapped):
                wrong.append((expression, name, seed, "in map", got, mapped))
    assert wrong == []


def unpack(columns):
    return columns[0] if len(columns) == 1 else columns


def three_calls(expression, name, seed, in_map):
    try:
        ms.set_seed(seed)
        config.set_seed(seed)
        transform = eval(expression, NAMES)
        if in_map:
            steps = copy_for_worker(T.Compose.decompose([transform]), seed)
            return [fingerprint(unpack(call_all(steps, (copy.deepcopy(INPUTS[name]),)))) for _ in range(3)]
        return [fingerprint(transform(copy.deepcopy(INPUTS[name]))) for _ in range(3)]
    except Exception as error:
        return {"error": type(error).__name__}


@pytest.mark.parametrize(("expression", "seed", "want"), GOLDEN["batched"])
def test_mixed_batches(expression, seed, want):
    config.set_seed(seed)
    got = batch_results(expression, INPUTS, seed, NAMES)
    assert close(got, want), (got, want)


@pytest.mark.parametrize(("expression", "names", "want"), GOLDEN["refused"])
def test_refused_batches(expression, names, want):
    assert evaluate(expression, [INPUTS[name] for name in names], NAMES) == want


@pytest.mark.parametrize("expression", vision_cases.AUTOMATIC)
def test_automatic_augmentation(expression, monkeypatch):
    """The same steps and strengths; where MindSpore moves the image out of sight, only ours is what it should be."""
    steps, apply = [], automatic._Automatic._apply
    monkeypatch.setattr(
        automatic._Automatic,
        "_apply",
        lambda self, image, step, *how: steps.append(step) or apply(self, image, step, *how),
    )
    wrong, compared = [], 0
    for case, seed, digest in GOLDEN["automatic"]:
        if case != expression:
            continue
        steps.clear()
        config.set_seed(seed)
        got = fingerprint(eval(expression, NAMES)(INPUTS["rgb"]))
        if not any(step.startswith("translate") for step in steps):
            compared += 1
            if got["digest"] != digest:
                wrong.append((seed, *steps))
    assert wrong == []
    assert compared > 20


@pytest.mark.parametrize("cases", [pytest.param(cases, id=name) for name, cases in by_transform(GOLDEN["boxes"])])
def test_images_with_boxes(cases):
    wrong = []
    for expression, image, boxes, seed, want in cases:
        config.set_seed(seed)
        got = evaluate(expression, [INPUTS[image], BOXES[boxes]], NAMES)
        if not close(got, want):
            wrong.append((expression, image, boxes, seed, got, want))
    assert wrong == []


def test_translation_stays_in_sight():
    image = INPUTS["rgb"]
    moved = V.RandAugment()._apply(image, "translate_x", 9, 1.0)
    np.testing.assert_array_equal(moved[:, 4:], image[:, :-4])
    assert not moved[:, :4].any()


def test_cut_mix_keeps_count():
    """Labels are mixed by the areas of the pixels."""
    config.set_seed(3)
    images = np.stack([np.full((10, 12, 3), value, np.uint8) for value in range(4)])
    mixed, labels = V.CutMixBatch(V.ImageBatchFormat.NHWC)(images, np.eye(4, dtype=np.int32))
    for image, label in zip(mixed, labels, strict=True):
        shares = [(image == value).all(-1).mean() for value in range(4)]
        np.testing.assert_allclose(shares, label, atol=1e-6)
    assert labels.max(1).min() < 1


BATCHES = [
    ("V.Rescale(1 / 255, -0.5)", "rgb gray flt i32"),
    ("V.Normalize((121.0, 115.0, 100.0), (70.0, 68.0, 71.0))", "rgb flt i16"),
    ("V.Normalize((121.0,), (70.0,))", "rgb gray chw"),
    ("V.Normalize((121.0, 115.0, 100.0), (70.0, 68.0, 71.0), is_hwc=False)", "chw fchw"),
    ("V.HWC2CHW()", "rgb gray flt"),
    ("V.ToTensor()", "rgb gray flt u16"),
    ("V.ToTensor(np.float16)", "rgb"),
    ("V.ToType(np.int32)", "flt"),
    ("T.TypeCast(ms.float16)", "rgb zero"),
    ("T.OneHot(256)", "one zero8"),
    ("T.OneHot(9, 0.3)", "one"),
    ("T.Fill(3)", "rgb"),
    ("T.Mask(T.Relational.GE, 100)", "rgb"),
]


@pytest.mark.parametrize(
    ("expression", "name"), [(expression, name) for expression, names in BATCHES for name in names.split()]
)
def test_whole_batches_give_the_same_bits(expression, name):
    value = np.uint8(3) if name == "zero8" else np.asarray(INPUTS[name])
    rows = np.stack([value, value // 2, value]) if value.dtype.kind in "iu" else np.stack([value, -value, value / 3])
    transform = eval(expression, NAMES)
    whole, single = transform.apply_batch(rows.copy()), np.stack([transform(row) for row in rows])
    assert whole.dtype == single.dtype
    np.testing.assert_array_equal(whole, single)


@pytest.mark.parametrize("expression", ["V.HWC2CHW()", "V.ToTensor()", "V.Normalize((0.5,), (0.5,))"])
def test_whole_batches_are_checked_as_rows(expression):
    with pytest.raises(RuntimeError):
        eval(expression, NAMES).apply_batch(np.zeros((2, 3), np.uint8))


IN_PIPELINE = [case for case in GOLDEN["random"] if case[4] is not None and case[1] in ("rgb", "flt", "chw")]


@pytest.mark.parametrize("name", ["rgb", "flt", "chw"])
def test_in_a_pipeline(name):
    """The same figures through a real `map` with one worker."""
    wrong = []
    for expression, given, seed, _, mapped in IN_PIPELINE:
        if given != name or different(expression, name) or "error" in mapped:
            continue
        ms.set_seed(seed)
        ds.config.set_seed(seed)
        rows = ds.GeneratorDataset([(INPUTS[name],)] * 3, ["image"], shuffle=False, num_parallel_workers=1)
        rows = rows.map(eval(expression, NAMES), ["image"], num_parallel_workers=1)
        got = [fingerprint(row[0]) for row in rows.create_tuple_iterator(num_epochs=1, output_numpy=True)]
        if not close(got, mapped):
            wrong.append((expression, seed, got, mapped))
    assert wrong == []


def test_a_stream_of_its_own():
    image = INPUTS["rgb"]
    crop = V.RandomCrop(5)
    crop.reseed(3)
    first = [crop(image) for _ in range(4)]
    crop.reseed(3)
    assert all(np.array_equal(a, b) for a, b in zip(first, [crop(image) for _ in range(4)], strict=True))
    assert any(not np.array_equal(first[0], other) for other in first)


def test_images_that_lie_otherwise_in_memory():
    image = INPUTS["rgb"]
    strided = np.asfortranarray(image)
    wide = np.repeat(image, 2, 1)[:, ::2]
    expressions = "ToTensor() Resize(9) Equalize() AdjustHue(0.2) AdjustContrast(0.5) Pad(2) Rotate(20) GaussianBlur(3)"
    for call in ["Normalize((121.0, 115.0, 100.0), (70.0, 68.0, 71.0))", *expressions.split()]:
        expression = f"V.{call}"
        transform = eval(expression, NAMES)
        want = transform(image)
        for other in (strided, wide, image.astype(np.float32) if "Norm" in expression else strided):
            np.testing.assert_array_equal(transform(other), want, err_msg=expression)
            np.testing.assert_array_equal(np.asarray(other, image.dtype), image)  # the input stays as it was


def test_several_images_are_cropped_alike():
    image = INPUTS["rgb"]
    config.set_seed(5)
    one, two = V.RandomCrop(7)(image, image)
    assert np.array_equal(one, two)


def test_libraries_come_with_the_extra(monkeypatch):
    from msgrad.dataset.vision import _libraries

    monkeypatch.setitem(__import__("sys").modules, "cv2", None)
    _libraries.opencv.cache_clear()
    with pytest.raises(ImportError, match=r"msgrad\[vision\]"):
        V.Resize(5)(INPUTS["rgb"])
    _libraries.opencv.cache_clear()


def test_writing_and_reading(tmp_path):
    image = INPUTS["rgb"]
    V.write_png(str(tmp_path / "a.png"), image)
    np.testing.assert_array_equal(V.read_image(str(tmp_path / "a.png")), image)
    V.write_jpeg(str(tmp_path / "a.jpg"), image[..., 0], 100)
    assert np.abs(V.read_image(str(tmp_path / "a.jpg")).astype(int) - image[..., :1]).max() < 5
    V.write_file(str(tmp_path / "raw"), V.encode_png(image))
    assert (tmp_path / "raw").read_bytes() == V.read_file(str(tmp_path / "raw")).tobytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jpg", "a.png", "raw"]
    with pytest.raises(RuntimeError):
        V.write_png(str(tmp_path / "no" / "a.png"), image)


def test_older_paths():
    from mindspore.dataset.transforms.transforms import Compose, PyTensorOperation
    from mindspore.dataset.vision.transforms import ImageTensorOperation, Resize
    from mindspore.dataset.vision.utils import Inter

    assert (Compose, Resize, Inter) == (T.Compose, V.Resize, V.Inter)
    assert issubclass(V.ToPIL, PyTensorOperation) and issubclass(Resize, ImageTensorOperation)


def test_device():
    assert V.Resize(2).device("CPU")(INPUTS["rgb"]).shape == (2, 2, 3)
    for target, error in (("Ascend", RuntimeError), ("GPU", ValueError), (1, TypeError)):
        with pytest.raises(error):
            V.Resize(2).device(target)
