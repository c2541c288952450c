"""The table of cases for recurrent, attention and Transformer layers; see layer_cases.py for what a case is."""

from layer_cases import bad, layer

CASES = []


def _add(*cases):
    CASES.extend(cases)


# ---------------------------------------------------------------------------------------------- recurrent
_STATES = {"RNN": "b", "GRU": "b", "LSTM": "(b, c)"}
for _kind, _hx in _STATES.items():
    _h1, _h2, _h4 = ([f"f({n}, 2, 4)", f"f({n}, 2, 4, seed=5)"][: 1 + (_kind == "LSTM")] for n in (1, 2, 4))
    _n = "d" if _kind == "LSTM" else "c"
    _add(
        layer(f"nn.{_kind}(3, 4)", "f(5, 2, 3)"),
        layer(f"nn.{_kind}(3, 4, has_bias=False)", "f(5, 2, 3)"),
        layer(f"nn.{_kind}(3, 4)", "f(5, 2, 3)", *_h1, call=f"net(a, {_hx})"),
        layer(f"nn.{_kind}(3, 4, batch_first=True)", "f(2, 5, 3)", *_h1, call=f"net(a, {_hx})"),
        layer(f"nn.{_kind}(3, 4, bidirectional=True)", "f(5, 2, 3)", *_h2, call=f"net(a, {_hx})"),
        layer(f"nn.{_kind}(3, 4, 2, True, True, 0.0, True)", "f(2, 5, 3)", *_h4, call=f"net(a, {_hx})"),
        layer(f"nn.{_kind}(3, 4, num_layers=2, dropout=0.4)", "f(5, 2, 3)"),
        layer(f"nn.{_kind}(3, 4, num_layers=2, dropout=0.4)", "f(5, 2, 3)", train=True, steps=2),
        layer(f"nn.{_kind}(3, 4, num_layers=2, bidirectional=True, dropout=0.4)", "f(5, 2, 3)", train=True),
        layer(f"nn.{_kind}(3, 4)", "f(5, 2, 3)", *_h1, "np.array([3, 5], 'int32')", call=f"net(a, {_hx}, {_n})"),
        layer(f"nn.{_kind}(3, 4)", "f(5, 2, 3)", "np.array([1, 4])", call="net(a, None, b)"),
        layer(f"nn.{_kind}(3, 4, bidirectional=True)", "f(5, 2, 3)", *_h2, "np.array([2, 5])",
              call=f"net(a, {_hx}, {_n})"),
        layer(f"nn.{_kind}(3, 4, 2, bidirectional=True, batch_first=True)", "f(2, 5, 3)", "np.array([3, 4], 'int32')",
              call="net(a, None, b)"),
        layer(f"nn.{_kind}(3, 4)", "f(1, 1, 3)"),
        layer(f"nn.{_kind}(3, 4)", "f(5, 2, 3, dtype='float64')"),
        layer(f"nn.{_kind}(3, 4)", "h(5, 2, 3)"),
        layer(f"nn.{_kind}(3, 4, dtype=ms.float16)", "h(5, 2, 3)"),
        layer(f"nn.SequentialCell(nn.{_kind}(3, 4))", "f(5, 2, 3)"),
        bad(f"nn.{_kind}(0, 4)"), bad(f"nn.{_kind}(3, 0)"), bad(f"nn.{_kind}(3.0, 4)"), bad(f"nn.{_kind}(3, 4, 0)"),
        bad(f"nn.{_kind}(3, 4, 1.0)"), bad(f"nn.{_kind}(3, 4, dropout=1.0)"), bad(f"nn.{_kind}(3, 4, dropout=1)"),
        bad(f"nn.{_kind}(3, 4, has_bias=1)"), bad(f"nn.{_kind}(3, 4, batch_first=1)"), bad(f"nn.{_kind}(3)"),
        bad(f"nn.{_kind}(3, 4, bidirectional=1)"), bad(f"nn.{_kind}(3, 4, nonlinearity='sigmoid')"),
        bad(f"nn.{_kind}(3, 4, foo=1)"), bad(f"nn.{_kind}(True, 4)"), bad(f"nn.{_kind}(3, 4, dropout=-0.5)"),
        bad(f"nn.{_kind}(3, 4)", "f(5, 3)"), bad(f"nn.{_kind}(3, 4)", "f(5, 2, 4)"),
        bad(f"nn.{_kind}(3, 4)", "i(0, 9, 5, 2, 3)"),
        bad(f"lambda a, b: nn.{_kind}(3, 4)(a, {_hx.replace('c', 'b')})", "f(5, 2, 3)", "f(1, 2, 5)"),
        bad(f"lambda a, b: nn.{_kind}(3, 4)(a, {_hx.replace('c', 'b')})", "f(5, 2, 3)", "f(2, 4)"),
        bad(f"lambda a, b: nn.{_kind}(3, 4)(a, {'b' if _kind == 'LSTM' else '(b, b)'})", "f(5, 2, 3)", "f(1, 2, 4)"),
        bad(f"lambda a, b: nn.{_kind}(3, 4)(a, None, b)", "f(5, 2, 3)", "np.array([5, 2, 3])"),
        bad(f"lambda a, b: nn.{_kind}(3, 4)(a, None, b)", "f(5, 2, 3)", "f(2)"),
        bad(f"lambda a, b: nn.{_kind}(3, 4)(a, b)", "f(5, 3, 3)", "f(1, 2, 4)") if _kind != "LSTM" else
        bad("lambda a, b: nn.LSTM(3, 4)(a, (b, b))", "f(5, 3, 3)", "f(1, 2, 4)"),
    )  # fmt: skip
    _cell_hx = "(b, c)" if _kind == "LSTM" else "b"
    _cell_h = ["f(2, 4)", "f(2, 4, seed=5)"][: 1 + (_kind == "LSTM")]
    _half_h = [h.replace("f(", "h(") for h in _cell_h]
    _cell = f"nn.{_kind}Cell"
    _twice = "(b, b)" if _kind == "LSTM" else "b"
    _add(
        layer(f"{_cell}(3, 4)", "f(2, 3)", *_cell_h, call=f"net(a, {_cell_hx})"),
        layer(f"{_cell}(3, 4, has_bias=False)", "f(2, 3)", *_cell_h, call=f"net(a, {_cell_hx})"),
        layer(f"{_cell}(3, 4, dtype=ms.float16)", "h(2, 3)", *_half_h, call=f"net(a, {_cell_hx})"),
        bad(f"{_cell}(0, 4)"), bad(f"{_cell}(3, 0)"), bad(f"{_cell}(3.0, 4)"), bad(f"{_cell}(3, 4, 1)"),
        bad(f"{_cell}(True, 4)"), bad(f"{_cell}(3, 4)", "f(2, 3)"),
        bad(f"lambda a, b: {_cell}(3, 4)(a, {_twice})", "f(2, 4)", "f(2, 4)"),
        bad(f"lambda a, b: {_cell}(3, 4)(a, {_twice})", "f(2, 3)", "f(2, 5)"),
        bad(f"lambda a, b: {_cell}(3, 4)(a, {_twice})", "f(2, 3)", "f(3, 4)"),
        bad(f"lambda a, b: {_cell}(3, 4)(a, {_twice})", "f(3)", "f(4)"),
        bad(f"lambda a, b: {_cell}(3, 4)(a, {_twice})", "h(2, 3)", "h(2, 4)"),
        bad(f"lambda a, b: {_cell}(3, 4)(a, {_twice})", "i(0, 3, 2, 3)", "f(2, 4)"),
        bad(f"lambda a, b: {_cell}(3, 4)(a, {_twice})", "f(2, 3, dtype='float64')", "f(2, 4, dtype='float64')"),
        bad(f"lambda a, b: {_cell}(3, 4)(a, {'b' if _kind == 'LSTM' else '(b, b)'})", "f(2, 3)", "f(2, 4)"),
    )  # fmt: skip
