"""What is found to be alike, on a small invented labelled set: each pair looks like one; is it one, or two?"""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.openreferral.alike.facts import Entry
from commonweal.openreferral.alike.pairs import ALMOST_SURELY, Pair, alike
from commonweal.openreferral.alike.reasons import WORDS

CHOIR = {"id": "o1", "name": "Dale Community Choir CIC"}
HALL = {
    "id": "l1",
    "name": "Dale Village Hall",
    "latitude": 53.7,
    "longitude": -1.9,
    "addresses": [{"id": "d", "address_1": "1 Green Lane", "city": "Daleham", "postal_code": "ZZ1 1AA"}],
}


def sung(name: str = "Singing for all", *, day: str = "TU", at: dict[str, Any] | None = HALL, **said: Any) -> dict:
    """A service: singing, on a Tuesday, in the hall."""
    held = [{"id": "at", "location": at}] if at else []
    rule = {"id": "w", "byday": day, "freq": "WEEKLY", "opens_at": "18:30"}
    return {"id": "s", "name": name, "organization": CHOIR, "schedules": [rule], "service_at_locations": held} | said


def between(one: dict, other: dict, kind: str = "service") -> Pair | None:
    """What is said of two records on two lists."""
    found = alike([Entry("a", kind, one, "a"), Entry("b", kind, other, "b")])
    return found[0] if found else None


SAME = {
    "another spelling of the owner": sung(organization={"id": "x", "name": "The Dale Community Choir"}),
    "a slip of the pen": sung("Singin for all"),
    "another order of words": sung("For all: singing"),
    "the owner in the name": sung("Singing for all (Dale Community Choir)"),
    "a few steps away": sung(at=HALL | {"latitude": 53.7005, "addresses": []}),
    "nobody said where": sung(at=None),
    "times in another form": sung(schedules=[]),
}
TWO = {
    "session A and session B": (sung("Singing, session A"), sung("Singing, session B")),
    "on different days, by name": (sung("Singing on Mondays", day="MO"), sung("Singing on Fridays", day="FR")),
    "for children, and for those over 60": (sung(maximum_age=11), sung(minimum_age=60)),
    "of different organisations": (sung(), sung(organization={"id": "x", "name": "Heath Parish Council"})),
    "in another town": (
        sung(),
        sung(
            organization=None,
            at={"id": "y", "name": "Hall", "addresses": [{"id": "z", "city": "Farham", "postal_code": "YY9 9ZZ"}]},
        ),
    ),
    "another programme of one organisation": (sung("Singing lessons"), sung("Instrument library")),
    "phases of one programme": (sung("Recovery, phase II"), sung("Recovery, phase III")),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_thing_said_otherwise_is_found(case):
    pair = between(sung(), SAME[case])
    assert pair is not None and pair.how and any(each.speaks_for for each in pair.reasons)


@pytest.mark.parametrize("case", TWO)
def test_what_only_looks_alike_is_not_said_to_be_surely_one(case):
    pair = between(*TWO[case])
    assert pair is None or (pair.how != ALMOST_SURELY and any(not each.speaks_for for each in pair.reasons))


def test_a_registered_number_joins_names_that_share_nothing_and_parts_names_that_are_equal():
    def numbered(name: str, number: str) -> dict:
        told = [{"id": "i", "identifier_scheme": "GB-CHC", "identifier": number}]
        return {"id": name, "name": name, "website": "https://one.example", "organization_identifiers": told}

    joined = between(numbered("Age Friendly Dale", "1234567"), numbered("AFD", "1234567"), "organization")
    assert joined is not None and "number" in {each.what for each in joined.reasons}
    parted = between(numbered("Men's Shed", "1"), numbered("Men's Shed", "2"), "organization")
    assert parted is None or parted.how != ALMOST_SURELY


def test_a_branch_in_another_town_is_another_organisation():
    towns = [
        Entry(f"l{n}", "location", {"id": f"l{n}", "name": town, "addresses": [{"id": "d", "city": town}]})
        for n, town in enumerate(("Leeds", "Bradford"))
    ]
    chain = [Entry(town, "organization", {"id": town, "name": f"Age Help {town}"}) for town in ("Leeds", "Bradford")]
    assert not [each for each in alike(towns + chain) if each.kind == "organization"]


def test_words_that_many_entries_share_say_nothing_of_two_being_one():
    said = "A community service programme provided to residents aged sixty and older, paid for by the council."
    rows = [
        Entry(f"{n}", "service", {"id": f"{n}", "name": "Lunch", "description": said, "organization": {"name": owner}})
        for n, owner in enumerate(("Oak House", "Elm Centre", "Ash Trust", "Beech Hall"))
    ]
    assert alike(rows) == []


def test_organisations_judged_the_same_bring_their_services_nearer():
    mine = {"id": "1", "name": "Warm space", "organization_id": "o"}
    yours = {"id": "2", "name": "Warm space", "organization_id": "p"}
    owners = [
        Entry("o", "organization", {"id": "o", "name": "Dale Hub"}, "a"),
        Entry("p", "organization", {"id": "p", "name": "Old Mill Trust"}, "b"),
    ]
    rows = [*owners, Entry("s", "service", mine, "a"), Entry("t", "service", yours, "b")]
    before = [each for each in alike(rows) if each.kind == "service"]
    after = [each for each in alike(rows, same=[("o", "p")]) if each.kind == "service"]
    assert not before and after and "owner judged" in {each.what for each in after[0].reasons}


def test_pairs_within_one_list_can_be_left_out_and_every_reason_has_words():
    rows = [Entry("a", "service", sung(), "a"), Entry("b", "service", sung(), "a"), Entry("c", "service", sung(), "b")]
    across = alike(rows, across_only=True)
    assert {(each.one, each.other) for each in across} == {("a", "c"), ("b", "c")}
    assert {reason.what for each in alike(rows) for reason in each.reasons} <= set(WORDS)
