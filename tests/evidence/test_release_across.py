"""The same people told apart in two ways, or counted again: no way and no edition undoes what another keeps back."""

from __future__ import annotations

import random
from itertools import product

import pytest

from commonweal.core.errors import Invalid
from commonweal.evidence import release
from commonweal.evidence.models import Release, ReleaseCounts
from commonweal.journal.actor import HOUSE
from tests.methods import attackers
from tests.methods.test_differencing import NHS
from tests.places import small

AREAS = [f"lsoa21:{code}" for code in small.NAMES][:2]
A, B = AREAS
SPLITS = {"sex": ("women", "men"), "ethnicity": ("Asian", "Black", "White")}
WORDS = "not shown, so that it tells of nobody in particular"


@pytest.fixture
def ashby(db):
    return small.place()


def asked(*areas, split="", parts=()):
    return release.Question(areas, split=split, parts=tuple(parts))


def give(place, of, *questions):
    return [each.text for each in release.give(HOUSE, place=place, counted=of, questions=questions)]


def counted(people, edition="", measure="returns:bins:2026-09", **splits):
    return release.Counted(measure, "Assisted bins", "Ashby Council", people=people, splits=splits, edition=edition)


# ── Two ways of telling the same people apart ───────────────────────────────────────────────────────────────────────


def test_everybody_told_by_one_way_is_everybody_in_the_other(ashby):
    of = counted({A: 28}, sex={"women": {A: 12}, "men": {A: 16}}, ethnicity={"White": {A: 22}, "Asian": {A: 6}})
    both = asked(A, split="sex", parts=("women", "men"))
    assert give(ashby, of, both) == ["30"]
    # Six are left beside everybody, whom only the other way names.
    assert give(ashby, of, asked(A, split="ethnicity", parts=("White",))) == [WORDS]


def test_what_both_ways_may_tell_is_told(ashby):
    of = counted(
        {A: 60, B: 80},
        sex={"women": {A: 28, B: 41}, "men": {A: 32, B: 39}},
        ethnicity={"White": {A: 41, B: 52}, "Asian": {A: 19, B: 28}},
    )
    questions = [asked(A, B), asked(A), asked(B)]
    questions += [asked(area, split="sex", parts=(part,)) for area, part in product(AREAS, ("women", "men"))]
    questions += [asked(area, split="ethnicity", parts=(part,)) for area, part in product(AREAS, ("White", "Asian"))]
    assert WORDS not in give(ashby, of, *questions)


def test_a_way_that_is_told_later_is_held_against_the_one_that_was_told_before(ashby):
    sex = {"women": {A: 12}, "men": {A: 16}}
    assert give(ashby, counted({A: 28}, sex=sex), asked(A, split="sex", parts=("women", "men"))) == ["30"]
    later = counted({A: 28}, ethnicity={"White": {A: 22}, "Asian": {A: 6}})
    assert give(ashby, later, asked(A, split="ethnicity", parts=("White",))) == [WORDS]


def test_what_nobody_knows_of_some_parts_does_not_hide_who_is_left(ashby):
    of = counted({A: 23}, sex={"women": {A: 18}, "men": {A: None}})
    assert give(ashby, of, asked(A), asked(A, split="sex", parts=("women",))) == ["25", WORDS]


def test_where_everybody_said_it_nobody_is_left(ashby):
    of = counted({A: 60}, sex={"women": {A: 28}, "men": {A: 32}}, ethnicity={"White": {A: 41}, "Asian": {A: 19}})
    nobody = asked(A, split="sex", parts=("not said",))
    assert give(ashby, of, asked(A, split="ethnicity", parts=("White",)), nobody) == ["40", "0"]


def test_other_counts_under_the_same_name_are_refused(ashby):
    give(ashby, counted({A: 28}), asked(A))
    for other in (counted({A: 45}), counted({A: 28}, sex={"women": {A: 30}})):
        with pytest.raises(Invalid):
            give(ashby, other, asked(A))
    give(ashby, counted({A: 28}, sex={"women": {A: 12}, "men": {A: 16}}), asked(A))
    with pytest.raises(Invalid, match="edition of its own"):
        give(ashby, counted({A: 28}, sex={"women": {A: 13}, "men": {A: 15}}), asked(A))
    assert ReleaseCounts.objects.count() == 1


def two_ways(chance):
    """People of two areas by sex and by ethnicity, and what somebody might ask of them."""
    sizes = (0, 0, 1, 2, 3, 5, 7, 9, 12, chance.randint(0, 25))
    people = {each: chance.choice(sizes) for each in product(AREAS, *SPLITS.values())}
    splits = {
        "sex": {part: {area: sum(n for (a, s, _e), n in people.items() if (a, s) == (area, part)) for area in AREAS}
                for part in SPLITS["sex"]},
        "ethnicity": {part: {area: sum(n for (a, _s, e), n in people.items() if (a, e) == (area, part))
                             for area in AREAS} for part in SPLITS["ethnicity"]},
    }  # fmt: skip
    everybody = {area: sum(n for (a, *_parts), n in people.items() if a == area) for area in AREAS}
    questions = []
    for _each in range(chance.choice((8, 14, 20))):
        areas, split = chance.sample(AREAS, chance.randint(1, 2)), chance.choice(("", "sex", "ethnicity", "ethnicity"))
        parts = chance.sample(SPLITS[split], chance.randint(1, len(SPLITS[split]))) if split else ()
        questions.append(asked(*areas, split=split, parts=parts))
    return everybody, splits, questions


