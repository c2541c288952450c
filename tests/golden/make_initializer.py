"""Record initial values, fans, gains and refusals of initializers; run with a Python that has the real MindSpore:

python tests/golden/make_initializer.py
"""

import json
import pathlib
import zlib

# (initializer or its name, shape, dtype): expressions that the test evaluates as well
VALUES = """
"zeros", (2, 3), "float32"
"zero", (), "int32"
"ones", (2,), "float16"
"ones", (3,), "bool_"
"one", (3,), "bfloat16"
"ones", (2,), "complex64"
3, (2, 2), "float32"
2.7, (2,), "int32"
-1.5, (2,), "bfloat16"
True, (2,), "float32"
1 + 2j, (2,), "complex128"
Constant(0.1), (3,), "float64"
Constant(5), (2,), "uint8"
"normal", (3, 5), "float32"
"normal", (), "float32"
"normal", (7,), "float64"
"normal", (7,), "float16"
"normal", (7,), "bfloat16"
"normal", (3,), "complex64"
"normal", (3,), "int32"
Normal(0.02, 1.0), (2, 3, 4), "float32"
Normal(sigma=100), (6,), "int32"
Normal(0), (4,), "float32"
Normal(), (70001,), "float32"
"uniform", (3, 5), "float32"
"uniform", 4, "float32"
Uniform(-1), (5,), "float32"
Uniform(300), (5,), "int64"
Uniform(0.5), (300, 300), "float32"
"truncatedNormal", (3, 5), "float32"
TruncatedNormal(1.0), (200, 200), "float32"
TruncatedNormal(1.0, 0.5, -0.25, 2.0), (64,), "float32"
TruncatedNormal(1.0, 0.0, 3.0, 5.0), (64,), "float64"
TruncatedNormal(1.0, 0.0, -20.0, -6.0), (64,), "float32"
TruncatedNormal(1.0, 0.0, -20.0, -15.0), (64,), "float32"
TruncatedNormal(1.0, 0.0, -36.0, -30.0), (64,), "float32"
TruncatedNormal(1.0, 0.0, 6.0, 9.0), (64,), "float32"
TruncatedNormal(0.5, 0.0, 3.0, 2.0), (64,), "float32"
"xavier_uniform", (4, 6), "float32"
XavierUniform(0.5), (4, 6, 3), "float32"
"xaviernormal", (4, 6), "float32"
XavierNormal(2.0), (4, 6, 3, 3), "float32"
"he_uniform", (4, 6), "float32"
HeUniform(5**0.5), (4, 6), "float32"
HeUniform(0, "fan_out", "relu"), (4, 6, 3, 3), "float32"
HeUniform(nonlinearity="tanh"), (4, 6), "float16"
"heNormal", (4, 6), "float32"
HeNormal(0.1, "fan_out"), (4, 6), "float32"
HeNormal(mode="fan_in", nonlinearity="sigmoid"), (4, 6), "float32"
VarianceScaling(), (4, 6), "float32"
VarianceScaling(2.0, "fan_out", "untruncated_normal"), (4, 6), "float32"
VarianceScaling(2.0, "fan_avg", "uniform"), (4, 6), "float32"
VarianceScaling(0.5, "fan_out", "truncated_normal"), (4, 6, 3), "float32"
"identity", (3, 3), "float32"
"identity", (3, 5), "int32"
"dirac", (4, 2, 3), "float32"
Dirac(groups=2), (6, 4, 3, 3), "float32"
Dirac(2), (4, 3, 2, 3, 4), "float16"
"orthogonal", (3, 5), "float32"
Orthogonal(2.0), (5, 3), "float32"
Orthogonal(), (4, 2, 3), "float32"
Sparse(0.5), (5, 3), "float32"
Sparse(0.3, 1.0), (4, 2), "float32"
Sparse(0), (4, 2), "float32"
Sparse(1), (4, 2), "float32"
""".strip().splitlines()

