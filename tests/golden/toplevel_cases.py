# ruff: noqa: E501
"""Calls of what MindSpore has beside its operators and layers; `make_toplevel.py` asks the real one for the answers.

Each line of a section is evaluated in order, in one process, with the names of `names()`. In the section "communication"
that process is a group of one, which the real MindSpore needs a launcher for.
"""

import re

COMMUNICATION = """
communication.GlobalComm.BACKEND
communication.GlobalComm.WORLD_COMM_GROUP
communication.GlobalComm.INITED
communication.get_rank()
communication.get_group_size()
communication.get_local_rank()
communication.get_local_rank_size()
communication.get_rank(communication.GlobalComm.WORLD_COMM_GROUP)
communication.get_world_rank_from_group_rank(communication.GlobalComm.WORLD_COMM_GROUP, 0)
communication.get_group_rank_from_world_rank(0, communication.GlobalComm.WORLD_COMM_GROUP)
communication.get_process_group_ranks()
communication.get_comm_name()
communication.get_rank("absent")
communication.get_rank(3)
communication.get_group_size(3)
communication.create_group("mine", [0])
communication.create_group("mine", [0])
communication.create_group("mine", [0, 1])
communication.create_group("more", [0, 1])
communication.create_group("twice", [0, 0])
communication.create_group("tuple", (0,))
communication.create_group(3, [0])
communication.get_rank("mine")
communication.get_group_size("mine")
communication.get_process_group_ranks("mine")
communication.destroy_group("mine")
communication.get_rank("mine")
communication.destroy_group(communication.GlobalComm.WORLD_COMM_GROUP)
communication.init("other")
communication.init(3)
ops.ReduceOp.SUM, ops.ReduceOp.MAX, ops.ReduceOp.MIN, ops.ReduceOp.PROD, ops.ReduceOp.AVG
ops.AllReduce()
ops.AllReduce("avg")
ops.AllReduce(3)
ops.AllReduce(group=3)
ops.AllGather()
ops.ReduceScatter()
ops.Broadcast(0)
ops.Broadcast("a")
ops.AlltoAll(1, 0, 1)
ops.Barrier()
ops.Reduce(0)
ops.CollectiveGather(0)
ops.CollectiveScatter(0)
ops.CollectiveScatter()
ops.Send(0, 0)
ops.Receive(0, 0, [2, 2], ms.float32)
ops.AllGatherV()
ops.ReduceScatterV()
ops.AlltoAllV()
ops.AlltoAllVC()
ops.NeighborExchange([0], [0], ([2, 2],), ([2, 2],), ms.float32)
ops.NeighborExchangeV2([-1] * 8, [0] * 4, [-1] * 8, [0] * 4, "NCHW")
ops.AllReduce()(x)
ops.AllReduce()(Tensor([1, 2], ms.int32))
ops.AllReduce()(Tensor([1, 2], ms.float16))
ops.AllReduce()(ops.zeros((0, 2)))
ops.AllReduce()(3)
ops.AllGather()(x)
ops.AllGather()(Tensor([1, 2], ms.int32))
ops.Broadcast(0)((x,))
ops.Broadcast(0)(x)
ms.grad(lambda x: (ops.AllReduce()(x) ** 2).sum())(x)
comm_func.P2POp("other", x, 0)
comm_func.P2POp("isend", x, "0")
comm_func.P2POp("isend", x, 0, tag=1)
comm_func.P2POp("isend", x, 0).op
comm_func.all_reduce(x, 3)
comm_func.all_reduce(x, "other")
comm_func.all_reduce(3)
comm_func.broadcast(x, "0")
comm_func.broadcast(3)
comm_func.batch_isend_irecv([])
comm_func.all_to_all_single_with_output_shape(3, x)
comm_func.all_to_all_with_output_shape(3, x)
comm_func.all_to_all_with_output_shape([3], [x])
dist.is_available(), dist.is_initialized()
dist.get_rank(), dist.get_world_size(), dist.get_process_group_ranks()
dist.get_rank("absent"), dist.get_world_size("absent")
dist.get_rank(3)
dist.get_global_rank(None, 0), dist.get_group_rank(None, 0)
dist.get_process_group_ranks(dist.new_group([0]))
dist.get_rank(dist.new_group([0]))
dist.new_group() == communication.GlobalComm.WORLD_COMM_GROUP
dist.new_group(3)
dist.new_group([0, 0])
dist.new_group([])
dist.all_reduce(x), x
dist.all_reduce(x, op="other")
dist.all_reduce(3)
dist.all_reduce(x, async_op=True).wait()
dist.all_gather([y], x), y
dist.all_gather([y, y], x)
dist.all_gather_into_tensor(ops.zeros((3, 2)), x)
dist.broadcast(x, 0), x
dist.broadcast(x, 1)
dist.gather(x * 2, [y], 0), y
dist.scatter(y, [x * 3], 0), y
dist.barrier()
dist.all_gather_object(objects, {"a": 1}), objects
dist.all_gather_object([], 1)
dist.P2POp("other", x, 0)
dist.P2POp("isend", 3, 0)
dist.P2POp("isend", x, 0).peer
ops.communication.set_comm_ops_inplace(3)
ops.communication.set_comm_ops_inplace(True, 3)
ops.communication.set_comm_ops_inplace(True, ["other"])
ops.communication.set_comm_ops_inplace(False, ["broadcast"])
ops.communication.broadcast(x, 0)
ops.communication.set_comm_ops_inplace(True)
communication.release()
communication.get_rank()
dist.is_initialized()
"""

