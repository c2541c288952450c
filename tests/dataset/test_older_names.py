"""Modules that MindSpore had before 2.0, hooks of the debug mode, small helpers."""

import mindspore as ms
import mindspore.dataset as ds
import mindspore.dataset.debug as debug
import mindspore.dataset.transforms.c_transforms as CT
import mindspore.dataset.transforms.py_transforms as PT
import mindspore.dataset.vision.c_transforms as C
import mindspore.dataset.vision.py_transforms as P
import numpy as np
import pytest
from mindspore.dataset import vision as V

IMAGE = np.random.RandomState(0).randint(0, 256, (9, 12, 3)).astype(np.uint8)


@pytest.mark.parametrize("module", [C, P, CT, PT])
def test_all_names_are_there(module):
    for name in module.__all__:
        assert getattr(module, name) is not None


def test_other_paths():
    from mindspore.dataset import transforms
    from mindspore.dataset.engine.datasets_user_defined import GeneratorDataset
    from mindspore.dataset.engine.datasets_vision import MnistDataset
    from mindspore.dataset.engine.samplers import SequentialSampler

    assert (V.c_transforms, transforms.py_transforms) == (C, PT)
    assert (GeneratorDataset, MnistDataset, SequentialSampler) == (
        ds.GeneratorDataset, ds.MnistDataset, ds.SequentialSampler,
    )  # fmt: skip


def test_channels_are_last_in_c_and_first_in_py():
    mean, std = [100.0, 110.0, 120.0], [50.0, 60.0, 70.0]
    want = V.Normalize(mean, std)(IMAGE)
    np.testing.assert_array_equal(C.Normalize(mean, std)(IMAGE), want)
    first = np.ascontiguousarray(IMAGE.transpose(2, 0, 1))
    np.testing.assert_array_equal(P.Normalize(mean, std)(first), want.transpose(2, 0, 1))
    assert C.NormalizePad(mean, std)(IMAGE).shape == (9, 12, 4)
    assert P.NormalizePad(mean, std, "float16")(first).shape == (4, 9, 12)
    ds.config.set_seed(5)
    assert (P.CutOut(8)(first) == 0).all(0).any() and P.Cutout is P.CutOut


def test_decode():
    encoded = V.encode_png(IMAGE)
    np.testing.assert_array_equal(C.Decode()(encoded), IMAGE)
    assert P.Decode()(encoded).getbands() == ("R", "G", "B")
    with pytest.raises(ValueError, match="ConvertColor"):
        C.Decode(rgb=False)


def test_pipelines_of_older_code():
    rows = ds.GeneratorDataset([(V.encode_png(IMAGE), 3)] * 4, ["image", "label"], shuffle=False)
    steps = [
        P.Decode(),
        P.Resize((8, 8)),
        P.RandomHorizontalFlip(1.0),
        P.ToTensor(),
        P.Normalize((0.5,) * 3, (0.2,) * 3),
    ]
    rows = rows.map(PT.Compose(steps), "image").map([CT.OneHot(5), CT.TypeCast(ms.float32)], "label").batch(2)
    images, labels = next(iter(rows.create_tuple_iterator(output_numpy=True)))
    assert images.shape == (2, 3, 8, 8) and images.dtype == np.float32
    np.testing.assert_array_equal(labels, np.eye(5, dtype=np.float32)[[3, 3]])
    rows = ds.GeneratorDataset([(IMAGE,)], ["image"]).map([C.Resize((8, 8), C.Inter.LINEAR), C.HWC2CHW()], "image")
    assert next(iter(rows))[0].shape == (3, 8, 8)


# -- hooks -------------------------------------------------------------------------------------------------------


class Hook(debug.DebugHook):
    def __init__(self, seen):
        super().__init__()
        self.seen = seen

    def compute(self, *args):
        self.seen.append((self.prev_op_name, self.is_first_op, [column.dtype.name for column in args[0]]))


@pytest.fixture
def debug_mode():
    yield
    ds.config.set_debug_mode(False)


def one(operations):
    rows = ds.NumpySlicesDataset({"a": np.arange(3, dtype=np.float32)[None]}, shuffle=False).map(operations, "a")
    return [row["a"].tolist() for row in rows.create_dict_iterator(num_epochs=1, output_numpy=True)]


def test_hooks_of_debug_mode(debug_mode, capsys):
    """What is printed is the real MindSpore's."""
    seen = []
    ds.config.set_debug_mode(True, [Hook(seen), debug.PrintMetaDataHook(), debug.PrintDataHook()])
    assert one([CT.TypeCast(ms.int32), lambda x: x + 1]) == [[1, 2, 3]]
    assert seen == [("TypeCast", True, ["float32"]), ("TypeCast", False, ["int32"]), ("<lambda>", False, ["int32"])]
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == [
        "[Dataset debugger] Print the [INPUT] of the operation [TypeCast].",
        "[Dataset debugger] Print the [INPUT] of the operation [TypeCast].",
        "Column 0. The dtype is [float32]. The shape is [(3,)].",
        "[Dataset debugger] Print the [INPUT] of the operation [TypeCast].",
        "Column 0. The data is [[0. 1. 2.]].",
    ]
    ds.config.set_debug_mode(False)
    seen.clear()
    assert one([lambda x: x + 1, Hook(seen)]) == [[1, 2, 3]] and seen == [(None, None, ["float32"])]


def test_hooks_are_checked():
    for hooks in (3, [3], [Hook]):
        with pytest.raises(TypeError, match="debug_hook_list"):
            ds.config.set_debug_mode(True, hooks)
    with pytest.raises(TypeError):
        ds.DebugHook()


# -- helpers -----------------------------------------------------------------------------------------------------


def test_line_reader(tmp_path):
    path = tmp_path / "lines"
    path.write_bytes("äb\ncd\r\n\nlast".encode())
    reader = ds.LineReader(str(path))
    assert [len(reader), reader.len(), reader[1]] == [4, 4, "äb"]
    assert [reader.readline(number) for number in (4, 3, 2, 1)] == ["last", "", "cd", "äb"]
    for line, error in ((0, ValueError), (5, ValueError), (-1, ValueError), ("a", TypeError)):
        with pytest.raises(error, match="line"):
            reader.readline(line)
    reader.close()
    for name, error in ((3, TypeError), (str(tmp_path), RuntimeError), (str(tmp_path / "no"), RuntimeError)):
        with pytest.raises(error, match="filename"):
            ds.LineReader(name)


def test_image_with_boxes(tmp_path):
    boxes, file = np.array([[2, 2, 5, 4, 0.9], [1, 1, 2, 2, 0.1]]), tmp_path / "drawn.png"
    drawn = ds.imshow_det_bbox(
        IMAGE, boxes, np.array([[1], [0]]), score_threshold=0.5, thickness=1, show=False, out_file=str(file)
    )
    np.testing.assert_array_equal(V.read_image(str(file)), drawn[..., ::-1])
    assert drawn[2, 3].tolist() == [0, 255, 0] and drawn[8, 0].tolist() == IMAGE[8, 0, ::-1].tolist()
    for image, rows, labels in ((IMAGE[0], boxes, [1, 0]), (IMAGE, boxes[:, :3], [1, 0]), (IMAGE, boxes, [1])):
        with pytest.raises(AssertionError):
            ds.imshow_det_bbox(image, rows, np.array(labels), show=False)
