"""Take the figures of `cells.json` from the real MindSpore 2.10: `python tests/golden/make_cells.py`."""

import json
import pathlib

import cell_cases
import mindspore

if __name__ == "__main__":
    mindspore.launch_blocking()
    figures = {name: cell_cases.raised(fn) for name, fn in cell_cases.CASES.items()}
    path = pathlib.Path(__file__).with_name("cells.json")
    path.write_text(json.dumps({"mindspore": mindspore.__version__, "cases": figures}, indent=1) + "\n")
    print(f"{len(figures)} cases -> {path}")
