"""Which pairs are worth comparing: those that share a key. No key that many share is used, so work grows with entries.

A pair that shares no key is never looked at: two names with no word, number or spot in common are not found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from commonweal.openreferral.alike.facts import Facts

MOST = 24  # entries that may share a key; what more share is common, and says too little
CELL = 0.002  # degrees of latitude, about 220 m; longitudes are nearer, so a cell is a little narrower
RARE = 2


def candidates(rows: Sequence[Facts], common: Counter[str]) -> Iterator[tuple[int, int]]:
    """Pairs of places in `rows` that share a key, each once. All are of one kind."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, each in enumerate(rows):
        for key in set(_keys(each, common)):
            blocks[key].append(number)
    seen: set[int] = set()
    size = len(rows)
    for block in blocks.values():
        if 2 <= len(block) <= MOST:
            for first, second in combinations(block, 2):
                pair = first * size + second
                if pair not in seen:
                    seen.add(pair)
                    yield first, second


def _keys(each: Facts, common: Counter[str]) -> Iterator[tuple[str, ...]]:
    yield from _by_name(each, common)
    for phone in each.phones:
        yield "phone", phone
    for number in each.numbers:
        yield "number", *number
    for mail in each.emails:
        yield "mail", mail
    for page in each.pages:
        yield "page", page
    if len(each.said) > 60:
        yield "said", each.said[:60]
    if each.kind == "organization":
        for host in each.hosts:
            yield "host", host
    if each.kind == "location":
        yield from _by_place(each)


def _by_name(each: Facts, common: Counter[str]) -> Iterator[tuple[str, ...]]:
    names = (each.name, *each.others)
    for name in names:
        yield "name", name.key
        rare = sorted(set(name.words), key=lambda word: (common[word], word))
        for pair in combinations(sorted(rare[: RARE + 1]), 2):
            yield "words", *pair
        if each.kind != "service":
            yield "word", "".join(rare[:1])
        # What many share becomes few beside whose it is, or where it is.
        for beside in _beside(each):
            yield "name at", name.key, beside
            for word in rare[: RARE + 1]:
                yield "word at", word[:5], beside
    for short in each.short:
        yield "short", short
    if each.kind == "organization" and each.name.initials:
        yield "short", each.name.initials


def _beside(each: Facts) -> Iterator[str]:
    if each.owner_name:
        yield each.owner_name.key
    yield from each.postcodes
    for latitude, longitude in each.points:
        yield f"{latitude:.3f} {longitude:.3f}"


def _by_place(each: Facts) -> Iterator[tuple[str, ...]]:
    for street in each.streets:
        yield "street", " ".join(street.split()[:2])
        for code in each.postcodes:
            yield "street at", code, street.split()[0]
    for code in each.postcodes:
        yield "code", code
    for latitude, longitude in each.points:
        yield "spot", f"{latitude:.4f} {longitude:.4f}"
        for up in (0, 1):
            for right in (0, 1):
                # Two grids, half a cell apart each way: neighbours across an edge meet in one of them.
                yield "cell", f"{up}{right}", str(int(latitude / CELL + up / 2)), str(int(longitude / CELL + right / 2))
