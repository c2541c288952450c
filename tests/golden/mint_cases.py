"""The cases of `mindspore.mint` that MindSpore's CPU build computes: see `ops_cases` for what a line means.

`make_mint.py` asks the real MindSpore for the answers. What it refuses for want of a kernel is tested against numpy instead.
"""

FLOATS = """
abs acos? acosh* arccos? arcsin? arctan arctanh? atanh? ceil cos cosh exp exp2 expm1 floor isfinite isinf isnan isneginf log+
log1p+ neg negative reciprocal+ round rsqrt+ sigmoid sign sin sinh sqrt+ square tan tanh nan_to_num erf
""".split()
INTEGERS = "abs neg sign square sqrt+ logical_not round isfinite".split()
PAIRS = """
add sub mul div eq ne lt le gt ge greater greater_equal less less_equal not_equal maximum minimum fmod remainder pow
logical_and logical_or logical_xor xlogy float_power
""".split()
FLAVOURS = {"+": "+", "?": "u", "*": "p"}

CASES = """
mint.add(x, y, alpha=2) | x=f4(2,3) y=f4(3)
mint.add(x, 2, alpha=3) | x=i4(3)
mint.add(1, x) | x=f4(3)
x.add(2, alpha=3) | x=i4(3)
x.sub(2, alpha=3) | x=i4(3)
mint.sub(x, y, alpha=2) | x=f4(2,3) y=f4(3)
mint.sub(x, y, alpha=2) | x=i4(3) y=f4(3)
mint.mul(x, 2.5) | x=i4(3)
mint.div(x, y, rounding_mode='up') | x=f4(3) y=f4(3)
mint.clamp(x, -1, 1) | x=f4(5)
mint.clamp(x, min=0.5) | x=f4(5)
mint.clamp(x, y, z) | x=f4(5) y=f4(5) z=f4+(5)
mint.clamp(x, min=y, max=5) | x=f4(5) y=f4(5)
mint.clamp(x) | x=f4(5)
mint.lerp(x, y, 0.5) | x=f4(3) y=f4(3)
mint.where(x > 0, x, 0) | x=f4(2,3)
mint.where(x > 0, x, y) | x=f4(2,3) y=f4(3)
mint.where(x > 0, 1.0, 2.0) | x=f4(5)
mint.isclose(x, y) | x=f4t(9) y=f4t(9)
mint.allclose(x, x) | x=f4(3)
mint.allclose(x, y) | x=f4(3) y=f4+(3)
mint.bitwise_and(x, y) | x=i4(5) y=i4(5)
mint.sum(x) | x=f4(2,3)
mint.sum(x, 1) | x=f4(2,3)
mint.sum(x, dim=(0, 1), keepdim=True) | x=i4(2,3)
mint.sum(x, dtype=ms.float16) | x=f4(2,3)
mint.sum(x) | x=b1(5)
mint.sum(x, dim=3) | x=f4(2,3)
mint.mean(x) | x=f4(2,3)
mint.mean(x, dim=0, keepdim=True) | x=f4(2,3)
mint.mean(x, dtype=ms.float16) | x=f4(2,3)
mint.mean(x) | x=i4(5)
mint.mean(x) | x=b1(5)
mint.prod(x) | x=f4(2,3)
mint.prod(x, 1) | x=f4(2,3)
mint.prod(x) | x=i4(4)
mint.nansum(x) | x=f4n(9)
mint.max(x) | x=f4(2,3)
mint.max(x, 1) | x=f4(2,3)
mint.max(x, dim=1, keepdim=True) | x=f4(2,3)
mint.max(x, y) | x=f4(2,3) y=f4(2,3)
mint.max(x, dim=3) | x=f4(2,3)
mint.max(x) | x=i4(5)
mint.min(x) | x=f4(2,3)
mint.min(x, 0) | x=f4(2,3)
mint.min(x, y) | x=f4(2,3) y=f4(2,3)
mint.amax(x) | x=f4(2,3)
mint.amax(x, (0, 1)) | x=f4t(2,3)
mint.amin(x, 1, True) | x=f4(2,3)
mint.any(x > 0, dim=1) | x=f4(2,3)
mint.any(x > 0, 1, True) | x=f4(2,3)
mint.any(x) | x=b1(5)
mint.all(x > 0) | x=f4(2,3)
mint.all(x > 0, dim=1) | x=f4(2,3)
mint.cumprod(x, 0) | x=f4(2,3)
mint.cummax(x, 0) | x=f4(3,2)
mint.diff(x) | x=f4(2,4)
mint.diff(x, dim=0) | x=i4(3,2)
mint.unique_consecutive(x, return_inverse=True, return_counts=True) | x=i4(9)
mint.searchsorted(x, y) | x=sf4(5) y=f4(3)
mint.narrow(x, 1, 1, 2) | x=f4(2,4)
mint.narrow(x, 0, 0, 5) | x=f4(2,4)
mint.split(x, 2, dim=1) | x=f4(2,3)
mint.split(x, [1, 2], dim=1) | x=f4(2,3)
mint.split(x, 0) | x=f4(3)
mint.chunk(x, 2, dim=1) | x=f4(2,3)
mint.chunk(x, 0) | x=f4(3)
mint.squeeze(x, 0) | x=f4(1,2,1)
mint.squeeze(x, 1) | x=f4(1,2,1)
mint.squeeze(x, (0, 1, 2)) | x=f4(1,2,1)
mint.squeeze(x, 4) | x=f4(1,2,1)
mint.unsqueeze(x, -1) | x=f4(2,3)
mint.transpose(x, 0, 1) | x=f4(2,3)
mint.transpose(x, 0, 4) | x=f4(2,3)
mint.permute(x, (1, 0)) | x=f4(2,3)
mint.permute(x, (0, 1)) | x=f4(3)
mint.swapaxes(x, 0, 1) | x=f4(2,3)
mint.flatten(x) | x=f4(2,3)
mint.flatten(x, 1) | x=f4(2,3,2)
mint.flatten(x, 0, 1) | x=f4(2,3,2)
mint.flatten(x, 4) | x=f4(3)
mint.reshape(x, (3, -1)) | x=f4(2,3)
mint.reshape(x, (4,)) | x=f4(2,3)
mint.t(x) | x=f4(2,3)
mint.cat((x, y)) | x=f4(2,3) y=f4(1,3)
mint.cat((x, y), dim=-1) | x=f4(2,3) y=f4(2,1)
mint.cat(()) |
mint.cat((x, y)) | x=f4(3) y=f4(1,3)
mint.gather(x, 1, Tensor([[0, 1], [1, 0]])) | x=f4(2,3)
mint.gather(x, 3, Tensor([[0, 1], [1, 0]])) | x=f4(2,3)
mint.select(x, 1, 0) | x=f4(2,3)
mint.select(x, 0, 3) | x=f4(2,3)
mint.select(x, 2, 0) | x=f4(2,3)
mint.masked_select(x, x > 0) | x=f4(2,3)
mint.scatter(x, 1, Tensor([[0, 1], [1, 0]]), 9.0) | x=f4(2,3)
mint.meshgrid(x, y) | x=f4(2) y=f4(3)
mint.meshgrid(x, y, indexing='xy') | x=f4(2) y=f4(3)
mint.meshgrid(x, indexing='zz') | x=f4(2)
mint.unbind(x) | x=f4(2,3)
mint.unbind(x, 1) | x=f4(2,3)
mint.tile(x, (2, 2)) | x=f4(2,3)
mint.broadcast_to(x, (2, 3)) | x=f4(3)
mint.broadcast_to(x, (2,)) | x=f4(3)
mint.flip(x, (0, 1)) | x=f4(2,3)
mint.ravel(x) | x=f4(2,3)
mint.triu(x) | x=f4(3,3)
mint.hstack((x, y)) | x=f4(2) y=f4(3)
mint.zeros((2, 3)) |
mint.zeros(2, dtype=ms.int32) |
mint.zeros(-1) |
mint.eye(2, 3) |
mint.eye(-1) |
mint.empty(2, 3).shape |
mint.empty((2, 3), dtype=ms.int32).dtype |
mint.matmul(x, y) | x=f4(2,3) y=f4(3,4)
mint.matmul(x, y) | x=f4(3) y=f4(3)
mint.matmul(x, y) | x=f4(2,3) y=f4(2,3)
mint.cdist(x, y) | x=f4(2,3) y=f4(4,3)
mint.cross(x, y) | x=f4(2,3) y=f4(2,3)
mint.special.round(x) | x=f4(5)
mint.special.expm1(x) | x=f4(5)
mint.item(x) | x=f4(3)
F.relu(x) | x=f4(2,3)
F.relu(x) | x=i4(5)
F.softmax(x, dim=1) | x=f4(2,3)
F.softmax(x) | x=f4(2,3)
F.softmax(x) | x=f4(4)
F.softmax(x, dim=3) | x=f4(4)
F.glu(x) | x=f4(2,4)
F.silu(x) | x=f4(2,3)
F.sigmoid(x) | x=f4(2,3)
F.tanh(x) | x=f4(2,3)
F.prelu(x, y) | x=f4(2,3) y=f4(3)
F.linear(x, y) | x=f4(2,3) y=f4(4,3)
F.linear(x, y, z) | x=f4(2,3) y=f4(4,3) z=f4(4)
F.linear(x, y) | x=f4(2,3) y=f4(4,2)
F.dropout(x, training=False) | x=f4(2,3)
F.nll_loss(x, Tensor([0, 2])) | x=f4(2,3)
F.nll_loss(x, Tensor([0, 2]), reduction='none') | x=f4(2,3)
F.binary_cross_entropy(mint.sigmoid(x), mint.sigmoid(y), reduction='sum') | x=f4(3) y=f4(3)
F.binary_cross_entropy_with_logits(x, y) | x=f4(3) y=f4+(3)
F.binary_cross_entropy_with_logits(x, y, reduction='none', pos_weight=z) | x=f4(3) y=f4+(3) z=f4+(3)
F.smooth_l1_loss(x, y) | x=f4(5) y=f4(5)
F.smooth_l1_loss(x, y, 'none', 0.5) | x=f4(5) y=f4(5)
F.smooth_l1_loss(x, y, beta=-1.0) | x=f4(5) y=f4(5)
F.group_norm(x, 2) | x=f4(2,4,3)
F.group_norm(x, 2) | x=f4(2,3)
F.flatten(x, 1) | x=f4(2,3,2)
F.pixel_shuffle(x, 2) | x=f4(1,4,2,3)
F.adaptive_max_pool2d(x, 2) | x=f4(1,2,3,3)
F.interpolate(x, size=(2, 2)) | x=f4(1,1,3,3)
F.grid_sample(x, y, align_corners=False) | x=f4(1,1,3,3) y=f4u(1,2,2,2)
"""


def lines():
    """All cases, as (call, {name: spec})."""
    out = []
    for name in FLOATS:
        spec = f"f4{FLAVOURS.get(name[-1], '')}(2,3)"
        out.append(f"mint.{name.rstrip('+?*')}(x) | x={spec}")
    for name in INTEGERS:
        out.append(f"mint.{name.rstrip('+')}(x) | x=i4{'+' if name[-1] == '+' else ''}(5)")
    for name in PAIRS:
        out += [
            f"mint.{name}(x, y) | x=f4+(2,3) y=f4+(3)",
            f"mint.{name}(x, y) | x=i4+(3) y=i4+(3)",
            f"mint.{name}(x, y) | x=i4+(3) y=f4+(3)",
            f"mint.{name}(x, 2) | x=f4+(5)",
        ]
    for line in [*out, *[line for line in CASES.strip().split("\n") if line]]:
        call, _, specs = line.rpartition("|")
        yield call.strip(), dict(item.split("=") for item in specs.split())
