"""Splink on the rows of directory_alike, in a Python that has it: python alike_splink.py ROWS PAIRS."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

NAMES = ("unique_id", "name", "owner", "phone", "postcode", "page", "said")


def main(given: str, taken: str) -> None:
    """Train without labels, as its makers advise, link above 0.9, and say how long that took."""
    import duckdb
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rows = json.loads(Path(given).read_text("utf-8"))
    began = time.process_time()
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    columns = [f"{each} VARCHAR" for each in NAMES]
    connection.execute(f"CREATE TABLE entries ({', '.join(columns)})")
    unnested = ", ".join("unnest(?)" for _ in NAMES)
    connection.execute(f"INSERT INTO entries SELECT {unnested}", [[each[name] for each in rows] for name in NAMES])
    api = DuckDBAPI(connection=connection)
    blocks = [block_on("postcode"), block_on("page"), block_on("name", "owner"), block_on("phone"), block_on("said")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.75]),
            compare.JaroWinklerAtThresholds("owner", [0.92]),
            *(compare.ExactMatch(each) for each in ("phone", "postcode", "page", "said")),
        ],
        blocking_rules_to_generate_predictions=blocks,
        probability_two_random_records_match=2 * 0.05 / len(rows),  # it is told how many there are; ours is not
    )
    linker = Linker(api.register(connection.table("entries")), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (block_on("postcode"), block_on("page")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.9).as_record_list()
    pairs = [[each["unique_id_l"], each["unique_id_r"]] for each in found]
    Path(taken).write_text(json.dumps({"seconds": time.process_time() - began, "pairs": pairs}), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
