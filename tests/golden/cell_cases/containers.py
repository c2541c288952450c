"""SequentialCell, CellList and CellDict."""

from collections import OrderedDict

from mindspore import Tensor, nn

from cell_cases.base import X23, Add, Net, case, dense, names, paths, plain, raised, weight


@case
def sequential_construction_errors():
    return [
        raised(lambda: nn.SequentialCell(3)),
        raised(lambda: nn.SequentialCell([3])),
        raised(lambda: nn.SequentialCell({"a": nn.ReLU()})),
        raised(lambda: nn.SequentialCell((nn.ReLU(),))),
        raised(lambda: nn.SequentialCell(None)),
        raised(lambda: nn.SequentialCell(nn.ReLU(), 3)),
    ]


@case
def sequential_call():
    seq = nn.SequentialCell(Add(1.0), Add(2.0))
    return [seq(Tensor(X23)), raised(lambda: nn.SequentialCell()(Tensor(X23))), raised(lambda: seq(Tensor(X23), 1))]


@case
def sequential_append():
    seq = nn.SequentialCell([dense()])
    result = seq.append(dense())
    seq.append(Net())
    return [plain(result), paths(seq), len(seq), raised(lambda: seq.append(3)), raised(lambda: seq.append(None))]


@case
def sequential_append_given_name():
    seq = nn.SequentialCell([dense()])
    given = Add()
    given.w = weight(name="given")
    seq.append(given)
    return paths(seq)


@case
def sequential_append_takes_the_name_of_the_parent():
    net = Add()
    net.body = nn.SequentialCell(dense())
    net.body.append(dense())
    return paths(net)


@case
def sequential_append_ordereddict():
    seq = nn.SequentialCell(OrderedDict([("first", dense())]))
    seq.append(dense())
    return [paths(seq), list(seq.name_cells())]


@case
def sequential_index():
    seq = nn.SequentialCell(nn.ReLU(), dense(), nn.Tanh())
    return [
        seq[0],
        seq[1],
        seq[-1],
        raised(lambda: seq[3]),
        raised(lambda: seq[-4]),
        raised(lambda: seq["a"]),
        raised(lambda: seq[1.5]),
    ]


@case
def sequential_slice():
    seq = nn.SequentialCell(dense(), nn.ReLU(), dense(), nn.Tanh())
    cut = seq[1:]
    return [
        cut,
        paths(cut),
        [list(seq[s].name_cells()) for s in (slice(0, 2), slice(None, None, 2), slice(-2, None), slice(9, 10))],
        paths(seq),
        repr(seq[::2]),
    ]


@case
def sequential_setitem():
    seq = nn.SequentialCell(dense(), nn.ReLU(), dense())
    seq[0] = nn.Dense(1, 3)
    seq[-1] = Net()
    return [
        paths(seq),
        raised(lambda: seq.__setitem__(9, nn.ReLU())),
        raised(lambda: seq.__setitem__(0, 3)),
        raised(lambda: seq.__setitem__("0", nn.ReLU())),
    ]


@case
def sequential_delitem():
    seq = nn.SequentialCell(dense(), nn.ReLU(), dense(), nn.Tanh(), Net())
    del seq[0]
    first = [paths(seq), list(seq.name_cells()), len(seq)]
    del seq[-1]
    second = [paths(seq), list(seq.name_cells())]
    seq.append(dense())
    return [first, second, paths(seq), raised(lambda: seq.__delitem__(9))]


@case
def sequential_delitem_slice():
    seq = nn.SequentialCell(dense(), nn.ReLU(), dense(), nn.Tanh())
    del seq[1:3]
    return [paths(seq), list(seq.name_cells()), seq]


@case
def sequential_iterate():
    seq = nn.SequentialCell(nn.ReLU(), dense())
    return [raised(lambda: list(seq)), len(seq), raised(lambda: seq[0] in seq), list(seq.cells())]


@case
def sequential_attribute():
    seq = nn.SequentialCell(nn.ReLU(), dense())
    seq.extra = dense()
    return raised(lambda: [paths(seq), len(seq), list(seq.name_cells()), seq(Tensor([[1.0]])).shape])


@case
def sequential_set_grad():
    seq = nn.SequentialCell(dense(), nn.SequentialCell(dense()))
    same = seq.set_grad() is seq
    return [same, [cell.requires_grad for _, cell in seq.cells_and_names()]]


@case
def sequential_insert_is_missing():
    seq = nn.SequentialCell(nn.ReLU())
    return [raised(lambda: seq.insert(0, nn.ReLU())), raised(lambda: seq.extend([nn.ReLU()]))]


@case
def celllist_construction_errors():
    return [
        raised(lambda: nn.CellList(3)),
        raised(lambda: nn.CellList([3])),
        raised(lambda: len(nn.CellList(nn.ReLU(), nn.ReLU()))),
        raised(lambda: len(nn.CellList((nn.ReLU(), nn.ReLU())))),
        raised(lambda: len(nn.CellList(nn.CellList([nn.ReLU()])))),
        raised(lambda: len(nn.CellList(c for c in [nn.ReLU()]))),
        raised(lambda: nn.CellList([None])),
        raised(lambda: nn.CellList([nn.ReLU()], auto_prefix=False)),
    ]


@case
def celllist_auto_prefix_false():
    return paths(nn.CellList([dense(), dense()], auto_prefix=False))


@case
def celllist_append():
    cells = nn.CellList([dense()])
    result = cells.append(dense())
    return [plain(result), paths(cells), len(cells), raised(lambda: cells.append(3))]


