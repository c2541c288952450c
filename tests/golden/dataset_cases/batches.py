"""Operations that make batches."""

X = "ds.GeneratorDataset(Rows(7), ['x'], shuffle=False)"
XV = "ds.GeneratorDataset(Rows(5, 2), ['x', 'v'], shuffle=False)"
R = "ds.GeneratorDataset(ragged(9), ['r', 'i'])"
TEXTS = "ds.NumpySlicesDataset({'t': ['a', 'bcd', 'ef']}, shuffle=False)"
CASES = [
    X + ".batch(3)", X + ".batch(3, True)", X + ".batch(3, drop_remainder=True)", X + ".batch(7)", X + ".batch(100)", X + ".batch(100, drop_remainder=True)", X + ".batch(1)",
    (X + ".batch(3)", {"epochs": 2}), X + ".batch(2).batch(2)", X + ".batch(2, True).batch(2)", XV + ".batch(2)", X + ".batch(2).repeat(2)", X + ".repeat(2).batch(4)", X + ".batch(2).skip(1)", X + ".batch(2).take(2)",
    (X + ".batch(3).map(double, 'x')", {}), X + ".batch(3, num_parallel_workers=2)", TEXTS + ".batch(2)", TEXTS + ".batch(3)",
    "ds.GeneratorDataset([({'a': 1, 'b': np.array([1, 2])},), ({'a': 2, 'b': np.array([3, 4])},)], ['d'], shuffle=False).batch(2)",
    "ds.NumpySlicesDataset([True, False, True], ['b'], shuffle=False).batch(2)",
    X + ".batch(3, per_batch_map=per_batch, input_columns=['x'])", (X + ".batch(3, per_batch_map=per_batch, input_columns=['x'])", {"epochs": 2}),
    (X + ".batch(3, per_batch_map=per_batch_epoch, input_columns=['x'])", {"epochs": 2}), XV + ".batch(2, per_batch_map=per_batch_two, input_columns=['x', 'v'])",
    XV + ".batch(2, per_batch_map=per_batch, input_columns=['v'])", XV + ".batch(2, per_batch_map=per_batch_two, input_columns=['v', 'x'], output_columns=['p', 'q'])",
    XV + ".batch(2, per_batch_map=lambda x, info: (x, x), input_columns=['x'], output_columns=['p', 'q'])", XV + ".batch(2, per_batch_map=lambda v, x, info: ([a.sum() + b for a, b in zip(v, x)],), input_columns=['v', 'x'], output_columns=['s'])",
    XV + ".batch(2, per_batch_map=lambda x, v, info: (x, v))", X + ".batch(2, per_batch_map=lambda x, info: (np.stack(x) + 1,), input_columns=['x'])", X + ".batch(2, per_batch_map=lambda x, info: ([np.array(len(x))],), input_columns=['x'])",
    R + ".batch(4, per_batch_map=pad_list, input_columns=['r'])", X + ".batch(growing)", (X + ".batch(growing)", {"epochs": 2}), X + ".batch(batch_size=lambda info: 2)",
    X + ".batch(3, per_batch_map=per_batch, input_columns=['x'], python_multiprocessing=True, num_parallel_workers=2)", X + ".batch(3, per_batch_map=per_batch, input_columns=['x'], num_parallel_workers=2)",
    R + ".padded_batch(4)", R + ".padded_batch(4, pad_info={})", R + ".padded_batch(4, True, pad_info={'r': ([7], -1)})", R + ".padded_batch(4, pad_info={'r': ([None], 9)})", R + ".padded_batch(4, pad_info={'r': (None, 3)})",
    R + ".padded_batch(4, pad_info={'r': ([5], None)})", R + ".padded_batch(4, pad_info={'r': ([5], 1.7)})",
    "ds.GeneratorDataset([(np.ones((i, 4 - i)),) for i in range(1, 4)], ['m'], shuffle=False).padded_batch(3, pad_info={'m': ([4, 4], 5)})",
    "ds.GeneratorDataset([(np.ones((i, 4 - i)),) for i in range(1, 4)], ['m'], shuffle=False).padded_batch(2, pad_info={'m': ([None, 4], 5)})",
    "ds.GeneratorDataset([(np.array(['a'] * i),) for i in range(1, 4)], ['s'], shuffle=False).padded_batch(3, pad_info={'s': ([4], '<p>')})",
    "ds.GeneratorDataset([(np.ones((i, 2)),) for i in range(1, 4)], ['m'], shuffle=False).padded_batch(3)",
    R + ".bucket_batch_by_length(['r'], [2, 4], [2, 2, 2])", R + ".bucket_batch_by_length(['r'], [2, 4], [2, 2, 2], pad_info={'r': ([5], 0)})", R + ".bucket_batch_by_length(['r'], [3, 5], [2, 3, 1], None, {})",
    R + ".bucket_batch_by_length(['r'], [3, 6], [2, 3, 1], pad_info={'r': ([None], -1)}, pad_to_bucket_boundary=True)", R + ".bucket_batch_by_length(['r'], [3, 6], [2, 3, 1], None, {}, drop_remainder=True)",
    R + ".bucket_batch_by_length(['i'], [3, 6], [2, 2, 2], lambda i: int(i), {'r': (None, 0)})", R + ".bucket_batch_by_length(['r', 'i'], [3, 6], [2, 2, 2], lambda r, i: len(r) + 1, {})",
    ("R.bucket_batch_by_length(['r'], [3, 6], [2, 3, 1], None, {})".replace("R.", R + "."), {"epochs": 2}),
    "ds.MnistDataset(F + '/mnist', 'train', shuffle=False).map(vision.Rescale(1 / 255, 0), 'image').map(vision.HWC2CHW(), 'image').batch(8)",
    "ds.MnistDataset(F + '/mnist', 'train').map([vision.Rescale(1 / 255, 0), vision.Normalize((0.1307,), (0.3081,)), vision.HWC2CHW()], 'image').map(transforms.TypeCast(mstype('int32')), 'label').batch(8, True)",
]  # fmt: skip
