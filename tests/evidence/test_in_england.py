"""By England's own fifths: what all England has in each stands beside what the place has, or why it is not known."""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from pathlib import Path

import pytest

from commonweal.evidence import charts, everywhere, indicators, keep
from commonweal.evidence.inequality import in_england, queries, words
from commonweal.evidence.inequality.rows import EnglandFifth, InEngland
from commonweal.evidence.models import Everywhere, Spread
from commonweal.feeds import census2021, iod2025
from commonweal.feeds.base import Measure
from commonweal.feeds.records import AreaValues
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes, national
from commonweal.places.models import DatasetVersion, Place
from tests.evidence.hand import BAD, DECILE, HEALTH, VERY_BAD, Hand
from tests.places.small import Small, bring

TWENTY = [f"E010000{n:02}" for n in range(20)]  # all England: two to a tenth, the most deprived first
PAGE = "/place/ashby/inequality/bad_health"
COUNTS = tuple(Measure(key, key, "people", True) for key in (HEALTH, BAD, VERY_BAD))
TENTHS = (Measure(DECILE, DECILE, "decile", False),)


@pytest.fixture
def small_england(monkeypatch: pytest.MonkeyPatch, db: None) -> Place:
    """An England of twenty neighbourhoods, and a place of ten of them: all but the last of its most deprived half."""
    monkeypatch.setattr(national, "ENGLAND", {"lsoa21": 20, "lsoa11": 20})
    keep._kept.clear()
    place = changes.make_place(HOUSE, slug="ashby", name="Ashby", footprint="Ten of twenty")
    return changes.set_areas(HOUSE, place, kind="lsoa21", areas={code: code for code in [*TWENTY[:9], TWENTY[19]]})


def bad_of(n: int, more: int = 0) -> int:
    """In bad health, of a hundred times as many people as its number and ten more."""
    return 3 * (20 - n) + more


def counted(kind: str = "lsoa21", more: int = 0, without: int | None = None) -> Small:
    """Health in every neighbourhood, but for one of which it is not known."""
    rows = [
        AreaValues(
            kind, code, code, {HEALTH: 100.0 * (n + 10), BAD: None if n == without else bad_of(n, more), VERY_BAD: 0.0}
        )
        for n, code in enumerate(TWENTY)
    ]
    return Small(rows[::-1], COUNTS)  # files need not be in the order of their codes


