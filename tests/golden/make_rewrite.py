"""Makes rewrite.json: what the real MindSpore makes of the networks of `rewrite_cases.py`.

Run with a Python that has MindSpore: ``python make_rewrite.py``.
"""

import json
import os
import pathlib
import tempfile

import rewrite_cases


def main():
    here = pathlib.Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # where the real one leaves files
        module = rewrite_cases.networks(folder)
        made = {
            "statements": [rewrite_cases.statement(module, i) for i in range(len(rewrite_cases.STATEMENTS))],
            "changes": list(rewrite_cases.changes(module)),
            "values": list(rewrite_cases.values(module)),
        }
        os.chdir(here)
    (here / "rewrite.json").write_text(json.dumps(made, indent=1) + "\n")


if __name__ == "__main__":
    main()
