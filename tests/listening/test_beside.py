"""Numbers beside voices: chosen by people there, with a yes for it, never filled in, and free to contradict."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.core.errors import Invalid, NotAgreed, NotAllowed
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.listening import changes as voices
from commonweal.listening import keep_changes
from commonweal.listening.beside import changes, figures, queries
from commonweal.listening.beside.figures import Number
from commonweal.listening.models import Pairing
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.people.erase_changes import erase_person
from commonweal.places.changes import make_place

LONELY = "lives-alone"


@pytest.fixture
def place(db, monkeypatch):
    monkeypatch.setattr(figures, "_tellers", [])
    figures.told_by(
        lambda viewer, place, area: [
            Number(LONELY, area, "People who live alone", "31 in 100", "30 in 100", "", "/place/dale", "Census, 2021")
        ]
    )
    return make_place(HOUSE, slug="dale", name="Dale", footprint="A valley", invented=True)


@pytest.fixture
def listener(make, place):
    return make.person(listener=place)


@pytest.fixture
def resident(make, place):
    return make.person(coder=place)


def line(listener, place, *agreed, words="I live alone and I am never lonely."):
    contributor, _code = give_slip(HOUSE, place=str(place.pk))
    who = actors.of_contributor(contributor)
    told = dict(level="chosen", called="Mo")
    voice = voices.record_voice(who, place=place, kind="story", words=words, agreed=("quote", *agreed), **told)
    return who, voice, voices.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=len(words))


def test_nothing_stands_beside_a_number_without_a_yes_for_it(resident, listener, place):
    _who, _voice, quote = line(listener, place)
    with pytest.raises(NotAgreed):
        changes.pair(resident, quote, indicator=LONELY, way=Pairing.OTHERWISE)
    assert queries.voices_beside(PUBLIC, place.pk, LONELY) == [] and queries.lines(resident, place) == []


def test_a_voice_may_contradict_its_number_and_is_shown_as_it_was_said(resident, listener, place):
    _who, _voice, quote = line(listener, place, "pair_with_number")
    changes.pair(resident, quote, indicator=LONELY, way=Pairing.OTHERWISE, reason="Alone is not lonely.")
    (row,) = queries.voices_beside(PUBLIC, place.pk, LONELY)
    assert row.words == "I live alone and I am never lonely." and row.credit == "Mo"
    assert (
        row.way_label == "says otherwise"
        and row.why == "Alone is not lonely."
        and row.chosen_by == "chosen by a resident"
    )
    assert queries.voices_beside(PUBLIC, place.pk, LONELY, "lsoa21:E01000001") == []
    (number,) = queries.in_place(PUBLIC, place)
    assert number.text == "31 in 100" and number.voices == (row,)


def test_a_number_with_no_voice_says_so_and_is_never_filled(client, resident, listener, place):
    line(listener, place, "pair_with_number")
    assert "No stories yet." in client.get("/place/dale/beside").content.decode()


def test_it_ends_with_either_yes_and_is_gone_when_it_is_taken_back(resident, listener, place):
    who, voice, quote = line(listener, place, "pair_with_number")
    changes.pair(resident, quote, indicator=LONELY, way=Pairing.AGREES)
    for use in ("pair_with_number", "quote"):
        voices.take_back_use(who, voice, use=use)
        assert queries.in_place(PUBLIC, place) == []
        voices.agree_to(who, voice, use=use)
        assert len(queries.in_place(PUBLIC, place)) == 1
    keep_changes.take_back(who, [voice])
    assert not Pairing.objects.exists()


def test_people_of_the_place_choose_and_whoever_said_it(resident, listener, place, make):
    who, _voice, quote = line(listener, place, "pair_with_number")
    for other in (make.person(), make.person(analyst=place), make.person(steward=place)):
        with pytest.raises(NotAllowed, match="resident or listener"):
            changes.pair(other, quote, indicator=LONELY, way=Pairing.AGREES)
    made = changes.pair(who, quote, indicator=LONELY, way=Pairing.BEYOND)
    assert made.by_role == "teller"
    again = changes.pair(listener, quote, indicator=LONELY, way=Pairing.AGREES)
    assert again.pk == made.pk and Pairing.objects.count() == 1


def test_whoever_chose_it_is_forgotten_when_they_are_erased_and_the_voice_stays(make, listener, place):
    account = make.account(coder=place)
    resident = actors.of_account(account)
    quote = line(listener, place, "pair_with_number")[2]
    changes.pair(resident, quote, indicator=LONELY, way=Pairing.AGREES)
    erase_person(HOUSE, resident)
    pairing = Pairing.objects.get()
    assert (pairing.by_kind, pairing.by_id) == ("", "") and queries.in_place(PUBLIC, place)


def test_a_way_that_nobody_knows_is_refused(resident, listener, place):
    quote = line(listener, place, "pair_with_number")[2]
    with pytest.raises(Invalid):
        changes.pair(resident, quote, indicator=LONELY, way="proves")


def test_choosing_goes_by_number_then_line_without_script(make, listener, place):
    client = Client()
    client.force_login(make.account(coder=place))
    quote = line(listener, place, "pair_with_number")[2]
    assert "31 in 100" in client.get("/place/dale/beside/choose").content.decode()
    there = f"/place/dale/beside/choose?indicator={LONELY}"
    assert "never lonely" in client.get(there).content.decode()
    sent = {"indicator": LONELY, "area": "", "quote": str(quote.pk), "way": "otherwise", "why": ""}
    assert client.post("/place/dale/beside/choose", sent).status_code == 302
    assert client.post("/place/dale/beside/choose", sent | {"way": ""}).status_code == 400
    assert "never lonely" in Client().get("/place/dale/beside").content.decode()
    assert Client().get("/place/dale/beside/choose").status_code == 403
    assert client.post(f"/pairing/{Pairing.objects.get().pk}/part").status_code == 302
    assert not Pairing.objects.exists()
