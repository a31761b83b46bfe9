"""Red-dwarf on the votes of opinion.py, in a Python that has it: python opinion_red_dwarf.py VOTES TIMES."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path


def main(given: str, times: str) -> None:
    """Its whole pipeline with its own defaults; what it found, and the best time."""
    from reddwarf.implementations.base import run_pipeline

    told = json.loads(Path(given).read_text("utf-8"))
    votes = [{"participant_id": who, "statement_id": what, "vote": vote} for who, what, vote in told["votes"]]
    took = []
    for _time in range(int(times)):
        began = time.perf_counter()
        found = run_pipeline(votes=votes, mod_out_statement_ids=told["out"], random_state=0)
        took.append(time.perf_counter() - began)
    labels = found.clusterer.labels_.tolist() if found.clusterer else []
    sizes = [labels.count(each) for each in sorted(set(labels))]
    print(json.dumps({"seconds": min(took), "sizes": sizes, "version": version("red-dwarf")}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
