"""The table of cases for layers and functions that resample, rearrange, pad and pool; see layer_cases.py."""

from layer_cases import bad, function, layer

CASES = []


def _add(*cases):
    CASES.extend(cases)


# ---------------------------------------------------------------------------------------------- resampling
_3D, _4D, _5D = "f(2, 3, 5)", "f(1, 2, 3, 4)", "f(1, 1, 2, 3, 2)"
for _x, _modes, _sizes in (
    (_3D, ("nearest", "linear", "area", "nearest-exact"), ("(8,)", "(3,)", "5", "1")),
    (_4D, ("nearest", "bilinear", "bicubic", "area", "nearest-exact"), ("(6, 7)", "(2, 3)", "(1, 9)")),
    (_5D, ("nearest", "trilinear", "area"), ("(4, 5, 3)", "(1, 2, 3)")),
):
    for _mode in _modes:
        for _size in _sizes:
            _add(function(f"ops.interpolate(a, {_size}, mode='{_mode}')", _x))
            if _mode in ("linear", "bilinear", "bicubic", "trilinear"):
                _add(function(f"ops.interpolate(a, {_size}, mode='{_mode}', align_corners=True)", _x))
for _scale, _more in (("2.0", ""), ("1.7", ""), ("0.6", ""), ("1.7", ", recompute_scale_factor=True")):
    for _x, _modes in (
        (_3D, ("nearest", "linear", "area")),
        (_4D, ("nearest", "bilinear", "bicubic", "area")),
        (_5D, ("nearest", "trilinear")),
    ):
        for _mode in _modes:
            _add(function(f"ops.interpolate(a, scale_factor={_scale}, mode='{_mode}'{_more})", _x))
_add(
    function("ops.interpolate(a, scale_factor=(2.0, 3.0))", _4D),
    function("ops.interpolate(a, scale_factor=(2.0, 3.0), mode='bilinear', align_corners=True)", _4D),
    function("ops.interpolate(a, (5, 5), mode='bilinear')", "f(1, 2, 3, 4, dtype='float64')"),
    function("ops.upsample(a, (6, 7), mode='bilinear')", _4D),
    layer("nn.Upsample((6, 7))", _4D), layer("nn.Upsample(scale_factor=2.0, mode='bilinear')", _4D),
    layer("nn.Upsample(size=(6, 7), mode='bilinear', align_corners=True)", _4D), layer("nn.Upsample(8)", _3D),
    layer("nn.Upsample(scale_factor=(2.0, 2.0), mode='nearest')", _4D),
    *[bad(f"lambda a: ops.interpolate(a, {rest})", x) for x, rest in (
        (_4D, ""), (_4D, "(2, 3), 2.0"), (_4D, "(2, 3, 4)"), (_4D, "(0, 3)"), (_4D, "(2.5, 3)"), (_4D, "'a'"),
        (_4D, "(2, 3), mode='foo'"), (_4D, "(2, 3), mode='linear'"), (_3D, "(4,), mode='bilinear'"),
        (_4D, "(2, 3), mode='trilinear'"), (_4D, "(2, 3), align_corners=True"), (_4D, "(2, 3), mode=1"),
        (_4D, "(2, 3), mode='bilinear', align_corners=1"), (_4D, "scale_factor=-1.0"), (_4D, "scale_factor=(1.0,)"),
        (_4D, "scale_factor='a'"), ("f(3, 4)", "(2, 3)"), (_4D, "(2, 3), recompute_scale_factor=True"),
        ("i(0, 5, 1, 2, 3, 4)", "(2, 3)"), (_4D, "scale_factor=2.0, recompute_scale_factor=1"), (_4D, "(-2, 3)"),
        (_4D, "scale_factor=(1.0, 0.0)"), (_5D, "(2, 3, 4), mode='bicubic'"), (_3D, "(8,), align_corners=False"),
        (_5D, "(4, 4, 4), mode='nearest-exact'"),
    )],
    function("ops.pixel_shuffle(a, 2)", "f(1, 8, 2, 3)"), function("ops.pixel_shuffle(a, 3)", "f(9, 1, 2)"),
    function("ops.pixel_unshuffle(a, 2)", "f(1, 2, 4, 6)"), function("ops.pixel_unshuffle(a, 3)", "f(2, 3, 6)"),
    function("ops.channel_shuffle(a, 2)", "f(2, 4, 2, 3)"), function("ops.channel_shuffle(a, 3)", "f(1, 6, 2)"),
    layer("nn.PixelShuffle(2)", "f(2, 4, 2, 2)"), layer("nn.PixelUnshuffle(2)", "f(2, 1, 4, 2)"),
    layer("nn.ChannelShuffle(2)", "f(2, 4, 2, 2)"),
    bad("nn.PixelShuffle(2)", "f(1, 3, 2, 2)"), bad("nn.PixelShuffle(2)", "f(2, 2)"), bad("nn.PixelShuffle(0)"),
    bad("nn.PixelShuffle(0)", "f(1, 4, 2, 2)"), bad("nn.PixelShuffle(2.0)", "f(1, 4, 2, 2)"),
    bad("nn.PixelUnshuffle(2)", "f(1, 3, 3, 2)"), bad("nn.PixelUnshuffle(0)", "f(1, 3, 3, 2)"),
    bad("nn.PixelUnshuffle('2')", "f(1, 3, 4, 2)"), bad("nn.PixelUnshuffle(2)", "f(4, 2)"),
    bad("nn.ChannelShuffle(3)", "f(1, 4, 2, 2)"), bad("nn.ChannelShuffle(0)"), bad("nn.ChannelShuffle(2.0)"),
    bad("nn.ChannelShuffle(2)", "f(4, 2)"), bad("nn.ChannelShuffle('a')"),
)  # fmt: skip
_GRID2, _GRID3 = "f(1, 3, 2, 2, low=-1.3, high=1.3)", "f(1, 2, 2, 3, 3, low=-1.3, high=1.3)"
for _mode in ("bilinear", "nearest", "bicubic"):
    for _pad in ("zeros", "border", "reflection"):
        for _align in (False, True):
            _rest = f"mode='{_mode}', padding_mode='{_pad}', align_corners={_align}"
            _add(function(f"ops.grid_sample(a, b, {_rest})", _4D, _GRID2))
            if _mode != "bicubic":
                _add(function(f"ops.grid_sample(a, b, {_rest})", _5D, _GRID3))
