"""What is fast gives the same as what is plain: tables of bytes, check sums by blocks, records of one layout."""

import itertools

import mindspore as ms
import mindspore.dataset as ds
import mindspore.dataset.transforms as T
import mindspore.dataset.vision as V
import numpy as np
import pytest

from msgrad.dataset.formats import tfrecord
from msgrad.dataset.formats.crc32c import crc32c
from msgrad.dataset.vision import _libraries
from msgrad.dataset.vision.bytes import Together, looked_up, looked_up_by_channel, together

RANDOM = np.random.RandomState(0)
COLOURED = RANDOM.randint(0, 256, (3, 9, 11, 3)).astype(np.uint8)
GREY = RANDOM.randint(0, 256, (3, 9, 11)).astype(np.uint8)
NORMALIZE = V.Normalize((0.4, 0.5, 0.6), (0.2, 0.3, 0.4))


def one_by_one(steps, rows):
    for step in steps:
        rows = step.apply_batch(rows)
    return rows


@pytest.mark.parametrize(
    ("steps", "rows"),
    [
        ([V.Rescale(1 / 255, 0.1)], COLOURED),
        ([V.Rescale(1 / 255, 0.1), NORMALIZE, V.HWC2CHW()], COLOURED),
        ([V.HWC2CHW()], COLOURED),
        ([V.ToTensor()], COLOURED),
        ([V.ToTensor(np.float16)], COLOURED),
        ([V.ToTensor(), V.Normalize((0.4, 0.5, 0.6), (0.2, 0.3, 0.4), is_hwc=False)], COLOURED),
        ([T.TypeCast(ms.float16)], COLOURED),
        ([T.TypeCast(ms.int64), V.HWC2CHW()], COLOURED),
        ([V.Rescale(2.0, -1.0), T.TypeCast(ms.uint8)], COLOURED[..., :1]),
        ([V.ToTensor()], COLOURED[..., :1]),
        ([V.Rescale(1 / 255, 0.0), V.Normalize((0.1,), (0.3,))], GREY),
        ([V.ToTensor()], GREY),
        ([NORMALIZE], COLOURED[:, ::2]),
    ],
)
def test_steps_together(steps, rows):
    want = one_by_one(steps, rows)
    joined = together([(0, step) for step in steps])
    assert len(joined) == 1
    got = joined[0][1].of_bytes(rows)
    assert got.dtype == want.dtype
    np.testing.assert_array_equal(got, want)


def test_steps_that_stay_apart():
    label = T.OneHot(3)
    joined = together([(0, NORMALIZE), (1, label), (0, V.HWC2CHW()), (1, T.TypeCast(ms.float32))])
    assert [place for place, _ in joined] == [0, 1, 0, 1] and joined[1][1] is label
    assert Together([NORMALIZE]).of_bytes(COLOURED.astype(np.float32)) is None
    assert Together([NORMALIZE]).of_bytes(GREY) is None  # three means for one channel: the step says so
    rows = ds.NumpySlicesDataset({"a": GREY}, shuffle=False).map([NORMALIZE], "a").batch(2)
    with pytest.raises(RuntimeError, match="Normalize"):
        list(rows)


def test_without_opencv(monkeypatch):
    """The same numbers where OpenCV is not installed."""
    table, tables = RANDOM.rand(256).astype(np.float32), RANDOM.rand(256, 3)
    flips = [V.HorizontalFlip(), V.VerticalFlip(), V.Rescale(0.3, 1.0), V.ToTensor()]
    found = []
    for there in (True, False):
        if not there:
            monkeypatch.setitem(__import__("sys").modules, "cv2", None)
        _libraries.opencv.cache_clear()
        _libraries.opencv_if_there.cache_clear()
        assert (_libraries.opencv_if_there() is not None) == there
        found.append(
            [looked_up(table, COLOURED), looked_up(table, GREY[:, ::2]), looked_up_by_channel(tables, COLOURED)]
            + [step(COLOURED[0]) for step in flips]
        )
    _libraries.opencv.cache_clear()
    _libraries.opencv_if_there.cache_clear()
    for one, two in zip(*found, strict=True):
        np.testing.assert_array_equal(one, two)


def test_jpeg_of_four_colours():
    """As MindSpore's: products that are cut off."""
    import io

    from PIL import Image

    inks = RANDOM.randint(0, 256, (16, 16, 4)).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(inks, "CMYK").save(buffer, "jpeg", quality=95)
    data = np.frombuffer(buffer.getvalue(), np.uint8)
    light = 255 - np.asarray(Image.open(io.BytesIO(buffer.getvalue()))).astype(int)
    np.testing.assert_array_equal(V.Decode()(data), light[..., :3] * light[..., 3:] // 255)


# -- records -----------------------------------------------------------------------------------------------------


def plain_crc(data):
    state = 0xFFFFFFFF
    for byte in data:
        state ^= byte
        for _ in range(8):
            state = state >> 1 ^ (0x82F63B78 if state & 1 else 0)
    return state ^ 0xFFFFFFFF


@pytest.mark.parametrize("length", [0, 1, 3, 4, 15, 16, 17, 63, 64, 65, 128, 1000, 4095, 4096, 4200])
def test_check_sums(length):
    data = RANDOM.bytes(length)
    assert crc32c(data) == plain_crc(data)


EXAMPLES = [
    {"a": [1, 2], "b": [0.5], "c": b"xyz"},
    {"a": [3, 200], "b": [1.5], "c": b"uv"},  # as long as the first, made otherwise
    {"a": [7, 9], "b": [-1.5], "c": b"\x00\xff\n"},
    {"c": b"xyz", "a": [1, 2], "b": [0.25]},  # in another order
    {"a": [], "b": [], "c": b""},
    {"a": [-1, 2**40], "b": [1.0, 2.0], "c": [b"x", b"yz"]},
]


def test_records_of_one_layout(tmp_path):
    path = tmp_path / "rows"
    tfrecord.write_tfrecord(path, EXAMPLES * 2)
    reader = tfrecord.open_tfrecord(str(path))
    for number, example in enumerate(EXAMPLES * 2):
        got, want = reader.example(number), tfrecord.unpack_example(tfrecord.pack_example(example))
        assert list(got) == list(want) == ["a", "b", "c"]
        for one, two in zip(got.values(), want.values(), strict=True):
            assert type(one) is type(two) and getattr(one, "dtype", 0) == getattr(two, "dtype", 0)
            np.testing.assert_array_equal(one, two)


def test_a_layout_does_not_fit_by_chance():
    data = [tfrecord.pack_example(example) for example in EXAMPLES[:5]]
    layouts = [tfrecord._Layout.of(one) for one in data]
    for (layout, one), (k, other) in itertools.product(zip(layouts, data, strict=True), enumerate(data)):
        found = None if layout is None else layout.read(other)
        if found is not None:
            want = tfrecord.unpack_example(other)
            assert found.keys() == want.keys() and all(np.array_equal(found[key], want[key]) for key in want), (one, k)
