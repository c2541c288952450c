"""What the real MindSpore 2.10 hands to modes: `python tests/golden/make_dispatch.py`."""

import json
import pathlib

import dispatch_cases
import mindspore

if __name__ == "__main__":
    mindspore.runtime.launch_blocking()
    found = {name: dispatch_cases.run(name) for name in dispatch_cases.CASES}
    path = pathlib.Path(__file__).with_name("dispatch.json")
    path.write_text(json.dumps(found, indent=0) + "\n")
    print(len(found), "cases ->", path.name)
