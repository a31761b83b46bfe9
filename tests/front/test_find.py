"""Finding: postcodes whole and begun, names official and local, things and kinds, words spelled nearly right."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from commonweal.core import finding
from commonweal.core.finding import Ask, Group, Hit
from commonweal.core.word_index import Kept, WordIndex, fold
from commonweal.directory import queries as directory
from commonweal.front.find import find
from commonweal.journal.actor import PUBLIC
from commonweal.places import finders as areas_finders
from commonweal.places import queries as places
from commonweal.places.models import Area


def titles(outcome):
    return [group.key for group in outcome.groups]


def names(outcome, key):
    return [hit.name for group in outcome.groups if group.key == key for hit in group.hits]


# ── The index of words ──────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_compared_without_accents_capitals_or_apostrophes():
    assert fold("Saint Mary’s CAFÉ") == fold("st. marys cafe")


def test_every_word_must_be_there_and_whole_words_come_first():
    index = WordIndex([["Beeston Park"], ["Park Lane Beestonley"], ["Beeston Library"]])
    assert [each.number for each in index.search("beeston park").found] == [0, 1]


def test_the_whole_name_is_known_as_such_even_among_longer_ones():
    index = WordIndex([["Leeds Road"], ["Leeds"]])
    best = index.search("leeds").found[0]
    assert best.number == 1 and best.exact


@pytest.mark.parametrize(("typed", "meant"), [("beesten", "beeston"), ("libary", "library"), ("comunity", "community")])
def test_a_slip_of_the_finger_still_finds_and_says_what_it_took_it_for(typed, meant):
    found = WordIndex([["Beeston"], ["Library"], ["Community"]]).search(typed)
    assert len(found.found) == 1 and found.nearly == meant


def test_right_spellings_are_never_taken_for_others():
    assert WordIndex([["Holbeck"], ["Holbeach"]]).search("holbeck").nearly == ""


def test_short_words_and_numbers_are_never_guessed_at():
    index = WordIndex([["Leeds 063A"], ["Oak"]])
    assert index.search("elm").found == () and index.search("leeds 064a").found == ()


def test_words_beside_a_name_find_it_without_being_its_name():
    index = WordIndex([["The Old Mill"]], [["museum", "Wenbeck"]])
    found = index.search("museum wenbeck").found
    assert len(found) == 1 and not found[0].exact


def test_what_is_kept_is_made_again_only_when_its_stamp_changes():
    stamps, made = iter([1, 1, 2]), []
    kept = Kept(lambda: next(stamps), lambda: made.append(1) or len(made))
    assert [kept.get(), kept.get(), kept.get()] == [1, 1, 2]


# ── Finding in a place ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_postcode_leads_straight_to_its_neighbourhood(wenbeck):
    assert find(PUBLIC, "zz11aa").go == "/area/neighbourhood:DEMO-001"


def test_the_beginning_of_postcodes_gives_the_neighbourhoods_they_lie_in(wenbeck):
    outcome = find(PUBLIC, "zz1")
    assert titles(outcome) == ["areas"] and names(outcome, "areas") == ["Canalside"]
    # ZZ1 is not the beginning of ZZ11 or ZZ12: an outward part ends where it ends.
    assert "9 postcodes" in outcome.groups[0].hits[0].note
    assert find(PUBLIC, "ZZ1 1").groups[0].hits[0].name == "Canalside"
    assert "No postcode" in find(PUBLIC, "ZZ99").why


def test_the_whole_name_of_a_place_or_an_area_leads_straight_there(wenbeck):
    assert find(PUBLIC, "wenbeck").go == "/place/wenbeck"
    assert find(PUBLIC, "larkfield estate").go == "/area/neighbourhood:DEMO-002"
    assert find(PUBLIC, "Lower Wenbeck").go == "/area/group:DEMO-M1"


def test_part_of_a_name_lists_all_that_have_it(wenbeck):
    outcome = find(PUBLIC, "wenb")
    assert not outcome.go and names(outcome, "places") == ["Wenbeck"]
    assert "Lower Wenbeck" in names(outcome, "areas")


def test_a_misspelt_area_is_found_and_said_to_be_another_spelling(wenbeck):
    outcome = find(PUBLIC, "larkfeild")
    group = next(each for each in outcome.groups if each.key == "areas")
    assert group.hits[0].name == "Larkfield Estate" and group.nearly == "larkfield"
    assert not outcome.go


def test_what_something_is_finds_how_many_there_are_and_each_by_name(wenbeck):
    outcome = find(PUBLIC, "libraries")
    assert "3 libraries in Wenbeck" in names(outcome, "kinds")
    assert outcome.groups[0].hits[0].address == "/place/wenbeck/assets?kind=library"


def test_a_kind_and_a_postcode_find_the_nearest_with_its_straight_line(wenbeck):
    row = places.postcode(PUBLIC, "ZZ1 1AA")
    here = directory.assets_near(PUBLIC, row.lat, row.lon)[0]
    outcome = find(PUBLIC, f"{here.kind_label} near ZZ1 1AA")
    group = outcome.groups[0]
    away = [hit.away_km for hit in group.hits]
    assert group.title == "Nearest to ZZ1 1AA" and away == sorted(away) and outcome.near == "ZZ1 1AA"
    assert all("about" in hit.note for hit in group.hits)


def test_a_kind_of_thing_is_never_taken_for_the_ward_that_is_called_so(wenbeck, unguarded):
    Area.objects.create(key="ward24:X", kind="ward24", code="X", name="Park")
    areas_finders._kept.held = None
    outcome = find(PUBLIC, "park")
    assert not outcome.go and "Park" in names(outcome, "areas") and names(outcome, "kinds")
    areas_finders._kept.held = None


def test_words_nobody_uses_find_nothing_and_say_what_to_try(wenbeck):
    outcome = find(PUBLIC, "xyzzyplugh")
    assert outcome.groups == () and "Check the spelling" in outcome.why


def test_nothing_typed_is_asked_for_in_a_sentence(db):
    assert "Type a postcode" in find(PUBLIC, "").why


@pytest.mark.parametrize("typed", ["%", "_", "'; drop table", "\\", "()", "*", "a" * 100, "٣", "né"])
def test_odd_letters_are_only_letters(wenbeck, typed):
    assert Client().get("/find", {"q": typed}).status_code in (200, 302)


def test_what_goes_on_is_found_by_what_it_helps_with_and_no_other_spelling_is_guessed_at(wenbeck):
    found = find(PUBLIC, "damp")
    assert titles(found) == ["going-on"] and "Damp drop-in" in names(found, "going-on")
    near = find(PUBLIC, "damp near ZZ1 1AA")
    away = [hit.away_km for group in near.groups if group.key == "going-on" for hit in group.hits]
    known = [km for km in away if km is not None]
    assert known and known == sorted(known) and away[: len(known)] == known


def test_another_room_can_be_asked_too(wenbeck):
    def choirs(viewer, ask: Ask):
        return Group("Choirs", (Hit("Wenbeck Voices", "choir", "/choir/1"),), 1) if "choir" in ask.words else None

    finding.register("choirs", choirs, order=35)
    try:
        assert names(find(PUBLIC, "choir"), "choirs") == ["Wenbeck Voices"]
        order = [key for key in finding.asked() if key in {"areas", "kinds", "choirs", "assets"}]
        assert order == ["areas", "kinds", "choirs", "assets"]
    finally:
        finding._finders.held.pop("choirs")


# ── The page and its twins ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_twin_has_every_hit_with_its_group(wenbeck):
    rows = json.loads(Client().get("/find.json?q=park").content)["found"]
    assert {"name", "note", "address", "group", "away_km"} == set(rows[0])
    assert {row["group"] for row in rows} >= {"kinds"}


def test_the_page_says_how_many_and_leads_to_all_of_a_group(wenbeck):
    text = Client().get("/find?q=wenb").content.decode()
    assert "Found for “wenb”" in text and "Areas" in text
    assert Client().get("/find?q=wenb&in=areas").status_code == 200


def test_an_empty_page_offers_something_to_look_for(wenbeck):
    text = Client().get("/find?q=xyzzyplugh").content.decode()
    assert "We could not find “xyzzyplugh”" in text and "/find?q=library" in text and "/place/wenbeck" in text


def test_a_search_makes_few_queries_however_much_there_is(wenbeck, django_assert_max_num_queries):
    find(PUBLIC, "park")
    with django_assert_max_num_queries(40):
        find(PUBLIC, "park")


def test_whoever_types_the_whole_name_of_what_goes_on_is_taken_there(wenbeck):
    assert find(PUBLIC, "singing on tuesdays").go.startswith("/service/")
    assert not find(PUBLIC, "singing").go
