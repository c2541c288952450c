"""Orders: samplers, shuffles, splits, epochs."""

GEN = "ds.GeneratorDataset(Rows(10), ['x'], sampler={})"
SLICES = "ds.NumpySlicesDataset(np.arange(10), ['x'], sampler={})"
SAMPLERS = [
    "ds.SequentialSampler()", "ds.SequentialSampler(2)", "ds.SequentialSampler(2, 5)", "ds.SequentialSampler(num_samples=3)", "ds.RandomSampler()",
    "ds.RandomSampler(replacement=True)", "ds.RandomSampler(replacement=True, num_samples=14)", "ds.RandomSampler(num_samples=4)", "ds.SubsetSampler([5, 2, 2, 9])",
    "ds.SubsetSampler([5, 2, 9], 2)", "ds.SubsetSampler(3)", "ds.SubsetRandomSampler([1, 3, 5, 7, 9])", "ds.SubsetRandomSampler([1, 3, 5, 7, 9], 3)",
    "ds.WeightedRandomSampler([.1, .9, .3, .5, .2, .7, 0, 0, 1, .4], 6)", "ds.WeightedRandomSampler([.1, .9, .3, .5, .2, .7, .6, .8, 1, .4], 6, replacement=False)",
    "ds.WeightedRandomSampler([1, 2, 3, 4], 8)", "ds.DistributedSampler(3, 0)", "ds.DistributedSampler(3, 2)", "ds.DistributedSampler(3, 1, shuffle=False)",
    "ds.DistributedSampler(4, 3, shuffle=False)", "ds.DistributedSampler(3, 1, num_samples=2)", "ds.DistributedSampler(3, 1, shuffle=False, offset=1)",
    "ds.DistributedSampler(3, 0, offset=2)", "Odd(10)", "odd_sampler(ds, 10)", "[3, 3, 1]", "ds.IterSampler(Odd(10), 4)", "ds.IterSampler(Odd(10))",
    "chained(ds.SequentialSampler(1, 4), ds.RandomSampler())", "chained(ds.RandomSampler(), ds.SequentialSampler(2, 5))",
    "chained(ds.DistributedSampler(2, 1, shuffle=False), ds.SubsetSampler([9, 7, 5, 3, 1]))", "chained(ds.SubsetSampler([0, 2]), ds.DistributedSampler(2, 0))",
    "chained(ds.RandomSampler(num_samples=3), ds.RandomSampler(num_samples=6))", "chained(ds.WeightedRandomSampler([1, 5, 2], 4), ds.SubsetSampler([8, 6, 4]))",
]  # fmt: skip
NUMBERS = "ds.NumpySlicesDataset(np.arange({}), ['x'], shuffle=False)"
CASES = [
    *((GEN.format(sampler), {"epochs": 2}) for sampler in SAMPLERS),
    *((SLICES.format(sampler), {"epochs": 2, "seed": 17}) for sampler in SAMPLERS[4:20:3]),
    *((f"ds.MnistDataset(F + '/mnist', 'train', sampler={sampler})", {"epochs": 2}) for sampler in (SAMPLERS[5], SAMPLERS[11], SAMPLERS[17], "ds.PKSampler(2)", "ds.PKSampler(1, 3, True)")),
    *((NUMBERS.format(n) + f".shuffle({size})", {"epochs": 2}) for n, size in [(10, 2), (10, 4), (10, 10), (10, 100), (5, 3), (400, 64)]),
    (NUMBERS.format(10) + ".shuffle(4)", {"epochs": 2, "seed": 0}),
    (NUMBERS.format(10) + ".shuffle(4)", {"seed": 4294967295}),
    (NUMBERS.format(6) + ".shuffle(4).repeat(2)", {"epochs": 2}),
    (NUMBERS.format(6) + ".repeat(2).shuffle(5)", {"epochs": 2}),
    (NUMBERS.format(6) + ".shuffle(4).shuffle(3)", {"epochs": 2}),
    ("ds.NumpySlicesDataset(np.arange(7), ['x']).repeat(2)", {"epochs": 2}),
    ("ds.NumpySlicesDataset(np.arange(7), ['x']).shuffle(3).batch(2).repeat(2)", {"epochs": 2}),
    ("ds.NumpySlicesDataset(np.arange(300), ['x']).batch(20)", {"epochs": 3}),
    (NUMBERS.format(10) + ".split([0.5, 0.5])[0]", {"epochs": 2}),
    (NUMBERS.format(10) + ".split([0.5, 0.5])[1]", {"epochs": 2}),
    (NUMBERS.format(10) + ".split([7, 3], randomize=False)[0]", {"epochs": 2}),
    (NUMBERS.format(10) + ".split([7, 3], randomize=False)[1]", {}),
    (NUMBERS.format(10) + ".split([.33, .33, .34], randomize=False)[2]", {}),
    (NUMBERS.format(10) + ".split([6, 4])[0]", {"epochs": 2}),
    ("ds.GeneratorDataset(Rows(10), ['x']).split([0.7, 0.3])[0]", {"epochs": 2}),
    ("ds.GeneratorDataset(Rows(10), ['x']).split([0.7, 0.3])[1]", {"epochs": 2}),
    ("ds.GeneratorDataset(Rows(10), ['x'], shuffle=False).split([0.7, 0.3])[1]", {"epochs": 2}),
    ("ds.GeneratorDataset(numbers(10), ['x']).split([0.7, 0.3])[0]", {"epochs": 2}),
    ("ds.MnistDataset(F + '/mnist', 'train').split([15, 5])[1]", {"epochs": 2}),
    ("ds.MnistDataset(F + '/mnist', 'train', shuffle=False).split([0.75, 0.25], False)[1]", {"epochs": 2}),
    ("ds.MnistDataset(F + '/mnist', 'train').map(double, 'label').split([15, 5])[1]", {"epochs": 2}),
    ("twice(ds.GeneratorDataset(Rows(8), ['x']))", {"kind": "value"}),
    ("twice(ds.NumpySlicesDataset(np.arange(8), ['x'], shuffle=False).shuffle(5))", {"kind": "value"}),
    ("[twice(ds.GeneratorDataset(Rows(8), ['x'])), twice(ds.GeneratorDataset(Rows(8), ['x']))]", {"kind": "value"}),
    ("ds.NumpySlicesDataset(np.arange(7), ['x'], shuffle=True).concat(ds.NumpySlicesDataset(np.arange(5), ['x'], shuffle=True))", {"epochs": 2}),
    ("ds.zip((ds.NumpySlicesDataset(np.arange(7), ['x']), ds.NumpySlicesDataset(np.arange(7), ['y'])))", {"epochs": 2}),
]  # fmt: skip
