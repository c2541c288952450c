"""Take `streams.json` from the real MindSpore: `python tests/golden/make_streams.py` (needs mindspore 2.10).

Each case runs in a process of its own, since some of MindSpore's generators start only once in a process; and with one
thread for a kernel, since with several the order of the draws is left to chance.
"""

import json
import pathlib
import subprocess
import sys

PATH = pathlib.Path(__file__).with_name("streams.json")


def main():
    if sys.argv[1:]:
        import mindspore as ms
        import stream_cases

        ms.device_context.cpu.op_tuning.threads_num(1)
        for name in sys.argv[1:]:
            print("\n" + json.dumps([name, stream_cases.outcome(name)]))
        return
    import stream_cases

    # what shares a generator outside of a case, apart from the others; the rest in one process
    alone = [
        [name]
        for name in stream_cases.CASES
        if name[:8] in ("dropout1", "dropout2", "dropout3") or name == "dropout_primitives"
    ]
    rest = [name for name in stream_cases.CASES if [name] not in alone]
    got = {}
    for names in [*alone, rest]:
        done = subprocess.run([sys.executable, __file__, *names], check=True, stdout=subprocess.PIPE, text=True)
        got.update(json.loads(line) for line in done.stdout.splitlines() if line.startswith("["))
    text = ",\n".join(f"{json.dumps(name)}: {json.dumps(got[name])}" for name in stream_cases.CASES)
    PATH.write_text(f"{{\n{text}\n}}\n")


if __name__ == "__main__":
    main()