_GET = "ms.get_auto_parallel_context"
_SET = "ms.set_auto_parallel_context"
_KEYS = """device_num global_rank gradients_mean gradient_fp32_sync loss_repeated_mean pipeline_stages auto_pipeline
pipeline_result_broadcast pipeline_interleave pipeline_scheduler parallel_mode search_mode auto_parallel_search_mode
parameter_broadcast strategy_ckpt_load_file strategy_ckpt_save_file full_batch dataset_strategy
enable_parallel_optimizer force_fp32_communication grad_accumulation_step all_reduce_fusion_config
communi_parallel_mode optimizer_weight_shard_size optimizer_weight_shard_aggregated_save sharding_propagation
enable_alltoall comm_fusion strategy_ckpt_config full_batch_is_set dump_local_norm dump_local_norm_path
dump_device_local_norm auto_parallel_new_interface init_param_in_compile""".split()
_SETTABLE = [key for key in _KEYS if key not in ("pipeline_interleave", "pipeline_scheduler", "full_batch_is_set")]
_SETTABLE += ["pipeline_segments", "group_ckpt_save_file", "parallel_optimizer_config", "pipeline_config"]
_VALUES = ["'x'", "True", "1", "-1", "0", "1.5", "[1]", "{'a': 1}", "'semi_auto_parallel'", "'full_batch'"]