ERRORS = """
drawn("normal", (2, 0))
drawn("normal", (2, -1))
drawn("normal", (2.0,))
drawn("nope", (2,))
drawn([1], (2,))
drawn(None, (2,))
drawn(Normal, (2,))
drawn("sparse", (2, 2))
drawn(Initializer(), (2,))
drawn(Constant("a"), (2,))
drawn(Constant(np.arange(2)), (2,))
drawn(Normal(-1), (2,))
drawn(TruncatedNormal(-1), (2,))
drawn("he_uniform", (3,))
drawn("he_normal", (3,))
drawn("xavier_uniform", (3,))
drawn("xavier_normal", ())
drawn(VarianceScaling(), (3,))
drawn(XavierNormal(-1), (3, 3))
drawn(HeNormal(mode="x"), (3, 4))
drawn(HeUniform(nonlinearity="x"), (3, 4))
drawn(HeUniform(negative_slope=True), (3, 4))
drawn("identity", (2,))
drawn("identity", (2, 2, 2))
drawn(Sparse(0.5), (2,))
drawn("dirac", (4, 2))
drawn(Dirac(3), (4, 2, 3))
drawn("orthogonal", (3,))
VarianceScaling(0)
VarianceScaling(mode="x")
VarianceScaling(distribution="truncated_norm")
Constant()
Sparse()
_calculate_fan_in_and_fan_out((4,))
_calculate_correct_fan((4, 5), "x")
_calculate_gain("selu")
_calculate_gain("leaky_relu", "a")
""".strip().splitlines()

FIGURES = """
_calculate_fan_in_and_fan_out((4, 5))
_calculate_fan_in_and_fan_out((4, 5, 3))
_calculate_fan_in_and_fan_out((4, 5, 3, 2, 7))
_calculate_correct_fan((4, 5), "fan_in")
_calculate_correct_fan((4, 5, 3), "FAN_OUT")
_calculate_gain("relu")
_calculate_gain("tanh")
_calculate_gain("sigmoid")
_calculate_gain("linear")
_calculate_gain("conv2d")
_calculate_gain("conv_transpose3d")
_calculate_gain("leaky_relu")
_calculate_gain("leaky_relu", 0.2)
_calculate_gain("leaky_relu", 1)
Normal()._kwargs
TruncatedNormal()._kwargs
HeUniform()._kwargs
XavierNormal()._kwargs
VarianceScaling()._kwargs
Constant(3)._kwargs
sorted(_INITIALIZER_ALIAS)
sorted(initializer_module.__all__)
""".strip().splitlines()

SEED = 3


def described(array):
    """Small arrays in full, large ones by a checksum of their bytes."""
    if array.size > 64:
        return {"shape": list(array.shape), "crc32": zlib.crc32(array.tobytes())}
    parts = [array.real, array.imag] if array.dtype.kind == "c" else [array]
    return {"shape": list(array.shape), "values": [float(x) for part in parts for x in part.ravel()]}


if __name__ == "__main__":
    import mindspore
    import numpy as np
    from mindspore.common import initializer as initializer_module

    def drawn(init, shape, dtype="float32"):
        mindspore.set_seed(SEED)
        tensor = initializer_module.initializer(init, shape, getattr(mindspore, dtype)).init_data()
        return tensor.asnumpy()

    scope = {**vars(initializer_module), "np": np, "drawn": drawn, "initializer_module": initializer_module}
    record = {"values": {}, "errors": {}, "figures": {}}
    for text in VALUES:
        value = drawn(*eval(text, scope))
        # the next number of numpy's generator shows that as much was taken from it
        record["values"][text] = described(value) | {"next": float(np.random.rand())}
    for text in ERRORS:
        try:
            eval(text, scope)
            record["errors"][text] = None
        except Exception as error:
            record["errors"][text] = type(error).__name__
    for text in FIGURES:
        record["figures"][text] = repr(eval(text, scope))
    pathlib.Path(__file__).with_name("initializer.json").write_text(json.dumps(record, indent=0) + "\n")
