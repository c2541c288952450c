"""Facts of pipelines without rows: `get_dataset_size` and others through every operation."""

X = "ds.GeneratorDataset(Rows(11, 2), ['x', 'v'])"
CHAINS = [".batch(4)", ".batch(4, True)", ".batch(4).repeat(3)", ".repeat(3).batch(4)", ".skip(3).batch(4)", ".take(5).repeat(2)", ".padded_batch(4)", ".project('v')", ".rename('v', 'w')",
          ".map(pair, 'x', ['a', 'b'])", ".map(add_columns, ['x', 'v'], ['s']).batch(2)", ".shuffle(3)", ".split([5, 6])[1]", ".batch(2).batch(2)", ".filter(lambda x, v: x > 2)", ".concat(ds.GeneratorDataset(Rows(3, 2), ['x', 'v']))",
          ".bucket_batch_by_length(['v'], [2, 4], [2, 3, 4])", ".batch(growing)"]  # fmt: skip
CASES = [
    (
        f"(lambda d: [d.get_dataset_size(), d.get_batch_size(), d.get_repeat_count(), d.get_col_names(), [str(np.dtype(t)) for t in d.output_types()], d.output_shapes()])({X}{chain})",
        {"kind": "value"},
    )
    for chain in CHAINS
]
