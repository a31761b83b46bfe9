"""By phone or face to face: read out before it is kept, kept once, nothing typed lost, read back, timed."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Invalid, NotAllowed
from commonweal.journal.actor import FACE, HOUSE, PHONE
from commonweal.listening.changes import open_gathering, record_voice
from commonweal.listening.channels import queries as channels
from commonweal.listening.helping import changes, draft, queries
from commonweal.listening.models import HelpGiven, Voice, Words
from commonweal.people import actors
from commonweal.people.changes import give_slip, set_wording
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Consent, Contributor
from commonweal.places.changes import make_place
from tests.makers import PASSWORD

TODAY = timezone.localdate()
URDU = "مجھے بس نہیں ملتی، اور کوئی نہیں پوچھتا۔"


@pytest.fixture
def dale(db):
    return make_place(HOUSE, slug="dale", name="Dale", footprint="A dale", invented=True)


@pytest.fixture
def account(make, dale):
    return make.account(link_worker=dale)


@pytest.fixture
def client(account):
    client = Client()
    client.login(username=account.email, password=PASSWORD)
    return client


def field(page, name):
    found = re.search(f'name="{name}" value="([^"]*)"', page.content.decode())
    return unescape(found[1]) if found else ""


def told(client, **more):
    """What a helper types, over the draft of a fresh page."""
    page = client.get("/place/dale/write-down")
    said = {"channel": "phone", "language": "ur", "voicing": "interpreted", "interpreter": "Samina", "kind": "story"}
    said |= {"words": URDU, "level": "described", "called": "a mother in Dale", "agreed": ["code", "quote"]}
    said |= {"read_back": "later", "minutes": "35", "draft": field(page, "draft"), "given_on": TODAY.isoformat()}
    return said | more


def keep(client, said):
    looked = client.post("/place/dale/write-down", said | {"do": "look"})
    return client.post("/place/dale/write-down", said | {"do": "keep", "heard": field(looked, "heard")})


def code_in(page):
    return re.search(r'class="code-shown" translate="no">([^<]+)<', page.content.decode())[1]


def test_nothing_is_kept_before_it_was_read_out_how_they_would_be_shown(client):
    said = told(client)
    looked = client.post("/place/dale/write-down", said | {"do": "look"})
    page = looked.content.decode()
    assert "Read this out to them" in page and "a mother in Dale" in page and not Voice.objects.exists()
    changed = said | {"called": "Mrs Khan", "do": "keep", "heard": field(looked, "heard")}
    again = client.post("/place/dale/write-down", changed)
    assert again.status_code == 400 and "Read it once more" in again.content.decode() and not Voice.objects.exists()
    assert client.post("/place/dale/write-down", said | {"do": "keep"}).status_code == 400


def test_a_story_by_phone_through_an_interpreter_is_kept_whole_with_its_yeses_witness_and_time(client, account):
    kept = keep(client, told(client, communities="Pashto speakers, mothers"))
    assert kept.status_code == 200
    voice = Voice.objects.get()
    assert voice.words.get().text == URDU and voice.language == "ur"
    assert (voice.channel, voice.voicing, voice.interpreter, voice.helper_minutes) == (
        PHONE,
        "interpreted",
        "Samina",
        35,
    )
    assert (voice.writer_id, voice.shown_as, voice.theirs) == (str(account.pk), "a mother in Dale", False)
    assert set(voice.uses.values_list("use", flat=True)) == {"listen", "code", "quote"}
    given = Consent.objects.get(purpose="quote")
    assert (given.channel, given.witness_id, given.person_id) == (PHONE, str(account.pk), voice.teller_id)
    code = code_in(kept)
    mine = Client().post("/voices/mine", {"code": code})
    assert URDU in mine.content.decode()
    assert "letter by letter" in kept.content.decode()


def test_sending_it_twice_is_one_voice_with_one_slip_and_the_same_code(client):
    said = told(client)
    first, second = keep(client, said), keep(client, said)
    assert code_in(first) == code_in(second)
    assert Voice.objects.count() == Contributor.objects.count() == 1


def test_a_mistake_keeps_all_that_was_typed_and_says_what_to_do(client):
    wrong = client.post("/place/dale/write-down", told(client, interpreter="", called="", do="look"))
    page = wrong.content.decode()
    assert (
        wrong.status_code == 400
        and URDU in page
        and "Say who interprets" in page
        and "how they want to be called" in page
    )
    assert 'value="quote" id="id_agreed_1" checked' in page or re.search(r'value="quote"[^>]*checked', page)
    notes = client.post("/place/dale/write-down", told(client, voicing="notes", read_back="now", do="look"))
    assert "Notes of your own" in notes.content.decode()


def test_a_helper_who_was_signed_out_loses_nothing_and_sends_it_again(account, dale):
    browser = Client(enforce_csrf_checks=True)
    browser.login(username=account.email, password=PASSWORD)
    said = told(browser)
    browser.logout()
    page = browser.get("/sign-in")
    out = browser.post(
        "/place/dale/write-down",
        said | {"do": "look", "csrfmiddlewaretoken": field(page, "csrfmiddlewaretoken")},
    )
    assert out.status_code == 403 and URDU in out.content.decode() and "You are signed out" in out.content.decode()
    browser.login(username=account.email, password=PASSWORD)
    again = said | {"draft": field(out, "draft")}
    looked = browser.post("/place/dale/write-down", again | {"do": "look"})
    kept = browser.post("/place/dale/write-down", again | {"do": "keep", "heard": field(looked, "heard")})
    assert kept.status_code == 200 and Words.objects.get().text == URDU


def test_another_site_cannot_write_in_a_helpers_name(account, make, dale):
    browser, other = Client(enforce_csrf_checks=True), Client()
    browser.login(username=account.email, password=PASSWORD)
    other.login(username=make.account(link_worker=dale).email, password=PASSWORD)
    for stolen in ("", "nonsense", told(other)["draft"]):
        answered = browser.post("/place/dale/write-down", told(other, draft=stolen, do="look"))
        assert answered.status_code == 403 and b"did not come from a page of this site" in answered.content


def test_the_code_of_a_draft_is_in_no_page_before_it_is_kept(client):
    page = client.get("/place/dale/write-down").content.decode()
    held = draft.opened(field(client.get("/place/dale/write-down"), "draft"))
    assert (
        held.code not in page
        and held.code
        not in client.post("/place/dale/write-down", told(client, draft=held.sealed(), do="look")).content.decode()
    )


def test_somebody_who_has_a_slip_keeps_it_and_a_wrong_code_keeps_nothing(client, dale):
    slip, code = give_slip(HOUSE, place=str(dale.pk))
    wrong = keep(client, told(client, code="7KQM-2XWD-9FAB"))
    assert wrong.status_code == 400 and not Voice.objects.exists()
    kept = keep(client, told(client, code=code))
    assert Voice.objects.get().teller_id == str(slip.pk) and code not in kept.content.decode()
    assert Contributor.objects.count() == 1


def test_under_18_and_helped_to_decide_somebody_agrees_beside_them(client):
    young = client.post("/place/dale/write-down", told(client, young="on", do="look"))
    assert "Say who agrees beside them" in young.content.decode()
    assert keep(client, told(client, young="on", guardian="", agreed=[])).status_code == 200
    helped = client.post("/place/dale/write-down", told(client, helped="on", do="look"))
    assert "Say who agrees beside them" in helped.content.decode()
    keep(client, told(client, helped="on", guardian="Jo, advocate"))
    assert set(Voice.objects.values_list("young", "guardian")) == {(True, ""), (False, "Jo, advocate")}


def test_the_questions_are_in_their_language_where_somebody_has_put_them_so_and_are_kept_as_heard(client):
    set_wording(HOUSE, purpose="quote", words="آپ کی ایک سطر دکھائی جا سکتی ہے۔", language="ur")
    page = client.post("/place/dale/write-down", told(client, do="words", words="half a st")).content.decode()
    assert "آپ کی ایک سطر" in page and "half a st" in page and "Something needs changing" not in page
    assert not Voice.objects.exists()
    keep(client, told(client))
    assert Consent.objects.get(purpose="quote").wording.language == "ur"
    other = client.post("/place/dale/write-down", told(client, language="pl", do="words")).content.decode()
    assert "Nobody has put the questions into polski yet" in other


def test_read_back_at_once_the_words_are_theirs_and_a_line_may_be_chosen(client):
    keep(client, told(client, read_back="now", voicing="scribed", agreed=["quote"]))
    assert Voice.objects.get().theirs


def test_what_is_not_read_back_waits_on_a_list_until_it_is_and_is_set_right_in_their_words(client, account, dale, make):
    keep(client, told(client))
    voice = Voice.objects.get()
    (row,) = queries.waiting(actors.of_account(account), dale)
    assert (row.id, row.mine, row.language, row.interpreter) == (str(voice.pk), True, "ur", "Samina")
    assert "You wrote it down" in client.get("/place/dale/read-back").content.decode()
    assert URDU in client.get(f"/read-back/{voice.pk}").content.decode()
    sent = {"words": URDU + " اور سردی ہے۔", "channel": "phone", "minutes": "12"}
    assert "Only mark this once" in client.post(f"/read-back/{voice.pk}", sent).content.decode()
    assert client.post(f"/read-back/{voice.pk}", sent | {"sure": "on"}).status_code == 302
    voice.refresh_from_db()
    assert voice.theirs and voice.words.get().text.endswith("سردی ہے۔")
    assert HelpGiven.objects.get().minutes == 12 and queries.waiting(actors.of_account(account), dale) == []
    stranger = Client()
    assert stranger.get(f"/read-back/{voice.pk}").status_code == 404
    assert stranger.get("/place/dale/read-back").status_code == 403
    other = Client()
    other.login(username=make.account(link_worker=dale).email, password=PASSWORD)
    assert other.get(f"/read-back/{voice.pk}").status_code == 404, "a link worker reads what they wrote down themselves"


def test_they_are_asked_once_how_they_want_to_be_told_through_the_helper(client, dale):
    kept = keep(client, told(client))
    handed = field(kept, "person")
    chosen = client.post(
        "/my-channel", {"channel": "phone", "reach": "01632 960099", "language": "ur", "person": handed}
    )
    assert "Kept: phone." in chosen.content.decode()
    teller = Voice.objects.get().teller
    assert channels.chosen(teller).language == "ur" and channels.chosen(teller).place == dale
    assert "01632 960099" in client.get("/place/dale/read-back").content.decode()
    code = code_in(kept)
    again = keep(client, told(client, code=code))
    assert "Ask them once" not in again.content.decode()
    assert Client().post("/my-channel", {"channel": "none", "person": handed}).status_code == 400


def test_only_a_helper_of_the_place_writes_down(dale, make):
    for who in (None, make.account(), make.account(steward=dale), make.account(analyst=dale)):
        browser = Client()
        if who:
            browser.login(username=who.email, password=PASSWORD)
        assert browser.get("/place/dale/write-down").status_code == 403
    assert Client().get("/place/dale/phone-script").status_code == 200


def spoken(helper, dale, channel, minutes):
    slip, _code = give_slip(HOUSE, place=str(dale.pk))
    who = actors.for_somebody(helper, actors.of_contributor(slip), channel=channel)
    return record_voice(who, place=dale, kind="story", words="Aa", agreed=["listen"], helper_minutes=minutes)


def test_time_is_planned_and_given_by_channel_and_what_nobody_said_is_not_nothing(dale, make):
    helper, facilitator = make.person(listener=dale), make.person(facilitator=dale)
    cafe = open_gathering(facilitator, place=dale, kind="cafe", name="Café", on=TODAY)
    from commonweal.listening.reached import seasons

    now = seasons.of(TODAY).code
    changes.plan_help(facilitator, place=dale, channel=PHONE, minutes=600, season=now)
    changes.plan_help(facilitator, place=dale, channel=PHONE, minutes=480, season=now)
    changes.plan_help(facilitator, place=dale, channel=PHONE, minutes=120, gathering=cafe)
    for minutes in (30, 20, None, None, None, None, None):
        spoken(helper, dale, PHONE, minutes)
    spoken(helper, dale, FACE, None)
    changes.give_help(helper, place=dale, channel=PHONE, minutes=25, what="Four calls, nobody there")
    phone = next(row for row in queries.time_of(dale) if row.channel == PHONE)
    assert (phone.planned_minutes, phone.given_minutes, phone.voices, phone.voices_without_minutes) == (600, 75, 7, 5)
    face = next(row for row in queries.time_of(dale) if row.channel == FACE)
    assert (face.planned_minutes, face.given_minutes, face.voices) == (None, None, None)
    page = Client().get("/place/dale/helpers-time").content.decode()
    assert "10 hours" in page and "not known" in page and "Four calls" not in page
    assert "Four calls" not in Client().get("/place/dale/helpers-time.csv").content.decode()


def test_time_is_said_on_the_page_and_refused_where_it_cannot_be(client, dale, make):
    sent = {"what_for": "given", "given-channel": "phone", "given-on": TODAY.isoformat(), "given-minutes": "15"}
    assert client.post("/place/dale/helpers-time/keep", sent).status_code == 302
    wrong = client.post("/place/dale/helpers-time/keep", sent | {"given-minutes": "0"})
    assert wrong.status_code == 400
    later = (TODAY + timedelta(days=9)).isoformat()
    assert (
        "lies in the future"
        in client.post("/place/dale/helpers-time/keep", sent | {"given-on": later}).content.decode()
    )
    season = re.search(r'<option value="(\d{4}-\w+)"', client.get("/place/dale/helpers-time").content.decode())[1]
    plan = {"what_for": "plan", "plan-season": season, "plan-channel": "face", "plan-hours": "7.5"}
    assert client.post("/place/dale/helpers-time/keep", plan).status_code == 302
    assert "7.5 hours" in client.get("/place/dale/helpers-time").content.decode()
    assert Client().post("/place/dale/helpers-time/keep", plan).status_code == 403
    with pytest.raises(NotAllowed):
        changes.plan_help(make.person(), place=dale, channel=FACE, minutes=1, season=season)
    with pytest.raises(Invalid, match="which gathering or season"):
        changes.plan_help(make.person(facilitator=dale), place=dale, channel=FACE, minutes=1, season="someday")


def test_an_erased_helpers_time_stays_and_their_name_goes(dale, make):
    helper = make.person(listener=dale)
    held = changes.give_help(helper, place=dale, channel=PHONE, minutes=25, what="The way to Ann's")
    erase_person(helper, helper)
    held.refresh_from_db()
    assert (held.helper_id, held.what, held.minutes) == ("", "", 25)
