"""Sentences made from figures: what a resident might say, and never more than the figures say."""

from __future__ import annotations

from typing import Any

from commonweal.evidence import sentences
from commonweal.evidence.rows import AreaRow, Cite, DeprivationShare, FifthRow, FigureRow

CITE = Cite("counted", "Counted", "Us", "CC0-1.0", "2025", "abcdef01", "A count.")


def figure(key: str, value: float | None, text: str, **more: Any) -> FigureRow:
    facts = {"england": None, "england_text": "", "areas_known": 4, "areas": 4} | more
    return FigureRow(
        indicator=key, label=key, theme="", value=value, text=text, unit="percent", numerator=None, denominator=None,
        standing=None, higher_is="", cite=CITE, **facts,
    )  # fmt: skip


def share(edition: str = "2025", areas: int = 4, expected: int = 4, fifth: int = 2) -> DeprivationShare:
    return DeprivationShare(edition, areas, expected, 0, fifth, 0.0, 100 * fifth / areas, (0,) * 10, CITE)


def area(**facts: Any) -> AreaRow:
    given = {
        "key": "lsoa21:E01000001", "kind": "lsoa21", "kind_label": "neighbourhood", "code": "E01000001",
        "name": "Ashby 001A", "local_name": "", "parent_key": "", "parent_name": "", "population": 1500,
        "deprivation_decile": None, "share_in_most_deprived_fifth": None, "assets": 0, "assets_per_10000": 0.0,
        "lat": None, "lon": None,
    } | facts  # fmt: skip
    return AreaRow(**given)


def fifth(number: int, per: float | None, lower: float | None, upper: float | None) -> FifthRow:
    return FifthRow(number, 1, 1000, 1, per, lower, upper)


PEOPLE = figure("population", 6000, "6,000 people")


def test_a_place_is_its_people_and_how_many_neighbourhoods_are_most_deprived() -> None:
    said = sentences.of_place("Ashby", PEOPLE, [share()], [], [])
    assert said == (
        "6,000 people live in Ashby. 2 of its 4 neighbourhoods are among the most deprived fifth in England.",
    )


def test_one_is_and_none_is() -> None:
    assert "1 of its 4 neighbourhoods is among" in sentences.of_place("Ashby", PEOPLE, [share(fifth=1)], [], [])[0]
    assert "None of its 4 neighbourhoods is among" in sentences.of_place("Ashby", PEOPLE, [share(fifth=0)], [], [])[0]


def test_a_count_that_misses_neighbourhoods_is_not_told_as_the_count_of_the_place() -> None:
    part = figure("population", 4500, "4,500 people", areas_known=3)
    said = sentences.of_place("Ashby", part, [share(areas=3)], [], [])[0]
    assert "4,500 people live in Ashby" not in said
    assert said.startswith("It is not known how many people live in all of Ashby; in the 3 of its 4 neighbourhoods")
    assert "2 of the 3 of its 4 neighbourhoods for which it is known are" in said


def test_what_is_not_known_is_said_to_be_not_known() -> None:
    said = sentences.of_place("Ashby", figure("population", None, "not known"), [], [], [])
    assert said == ("It is not known how many people live in Ashby.",)
    assert sentences.beside_england([figure("bad_health", None, "not known")]) == []


def test_two_editions_are_told_apart_with_a_word_of_caution() -> None:
    said = sentences.of_place("Ashby", PEOPLE, [share(), share("2019", fifth=1)], [], [])[1]
    assert "of 2025, 50 in 100" in said and "of 2019 it was 25 in 100" in said and "a small change says little" in said


def test_england_stands_beside_a_figure_or_is_the_same_or_is_left_out() -> None:
    same = figure("carers", 9.2, "9 in 100", england=8.9, england_text="9 in 100")
    other = figure("bad_health", 5.6, "6 in 100", england=5.2, england_text="5 in 100")
    alone = figure("little_english", 2, "2 in 100")
    assert sentences.beside_england([same, other, alone]) == [
        "6 in 100 people are in bad or very bad health; in England 5 in 100.",
        "9 in 100 people give unpaid care, as in England.",
        "2 in 100 people speak little or no English.",
    ]


def test_a_figure_known_for_some_neighbourhoods_says_for_how_many() -> None:
    part = figure("no_car", 26, "26 in 100", areas_known=3)
    assert sentences.beside_england([part]) == [
        "In 26 of every 100 homes there is no car or van (known for 3 of 4 neighbourhoods)."
    ]


def by_need(first: tuple[float, float, float], last: tuple[float, float, float], beyond: int = 0) -> tuple[str, ...]:
    rows = [fifth(1, *first), *(fifth(each, 1, 1, 1) for each in (2, 3, 4)), fifth(5, *last)]
    return sentences.of_place("Ashby", PEOPLE, [], [], rows, beyond)[1:]


def test_a_clear_difference_in_what_is_here_is_told_plainly() -> None:
    (said,) = by_need((10, 8, 12), (20, 17, 23))
    assert said.startswith("Where neighbourhoods are most deprived, 10 places") and said.endswith("deprived, 20.")


def test_ranges_that_overlap_leave_the_question_open() -> None:
    (said,) = by_need((10, 8, 13), (14, 12, 17))
    assert said.endswith("14. The difference may be no more than chance.")


def test_the_same_number_is_not_called_a_difference() -> None:
    (said,) = by_need((21.9, 20, 23), (22.1, 20, 24))
    assert said.endswith("least deprived, as many.")


def test_neighbourhoods_that_no_list_reaches_are_said_to_be_left_out() -> None:
    assert by_need((10, 8, 12), (20, 17, 23), 30)[1] == (
        "No list of such places reaches 30 neighbourhoods, which are left out of this."
    )
    assert "1 neighbourhood, which is left out" in by_need((10, 8, 12), (20, 17, 23), 1)[1]


def test_an_area_in_one_sentence_with_the_name_people_use() -> None:
    row = area(local_name="Beeston Hill", parent_name="Leeds", deprivation_decile=1)
    assert sentences.lead(row) == (
        "1,500 people live in Beeston Hill, a neighbourhood in Leeds. "
        "It is among the most deprived tenth of England’s neighbourhoods."
    )
    assert "second least deprived tenth" in sentences.lead(area(deprivation_decile=9))
    assert sentences.lead(area(population=None)).startswith("It is not known how many people live in Ashby 001A")
