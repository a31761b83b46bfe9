"""`access` on the pairs of evidence_access.py, in a Python that has it: python evidence_access_peer.py PAIRS SHARES."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version

import numpy as np


def main(given: str, answer: str) -> None:
    """Its three methods with its own weights; what each gave, and how long the processor took."""
    import pandas as pd
    from access import Access

    with np.load(given) as told:
        cost = pd.DataFrame({"origin": told["start"], "dest": told["to"], "cost": told["minutes"]})
        demand = pd.DataFrame({"people": told["people"]}, index=pd.RangeIndex(len(told["people"]), name="id"))
        supply = pd.DataFrame({"capacity": told["capacity"]}, index=pd.RangeIndex(len(told["capacity"]), name="id"))
    whole = Access(
        demand_df=demand, demand_value="people", demand_index=True,
        supply_df=supply, supply_value=["capacity"], supply_index=True,
        cost_df=cost, cost_origin="origin", cost_dest="dest", cost_name="cost",
    )  # fmt: skip
    ways = {
        "2SFCA": lambda: whole.two_stage_fca(name="a", max_cost=30),
        "E2SFCA": lambda: whole.enhanced_two_stage_fca(name="b", max_cost=30),
        "3SFCA": lambda: whole.three_stage_fca(name="c", max_cost=30),
    }
    seconds, shares = {}, {}
    for name, work in ways.items():
        began = time.process_time()
        made = work()
        seconds[name] = time.process_time() - began
        column = made.iloc[:, -1] if hasattr(made, "columns") else made
        shares[name] = column.reindex(range(len(demand))).fillna(0).to_numpy(float)
    np.savez(answer, **shares)
    print(json.dumps({"seconds": seconds, "version": f"access {version('access')}"}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
