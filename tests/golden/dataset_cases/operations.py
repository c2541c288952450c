"""Operations, but for those that make batches."""

X = "ds.GeneratorDataset(Rows(6), ['x'], shuffle=False)"
XVC = "ds.GeneratorDataset(Rows(4, 3), ['x', 'v', 'c'], shuffle=False)"
N = "ds.NumpySlicesDataset(np.arange({}), ['{}'], shuffle=False)"
CASES = [
    X + ".map(double)", X + ".map(double, 'x')", X + ".map([double, plus(1)], ['x'])", X + ".map(operations=[double], input_columns='x', num_parallel_workers=1)",
    X + ".map(pair, 'x', ['a', 'b'])", XVC + ".map(pair, 'v', ['a', 'b'])", XVC + ".map(add_columns, ['x', 'v'], ['s'])", XVC + ".map(swap, ['x', 'v'])",
    XVC + ".map(swap, ['x', 'c'], ['p', 'q'])", XVC + ".map(double, 'c', 'new')", XVC + ".map(lambda x: x, 'v')", XVC + ".map([add_columns, double], ['c', 'x'], ['s'])",
    XVC + ".map([pair, add_columns], ['x'], ['s'])", XVC + ".map(double, input_columns='c').project(['c', 'x'])", X + ".map(as_dict, 'x')",
    X + ".map(lambda x: 5, 'x')", X + ".map(lambda x: 2.5, 'x')", X + ".map(lambda x: 'text', 'x')", X + ".map(lambda x: [1, 2], 'x')", X + ".map(lambda x: True, 'x')",
    X + ".map(lambda x: (x, 'b'), 'x', ['x', 'y'])", X + ".map(lambda x: x.astype(np.float16), 'x')", X + ".map(double, 'x', python_multiprocessing=True, num_parallel_workers=2)",
    X + ".map(double, 'x', python_multiprocessing=True).map(plus(1), 'x')", XVC + ".map(add_columns, ['x', 'v'], ['s'], python_multiprocessing=True)",
    X + ".map(double, 'x', max_rowsize=1)", X + ".map(double, 'x').map(plus(1), 'x').map(plus(2), 'x')", X + ".map(transforms.TypeCast(mstype('float32')), 'x')",
    X + ".map(lambda x: np.array(['p', 'q']), 'x')", XVC + ".map(double)", XVC + ".map(operations=lambda x, v: (x, v, v + 1), input_columns=['x', 'v'], output_columns=['a', 'b', 'd'])",
    X + ".filter(lambda x: x % 2 == 0)", X + ".filter(lambda x: x < 3, 'x')", XVC + ".filter(lambda x, c: x + c > 2, ['x', 'c'])", XVC + ".filter(predicate=lambda c: bool(c), input_columns=['c'])",
    X + ".filter(lambda x: False)", X + ".filter(lambda x: np.array(x > 3), num_parallel_workers=1)",
    X + ".repeat(3)", (X + ".repeat(2)", {"epochs": 2}), X + ".repeat(1)", X + ".repeat(2).repeat(2)",
    X + ".skip(2)", X + ".skip(0)", X + ".skip(9)", (X + ".skip(4)", {"epochs": 2}), X + ".take(2)", X + ".take()", X + ".take(-1)", X + ".take(99)", (X + ".take(3)", {"epochs": 2}),
    X + ".skip(1).take(3)", X + ".take(3).skip(1)", X + ".take(3).repeat(2)", X + ".repeat(2).take(8)", X + ".skip(4).repeat(2)", X + ".repeat(2).skip(4)",
    N.format(4, "a") + ".zip(" + N.format(3, "b") + ")", N.format(4, "a") + ".zip((" + N.format(3, "b") + ", " + N.format(5, "c") + "))",
    "ds.zip((" + N.format(4, "a") + ", " + N.format(3, "b") + ".map(double)))", "ds.zip((" + N.format(2, "a") + ".repeat(2), " + N.format(5, "b") + "))",
    (N.format(2, "a") + ".zip(" + N.format(3, "b") + ").repeat(2)", {"epochs": 2}),
    N.format(3, "a") + ".concat(" + N.format(2, "a") + ")", N.format(3, "a") + " + " + N.format(2, "a"), N.format(3, "a") + ".concat([" + N.format(2, "a") + ", " + N.format(1, "a") + "])",
    "(" + N.format(3, "a") + " + " + N.format(2, "a") + ").repeat(2).skip(1)", (N.format(3, "a") + ".concat(" + N.format(2, "a") + ").batch(2)", {"epochs": 2}),
    XVC + ".project('c')", XVC + ".project(['c', 'x'])", XVC + ".project(columns=['v'])", XVC + ".rename('x', 'y')", XVC + ".rename(['x', 'c'], ['c', 'x'])",
    XVC + ".rename(input_columns=['v', 'x'], output_columns=['p', 'q'])", X + ".apply(lambda d: d.batch(2))", X + ".apply(lambda d: d.repeat(2))",
    X + ".flat_map(lambda x: ds.NumpySlicesDataset([int(x), 10 * int(x)], ['f'], shuffle=False))", "ds.TextFileDataset([F + '/text/one.txt'], shuffle=False).flat_map(lambda t: ds.NumpySlicesDataset(str(t).split(), ['w'], shuffle=False))",
    X + ".map(double, 'x').filter(lambda x: x > 3).batch(2)", XVC + ".rename('x', 'y').project(['y', 'v']).map(double, 'y')",
    *[f"sampled(ds.GeneratorDataset(Rows(3), ['x'], shuffle=False) + ds.GeneratorDataset(Rows(4), ['x'], shuffle=False), ds.{sampler})" for sampler in ("DistributedSampler(2, 1, shuffle=False)", "DistributedSampler(3, 0, False)", "DistributedSampler(2, 0)", "SequentialSampler()", "RandomSampler(num_samples=2)", "DistributedSampler(2, 0, False, 3)")],
]  # fmt: skip
