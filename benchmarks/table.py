"""Runs the contenders in turns and makes the table."""

from __future__ import annotations

import json
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import contenders
import workloads

WORKER = Path(__file__).resolve().parent / "worker.py"
SECONDS_A_TURN = 0.25
MAX_STEPS_A_TURN = 20


class Process:
    """A contender's process. It is stopped while others are at work, so that none disturbs another."""

    def __init__(self, contender, workload, python):
        self.name = contender
        command = [python, str(WORKER), contender, workload]
        self.folder = tempfile.TemporaryDirectory()  # MindSpore leaves files where it runs
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115  it lives as long as the process
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
            env=contenders.environment(), cwd=self.folder.name,
        )  # fmt: skip
        self.start = self.answer()
        self.times, self.cpu_times = [], []
        if "skipped" not in self.start:
            self.pause()

    def answer(self):
        line = self.process.stdout.readline()
        if line:
            return json.loads(line)
        self.log.seek(0)
        return {"skipped": "its process ended: " + " ".join(self.log.read().split())[-300:]}

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def turn(self, steps):
        self.go_on()
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        found = self.answer()
        self.pause()
        return found["times"], found["cpu_times"]

    def close(self):
        self.go_on()
        found = {}
        if self.process.poll() is None:
            self.process.stdin.write("\n")
            self.process.stdin.close()
            found = self.answer()
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()
        return found


def measure(workload, pythons, rounds, only=None):
    """One workload: what each contender was found to do, by the contender's name, and the skipped ones' reasons."""
    processes, skipped = [], {}
    try:
        for name, (_, needed, _, _) in contenders.CONTENDERS.items():
            if only and name not in only:
                continue
            process = Process(name, workload, pythons.get(needed, sys.executable))
            if "skipped" in process.start:
                skipped[name] = process.start["skipped"]
                process.close()
            else:
                processes.append(process)
        steps = {}
        for process in processes:  # a turn that does not count tells how many steps the others have
            least = min(process.turn(3)[0])
            steps[process.name] = max(1, min(MAX_STEPS_A_TURN, round(SECONDS_A_TURN / least)))
        for _ in range(rounds):
            for process in processes:
                times, cpu_times = process.turn(steps[process.name])
                process.times += times
                process.cpu_times += cpu_times
        found = {p.name: {**_summary(p), **p.close()} for p in processes}
    finally:
        for process in processes:
            process.process.kill()
    _compare(found)
    return found, skipped


def _summary(process):
    return {
        "min_ms": 1000 * min(process.times),
        "median_ms": 1000 * statistics.median(process.times),
        "cpu_min_ms": 1000 * min(process.cpu_times),  # of all threads; a busy machine stretches it less
        "steps": len(process.times),
        "first_s": process.start["first_s"],
        "losses": process.start["losses"],
    }


def _compare(found):
    """Adds ratios to the hand-written JAX, and how far the losses of the first ten steps are from its own."""
    base = found.get("jax")
    if base is None:
        return
    for row in found.values():
        row["min_ratio"] = row["min_ms"] / base["min_ms"]
        row["median_ratio"] = row["median_ms"] / base["median_ms"]
        row["loss_difference"] = max(abs(a - b) / abs(b) for a, b in zip(row["losses"], base["losses"], strict=True))


_COLUMNS = [
    ("min ms", "min_ms", "{:.2f}"),
    ("median ms", "median_ms", "{:.2f}"),
    ("CPU ms", "cpu_min_ms", "{:.2f}"),
    ("× jax (min)", "min_ratio", "{:.2f}"),
    ("× jax (median)", "median_ratio", "{:.2f}"),
    ("first step s", "first_s", "{:.2f}"),
    ("peak MiB", "peak_mb", "{:.0f}"),
    ("of training", "peak_of_training_mb", "{:.0f}"),
    ("operators", "operators_per_step", "{:.0f}"),
    ("compiled later", "programs_compiled_after_warm_up", "{:.0f}"),
    ("loss differs", "loss_difference", "{:.0e}"),
]


def as_text(results):
    """The table, in Markdown."""
    lines = []
    for name, result in results["workloads"].items():
        lines += ["", f"**{workloads.load(name).TITLE}**", ""]
        lines.append("| | " + " | ".join(title for title, _, _ in _COLUMNS) + " |")
        lines.append("|---|" + "---:|" * len(_COLUMNS))
        for contender, row in result["contenders"].items():
            cells = ["" if row.get(key) is None else form.format(row[key]) for _, key, form in _COLUMNS]
            lines.append(f"| {contenders.CONTENDERS[contender][0]} | " + " | ".join(cells) + " |")
        lines += [f"\nskipped: {contenders.CONTENDERS[c][0]} ({why})" for c, why in result["skipped"].items()]
    cost = results.get("call_cost")
    if cost:
        lines += ["", f"A jitted step with {cost['parameters']} parameters, per call (min of many): " + ", ".join(
            f"{kind} {cost[kind]:.0f} µs" for kind in ("msgrad_jit_us", "jax_us")
        ) + f", ratio {cost['ratio']:.2f}"]  # fmt: skip
    return "\n".join(lines)
