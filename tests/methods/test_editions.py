"""Who is in two editions of a count, who came and who went: as many as the counts allow are taken to have stayed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.methods.disclosure.editions import together

WOMEN, MEN = ("A", "women"), ("A", "men")


def made(*editions):
    return {
        (within, way): many
        for ((_whole, within), way), many in together(
            [{"A": women + men} for women, men in editions], [{WOMEN: w, MEN: m} for w, m in editions]
        ).items()
        if many
    }


def test_one_edition_is_its_cells():
    assert made((10, 13)) == {((True,), ("women",)): 10, ((True,), ("men",)): 13}


def test_whoever_could_have_stayed_has_stayed_and_whoever_left_a_part_came_to_another():
    assert made((10, 13), (14, 6)) == {
        ((True, True), ("women", "women")): 10,
        ((True, True), ("men", "men")): 6,
        ((True, True), ("men", "women")): 4,
        ((True, False), ("men", None)): 3,
    }


def test_who_went_is_of_the_part_that_shrank():
    assert made((3, 31), (1, 31)) == {
        ((True, True), ("women", "women")): 1,
        ((True, True), ("men", "men")): 31,
        ((True, False), ("women", None)): 2,
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=4))
def test_every_edition_is_as_it_was_counted(editions):
    """And of any two, as many are in both as are in the smaller."""
    cells = together([{"A": women + men} for women, men in editions], [{WOMEN: w, MEN: m} for w, m in editions])
    for number, (women, men) in enumerate(editions):
        for part, many in (("women", women), ("men", men)):
            assert sum(some for (_whole, way), some in cells.items() if way[number] == part) == many
        assert sum(some for ((_a, within), _way), some in cells.items() if within[number]) == women + men
        for other, (w, m) in enumerate(editions[:number]):
            both = sum(some for ((_a, within), _way), some in cells.items() if within[number] and within[other])
            assert both == min(women + men, w + m)
    if len(editions) == 2:
        for part, few in (("women", min(editions[0][0], editions[1][0])), ("men", min(editions[0][1], editions[1][1]))):
            assert sum(some for (_whole, way), some in cells.items() if way == (part, part)) == few