PARALLEL = (
    "\n".join(
        [
            *[f"{_GET}('{key}')" for key in [*_KEYS, "absent"]],
            *[f"{_SET}({key}={value})" for key in [*_SETTABLE, "absent"] for value in _VALUES],
            "ms.reset_auto_parallel_context()",
            *[f"{_GET}('{key}')" for key in _KEYS],
        ]
    )
    + """
(ms.set_auto_parallel_context(full_batch=True), ms.get_auto_parallel_context('dataset_strategy'), ms.get_auto_parallel_context('full_batch_is_set'))
(ms.set_auto_parallel_context(full_batch=False), ms.get_auto_parallel_context('dataset_strategy'))
(ms.set_auto_parallel_context(dataset_strategy='full_batch'), ms.get_auto_parallel_context('full_batch'))
(ms.set_auto_parallel_context(dataset_strategy=((1, 1),)), ms.get_auto_parallel_context('dataset_strategy'), ms.get_auto_parallel_context('full_batch'))
(ms.set_auto_parallel_context(communi_parallel_mode='no_group_parallel'), ms.get_auto_parallel_context('communi_parallel_mode'))
ms.set_auto_parallel_context(communi_parallel_mode='NO_GROUP_PARALLEL')
ms.set_auto_parallel_context(pipeline_config={'pipeline_interleave': True})
ms.set_auto_parallel_context(pipeline_config={'pipeline_interleave': True, 'pipeline_scheduler': 'x'})
(ms.set_auto_parallel_context(pipeline_config={'pipeline_interleave': True, 'pipeline_scheduler': 'gpipe'}), ms.get_auto_parallel_context('pipeline_scheduler'))
ms.set_auto_parallel_context(parallel_optimizer_config={'parallel_optimizer_threshold': 24, 'gradient_accumulation_shard': True})
ms.set_auto_parallel_context(parallel_optimizer_config={'parallel_optimizer_threshold': 'x'})
(ms.set_auto_parallel_context(strategy_ckpt_config={'save_file': 'a'}), ms.get_auto_parallel_context('strategy_ckpt_config'), ms.get_auto_parallel_context('strategy_ckpt_save_file'))
(ms.set_auto_parallel_context(strategy_ckpt_save_file='b'), ms.get_auto_parallel_context('strategy_ckpt_config'))
ms.set_auto_parallel_context(comm_fusion={'allreduce': {'mode': 'auto'}})
ms.set_auto_parallel_context(comm_fusion={'allreduce': 3})
ms.set_auto_parallel_context(comm_fusion={'allreduce': {'mode': 'foo', 'config': 32}})
(ms.set_auto_parallel_context(comm_fusion={'openstate': False, 'allreduce': {'mode': 'size', 'config': 32}}), ms.get_auto_parallel_context('comm_fusion'))
(ms.set_auto_parallel_context(search_mode='sharding_propagation'), ms.get_auto_parallel_context('auto_parallel_search_mode'))
(ms.set_auto_parallel_context(device_num=8, global_rank=3), ms.get_auto_parallel_context('device_num'), ms.get_auto_parallel_context('global_rank'))
parallel._utils._get_device_num(), parallel._utils._get_global_rank()
(ms.reset_auto_parallel_context(), ms.get_auto_parallel_context('device_num'))
ms.ParallelMode.MODE_LIST, context.ParallelMode.DATA_PARALLEL
ms.get_ps_context('enable_ps')
(ms.set_ps_context(enable_ps=True, client_password='x'), ms.get_ps_context('enable_ps'))
(ms.reset_ps_context(), ms.get_ps_context('enable_ps'))
ms.set_ps_context(absent=True)
ms.get_ps_context('absent')
ms.set_ps_context(enable_ps=3)
ms.get_ps_context('config_file_path'), ms.get_ps_context('enable_ssl')
ms.get_algo_parameters('fully_use_devices')
(ms.set_algo_parameters(elementwise_op_strategy_follow=True), ms.get_algo_parameters('elementwise_op_strategy_follow'))
ms.set_algo_parameters(absent=1)
ms.get_algo_parameters('absent')
ms.set_algo_parameters(fully_use_devices=1)
ms.set_algo_parameters(tensor_slice_align_size=0)
ms.set_algo_parameters(algo_approxi_epsilon=2)
(ms.set_algo_parameters(tensor_slice_align_size=32), ms.get_algo_parameters('tensor_slice_align_size'), ms.get_algo_parameters('algo_approxi_epsilon'))
(ms.reset_algo_parameters(), ms.get_algo_parameters('tensor_slice_align_size'))
Layout((2, 2, 2), ("dp", "sp", "mp"))("dp", ("sp", "mp"), "None").to_dict()
Layout((2, 2), ("dp", "interleaved_parallel"))(("dp", "interleaved_parallel"),).to_dict()
Layout((2, 2), ("dp", "sp"), rank_list=[3, 2, 1, 0])("None", "sp").to_dict()
Layout((2, 2, 2), ("dp", "sp"))
Layout((2, 2), ("dp", "dp"))
Layout([2, 2], ("dp", "sp"))
Layout((2, 2), ["dp", "sp"])
Layout((2, "a"), ("dp", "sp"))
Layout((2, 2), ("dp", 1))
Layout((2, 2), ("dp", "None"))
Layout((2, 2), ("dp", "sp"), rank_list=[0, 1, 2])
Layout((2, 2), ("dp", "sp"), rank_list=(0, 1, 2, 3))
Layout((2, 2), ("dp", "sp"))("dp", "dp")
Layout((2, 2), ("dp", "sp"))("absent")
Layout((2, 2), ("dp", "sp"))(1)
Layout((2, 2), ("dp", "sp")).to_dict()
Layout((2, 2), ("interleaved_parallel", "dp"))
ms.sync_pipeline_shared_parameters(net)
parallel._utils._get_device_num(), parallel._utils._get_gradients_mean(), parallel._utils._get_parallel_mode()
parallel._utils._get_global_rank(), parallel._utils._get_full_batch(), parallel._utils._get_pipeline_stages()
parallel._utils._need_to_full(), parallel._utils._get_stage_device_num(), parallel._utils._is_in_auto_parallel_mode()
parallel._utils._grads_divided_by_device_num_if_recomputation([1])
parallel.shard(net, in_strategy=((1, 1),))(x)
parallel.function.reshard(x, Layout((1, 1), ("a", "b"))("a", "b"))
parallel.parameter_broadcast(net, {})
parallel.nn.GradAccumulation(net, 2)(x)
parallel.nn.GradAccumulation(3, 3)
parallel.nn.GradAccumulation(net, "a")
parallel.nn.GradAccumulation(net, 0)
parallel.nn.MicroBatchInterleaved(net, 2)(x)
parallel.nn.Pipeline(net, 1)(x)
parallel.nn.Pipeline(net, 2)(x)
parallel.nn.Pipeline(net, 2)
AutoParallel(net)
AutoParallel(net)(x)
AutoParallel(net, "other")
AutoParallel(net).pipeline(stages="a")
AutoParallel(net).pipeline(stages=0)
AutoParallel(net).hsdp(shard_size=0)
AutoParallel(net).hsdp(optimizer_level="x")
AutoParallel(net).dataset_strategy("x")
AutoParallel(net).dataset_strategy("full_batch")
AutoParallel(net).load_param_strategy_file(3)
AutoParallel(net).get_pipeline_stages()
AutoParallel(net).save_operator_strategy_file("x")
AutoParallel(net).load_operator_strategy_file("/tmp/absent.json")
AutoParallel(net).enable_gradients_mean()
ms.merge_sliced_parameter([Parameter(Tensor([1.0, 2.0]), name="a"), Parameter(Tensor([3.0]), name="a")]).asnumpy().tolist()
ms.merge_sliced_parameter([Parameter(Tensor([1.0]), name="a", requires_grad=False, layerwise_parallel=True)] * 2)
ms.merge_sliced_parameter([Parameter(x, name="a")], {"b": 1})
ms.merge_sliced_parameter([])
ms.merge_sliced_parameter(3)
ms.merge_sliced_parameter([Parameter(Tensor([1.0]), name="a"), Parameter(Tensor([1.0]), name="b")])
"""
)

