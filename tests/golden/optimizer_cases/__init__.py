"""Cases of the optimizers: `CASES` are training runs (see `run`), `PLAIN` functions whose results are plain JSON."""

from optimizer_cases import common, factors, further, rates, rules
from optimizer_cases.base import CASES, PLAIN, run

__all__ = ["CASES", "PLAIN", "common", "factors", "further", "rates", "rules", "run"]
