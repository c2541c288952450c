"""Many small cases at the price of few compilations: they are recorded in batches, before anything is looked at."""

import msgrad
from msgrad.engine import cut


class Batches:
    """Runs `run(record)` for whole batches of records, so that a batch is one program, and keeps what comes out."""

    def __init__(self, records, run, size=30):
        self.records, self.run, self.size = records, run, size
        self.results = {}

    def result(self, number):
        """What `run` gave for one record; an exception that it raised is raised here."""
        if number not in self.results:
            first = number // self.size * self.size
            with msgrad.executor("program"):
                for i in range(first, min(first + self.size, len(self.records))):
                    self.results[i] = self.attempt(self.records[i])
                cut("end of a batch")
        result = self.results.pop(number)
        if isinstance(result, Exception):
            raise result
        return result

    def attempt(self, record):
        try:
            return self.run(record)
        except Exception as error:
            return error
