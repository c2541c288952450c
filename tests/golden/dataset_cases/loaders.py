"""`mindspore.dataset.dataloader`: samplers, collating, loading."""

RNG = "np.random.default_rng(1)"
SAMPLERS = [
    "list(dataloader.SequentialSampler([7, 8, 9]))", "len(dataloader.SequentialSampler([7, 8, 9]))", "list(dataloader.RandomSampler(range(8)))", f"list(dataloader.RandomSampler(range(8), generator={RNG}))",
    f"list(dataloader.RandomSampler(range(8), True, 20, generator={RNG}))", f"list(dataloader.RandomSampler(range(8), False, 20, {RNG}))", f"list(dataloader.RandomSampler(range(8), num_samples=3, generator={RNG}))", "len(dataloader.RandomSampler(range(8), num_samples=3))",
    "[list(dataloader.DistributedSampler(range(10), 3, r)) for r in range(3)]", "[list(dataloader.DistributedSampler(range(10), 3, r, drop_last=True, seed=4)) for r in range(3)]", "[list(dataloader.DistributedSampler(range(2), 5, r, False)) for r in range(5)]",
    "later(dataloader.DistributedSampler(range(10), 3, 1), 2)", "len(dataloader.DistributedSampler(range(10), 3, 1))", "list(dataloader.DistributedSampler(range(4)))", "list(dataloader.BatchSampler(range(5), 2, False))", "list(dataloader.BatchSampler(iter(range(5)), 2, True))",
    "len(dataloader.BatchSampler(range(5), 2, False))", "len(dataloader.BatchSampler(range(5), 2, True))", "dataloader.RandomSampler(range(3), 1)", "dataloader.RandomSampler(range(3), num_samples=-1)", "dataloader.RandomSampler(range(3), num_samples=1.0)",
    "dataloader.RandomSampler(range(3), generator=3)", "dataloader.DistributedSampler(range(3), 2, 2)", "dataloader.DistributedSampler(range(3), 'a', 2)", "dataloader.DistributedSampler(range(3), 2, 0, 1)", "dataloader.BatchSampler(range(3), 0, False)",
    "dataloader.BatchSampler(range(3), 2.0, False)", "dataloader.BatchSampler(range(3), 2, 1)", "list(dataloader.Sampler())", "len(dataloader.Sampler())",
]  # fmt: skip
COLLATING = [
    f"seen(dataloader.default_collate({batch}))" for batch in (
        "[1, 2.5]", "[1.5, 2]", "[True, False]", "['a', 'b']", "[b'a', b'b']", "[np.float32(1), np.float32(2)]", "[np.ones(2, np.float16)]", "[np.ones((2, 1)), np.zeros((2, 1))]", "[tensor([1, 2]), tensor([3, 4])]", "[tensor([1, 2]), np.array([3, 4])]",
        "[[1, 2], [3, 4]]", "[(1, 'a'), (3, 'b')]", "[range(2), range(2)]", "[{'a': 1, 'b': (2, 3)}, {'a': 4, 'b': (5, 6)}]", "[Pair(1, 2), Pair(3, 4)]", "[None, None]", "[object()]", "[1 + 2j]", "[np.array(['a'])]", "[np.ones(2), np.ones(3)]",
        "[(1, 2), (1,)]", "[{'a': 1}, {'b': 1}]", "[]",
    )
] + [
    f"seen(dataloader.default_convert({data}))" for data in ("3", "'a'", "(1, np.ones(1))", "[np.bool_(True)]", "np.array([b'a'])", "{'a': (np.ones(1), 's')}", "range(3)", "Pair(np.ones(1), 2)", "np.int8(3)", "None")
]  # fmt: skip
LOADERS = [
    f"seen(list(dataloader.DataLoader({arguments})))" for arguments in (
        "Both(7), 3", "Both(7), 3, drop_last=True", "Both(3), None", f"Both(4), 2, True, generator={RNG}", "Both(4), 2, sampler=[3, 1, 0]", "Both(4), batch_sampler=[[0, 2], [1]]", "counter(dataloader, 5), 2", "counter(dataloader, 5), None",
        "counter(dataloader, 5), 2, drop_last=True", f"Both(3), None, shuffle=True, generator={RNG}", "[1, 2, 3], 2", "Both(5), 2, num_workers=2", "Both(9), 2, num_workers=2, prefetch_factor=1", "Both(5), 2, num_workers=3, persistent_workers=True",
        "Both(5), 2, collate_fn=lambda batch: len(batch)", "dataloader.TensorDataset(tensor([1, 2, 3]), tensor([[4], [5], [6]])), 2",
        "Broken(3), 2", "Broken(3), 2, num_workers=1",
    )
] + [
    "len(dataloader.DataLoader(Both(7), 3))", "len(dataloader.DataLoader(Both(7), 3, drop_last=True))", "len(dataloader.DataLoader(Both(7), None))", "len(dataloader.DataLoader(Both(7), batch_sampler=[[1], [2]]))", "len(dataloader.DataLoader(counter(dataloader, 5), 2))",
    "seen(dataloader.TensorDataset(tensor([1, 2]), tensor([3, 4]))[1])", "dataloader.TensorDataset(tensor([1, 2]), tensor([1]))", "dataloader.Dataset()[0]", "iter(dataloader.IterableDataset())", "dataloader.get_worker_info()", "dataloader.DataLoader(counter(dataloader, 5), 2, True)",
    "dataloader.DataLoader(counter(dataloader, 5), 2, sampler=[1])", "dataloader.DataLoader(counter(dataloader, 5), batch_sampler=[[1]])",
] + [
    f"dataloader.DataLoader(Both(7), {arguments})" for arguments in (
        "2, True, sampler=[1]", "2, batch_sampler=[[1]]", "shuffle=True, batch_sampler=[[1]]", "sampler=[1], batch_sampler=[[1]]", "drop_last=True, batch_sampler=[[1]]", "num_workers=-1", "timeout=-1", "prefetch_factor=2", "num_workers=1, prefetch_factor=0", "persistent_workers=True", "multiprocessing_context='fork'",
        "num_workers=1, multiprocessing_context='foo'", "num_workers='a'", "pin_memory=1", "0", "'a'", "generator=3", "drop_last=1", "shuffle=1", "in_order=1",
    )
] + ["dataloader.DataLoader(3)"]  # fmt: skip
CASES = [(expr, {"kind": "value"}) for expr in SAMPLERS + COLLATING + LOADERS]
