"""Running examples in another interpreter, and the files that keep what came out."""

import fnmatch
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from tests.conformance.comparing import differences
from tests.conformance.examples import PRELOAD, Example, extract_examples
from tests.conformance.worker import read_line

WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker.py")


class Worker:
    """A process of the target interpreter that runs examples; restarted when it breaks."""

    def __init__(self, python, prelude, timeout, batch, **environment):
        self.python = os.path.abspath(shutil.which(python) or python)
        path = os.path.dirname(self.python) + os.pathsep + os.environ.get("PATH", "")
        self.environment = {
            "GLOG_v": "3",
            "PYTHONHASHSEED": "0",
            "PYTHONWARNINGS": "ignore",
            **os.environ,
            "PATH": path,
            **environment,
        }
        self.timeout, self.batch = timeout, batch
        self.settings = {"prelude": prelude, "preload": PRELOAD, "timeout": timeout}
        self.process, self.buffer, self.about = None, bytearray(), {}

    def start(self):
        self.buffer.clear()
        self.process = subprocess.Popen(
            [self.python, WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.environment,
            cwd=tempfile.gettempdir(),
        )
        self.write(self.settings)
        self.about = self.read(300) or {"broken": "it ended while it was starting"}
        if "broken" in self.about:
            raise SystemExit(f"{self.python}: the library does not import: {self.about['broken']}")

    def write(self, message):
        self.process.stdin.write((json.dumps(message) + "\n").encode())
        self.process.stdin.flush()

    def read(self, timeout):
        line, _ = read_line(self.process.stdout.fileno(), self.buffer, timeout)
        return json.loads(line) if line else None

    def run(self, cases):
        """The answers to the cases, in order."""
        for first in range(0, len(cases), self.batch):
            batch = cases[first : first + self.batch]
            if self.process is None:
                self.start()
            self.write({"cases": batch})
            for number in range(len(batch)):
                answer = self.read(self.timeout + 60)
                if answer is None:
                    self.stop()
                    yield from ({"crash": "the worker process itself"} for _ in batch[number:])
                    break
                yield answer

    def stop(self, patience=0):
        """End the process, letting it tidy up for `patience` seconds."""
        if self.process is not None:
            self.process.stdin.close()
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None


def failure(answer):
    """{type, msg} of an answer that is not a finished run, or None."""
    if answer.get("timeout"):
        return {"type": "timeout", "msg": "over the time limit"}
    if "crash" in answer:
        return {"type": "crash", "msg": answer["crash"]}
    return answer.get("error")


def progress(number, total, start, text=""):
    if number % 50 == 0 or number == total:
        print(f"\r{number}/{total}  {time.time() - start:.0f} s  {text:60.60}", end="", file=sys.stderr, flush=True)


# ---- golden files --------------------------------------------------------------------------------


def save(path, data):
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.write(json.dumps(data, separators=(",", ":"), sort_keys=True).encode())


def load(path):
    with gzip.open(path, "rb") as file:
        return json.loads(file.read())


def golden_examples(golden, site):
    """{case id: Example} for a golden file: with its own code, or that of an installed MindSpore."""
    if "code" in golden:
        examples = {key: Example(*code) for key, code in golden["code"].items()}
    elif site is not None:
        examples = extract_examples(site)
    else:
        raise SystemExit("this golden file holds no code: say where MindSpore is installed with --mindspore-site")
    return {
        name: examples[case["key"]].renamed(case["rename"])
        for name, case in golden["cases"].items()
        if case["key"] in examples
    }


def without_code(golden):
    return {name: value for name, value in golden.items() if name != "code"}


def selected(cases, pattern):
    """The case ids that have a name matching the pattern."""
    return sorted(
        name
        for name, case in cases.items()
        if pattern is None or any(fnmatch.fnmatchcase(alias, pattern) for alias in case["names"])
    )


# ---- running a whole golden file -----------------------------------------------------------------

PRELUDE = "import msgrad; msgrad.install()"
"""What makes `import mindspore` mean the library under test."""


def verdict(want, answer):
    """{verdict, detail} of an answer against the golden record."""
    failed = failure(answer)
    if failed:
        at = failed.get("at", -1)
        kind = "missing" if failed.get("missing") else "error"
        return {
            "verdict": kind,
            "missing": failed.get("missing"),
            "detail": f"statement {at}: {failed['type']}: {failed['msg']}",
        }
    found = next(differences(want, answer), None)
    return {"verdict": "mismatch", "detail": found[1]} if found else {"verdict": "pass"}


def documented_record(example):
    """What stands for a golden record where there is none: the output that the docstring shows."""
    try:
        out = example.documented_output()
    except SyntaxError:
        return None
    out = [[number, text.replace("<BLANKLINE>", "")] for number, text in out]
    return {"out": out, "vars": {}, "partial": True} if out else None


def results_of(golden, site, python, prelude=PRELUDE, only=None, documented=False, seed=3, timeout=60, batch=1):
    """{case id: {verdict, detail, missing, seconds}} of another implementation, whose interpreter is `python`."""
    cases = golden["cases"]
    examples = golden_examples(golden, site)
    chosen = selected(cases, only)
    absent = [name for name in chosen if name not in examples]
    if absent:
        raise SystemExit(
            f"{len(absent)} examples are not in that MindSpore's docstrings, the first {absent[0]}: "
            f"the golden file is of version {golden['mindspore']}"
        )
    wants = {}
    for name in chosen:
        comparable = cases[name]["status"] in ("ok", "random")
        if documented:
            wants[name] = None if comparable else documented_record(examples[name])
        else:
            wants[name] = cases[name] if comparable else None
    order = [name for name in chosen if wants[name]]
    worker = Worker(python, prelude, timeout, batch)
    start = time.time()
    results = {name: {"verdict": "skipped"} for name in chosen}
    answers = worker.run([examples[name].request(seed) for name in order])
    for number, (name, answer) in enumerate(zip(order, answers, strict=True), 1):
        results[name] = {**verdict(wants[name], answer), "seconds": answer.get("s")}
        progress(number, len(order), start, name)
    worker.stop(patience=10)
    return results
