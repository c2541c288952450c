"""The cases of `mindspore.dataset.vision`, evaluated by the real MindSpore (make_vision.py) and by msgrad (the tests).

A case is an expression that makes a transform and the name of the input that it is called with.
"""

import copy
import hashlib
import warnings
from pathlib import Path

import numpy as np

IMAGES = Path(__file__).parent / "images"


def formula(height, width, channels=3):
    """An image of waves, with a bright and a dark box for its edges; whole numbers, so that it is the same everywhere."""
    y, x, c = np.mgrid[0:height, 0:width, 0:channels]
    image = (x * x * (c + 2) + y * y * (5 - c) + 7 * x * y * (c + 1)) // (9 + 4 * c) % 200 + 20
    image[height // 4 : height // 2, width // 5 : width // 2] = [250, 240, 30, 128][:channels]
    image[height // 2 : -3, width // 2 : -width // 5] = [10, 0, 90, 255][:channels]
    return image.astype(np.uint8)


def inputs():
    from PIL import Image

    rgb, rgba = formula(24, 32), formula(24, 32, 4)
    return {
        "rgb": rgb,
        "tall": formula(37, 21),
        "gray": rgb[..., 1].copy(),
        "gray1": rgb[..., 1:2].copy(),
        "rgba": rgba,
        "two": rgb[..., :2].copy(),
        "flt": (rgb / np.float32(255)).astype(np.float32),
        "fgray": (rgb[..., 0] / np.float32(255)).astype(np.float32),
        "f64": rgb / 255.0,
        "i32": rgb.astype(np.int32),
        "i16": rgb.astype(np.int16),
        "u16": rgb.astype(np.uint16) * 100,
        "bool": rgb > 100,
        "chw": np.ascontiguousarray(rgb.transpose(2, 0, 1)),
        "fchw": np.ascontiguousarray(rgb.transpose(2, 0, 1) / np.float32(255)).astype(np.float32),
        "frames": np.stack([rgb, rgb[::-1], rgb[:, ::-1]]),
        "one": np.array([1, 2, 3], np.uint8),
        "zero": np.array(3.5, np.float32),
        "text": np.array(["a", "b"]),
        "list": [[1, 2], [3, 4]],
        "str": "text",
        "int": 3,
        "none": None,
        "pil": Image.fromarray(rgb),
        "piltall": Image.fromarray(formula(37, 21)),
        "pill": Image.fromarray(rgb[..., 1].copy()),
        "pilrgba": Image.fromarray(rgba),
        "pil1": Image.fromarray(rgb[..., 1] > 120),
        "jpg": np.frombuffer((IMAGES / "rgb.jpg").read_bytes(), np.uint8),
        "jpg444": np.frombuffer((IMAGES / "rgb444.jpg").read_bytes(), np.uint8),
        "jpggray": np.frombuffer((IMAGES / "gray.jpg").read_bytes(), np.uint8),
        "jpgexif": np.frombuffer((IMAGES / "turned.jpg").read_bytes(), np.uint8),
        "png": np.frombuffer((IMAGES / "rgb.png").read_bytes(), np.uint8),
        "pnggray": np.frombuffer((IMAGES / "gray.png").read_bytes(), np.uint8),
        "pngrgba": np.frombuffer((IMAGES / "rgba.png").read_bytes(), np.uint8),
        "pngpal": np.frombuffer((IMAGES / "palette.png").read_bytes(), np.uint8),
        "png16": np.frombuffer((IMAGES / "gray16.png").read_bytes(), np.uint8),
        "bmp": np.frombuffer((IMAGES / "rgb.bmp").read_bytes(), np.uint8),
        "broken": np.frombuffer((IMAGES / "rgb.jpg").read_bytes()[:20], np.uint8),
        "bytes": (IMAGES / "rgb.jpg").read_bytes(),
        "wide": formula(20, 53),
        "labels": np.eye(4, 5, dtype=np.float32),
        "batch": np.stack([rgb, rgb[::-1], rgb[:, ::-1], 255 - rgb]),
        "batchchw": np.stack([rgb, rgb[::-1], rgb[:, ::-1], 255 - rgb]).transpose(0, 3, 1, 2).copy(),
    }


def fingerprint(value):
    """What is kept of a result: type, shape, a digest, and some of the numbers, for the size of a difference."""
    if isinstance(value, tuple | list):
        return {"items": [fingerprint(item) for item in value], "kind": type(value).__name__}
    if isinstance(value, dict):
        return {"value": repr(sorted(value.items()))}
    if value is None or isinstance(value, str | int | float | bytes):
        return {"value": repr(value)}
    kind = "pil:" + value.mode if hasattr(value, "mode") and hasattr(value, "getbands") else "array"
    array = np.asarray(value)
    if array.dtype.kind in "US":
        plain = np.char.decode(array, "latin1") if array.dtype.kind == "S" else array
        return {"value": plain.tolist(), "dtype": array.dtype.kind, "shape": list(array.shape)}
    if array.dtype == object:
        return {"object": type(value).__name__}
    flat = np.ascontiguousarray(array).reshape(-1)
    places = np.linspace(0, flat.size - 1, min(24, flat.size)).astype(int)
    picked = flat[places]
    return {
        "kind": kind,
        "dtype": str(array.dtype),
        "shape": list(array.shape),
        "digest": hashlib.blake2b(flat.tobytes(), digest_size=8).hexdigest(),
        "mean": float(flat.astype(np.float64).mean()) if flat.size else 0.0,
        "some": [float(v) for v in picked] if array.dtype.kind != "b" else picked.astype(int).tolist(),
    }


def evaluate(expression, args, names):
    """The fingerprint of what the expression's transform gives, or the exception's type and whether it came when the transform was made."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            transform = eval(expression, names)
        except Exception as error:
            return {"error": type(error).__name__, "when": "made"}
        try:
            return fingerprint(transform(*copy.deepcopy(args)))  # some work in place
        except Exception as error:
            return {"error": type(error).__name__, "when": "called"}


ALL = "rgb gray gray1 rgba flt"
ODD = "two fgray f64 i32 i16 u16 bool one zero text list str int none frames"
PIL = "pil pill pilrgba pil1"

# (expressions, inputs)
CASES = [
    (
        ["V.Decode()", "V.Decode(to_pil=True)", "V.Decode(False)"],
        "jpg jpg444 jpggray jpgexif png pnggray pngrgba pngpal png16 bmp broken bytes rgb list none",
    ),
    (["V.Decode(1)", "V.Decode('a')"], "jpg"),
    (
        ["V.Rescale(1 / 255, 0)", "V.Rescale(1.0 / 255.0, -1.0)", "V.Rescale(2, 1)", "V.Rescale(0.1, 0.3)"],
        ALL + " " + ODD + " pil chw",
    ),
    (
        [
            "V.Rescale('a', 0)",
            "V.Rescale(None, 0)",
            "V.Rescale(1, [0])",
            "V.Rescale(-1.0, 0.0)",
            "V.Rescale(1e40, 0)",
            "V.Rescale(True, 0)",
        ],
        "rgb",
    ),
    (
        [
            "V.Normalize((0.5, 0.4, 0.3), (0.2, 0.3, 0.1))",
            "V.Normalize([121.0, 115.0, 100.0], [70.0, 68.0, 71.0])",
            "V.Normalize((0.5,), (0.3,))",
            "V.Normalize((0.5, 0.4, 0.3), (0.2, 0.3, 0.1), is_hwc=False)",
            "V.Normalize((0.5, 0.5), (0.3, 0.1))",
            "V.Normalize(mean=[0.1307], std=[0.3081], is_hwc=False)",
        ],
        ALL + " " + ODD + " chw fchw pil batch batchchw",
    ),
    (
        [
            "V.Normalize((0.5,), (0.0,))",
            "V.Normalize((0.5, 1), (1,))",
            "V.Normalize(0.5, 0.5)",
            "V.Normalize((256.0,), (1.0,))",
            "V.Normalize((-1.0,), (1.0,))",
            "V.Normalize((0.5,), (300.0,))",
            "V.Normalize((0.5,), ('a',))",
            "V.Normalize((1, 2, 3), (1, 2, 3))",
            "V.Normalize((1,), (1,), is_hwc=1)",
            "V.Normalize((), ())",
        ],
        "rgb gray",
    ),
    (
        [
            "V.NormalizePad((121.0, 115.0, 100.0), (70.0, 68.0, 71.0))",
            "V.NormalizePad((121.0, 115.0, 100.0), (70.0, 68.0, 71.0), 'float16')",
            "V.NormalizePad((121.0, 115.0, 100.0), (70.0, 68.0, 71.0), is_hwc=False)",
            "V.NormalizePad((121.0,), (70.0,))",
        ],
        ALL + " chw one pil",
    ),
    (["V.NormalizePad((121.0,), (70.0,), 'int32')", "V.NormalizePad((121.0,), (0.0,))"], "rgb"),
    (["V.HWC2CHW()"], ALL + " " + ODD + " pil chw tall"),
    (
        ["V.Resize((16, 20))", "V.Resize((30, 50))", "V.Resize(16)", "V.Resize([48, 64])", "V.Resize((12, 16))"],
        ALL + " " + ODD + " tall chw " + PIL,
    ),
    (
        [
            f"V.Resize({size}, V.Inter.{mode})"
            for size in ("(16, 20)", "(30, 50)", "17", "(48, 64)", "(12, 16)")
            for mode in ("NEAREST", "BILINEAR", "BICUBIC", "AREA", "PILCUBIC", "ANTIALIAS", "LINEAR", "CUBIC")
        ],
        "rgb tall gray flt pil pill",
    ),
    (
        [
            "V.Resize((8, 9), V.Inter.BICUBIC)",
            "V.Resize((8, 9), V.Inter.AREA)",
            "V.Resize((8, 9), V.Inter.NEAREST)",
            "V.Resize((8, 9), V.Inter.PILCUBIC)",
        ],
        "gray1 rgba u16 i16 i32 bool f64 frames two",
    ),
    (
        [
            "V.Resize(0)",
            "V.Resize((1, 2, 3))",
            "V.Resize('a')",
            "V.Resize(2.0)",
            "V.Resize((2, 2.0))",
            "V.Resize(-1)",
            "V.Resize((2,))",
            "V.Resize(2, 'BILINEAR')",
            "V.Resize(2, 2)",
            "V.Resize(20000000)",
            "V.Resize([])",
            "V.Resize(True)",
        ],
        "rgb",
    ),
    (
        [
            "V.CenterCrop((10, 12))",
            "V.CenterCrop(11)",
            "V.CenterCrop((30, 40))",
            "V.CenterCrop([30, 12])",
            "V.CenterCrop((24, 32))",
        ],
        ALL + " tall chw frames one none list " + PIL,
    ),
    (["V.CenterCrop(0)", "V.CenterCrop('a')", "V.CenterCrop((1, 2, 3))", "V.CenterCrop(1.5)"], "rgb"),
    (
        [
            "V.Crop((0, 0), (10, 12))",
            "V.Crop((3, 5), 9)",
            "V.Crop((20, 5), (9, 9))",
            "V.Crop((5, 28), (9, 9))",
            "V.Crop([2, 2], [4, 4])",
        ],
        ALL + " one pil frames i32",
    ),
    (
        [
            "V.Crop((-1, 0), (2, 2))",
            "V.Crop((0, 0), 0)",
            "V.Crop(0, 2)",
            "V.Crop((0, 0, 0), 2)",
            "V.Crop((0.5, 0), 2)",
            "V.Crop((0, 0), (2, 2.5))",
        ],
        "rgb",
    ),
    (["V.HorizontalFlip()", "V.VerticalFlip()"], ALL + " " + ODD + " pil"),
    (
        [
            "V.ToTensor()",
            "V.ToTensor('float32')",
            "V.ToTensor(np.float64)",
            "V.ToTensor(np.uint8)",
            "V.ToTensor(ms.float16)",
            "V.ToTensor(ms.int32)",
        ],
        ALL + " " + ODD + " " + PIL,
    ),
    (["V.ToTensor('a')", "V.ToTensor(1)", "V.ToTensor(None)", "V.ToTensor(ms.bool_)"], "rgb"),
    (["V.ToPIL()"], ALL + " " + ODD + " " + PIL),
    (["V.ToNumpy()"], "rgb list " + PIL),
    (
        ["V.ToType(np.float32)", "V.ToType(ms.int32)", "V.ToType('float16')", "V.ToType(np.uint8)"],
        "rgb flt pil zero list text",
    ),
    (["V.ToType(1)", "V.ToType('a')"], "rgb"),
    (
        [
            "V.Pad(3)",
            "V.Pad((1, 2))",
            "V.Pad([1, 2, 3, 4])",
            "V.Pad(3, 7)",
            "V.Pad(3, (9, 8, 7))",
            "V.Pad((2, 0, 0, 5), 1, V.Border.EDGE)",
            "V.Pad(4, padding_mode=V.Border.REFLECT)",
            "V.Pad((4, 3), padding_mode=V.Border.SYMMETRIC)",
            "V.Pad(0)",
        ],
        ALL + " " + PIL + " two u16 i32 f64 one frames",
    ),
    (
        [
            "V.Pad(-1)",
            "V.Pad('a')",
            "V.Pad((1, 2, 3))",
            "V.Pad(1, -1)",
            "V.Pad(1, 256)",
            "V.Pad(1, (1, 2))",
            "V.Pad(1, 0, 'edge')",
            "V.Pad(1.0)",
            "V.Pad(30, 0, V.Border.REFLECT)",
            "V.Pad(30, 0, V.Border.SYMMETRIC)",
        ],
        "rgb pil",
    ),
    (
        [
            "V.PadToSize(40)",
            "V.PadToSize((30, 45))",
            "V.PadToSize((30, 45), 2)",
            "V.PadToSize((30, 45), (1, 3))",
            "V.PadToSize([30, 45], [0, 0], 9)",
            "V.PadToSize((30, 45), None, (1, 2, 3))",
            "V.PadToSize((30, 45), (1, 3), 5, V.Border.EDGE)",
            "V.PadToSize((30, 45), None, 5, V.Border.REFLECT)",
            "V.PadToSize((30, 45), None, 5, V.Border.SYMMETRIC)",
            "V.PadToSize((24, 33))",
        ],
        ALL + " pil two i32 f64",
    ),
    (
        [
            "V.PadToSize(10)",
            "V.PadToSize((30, 45), 20)",
            "V.PadToSize((30, 45), -1)",
            "V.PadToSize('a')",
            "V.PadToSize((1, 2, 3))",
            "V.PadToSize(40, ())",
            "V.PadToSize(40, (1, 2, 3))",
        ],
        "rgb",
    ),
    (
        [
            "V.Rotate(30)",
            "V.Rotate(-45.5)",
            "V.Rotate(90)",
            "V.Rotate(30, V.Inter.BILINEAR)",
            "V.Rotate(30, V.Inter.BICUBIC)",
            "V.Rotate(30, V.Inter.AREA)",
            "V.Rotate(30, V.Inter.BILINEAR, True)",
            "V.Rotate(-45.5, expand=True)",
            "V.Rotate(90, expand=True)",
            "V.Rotate(90, V.Inter.BILINEAR, True)",
            "V.Rotate(20, center=(3, 5))",
            "V.Rotate(20, V.Inter.BILINEAR, False, (3.5, 5))",
            "V.Rotate(20, fill_value=9)",
            "V.Rotate(20, V.Inter.BILINEAR, fill_value=(9, 8, 7))",
            "V.Rotate(400)",
            "V.Rotate(180)",
            "V.Rotate(180, expand=True)",
            "V.Rotate(20, expand=True, center=(3, 5))",
            "V.Rotate(20, V.Inter.PILCUBIC)",
            "V.Rotate(20, V.Inter.ANTIALIAS)",
        ],
        "rgb tall gray rgba flt pil",
    ),
    (["V.Rotate(30)"], ODD + " gray1"),
    (
        [
            "V.Rotate('a')",
            "V.Rotate((1, 2))",
            "V.Rotate(1, 'a')",
            "V.Rotate(1, expand=1)",
            "V.Rotate(1, center=1)",
            "V.Rotate(1, center=(1, 2, 3))",
            "V.Rotate(1, fill_value=-1)",
            "V.Rotate(1, fill_value=(1, 2))",
        ],
        "rgb",
    ),
    (
        [
            f"V.{name}({factor})"
            for name in ("AdjustBrightness", "AdjustContrast", "AdjustSaturation", "AdjustSharpness")
            for factor in ("0", "0.3", "1", "1.7", "2.5")
        ],
        "rgb flt pil pill gray",
    ),
    (
        [
            f"V.{name}(1.3)"
            for name in ("AdjustBrightness", "AdjustContrast", "AdjustSaturation", "AdjustSharpness", "AdjustGamma")
        ]
        + ["V.AdjustHue(0.2)"],
        ODD + " gray1 rgba pilrgba pil1",
    ),
    (
        [
            f"V.{name}({bad})"
            for name in (
                "AdjustBrightness",
                "AdjustContrast",
                "AdjustSaturation",
                "AdjustSharpness",
                "AdjustHue",
                "AdjustGamma",
            )
            for bad in ("-1", "'a'", "None")
        ],
        "rgb",
    ),
    (
        ["V.AdjustHue(0.2)", "V.AdjustHue(-0.37)", "V.AdjustHue(0.5)", "V.AdjustHue(0)", "V.AdjustHue(-0.5)"],
        "rgb flt pil pill gray tall wide",
    ),
    (["V.AdjustHue(0.6)"], "rgb"),
    (
        [
            "V.AdjustGamma(1.7)",
            "V.AdjustGamma(0.4, 1.3)",
            "V.AdjustGamma(0)",
            "V.AdjustGamma(2, 0.5)",
            "V.AdjustGamma(1, -1)",
        ],
        "rgb flt pil pill gray rgba",
    ),
    (
        [
            "V.AutoContrast()",
            "V.AutoContrast(10.0)",
            "V.AutoContrast(5.0, [10, 20])",
            "V.AutoContrast(0.0, 250)",
            "V.AutoContrast(49)",
            "V.AutoContrast(cutoff=30.0, ignore=(10, 240))",
        ],
        "rgb tall gray gray1 flt pil pill rgba",
    ),
    (
        [
            "V.AutoContrast(-1.0)",
            "V.AutoContrast(50.0)",
            "V.AutoContrast('a')",
            "V.AutoContrast(1.0, 256)",
            "V.AutoContrast(1.0, [1.5])",
            "V.AutoContrast(1.0, 'a')",
        ],
        "rgb",
    ),
    (["V.Equalize()"], "rgb tall gray gray1 flt rgba pil pill one"),
    (["V.Invert()"], "rgb gray gray1 flt rgba pil pill pilrgba one i32"),
    (
        ["V.Posterize(0)", "V.Posterize(1)", "V.Posterize(4)", "V.Posterize(8)", "V.Posterize(9)", "V.Posterize(1.5)"],
        "rgb gray gray1 flt pil i32",
    ),
    (
        [
            "V.Solarize(100)",
            "V.Solarize((50, 200))",
            "V.Solarize([0, 255])",
            "V.Solarize(0)",
            "V.Solarize((200, 50))",
            "V.Solarize(256)",
            "V.Solarize('a')",
            "V.Solarize(1.5)",
        ],
        "rgb gray gray1 rgba flt pil",
    ),
    (
        [
            "V.GaussianBlur(3)",
            "V.GaussianBlur(5, 1.5)",
            "V.GaussianBlur((3, 7), (1.0, 2.0))",
            "V.GaussianBlur([3, 5])",
            "V.GaussianBlur(3, 0)",
            "V.GaussianBlur(1)",
        ],
        ALL + " i16 i32 f64 u16 pil one two",
    ),
    (
        [
            "V.GaussianBlur(2)",
            "V.GaussianBlur(0)",
            "V.GaussianBlur((3, 5, 7))",
            "V.GaussianBlur(3, -1)",
            "V.GaussianBlur(3.0)",
            "V.GaussianBlur(3, (1, 2, 3))",
        ],
        "rgb",
    ),
    (["V.Grayscale()", "V.Grayscale(3)", "V.Grayscale(2)", "V.Grayscale('a')"], PIL + " rgb gray"),
    (
        [
            f"V.ConvertColor(V.ConvertMode.{mode})"
            for mode in (
                "COLOR_BGR2BGRA",
                "COLOR_BGRA2BGR",
                "COLOR_BGR2RGBA",
                "COLOR_RGBA2BGR",
                "COLOR_BGR2RGB",
                "COLOR_BGRA2RGBA",
                "COLOR_BGR2GRAY",
                "COLOR_RGB2GRAY",
                "COLOR_GRAY2BGR",
                "COLOR_GRAY2BGRA",
                "COLOR_BGRA2GRAY",
                "COLOR_RGBA2GRAY",
            )
        ],
        "rgb gray gray1 rgba flt pil i32",
    ),
    (["V.ConvertColor(4)", "V.ConvertColor('a')"], "rgb"),
    (
        [
            "V.FiveCrop((10, 12))",
            "V.FiveCrop(9)",
            "V.FiveCrop(30)",
            "V.FiveCrop(0)",
            "V.TenCrop((10, 12))",
            "V.TenCrop(9, True)",
            "V.TenCrop(9, 1)",
        ],
        "pil pill rgb",
    ),
    (
        [
            "V.SlicePatches(2, 3)",
            "V.SlicePatches(5, 7)",
            "V.SlicePatches(5, 7, V.SliceMode.DROP)",
            "V.SlicePatches(5, 3, V.SliceMode.PAD, 200)",
            "V.SlicePatches()",
            "V.SlicePatches(0, 1)",
            "V.SlicePatches(30, 1, V.SliceMode.DROP)",
        ],
        "rgb gray gray1 flt pil",
    ),
    (
        [
            f"V.ResizedCrop(2, 3, 12, 15, (10, 20), V.Inter.{mode})"
            for mode in ("NEAREST", "BILINEAR", "BICUBIC", "AREA", "PILCUBIC", "ANTIALIAS")
        ]
        + [
            "V.ResizedCrop(0, 0, 10, 10, 20)",
            "V.ResizedCrop(15, 0, 12, 10, (20, 20))",
            "V.ResizedCrop(-1, 0, 1, 1, 2)",
            "V.ResizedCrop(0, 0, 0, 1, 2)",
        ],
        "rgb gray flt pil tall",
    ),
    (
        [
            "V.Erase(2, 3, 10, 12)",
            "V.Erase(2, 3, 10, 12, 7)",
            "V.Erase(2, 3, 10, 12, (9, 8, 7))",
            "V.Erase(2, 3, 10, 12, 300.0)",
            "V.Erase(20, 3, 10, 12)",
            "V.Erase(-1, 3, 10, 12)",
            "V.Erase(2, 3, 0, 12)",
            "V.Erase(2, 3, 4, 5, 1, True)",
            "V.Erase(2, 3, 4, 5, (1, 2))",
        ],
        "rgb gray flt pil",
    ),
    (
        [
            f"V.Affine({args})"
            for args in (
                "15, [0.1, -0.2], 1.1, [1.0, 1.0]",
                "0, (0, 0), 1, 0",
                "-30.5, (0.0, 0.1), 0.7, 12, V.Inter.BILINEAR",
                "10, (0.2, 0.1), 1.4, (5, -9), V.Inter.BICUBIC, 50",
                "10, (0.2, 0.1), 1.4, (5, -9), V.Inter.AREA, (50, 60, 70)",
                "10, (0.2, 0.1), 1.4, (5, 3, 2, 1)",
                "10, (2, 0), 1.0, 0",
                "10, (0, 0), 0, 0",
                "'a', (0, 0), 1, 0",
            )
        ],
        "rgb tall gray flt pil rgba",
    ),
    (
        [
            f"V.Perspective([[0, 0], [31, 0], [31, 23], [0, 23]], [[2, 3], [28, 1], [30, 20], [1, 22]], V.Inter.{mode})"
            for mode in ("NEAREST", "BILINEAR", "BICUBIC", "AREA", "PILCUBIC", "ANTIALIAS")
        ]
        + [
            "V.Perspective([[0, 0]], [[0, 0]])",
            "V.Perspective(0, 0)",
            "V.Perspective([[0, 0], [31, 0], [31, 23], [0, 23]], [[2, 3], [28, 1], [30, 20], [1, 22]])",
        ],
        "rgb gray flt pil pill rgba",
    ),
    (
        ["V.RgbToHsv()", "V.RgbToHsv(True)", "V.HsvToRgb()", "V.HsvToRgb(True)", "V.RgbToHsv(1)"],
        "rgb flt chw fchw pil gray batch",
    ),
    (["V.LinearTransformation(np.arange(144).reshape(12, 12) / 50, np.arange(12) / 10)"], "flt"),
    (
        [
            "(lambda x: V.LinearTransformation(np.arange(144).reshape(12, 12) / 50, np.arange(12) / 10)(x[:, :2, :2].copy()))"
        ],
        "fchw",
    ),
    (
        [
            "V.LinearTransformation(np.ones((3, 2)), np.ones(3))",
            "V.LinearTransformation(np.ones((3, 3)), np.ones(2))",
            "V.LinearTransformation([[1]], [1])",
        ],
        "flt",
    ),
    (
        [
            "V.MixUpBatch(0)",
            "V.MixUpBatch(-1)",
            "V.MixUpBatch('a')",
            "V.CutMixBatch(1)",
            "V.CutMixBatch(V.ImageBatchFormat.NHWC, -1)",
            "V.CutMixBatch(V.ImageBatchFormat.NHWC, 1, 2)",
            "V.MixUp(0, 1)",
            "V.MixUp(1, -1)",
        ],
        "rgb",
    ),
    (["V.get_image_num_channels", "V.get_image_size"], "rgb gray gray1 chw pil pill pilrgba frames one list"),
    (
        [
            "(lambda x: V.Decode()(V.encode_png(x)))",
            "(lambda x: V.Decode()(V.encode_jpeg(x)))",
            "(lambda x: V.Decode()(V.encode_jpeg(x, 30)))",
            "(lambda x: V.Decode()(V.encode_png(x, 0)))",
            "(lambda x: V.encode_jpeg(x, 0))",
            "(lambda x: V.encode_png(x, 10))",
        ],
        "rgb gray gray1 rgba flt list",
    ),
    (
        [
            f"(lambda _: V.read_image(str(IMAGES / '{name}'){mode}))"
            for name in (
                "rgb.jpg",
                "gray.jpg",
                "turned.jpg",
                "rgb.png",
                "gray.png",
                "rgba.png",
                "palette.png",
                "gray16.png",
                "rgb.bmp",
                "none.png",
            )
            for mode in ("", ", V.ImageReadMode.COLOR", ", V.ImageReadMode.GRAYSCALE")
        ],
        "none",
    ),
    (
        [
            "(lambda _: V.read_file(str(IMAGES / 'rgb.png')))",
            "(lambda _: V.read_file('none'))",
            "(lambda _: V.read_file(1))",
        ],
        "none",
    ),
]


def cases():
    for expressions, names in CASES:
        for expression in expressions:
            for name in dict.fromkeys(names.split()):
                yield expression, name


# Random transforms: each is called three times on each input, the seed set once; `eager`, and in a `map` with one worker.
SEEDS = (1, 58)
RANDOM = [
    (
        [
            "V.RandomHorizontalFlip()",
            "V.RandomHorizontalFlip(0.2)",
            "V.RandomVerticalFlip()",
            "V.RandomVerticalFlip(0.8)",
        ],
        "rgb gray flt pil pill",
    ),
    (
        [
            "V.RandomCrop(12)",
            "V.RandomCrop((10, 20))",
            "V.RandomCrop((12, 12), 4)",
            "V.RandomCrop((20, 20), (1, 2, 3, 4), fill_value=9)",
            "V.RandomCrop((30, 40), pad_if_needed=True)",
            "V.RandomCrop((20, 20), [2, 3], True, (1, 2, 3), V.Border.REFLECT)",
            "V.RandomCrop((24, 32))",
            "V.RandomCrop((30, 40))",
            "V.RandomCrop((26, 30), 3, padding_mode=V.Border.SYMMETRIC)",
            "V.RandomCrop((30, 60), 4, True, padding_mode=V.Border.EDGE)",
        ],
        "rgb gray flt pil tall",
    ),
    (
        [
            "V.RandomResizedCrop(12)",
            "V.RandomResizedCrop((10, 20))",
            "V.RandomResizedCrop((16, 16), (0.3, 0.6), (0.5, 2.0), V.Inter.BICUBIC, 5)",
            "V.RandomResizedCrop(9, interpolation=V.Inter.NEAREST)",
            "V.RandomResizedCrop(9, (1.5, 2.0), (3.0, 3.0), max_attempts=2)",
            "V.RandomResizedCrop(9, (0.9, 1.0), (0.1, 0.1))",
            "V.RandomResizedCrop(9, interpolation=V.Inter.AREA)",
            "V.RandomResizedCrop(9, interpolation=V.Inter.ANTIALIAS)",
        ],
        "rgb gray flt pil tall",
    ),
    (
        [
            "V.RandomCropDecodeResize(12)",
            "V.RandomCropDecodeResize((30, 40), (0.5, 0.9))",
            "V.RandomCropDecodeResize(16, interpolation=V.Inter.BICUBIC)",
        ],
        "jpg jpg444 jpggray png pngrgba rgb jpgexif",
    ),
    (
        [
            "V.RandomRotation(30)",
            "V.RandomRotation((10, 80))",
            "V.RandomRotation((10, 80), V.Inter.BILINEAR, fill_value=(9, 8, 7))",
            "V.RandomAffine((10, 30), resample=V.Inter.BILINEAR, fill_value=(9, 8, 7))",
            "V.RandomRotation(45.5, V.Inter.BILINEAR, True)",
            "V.RandomRotation((-20, 20), V.Inter.BICUBIC, center=(3, 4), fill_value=7)",
        ],
        "rgb gray flt pil",
    ),
    (
        [
            "V.RandomColorAdjust(0.4)",
            "V.RandomColorAdjust(contrast=0.5)",
            "V.RandomColorAdjust(saturation=(0.2, 1.5))",
            "V.RandomColorAdjust(hue=0.3)",
            "V.RandomColorAdjust(0.4, 0.4, 0.4, 0.1)",
            "V.RandomColorAdjust((0.5, 1), (0.4, 1), (0.3, 1), (-0.2, 0.1))",
            "V.RandomColorAdjust()",
        ],
        "rgb flt pil pill",
    ),
    (["V.RandomResize((10, 20))", "V.RandomResize(15)"], "rgb gray tall pil"),
    (["V.RandomGrayscale()", "V.RandomGrayscale(0.6)"], "pil pill rgb"),
    (
        [
            "V.RandomErasing()",
            "V.RandomErasing(0.9, value=(1, 2, 3))",
            "V.RandomErasing(1.0, value='random')",
            "V.RandomErasing(1.0, (0.1, 0.2), (1, 2), 0.5, True)",
            "V.RandomErasing(1.0, (0.9, 1.0), (3.0, 3.3), max_attempts=2)",
        ],
        "fchw chw pil rgb",
    ),
    (["V.CutOut(8)", "V.CutOut(5, 3)", "V.CutOut(50)", "V.CutOut(5, 2, False)"], "rgb gray gray1 chw flt pil"),
    (
        [
            "V.RandomAffine(15)",
            "V.RandomAffine((10, 30), (0.1, 0.2))",
            "V.RandomAffine(15, (-0.1, 0.1, -0.2, 0.2), (0.8, 1.2))",
            "V.RandomAffine(15, (0.1, 0.1), (0.8, 1.2), 10, V.Inter.BILINEAR, 7)",
            "V.RandomAffine(0, shear=(1, 9, 2, 8), resample=V.Inter.BICUBIC)",
            "V.RandomAffine(5, shear=(1, 9))",
        ],
        "rgb gray flt pil",
    ),
    (
        ["V.RandomPerspective()", "V.RandomPerspective(0.7, 1.0)", "V.RandomPerspective(0.3, 0.8, V.Inter.BILINEAR)"],
        "pil pill rgb",
    ),
    (
        [
            "V.RandomSharpness()",
            "V.RandomSharpness((0.2, 1.0))",
            "V.RandomSharpness((1, 1))",
            "V.RandomColor()",
            "V.RandomColor((0.2, 3.0))",
            "V.RandomColor((1, 1))",
        ],
        "rgb gray flt pil pill",
    ),
    (
        [
            "V.RandomPosterize()",
            "V.RandomPosterize((2, 6))",
            "V.RandomPosterize(4)",
            "V.RandomSolarize()",
            "V.RandomSolarize((50, 100))",
            "V.RandomEqualize()",
            "V.RandomEqualize(0.9)",
            "V.RandomInvert()",
            "V.RandomInvert(0.9)",
            "V.RandomAutoContrast()",
            "V.RandomAutoContrast(10.0, [5], 0.9)",
            "V.RandomAdjustSharpness(2.0)",
            "V.RandomAdjustSharpness(0.3, 0.9)",
        ],
        "rgb gray flt pil",
    ),
    (["V.RandomLighting()", "V.RandomLighting(0.5)"], "rgb gray flt pil pill"),
    (
        [
            "V.RandomSelectSubpolicy([[(V.RandomRotation((45, 45)), 0.5), (V.RandomVerticalFlip(), 0.7)], [(V.RandomColorAdjust(0.4), 1), (V.Invert(), 0.3)]])",
            "V.UniformAugment([V.RandomVerticalFlip(), V.RandomColorAdjust(0.4), V.Invert(), V.Equalize()])",
            "V.UniformAugment([V.RandomHorizontalFlip(0.7), V.Invert(), V.Equalize()], 3)",
        ],
        "rgb pil",
    ),
    (
        [
            "T.RandomApply([V.RandomHorizontalFlip(), V.Invert()])",
            "T.RandomApply([V.Invert()], 0.9)",
            "T.RandomChoice([V.Invert(), V.HorizontalFlip(), V.Equalize(), V.CenterCrop(9)])",
            "T.RandomOrder([V.Invert(), V.HorizontalFlip(), V.CenterCrop(19), V.Posterize(3)])",
            "T.Compose([V.RandomCrop(12), V.RandomHorizontalFlip(), V.Rescale(1 / 255, 0), V.HWC2CHW()])",
            "T.Compose([V.ToPIL(), V.RandomCrop(12), V.RandomHorizontalFlip(), V.ToTensor()])",
        ],
        "rgb pil",
    ),
]


def random_cases():
    for expressions, names in RANDOM:
        for expression in expressions:
            for name in names.split():
                yield expression, name


# Batches with their labels, called three times after a seed; then with other images.
BATCH_SEEDS = (1, 58, 7)
BATCHED = [
    "V.MixUpBatch()", "V.MixUpBatch(0.4)", "V.MixUpBatch(2.5)", "V.MixUp(4, 0.5)", "V.MixUp(4, 2, True)", "V.MixUp(4, 0.5, False)",
]  # fmt: skip
REFUSED_BATCHES = [
    ("V.MixUpBatch()", ["batch"]), ("V.MixUpBatch()", ["rgb", "labels"]), ("V.MixUpBatch()", ["batch", "one"]),
    ("V.CutMixBatch(V.ImageBatchFormat.NHWC)", ["batch"]), ("V.CutMixBatch(V.ImageBatchFormat.NCHW)", ["batch", "labels"]),
]  # fmt: skip


def batch_results(expression, given, seed, names):
    names["ms"].set_seed(seed)
    transform = eval(expression, names)
    images, labels = given["batch"], given["labels"]
    return [fingerprint(transform(*pair)) for pair in ((images, labels), (255 - images, labels), (images // 2, labels))]


# Automatic augmentation, once for each of many seeds.
AUTOMATIC = [
    "V.RandAugment(1)", "V.RandAugment()", "V.RandAugment(3, 25, 31)", "V.RandAugment(1, 5, 11, V.Inter.BILINEAR, 20)",
    "V.TrivialAugmentWide()", "V.TrivialAugmentWide(21, V.Inter.BILINEAR, (9, 8, 7))",
    "V.AutoAugment()", "V.AutoAugment(V.AutoAugmentPolicy.CIFAR10)", "V.AutoAugment(V.AutoAugmentPolicy.SVHN, V.Inter.BILINEAR, (9, 8, 7))",
]  # fmt: skip
AUTOMATIC_SEEDS = range(1, 41)
AUTOMATIC_REFUSED = [
    (expression, name)
    for expression in ("V.RandAugment()", "V.TrivialAugmentWide()")
    for name in ("gray", "flt", "rgba", "list")
] + [("V.AutoAugment()", name) for name in ("gray", "rgba", "list")] + [
    (expression, "rgb")
    for expression in ("V.RandAugment(-1)", "V.RandAugment(1, 31)", "V.RandAugment(1, 1, 1)", "V.RandAugment('a')", "V.AutoAugment(1)", "V.AutoAugment(fill_value='a')", "V.TrivialAugmentWide(1)", "V.TrivialAugmentWide('a')")
]  # fmt: skip

# transforms of images with boxes: x, y, width, height
BOXES = {
    "some": np.array([[2, 3, 10, 8], [20, 1, 6, 4], [0, 0, 32, 24], [25.5, 15.25, 4, 4]], np.float32),
    "one": np.array([[5, 6, 7, 8]], np.float32),
    "more": np.array([[1, 1, 1, 1, 9], [2, 2, 3, 4, 7]], np.float32),
    "flat": np.array([[1, 1, 0, 3]], np.float32),
    "none": np.zeros((0, 4), np.float32),
    "three": np.ones((2, 3), np.float32),
    "vector": np.ones(4, np.float32),
    "outside": np.array([[1, 1, 40, 3]], np.float32),
    "little": np.array([[1, 1, 31.5, 3]], np.float32),
    "before": np.array([[-1, 1, 3, 3]], np.float32),
    "f64": np.array([[1, 1, 2, 3]], np.float64),
    "ints": np.array([[1, 1, 2, 3]], np.int32),
}
BOX_SEEDS = (1, 2, 3, 58)
WITH_BOXES = [
    "V.RandomHorizontalFlipWithBBox()", "V.RandomVerticalFlipWithBBox(0.6)", "V.ResizeWithBBox((10, 17))", "V.ResizeWithBBox(13, V.Inter.NEAREST)", "V.RandomResizeWithBBox(13)", "V.RandomResizeWithBBox((9, 40))", "V.RandomCropWithBBox(8)", "V.RandomCropWithBBox((5, 9), (1, 2, 3, 4))",
    "V.RandomCropWithBBox((30, 35), None, True)", "V.RandomCropWithBBox(4, padding=6, padding_mode=V.Border.EDGE)", "V.RandomCropWithBBox((30, 35))", "V.RandomResizedCropWithBBox(8)", "V.RandomResizedCropWithBBox((9, 7), (0.1, 0.2), (0.5, 2), V.Inter.NEAREST, 3)",
    "V.BoundingBoxAugment(V.HorizontalFlip(), 0.5)", "V.BoundingBoxAugment(V.RandomRotation(90), 1)", "V.BoundingBoxAugment(V.RandomCrop(3), 0.4)", "V.BoundingBoxAugment(T.Fill(9), 0.3)", "V.BoundingBoxAugment(V.Invert())",
]  # fmt: skip
BOXES_REFUSED = [
    "V.BoundingBoxAugment(3)", "V.BoundingBoxAugment(V.Invert(), 2)", "V.BoundingBoxAugment(V.Invert(), 'a')", "V.BoundingBoxAugment(V.ToPIL())", "V.BoundingBoxAugment(lambda x: x, 1)", "V.RandomHorizontalFlipWithBBox(2)", "V.RandomHorizontalFlipWithBBox('a')",
    "V.ResizeWithBBox(0)", "V.ResizeWithBBox(3, 1)", "V.RandomCropWithBBox(-1)", "V.RandomResizedCropWithBBox(3, (2, 1))", "V.ResizeWithBBox((3, 4), V.Inter.ANTIALIAS)",
]  # fmt: skip


def box_cases():
    """Expression, image, boxes, seed."""
    for expression in WITH_BOXES:
        for image, boxes in (("rgb", "some"), ("rgb", "more"), ("gray", "one"), ("flt", "some"), ("gray1", "flat")):
            yield from ((expression, image, boxes, seed) for seed in BOX_SEEDS)
    for boxes in ("none", "three", "vector", "outside", "little", "before", "f64", "ints"):
        yield from (
            (expression, "rgb", boxes, 1) for expression in ("V.RandomVerticalFlipWithBBox(1)", "V.ResizeWithBBox(7)")
        )
    yield from ((expression, "rgb", "some", 1) for expression in BOXES_REFUSED)
    yield from ((expression, "two", "some", 1) for expression in WITH_BOXES)