def by_both(everybody, splits, rows):
    """What linear programming over both ways makes of the answers."""
    counts = {("", area, ""): many for area, many in everybody.items()}
    ties = []
    for split, parts in splits.items():
        counts |= {(split, area, part): many for part, held in parts.items() for area, many in held.items()}
        ties += [(frozenset({("", area, "")}), frozenset((split, area, part) for part in parts)) for area in AREAS]
    given = [
        attackers.Given(
            frozenset((row.split, area, part) for area in row.areas for part in row.parts or [""]),
            attackers.Shown("", row.shown, row.suppressed),
        )
        for row in rows
    ]
    among = [[each for each in counts if each[0] == split] for split in ("", *splits)]
    return attackers.found_out(NHS, counts, given, ties=ties, among=among, enough=3)


def attacked_by_both(place, seed):
    everybody, splits, questions = two_ways(random.Random(seed))
    of = counted(everybody, measure=f"attack:{seed}", **splits)
    release.give(HOUSE, place=place, counted=of, questions=questions)
    rows = list(Release.objects.filter(measure=of.measure).order_by("at", "pk"))
    return by_both(everybody, splits, rows), sum(row.shown is not None for row in rows)


# Each of these was found out while the two ways were not held against each other.
ONCE_FOUND_OUT = (217, 424, 846)


@pytest.mark.parametrize("seed", ONCE_FOUND_OUT)
def test_what_once_told_of_a_few_does_so_no_more(ashby, seed):
    assert attacked_by_both(ashby, seed)[0] == []


def test_nobody_works_out_a_few_people_from_two_ways_of_telling_them_apart(ashby):
    told = 0
    for seed in range(40):
        caught, shown = attacked_by_both(ashby, seed)
        told += shown
        assert caught == [], seed
    assert told > 150


@pytest.mark.deep
def test_a_thousand_attacks_by_two_ways_find_nobody_out(ashby):
    for seed in range(40, 1040):
        assert attacked_by_both(ashby, seed)[0] == [], seed


# ── Two editions ────────────────────────────────────────────────────────────────────────────────────────────────────


def corrected(chance):
    """Two editions of three cells: some come, some go, most stay; and what somebody might ask of each."""
    people = {part: chance.choice((0, 3, 6, 9, 14, 20, 31)) for part in SPLITS["ethnicity"]}
    change = {part: chance.choice((0, 0, 1, -2, 4, -5, 6, 9, -11, 15)) for part in people}
    after = {part: max(0, many + change[part]) for part, many in people.items()}

    def ask():
        return asked(A, split="ethnicity", parts=chance.sample(SPLITS["ethnicity"], chance.randint(1, 3)))

    return people, after, [ask() for _each in range(6)], [ask() for _each in range(6)]


def by_editions(before, after, rows):
    """What linear programming makes of it, for somebody who knows that whoever could have stayed has stayed."""
    counts, named = {}, {"first": {}, "second": {}}
    for part in before:
        least, most = sorted((before[part], after[part]))
        counts |= {(part, "both"): least, (part, "one"): most - least}
        for edition, many in (("first", before[part]), ("second", after[part])):
            named[edition][part] = {(part, "both")} | ({(part, "one")} if many > least else set())
    given, seen = [], {}
    for row in rows:
        if any(abs(each.people - row.people) < NHS.threshold for each in seen.setdefault(row.asked, [])):
            continue  # said once more what was said before
        seen[row.asked].append(row)
        cells = frozenset().union(*(named[row.edition][part] for part in row.parts))
        given.append(attackers.Given(cells, attackers.Shown("", row.shown, row.suppressed)))
    return attackers.found_out(NHS, counts, given, enough=3)


def attacked_by_editions(place, seed):
    before, after, first, second = corrected(random.Random(seed))
    for edition, people, questions in (("first", before, first), ("second", after, second)):
        of = counted({A: sum(people.values())}, edition, f"attack:{seed}",
                     ethnicity={part: {A: many} for part, many in people.items()})  # fmt: skip
        release.give(HOUSE, place=place, counted=of, questions=questions)
    rows = list(Release.objects.filter(measure=f"attack:{seed}").order_by("at", "pk"))
    return by_editions(before, after, rows), sum(row.shown is not None for row in rows)


@pytest.mark.parametrize("seed", (349, 814, 1340))
def test_what_two_editions_once_told_of_a_few_they_tell_no_more(ashby, seed):
    assert attacked_by_editions(ashby, seed)[0] == []


def test_nobody_works_out_who_came_or_went_from_two_editions(ashby):
    told = 0
    for seed in range(40):
        caught, shown = attacked_by_editions(ashby, seed)
        told += shown
        assert caught == [], seed
    assert told > 150


@pytest.mark.deep
def test_a_thousand_attacks_by_two_editions_find_nobody_out(ashby):
    for seed in range(40, 1040):
        assert attacked_by_editions(ashby, seed)[0] == [], seed


def test_a_correction_of_a_few_is_not_told_by_asking_another_question(ashby):
    """Four came to B. Of A and B together it was told before; now each is asked for by itself."""
    assert give(ashby, counted({A: 23, B: 41}), asked(A, B), asked(A)) == ["65", "25"]
    assert give(ashby, counted({A: 23, B: 45}, "second"), asked(A), asked(B)) == ["25", WORDS]


def test_a_large_correction_is_told(ashby):
    assert give(ashby, counted({A: 23, B: 41}), asked(A, B), asked(A)) == ["65", "25"]
    assert give(ashby, counted({A: 23, B: 81}, "second"), asked(A, B), asked(A)) == ["105", "25"]


def test_three_editions_are_one_ledger(ashby):
    """The second is far from the first, and the third four people from it: they are held against each other too."""
    assert give(ashby, counted({A: 23, B: 41}), asked(A, B)) == ["65"]
    assert give(ashby, counted({A: 23, B: 81}, "second"), asked(A, B)) == ["105"]
    assert give(ashby, counted({A: 23, B: 45}, "third"), asked(A), asked(B)) == ["25", WORDS]
