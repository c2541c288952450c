"""Iterators, callbacks, what is called on a pipeline."""

X = "ds.GeneratorDataset(Rows(4), ['x'], shuffle=False)"
XVC = "ds.GeneratorDataset(Rows(3, 3), ['x', 'v', 'c'], shuffle=False)"
VALUES = [
    f"[kinds(row) for row in {XVC}]", f"[kinds(row) for row in {XVC}.create_tuple_iterator(output_numpy=True)][:1]", f"[type(row).__name__ for row in {XVC}]",
    "[kinds(row) for row in ds.NumpySlicesDataset(['a', 'b'], ['t'], shuffle=False)]", f"[type(row).__name__ for row in {XVC}.create_dict_iterator(num_epochs=1)]",
    f"[list(row) for row in {XVC}.create_dict_iterator(num_epochs=1)]", f"lists({XVC}, columns=['c', 'x'])", f"lists({XVC}, columns='v')",
    f"[row['x'].dtype for row in {XVC}.create_dict_iterator(num_epochs=1)]", f"drained({X}.create_tuple_iterator(num_epochs=2), 2)", f"drained({X}.create_tuple_iterator(num_epochs=2), 3)",
    f"drained({X}.create_tuple_iterator(), 3)", f"drained({X}, 3)", f"len({X})", f"len({X}.batch(3))", f"{X}.batch(3).get_dataset_size()", f"{X}.repeat(3).get_repeat_count()", f"{X}.repeat(2).repeat(3).get_repeat_count()",
    f"{X}.batch(3).repeat(2).get_batch_size()", f"{X}.get_batch_size()", f"{X}.get_class_indexing()", f"{X}.num_classes()", f"{X}.is_shuffled()", "ds.GeneratorDataset(Rows(4), ['x']).is_shuffled()", f"{X}.is_sharded()",
    "ds.GeneratorDataset(Rows(4), ['x'], num_shards=2, shard_id=0).is_sharded()", f"{X}.shuffle(2).is_shuffled()", f"{X}.batch(2).is_shuffled()", f"{X}.reset()", f"{X}.get_init_step()", f"{X}.input_indexs",
    f"{X}.filter(lambda x: x > 1).get_dataset_size()", f"{X}.repeat().get_dataset_size()", "ds.GeneratorDataset(numbers(5), ['x']).get_dataset_size()", "ds.GeneratorDataset(Iterable(5), ['x']).get_dataset_size()",
    f"{X}.batch(2).output_shapes()", f"{X}.batch(3).output_shapes(estimate=True)", "ds.GeneratorDataset(ragged(4), ['r', 'i']).output_shapes(estimate=True)", f"{XVC}.output_types()",
    "[str(kind) for kind in ds.NumpySlicesDataset(['a'], ['t']).output_types()]", f"next(iter({X}))[0].asnumpy()", f"next({X}.create_dict_iterator())['x'].asnumpy()",
    f"log_of(lambda log: {X}.map(double, 'x', callbacks=recorder(ds, 1, log)), 2)", f"log_of(lambda log: {X}.map(double, 'x', callbacks=[recorder(ds, 3, log)]), 2)",
    "ds.config.get_seed()", "ds.config.get_prefetch_size()", "ds.config.get_num_parallel_workers()", "ds.config.get_monitor_sampling_interval()", "ds.config.get_callback_timeout()", "ds.config.get_auto_num_workers()",
    "ds.config.get_enable_shared_mem()", "ds.config.get_enable_autotune()", "ds.config.get_autotune_interval()", "ds.config.get_auto_offload()", "ds.config.get_enable_watchdog()", "ds.config.get_fast_recovery()",
    "ds.config.get_debug_mode()", "ds.config.get_multiprocessing_timeout_interval()", "ds.config.get_iterator_mode()", "ds.config.get_multiprocessing_start_method()", "ds.config.get_numa_enable()", "int(ds.config.get_error_samples_mode())",
    "[ds.config.set_prefetch_size(5), ds.config.get_prefetch_size(), ds.config.set_prefetch_size(16)]", "[set_seed(77), ds.config.get_seed()]", "[set_seed(77), twice(ds.GeneratorDataset(Rows(6), ['x']))]",
    "[str(s) for s in ds.Shuffle]", "[s.value for s in ds.Shuffle]", "ds.Shuffle.GLOBAL == 'global'", "schema(ds, ('a', mstype('int32'), [2, 3]), ('b', mstype('float32'))).to_json()", "ds.Schema(F + '/text/schema.json').to_json()",
    "schema(ds, ('a', 'int32')).columns", "str(schema(ds, ('a', mstype('int32'), [1])))", f"type({X}).__name__", f"[type(d).__name__ for d in [{X}.batch(2), {X}.map(double), {X}.shuffle(2), {X}.repeat(2), {X}.take(1), {X}.skip(1)]]",
    f"[type(d).__name__ for d in [{X}.project('x'), {X}.rename('x', 'y'), {X}.filter(double), {X}.concat({X}), {X}.zip({X}.rename('x', 'y')), {X}.padded_batch(2)]]",
    f"[type({X}.create_tuple_iterator()).__name__, type({X}.create_dict_iterator()).__name__]", f"{X}.create_tuple_iterator().get_next() if hasattr({X}.create_tuple_iterator(), 'get_next') else 'none'",
    "ds.SequentialSampler(1, 3).get_num_samples()", "ds.DistributedSampler(2, 0).get_num_samples()", "ds.SubsetSampler([1, 2, 3]).get_num_samples()", "ds.RandomSampler().get_num_samples()", "ds.WeightedRandomSampler([1, 2], 5).get_num_samples()",
    "chained(ds.SequentialSampler(0, 4), ds.SubsetSampler([1, 2, 3])).get_num_samples()", "isinstance(ds.MnistDataset(F + '/mnist'), ds.Dataset)", f"ds.zip(({X}, {X}.rename('x', 'y'))).get_col_names()",
    "issubclass(ds.NumpySlicesDataset, ds.GeneratorDataset)", "ds.GeneratorDataset(Rows(4), ['x']).dataset_size", "ds.NumpySlicesDataset(np.arange(4), ['x']).column_names", f"list({XVC}.create_tuple_iterator(columns=['c'], output_numpy=True))",
    "lists(ds.compare(ds.NumpySlicesDataset([1], ['a']), ds.NumpySlicesDataset([1], ['a'])) and ds.NumpySlicesDataset([1], ['a']))",
]  # fmt: skip
CASES = [(expr, {"kind": "value"}) for expr in VALUES]
