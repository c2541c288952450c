"""Makes boost.json from `boost_cases.py`: ``python make_boost.py`` with a Python that has MindSpore."""

import json
import pathlib

from boost_cases import CASES

if __name__ == "__main__":
    text = json.dumps({name: case() for name, case in CASES.items()}, indent=1)
    pathlib.Path(__file__).with_name("boost.json").write_text(text + "\n")
