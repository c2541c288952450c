"""A conformance oracle for MindSpore look-alikes, made from MindSpore's own documentation examples.

    collect   run every `>>>` example of the public API on the real MindSpore and keep what came out
    confirm   run them once more there, and note what came out differently as random
    run       run the same examples on another implementation and compare
    show      print one case: its code and what the real MindSpore gave
    names     print the API names that the examples use most
    strip     copy a golden file without the examples' code

See README.md.  Only the standard library and numpy are needed; the scripts themselves run in other
processes, started from worker.py.
"""

import argparse
import ast
import collections
import importlib
import json
import os
import sys
import tempfile
import time
import warnings

from tests.conformance.comparing import differences
from tests.conformance.examples import extract_examples, groups_of, name_examples
from tests.conformance.running import (
    Worker,
    failure,
    golden_examples,
    load,
    progress,
    results_of,
    save,
    selected,
    without_code,
)

# ---- commands ------------------------------------------------------------------------------------


def judge(first, second):
    """The golden record of a case from a run as it is and one with MindSpore's own draws shifted."""
    failed = failure(first)
    if failed:
        return {"status": "timeout" if failed["type"] == "timeout" else "error", "error": failed}
    record = {"status": "ok", "out": first["out"], "vars": first["vars"]}
    mark_random(record, {"out": [], "vars": {}} if failure(second) else second)
    return record


def mark_random(record, again):
    """Note in a golden record what another run of the example gave differently; whether there was any."""
    random = {what for what, _ in differences(record, again)}
    if random:
        record["status"] = "random"
        record["random"] = sorted(random.union(record.get("random", ())))
        unstable = {what for what, _ in differences(record, again)}
        record["unstable"] = sorted(unstable.union(record.get("unstable", ())))
    return bool(random)


def collect(args):
    site = args.mindspore_site or os.path.dirname(os.path.dirname(importlib.util.find_spec("mindspore").origin))
    examples = extract_examples(site)
    home = os.getcwd()
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        os.chdir(scratch)  # some modules write files when they are imported
        found, bare = name_examples(examples)
        os.chdir(home)
    cases = {}
    for key, entry in found.items():
        case_id = entry["names"][0]
        while case_id in cases:
            case_id += "'"
        cases[case_id] = {"key": key, **entry}
    print(
        f"{len(examples)} examples in the source, {len(cases)} of them reachable by name; "
        f"{len(bare)} public names have none",
        file=sys.stderr,
    )
    cases = {name: cases[name] for name in selected(cases, args.only)}
    code = {case["key"]: [examples[case["key"]].script, examples[case["key"]].wants] for case in cases.values()}
    runnable = golden_examples({"cases": cases, "code": code}, None)
    worker = Worker(args.python, "", args.timeout, args.batch)
    start = time.time()
    answers = worker.run([runnable[name].request(*how) for name in cases for how in ((1, 0), (2, 7919))])
    for number, (name, case) in enumerate(cases.items(), 1):
        first, second = next(answers), next(answers)
        case.update(judge(first, second), seconds=round(first.get("s", args.timeout), 2))
        if failure(second) and not failure(first):
            print(f"\n{name} fails with its seeds shifted: {failure(second)}", file=sys.stderr)
        progress(number, len(cases), start, name)
    golden = {
        "mindspore": worker.about["ready"],
        "python": worker.about["python"],
        "numpy": worker.about["numpy"],
        "seconds": round(time.time() - start),
        "cases": cases,
        "no_example": bare,
        "code": code,
    }
    worker.stop(patience=10)
    save(args.out, without_code(golden) if args.no_code else golden)
    print("\n" + status_table(cases))