RUNTIME = """
hal.device_count("Other")
hal.device_count(3)
hal.device_count("Ascend")
hal.get_arch_list()
hal.get_device_capability(0)
hal.get_device_name(0)
hal.get_device_name(99, "CPU")
hal.get_device_name("a", "CPU")
hal.get_device_properties(0)
hal.is_available("CPU"), hal.is_available("Ascend")
hal.is_available("Other")
hal.is_initialized("Ascend")
hal.is_initialized("Other")
hal.memory_allocated(), hal.max_memory_allocated(), hal.memory_reserved(), hal.max_memory_reserved()
hal.memory_allocated("Ascend")
runtime.memory_stats()
runtime.memory_summary()
runtime.empty_cache(), runtime.reset_peak_memory_stats(), runtime.reset_max_memory_reserved(), runtime.reset_max_memory_allocated()
hal.current_stream(), hal.default_stream(), runtime.communication_stream()
hal.set_cur_stream(hal.current_stream())
hal.set_cur_stream(3)
hal.synchronize(), runtime.synchronize()
runtime.Stream(), runtime.Stream(priority=-1)
hal.Stream(priority="a")
hal.Stream().record_event()
hal.Stream().query(), hal.Stream().synchronize(), hal.Stream().wait_event(hal.Event()), hal.Stream().wait_stream(hal.current_stream())
hal.Stream().wait_event(3)
hal.Stream().wait_stream(3)
hal.Stream() == hal.Stream(), hal.Stream().id, runtime.Stream().stream_id(), hal.Stream().device_name, hal.Stream().device_id
hal.Event(), hal.Event(True).query(), hal.Event().synchronize(), hal.Event().wait()
hal.Event(3)
hal.Event().elapsed_time(hal.Event())
hal.StreamCtx(hal.Stream()).__enter__()
hal.StreamCtx(3)
runtime.dispatch_threads_num("a")
runtime.dispatch_threads_num(1)
runtime.dispatch_threads_num(2)
runtime.set_kernel_launch_capture(True)
runtime.set_kernel_launch_capture(3)
runtime.set_kernel_launch_group("a", 8)
runtime.set_memory(max_size=3)
runtime.set_memory(max_size="10GB", optimize_level="O1")
runtime.set_memory("2GB")
runtime.set_cpu_affinity(True)
runtime.set_cpu_affinity(True, ["0-1"])
runtime.set_device_limit(0, 1, 1)
runtime.set_stream_limit(runtime.Stream(), 1, 1)
runtime.reset_stream_limit(runtime.Stream())
contiguous.ContiguousTensorsHandle([Tensor([1.0, 2.0]), Tensor([3.0, 4.0])])[0]
contiguous.ContiguousTensorsHandle([Tensor([1.0, 2.0]), Tensor([3.0, 4.0])], False)[1:3]
contiguous.ContiguousTensorsHandle([3])
log.get_level(), log.get_log_config()
"""