def ranked(swapped: bool = False) -> Small:
    """The tenth of every neighbourhood; the last first if swapped."""
    tenths = [n // 2 + 1 for n in range(20)]
    given = zip(TWENTY, tenths[::-1] if swapped else tenths, strict=True)
    return Small([AreaValues("lsoa21", code, code, {DECILE: float(tenth)}) for code, tenth in given], TENTHS)


def load(place: Place, folder: Path, *feeds: Small) -> None:
    for feed in feeds:
        key = "ranks" if feed.carried == TENTHS else "health"
        bring(place, feed, folder / f"{key}.csv", key, title="Ranks" if key == "ranks" else "Health, counted")


def shown() -> InEngland:
    return queries.gap_whole(PUBLIC, "ashby", "bad_health").in_england


def by_hand(*, more: int = 0, without: int | None = None, swapped: bool = False) -> list[float]:
    """The slow, obvious way."""
    out = []
    for fifth in range(5):
        among = [n for n in range(20) if ((19 - n) if swapped else n) // 4 == fifth and n != without]
        out.append(100 * sum(bad_of(n, more) for n in among) / sum(100 * (n + 10) for n in among))
    return out


@pytest.mark.parametrize("first", ["counts", "tenths"])
def test_whichever_file_comes_first_each_fifth_of_england_is_known(small_england, tmp_path, first):
    both = [counted(), ranked()]
    load(small_england, tmp_path, *(both if first == "counts" else both[::-1]))
    found = shown()
    assert [each.england for each in found.fifths] == pytest.approx(by_hand())
    assert [each.england_neighbourhoods for each in found.fifths] == [4] * 5
    assert [each.neighbourhoods for each in found.fifths] == [4, 4, 1, 0, 1]
    assert found.fifths[0].value == pytest.approx(found.fifths[0].england)  # the same four neighbourhoods
    assert found.fifths[3].text == "none of this place’s neighbourhoods"
    assert (found.cite.title, found.england_cite.title) == ("Ranks", "Health, counted")
    assert "(20)" in found.england_cite.method and not found.unknown


def test_a_neighbourhood_of_which_it_is_not_known_is_left_out_and_never_counted_as_none(small_england, tmp_path):
    load(small_england, tmp_path, counted(without=14), ranked())
    found = shown()
    assert [each.england for each in found.fifths] == pytest.approx(by_hand(without=14))
    assert [each.england_neighbourhoods for each in found.fifths] == [4, 4, 4, 3, 4]
    assert "(19)" in found.england_cite.method


def test_the_page_its_json_and_its_table_say_the_same(small_england, tmp_path, client):
    load(small_england, tmp_path, counted(), ranked())
    page = client.get(PAGE).content.decode()
    found = shown()
    assert found.says in page and "All England, in every 100" in page and "It does not say why" in page
    assert page.count('class="ring diamond"') == 5 and "All England’s neighbourhoods in the same fifth" in page
    assert "Where this comes from: Ranks" in page and "Where this comes from: Health, counted" in page
    told = client.get(f"{PAGE}.json").json()["gap"]["in_england"]
    assert [each["england"] for each in told["fifths"]] == pytest.approx(by_hand())
    lines = client.get(f"{PAGE}.csv").content.decode("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    assert [(row["fifths_of"], row["fifth"]) for row in rows] == [
        (of, str(fifth)) for of in ("Ashby", "England") for fifth in range(1, 6)
    ]
    assert [row["england"] for row in rows[:5]] == [""] * 5  # the place's own fifths are not England's
    assert [float(row["england"]) for row in rows[5:]] == pytest.approx(by_hand())


def test_a_newer_file_of_either_is_the_one_that_counts_and_taken_back_the_older_is_again(small_england, tmp_path):
    load(small_england, tmp_path, counted(), ranked(), counted(more=5), ranked(swapped=True))
    newer = [Spread.objects.filter(indicator=each).latest("pk").version for each in ("bad_health", "imd_decile")]
    assert [each.england for each in shown().fifths] == pytest.approx(by_hand(more=5, swapped=True))
    changes.withdraw_version(HOUSE, newer[1], why="wrong")
    assert [each.england for each in shown().fifths] == pytest.approx(by_hand(more=5))
    changes.withdraw_version(HOUSE, newer[0], why="wrong")
    assert [each.england for each in shown().fifths] == pytest.approx(by_hand())


def test_without_englands_tenths_there_are_no_fifths_of_england(small_england, tmp_path):
    load(small_england, tmp_path, counted(), ranked())
    changes.withdraw_version(HOUSE, DatasetVersion.objects.get(dataset="ranks"), why="wrong")
    assert queries.why_not(PUBLIC, "ashby")  # nor any of the place's own: nothing orders its neighbourhoods


@pytest.mark.parametrize(("part", "title"), [("bad_health", "Health, counted"), ("imd_decile", "Ranks")])
def test_where_a_file_does_not_cover_england_that_is_said_and_no_number_stands(
    small_england, tmp_path, client, part, title
):
    small, whole = (ranked(), counted()) if part == "imd_decile" else (counted(), ranked())
    mine = {*TWENTY[:9], TWENTY[19]}
    small.rows = [row for row in small.rows if row.code in mine]
    load(small_england, tmp_path, whole, small)
    found = shown()
    assert {each.england for each in found.fifths} == {None} and found.says == "" and found.england_cite is None
    assert {each.england_text for each in found.fifths} == {"not known"}
    assert f"when “{title}” came in" in found.unknown
    page = client.get(PAGE).content.decode()
    assert found.unknown in page and "ring diamond" not in page and "in the same fifth</li>" not in page


def test_of_a_file_that_came_in_before_this_was_kept_it_is_known_once_it_is_taken_back_and_brought_in_again(
    small_england, tmp_path, unguarded
):
    load(small_england, tmp_path, counted(), ranked())
    Everywhere.objects.filter(spread__indicator="bad_health").delete()  # as an older installation has it
    assert "came in before they were kept" in shown().unknown
    load(small_england, tmp_path, counted())
    assert shown().unknown  # brought in already: it is not read again
    changes.withdraw_version(HOUSE, DatasetVersion.objects.get(dataset="health"), why="to be brought in again")
    load(small_england, tmp_path, counted())
    assert [each.england for each in shown().fifths] == pytest.approx(by_hand())


def test_neighbourhoods_of_2011_are_not_put_in_fifths_of_those_of_2021(small_england, tmp_path):
    load(small_england, tmp_path, counted(), ranked())
    bad = indicators.every()["bad_health"]
    newer, tenths = (Spread.objects.get(indicator=each).version for each in ("bad_health", "imd_decile"))
    assert isinstance(in_england.of_england(bad, newer, tenths), dict)
    load(small_england, tmp_path, counted(kind="lsoa11", more=1))  # the same codes, and not the same ground
    older = Spread.objects.get(indicator="bad_health", kind="lsoa11").version
    assert in_england.of_england(bad, older, tenths) == str(words.OTHER_GROUND)


def test_only_shares_of_neighbourhoods_and_their_tenths_are_kept_one_by_one():
    kept = {key for key, each in indicators.every().items() if everywhere.wanted(each, "lsoa21")}
    assert {"bad_health", "imd_decile"} <= kept and not {"population", "imd_score"} & kept
    assert not any(everywhere.wanted(each, "lad20") for each in indicators.every().values())


def test_the_invented_place_has_no_england_beside_it_and_says_so(wenbeck, client):
    page = client.get("/place/wenbeck/inequality/bad_health").content.decode()
    assert "By England’s own fifths" in page and "there is no England to set beside it" in page
    assert "ring diamond" not in page


def fifth(value: float | None, lower: float | None, upper: float | None, england: float | None) -> EnglandFifth:
    return EnglandFifth(
        1, "", 4, 1, 2, value, lower, upper, "", england, "", 4, 1, 2, words.beside(lower, upper, england)
    )


@pytest.mark.parametrize(
    ("row", "here", "said"),
    [
        (
            fifth(7.6, 7.1, 8.1, 8.9), True,
            "Of England’s most deprived fifth of neighbourhoods, here: 7.6 in 100; in all England: 8.9 in 100. "
            "That is a smaller share here than in all of that fifth, by more than chance would make it.",
        ),
        (
            fifth(9.3, 9.1, 9.5, 8.6), True,
            "Of England’s most deprived fifth of neighbourhoods, here: 9.3 in 100; in all England: 8.6 in 100. "
            "That is a larger share here than in all of that fifth, by more than chance would make it.",
        ),
        (
            fifth(9.3, 8.1, 9.5, 8.6), True,
            "Of England’s most deprived fifth of neighbourhoods, here: 9.3 in 100; in all England: 8.6 in 100. "
            "England lies within the range that is likely here, so no difference can be told.",
        ),
        (
            fifth(20.0, None, None, 10.0), True,
            "Of England’s most deprived fifth of neighbourhoods, here: 20.0 in 100; in all England: 10.0 in 100. "
            "How sure a difference would be cannot be said: there are too few neighbourhoods.",
        ),
        (
            fifth(None, None, None, 10.0), True,
            "Of England’s most deprived fifth of neighbourhoods, here: not known; in all England: 10.0 in 100.",
        ),
        (
            fifth(None, None, None, 10.0), False,
            "None of this place’s neighbourhoods is in England’s most deprived fifth; there: 10.0 in 100.",
        ),
        (
            fifth(20.0, 19.0, 21.0, None), True,
            "Of England’s most deprived fifth of neighbourhoods, here: 20.0 in 100; in all England: not known.",
        ),
    ],
)  # fmt: skip
def test_a_difference_is_told_only_where_england_lies_out_of_the_likely_range(row, here, said):
    assert words.beside_england(row, here) == said


def test_two_shares_are_told_as_finely_as_it_takes_to_see_that_they_differ():
    assert words.finely(7.37, 7.78) == ("7.4 in 100", "7.8 in 100")  # “7” and “8” would push them apart
    assert words.finely(7.41, 7.44) == ("7.41 in 100", "7.44 in 100")
    assert words.finely(0.04, 1.2) == ("0.04 in 100", "1.20 in 100")
    assert words.finely(7.0, 7.0) == ("7.0 in 100", "7.0 in 100")
    assert words.finely(None, 0.0) == ("not known", "0.0 in 100")


def test_a_diamond_stands_where_there_is_no_dot_and_none_where_england_is_not_known():
    drawn = charts.dots([(5.0, 4.0, 6.0), (None, None, None), (7.0, None, None)], ("", ""), beside=[6.0, 5.0, None])
    assert drawn.count("diamond") == 2 and drawn.count("<circle") == 2
    (top,) = re.findall(r'diamond" d="M[\d.]+ ([\d.]+)l', charts.dots([(5.0, None, None)], ("", ""), beside=[50.0]))
    assert charts.TOP - 6 <= float(top) < charts.BOTTOM  # the scale reaches up to it


def test_each_fifth_of_england_is_what_adding_up_its_published_files_gives(shared_data, hand: Hand):
    """The slow, obvious way: two files, a sum for each fifth."""
    places = shared_data / "places"
    health = places / "census2021" / "census2021-ts037-lsoa.csv.gz"
    index = places / "deprivation" / "iod2025_File_7_layout_england_partial.csv.gz"
    versions = {}
    for feed, path in ((census2021, health), (iod2025, index)):
        passing = national.England(feed.measures(path))
        for record in feed.read(path, refuse=pytest.fail):
            passing.see(record)
        versions[feed] = hand.version(feed.__name__)
        passing.tell(versions[feed])
    found = in_england.of_england(indicators.every()["bad_health"], versions[census2021], versions[iod2025])
    assert isinstance(found, dict)
    with gzip.open(index, "rt", encoding="utf-8-sig") as rows:
        of = {
            row["LSOA code (2021)"]: row[
                "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
            ]
            for row in csv.DictReader(rows)
        }
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    with gzip.open(health, "rt", encoding="utf-8-sig") as rows:
        for row in csv.DictReader(rows):
            if tenth := of.get(row["geography code"]):
                into = sums[(int(tenth) + 1) // 2]
                into[0] += 1
                into[1] += int(row["General health: Bad health"]) + int(row["General health: Very bad health"])
                into[2] += int(row["General health: Total: All usual residents"])
    assert sum(areas for areas, *_ in sums.values()) == 33_755
    assert {number: [lot.areas, lot.count, lot.of] for number, lot in found.items()} == dict(sums)