def confirm(args):
    golden = load(args.golden)
    examples = golden_examples(golden, args.mindspore_site)
    cases = {name: golden["cases"][name] for name in selected(golden["cases"], args.only)}
    cases = {name: case for name, case in cases.items() if case["status"] in ("ok", "random") and name in examples}
    worker = Worker(args.python, "", args.timeout, args.batch, MALLOC_PERTURB_="85")  # memory is not all zeros
    start = time.time()
    answers = worker.run([examples[name].request(args.seed, args.seed) for name in cases])
    for number, ((name, case), answer) in enumerate(zip(cases.items(), answers, strict=True), 1):
        if failure(answer):
            print(f"\n{name} fails now: {failure(answer)}")
        elif mark_random(case, answer):
            print(f"\n{name} is random: {', '.join(case['random'])}")
        progress(number, len(cases), start, name)
    worker.stop(patience=10)
    save(args.golden, golden)
    print("\n" + status_table(golden["cases"]))


def status_table(cases):
    rows = collections.defaultdict(collections.Counter)
    for case in cases.values():
        for group in groups_of(case) + ["all cases"]:
            rows[group][case["status"]] += 1
    return table(("module", "ok", "random", "error", "timeout"), rows)


def table(columns, rows, last="all cases"):
    """Counts as text, one line for each group, the totals at the end."""
    lines = ["".join([columns[0].ljust(46)] + [column.rjust(12) for column in columns[1:]])]
    for name in sorted(rows, key=lambda name: (name == last, name)):
        cells = [str(rows[name][column]) for column in columns[1:]]
        lines.append("".join([name.ljust(46)] + [cell.rjust(12) for cell in cells]))
    return "\n".join(lines)


def run(args):
    golden = load(args.golden)
    cases = golden["cases"]
    start = time.time()
    results = results_of(
        golden,
        args.mindspore_site,
        args.target,
        args.prelude,
        args.only,
        args.documented,
        args.seed,
        args.timeout,
        args.batch,
    )
    report(cases, results, time.time() - start, args)


def report(cases, results, seconds, args):
    rows, missing = collections.defaultdict(collections.Counter), collections.Counter()
    for name, result in results.items():
        for group in groups_of(cases[name]) + ["all cases"]:
            rows[group][result["verdict"]] += 1
            rows[group]["comparable"] += result["verdict"] != "skipped"
        if result["verdict"] == "missing":
            missing[result["missing"]] += 1
    for row in rows.values():
        row["%"] = f"{100 * row['pass'] / row['comparable']:.1f}" if row["comparable"] else "-"
    print("\n" + table(("module", "comparable", "pass", "%", "mismatch", "missing", "error", "skipped"), rows))
    print(f"\n{seconds:.0f} s")
    if missing:
        print("\nthe commonest missing names")
        for name, count in missing.most_common(args.top):
            print(f"{count:6d}  {name}")
    if args.verbose:
        for name, result in results.items():
            if result["verdict"] not in ("pass", "skipped"):
                print(f"{result['verdict']:9s} {name}: {result['detail']}")
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            json.dump(
                {"target": args.target, "golden": args.golden, "summary": rows, "missing": missing, "cases": results},
                file,
                indent=1,
            )


def show(args):
    golden = load(args.golden)
    examples = golden_examples(golden, args.mindspore_site)
    for name in selected(golden["cases"], args.case):
        case = golden["cases"][name]
        example = examples[name]
        print(f"# {name}  [{case['status']}]", *case["names"][1:], sep="\n#   also ")
        print(example.prologue() + example.script)
        for number, text in case.get("out", []):
            print(f"## statement {number} prints\n{text.rstrip()}")
        for variable, value in case.get("vars", {}).items():
            print(f"## {variable} = {json.dumps(value)[:400]}")
        print(*[f"## {field}: {case[field]}\n" for field in ("random", "error") if field in case], sep="")


