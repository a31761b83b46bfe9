"""Pages of themes and of making sense together, however a form is sent: what is wrong is said."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from commonweal.listening.coding import changes, seeing
from commonweal.listening.coding.words import sentences
from commonweal.listening.models import Coding, Media, Theme
from commonweal.people.models import Account
from commonweal.refiqda import reading
from tests.listening.coding_maker import Cafe, give, place_called
from tests.makers import PASSWORD


@pytest.fixture
def cafe(make):
    return Cafe(make)


@pytest.fixture
def session(cafe):
    return seeing.open_session(cafe.femi, cafe.place, name="Around the table", gathering=cafe.gathering)


def client_of(who) -> Client:
    client = Client()
    assert client.login(username=Account.objects.get(pk=who.id).email, password=PASSWORD)
    return client


@pytest.fixture
def femi(cafe):
    return client_of(cafe.femi)


@pytest.fixture
def dot(cafe):
    return client_of(cafe.dot)


def words(voice):
    return voice.words.get()


def test_sentences_that_follow_each_other_become_one_stretch(cafe, session, dot):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    voice = cafe.voices[0]
    key = words(voice).pk
    stretches = sentences(words(voice).text)
    told = {"theme": str(theme.pk), "parts": [f"{key}:{start}:{stop}" for start, stop in stretches]}
    there = f"/sense/{session.pk}/voice/{voice.pk}"
    assert dot.get(there).status_code == 200
    assert dot.post(there, told).status_code == 302
    coding = Coding.objects.get()
    assert (coding.start, coding.stop, coding.session) == (0, len(words(voice).text), session)


def test_words_written_just_as_they_stand_are_found_and_others_are_refused(cafe, session, dot):
    voice = cafe.voices[3]
    there = f"/sense/{session.pk}/voice/{voice.pk}"
    told = {"name": "A lift", "whose": "people", "exact": "when she can 🚗"}
    assert dot.post(there, told).status_code == 302
    coding = Coding.objects.get()
    assert words(voice).text[coding.start : coding.stop] == "when she can 🚗" and coding.theme.whose == "people"
    answered = dot.post(there, {**told, "exact": "when he can"})
    assert answered.status_code == 400 and "do not stand there" in answered.content.decode()
    for wrong in (
        {"span": "nonsense"},
        {"span": f"{words(cafe.voices[0]).pk}:0:4"},
        {"span": f"{words(voice).pk}:9:4"},
    ):
        assert dot.post(there, {**told, "exact": "", **wrong}).status_code == 400
    assert dot.post(there, {"theme": "", "name": " "}).status_code == 400
    assert Coding.objects.count() == 1


def test_a_theme_is_called_by_marked_words(cafe, session, dot):
    voice = cafe.voices[1]
    there = f"/sense/{session.pk}/voice/{voice.pk}"
    told = {"by_words": "on", "span": f"{words(voice).pk}:0:22"}
    assert dot.post(there, told).status_code == 302
    theme = Theme.objects.get()
    assert (theme.name, theme.whose, theme.named_from) == ("Nobody knocks any more", "people", voice)
    assert Coding.objects.get().theme == theme
    quiet = give(cafe.place, "My husband drinks.", ("listen", "code"))
    other = seeing.open_session(cafe.femi, cafe.place, name="Again", voices=[quiet])
    answered = dot.post(f"/sense/{other.pk}/voice/{quiet.pk}", {"by_words": "on", "span": f"{words(quiet).pk}:0:10"})
    assert answered.status_code == 400 and "has not agreed" in answered.content.decode()
    assert Theme.objects.count() == 1


def test_a_card_of_another_session_and_a_session_of_another_place_are_not_there(cafe, session, dot, make):
    stranger = give(cafe.place, "Not at the café.")
    assert dot.get(f"/sense/{session.pk}/voice/{stranger.pk}").status_code == 404
    elsewhere = Cafe(make, place=place_called("elsewhere"))
    assert client_of(elsewhere.femi).get(f"/sense/{session.pk}").status_code == 403
    assert Client().get(f"/sense/{session.pk}").status_code == 403


def test_nothing_here_takes_the_next_card_and_counts_as_read(cafe, session, dot):
    there = f"/sense/{session.pk}/voice/{cafe.voices[0].pk}"
    answered = dot.post(there, {"do": "nothing"})
    assert answered.headers["Location"].endswith(str(cafe.voices[1].pk)) and session.readings.count() == 1


def test_what_somebody_saw_is_taken_away_by_them_alone(cafe, session, dot, femi):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    coding = seeing.code(cafe.dot, cafe.voices[0], theme=theme, session=session)
    assert femi.post(f"/coding/{coding.pk}/drop").status_code == 404
    answered = dot.post(f"/coding/{coding.pk}/drop", {"next": "https://elsewhere.example"})
    assert answered.headers["Location"] == f"/sense/{session.pk}/voice/{cafe.voices[0].pk}"
    assert not Coding.objects.exists()


def test_themes_are_made_renamed_put_together_taken_apart_and_put_aside_by_forms(cafe, session, femi):
    place = f"/place/{cafe.place.slug}/listening"
    made = femi.post(f"{place}/themes/new", {"name": "Getting about", "whose": "coders"})
    theme = Theme.objects.get()
    assert made.headers["Location"] == f"/listening/theme/{theme.pk}"
    assert femi.post(f"{place}/themes/new", {"name": "", "whose": "coders"}).status_code == 400
    for who in (cafe.femi, cafe.dot):
        seeing.code(who, cafe.voices[0], theme=theme)
    seeing.code(cafe.dot, cafe.voices[1], theme=theme)
    there = f"/listening/theme/{theme.pk}/change"
    both = ",".join(str(each.pk) for each in theme.codings.filter(voice=cafe.voices[0]).order_by("at"))
    assert both in femi.get(there).content.decode()
    split = {"do": "split", "name": "The last bus", "whose": "people", "codings": [both]}
    assert femi.post(there, split).status_code == 302
    bus = Theme.objects.get(name="The last bus")
    assert (bus.codings.count(), theme.codings.count()) == (2, 1)
    assert femi.post(there, {"do": "merge", "into": str(bus.pk)}).headers["Location"] == f"/listening/theme/{bus.pk}"
    assert femi.get(f"/listening/theme/{theme.pk}").status_code == 200
    assert femi.post(f"/listening/theme/{bus.pk}/change", {"do": "end"}).status_code == 302
    assert Client().get(f"/listening/theme/{bus.pk}.json").json()["whole"]["theme"]["voices"] is None


def test_a_codebook_goes_out_and_one_comes_in_or_is_refused_in_words(cafe, femi):
    changes.find_theme(cafe.dot, cafe.place, name="The last bus", whose="people")
    place = f"/place/{cafe.place.slug}/listening"
    answered = Client().get(f"{place}/codebook.qdc")
    assert [each.name for each in reading.codebook(answered.content).codes] == ["The last bus"]
    femi.post(f"{place}/codebook", {"do": "keep", "note": "First"})
    assert "First" in femi.get(f"{place}/codebook").content.decode()
    good = SimpleUploadedFile("a.txt", b"damp>>mould\tblack in the corner\n")
    assert "2 themes are in that file" in femi.post(f"{place}/codebook", {"do": "bring", "file": good}).content.decode()
    assert Theme.objects.get(name="mould").parent.name == "damp"
    for data in (b"<!DOCTYPE a><CodeBook/>", b"PK\x03\x04", b"\xff\xfe"):
        bad = SimpleUploadedFile("a.qdc", data)
        assert femi.post(f"{place}/codebook", {"do": "bring", "file": bad}).status_code == 400
    assert femi.post(f"{place}/codebook", {"do": "bring"}).status_code == 400


def test_a_project_file_is_made_once_it_is_understood(cafe, session, femi, dot):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    seeing.code(cafe.dot, cafe.voices[0], theme=theme, session=session)
    there = f"/place/{cafe.place.slug}/listening/project"
    assert femi.post(there, {"to_whom": ""}).status_code == 400
    answered = femi.post(there, {"to_whom": "", "understood": "on"})
    assert answered.headers["Content-Disposition"].endswith('.qdpx"')
    assert "did not agree" in reading.project(answered.content).texts[0].text
    assert dot.get(there).status_code == 403


def test_pages_and_their_data_say_the_same_and_questions_that_make_no_sense_find_nothing(cafe, session, femi):
    theme = changes.find_theme(cafe.femi, cafe.place, name="The last bus")
    for voice in cafe.voices:
        seeing.code(cafe.dot, voice, theme=theme, session=session)
    place = f"/place/{cafe.place.slug}/listening"
    (row,) = Client().get(f"{place}/themes.json").json()["themes"]
    assert (row["name"], row["voices"]) == ("The last bus", 6)
    assert "The last bus" in Client().get(f"{place}/themes.csv").content.decode()
    assert Client().get(f"{place}/read.json?q=bus").json() == {"voices": []}
    assert len(femi.get(f"{place}/read.json?q=bus&theme={theme.pk}").json()["voices"]) == 3
    assert femi.get(f"{place}/read?theme=x&gathering=y&community=z&language=zz").status_code == 200
    assert femi.get(f"{place}/before.json?question=the+last+bus").json()["found"]["themes"][0]["name"] == "The last bus"
    whole = femi.get(f"/sense/{session.pk}.json").json()["whole"]
    assert whole["both"] == 0 and len(whole["cards"]) == 6
    assert json.loads(json.dumps(whole))


def test_sorting_lays_a_card_makes_a_pile_and_ends_with_the_session(cafe, session, dot):
    there = f"/sense/{session.pk}/sort"
    assert dot.get(f"{there}?card=99").status_code == dot.get(f"{there}?card=²").status_code == 200
    assert dot.post(there, {"card": "2", "name": "Nobody knocks", "whose": "people"}).status_code == 302
    assert Coding.objects.get().voice == cafe.voices[1] and Theme.objects.get().whose == "people"
    assert "Nobody knocks" in dot.get(f"{there}?card=2").content.decode()
    assert dot.post(there, {"card": "6", "do": "nothing"}).headers["Location"] == f"/sense/{session.pk}"
    assert dot.post(there, {"card": "1"}).status_code == 400
    assert dot.post(f"/sense/{session.pk}/close").status_code == 302
    assert dot.post(there, {"card": "1", "name": "More"}).status_code == 409
    assert dot.get(f"/sense/{session.pk}/voice/{cafe.voices[0].pk}").status_code == 200


def test_seeing_it_differently_is_kept_beside(cafe, session, dot):
    there = f"/sense/{session.pk}/differ"
    told = {"voice": str(cafe.voices[0].pk), "words": "It is the road, not the bus."}
    assert dot.post(there, told).status_code == 302 and session.differences.count() == 1
    assert dot.post(there, {**told, "words": " "}).status_code == 400
    assert dot.post(there, {**told, "voice": "none"}).status_code == 404


@pytest.fixture
def song(cafe, unguarded):
    """Sound of the first voice, as it would be kept."""
    return Media.objects.create(
        voice=cafe.voices[0], kind="sound", type="audio/mpeg", size=9, sent=9, sha256="0", made_at=timezone.now()
    )


def test_a_theme_is_seen_in_some_seconds_of_a_recording(cafe, session, dot, song):
    there = f"/sense/{session.pk}/voice/{cafe.voices[0].pk}"
    told = {"name": "The last bus", "media": str(song.pk), "begins": "0:05", "ends": "1:10.5"}
    assert dot.post(there, told).status_code == 302
    coding = Coding.objects.get()
    assert (coding.media, coding.from_second, coding.to_second) == (str(song.pk), 5, 70.5)
    assert "0:05–1:10.5" in dot.get(there).content.decode()
    for wrong in ({"ends": "later"}, {"begins": "2:00"}, {"media": "another"}):
        assert dot.post(there, {**told, **wrong}).status_code == 400
    assert Coding.objects.count() == 1
