"""The picture of the table: bars of the milliseconds of a step, the least of many."""

from __future__ import annotations

import contenders
import workloads

COLOURS = {
    "msgrad": "#2563eb",
    "msgrad-jit": "#1e3a8a",
    "jax": "#f59e0b",
    "flax": "#fcd34d",
    "torch": "#ef4444",
    "mindspore": "#9aa5b1",
    "mindspore-jit": "#616e7c",
}


def draw(results, file):
    import matplotlib

    matplotlib.use("svg" if str(file).endswith(".svg") else "agg")
    import matplotlib.pyplot as plt

    found = results["workloads"]
    columns = min(3, len(found))
    rows = -(-len(found) // columns)
    fig, axes = plt.subplots(rows, columns, figsize=(5.2 * columns, 2.3 * rows), squeeze=False)
    for ax in axes.flat[len(found) :]:
        ax.set_visible(False)
    for ax, (name, result) in zip(axes.flat, found.items(), strict=False):
        kinds = [k for k in reversed(COLOURS) if k in result["contenders"]]
        times = [result["contenders"][k]["min_ms"] for k in kinds]
        bars = ax.barh([contenders.CONTENDERS[k][0] for k in kinds], times, color=[COLOURS[k] for k in kinds])
        ax.bar_label(bars, labels=[f" {t:.0f} ms" if t >= 100 else f" {t:.3g} ms" for t in times], fontsize=8)
        ax.set_xlim(0, 1.25 * max(times))
        ax.set_title(workloads.load(name).TITLE, fontsize=9)
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
    fig.tight_layout()
    fig.savefig(file, metadata={"Date": None} if str(file).endswith(".svg") else None)
