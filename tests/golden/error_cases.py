"""Calls of much used operators with one argument that is wrong. `make_errors.py` asks the real MindSpore what it raises."""

import re

X = "Tensor(np.arange(6.0).reshape(2, 3), ms.float32)"
I = "Tensor([[0, 1, 1], [1, 0, 2]], ms.int64)"  # noqa: E741
V = "Tensor([1.0, 2.0, 3.0], ms.float32)"
IMAGE = "Tensor(np.ones((1, 2, 4, 4)), ms.float32)"

RIGHT = """
ops.cat; ([{x}, {x}]); 0
ops.concat; ([{x}, {x}]); 0
ops.stack; ([{x}, {x}]); 0
ops.ones; (2, 3); ms.float32
ops.zeros; (2, 3); ms.float32
ops.full; (2, 3); 1.5
ops.arange; 0; 5; 2
ops.linspace; 0.0; 1.0; 5
ops.eye; 3; 3; ms.float32
ops.one_hot; {i}; 3
ops.matmul; {x}; {v}
ops.bmm; Tensor(np.ones((2, 2, 3)), ms.float32); Tensor(np.ones((2, 3, 2)), ms.float32)
ops.softmax; {x}; -1
ops.log_softmax; {x}; -1
ops.cross_entropy; {x}; Tensor([0, 2], ms.int32)
ops.mse_loss; {x}; {x}
ops.binary_cross_entropy_with_logits; {x}; {x}; {x}; {x}
ops.nll_loss; {x}; Tensor([0, 2], ms.int32)
ops.transpose; {x}; (1, 0)
ops.reshape; {x}; (3, 2)
ops.expand_dims; {x}; 0
ops.squeeze; Tensor(np.ones((1, 3)), ms.float32); 0
ops.broadcast_to; {x}; (2, 2, 3)
ops.tile; {x}; (1, 2)
ops.split; {x}; 1; 0
ops.chunk; {x}; 2; 0
ops.unbind; {x}; 0
ops.cumsum; {x}; 0
ops.sum; {x}; 0
ops.mean; {x}; 0
ops.max; {x}; 0
ops.min; {x}; 0
ops.prod; {x}; 0
ops.argmax; {x}; 0
ops.argmin; {x}; 0
ops.norm; {x}; None; 0
ops.topk; {x}; 2
ops.sort; {x}; 0
ops.gather; {x}; {i}; 1
ops.gather_elements; {x}; 1; {i}
ops.gather_nd; {x}; Tensor([[0, 1]], ms.int64)
ops.index_select; {x}; 1; Tensor([0, 2], ms.int64)
ops.masked_fill; {x}; {x} > 1; 0.5
ops.masked_select; {x}; {x} > 1
ops.where; {x} > 1; {x}; {x}
ops.select; {x} > 1; {x}; {x}
ops.tril; {x}; 0
ops.triu; {x}; 0
ops.clamp; {x}; 0.0; 1.0
ops.clip_by_value; {x}; 0.0; 1.0
ops.add; {x}; {x}
ops.sub; {x}; {x}
ops.mul; {x}; {x}
ops.div; {x}; {x}
ops.pow; {x}; 2
ops.maximum; {x}; {x}
ops.minimum; {x}; {x}
ops.eq; {x}; {x}
ops.less; {x}; {x}
ops.logical_and; {x} > 1; {x} > 1
ops.abs; {x}
ops.exp; {x}
ops.log; {x}
ops.sqrt; {x}
ops.rsqrt; {x}
ops.tanh; {x}
ops.sigmoid; {x}
ops.relu; {x}
ops.gelu; {x}; 'none'
ops.silu; {x}
ops.isnan; {x}
ops.isinf; {x}
ops.dropout; {x}; 0.5
ops.pad; {x}; (1, 1)
ops.interpolate; {m}; (8, 8)
ops.conv2d; {m}; Tensor(np.ones((3, 2, 2, 2)), ms.float32)
ops.max_pool2d; {m}; 2
ops.avg_pool2d; {m}; 2
ops.adaptive_avg_pool2d; {m}; 2
ops.layer_norm; {x}; (3,); {v}; {v}
ops.einsum; 'ij,j->i'; {x}; {v}
ops.meshgrid; {v}; {v}
ops.repeat_interleave; {x}; 2; 0
ops.roll; {x}; 1; 0
ops.flip; {x}; (0,)
ops.full_like; {x}; 1.5
ops.ones_like; {x}
ops.zeros_like; {x}
ops.cast; {x}; ms.float16
ops.scatter_nd; Tensor([[0], [2]], ms.int32); Tensor([1.0, 2.0], ms.float32); (4,)
ops.tensor_scatter_update; {v}; Tensor([[0], [2]], ms.int32); Tensor([1.0, 2.0], ms.float32)
ops.multinomial; {v}; 2
ops.std; {x}; 0
ops.var; {x}; 0
ops.any; {x} > 1; 0
ops.all; {x} > 1; 0
ops.unique; {v}
ops.diag; {v}
ops.cdist; {x}; {x}
ops.l1_loss; {x}; {x}
ops.smooth_l1_loss; {x}; {x}
ops.kl_div; {x}; {x}
ops.grid_sample; {m}; Tensor(np.zeros((1, 2, 2, 2)), ms.float32)
{x}.view; 3; 2
{x}.reshape; 3; 2
{x}.astype; ms.float16
{x}.permute; 1; 0
{x}.swapaxes; 0; 1
{x}.unsqueeze; 0
{x}.masked_fill; {x} > 1; 0.5
{x}.sum; 0
{x}.mean; 0
{x}.max; 0
{x}.expand; 2; 3
{x}.repeat; 2; 1
{x}.split; 1; 0
{x}.index_select; 0; Tensor([0], ms.int32)
{x}.new_zeros; (2, 3)
{x}.tile; (1, 2)
{x}.item
{x}.argmax; 0
{x}.clamp; 0; 1
{x}.to; ms.float16
ops.Concat(0); ({x}, {x})
ops.Cast(); {x}; ms.float16
ops.Reshape(); {x}; (3, 2)
ops.Transpose(); {x}; (1, 0)
ops.ExpandDims(); {x}; 0
ops.ReduceMean(); {x}; 0
ops.ReduceSum(); {x}; 0
ops.OneHot(); {i}; 3; Tensor(1.0, ms.float32); Tensor(0.0, ms.float32)
ops.MatMul(); {x}; Tensor(np.ones((3, 2)), ms.float32)
ops.BatchMatMul(); Tensor(np.ones((2, 2, 3)), ms.float32); Tensor(np.ones((2, 3, 2)), ms.float32)
ops.Softmax(); {x}
ops.Tile(); {x}; (1, 2)
ops.GatherNd(); {x}; Tensor([[0, 1]], ms.int64)
ops.Gather(); {x}; {i}; 1
ops.TopK(); {x}; 2
ops.Stack(0); ({x}, {x})
ops.Split(0, 2); {x}
ops.Conv2D(3, 2); {m}; Tensor(np.ones((3, 2, 2, 2)), ms.float32)
ops.Select(); {x} > 1; {x}; {x}
ops.Add(); {x}; {x}
ops.Equal(); {x}; {x}
ops.ReLU(); {x}
ops.L2Normalize(); {x}
"""

WRONG = {  # by the kind of the right argument
    "tensor": ("'a'", "None", "{'b': 1}", "Tensor(np.ones((5, 7)), ms.float32)", "Tensor([True, False])"),
    "int": ("9", "-9", "1.5", "'a'", "None"),
    "other": ("'a'", "None", "-7", "1.5", "(9, 9, 9)"),
}


def _kind(argument):
    if re.fullmatch(r"-?\d+", argument):
        return "int"
    return "tensor" if argument.startswith("Tensor") else "other"


def lines():
    """The texts of the calls."""
    for line in RIGHT.strip().splitlines():
        name, *arguments = [part.format(x=X, i=I, v=V, m=IMAGE) for part in line.split("; ")]
        for place, right in enumerate(arguments):
            for wrong in WRONG[_kind(right)]:
                yield f"{name}({', '.join([*arguments[:place], wrong, *arguments[place + 1 :]])})"
        yield f"{name}({', '.join([*arguments, '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])})"
