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
