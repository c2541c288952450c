"""The cases of the primitive classes, in the form of `ops_cases`; `make_primitives.py` asks the real MindSpore for the answers."""

CASES = """
ops.Concat()((x, y)) | x=f4(2,3) y=f4(1,3)
ops.Concat(axis=1)((x, y)) | x=f4(2,3) y=f4(2,1)
ops.Concat(1)([x, y]) | x=f4(2,3) y=f4(2,1)
ops.Concat(-1)((x, y)) | x=f4(2,3) y=f4(2,1)
ops.Concat(2)((x, y)) | x=f4(2,3) y=f4(2,1)
ops.Concat('a')((x, y)) | x=f4(2,3) y=f4(2,1)
ops.Concat()((x, y)) | x=f4(2,3) y=f4(2,1)
ops.Cast()(x, ms.float16) | x=f4(2,3)
ops.Cast()(x, ms.int32) | x=f4(2,3)
ops.Cast()(x, ms.bool_) | x=i4(5)
ops.Cast()(x, 'a') | x=f4(3)
ops.ExpandDims()(x, 0) | x=f4(2,3)
ops.ExpandDims()(x, -1) | x=f4(2,3)
ops.ExpandDims()(x, 4) | x=f4(2,3)
ops.Reshape()(x, (3, 2)) | x=f4(2,3)
ops.Reshape()(x, (-1,)) | x=i4(2,3)
ops.Reshape()(x, (4, 2)) | x=f4(2,3)
ops.Transpose()(x, (1, 0)) | x=f4(2,3)
ops.Transpose()(x, (0, 2, 1)) | x=f4(2,3,4)
ops.Transpose()(x, (0, 0)) | x=f4(2,3)
ops.ReduceMean()(x) | x=f4(2,3)
ops.ReduceMean(keep_dims=True)(x, 1) | x=f4(2,3)
ops.ReduceMean(True)(x, (0, 1)) | x=f4(2,3)
ops.ReduceMean()(x, 2) | x=f4(2,3)
ops.ReduceMean()(x, 1) | x=f2(2,3)
ops.ReduceSum()(x) | x=f4(2,3)
ops.ReduceSum()(x, 0) | x=i4(2,3)
ops.ReduceSum(True)(x, -1) | x=f4(2,3)
ops.ReduceSum(False, True)(x, ()) | x=f4(2,3)
ops.ReduceSum(skip_mode=True)(x, 1) | x=f4(2,3)
ops.ReduceSum()(x, 'a') | x=f4(2,3)
ops.ReduceMax()(x) | x=f4(2,3)
ops.ReduceMax(keep_dims=True)(x, 1) | x=f4(2,3)
ops.ReduceMin()(x, 0) | x=f4(2,3)
ops.ReduceMin(True)(x) | x=i4(2,3)
ops.ReduceProd()(x, 1) | x=f4(2,3)
ops.ReduceProd()(x) | x=i4(2,3)
ops.ReduceProd(True)(x, 0) | x=f4(2,3)
ops.ReduceAll()(x) | x=b1(2,3)
ops.ReduceAll(True)(x, 1) | x=b1(2,3)
ops.ReduceAny()(x, 0) | x=b1(2,3)
ops.ReduceAny(keep_dims=True)(x) | x=b1(2,3)
ops.Shape()(x) | x=f4(2,3)
ops.Rank()(x) | x=f4(2,3)
ops.Size()(x) | x=f4(2,3)
ops.DType()(x) | x=f2(2,3)
ops.Add()(x, y) | x=f4(2,3) y=f4(3)
ops.Add()(x, 1) | x=i4(3)
ops.Add()(x, 'a') | x=f4(3)
ops.Add()(x, y) | x=f4(2,3) y=f4(2)
ops.Add()(x, y, x) | x=f4(3) y=f4(3)
ops.Sub()(x, y) | x=f4(2,3) y=f4(3)
ops.Sub()(2.0, x) | x=f4(3)
ops.Mul()(x, y) | x=f4(2,3) y=f4(3)
ops.Mul()(x, y) | x=f2(3) y=f4(3)
ops.Div()(x, y) | x=f4(3) y=f4+(3)
ops.Div()(x, 2) | x=i4(3)
ops.RealDiv()(x, y) | x=f4(3) y=f4+(3)
ops.FloorDiv()(x, y) | x=f4(5) y=f4+(5)
ops.FloorMod()(x, y) | x=f4(5) y=f4+(5)
ops.Mod()(x, y) | x=f4(5) y=f4+(5)
ops.Pow()(x, 2) | x=f4(3)
ops.Pow()(x, y) | x=f4+(3) y=f4(3)
ops.Maximum()(x, y) | x=f4t(9) y=f4t(9)
ops.Minimum()(x, y) | x=f4(5) y=f4(5)
ops.Minimum()(x, 0.5) | x=f4(5)
ops.SquaredDifference()(x, y) | x=f4(2,3) y=f4(3)
ops.Atan2()(x, y) | x=f4(5) y=f4(5)
ops.Xlogy()(x, y) | x=f4(5) y=f4+(5)
ops.TensorAdd()(x, y) | x=f4(3) y=f4(3)
ops.Equal()(x, y) | x=f4t(9) y=f4t(9)
ops.NotEqual()(x, y) | x=f4t(9) y=f4t(9)
ops.Greater()(x, y) | x=f4t(9) y=f4t(9)
ops.GreaterEqual()(x, 0) | x=f4t(9)
ops.Less()(x, y) | x=i4(9) y=i4(9)
ops.LessEqual()(x, y) | x=f4t(9) y=f4t(9)
ops.LogicalAnd()(x, y) | x=b1(5) y=b1(5)
ops.LogicalOr()(x, y) | x=b1(5) y=b1(5)
ops.LogicalXor()(x, y) | x=b1(5) y=b1(5)
ops.LogicalNot()(x) | x=b1(5)
ops.Abs()(x) | x=f4(5)
ops.Neg()(x) | x=f4(5)
ops.Square()(x) | x=f4(5)
ops.Sqrt()(x) | x=f4+(5)
ops.Rsqrt()(x) | x=f4+(5)
ops.Reciprocal()(x) | x=f4+(5)
ops.Inv()(x) | x=f4+(5)
ops.Exp()(x) | x=f4(5)
ops.Expm1()(x) | x=f4(5)
ops.Log()(x) | x=f4+(5)
ops.Log1p()(x) | x=f4+(5)
ops.Sin()(x) | x=f4(5)
ops.Cos()(x) | x=f4(5)
ops.Tan()(x) | x=f4(5)
ops.Asin()(x) | x=f4u(5)
ops.ACos()(x) | x=f4u(5)
ops.Atan()(x) | x=f4(5)
ops.Sinh()(x) | x=f4(5)
ops.Cosh()(x) | x=f4(5)
ops.Asinh()(x) | x=f4(5)
ops.Atanh()(x) | x=f4u(5)
ops.Erf()(x) | x=f4(5)
ops.Erfc()(x) | x=f4(5)
ops.Floor()(x) | x=f4(5)
ops.Ceil()(x) | x=f4(5)
ops.Round()(x) | x=f4(5)
ops.Trunc()(x) | x=f4(5)
ops.Sign()(x) | x=f4(5)
ops.IsNan()(x) | x=f4n(9)
ops.IsInf()(x) | x=f4n(9)
ops.IsFinite()(x) | x=f4n(9)
ops.Tile()(x, (2, 1)) | x=f4(2,3)
ops.Tile()(x, (2, 1, 2)) | x=f4(2,3)
ops.Tile()(x, 'a') | x=f4(2,3)
ops.MatMul()(x, y) | x=f4(2,3) y=f4(3,4)
ops.MatMul(transpose_a=True)(x, y) | x=f4(3,2) y=f4(3,4)
ops.MatMul(False, True)(x, y) | x=f4(2,3) y=f4(4,3)
ops.MatMul()(x, y) | x=f4(2,3) y=f4(4,3)
ops.MatMul()(x, y) | x=f4(2,2,3) y=f4(3,4)
ops.BatchMatMul()(x, y) | x=f4(2,2,3) y=f4(2,3,4)
ops.BatchMatMul(True, False)(x, y) | x=f4(2,3,2) y=f4(2,3,4)
ops.BatchMatMul(transpose_b=True)(x, y) | x=f4(2,2,3) y=f4(2,4,3)
ops.BatchMatMul()(x, y) | x=f4(2,2,3) y=f4(2,2,3)
ops.OneHot()(x, 6, Tensor(1.0, ms.float32), Tensor(0.0, ms.float32)) | x=i4+(3)
ops.OneHot(axis=0)(x, 6, Tensor(2.0, ms.float32), Tensor(-1.0, ms.float32)) | x=i4+(3)
ops.Squeeze()(x) | x=f4(1,3,1)
ops.Squeeze(0)(x) | x=f4(1,3,1)
ops.Squeeze((0, 2))(x) | x=f4(1,3,1)
ops.Squeeze(1)(x) | x=f4(1,3,1)
ops.Squeeze('a') |
ops.Zeros()((2, 3), ms.float32) |
ops.Zeros()(2, ms.int32) |
ops.Ones()((2, 3), ms.float16) |
ops.Fill()(ms.float32, (2, 3), 1.5) |
ops.Fill()(ms.float32, 'a', 1.5) |
ops.ZerosLike()(x) | x=f4(2,3)
ops.OnesLike()(x) | x=i4(2,3)
ops.Eye()(2, 3, ms.float32) |
ops.LinSpace()(Tensor(1.0, ms.float32), Tensor(10.0, ms.float32), 5) |
ops.Range()(Tensor(0, ms.int32), Tensor(6, ms.int32), Tensor(2, ms.int32)) |
ops.ScalarToTensor()(2, ms.float32) |
ops.TupleToArray()((1, 2, 3)) |
ops.Split(0, 2)(x) | x=f4(4,3)
ops.Split(axis=1, output_num=3)(x) | x=f4(2,3)
ops.Split(1, 2)(x) | x=f4(2,3)
ops.Split()(x) | x=f4(2,3)
ops.Stack()((x, y)) | x=f4(2,3) y=f4(2,3)
ops.Stack(axis=1)([x, y]) | x=f4(2,3) y=f4(2,3)
ops.Stack('a') |
ops.Stack(3)((x, y)) | x=f4(2,3) y=f4(2,3)
ops.Unstack()(x) | x=f4(2,3)
ops.Unstack(axis=1)(x) | x=f4(2,3)
ops.Unstack(1, 3)(x) | x=f4(2,3)
ops.Unstack('a') |
ops.Gather()(x, y, 0) | x=f4(7,3) y=i4+(2,2)
ops.Gather()(x, y, 1) | x=f4(2,7) y=i4+(3)
ops.Gather(1)(x, y, 1) | x=f4(2,7) y=i4+(2,2)
ops.Gather()(x, y, 2) | x=f4(2,7) y=i4+(3)
ops.GatherNd()(x, Tensor([[0, 1], [1, 2]])) | x=f4(2,3)
ops.GatherD()(x, 1, Tensor([[0, 1], [2, 2]])) | x=f4(2,3)
ops.TopK()(x, 2) | x=f4(2,5)
ops.TopK(sorted=True)(x, 3) | x=f4(5)
ops.TopK(1) |
ops.Sort()(x) | x=f4(2,5)
ops.Sort(axis=0, descending=True)(x) | x=f4(5,2)
ops.Sort('a') |
ops.Sort(0, 1) |
ops.ArgMaxWithValue()(x) | x=f4(2,3)
ops.ArgMaxWithValue(axis=1, keep_dims=True)(x) | x=f4(2,3)
ops.ArgMaxWithValue(2)(x) | x=f4(2,3)
ops.ArgMinWithValue(1)(x) | x=f4(2,3)
ops.Argmax()(x) | x=f4(2,3)
ops.Argmax(axis=0)(x) | x=f4(2,3)
ops.Argmax(output_type=ms.int64)(x) | x=f4(2,3)
ops.Argmin(1)(x) | x=f4(2,3)
ops.CumSum()(x, 1) | x=f4(2,3)
ops.CumSum(exclusive=True)(x, 1) | x=f4(2,3)
ops.CumSum(reverse=True)(x, 0) | x=f4(2,3)
ops.CumSum(True, True)(x, 1) | x=f4(2,3)
ops.CumSum()(x, 5) | x=f4(2,3)
ops.Cummax(1)(x) | x=f4(2,3)
ops.Select()(x, y, z) | x=b1(2,3) y=f4(2,3) z=f4(2,3)
ops.MaskedFill()(x, y, 2.0) | x=f4(2,3) y=b1(2,3)
ops.MaskedSelect()(x, y) | x=f4(2,3) y=b1(2,3)
ops.Slice()(x, (0, 1), (2, 2)) | x=f4(2,3)
ops.Slice()(x, (0, 1), (2, 5)) | x=f4(2,3)
ops.StridedSlice()(x, (0, 1), (2, 3), (1, 1)) | x=f4(2,3)
ops.StridedSlice()(x, (0, 0), (2, 3), (1, 2)) | x=f4(2,3)
ops.StridedSlice(shrink_axis_mask=1)(x, (1, 0), (2, 3), (1, 1)) | x=f4(2,3)
ops.StridedSlice(begin_mask=2)(x, (0, 1), (2, 3), (1, 1)) | x=f4(2,3)
ops.StridedSlice('a')(x, (0, 1), (2, 3), (1, 1)) | x=f4(2,3)
ops.Pad(((1, 1), (0, 2)))(x) | x=f4(2,3)
ops.Pad(((1, 1),))(x) | x=f4(2,3)
ops.Pad(1) |
ops.Pad([[1, 1]]) |
ops.BroadcastTo((2, 3))(x) | x=f4(3)
ops.BroadcastTo((2, -1))(x) | x=f4(1,3)
ops.BroadcastTo(2) |
ops.BroadcastTo((2, 4))(x) | x=f4(3)
ops.Flatten()(x) | x=f4(2,3,4)
ops.Identity()(x) | x=f4(3)
ops.StopGradient()(x) | x=f4(3)
ops.Depend()(x, y) | x=f4(3) y=f4(3)
ops.ReverseV2(axis=[0])(x) | x=f4(2,3)
ops.ReverseV2((1,))(x) | x=f4(2,3)
ops.ReverseV2('a') |
ops.Tril()(x) | x=f4(3,3)
ops.Tril(1)(x) | x=f4(3,3)
ops.Tril('a') |
ops.Triu(diagonal=1)(x) | x=f4(3,3)
ops.Unique()(x) | x=i4(9)
ops.NonZero()(x) | x=f4t(9)
ops.Meshgrid()((x, y)) | x=f4(2) y=f4(3)
ops.Meshgrid(indexing='ij')((x, y)) | x=f4(2) y=f4(3)
ops.Meshgrid('zz') |
ops.AddN()((x, y)) | x=f4(2,3) y=f4(2,3)
ops.Einsum('ij,jk->ik')((x, y)) | x=f4(2,3) y=f4(3,4)
ops.Einsum(3) |
ops.ScatterNd()(Tensor([[0], [2]]), x, (4,)) | x=f4(2)
ops.TensorScatterUpdate()(x, Tensor([[0], [2]]), y) | x=f4(4) y=f4(2)
ops.TensorScatterAdd()(x, Tensor([[0], [0]]), y) | x=f4(4) y=f4(2)
ops.TensorScatterSub()(x, Tensor([[0], [0]]), y) | x=f4(4) y=f4(2)
ops.TensorScatterMax()(x, Tensor([[0], [2]]), y) | x=f4(4) y=f4(2)
ops.UnsortedSegmentSum()(x, Tensor([0, 1, 0], ms.int32), 2) | x=f4(3,2)
ops.Assign()(ms.Parameter(x, name='p'), y) | x=f4(3) y=f4(3)
ops.AssignAdd()(ms.Parameter(x, name='p'), y) | x=f4(3) y=f4(3)
ops.AssignSub()(ms.Parameter(x, name='p'), y) | x=f4(3) y=f4(3)
ops.Assign()(ms.Parameter(x, name='p'), y) | x=f4(3) y=f4(2)
ops.ScatterNdUpdate()(ms.Parameter(x, name='p'), Tensor([[0], [2]]), y) | x=f4(4) y=f4(2)
ops.ScatterAdd()(ms.Parameter(x, name='p'), Tensor([0, 2]), y) | x=f4(4) y=f4(2)
ops.ReLU()(x) | x=f4(2,3)
ops.ReLU()(x) | x=i4(5)
ops.ReLU()(input=x) | x=f4(3)
ops.ReLU()(x, 2) | x=f4(3)
ops.ReLU()() |
ops.ReLU(1) |
ops.ReLU6()(x) | x=f4(5)
ops.Sigmoid()(x) | x=f4(2,3)
ops.Tanh()(x) | x=f4(2,3)
ops.Softmax()(x) | x=f4(2,3)
ops.Softmax(axis=0)(x) | x=f4(2,3)
ops.Softmax(axis=(1,))(x) | x=f4(2,3)
ops.Softmax('a') |
ops.Softmax(3)(x) | x=f4(2,3)
ops.LogSoftmax()(x) | x=f4(2,3)
ops.LogSoftmax(axis=0)(x) | x=f4(2,3)
ops.GeLU()(x) | x=f4(5)
ops.FastGeLU()(x) | x=f4(5)
ops.Elu()(x) | x=f4(5)
ops.SeLU()(x) | x=f4(5)
ops.CeLU(2.0)(x) | x=f4(5)
ops.Mish()(x) | x=f4(5)
ops.HSwish()(x) | x=f4(5)
ops.HSigmoid()(x) | x=f4(5)
ops.HShrink(0.3)(x) | x=f4(5)
ops.HShrink('a') |
ops.SoftShrink(0.3)(x) | x=f4(5)
ops.Softplus()(x) | x=f4(5)
ops.Softsign()(x) | x=f4(5)
ops.PReLU()(x, y) | x=f4(2,3) y=f4(3)
ops.BiasAdd()(x, y) | x=f4(2,3) y=f4(3)
ops.BiasAdd()(x, y) | x=f4(2,3,4) y=f4(3)
ops.BiasAdd('NCHW')(x, y) | x=f4(2,3) y=f4(2)
ops.BiasAdd('x') |
ops.Conv2D(4, 3)(x, w) | x=f4(2,3,5,5) w=f4(4,3,3,3)
ops.Conv2D(out_channel=4, kernel_size=3, pad_mode='same', stride=2)(x, w) | x=f4(2,3,5,5) w=f4(4,3,3,3)
ops.Conv2D(4, 3, pad_mode='pad', pad=1, dilation=2)(x, w) | x=f4(1,3,5,5) w=f4(4,3,3,3)
ops.Conv2D(4, (3, 1), group=2)(x, w) | x=f4(1,4,5,5) w=f4(4,2,3,1)
ops.Conv2D(4, 3, pad_mode='pad', pad=(1, 0, 2, 1), stride=(2, 1))(x, w) | x=f4(1,3,5,5) w=f4(4,3,3,3)
ops.Conv2D('a', 3) |
ops.Conv2D(3, -3) |
ops.Conv2D(3, 3, pad_mode='x') |
ops.Conv2D(4, 3, pad=1) |
ops.Conv2D(5, 3)(x, w) | x=f4(2,3,5,5) w=f4(4,3,3,3)
ops.MaxPool(2, 2)(x) | x=f4(1,2,5,5)
ops.MaxPool(kernel_size=3, strides=2, pad_mode='same')(x) | x=f4(1,2,5,5)
ops.MaxPool('a') |
ops.MaxPool(2, 2, 'x') |
ops.MaxPool(0) |
ops.AvgPool(2, 2)(x) | x=f4(1,2,5,5)
ops.AvgPool(kernel_size=3, strides=2, pad_mode='SAME')(x) | x=f4(1,2,5,5)
ops.AvgPool(2, 2, 'x') |
ops.LayerNorm()(x, y, z) | x=f4(2,3) y=f4(3) z=f4(3)
ops.LayerNorm(-1, -1, 1e-5)(x, y, z) | x=f4(2,3,4) y=f4(4) z=f4(4)
ops.L2Normalize()(x) | x=f4(2,3)
ops.L2Normalize(axis=1, epsilon=1e-12)(x) | x=f4(2,3)
ops.L2Normalize('a') |
ops.SoftmaxCrossEntropyWithLogits()(x, ops.softmax(y)) | x=f4(2,3) y=f4+(2,3)
ops.SoftmaxCrossEntropyWithLogits()(x, y) | x=f4(2,3) y=f4+(2,4)
ops.SparseSoftmaxCrossEntropyWithLogits()(x, Tensor([1, 2], ms.int32)) | x=f4(2,3)
ops.SigmoidCrossEntropyWithLogits()(x, y) | x=f4(2,3) y=f4+(2,3)
ops.SmoothL1Loss()(x, y) | x=f4(2,3) y=f4(2,3)
ops.SmoothL1Loss(beta=0.5, reduction='mean')(x, y) | x=f4(2,3) y=f4(2,3)
ops.SmoothL1Loss(reduction='x') |
ops.BinaryCrossEntropy()(ops.sigmoid(x), ops.sigmoid(y), z) | x=f4(3) y=f4(3) z=f4+(3)
ops.BinaryCrossEntropy('none')(ops.sigmoid(x), ops.sigmoid(y)) | x=f4(3) y=f4(3)
ops.BinaryCrossEntropy('x') |
ops.BCEWithLogitsLoss('sum')(x, y, z, z) | x=f4(3) y=f4+(3) z=f4+(3)
ops.KLDivLoss('sum')(x, y) | x=f4(2,3) y=f4+(2,3)
ops.KLDivLoss('x') |
ops.NLLLoss()(x, Tensor([1, 2], ms.int32), w) | x=f4(2,3) w=f4+(3)
ops.NLLLoss(reduction='sum')(x, Tensor([1, 2], ms.int32), w) | x=f4(2,3) w=f4+(3)
ops.NLLLoss('x') |
ops.L2Loss()(x) | x=f4(2,3)
ops.NLLLoss('none')(x, Tensor([1, 2], ms.int32), w) | x=f4(2,3) w=f4+(3)
ops.Argmax(0, ms.float32)(x) | x=f4(2,3)
ops.MaxPool(2, 2)(x) | x=f4(5,5)
ops.AvgPool(2, 2)(x) | x=f4(5,5)
ops.MatMul()(x, y) | x=f4(2,3) y=f2(3,4)
ops.BatchMatMul()(x, y) | x=f4(2,3) y=f4(3,4)
ops.SoftmaxCrossEntropyWithLogits()(x, y) | x=f4(2,3) y=i4(2,3)
ops.SparseSoftmaxCrossEntropyWithLogits(True)(ops.stop_gradient(x), Tensor([1, 2], ms.int32)) | x=f4(2,3)
ops.SparseSoftmaxCrossEntropyWithLogits(1) |
ops.SparseSoftmaxCrossEntropyWithLogits()(x, Tensor([1, 2, 0], ms.int32)) | x=f4(2,3)
ops.Lerp()(x, y, 0.5) | x=f4(2,3) y=f4(2,3)
ops.GLU(1)(x) | x=f4(2,4)
ops.Ger()(x, y) | x=f4(3) y=f4(2)
ops.Xdivy()(x, y) | x=f4(3) y=f4+(3)
ops.Erfinv()(x) | x=f4u(5)
ops.BitwiseAnd()(x, y) | x=i4(5) y=i4(5)
ops.BitwiseOr()(x, y) | x=i4(5) y=i4(5)
ops.BitwiseXor()(x, y) | x=i4(5) y=i4(5)
ops.Cummin(1)(x) | x=f4(2,3)
ops.Acosh()(x) | x=f4p(5)
ops.Dense()(x, w, y) | x=f4(2,3) w=f4(4,3) y=f4(4)
ops.TensorScatterMin()(x, Tensor([[0], [2]]), y) | x=f4(4) y=f4(2)
ops.TensorScatterMul()(x, Tensor([[0], [2]]), y) | x=f4(4) y=f4+(2)
ops.TensorScatterDiv()(x, Tensor([[0], [2]]), y) | x=f4(4) y=f4+(2)
ops.ScatterUpdate()(ms.Parameter(x, name='p'), Tensor([0, 2]), y) | x=f4(4) y=f4(2)
ops.ScatterMul()(ms.Parameter(x, name='p'), Tensor([0, 2]), y) | x=f4(4) y=f4(2)
ops.ScatterNdAdd()(ms.Parameter(x, name='p'), Tensor([[0], [2]]), y) | x=f4(4) y=f4(2)
ops.ScatterAdd(1) |
ops.Conv2D(3, 3, pad=(1, 1)) |
ops.Conv2D(3, 3, mode=2) |
ops.Conv2D(3, 3, group=0) |
ops.Conv2D(3, 3, stride=0) |
ops.L2Normalize(1, 'a') |
ops.ReLU() |
ops.Concat(1) |
ops.ReduceSum(keep_dims=True) |
ops.Softmax(-1) |
ops.Split(0, 2) |
ops.OneHot() |
ops.MatMul(True) |
ops.Squeeze(1) |
ops.Unstack() |
ops.LayerNorm() |
ops.L2Normalize() |
ops.MaxPool(2, 2) |
ops.Depend() |
ops.AvgPool(2, 2).kernel_size |
ops.BatchMatMul(True) |
ops.StridedSlice(1) |
ops.Stack(1) |
ops.Assign() |
ops.ScatterNdUpdate() |
ops.Conv2D(3, 3) |
ops.Concat(1).axis |
ops.ReLU().name |
ops.ReLU().add_prim_attr('a', 1) |
ops.ReLU().add_prim_attr('a', 1).a |
ops.ReLU().add_prim_attr('a', 1).get_attr_dict() |
ops.ReLU().add_prim_attr('a', 1).del_prim_attr('a') |
ops.ReLU().set_device('CPU') |
ops.ReLU().set_device('TPU') |
ops.ReLU().set_prim_instance_name('q').instance_name |
ops.Primitive('Foo') |
isinstance(ops.ReLU(), ops.Primitive) |
ops.ReLU() == ops.ReLU() |
"""


def lines():
    """Each case as (text of the call, {name: spec})."""
    for line in CASES.strip().splitlines():
        call, _, specs = line.rpartition(" |")
        yield call.strip(), dict(spec.split("=") for spec in specs.split())
