"""Take the figures of `metrics.json` from the real MindSpore 2.10: `python tests/golden/make_metrics.py`."""

import json
import pathlib

import metric_cases
import mindspore
import mindspore.train

if __name__ == "__main__":
    figures = {name: metric_cases.run_case(mindspore, case, False) for name, case in metric_cases.CASES.items()}
    for name, case in metric_cases.CASES.items():
        tensors = metric_cases.run_case(mindspore, case, True)
        if json.dumps(tensors) != json.dumps(figures[name]):
            print("numpy and Tensor differ:", name, figures[name], tensors)
    functions = metric_cases.run_functions(mindspore)
    path = pathlib.Path(__file__).with_name("metrics.json")
    path.write_text(
        json.dumps(
            {
                "mindspore": mindspore.__version__,
                "cases": figures,
                "functions": functions,
                "occlusion": metric_cases.run_occlusion(mindspore),
            },
            indent=1,
        )
        + "\n"
    )
    print(f"{len(figures)} cases -> {path}")
