"""How surely are duplicates found across two directories, and how soon among 100,000 services? Beside two peers.

    ./do bench directory_alike [COUNT] [SPLINK_PYTHON]

First, on real lists (Washington DC's directory and its own export, one of Florida; held beside the project, never in
it): pairs that were looked at one by one and labelled (`directory_alike_labels.csv`: a hash of a pair's ids, never ids
or words), in two halves, of which only the first was tuned on; and the pairs that the two lists' own record numbers say
are one, which the method never sees. Then, on invented services of which some stand on a second list with their names
respelled, phones dropped and points moved: how many are found, how many are wrong, and how long it takes on one core.
The peers see the same rows in the same run: equal names at the same postcode, as a floor; Splink, where a Python
that has it is named (it needs DuckDB and is no part of Commonweal).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import alike_labelled, machine
from bench.invented_services import Invented
from commonweal.openreferral.alike.facts import Entry, facts
from commonweal.openreferral.alike.pairs import ALMOST_SURELY, PERHAPS, PROBABLY, alike

COUNT, COPIED = 100_000, 0.05
LEVELS = (ALMOST_SURELY, PROBABLY, PERHAPS)
ACTIVITIES = (
    "Choir, Walking group, Lunch club, Chair yoga, Art class, Food bank, Warm space, Toddler group, Knit and natter, "
    "Men's shed, Gardening, Book club, Coffee morning, Tai chi, Debt advice, Carers' support, Dementia café, Bowls, "
    "Swimming lessons, Youth club, English classes, Homework club, Repair café, Bereavement group, Dance for health"
).split(", ")


def main(words: list[str]) -> int:
    """Measure, and print tables for docs/benchmarks.md."""
    count = int(words[0]) if words else COUNT
    print(machine.said())
    if alike_labelled.held():
        print(alike_labelled.told())
    rows, true = invented(count)
    print(f"\n{len(rows):,} invented entries on two lists, {len(true):,} services of them on both:\n")
    print("| how | seconds of one core | pairs told | found | right of those told |\n|---|---|---|---|---|")
    began = time.process_time()
    pairs = alike(rows)
    took = time.process_time() - began
    told = {each: {(p.one, p.other) for p in pairs if p.kind == "service" and _least(p.how, each)} for each in LEVELS}
    for level, found in told.items():
        _row(f"ours, {level} or more", took, found, true)
    began = time.process_time()
    _row("equal names, equal postcodes", *_equal(rows, began), true)
    if len(words) > 1:
        _row("Splink 5 (its model trained on these rows), 0.9", *_splink(rows, words[1]), true)
    print(f"\nMost memory held: {machine.peak_mb(children=False):,.0f} MB (all of this run).")
    return 0


def _row(how: str, took: float, found: set[tuple[str, str]], true: set[tuple[str, str]]) -> None:
    right = len(found & true)
    share = f"{right / len(found):.3f}" if found else "–"
    print(f"| {how} | {took:.1f} | {len(found):,} | {right / max(len(true), 1):.3f} | {share} |", flush=True)


def _least(how: str, level: str) -> bool:
    return LEVELS.index(how) <= LEVELS.index(level)


def invented(count: int) -> tuple[list[Entry], set[tuple[str, str]]]:
    """Two lists of invented entries, and which services stand on both."""
    made, chance = Invented(count), random.Random(11)
    rows, true = [], set()
    for number in range(count):
        service = _plain(made, number, chance)
        rows.append(Entry(f"a{number}", "service", service, "a"))
        if chance.random() < COPIED:
            rows.append(Entry(f"b{number}", "service", roughened(service, chance), "b"))
            true.add((f"a{number}", f"b{number}"))
    return rows, true


def _plain(made: Invented, number: int, chance: random.Random) -> dict[str, Any]:
    """An invented service called as services are: what it is, and often whose or where."""
    service = made.service(number)
    at = service["service_at_locations"][0]["location"]
    where = at["name"].split()[0]
    code = f"{chance.choice('ABCDEFGHKLMN')}{chance.choice('ABDEHLNRS')}{number % 89} {number % 9 + 1}AA"
    at["addresses"][0]["postal_code"] = code
    name = chance.choice(ACTIVITIES)
    service["name"] = chance.choice((name, f"{name} at {where}", f"{where} {name}", f"{name}: {made.said(2)}"))
    service["phones"] = [{"id": f"p{number}", "number": f"01632 {960000 + number // 10:06}"}]
    service["email"] = f"hello@{number % max(1, made.count // 10)}.example"
    return service


def roughened(service: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same service as somebody else wrote it down: respelled, shortened, a few steps away, half of it unsaid."""
    other = json.loads(json.dumps(service)) | {"id": f"{service['id']}-b", "name": _respelled(service["name"], chance)}
    for each in ("phones", "email", "url", "schedules"):
        if chance.random() < 0.4:
            other.pop(each, None)
    if chance.random() < 0.5:
        other["description"] = f"{other['name']}. Everyone is welcome, no need to book, just come along."
    for at in other["service_at_locations"]:
        at["location"]["latitude"] += chance.uniform(-0.0005, 0.0005)
    owner = other["organization"]
    if chance.random() < 0.5:
        owner["name"] = f"{owner['name']} CIC"
    return other


def _respelled(name: str, chance: random.Random) -> str:
    way = chance.randrange(4)
    if way == 0 and len(name) > 6:
        spot = chance.randrange(2, len(name) - 2)
        return name[:spot] + name[spot + 1 :]
    if way == 1:
        return f"The {name.lower()}"
    if way == 2:
        return f"{name} (weekly)"
    return name


def _equal(rows: list[Entry], began: float) -> tuple[float, set[tuple[str, str]]]:
    """The floor: the same name, letter for letter, at the same postcode."""
    seen: dict[tuple[str, ...], str] = {}
    found = set()
    for each in rows:
        code = each.document["service_at_locations"][0]["location"]["addresses"][0]["postal_code"]
        key = (each.document["name"].casefold(), code)
        if key in seen:
            found.add((seen[key], each.key))
        seen.setdefault(key, each.key)
    return time.process_time() - began, found


def _splink(rows: list[Entry], python: str) -> tuple[float, set[tuple[str, str]]]:
    """Splink on the same facts, in a Python of its own: names, owners, phones, postcodes, addresses on the web."""
    with tempfile.TemporaryDirectory() as folder:
        given, taken = Path(folder) / "rows.json", Path(folder) / "pairs.json"
        given.write_text(json.dumps(list(_flat(rows))), "utf-8")
        work = Path(__file__).with_name("alike_splink.py")
        subprocess.run([python, str(work), str(given), str(taken)], check=True)
        told = json.loads(taken.read_text("utf-8"))
    return told["seconds"], {(min(pair), max(pair)) for pair in told["pairs"]}


def _flat(rows: list[Entry]) -> Iterator[dict[str, Any]]:
    for each in facts(rows):
        yield {
            "unique_id": each.key,
            "name": each.name.key,
            "owner": each.owner_name.key if each.owner_name else None,
            "phone": min(each.phones, default=None),
            "postcode": min(each.postcodes, default=None),
            "page": min(each.pages, default=None),
            "said": each.said[:60] or None,
        }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