_add(
    layer("nn.RNN(3, 4, nonlinearity='relu')", "f(5, 2, 3)"),
    layer("nn.RNN(3, 4, bidirectional=True, nonlinearity='relu')", "f(5, 2, 3)", "np.array([2, 5])",
          call="net(a, None, b)"),
    layer("nn.RNNCell(3, 4, nonlinearity='relu')", "f(2, 3)", "f(2, 4)"),
    layer("nn.RNNCell(3, 4)", "f(2, 3)", "f(1, 4)"),
    bad("nn.RNNCell(3, 4, nonlinearity='sigmoid')"), bad("nn.RNNCell(3, 4, nonlinearity=1)"),
    bad("nn.RNN(3, 4, nonlinearity=1)"), bad("nn.RNN(3, 4, 2, 'relu')"),
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- attention
_QKV = ("f(3, 2, 4)", "f(5, 2, 4)", "f(5, 2, 4, seed=2)")
_PADDING = "np.array([[0, 0, 1, 0, 1], [0, 0, 0, 1, 0]], bool)"
_MHA = "nn.MultiheadAttention(4, 2)"
_add(
    layer(_MHA, *_QKV),
    layer(_MHA, "f(3, 4)", "f(5, 4)", "f(5, 4, seed=2)"),
    layer(_MHA, *_QKV, call="net(a, b, c, need_weights=False)"),
    layer(_MHA, *_QKV, call="net(a, b, c, average_attn_weights=False)"),
    layer(_MHA, "f(3, 4)", "f(5, 4)", "f(5, 4, seed=2)", call="net(a, b, c, average_attn_weights=False)"),
    layer(_MHA, *_QKV, _PADDING),
    layer(_MHA, *_QKV, "f(2, 5)"),
    layer(_MHA, *_QKV, "i(0, 5, 3, 5) == 1", call="net(a, b, c, None, True, d)"),
    layer(_MHA, *_QKV, "f(3, 5)", call="net(a, b, c, None, True, d)"),
    layer(_MHA, *_QKV, "(i(0, 2, 3, 5) * np.arange(5)).astype('uint8')", call="net(a, b, c, attn_mask=d)"),
    layer(_MHA, *_QKV, _PADDING, "(i(0, 5, 4, 3, 5) == 1) & (np.arange(5) > 0)", call="net(a, b, c, d, True, e)"),
    layer(_MHA, *_QKV, _PADDING, "f(4, 3, 5)", call="net(a, b, c, d, True, e)"),
    layer(_MHA, "f(3, 4)", "f(5, 4)", "f(5, 4, seed=2)", "np.array([0, 0, 1, 0, 1], bool)", "f(3, 5)",
          call="net(a, b, c, d, True, e)"),
    layer(_MHA, *_QKV, call="net(a, a, a)"),
    layer("nn.MultiheadAttention(4, 2, dropout=0.4)", *_QKV),
    layer("nn.MultiheadAttention(4, 2, dropout=0.0)", *_QKV, train=True),
    layer(_MHA, *_QKV, "np.array([[0, 0, 0, .5, 0], [0, 1, 0, 0, 0]], 'float32')", "np.triu(np.ones((3, 5), bool), 3)",
          call="net(a, b, c, d, True, e)", still=(3,)),
    layer("nn.MultiheadAttention(4, 2, has_bias=False)", *_QKV),
    layer("nn.MultiheadAttention(4, 2, batch_first=True)", "f(2, 3, 4)", "f(2, 5, 4)", "f(2, 5, 4, seed=2)"),
    layer("nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True)", *_QKV, _PADDING, "i(0, 5, 3, 5) == 1",
          call="net(a, b, c, d, True, e)"),
    layer("nn.MultiheadAttention(4, 2, kdim=3, vdim=6)", "f(3, 2, 4)", "f(5, 2, 3)", "f(5, 2, 6)"),
    layer("nn.MultiheadAttention(4, 1, add_zero_attn=True)", *_QKV, _PADDING),
    layer("nn.MultiheadAttention(4, 2, dtype=ms.float16)", *[q.replace("f(", "h(") for q in _QKV]),
    bad("nn.MultiheadAttention(4, 3)"), bad("nn.MultiheadAttention(4, 0)"), bad("nn.MultiheadAttention(0, 2)"),
    bad("nn.MultiheadAttention(4, 2, has_bias=1)"), bad("nn.MultiheadAttention(4, 2, kdim=0)"),
    bad("nn.MultiheadAttention(4.0, 2)"), bad("nn.MultiheadAttention(4, 2, dtype=1)"),
    bad(_MHA, *_QKV, "i(0, 2, 2, 4) == 1"), bad(_MHA, *_QKV, "i(0, 2, 2, 5)"),
    bad("lambda a, b, c, d: nn.MultiheadAttention(4, 2)(a, b, c, attn_mask=d)", *_QKV, "f(5, 3)"),
    bad("lambda a, b, c, d: nn.MultiheadAttention(4, 2)(a, b, c, attn_mask=d)", *_QKV, "f(2, 3, 5)"),
    bad("lambda a, b, c, d: nn.MultiheadAttention(4, 2)(a, b, c, attn_mask=d)", *_QKV, "i(0, 2, 3, 5)"),
    bad(_MHA, "f(3, 2, 4)", "f(5, 2, 4)", "f(6, 2, 4)"), bad(_MHA, "f(3, 2, 5)", "f(5, 2, 4)", "f(5, 2, 4)"),
    bad(_MHA, "f(3, 2, 4)", "f(5, 3, 4)", "f(5, 3, 4)"), bad(_MHA, "f(3, 2, 4)", "f(5, 2, 5)", "f(5, 2, 5)"),
    bad(_MHA, "f(3, 2, 4)", "f(5, 4)", "f(5, 4)"), bad(_MHA, "f(3, 2, 4, 1)", "f(5, 2, 4)", "f(5, 2, 4)"),
    bad(_MHA, *[q.replace("f(", "h(") for q in _QKV]),
)  # fmt: skip

# ---------------------------------------------------------------------------------------------- Transformer
_ENCODER, _DECODER = "nn.TransformerEncoderLayer(4, 2, 3", "nn.TransformerDecoderLayer(4, 2, 3"
_SOURCE, _TARGET = "f(5, 2, 4)", "f(3, 2, 4)"
_add(
    layer(f"{_ENCODER})", _SOURCE),
    layer(f"{_ENCODER})", _SOURCE, "np.triu(np.ones((5, 5), bool), 1)", _PADDING),
    layer(f"{_ENCODER}, 0.0)", _SOURCE, train=True),
    layer(f"{_ENCODER}, activation='gelu', norm_first=True)", _SOURCE),
    layer(f"{_ENCODER}, activation=ops.gelu, layer_norm_eps=0.1, batch_first=True)", "f(2, 5, 4)"),
    layer(f"{_ENCODER}, activation=ops.relu)", "f(5, 4)"),
    layer(f"{_DECODER})", _TARGET, _SOURCE),
    layer(f"{_DECODER}, norm_first=True)", _TARGET, _SOURCE, "np.triu(np.ones((3, 3), bool), 1)", "f(3, 5)",
          "np.array([[0, 0, 1], [0, 0, 0]], bool)", _PADDING),
    layer(f"{_DECODER}, batch_first=True, activation='gelu')", "f(2, 3, 4)", "f(2, 5, 4)"),
    layer(f"nn.TransformerEncoder({_ENCODER}), 2)", _SOURCE, "np.triu(np.ones((5, 5), bool), 1)"),
    layer(f"nn.TransformerEncoder({_ENCODER}), 1, nn.LayerNorm((4,)))", _SOURCE),
    layer(f"nn.TransformerDecoder({_DECODER}), 2, norm=nn.LayerNorm((4,)))", _TARGET, _SOURCE),
    layer("nn.Transformer(4, 2, 1, 1, 3)", _SOURCE, _TARGET),
    layer("nn.Transformer(4, 2, 1, 2, 3, 0.0, 'gelu', norm_first=True, batch_first=True)", "f(2, 5, 4)", "f(2, 3, 4)",
          call="net(a, b, tgt_mask=T(np.triu(np.ones((3, 3), bool), 1)))"),
    layer("nn.Transformer(4, 2, 1, 1, 3, custom_encoder=nn.TransformerEncoder(" + _ENCODER + "), 1))",
          _SOURCE, _TARGET),
    *[bad(f"{start}, {rest})") for start in (_ENCODER, _DECODER) for rest in
      ("1.5", "-0.1", "1.0", "0.1, 'foo'", "0.1, 5", "0.1, nn.ReLU()", "0.1, ops.tanh", "0.1, None", "0.1, nn.ReLU")],
    bad("nn.TransformerEncoderLayer(4, 3)"), bad("nn.TransformerEncoderLayer(4, 2, 0)"),
    bad("nn.TransformerEncoderLayer(4, 2, 6.0)"), bad("nn.TransformerDecoderLayer(4, 3)"),
    bad(f"nn.TransformerEncoder({_ENCODER}), 1.0)"), bad(f"nn.TransformerDecoder({_DECODER}), 'a')"),
    bad(f"nn.TransformerEncoder({_ENCODER}))"), bad("nn.Transformer(4, 3)"), bad("nn.Transformer(4, 2, 1, 1, 6, 2.0)"),
    bad("nn.TransformerEncoder(nn.Dense(2, 2), 2)"), bad("nn.TransformerDecoder(5, 2)"),
    bad("nn.Transformer(4, 2, 1, 1, 3)", "f(3, 2, 5)", "f(5, 2, 5)"),
    bad("nn.Transformer(4, 2, 1, 1, 3)", "f(3, 2, 4)", "f(5, 3, 4)"),
    bad("nn.Transformer(4, 2, 1, 1, 3)", "f(3, 4)", "f(5, 2, 4)"), bad("nn.Transformer(4, 2, 1, 1, 3)", "f(3, 2, 4)"),
)  # fmt: skip
