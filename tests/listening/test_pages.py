"""Pages of what people say: saying something, one's own by slip, and the work of those who listen."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from commonweal.journal.actor import HOUSE
from commonweal.listening import changes, keep_changes
from commonweal.listening.models import Hold, Quote, Stewardship, Voice
from commonweal.people import actors
from commonweal.people.changes import give_slip
from tests.listening.conftest import STORY
from tests.makers import PASSWORD

pytestmark = pytest.mark.django_db
SAID = {"words": STORY, "language": "en", "level": "described", "called": "a daughter", "agreed": ["quote"]}


@pytest.fixture
def signed_in(make):
    def client(**roles):
        account = make.account(**roles)
        held = Client()
        assert held.login(username=account.email, password=PASSWORD)
        return held

    return client


def with_slip(place):
    slip, code = give_slip(HOUSE, place=str(place.pk))
    return actors.of_contributor(slip), code


def test_a_passer_by_sees_how_it_would_look_says_yes_and_is_given_a_slip(client, place):
    looked = client.post("/place/millgate/say", SAID | {"do": "look"}).content.decode()
    assert "a daughter" in looked and not Voice.objects.exists()
    sent_as = re.search(r'name="sent_as" value="([^"]+)"', looked).group(1)
    done = client.post("/place/millgate/say", SAID | {"do": "keep", "sent_as": sent_as, "code": ""}).content.decode()
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", done).group()
    voice = Voice.objects.get()
    assert voice.words.get().text == STORY and voice.may("quote") and not voice.may("publish")
    again = client.post("/place/millgate/say", SAID | {"do": "keep", "sent_as": sent_as, "code": ""})
    assert again.status_code == 400 and "kept already" in again.content.decode() and Voice.objects.count() == 1
    own = client.post("/voices/mine", {"code": code}).content.decode()
    assert STORY in own and "a daughter" in own


def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(client, place):
    wrong = client.post("/place/millgate/say", SAID | {"called": "", "do": "look"})
    page = wrong.content.decode()
    assert wrong.status_code == 400 and "how you want to be called" in page and STORY in page
    assert client.post("/place/millgate/say", SAID | {"words": "", "do": "look"}).status_code == 400
    bad = client.post("/place/millgate/say", SAID | {"do": "keep", "code": "WRONG"})
    assert bad.status_code == 400 and not Voice.objects.exists()


def test_with_a_slip_one_changes_uses_and_takes_back_in_two_steps(client, place, say):
    me, code = with_slip(place)
    voice = say(who=me, agreed=["quote", "publish"])
    keep_changes.note_shown(actors_listener(place), voice, what="The booklet", printed=True)
    page = client.post(f"/voice/{voice.pk}/uses", {"code": code, "agreed": ["listen", "quote"]}).content.decode()
    assert "Kept" in page and voice.may("quote") and not voice.may("publish")
    sure = client.post(f"/voice/{voice.pk}/take-back", {"code": code}).content.decode()
    assert "The booklet" in sure and voice.words.exists()
    gone = client.post(f"/voice/{voice.pk}/take-back", {"code": code, "sure": "yes"}).content.decode()
    assert "Your words are gone" in gone and "The booklet" in gone and not voice.words.exists()
    assert client.get(f"/voice/{voice.pk}").status_code == 404


def actors_listener(place):
    from tests.makers import Maker

    return Maker().person(listener=place)


def test_anothers_code_opens_nothing_of_mine(client, place, say, somebody):
    voice = say(who=somebody(), agreed=["publish"])
    _other, code = with_slip(place)
    for what in ("uses", "take-back", "read-back", "shown-as"):
        sent = {"code": code, "sure": "yes", "level": "counted"}
        assert client.post(f"/voice/{voice.pk}/{what}", sent).status_code == 404
    assert voice.words.exists() and voice.may("publish")


def test_a_reader_without_consent_sees_the_line_and_no_more(client, place, say, listener):
    voice = say(agreed=["quote"], communities=["weavers"])
    changes.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=22)
    page = client.get(f"/voice/{voice.pk}").content.decode()
    assert "The bus stopped coming" in page and "radio" not in page and "weavers" not in page
    told = client.get(f"/voice/{voice.pk}.json").content.decode()
    assert (
        "radio" not in told
        and "weavers" not in told
        and str(voice.given_on) not in told.replace(f"{voice.given_on:%Y-%m}-01", "")
    )
    assert client.get(f"/voice/{say(agreed=['listen']).pk}").status_code == 404


def test_a_listener_chooses_a_line_covers_one_and_holds_a_voice_back(place, say, signed_in):
    listener, voice = signed_in(listener=place), say(agreed=["quote"])
    words = voice.words.get()
    address = f"/voice/{voice.pk}/listen"
    assert STORY in listener.get(address).content.decode()
    done = listener.post(address, {"do": "quote", "quote-piece": str(words.pk), "quote-line": STORY})
    assert done.status_code == 302 and Quote.objects.get().stop == len(STORY)
    not_there = {"do": "quote", "quote-piece": str(words.pk), "quote-stretch": "He never said that"}
    wrong = listener.post(address, not_there)
    assert wrong.status_code == 400 and "Copy them exactly" in wrong.content.decode()
    cover = {"do": "cover", "cover-piece": str(words.pk), "cover-stretch": "my mother", "cover-why": "third"}
    assert listener.post(address, cover).status_code == 302
    assert "my mother" not in listener.get("/place/millgate/listening").content.decode()
    assert "my mother" in signed_in(listener=place).get("/place/millgate/voices").content.decode()
    hold = {"do": "hold", "hold-reason": "We worry about you.", "hold-told": "the desk"}
    assert listener.post(address, hold).status_code in (302, 404)
    assert Hold.objects.get().reason == "We worry about you."


def test_a_lead_lets_a_held_voice_go_and_the_teller_reads_what_came_of_it(client, place, say, listener, signed_in):
    me, code = with_slip(place)
    voice = say(who=me, agreed=["publish"])
    held = keep_changes.hold(listener, voice, reason="We worry about you.")
    assert "We worry about you." in client.post("/voices/mine", {"code": code}).content.decode()
    client.post(f"/hold/{held.pk}/appeal", {"code": code, "words": "I am safe."})
    lead = signed_in(safeguarding=place)
    assert "I am safe." in lead.get("/place/millgate/holds").content.decode()
    lead.post(f"/hold/{held.pk}/end", {"outcome": "We spoke."})
    assert "We spoke." in client.post("/voices/mine", {"code": code}).content.decode() and voice.may("publish")


def test_a_gathering_is_held_set_right_and_closed_and_late_voices_still_arrive(place, say, signed_in):
    held = signed_in(facilitator=place)
    told = {
        "name": "Six tables",
        "kind": "cafe",
        "on": "2026-04-18",
        "where": "Library",
        "area": "",
        "question": "What?",
    }
    there = held.post("/place/millgate/gatherings/new", told)["Location"]
    assert "Six tables" in held.get(there).content.decode()
    held.post(there + "/change", told | {"name": "Seven tables"})
    held.post(there + "/close")
    page = held.get(there).content.decode()
    assert "Seven tables" in page and "It is over" in page
    wrong = held.post("/place/millgate/gatherings/new", told | {"name": "", "on": "soon"})
    assert wrong.status_code == 400


def test_lines_from_a_small_gathering_do_not_tell_who_was_there(client, place, say, listener):
    from datetime import date

    held = changes.open_gathering(listener, place=place, kind="visit", name="A kitchen", on=date(2026, 3, 1))
    for number in range(5):
        page = client.get(f"/gathering/{held.pk}").content.decode()
        assert "The bus stopped" not in page
        voice = say(agreed=["quote"], gathering=held)
        if not number:
            changes.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=22)
    assert "The bus stopped" in client.get(f"/gathering/{held.pk}").content.decode()


def test_what_happens_to_the_voices_in_the_end_is_set_down_by_a_steward(client, place, signed_in):
    assert "Nobody has set this down yet" in client.get("/place/millgate/voices-plan").content.decode()
    steward = signed_in(steward=place)
    plan = {
        "keeper": "Tenants",
        "then": "hand_on",
        "to_whom": "",
        "words": "They are yours.",
        "review_on": "2027-03-01",
    }
    assert steward.post("/place/millgate/voices-plan", plan).status_code == 400
    assert steward.post("/place/millgate/voices-plan", plan | {"to_whom": "Library"}).status_code == 302
    assert "They are yours." in client.get("/place/millgate/listening").content.decode()
    assert Stewardship.objects.count() == 1


def test_what_was_searched_is_shown_to_everybody_and_says_nothing_of_what_it_was(client, place, say, somebody):
    me = somebody()
    keep_changes._take_back(me, say(who=me))
    assert "Nobody has taken anything back" in client.get("/place/millgate/taken-back").content.decode()