def used_names(example):
    """The dotted names of the library that an example uses, and the attributes it takes of anything else."""
    tree = ast.parse(example.script)
    aliases = {}
    for node in ast.walk(ast.parse(example.prologue() + example.script)):
        if isinstance(node, ast.Import):
            aliases.update(
                {(a.asname or a.name.split(".")[0]): (a.name if a.asname else a.name.split(".")[0]) for a in node.names}
            )
        elif isinstance(node, ast.ImportFrom) and node.module:
            aliases.update({(a.asname or a.name): f"{node.module}.{a.name}" for a in node.names})

    def dotted(node):
        if isinstance(node, ast.Attribute):
            inner = dotted(node.value)
            return inner and f"{inner}.{node.attr}"
        return aliases.get(node.id) if isinstance(node, ast.Name) else None

    inner_nodes = {node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        name = dotted(node)
        if name and node not in inner_nodes and name.startswith("mindspore."):
            yield name.replace("mindspore.dtype.", "mindspore.").replace("mindspore.common.dtype.", "mindspore.")
        elif isinstance(node, ast.Attribute) and dotted(node.value) is None:
            yield "." + node.attr


def names(args):
    golden = load(args.golden)
    examples = golden_examples(golden, args.mindspore_site)
    counts = collections.Counter()
    for example in examples.values():
        try:
            counts.update(set(used_names(example)))
        except SyntaxError:
            continue
    for name, count in counts.most_common(args.top):
        print(f"{count:6d}  {name}")


def strip(args):
    save(args.out, without_code(load(args.golden)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    def command(function, summary, *options):
        sub = commands.add_parser(function.__name__, help=summary)
        sub.set_defaults(function=function)
        for flags, settings in options:
            sub.add_argument(*flags.split(), **settings)

    golden = ("--golden", {"required": True, "help": "golden file made by collect"})
    site = ("--mindspore-site", {"help": "site-packages of an installed MindSpore, to take the examples' code from"})
    only = ("--only", {"metavar": "GLOB", "help": "only the cases with a name that matches, e.g. 'mindspore.mint.*'"})
    timeout = ("--timeout", {"type": float, "default": 60, "help": "seconds for one case (default 60)"})
    batch = ("--batch", {"type": int, "default": 1, "help": "cases that share a process (default 1: none)"})
    top = ("--top", {"type": int, "default": 40, "help": "names to list (default 40)"})
    out = ("--out", {"required": True, "help": "file to write (.json.gz)"})

    python = ("--python", {"default": sys.executable, "help": "Python with MindSpore (default: this one)"})
    command(
        collect,
        "run the examples on the real MindSpore",
        out,
        site,
        only,
        timeout,
        batch,
        python,
        ("--no-code", {"action": "store_true", "help": "leave the examples' code out of the file"}),
    )
    command(
        confirm,
        "run them once more, and note what differs as random",
        golden,
        site,
        only,
        timeout,
        batch,
        python,
        ("--seed", {"type": int, "default": 5, "help": "another one than in earlier runs"}),
    )
    command(
        run,
        "run the examples on another implementation and compare",
        golden,
        site,
        only,
        timeout,
        batch,
        top,
        ("--target", {"required": True, "help": "Python interpreter to test"}),
        (
            "--prelude",
            {
                "default": "import msgrad; msgrad.install()",
                "help": "code that makes `import mindspore` mean the library under test",
            },
        ),
        ("--seed", {"type": int, "default": 3, "help": "for the library's random generators"}),
        (
            "--documented",
            {
                "action": "store_true",
                "help": "instead run the cases that the real MindSpore could "
                "not run here, against the output that the documentation shows",
            },
        ),
        ("--verbose", {"action": "store_true", "help": "list every case that does not pass"}),
        ("--json", {"metavar": "FILE", "help": "write the results of every case here"}),
    )
    command(show, "print a case", golden, site, ("case", {"metavar": "GLOB"}))
    command(names, "print the API names that the examples use most", golden, site, top)
    command(strip, "copy a golden file without the code", golden, out)
    args = parser.parse_args()
    args.function(args)


if __name__ == "__main__":
    main()