@case
def celllist_insert():
    cells = nn.CellList([dense(), dense()])
    cells.insert(0, Net())
    first = paths(cells)
    cells.insert(-1, dense())
    cells.insert(len(cells), nn.ReLU())
    return [
        first,
        paths(cells),
        cells.name_cells(),
        raised(lambda: cells.insert(99, nn.ReLU())),
        raised(lambda: cells.insert(0, 3)),
        raised(lambda: cells.insert("a", nn.ReLU())),
    ]


@case
def celllist_extend():
    cells = nn.CellList([dense()])
    result = cells.extend([dense(), nn.ReLU()])
    cells += [dense()]
    return [
        plain(result),
        paths(cells),
        len(cells),
        raised(lambda: cells.extend(3)),
        raised(lambda: cells.extend([3])),
        raised(lambda: cells.extend((nn.ReLU(),)) and len(cells)),
        raised(lambda: cells.extend(nn.CellList([nn.ReLU()])) and len(cells)),
    ]


@case
def celllist_index():
    cells = nn.CellList([nn.ReLU(), dense(), nn.Tanh()])
    return [
        cells[0],
        cells[-1],
        raised(lambda: cells[3]),
        raised(lambda: cells[-4]),
        raised(lambda: cells["a"]),
        raised(lambda: cells[1.5]),
    ]


@case
def celllist_slice():
    cells = nn.CellList([dense(), nn.ReLU(), dense(), nn.Tanh()])
    cut = cells[1:]
    return [cut, paths(cut), list(cut.name_cells()), list(cells[::2].name_cells()), len(cells[9:]), paths(cells)]


@case
def celllist_setitem():
    cells = nn.CellList([dense(), nn.ReLU()])
    cells[0] = Net()
    cells[-1] = dense()
    return [
        paths(cells),
        raised(lambda: cells.__setitem__(9, nn.ReLU())),
        raised(lambda: cells.__setitem__("a", nn.ReLU())),
    ]


@case
def celllist_delitem():
    cells = nn.CellList([dense(), nn.ReLU(), dense(), Net()])
    del cells[0]
    first = [paths(cells), list(cells.name_cells())]
    del cells[-1]
    del cells[0:1]
    return [first, paths(cells), list(cells.name_cells()), raised(lambda: cells.__delitem__(9))]


@case
def celllist_iterate():
    cells = nn.CellList([nn.ReLU(), dense()])
    return [
        list(cells),
        [c is d for c, d in zip(cells, cells.cells(), strict=True)],
        cells[0] in cells,
        nn.ReLU() in cells,
        list(reversed(cells)),
    ]


@case
def celllist_pop_is_missing():
    return [raised(lambda: nn.CellList([nn.ReLU()]).pop()), raised(lambda: nn.CellList([nn.ReLU()]).index)]


@case
def celllist_call():
    return raised(lambda: nn.CellList([nn.ReLU()])(Tensor(1.0)))


@case
def celllist_nested():
    net = Add()
    net.blocks = nn.CellList([nn.CellList([dense(), dense()]), nn.CellList([dense()])])
    return paths(net)


@case
def celllist_set_grad():
    cells = nn.CellList([dense(), nn.SequentialCell(dense())])
    same = cells.set_grad() is cells
    return [same, [cell.requires_grad for _, cell in cells.cells_and_names()]]


@case
def celldict_basics():
    cells = nn.CellDict({"a": dense(), "b": nn.ReLU()})
    cells["c"] = Net()
    cells["a"] = nn.Dense(1, 2)
    return [paths(cells), len(cells), list(cells), "a" in cells, "z" in cells, cells["b"], bool(nn.CellDict())]


@case
def celldict_views():
    cells = nn.CellDict([("a", nn.ReLU()), ("b", dense())])
    return [
        list(cells.keys()),
        list(cells.values()),
        list(cells.items()),
        type(cells.keys()).__name__,
        type(cells.items()).__name__,
    ]


@case
def celldict_ordereddict():
    return paths(nn.CellDict(OrderedDict([("z", dense()), ("a", dense())])))


@case
def celldict_pop_clear_del():
    cells = nn.CellDict({"a": dense(), "b": nn.ReLU(), "c": nn.Tanh()})
    popped = cells.pop("a")
    del cells["b"]
    left = list(cells.keys())
    result = cells.clear()
    return [
        plain(popped),
        names(popped),
        left,
        plain(result),
        len(cells),
        raised(lambda: cells.pop("z")),
        raised(lambda: cells["z"]),
        raised(lambda: cells.__delitem__("z")),
    ]


@case
def celldict_update():
    cells = nn.CellDict({"a": dense()})
    cells.update({"b": dense()})
    cells.update([["c", dense()], ("d", nn.ReLU())])
    cells.update(nn.CellDict({"e": dense()}))
    cells.update(OrderedDict([("a", nn.Dense(1, 4))]))
    return [paths(cells), list(cells), plain(cells.update({}))]


@case
def celldict_errors():
    cells = nn.CellDict({"a": nn.ReLU()})
    return [
        raised(lambda: cells.__setitem__(3, nn.ReLU())),
        raised(lambda: cells.__setitem__("x", 3)),
        raised(lambda: cells.__setitem__("", nn.ReLU())),
        raised(lambda: cells.__setitem__("a.b", nn.ReLU())),
        raised(lambda: cells.__setitem__("keys", nn.ReLU())),
        raised(lambda: cells.__setitem__("x", None)),
        raised(lambda: cells.update(3)),
        raised(lambda: cells.update([1])),
        raised(lambda: cells.update([("k",)])),
        raised(lambda: cells.update({"a": 3})),
        raised(lambda: cells(1)),
        raised(lambda: nn.CellDict(3)),
        raised(lambda: len(nn.CellDict({"a": nn.ReLU()}, {"b": nn.ReLU()}))),
    ]


@case
def celldict_in_net():
    net = Add()
    net.heads = nn.CellDict({"x": dense()})
    net.heads["y"] = dense()
    return paths(net)