SETTINGS = """
device_context.cpu.is_available(), device_context.ascend.is_available()
device_context.ascend.device_count()
device_context.cpu.op_tuning.threads_num("a")
device_context.cpu.op_tuning.threads_num(4)
device_context.cpu.op_tuning.threads_num(8)
device_context.gpu.op_precision.conv_allow_tf32(True), device_context.gpu.op_precision.matmul_allow_tf32(False)
device_context.gpu.op_precision.conv_allow_tf32(3)
device_context.gpu.op_tuning.conv_fprop_algo("performance")
device_context.gpu.op_tuning.conv_fprop_algo("other")
device_context.gpu.op_tuning.conv_fprop_algo(3)
device_context.gpu.op_tuning.conv_wgrad_algo("algo_0"), device_context.gpu.op_tuning.conv_dgrad_algo("fft")
device_context.ascend.op_debug.execute_timeout(100)
device_context.ascend.op_debug.execute_timeout("a")
device_context.ascend.op_debug.debug_option("oom")
device_context.ascend.op_precision.precision_mode("force_fp16")
device_context.ascend.op_precision.op_precision_mode("/tmp/absent")
device_context.ascend.op_precision.matmul_allow_hf32(True), device_context.ascend.op_precision.conv_allow_hf32(False)
device_context.ascend.op_precision.matmul_allow_hf32(3)
device_context.ascend.op_tuning.op_compile(True)
device_context.ascend.op_tuning.aoe_tune_mode("online"), device_context.ascend.op_tuning.aoe_job_type("1")
device_context.ascend.op_tuning.aclnn_cache(True, 10)
ms.set_deterministic(True)
ms.set_deterministic(3)
ms.set_recursion_limit(500)
ms.set_recursion_limit(0)
ms.set_recursion_limit("a")
ms.stress_detect()
ms.sdc_detect_start(), ms.sdc_detect_stop(), ms.get_sdc_detect_result()
ms.Symbol(max=3, min=1, divisor=2, remainder=1).to_dict(), ms.Symbol().to_dict()
ms.Symbol(divisor=0)
ms.Symbol(divisor=3, remainder=3)
ms.Symbol(unique=3)
ms.Symbol(max="a")
Tensor(shape=(None, ms.Symbol(max=3)), dtype=ms.float32).shape, Tensor(shape=None, dtype=ms.float32).shape
ms.int, ms.float
ms.recompute(nn.ReLU(), x)
ms.recompute(3)
ms.enable_dynamic()
ms.enable_dynamic(x=3)(lambda x: x)
ms.enable_dynamic(y=Tensor(shape=[None], dtype=ms.float32))(lambda x: x)
ms.from_dlpack(ms.to_dlpack(x))
ms.graph.register_custom_pass("a", "b")
str(profiler.schedule(wait=1, warmup=1, active=2, repeat=1, skip_first=1))
[profiler.schedule(wait=1, warmup=1, active=2, repeat=1, skip_first=1)(i).name for i in range(8)]
[profiler.schedule(wait=0, active=1)(i).name for i in range(3)], [profiler.schedule(wait=1, active=2)(i).name for i in range(8)]
str(profiler.schedule(wait=-1, active=0))
profiler.schedule(active=1)
[[(e.name, e.value) for e in kind] for kind in (profiler.ProfilerLevel, profiler.ProfilerActivity, profiler.AicoreMetrics, profiler.ExportType)]
profiler.profile(other=3)
_checkparam.check_int(3, 2, _checkparam.GE), _checkparam.check_positive_int(1), _checkparam.check_bool(True)
_checkparam.check_int(1, 2, _checkparam.GE)
_checkparam.check_int(1.5, 2, _checkparam.GE)
_checkparam.check_int(True, 2, _checkparam.GE)
_checkparam.check_positive_int(0)
_checkparam.check_positive_int("a")
_checkparam.check_non_negative_int(-1)
_checkparam.check_bool(1)
_checkparam.check_float_range(0.5, 0.0, 1.0, _checkparam.INC_LEFT, "p", "op")
_checkparam.check_float_range(0, 0, 1, _checkparam.INC_BOTH)
_checkparam.check_positive_float(1)
_checkparam.check_float_range(1.0, 0.0, 1.0, _checkparam.INC_LEFT, "p", "op")
_checkparam.check_float_range("a", 0.0, 1.0, _checkparam.INC_LEFT, "p", "op")
_checkparam.check_int_range(3, 1, 3, _checkparam.INC_RIGHT)
_checkparam.check_int_range(1, 1, 3, _checkparam.INC_RIGHT)
_checkparam.check_positive_float(1.5), _checkparam.check_non_negative_float(0.0)
_checkparam.check_positive_float(0.0)
_checkparam.check_value_type("a", 1, [int, float], "op"), _checkparam.check_value_type("a", None, [int, type(None)])
_checkparam.check_value_type("a", True, [int], "op")
_checkparam.check_value_type("a", "x", [int], "op")
_checkparam.check_string("a", ["a", "b"])
_checkparam.check_string("c", ["a", "b"])
_checkparam.check_subclass("x", ms.float32, ms.number, "op")
_checkparam.check_subclass("x", ms.float32, ms.bool_, "op")
_checkparam.check_and_canonicalize_axes((0, -1), 3), _checkparam.check_and_canonicalize_axes(1, 3)
_checkparam.check_and_canonicalize_axes(3, 3)
_checkparam.check_is_int(3), _checkparam.check_equal_int(3, 3)
_checkparam.check_equal_int(3, 4)
_checkparam.check("a", 3, "b", 2, _checkparam.GT)
_checkparam.check("a", 3, "b", 4, _checkparam.GT)
[getattr(_checkparam, n) for n in "EQ NE LT LE GT GE INC_NEITHER INC_LEFT INC_RIGHT INC_BOTH IN NOT_IN".split()]
amp._grad_scale_map(Tensor(2.0), (x,)), amp._grad_unscale_map(Tensor(2.0), (x,))
ms.no_inline(lambda: 3)()
ms.frombuffer(b"abcd", ms.uint8), ms.frombuffer(b"abcd", dtype=ms.uint8, count=2, offset=1), ms.frombuffer(b"abcd", dtype=ms.int32)
ms.frombuffer(b"abc", dtype=ms.int32)
ms.frombuffer(3, dtype=ms.int32)
ms.frombuffer(b"abcd")
[(ms.swap_tensors(a, b), a, b) for a, b in [(Tensor([1.0]), Tensor([2, 3]))]]
ms.swap_tensors(3, x)
"""

