"""How unequal a place is: fifths of its own neighbourhoods, the gap between them, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from commonweal.core.errors import NotFound
from commonweal.evidence import changes, charts, citing, keep, kept_queries
from commonweal.evidence.inequality import queries, words
from commonweal.journal.actor import HOUSE, PUBLIC

SCORE = "iod2025.imd_score"
PAGE = "/place/ashby/inequality/bad_health"


@pytest.fixture
def ashby(hand):
    """Ten neighbourhoods: the more deprived, the more people in bad health; and one of which nothing is known."""
    areas = [hand.area(f"A{number:02}") for number in range(11)]
    place = hand.place(*areas)
    for number, area in enumerate(areas[:10]):
        hand.value(area, SCORE, 60.0 - 5 * number)
        hand.values(area, people=1_000, all_health=1_000, bad=200 - 15 * number, very_bad=number % 2)
    hand.values(areas[10], people=1_000)
    return place


def row(place, key="bad_health"):
    return next(each for each in queries.gap_rows(PUBLIC, place.slug) if each.indicator == key)


def test_a_place_is_put_in_fifths_by_its_own_neighbourhoods_and_the_gap_is_told_from_the_most_deprived_end(ashby):
    found = row(ashby)
    assert found.most == pytest.approx(100 * (200 + 185 + 1) / 2_000)
    assert found.least == pytest.approx(100 * (80 + 65 + 1) / 2_000)
    assert found.sii > 0 and found.sii_lower < found.sii < found.sii_upper
    assert found.rii > 1 and found.rii_lower < found.rii < found.rii_upper
    assert found.verdict == words.AGAINST
    assert (found.most_text, found.least_text) == ("19 in 100", "7 in 100")
    assert "more at the most deprived end" in found.says


def test_a_neighbourhood_that_is_not_known_is_left_out_and_counted_as_left_out(ashby):
    found = row(ashby)
    assert (found.neighbourhoods, found.without) == (10, 1)
    assert found.few


def test_the_page_of_one_gap_adds_up_and_says_what_it_would_be_without_the_gap(ashby):
    whole = queries.gap_whole(PUBLIC, ashby.slug, "bad_health")
    assert [each.neighbourhoods for each in whole.fifths] == [2] * 5
    assert sum(each.count for each in whole.fifths) == sum(200 - 15 * n + n % 2 for n in range(10))
    assert whole.lead == "19 in 100 in the most deprived fifth of neighbourhoods, 7 in 100 in the least deprived fifth."
    assert whole.what_if == "If it were everywhere as in the least deprived fifth, there would be about 600 fewer."
    assert whole.start - whole.end == pytest.approx(whole.gap.sii)
    assert whole.concentration < 0 and whole.curve[0] == (0, 0) and whole.curve[-1] == (1, 1)
    assert whole.concentration_lower < whole.concentration < whole.concentration_upper < 0
    assert whole.erreygers_lower < whole.erreygers < whole.erreygers_upper


def test_neighbourhoods_that_scatter_within_their_fifth_widen_the_limits(hand):
    def width(scatter):
        areas = [hand.area(f"{scatter}-{number:02}") for number in range(20)]
        place = hand.place(*areas, slug=f"place-{scatter}")
        for number, area in enumerate(areas):
            hand.value(area, SCORE, 60.0 - number)
            hand.values(area, all_health=1_000, bad=150 - 5 * number + scatter * (-1) ** number, very_bad=0)
        return row(place)

    calm, rough = width(0), width(40)
    assert rough.sii_upper - rough.sii_lower > 2 * (calm.sii_upper - calm.sii_lower)


def test_what_is_neither_good_nor_bad_is_told_apart_and_not_judged(hand):
    assert words.verdict("", 1.0, 2.0) == words.APART
    assert words.verdict("easier", -3.0, -1.0) == words.AGAINST
    assert words.verdict("harder", -3.0, -1.0) == words.FOR
    assert words.verdict("harder", -1.0, 1.0) == words.UNSURE
    assert words.verdict("harder", None, None) == words.UNKNOWN
    assert words.what_if(0.2) == ""


def test_fewer_than_five_neighbourhoods_are_no_fifths_and_that_is_said(hand, client):
    areas = [hand.area(f"S{number}") for number in range(4)]
    place = hand.place(*areas, slug="small")
    for number, area in enumerate(areas):
        hand.value(area, SCORE, float(number))
        hand.values(area, all_health=100, bad=5, very_bad=0)
    assert queries.gap_rows(PUBLIC, place.slug) == []
    assert "fewer than five" in client.get("/place/small/inequality").content.decode()
    assert client.get("/place/small/inequality/bad_health").status_code == 404


def test_with_one_neighbourhood_to_a_fifth_the_gap_has_no_limits_and_that_is_said(hand):
    areas = [hand.area(f"F{number}") for number in range(5)]
    place = hand.place(*areas, slug="five")
    for number, area in enumerate(areas):
        hand.value(area, SCORE, 10.0 * number)
        hand.values(area, all_health=100, bad=5 + number, very_bad=0)
    found = row(place)
    assert found.sii is not None and found.sii_lower is None and found.verdict == words.UNKNOWN
    assert "too few neighbourhoods" in found.says


def test_a_gap_that_rounds_to_the_same_words_is_told_with_a_digit_more():
    assert words.shares(9.04, 9.44) == ("9.0 in 100", "9.4 in 100")
    assert words.shares(9.0, 9.0) == ("9 in 100", "9 in 100")
    assert words.shares(None, 9.0) == ("not known", "9 in 100")


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (None, ""),
        (0.36, "36% as many."),
        (0.97, "Nearly as many at both ends."),
        (1.04, "Nearly as many at both ends."),
        (2.93, "2.9 times as many."),
    ],
)
def test_a_ratio_below_one_is_not_called_so_many_times(ratio, said):
    assert words.times(ratio) == said


def test_a_theme_stands_once_on_the_page_wherever_its_figures_come_in_the_list(ashby, client, monkeypatch):
    one = row(ashby)
    monkeypatch.setattr(
        queries, "gap_rows", lambda *_: [replace(one, theme=theme) for theme in ("home", "health", "home")]
    )
    page = client.get(f"/place/{ashby.slug}/inequality").content.decode()
    assert re.findall(r'<h2 id="theme-.">(.+?)</h2>', page) == ["Home", "Health"]


def test_where_no_score_is_held_neighbourhoods_are_ordered_by_their_tenth(hand):
    areas = [hand.area(f"T{number}") for number in range(10)]
    place = hand.place(*areas, slug="tenths")
    for number, area in enumerate(areas):
        hand.values(area, decile=number + 1, all_health=100, bad=20 - number, very_bad=0)
    assert row(place).sii > 0


def test_groups_of_neighbourhoods_stand_beside_the_whole_and_the_limits_of_chance(hand):
    groups = [hand.area(f"G{number}", kind="msoa21", name=f"Group {number}") for number in range(4)]
    areas = [hand.area(f"N{number}", kind="lsoa21") for number in range(12)]
    place = hand.place(*areas, slug="grouped")
    for number, area in enumerate(areas):
        hand.parent(area, groups[number // 3])
        hand.value(area, SCORE, 60.0 - number)
        hand.values(area, all_health=1_000, bad=200 if number < 3 else 60, very_bad=0)
    whole = queries.gap_whole(PUBLIC, place.slug, "bad_health")
    assert whole.groups[0].name == "Group 0" and len(whole.groups) == 4
    assert whole.groups[0].standing == "high (0.001)"
    assert whole.average == pytest.approx(100 * (600 + 540) / 12_000)


def test_pages_and_their_data_say_the_same(ashby, client):
    told = client.get(f"/place/{ashby.slug}/inequality.json").json()["gaps"]
    page = client.get(f"/place/{ashby.slug}/inequality").content.decode()
    assert told[0]["indicator"] == "bad_health" and told[0]["says"] in page
    assert "1 neighbourhood is not known" in page and "few neighbourhoods here" in page
    one = client.get(f"/place/{ashby.slug}/inequality/bad_health").content.decode()
    whole = client.get(f"/place/{ashby.slug}/inequality/bad_health.json").json()["gap"]
    assert whole["lead"] in one and "No stories beside this number yet." in one and "Fieller" in one
    rows = client.get(f"/place/{ashby.slug}/inequality/bad_health.csv").content.decode().splitlines()
    assert len(rows) == 6 and "fifth,label,neighbourhoods" in rows[0]


def test_a_figure_of_which_no_gap_is_made_is_not_found(ashby):
    for key in ("imd_score", "population", "unheard"):
        with pytest.raises(NotFound):
            queries.gap_whole(PUBLIC, ashby.slug, key)


def test_a_gap_can_be_cited_and_is_kept_with_its_fifths(ashby):
    kept = changes.keep_figure(HOUSE, place=ashby, asked=citing.Asked("inequality.sii:bad_health"))
    found = row(ashby)
    assert (kept.value, kept.low, kept.high) == (found.sii, found.sii_lower, found.sii_upper)
    shown = kept_queries.kept_figure(PUBLIC, str(kept.pk)).rows
    assert len(shown) == 5 and shown[0]["neighbourhoods"] == 2 and kept.versions
    ratio = changes.keep_figure(HOUSE, place=ashby, asked=citing.Asked("inequality.rii:bad_health"))
    assert ratio.value == found.rii and "times as many" in ratio.text
    with pytest.raises(NotFound):
        changes.keep_figure(HOUSE, place=ashby, asked=citing.Asked("inequality.sii:imd_score"))


def test_the_evidence_of_a_place_leads_here(ashby):
    assert f"/place/{ashby.slug}/inequality" in {each.address for each in kept_queries.way_rows(PUBLIC, ashby.slug)}


def test_a_gap_is_followed_from_one_edition_to_the_next_in_all_and_in_ratio(hand, client):
    areas = [hand.area(f"Y{number:02}") for number in range(10)]
    place = hand.place(*areas, slug="years")
    for number, area in enumerate(areas):
        for year, most in ((2019, 300), (2025, 400)):
            hand.value(area, f"iod{year}.imd_score", 60.0 - number)
            hand.value(area, f"iod{year}.population", 1_000.0)
            hand.value(area, f"iod{year}_parts.income_deprived", most - 20.0 * number)
    found = queries.trend_rows(PUBLIC, place.slug)
    assert [each.key for each in found] == ["income_deprived"]
    assert [each.year for each in found[0].years] == [2019, 2025]
    assert found[0].absolute == pytest.approx(0, abs=1e-9) and found[0].absolute_verdict == "cannot tell"
    assert found[0].relative < 0 and "do not count quite alike" in found[0].note
    page = client.get("/place/years/inequality/over-time").content.decode()
    assert found[0].absolute_says in page and found[0].relative_says in page
    for about, value in (("change", found[0].absolute), ("change_ratio", found[0].relative)):
        kept = changes.keep_figure(HOUSE, place=place, asked=citing.Asked(f"inequality.{about}:income_deprived"))
        assert kept.value == value and len(kept.rows) == 2 and kept.versions and kept.source == "Counted, Us, 2025"


def test_one_edition_alone_is_no_change(ashby, client):
    page = client.get(f"/place/{ashby.slug}/inequality/over-time").content.decode()
    assert "No figure of two years" in page


def test_englands_own_fifths_stand_beside_the_places_own_and_are_never_mixed_with_them(ashby, hand, client):
    before = queries.gap_whole(PUBLIC, ashby.slug, "bad_health")
    assert before.in_england.fifths == () and "By England’s own fifths" not in client.get(PAGE).content.decode()
    areas = list(ashby.areas.order_by("code"))
    tenths = [1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 9]  # of the last nothing but its tenth is known
    for area, tenth in zip(areas, tenths, strict=True):
        hand.value(area, "iod2025.imd_decile", tenth, version=hand.version("ranked"))
    keep._kept.clear()
    whole = queries.gap_whole(PUBLIC, ashby.slug, "bad_health")
    # The place's own fifths, and all that is made of them, are as they were.
    assert (whole.fifths, whole.gap.sii, whole.gap.rii) == (before.fifths, before.gap.sii, before.gap.rii)
    counts = [200 - 15 * n + n % 2 for n in range(10)]
    assert [(each.neighbourhoods, each.count) for each in whole.in_england.fifths] == [
        (6, sum(counts[:6])), (4, sum(counts[6:])), (0, 0), (0, 0), (0, 0)
    ]  # fmt: skip
    assert whole.in_england.fifths[0].value == pytest.approx(100 * sum(counts[:6]) / 6_000)
    assert whole.in_england.fifths[0].lower < whole.in_england.fifths[0].value < whole.in_england.fifths[0].upper
    assert [each.text for each in whole.in_england.fifths[2:]] == [
        "none of this place’s neighbourhoods", "none of this place’s neighbourhoods", "not known"
    ]  # fmt: skip
    assert whole.in_england.cite.dataset == "ranked"
    page = client.get(PAGE).content.decode()
    assert "England’s most deprived fifth" in page and "none of this place’s neighbourhoods" in page
    assert "They are other groups of people" in page


@pytest.mark.parametrize("through", [{"england": 5.2}, {"line": (5.2, 5.2)}])
def test_what_a_dot_says_stands_clear_of_the_lines(through):
    drawing = charts.dots([(7.7, 7.5, 7.9), (4.4, 4.2, 4.5), (3.4, 3.3, 3.5)], ("", ""), **through)
    said = re.findall(r'y="([^"]+)"[^>]*font-weight="bold"[^>]*>([\d.]+)<', drawing)
    (line,) = re.findall(r'class="(?:england|slope)" d="M[\d.]+ ([\d.]+)L', drawing)
    assert [words for _y, words in said] == ["7.7", "4.4", "3.4"]
    assert all(not float(y) - charts.LABEL < float(line) < float(y) + 2 for y, _words in said)


def test_dots_stand_in_the_middle_of_their_people_as_the_line_through_them_counts_them():
    known = [(10.0, None, None), (None, None, None), (5.0, 4.0, 6.0)]
    middles = [
        float(x) for x in re.findall(r'<circle class="on" cx="([^"]+)"', charts.dots(known, ("", ""), wide=[3, 1, 4]))
    ]
    room = charts.RIGHT - charts.LEFT
    assert middles == pytest.approx([charts.LEFT + room * part for part in (3 / 16, 12 / 16)], abs=0.1)
    alike = [
        float(x) for x in re.findall(r'<circle class="on" cx="([^"]+)"', charts.dots(known, ("", ""), wide=[0, 0, 0]))
    ]
    assert alike == pytest.approx([charts.LEFT + room * part for part in (1 / 6, 5 / 6)], abs=0.1)
