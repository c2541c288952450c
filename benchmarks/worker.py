"""A contender in a process of its own: `table.py` tells it, by lines on its standard input, when to run steps.

    python benchmarks/worker.py CONTENDER WORKLOAD

Each line with a number n is answered with a line of JSON: the seconds of n steps, by the clock and of all threads. An
empty line ends it, with a line of what was counted.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def peak_memory():
    """The most MiB of memory that this process has had, None where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main():
    contender, name = sys.argv[1:]
    out = os.fdopen(os.dup(1), "w")  # frameworks print what they like to what they take for standard output
    os.dup2(2, 1)

    def answer(**found):
        out.write(json.dumps(found) + "\n")
        out.flush()

    sys.path[:0] = [str(HERE), str(HERE.parent)]
    import contenders
    import workloads

    needed = contenders.CONTENDERS[contender][1]
    if importlib.util.find_spec(needed) is None:
        return answer(skipped=f"{needed} is not installed")
    try:
        step = contenders.step_of(contender, workloads.load(name))
        before = peak_memory()
        start = time.perf_counter()
        losses = [contenders.number(step())]
        first = time.perf_counter() - start
        losses += [contenders.number(step()) for _ in range(9)]  # warm-up, and what the contenders are compared by
    except Exception as error:
        return answer(skipped=f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")
    answer(first_s=first, losses=losses)

    counts = None
    if needed == "msgrad":
        import msgrad

        counts = msgrad.profile()
        counts.reset()
    done = 0
    for line in sys.stdin:
        if not line.strip():
            break
        times, cpu_times = [], []
        for _ in range(int(line)):
            start, cpu_start = time.perf_counter(), time.process_time()
            contenders.number(step())
            times.append(time.perf_counter() - start)
            cpu_times.append(time.process_time() - cpu_start)
        done += len(times)
        answer(times=times, cpu_times=cpu_times)
    found = {"peak_mb": peak_memory()}
    if found["peak_mb"] is not None:
        found["peak_of_training_mb"] = found["peak_mb"] - before
    if counts is not None and done:
        found["operators_per_step"] = counts.operators_recorded / done
        found["programs_compiled_after_warm_up"] = counts.programs_compiled
    return answer(**found)


if __name__ == "__main__":
    main()