SECTIONS = {"communication": COMMUNICATION, "parallel": PARALLEL, "runtime": RUNTIME, "settings": SETTINGS}


def lines(section):
    return [line for line in SECTIONS[section].splitlines() if line.strip()]


def names(section):
    """What the lines of a section may use."""
    import mindspore as ms
    from mindspore import (
        _checkparam,
        amp,
        communication,
        context,
        device_context,
        hal,
        log,
        nn,
        ops,
        parallel,
        profiler,
        runtime,
    )
    from mindspore.communication import comm_func
    from mindspore.hal import contiguous_tensors_handle as contiguous
    from mindspore.mint import distributed as dist
    from mindspore.parallel import Layout, _utils, function  # noqa: F401
    from mindspore.parallel.auto_parallel import AutoParallel

    if section == "communication":
        ms.set_device("CPU")
        communication.init()
    return {
        "_checkparam": _checkparam, "amp": amp, "device_context": device_context, "profiler": profiler,
        "ms": ms, "communication": communication, "context": context, "hal": hal, "log": log, "nn": nn, "ops": ops,
        "parallel": parallel, "runtime": runtime, "comm_func": comm_func, "contiguous": contiguous, "dist": dist,
        "Layout": Layout, "AutoParallel": AutoParallel, "Tensor": ms.Tensor, "Parameter": ms.Parameter,
        "x": ms.Tensor([[1.0, 2.0], [3.0, 4.0]]), "y": ms.ops.zeros((2, 2)), "objects": [None],
        "net": nn.Dense(2, 1, weight_init="ones", bias_init="zeros"),
    }  # fmt: skip


def record(line, space):
    """What a line gives, printed, or the type of the error."""
    try:
        return {"line": line, "gives": re.sub(r"0x[0-9a-f]+", "0x", repr(eval(line, space)))}
    except Exception as error:
        return {"line": line, "error": type(error).__name__}
