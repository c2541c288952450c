"""What the real MindSpore's converters make: `python tests/golden/make_converters.py`; they need cv2 and pandas."""

import json
import os
import pathlib
import tempfile

import converter_cases
import mindrecord_cases
import mindspore

if __name__ == "__main__":
    here = pathlib.Path(__file__).resolve().parent
    os.chdir(tempfile.mkdtemp())
    converter_cases.sources()
    found = {"mindspore": mindspore.__version__, "made": {}, "sums": {}}
    for case, (make, files) in converter_cases.CASES.items():
        outcome = mindrecord_cases.outcome(lambda make=make: make().transform())
        found["made"][case] = [mindrecord_cases.rows_of(name) for name in files] if outcome == "passed" else outcome
        found["sums"][case] = mindrecord_cases.sum_of_files(files) if outcome == "passed" else None
    found["arguments"] = {name: mindrecord_cases.outcome(make) for name, make in converter_cases.ARGUMENTS.items()}
    (here / "converters.json").write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n")
    print({name: made if isinstance(made, str) else len(made) for name, made in found["made"].items()})
