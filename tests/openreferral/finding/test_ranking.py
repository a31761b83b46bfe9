"""What is found, in which order, and why."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.openreferral.finding.filters import Filters
from commonweal.openreferral.finding.index import Index
from commonweal.openreferral.finding.ranking import NEAREST, SOONEST
from commonweal.openreferral.finding.texts import of
from tests.openreferral.finding.makers import FAR, HALL, MILL, NOW, finder, names, service

CHOIR = service("Open Voices", description="We sing pop and folk.", helps=["company", "singing"], at=[HALL])
PATCH = service("The Patch", description="Dig, plant and sit.", helps=["growing things"], at=[MILL])
CAFE = service("Grief café", description="Tea with others who have lost somebody.", helps=["grief"], at=[FAR])
CHESS = service("Chess Club", description="Boards in the square. A house of many visitors.", at=[FAR])
ALL = (CHOIR, PATCH, CAFE, CHESS)
SAID = (
    "I don't want not no never free on at till tuesday evening after school work 6 60s fifteen year old months my wife "
    "died lost lonely tomorrow tonight online zoom urdu wheelchair quiet group men , . é ’ £5 choir in the day allotmnt"
).split()


def found(typed, *services, **said):
    return finder(*(services or ALL)).find(typed, now=NOW, **said)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("singing", "Open Voices"),
        ("SINGERS", "Open Voices"),
        ("songs", "Open Voices"),
        ("grief cafe", "Grief café"),
        ("allotment", "The Patch"),
        ("my wife died", "Grief café"),
        ("gardning", "The Patch"),
        ("chesss", "Chess Club"),
        ("ches", "Chess Club"),
    ],
)
def test_words_stems_accents_synonyms_slips_and_beginnings_find(typed, first):
    assert names(found(typed))[0] == first


def test_a_misspelt_word_says_how_it_was_taken():
    assert found("gardning").meaning.spelled == (("gardning", "gardening"),)
    assert found("chess").meaning.spelled == ()


def test_a_word_that_occurs_is_never_taken_for_another():
    bowls = service("Bowls", description="Bowling on the green, and boiling tea.")
    assert found("boiling", bowls).meaning.spelled == ()


def test_in_a_sentence_words_not_known_here_are_let_be():
    bike = service("Bike repairs", helps=["cycling"])
    typed = "I bite my nails and the noise upstairs never stops, could somebody advise"
    assert found(typed, bike).meaning.spelled == ()


def test_what_it_helps_with_counts_more_than_what_it_mentions():
    told = service("A", helps=["debt"], description="By appointment.")
    mentions = service("B", description="A day centre. Somebody who knows about debt calls in each month.")
    assert names(found("debt", mentions, told)) == ["A", "B"]


def test_a_weak_guess_comes_after_every_direct_match():
    # That the house is quiet may mean that company is missed; a sousaphone is what was typed.
    guess = service("Tea", helps=["company", "talking", "feeling low", "loneliness"])
    said = service("Saturdays", description="In the square, with boards, benches, dogs, tea, and a sousaphone.")
    assert names(found("the house is quiet, sousaphone", guess, said)) == ["Saturdays", "Tea"]


def test_why_it_is_there_names_field_words_and_what_was_typed():
    result = found("lonely").results[0]
    assert {"field": "helps with", "words": ["company"], "from": "lonely"} in [each.data() for each in result.reasons]


def test_a_short_term_is_told_whole_and_every_term_that_counts():
    both = service("Patch", helps=["growing things", "company", "being in the garden"])
    meant = [each for each in found("allotment", both).results[0].reasons if each.field == "helps with"]
    assert meant[0].words == ("growing things", "being in the garden")


def test_every_result_has_a_reason():
    for typed in ("singing", "lonely", "tea", "gardning", "che"):
        assert all(each.reasons for each in found(typed).results)


def test_nothing_fits_nothing_is_given_and_what_was_understood_is_said():
    nothing = found("submarine engineering")
    assert not nothing.results and nothing.total == 0
    assert nothing.meaning.understood == ("submarine", "engineering")


def test_common_words_find_nothing_by_themselves_beside_others():
    group = service("Group for everybody", description="A community group.")
    assert names(found("submarine group", group)) == []
    assert names(found("group", group)) == ["Group for everybody"]


def test_what_is_not_wanted_finds_nothing():
    talk = service("Talk", description="We talk and talk.")
    assert names(found("don't want to talk", talk)) == []


def test_a_wish_that_is_met_comes_first_and_says_so_and_hides_nothing():
    tuesday = service(
        "Choir B", helps=["singing"], when=[{"byday": "TU", "opens_at": "19:00"}], fees_description="Free"
    )
    monday = service("Choir A", helps=["singing"], when=[{"byday": "MO", "opens_at": "10:00"}], fees_description="£4")
    silent = service("Choir C", helps=["singing"])
    result = found("free choir tuesday evening", tuesday, monday, silent)
    assert names(result) == ["Choir B", "Choir C", "Choir A"]
    assert {"when", "cost"} <= {each.field for each in result.results[0].reasons}


def test_wishes_alone_find_what_meets_them():
    tuesday = service("T", when=[{"description": "Tuesdays at 7"}])
    monday = service("M", when=[{"description": "Mondays at 7"}])
    assert names(found("tuesday evenings", tuesday, monday)) == ["T"]


def test_an_age_that_is_not_let_in_comes_last():
    old = service("Painting A", helps=["art"], minimum_age=60)
    young = service("Painting B", helps=["art"], minimum_age=11, maximum_age=18)
    assert names(found("art for my fifteen year old", old, young)) == ["Painting B", "Painting A"]


def test_nearest_is_by_venue_and_those_without_one_come_last():
    nowhere = service("Choir by post", helps=["singing"])
    near = service("Choir near", helps=["singing"], at=[FAR, HALL])
    far = service("Singing singers", helps=["singing"], at=[FAR])
    result = found("singing", nowhere, far, near, sort=NEAREST, near=MILL)
    assert names(result) == ["Choir near", "Singing singers", "Choir by post"]
    assert 1_000 < result.results[0].away_m < 1_200 and result.results[2].away_m is None


def test_soonest_is_by_the_next_session_and_words_give_no_date():
    friday = service("Friday", helps=["art"], when=[{"byday": "FR", "opens_at": "10:00"}])
    today = service("Wednesday, over", helps=["art"], when=[{"byday": "WE", "opens_at": "09:00"}])
    later = service("Wednesday, to come", helps=["art"], when=[{"byday": "WE", "opens_at": "18:00"}])
    worded = service("A", helps=["art"], when=[{"description": "Wednesdays at 7"}])
    result = found("art", worded, friday, today, later, sort=SOONEST)
    assert names(result) == ["Wednesday, to come", "Friday", "Wednesday, over", "A"]
    assert result.results[3].next is None and "dates" in result.results[3].unknown


def test_what_nobody_has_said_is_told():
    bare = found("choir", service("Choir", assured_date="2026-02-01")).results[0]
    assert {"cost", "when", "where", "room", "confirmed 9 months ago"} <= set(bare.unknown)
    assert "confirmed" in found("choir", service("Choir")).results[0].unknown


def test_what_has_closed_is_told_apart_and_never_among_the_results():
    shut = service("Homework club", status="defunct", alert="Closed since February.")
    result = found("homework", shut, service("Chess"))
    assert names(result) == [] and [each.known.name for each in result.closed] == ["Homework club"]


def test_filters_are_insisted_on():
    free = service("Choir A", helps=["singing"], fees_description="Free")
    unsaid = service("Choir B", helps=["singing"])
    result = found("choir", free, unsaid, asked=Filters(free=True))
    assert names(result) == ["Choir A"] and result.total == 1


def test_nothing_typed_lists_everything_open():
    assert sorted(names(found(""))) == sorted(each["name"] for each in ALL)


def test_all_of_few_words_come_before_one_of_them_often():
    both = service("The Canal shelf", description="A shelf.")
    one = service("Shelf, shelf, shelf", helps=["shelf"])
    assert names(found("canal shelf", one, both))[0] == "The Canal shelf"


def test_what_a_place_is_called_is_not_what_goes_on_there():
    chapel = service("Lunch at Garden Street Chapel", helps=["eating well"], at=[HALL])
    chapel["service_at_locations"][0]["location"]["name"] = "Garden Street Chapel"
    assert names(found("garden", chapel, PATCH)) == ["The Patch", "Lunch at Garden Street Chapel"]
    assert names(found("garden street chapel", chapel, PATCH))[0] == "Lunch at Garden Street Chapel"


def test_the_words_of_a_phrase_are_looked_for_together():
    wood = service("Friends of Throstle Bank", description="Food for birds, and a bank of snowdrops.", at=[HALL])
    pantry = service("Pantry", helps=["eating well"])
    low = service("Tea in Low Lane", description="Feeling the wool.")
    assert (
        names(found("food bank", wood, pantry)) == ["Pantry"] or names(found("food bank", wood, pantry))[0] == "Pantry"
    )
    assert names(found("feeling low", low)) == []


def test_an_index_in_a_folder_finds_the_same(tmp_path):
    texts = [of(each) for each in ALL]
    Index.of(texts, tmp_path / "index")
    again = Index(tmp_path / "index")
    assert len(again) == len(ALL) and again.words == Index.of(texts).words


HELD = finder(*ALL)


@given(st.text(max_size=80) | st.lists(st.sampled_from(SAID), max_size=14).map(" ".join))
def test_whatever_is_typed_is_answered(typed):
    result = HELD.find(typed, now=NOW, near=MILL)
    assert len(result.results) == result.total <= len(ALL)
    assert all(each.score > 0 for each in result.results)


def test_a_very_long_story_is_answered_too():
    assert HELD.find("I am lonely and like singing. " * 2_000, now=NOW).total


def test_many_may_ask_at_once():
    with ThreadPoolExecutor(8) as readers:
        told = list(readers.map(lambda typed: names(HELD.find(typed, now=NOW, near=MILL)), ["singing", "grief"] * 60))
    assert {tuple(each) for each in told[::2]} == {tuple(told[0])} and {tuple(each) for each in told[1::2]} == {
        tuple(told[1])
    }


def test_no_services_are_no_error():
    assert finder().find("choir", now=NOW).results == ()


def test_what_is_found_does_not_hang_on_how_much_is_asked_for():
    assert names(found("singing lonely tea", most=1)) == names(found("singing lonely tea"))[:1]