_add(
    function("ops.grid_sample(a, b)", _4D, _GRID2),
    function("ops.affine_grid(a, (2, 3, 3, 4))", "f(2, 2, 3)"),
    function("ops.affine_grid(a, (2, 3, 3, 4), True)", "f(2, 2, 3)"),
    function("ops.affine_grid(a, (1, 1, 2, 3, 2))", "f(1, 3, 4)"),
    function("ops.affine_grid(a, (1, 1, 2, 3, 2), align_corners=True)", "f(1, 3, 4)"),
    function("ops.affine_grid(a, (2, 3, 1, 1), True)", "f(2, 2, 3)"),
    *[bad(f"lambda a, b: ops.grid_sample(a, b, {rest})", x, grid) for x, grid, rest in (
        (_4D, _GRID2, "'foo'"), (_4D, _GRID2, "padding_mode='foo'"), (_4D, _GRID2, "align_corners=1"), (_3D, _GRID2, ""),
        (_4D, _GRID3, ""), (_5D, _GRID3, "'bicubic'"), (_4D, "f(1, 3, 2, 3)", ""), (_4D, "f(2, 3, 2, 2)", ""),
        (_4D, "f(1, 3, 2, 2, dtype='float64')", ""), ("i(0, 3, 1, 2, 3, 4)", _GRID2, ""),
    )],
    *[bad(f"lambda a: ops.affine_grid(a, {rest})", x) for x, rest in (
        ("f(2, 2, 3)", "(3, 3, 3, 4)"), ("f(2, 2, 3)", "(2, 3, 3)"), ("f(2, 3, 3)", "(2, 3, 3, 4)"), ("f(2, 2, 3)", "5"),
        ("f(2, 3)", "(2, 3, 3, 4)"), ("f(2, 2, 3)", "(2, 3, 0, 4)"), ("f(2, 2, 3)", "(2, 3, 3, 4), 1"),
        ("f(2, 2, 3)", "(2, 3, 3, 4, 5)"), ("f(2, 2, 3)", "[2, 3, 3, 4]"), ("i(0, 3, 2, 2, 3)", "(2, 3, 3, 4)"),
    )],
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- patches
_add(
    function("ops.unfold(a, 2)", "f(1, 2, 3, 4)"), function("ops.unfold(a, (2, 3), (1, 1), (1, 0), (2, 1))", "f(2, 2, 4, 5)"),
    function("ops.unfold(a, 2, 2, 1, 1)", "f(1, 1, 4, 4)"), function("ops.unfold(a, [2, 2], stride=2)", "f(1, 1, 4, 4)"),
    function("ops.unfold(a, 2)", "h(1, 2, 3, 4)"),
    function("ops.fold(a, T([3, 4], ms.int32), 2)", "f(1, 2, 4, 6)"),
    function("ops.fold(a, T([4, 5], ms.int32), (2, 3), 1, (1, 0), (2, 1))", "f(2, 2, 6, 9)"),
    function("ops.fold(a, T([4, 4], ms.int32), [2, 2], [2, 2], 1, 1)", "f(1, 1, 4, 16)"),
    bad("lambda a: ops.unfold(a, 2)", "f(2, 3, 4)"), bad("lambda a: ops.unfold(a, 0)", "f(1, 2, 3, 4)"),
    bad("lambda a: ops.unfold(a, 5)", "f(1, 2, 3, 4)"), bad("lambda a: ops.unfold(a, 2.0)", "f(1, 2, 3, 4)"),
    bad("lambda a: ops.unfold(a, (2, 2, 2))", "f(1, 2, 3, 4)"), bad("lambda a: ops.unfold(a, 2, padding=-1)", "f(1, 2, 3, 4)"),
    bad("lambda a: ops.unfold(a, 2, stride=0)", "f(1, 2, 3, 4)"), bad("lambda a: ops.fold(a, T([3, 4]), 2)", "f(1, 2, 4, 6)"),
    bad("lambda a: ops.fold(a, (3, 4), 2)", "f(1, 2, 4, 6)"), bad("lambda a: ops.fold(a, T([3, 4], ms.int32), 2)", "f(1, 2, 4, 5)"),
    bad("lambda a: ops.fold(a, T([3, 4], ms.int32), 2)", "f(1, 8, 6)"),
    bad("lambda a: ops.fold(a, T([3, 4], ms.int32), 3)", "f(1, 2, 4, 6)"),
    bad("lambda a: ops.fold(a, T([3, 4], ms.int32), 0)", "f(1, 2, 4, 6)"),
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- padding
_add(
    layer("nn.ConstantPad1d(1, 0.5)", "f(1, 2, 3)"), layer("nn.ConstantPad1d((2, 1), 3)", "f(2, 3)"),
    layer("nn.ConstantPad2d((1, 0, 2, 1), 0.5)", "f(1, 2, 3, 3)"), layer("nn.ConstantPad2d(1, -1.0)", "f(2, 3, 3)"),
    layer("nn.ConstantPad3d((1, 1, 0, 2, 1, 0), 0.5)", "f(1, 2, 2, 3, 3)"), layer("nn.ConstantPad3d(1, 2)", "f(1, 1, 2, 2, 2)"),
    layer("nn.ConstantPad1d((-1, 1), 0.5)", "f(1, 2, 3)"), layer("nn.ConstantPad1d(1, True)", "f(1, 2, 3)"),
    layer("nn.ZeroPad2d((1, 2, 0, 1))", "f(1, 2, 3, 3)"), layer("nn.ZeroPad2d(1)", "f(1, 2, 3, 3)"),
    layer("nn.ReflectionPad1d((1, 2))", "f(1, 2, 3)"), layer("nn.ReflectionPad1d(1)", "f(2, 3)"),
    layer("nn.ReflectionPad2d((1, 0, 2, 1))", "f(1, 2, 3, 3)"), layer("nn.ReflectionPad2d(2)", "f(2, 3, 3)"),
    layer("nn.ReflectionPad3d((1, 0, 1, 1, 0, 1))", "f(1, 1, 2, 3, 3)"), layer("nn.ReflectionPad3d(1)", "f(1, 2, 2, 2)"),
    layer("nn.ReplicationPad1d((1, 2))", "f(1, 2, 3)"), layer("nn.ReplicationPad1d(2)", "f(2, 3)"),
    layer("nn.ReplicationPad2d((1, 0, 4, 1))", "f(1, 2, 3, 3)"), layer("nn.ReplicationPad2d(1)", "f(2, 3, 3)"),
    layer("nn.ReplicationPad3d((1, 0, 1, 1, 0, 1))", "f(1, 1, 2, 3, 3)"), layer("nn.ReplicationPad3d(1)", "f(1, 2, 2, 2)"),
    layer("nn.Pad(((1, 1), (2, 0)))", "f(2, 3)"), layer("nn.Pad(((1, 1), (2, 0)), 'REFLECT')", "f(2, 3)"),
    layer("nn.Pad(((1, 1), (2, 0)), 'SYMMETRIC')", "f(2, 3)"),
    layer("nn.Pad(((0, 0), (0, 0), (1, 1), (2, 0)), mode='CONSTANT')", "f(1, 2, 3, 2)"),
    bad("nn.Pad(((1, 1), (2, 0)), 'foo')"), bad("nn.Pad([[1, 1], [2, 0]])"), bad("nn.Pad((1, 1))"), bad("nn.Pad(((1, 1),))", "f(2, 3)"),
    bad("nn.Pad(((1, 1), (2, 0), (1, 1), (1, 1), (1, 1)))"), bad("nn.Pad(((-1, 1), (2, 0)))", "f(2, 3)"),
    bad("nn.Pad(((3, 1), (2, 0)), 'REFLECT')", "f(2, 3)"), bad("nn.Pad(((1, 1, 1), (2, 0, 1)))"),
    *[bad(f"nn.{kind}({padding}{', 0.5' * kind.startswith('C')})", *x) for kind, padding, *x in (
        ("ConstantPad1d", "1.5"), ("ConstantPad1d", "(1, 2, 3)"), ("ConstantPad1d", "(1, 'a')"), ("ConstantPad2d", "(1,)"),
        ("ConstantPad1d", "(1,)"), ("ConstantPad2d", "'a'"), ("ConstantPad2d", "1", "f(3,)"), ("ConstantPad1d", "(-2, -2)", "f(1, 2, 3)"),
        ("ZeroPad2d", "1.5"), ("ZeroPad2d", "(1, 2, 3)"), ("ReflectionPad1d", "3", "f(1, 2, 3)"), ("ReflectionPad1d", "-1"),
        ("ReflectionPad1d", "1", "f(1, 2, 3, 4)"), ("ReflectionPad2d", "(1, 2)"), ("ReflectionPad2d", "1", "f(3, 3)"),
        ("ReflectionPad1d", "1.5"), ("ReplicationPad1d", "-1"), ("ReplicationPad1d", "1", "f(1, 2, 3, 4)"),
        ("ReplicationPad2d", "(1, 2)"), ("ReplicationPad2d", "1.5"), ("ReflectionPad3d", "(1, 2, 3, 4)"),
    )],
    bad("nn.ConstantPad1d(1, 'a')"), bad("nn.ConstantPad2d(1, None)"),
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- pooling
_add(
    function("ops.adaptive_max_pool3d(a, 2)", "f(1, 2, 3, 4, 5)"),
    function("ops.adaptive_max_pool3d(a, (1, None, 2), True)", "f(2, 3, 4, 5)"),
    layer("nn.AdaptiveMaxPool3d(2)", "f(1, 2, 3, 4, 5)"), layer("nn.AdaptiveMaxPool3d((1, 2, 3), True)", "f(1, 2, 3, 4, 5)"),
    layer("nn.LPPool1d(2, 3)", "p(2, 3, 8)"), layer("nn.LPPool1d(3.0, 2, 1, True)", "p(3, 8)"),
    layer("nn.LPPool1d(2, 3, ceil_mode=True)", "p(2, 3, 8)"),
    layer("nn.LPPool2d(2, 3)", "p(2, 3, 8, 8)"), layer("nn.LPPool2d(1, (2, 3), 2, ceil_mode=True)", "p(2, 3, 5, 5)"),
    *[function(f"ops.max_unpool{n}d(*ops.{pool}, 2{more})", x) for n, pool, x, more in (
        (2, "max_pool2d(a, 2, return_indices=True)", "f(1, 2, 4, 4)", ""),
        (2, "max_pool2d(a, 2, return_indices=True)", "f(1, 2, 5, 4)", ", output_size=(5, 4)"),
        (3, "max_pool3d(a, 2, return_indices=True)", "f(1, 1, 2, 4, 4)", ""),
    )],
    function("ops.max_unpool1d(a, b, 2)", "f(1, 2, 2)", "np.array([[[1, 2], [0, 3]]])"),
    function("ops.max_unpool1d(a, b, 2, 2, 0, (1, 2, 5))", "f(1, 2, 2)", "np.array([[[1, 2], [0, 3]]])"),
    function("ops.max_unpool1d(a, b, 2)", "f(2, 2)", "np.array([[1, 2], [0, 3]])"),
    function("ops.max_unpool2d(a, b, 3, 2, 1)", "f(1, 1, 2, 2)", "np.array([[[[0, 2], [4, 8]]]])"),
    bad("lambda a, b: ops.max_unpool1d(a, b, 2)", "f(1, 2, 2)", "np.array([[[1, 2], [0, 9]]])"),
    bad("lambda a, b: ops.max_unpool1d(a, b, 2)", "f(1, 2, 2)", "np.array([[[1, 2]]])"),
    bad("lambda a, b: ops.max_unpool1d(a, b, 0)", "f(1, 2, 2)", "np.array([[[1, 2], [0, 3]]])"),
    bad("lambda a, b: ops.max_unpool1d(a, b, 2, output_size=(9,))", "f(1, 2, 2)", "np.array([[[1, 2], [0, 3]]])"),
    bad("lambda a, b: ops.max_unpool1d(a, b, 2)", "f(1, 2, 2)", "f(1, 2, 2)"),
    bad("lambda a, b: ops.max_unpool2d(a, b, 2)", "f(1, 2, 2, 2)", "f(1, 2, 2)"),
    layer("nn.MaxUnpool1d(2, stride=1)", "f(1, 2, 2)", "np.array([[[1, 2], [0, 1]]])"),
    layer("nn.MaxUnpool2d(2)", "f(1, 1, 2, 2)", "np.array([[[[0, 3], [9, 15]]]])"),
    layer("nn.MaxUnpool3d(2)", "f(1, 1, 1, 1, 1)", "np.array([[[[[5]]]]])"),
    function("ops.fractional_max_pool2d(a, 2, (2, 3), _random_samples=T(p(1, 2, 2)), return_indices=True)", "f(1, 2, 5, 6)"),
    function("ops.fractional_max_pool2d(a, (3, 2), output_ratio=(0.5, 0.6), _random_samples=T(p(2, 1, 2)))", "f(2, 1, 6, 6)"),
    function("ops.fractional_max_pool3d(a, 2, (2, 3, 2), _random_samples=T(p(1, 2, 3)), return_indices=True)", "f(1, 2, 5, 6, 4)"),
    layer("nn.FractionalMaxPool2d(2, (2, 3), _random_samples=T(p(1, 2, 2)))", "f(1, 2, 5, 6)"),
    layer("nn.FractionalMaxPool3d(2, output_ratio=(0.5, 0.5, 0.5), _random_samples=T(p(1, 2, 3)))", "f(1, 2, 5, 6, 4)"),
    layer("nn.Conv3dTranspose(2, 3, 2)", "f(1, 2, 2, 3, 2)"),
    layer("nn.Conv3dTranspose(2, 3, (2, 1, 3), 2, 'pad', 1, has_bias=True, output_padding=1)", "f(1, 2, 2, 3, 2)"),
    layer("nn.Conv3dTranspose(2, 3, 2, stride=2, pad_mode='valid')", "f(1, 2, 2, 3, 2)"),
    bad("nn.Conv3dTranspose(2, 3, 2, pad_mode='foo')"), bad("nn.Conv3dTranspose(2, 3, 0)"),
    bad("nn.Conv3dTranspose(2, 3, 2, padding=1)"), bad("nn.Conv3dTranspose(2, 3, 2, data_format='NDHWC')"),
)  # fmt: skip
