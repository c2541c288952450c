"""Take the figures of `amp.json` from the real MindSpore 2.10: `python tests/golden/make_amp.py`.

Each case runs in a process of its own, since operators that MindSpore's CPU build lacks may end it.
"""

import json
import multiprocessing
import pathlib

import amp_cases


def work(queue, kind, name):
    import mindspore
    import mindspore.amp

    mindspore.runtime.launch_blocking()
    if kind == "names":
        queue.put(amp_cases.names(mindspore))
    elif kind in ("function", "layer"):
        queue.put(amp_cases.run_case(mindspore, kind, name))
    else:
        queue.put(getattr(amp_cases, kind)(mindspore))


def several(queue, cases):
    for kind, name in cases:
        work(queue, kind, name)


def ask(cases):
    """The figures of the cases; after one that ends the process the next ones run in a new one."""
    context = multiprocessing.get_context("spawn")
    found = []
    while len(found) < len(cases):
        queue = context.Queue()
        process = context.Process(target=several, args=(queue, cases[len(found) :]))
        process.start()
        while len(found) < len(cases):
            try:
                found.append(queue.get(timeout=60 if process.is_alive() else 1))
            except Exception:  # noqa: BLE001
                print("ended by", cases[len(found)])
                found.append(None)
                break
        process.kill()
        process.join()
    return found


if __name__ == "__main__":
    (cases,) = ask([("names", "")])
    rows = ask([tuple(c) for c in cases])
    table = {f"{kind} {name}": row for (kind, name), row in zip(cases, rows, strict=True) if row is not None}
    training, scalers, customs, twins = ask(
        [("run_training", ""), ("run_scalers", ""), ("run_customs", ""), ("run_twins", "")]
    )
    figures = {"dtypes": table, "training": training, "scalers": scalers, "customs": customs, "twins": twins}
    path = pathlib.Path(__file__).with_name("amp.json")
    path.write_text(json.dumps(figures, indent=1) + "\n")
    print(f"{len(table)} cases -> {path}")
