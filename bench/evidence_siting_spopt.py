"""Spopt on the problems of evidence_siting.py, in a Python that has it: evidence_siting_spopt.py GIVEN SECONDS."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version

import numpy as np


def main(given: str, seconds: str) -> None:
    """Its own models with its own defaults and HiGHS, each within the time limit; what it says, and how long."""
    import pulp
    from spopt.locate import LSCP, MCLP, PMedian

    told = np.load(given)
    solver = pulp.HiGHS(msg=False, timeLimit=float(seconds))
    people = told["people"]

    def covering() -> tuple[object, object]:
        model = MCLP.from_cost_matrix(told["minutes_some"], people, service_radius=15, p_facilities=10)
        return model, lambda: pulp.value(model.problem.objective)

    def fewest() -> tuple[object, object]:
        model = LSCP.from_cost_matrix(told["minutes_some"], service_radius=60)
        return model, lambda: pulp.value(model.problem.objective)

    def median() -> tuple[object, object]:
        model = PMedian.from_cost_matrix(told["minutes_some"], people, p_facilities=10)
        return model, lambda: pulp.value(model.problem.objective)

    for name, make in (("p-median", median), ("coverage", covering), ("set-cover", fewest)):
        began = time.process_time()
        try:
            model, value = make()
            model.solve(solver)  # type: ignore[attr-defined]
            said = {"value": value(), "status": pulp.LpStatus[model.problem.status]}  # type: ignore
        except Exception as error:  # whatever it stops with is what is told
            said = {"value": None, "status": str(error).splitlines()[0][:80]}
        took = time.process_time() - began
        print(json.dumps({"name": name, "cpu": took, "version": version("spopt")} | said), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
