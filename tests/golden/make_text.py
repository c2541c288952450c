"""Records what `mindspore.dataset.text` and `.transforms` of the real MindSpore 2.10 give: text.json.

python tests/golden/make_text.py      (a Python that has mindspore)
"""

import json
import os
from pathlib import Path

from text_cases import cases, names_for, result


def in_child(expression, names):
    """The result from a process of its own, since some expressions damage the memory of the real MindSpore's."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, json.dumps(result(expression, names)).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        found = pipe.read()
    os.waitpid(child, 0)
    return json.loads(found) if found else {"crash": True}


def main():
    import mindspore as ms
    from mindspore.dataset import text, transforms

    names = names_for(ms, transforms, text)
    found = [[expression, in_child(expression, names)] for expression in cases()]
    Path(__file__).with_name("text.json").write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n")
    print(len(found), "cases")


if __name__ == "__main__":
    main()
