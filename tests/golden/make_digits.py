"""Take `digits.json` from the real MindSpore: `python tests/golden/make_digits.py` (needs mindspore 2.10, scikit-learn).

Two epochs of examples/digits.py without dropout, which MindSpore itself does not draw twice alike there.
"""

import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
SCRIPT = HERE.parents[1] / "examples" / "digits.py"
ARGUMENTS = ["--epochs", "2", "--dropout", "0"]


def figures(text):
    """(loss, accuracy in per cent) of each epoch."""
    return [(float(loss), float(accuracy)) for loss, accuracy in re.findall(r"loss (\S+), test accuracy (\S+)%", text)]


if __name__ == "__main__":
    out = subprocess.run([sys.executable, str(SCRIPT), *ARGUMENTS], check=True, capture_output=True, text=True).stdout
    (HERE / "digits.json").write_text(json.dumps({"mindspore": "2.10.0", "figures": figures(out)}) + "\n")
    print(out)
