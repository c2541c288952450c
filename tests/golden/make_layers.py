"""Write layers.json.gz, sequences.json.gz, spatial.json.gz, math_layers.json.gz, probability.json.gz and
compound_layers.json.gz: what the real MindSpore (CPU) gives for every case of layer_cases.py, sequence_cases.py,
spatial_cases.py, math_layer_cases.py, probability_cases.py and compound_layer_cases.py.

Run with a Python that has the real ``mindspore`` and no msgrad::

    python tests/golden/make_layers.py [layers] [sequences] [spatial] [math_layers] [probability] [compound_layers]

Cases which the CPU build refuses are kept with the refusal (``refused``): their numbers are checked in other ways.
"""

import gzip
import importlib
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("ONEDNN_MAX_CPU_ISA", "AVX2")

import layer_cases
import mindspore

TABLES = {
    "layers": "layer_cases",
    "sequences": "sequence_cases",
    "spatial": "spatial_cases",
    "math_layers": "math_layer_cases",
    "probability": "probability_cases",
    "compound_layers": "compound_layer_cases",
}


def figures(cases):
    golden = {}
    for case in cases:
        try:
            record = layer_cases.run(case)
        except Exception as error:
            record = {"refused": type(error).__name__}
            print("REFUSED", layer_cases.name(case), "|", str(error).strip().split("\n")[0][:150])
        if record.get("raises", True) is None:
            print("NO ERROR", layer_cases.name(case))
        golden[layer_cases.name(case)] = record
    return golden


def main():
    mindspore.launch_blocking()
    for file in sys.argv[1:] or TABLES:
        golden = figures(importlib.import_module(TABLES[file]).CASES)
        record = {"mindspore": mindspore.__version__, "cases": golden}
        text = json.dumps(record, separators=(",", ":"), sort_keys=True)
        with gzip.GzipFile(Path(__file__).parent / f"{file}.json.gz", "wb", mtime=0) as out:
            out.write(text.encode())
        print(file, len(golden), "cases")


if __name__ == "__main__":
    main()
