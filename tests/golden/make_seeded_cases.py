"""Take `seeded_cases.json` from the real MindSpore 2.10: `python tests/golden/make_seeded_cases.py`.

With one thread for a kernel, since with several the order of the draws of a dropout is left to chance.
"""

import json
import pathlib

PATH = pathlib.Path(__file__).with_name("seeded_cases.json")


def main():
    import mindspore as ms
    import seeded_cases
    import seeded_layers

    ms.device_context.cpu.op_tuning.threads_num(1)
    programs = {name: seeded_cases.outcome(name) for name in seeded_cases.CASES}
    layers = {expression: seeded_layers.weights(expression) for expression in seeded_layers.LAYERS}
    lines = lambda record: ",\n".join(f"{json.dumps(name)}: {json.dumps(got)}" for name, got in record.items())  # noqa: E731
    PATH.write_text(f'{{"programs": {{\n{lines(programs)}\n}}, "layers": {{\n{lines(layers)}\n}}}}\n')


if __name__ == "__main__":
    main()
