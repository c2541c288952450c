"""MindRecord and TFRecord data sets."""

ORDERS = [
    "shuffle=False", "", "shuffle=ds.Shuffle.FILES", "shuffle=ds.Shuffle.INFILE", "num_shards=3, shard_id=1", "num_shards=3, shard_id=2, shuffle=False", "num_samples=4, shuffle=False",
    "sampler=ds.SequentialSampler(2, 4)", "sampler=ds.RandomSampler()", "sampler=ds.SubsetRandomSampler([1, 4, 6, 8])", "sampler=ds.SubsetSampler([1, 4, 6, 8])", "sampler=ds.DistributedSampler(2, 1)",
    "columns_list=['text', 'id'], shuffle=False", "columns_list=['id'], shuffle=False, padded_sample={'id': -1}, num_padded=3",
]  # fmt: skip
TF = [
    "shuffle=False", "shuffle=True", "shuffle=ds.Shuffle.FILES", "shuffle=False, num_parallel_workers=1", "shuffle=False, num_samples=5", "shuffle=False, num_shards=2, shard_id=1, shard_equal_rows=True",
    "shuffle=False, num_shards=2, shard_id=1", "columns_list=['b'], shuffle=False", "schema=schema(ds, ('a', mstype('int64'), [1]), ('b', mstype('float32'), [2]), ('c', mstype('string'), [1])), shuffle=False",
    "schema=schema(ds, ('a', mstype('int32'), []), ('b', mstype('float32'))), shuffle=False", "columns_list=['zz'], shuffle=False", "shuffle=False, num_shards=9, shard_id=1",
]  # fmt: skip
CASES = [
    *((f"ds.MindDataset(F + '/records/{name}', {order})", {"epochs": 3}) for name in ("one", "three0") for order in ORDERS),
    "ds.MindDataset([F + '/records/three2', F + '/records/three0'], shuffle=False)",
    "ds.MindDataset(F + '/records/two')", "ds.MindDataset(5)", "ds.MindDataset(F + '/records/one', ['zz'])", "ds.MindDataset(F + '/text/one.txt')", "ds.MindDataset(F + '/records/one', num_shards=2)",
    *((f"ds.MindDataset(F + '/records/one', shuffle={shuffle}).split([6, 3], {randomize})[{part}]", {"epochs": 3}) for shuffle in (True, False) for randomize in (True, False) for part in (0, 1)),
    ("ds.MindDataset(F + '/records/one', sampler=ds.RandomSampler(num_samples=4))", {"epochs": 3}), ("ds.MindDataset(F + '/records/three0', ['id']).shuffle(4).batch(3)", {"epochs": 2}),
    *((f"ds.TFRecordDataset(F + '/records/*.tfrecord', {order})", {"epochs": 2}) for order in TF),
    "saved(ds, ds.NumpySlicesDataset({'a': np.arange(5, dtype=np.int32), 'f': np.ones((5, 2, 3), np.float32), 's': ['x', 'yy', 'z', '', 'w']}, shuffle=False).batch(2))",
    "saved(ds, ds.NumpySlicesDataset({'a': np.arange(5), 'h': np.arange(5, dtype=np.float16), 's': ['x', 'yy', 'z', '', 'w'], 'u': np.arange(10, dtype=np.uint8).reshape(5, 2)}, shuffle=False))",
    "saved(ds, ds.GeneratorDataset(ragged(9), ['r', 'i']))", "saved(ds, ds.NumpySlicesDataset({'d': np.arange(3.0), 'q': np.array([True, False, True])}, shuffle=False))",
    "saved(ds, ds.GeneratorDataset([(b'ab', 1), (b'c', 2)], ['b', 'n'], shuffle=False))",
    "ds.TFRecordDataset(F + '/records/none')", "ds.TFRecordDataset(F + '/text/one.txt', shuffle=False)", "ds.TFRecordDataset(F + '/records/0.tfrecord', compression_type='RAR')",
]  # fmt: skip
