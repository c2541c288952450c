"""Makes toplevel.json.gz: what the real MindSpore gives for the calls of `toplevel_cases.py`.

Run with a Python that has MindSpore: ``python make_toplevel.py``. The group of one is started by MindSpore's msrun.
"""

import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

import toplevel_cases

HERE = pathlib.Path(__file__).resolve()


def work(section, out):
    import mindspore as ms

    ms.runtime.launch_blocking()
    space = toplevel_cases.names(section)
    with open(out, "w") as file:
        for line in toplevel_cases.lines(section):
            print(json.dumps(toplevel_cases.record(line, space)), file=file, flush=True)


def main():
    made = {}
    for section in toplevel_cases.SECTIONS:
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "out.json"
            command = [sys.executable, str(HERE), section, str(out)]
            if section == "communication":
                run = str(pathlib.Path(sys.executable).with_name("msrun"))
                options = ["--worker_num=1", "--local_worker_num=1", f"--log_dir={folder}", "--join=True"]
                command = [run, *options, *command[1:]]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            made[section] = [json.loads(line) for line in out.read_text().splitlines()]
    with gzip.GzipFile(HERE.with_name("toplevel.json.gz"), "wb", mtime=0) as file:
        file.write(json.dumps(made).encode())


if __name__ == "__main__":
    work(*sys.argv[1:]) if len(sys.argv) > 1 else main()
