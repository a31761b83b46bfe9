"""Home, a place, a neighbourhood: with nothing, one place, several; no endless list, no voice made up."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from commonweal.core import look
from commonweal.core.outline import Spot, apart, draw
from commonweal.evidence.rows import AreaRow
from commonweal.front import gather, here, visits
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.places import changes
from tests.places import small


def page(address: str, **asks: str) -> str:
    answered = Client().get(address, asks)
    assert answered.status_code == 200, address
    return answered.content.decode()


def test_home_with_nothing_held_says_how_to_bring_a_place_in(db):
    text = page("/")
    assert "No place is held here yet" in text and "./do place load" in text
    assert all(f"/welcome/{who}" in text for who in visits.STEPS)


def test_home_with_one_place_shows_it_and_an_example_that_leads_somewhere(wenbeck):
    text = page("/")
    assert "/place/wenbeck" in text and "ZZ1 1AA" in text and "See Wenbeck whole" in text


def test_home_with_several_places_puts_real_ones_first(wenbeck):
    small.place()
    text = page("/")
    assert text.index("/place/ashby") < text.index("/place/wenbeck")


def test_a_place_has_its_parts_in_order_and_depth_only_when_asked_for(wenbeck):
    text = page("/place/wenbeck")
    parts = ("need", "here", "voice", "spread", "closer", "figures", "sources")
    found = [text.index("<h1>"), *(text.index(f'id="{each}"') for each in parts)]
    assert found == sorted(found)
    shown = text
    while "<details" in shown:  # one may lie in another: the inmost first
        shown = re.sub(r"<details((?!<details).)*?</details>", "", shown, flags=re.S)
    need = shown[shown.index('id="need"') : shown.index('id="here"')]
    assert need.count('class="fact"') == gather.SHORT


def test_nobody_asked_is_said_and_nothing_is_made_up(wenbeck, unguarded):
    from commonweal.listening.models import Quote

    assert "Nobody has been asked here yet." not in page("/place/wenbeck")
    Quote.objects.all().delete()
    for address in ("/place/wenbeck", "/area/neighbourhood:DEMO-001"):
        assert "Nobody has been asked here yet." in page(address)


def test_a_neighbourhood_numbers_what_is_near_on_its_drawing_and_in_its_list(wenbeck):
    text = page("/area/neighbourhood:DEMO-001")
    on_drawing = re.findall(r'<text class="numbered"[^>]*>(\d+)<', text)
    in_list = re.findall(r'<span class="badge">(\d+)<', text)
    assert on_drawing == in_list != []


def test_things_without_a_name_are_counted_not_listed(hand):
    area = hand.area("A")
    for _each in range(4):
        hand.asset(area, "pitch")
    hand.asset(area, "park")
    found = {row.kind: row for row in gather.directory.tally(PUBLIC, [area.pk])}
    assert found["pitch"].nameless == "4 pitches and courts" and found["park"].nameless == "1 park"
    assert found["pitch"].named == 0


def test_heaps_are_fullest_first_and_keep_what_is_counted_apart(hand):
    area = hand.area("A")
    for kind in ("park", "park", "library", "pitch"):
        hand.asset(area, kind)
    tally = gather.directory.tally(PUBLIC, [area.pk])
    assert [(heap.group, heap.total) for heap in here.heaps(tally)] == [
        ("green and growing", 2),
        ("learn and create", 1),
    ]
    assert [heap.group for heap in here.heaps(tally, well=False)] == ["move and play"]


def test_the_same_thing_on_two_lists_is_named_once(hand):
    area = hand.area("A")
    for _list in range(2):
        asset = hand.asset(area, "library")
        asset.name = "Old Mill Library"
        asset.save()
    assert len(gather.directory.assets_near(PUBLIC, 51, 0)) == 1


def test_spots_that_would_hide_each_other_are_moved_apart_and_keep_their_numbers():
    moved = apart([Spot(50, 50, "1"), Spot(50, 50, "2"), Spot(200, 50, "3")])
    assert [each.words for each in moved] == ["1", "2", "3"]
    assert abs(moved[0].x - moved[1].x) >= 20 and (moved[2].x, moved[2].y) == (200, 50)


def test_a_part_of_a_drawing_is_drawn_to_its_frame():
    square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
    sheet = draw(
        [{"geometry": square, "properties": {"key": "a"}}], shade=lambda facts: "s", frame=(0, 0, 1, 1), size=100
    )
    assert sheet.width == sheet.height == 100 and "h200" in sheet.paths[0].d


# ── Guided visits ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_resident_gets_an_answer_about_their_postcode(wenbeck):
    text = page("/welcome/resident", postcode="zz1 1aa")
    assert "What is near ZZ1 1AA" in text and "Canalside" in text and "straight lines" in text


@pytest.mark.parametrize("who", ["resident", "link-worker"])
@pytest.mark.parametrize(("typed", "said"), [("nowhere", "not a postcode"), ("LS11 8AB", "not in any place held here")])
def test_a_postcode_that_cannot_be_used_is_kept_in_the_field_with_what_to_change(wenbeck, who, typed, said):
    text = page(f"/welcome/{who}", postcode=typed)
    assert said in text and f'value="{typed}"' in text and 'aria-invalid="true"' in text


def test_a_link_worker_finds_only_what_was_ticked_nearest_first(wenbeck):
    answer = visits.visit(PUBLIC, "link-worker", {"postcode": "ZZ2 1AA", "needs": ["outdoors"], "place": ""})
    assert answer.things and {thing.group for thing in answer.things} == {"green and growing"}


def test_a_link_worker_who_ticks_nothing_sees_everything(wenbeck):
    answer = visits.visit(PUBLIC, "link-worker", {"postcode": "ZZ2 1AA", "needs": [], "place": ""})
    assert len({thing.group for thing in answer.things}) > 1


def test_a_director_with_one_place_is_not_asked_which(wenbeck):
    text = page("/welcome/director")
    assert "Where need is highest" in text and "/compare" in text


def test_a_director_with_several_places_chooses_first(wenbeck):
    small.place()
    assert "Which place do you plan for?" in page("/welcome/director")
    assert "Where need is highest" in page("/welcome/director", place="ashby")


def test_visits_where_nothing_is_held_say_so(db):
    assert "No place is held here yet" in page("/welcome/director")
    assert "Where do you live?" in page("/welcome/resident")


def row(name: str, share: float | None, per: float | None, **more: object) -> AreaRow:
    given = {
        "key": name, "kind": "lad24", "kind_label": "council", "code": name, "name": name, "local_name": "",
        "parent_key": "", "parent_name": "", "population": 10, "deprivation_decile": None,
        "share_in_most_deprived_fifth": share, "assets": 1, "assets_per_10000": per, "lat": None, "lon": None,
        "neighbourhoods": 9,
    }  # fmt: skip
    return AreaRow(**given | more)


def test_need_is_set_against_what_is_there_in_one_sentence_that_says_no_more_than_is_known():
    said = visits.in_a_sentence([row("Ash", 51.2, 19.3), row("Elm", 28.0, 25.9)])
    assert "In Ash, 51% of" in said and "in Elm it is 28%, and 25.9" in said
    assert "too few figures" in visits.in_a_sentence([row("Ash", 51.2, 19.3)])


def test_what_is_not_known_has_no_bar():
    weighed = visits.balance([row("Ash", None, None, assets=None), row("Elm", 50.0, 20.0)])
    assert (weighed[0].need, weighed[0].here) == (None, None)
    assert (weighed[1].need, weighed[1].here) == (100.0, 200.0)


# ── How pages look ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_choice_of_colours_and_letters_is_kept_by_a_plain_form(db):
    client = Client()
    answered = client.post("/look", {"theme": "dark", "letters": "large", "next": "/about"})
    assert answered.status_code == 302 and answered["Location"] == "/about"
    assert (
        '<html lang="en-GB" dir="ltr" data-theme="dark" data-letters="large"' in client.get("/about").content.decode()
    )
    client.post("/look", {"theme": "", "letters": ""})
    assert "data-theme" not in client.get("/about").content.decode()


def test_a_choice_leads_nowhere_but_here_and_holds_nothing_but_choices(db):
    client = Client()
    assert client.post("/look", {"next": "https://elsewhere.example/"})["Location"] == "/"
    client.cookies[look.COOKIE] = '"><script>.large'
    assert "<script>." not in client.get("/about").content.decode()


def test_every_page_has_a_field_to_search_in(wenbeck):
    for address in ("/", "/about", "/place/wenbeck", "/area/neighbourhood:DEMO-001", "/welcome/resident", "/sources"):
        assert 'action="/find"' in page(address)


def test_the_sample_sheet_shows_every_shared_piece_in_both_themes(db):
    light, dark = page("/style"), page("/style", theme="dark")
    pieces = "nhsuk-button--danger nhsuk-error-summary note--wrong loading__dots steps__number empty nhsuk-pagination"
    for piece in (*pieces.split(), "door__way", "legend", "bars here", "big"):
        assert piece in light and piece in dark, piece
    assert 'data-theme="dark"' in dark


def test_a_place_without_outlines_or_figures_still_has_its_page(db):
    place = changes.make_place(HOUSE, slug="bare", name="Bare", footprint="Nothing yet")
    assert "No list of what is here" in page(f"/place/{place.slug}")
