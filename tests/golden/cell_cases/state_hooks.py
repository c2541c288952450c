"""Hooks of state dictionaries, extra state, and options that a Cell keeps."""

from mindspore import Parameter, Tensor, nn

from cell_cases.base import case, raised


class Counting(nn.Cell):
    def __init__(self):
        super().__init__()
        self.w = Parameter(Tensor([1.0]), name="w")
        self.count = 5

    def get_extra_state(self):
        return {"count": self.count}

    def set_extra_state(self, state):
        self.count = state["count"]


class Outer(nn.Cell):
    def __init__(self):
        super().__init__()
        self.inner = Counting()
        self.fc = nn.Dense(2, 1)
        self.register_buffer("buffer", Tensor([3.0]))


@case
def state_extra_is_in_the_dictionary():
    state = Outer().state_dict()
    return [*state, state["inner._extra_state"], dict(state._metadata)]


@case
def state_extra_is_taken_back():
    net = Outer()
    state = net.state_dict()
    state["inner._extra_state"] = {"count": 8}
    return [str(net.load_state_dict(state)), net.inner.count]


@case
def state_extra_of_a_plain_cell():
    cell = nn.Dense(1, 1)
    return [raised(cell.get_extra_state), raised(lambda: cell.set_extra_state(1))]


@case
def state_hooks_before_and_after():
    net, seen = Outer(), []
    hook = net.register_state_dict_pre_hook(lambda cell, prefix, keep: seen.append(["before", prefix, keep]))
    net.inner.register_state_dict_pre_hook(lambda cell, prefix, keep: seen.append(["before", prefix, keep]))

    def after(cell, state, prefix, metadata):
        seen.append(["after", type(cell).__name__, prefix, list(state), metadata])
        state["added"] = Tensor([9.0])

    net.register_state_dict_post_hook(after)
    keys = list(net.state_dict())
    hook.remove()
    net.state_dict()
    return [seen, keys]


@case
def state_hook_after_that_returns():
    net = Outer()
    net.register_state_dict_post_hook(lambda *args: 1)
    return raised(net.state_dict)


@case
def state_load_hooks():
    net, seen = Outer(), []
    net.register_load_state_dict_pre_hook(
        lambda c, state, prefix, *rest: seen.append([type(c).__name__, prefix, *rest])
    )
    for cell in (net, net.inner):
        cell.register_load_state_dict_post_hook(lambda c, keys: seen.append([type(c).__name__, str(keys)]))
    state = net.state_dict()
    net.load_state_dict(state)
    return seen


@case
def state_load_hook_that_gives_what_is_missing():
    net = Outer()
    state = net.state_dict()
    state.pop("fc.weight")

    def give(cell, state, *rest):
        state["fc.weight"] = Tensor([[7.0, 8.0]])

    net.register_load_state_dict_pre_hook(give)
    return [str(net.load_state_dict(state)), net.fc.weight.asnumpy().tolist(), "fc.weight" in state]


@case
def state_load_hook_that_forgives():
    net = Outer()
    state = net.state_dict()
    state.pop("fc.weight")
    state["more"] = Tensor([1.0])
    strict = raised(lambda: net.load_state_dict(state))

    def forgive(cell, keys):
        keys.missing_keys.clear()
        keys.unexpected_keys.clear()

    hook = net.register_load_state_dict_post_hook(forgive)
    forgiven = str(net.load_state_dict(state))
    hook.remove()
    return [strict, forgiven, raised(lambda: net.load_state_dict(state))]


@case
def state_load_hook_that_returns():
    net = Outer()
    net.register_load_state_dict_post_hook(lambda cell, keys: keys)
    return raised(lambda: net.load_state_dict(net.state_dict()))


@case
def option_scopes():
    net = nn.SequentialCell(nn.SequentialCell(nn.Dense(1, 1), nn.ReLU()), Outer())
    before = net[0].get_scope()
    net.generate_scope()
    return [before, [[path, cell.get_scope()] for path, cell in net.cells_and_names()]]


@case
def option_comm_fusion():
    net = Outer()
    same = net.set_comm_fusion(2) is net
    return [same, [p.comm_fusion for p in net.get_parameters()], raised(lambda: net.set_comm_fusion("a"))]


@case
def option_comm_fusion_of_the_outer_cell():
    net = Outer()
    net.set_comm_fusion(3, recurse=False)
    return [p.comm_fusion for p in net.get_parameters()]


@case
def option_pipeline_stage():
    net = Outer()
    absent = raised(lambda: net.pipeline_stage)
    wrong = [raised(lambda: setattr(net, "pipeline_stage", value)) for value in (-1, "a", 1.5)]
    net.pipeline_stage = 1
    return [absent, wrong, net.pipeline_stage, raised(lambda: net.inner.pipeline_stage)]


@case
def option_boost():
    return raised(lambda: Outer().set_boost("fast"))


@case
def option_data_parallel():
    return Outer().set_data_parallel()


@case
def option_to_empty():
    net = Outer()
    return [
        net.to_empty() is net,
        [list(p.shape) for p in net.get_parameters()],
        raised(lambda: net.to_empty(device="x")),
    ]
