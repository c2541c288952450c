"""Checkpoints written by the real MindSpore 2.10, and what it makes of them: `python tests/golden/make_checkpoints.py`.

Files go to `checkpoints.zip`, the rest to `checkpoints.json`.
"""

import io
import json
import pathlib
import tempfile
import zipfile

import checkpoint_cases
import mindspore

if __name__ == "__main__":
    mindspore.launch_blocking()
    here = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        for case in checkpoint_cases.FILES:
            checkpoint_cases.saved(case, f"{folder}/{case}.ckpt")
        for mode in checkpoint_cases.ENCRYPTED:
            checkpoint_cases.saved("append", f"{folder}/{mode}.ckpt", enc_key=checkpoint_cases.KEY, enc_mode=mode)
        checkpoint_cases.saved("dtype_bfloat16", f"{folder}/bfloat16.safetensors", format="safetensors")
        checkpoint_cases.saved("crc", f"{folder}/crc.safetensors", format="safetensors")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(pathlib.Path(folder).iterdir()):
                archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    (here / "checkpoints.zip").write_bytes(buffer.getvalue())
    loads = {name: fn() for name, fn in checkpoint_cases.LOADS.items()}
    text = json.dumps({"mindspore": mindspore.__version__, "loads": loads}, indent=0)
    (here / "checkpoints.json").write_text(text + "\n")
    print(len(checkpoint_cases.FILES), "files,", len(loads), "cases of loading,", len(buffer.getvalue()), "bytes")
