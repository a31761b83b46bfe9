"""Pictures, sound and film: sent in pieces, seen by whoever may see them, gone with the voice they belong to."""

from __future__ import annotations

import json
import os
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from commonweal.core.errors import Gone, Invalid, NotAllowed
from commonweal.journal.actor import FACE, HOUSE, PUBLIC
from commonweal.listening import changes as voices
from commonweal.listening import keep_changes
from commonweal.listening.media import captions, changes, queries, store
from commonweal.listening.models import Captions, Media, Upload, Voice
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.places.changes import make_place
from tests.listening import files
from tests.makers import PASSWORD

JSON = "application/json"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Files of a test go where only it looks."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR = tmp_path


@pytest.fixture
def place(db):
    return make_place(HOUSE, slug="dale", name="Dale", footprint="One neighbourhood", invented=True)


@pytest.fixture
def slip(place):
    """Somebody with a slip: who they are, and their code."""
    contributor, code = give_slip(HOUSE, place=str(place.pk))
    return actors.of_contributor(contributor), code


@pytest.fixture
def say(place, slip):
    """A voice of theirs, agreed to as far as is named."""

    def one(*agreed, kind="story", **told):
        return voices.record_voice(slip[0], place=place, kind=kind, words="The gate is shut.", agreed=agreed, **told)

    return one


def give(who, voice, sent=None, **told):
    sent = files.jpeg() if sent is None else sent
    return changes.give(who, voice, [sent], size=len(sent), **told)


def begin(client, code, about, sent, **told):
    said = {"client_id": "device-1", "voice": str(about.pk), "name": "x.jpg", "size": len(sent), "type": "image/jpeg"}
    return client.post("/listening/media", json.dumps(said | told), JSON, headers={"Slip-Code": code})


def piece(client, code, id, at, body):
    head = {"Slip-Code": code, "Upload-Offset": str(at)}
    return client.patch(f"/listening/media/{id}", body, "application/octet-stream", headers=head)


def test_a_file_comes_in_pieces_over_a_bad_line_and_is_there_once(client, slip, say):
    voice, sent, code = say("listen"), files.jpeg(), slip[1]
    begun = begin(client, code, voice, sent).json()
    assert begun["offset"] == 0
    assert piece(client, code, begun["id"], 0, sent[:1000]).json() == {"id": begun["id"], "offset": 1000, "done": False}
    # The line broke and the device does not know what came: it asks, or is told where to go on.
    asked = client.head(f"/listening/media/{begun['id']}", headers={"Slip-Code": code})
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("1000", str(len(sent)))
    twice = piece(client, code, begun["id"], 0, sent[:2000])
    assert (twice.status_code, twice["Upload-Offset"], twice.json()["offset"]) == (409, "1000", 1000)
    assert begin(client, code, voice, sent).json() | {"piece": 0} == {"id": begun["id"], "offset": 1000, "piece": 0}
    done = piece(client, code, begun["id"], 1000, sent[1000:]).json()
    assert done["done"] and done["kind"] == "picture" and done["offset"] == len(sent)
    # Asking again at every step changes nothing.
    assert begin(client, code, voice, sent).json()["done"] is True
    assert piece(client, code, begun["id"], 1000, sent[1000:]).json()["done"] is True
    assert Media.objects.count() == 1 and not Upload.objects.exists()
    held = store.place(begun["id"]).read_bytes()
    assert b"Larkspur" not in held and Media.objects.get().lat is None and Media.objects.get().taken_at is None


def test_a_voice_can_be_named_by_what_the_device_called_it(client, slip, say):
    say("listen", client_id="voice-7")
    sent = files.webm(live=True)
    said = {"client_id": "f", "voice_client_id": "voice-7", "size": len(sent), "type": "audio/webm", "code": slip[1]}
    begun = client.post("/listening/media", json.dumps(said), JSON).json()
    assert piece(client, slip[1], begun["id"], 0, sent).json()["kind"] == "film", "by content, whatever it was called"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"size": 0}, "empty"),
        ({"size": "12"}, "how many bytes"),
        ({"size": 26_000_000}, "larger than 25 MB"),
        ({"size": 900_000_000, "type": ""}, "larger than 500 MB"),
        ({"voice": "00000000-0000-0000-0000-000000000000"}, "no voice for this file"),
        ({"voice": "here"}, "nothing at this address"),
    ],
)
def test_what_cannot_be_taken_is_refused_before_it_is_sent(client, slip, say, told, words):
    answered = begin(client, slip[1], say("listen"), b"x", **told)
    assert answered.status_code in (400, 404) and words in answered.json()["error"]["detail"]
    assert not Upload.objects.exists()


def test_only_the_teller_and_whoever_wrote_it_down_may_add_to_a_voice(client, make, place, slip, say):
    voice = say("listen")
    _other, strange = give_slip(HOUSE, place=str(place.pk))
    for code in ("", strange, "AAAA-AAAA-AAAA"):
        assert begin(client, code, voice, b"x").status_code == 403
    for who in (PUBLIC, make.person(listener=place), make.person(steward=place), make.contributor()):
        with pytest.raises(NotAllowed, match="Only the person whose words"):
            give(who, voice)
    helper = make.person(link_worker=place)
    with pytest.raises(NotAllowed):
        give(helper, voice)
    give(actors.for_somebody(helper, slip[0], channel=FACE), voice)
    written = voices.record_voice(
        actors.for_somebody(helper, slip[0], channel=FACE), place=place, kind="story", words="A."
    )
    give(helper, written)
    assert Media.objects.count() == 2


def test_what_is_not_what_it_is_called_is_refused_and_leaves_nothing(
    client, slip, say, django_capture_on_commit_callbacks
):
    voice, sent = say("listen"), b"<svg onload='x()'></svg>"
    id = begin(client, slip[1], voice, sent).json()["id"]
    with django_capture_on_commit_callbacks(execute=True):
        answered = piece(client, slip[1], id, 0, sent)
    assert answered.status_code == 400 and "made of code" in answered.json()["error"]["detail"]
    assert not Upload.objects.exists() and not Media.objects.exists()
    assert not [each for each in settings.MEDIA_ROOT.rglob("*") if each.is_file()]
    assert client.head(f"/listening/media/{id}", headers={"Slip-Code": slip[1]}).status_code == 404


def test_more_than_was_said_is_refused_and_what_came_stays(client, slip, say):
    sent = files.jpeg()
    id = begin(client, slip[1], say("listen"), sent[:100]).json()["id"]
    answered = piece(client, slip[1], id, 0, sent)
    assert answered.status_code == 400 and "More came than was said" in answered.json()["error"]["detail"]
    assert piece(client, slip[1], id, "½", b"x").status_code == 400


def test_where_it_was_taken_is_kept_only_where_they_want_it(slip, say):
    voice = say("listen")
    assert give(slip[0], voice).lat is None
    kept = give(slip[0], voice, keeps_place=True)
    assert (kept.lat, kept.lon) == pytest.approx((53.796, -1.7594), abs=1e-4)
    assert b"Larkspur" not in store.place(kept.pk).read_bytes()
    walked = give(slip[0], say("listen", kind="walk"))
    assert walked.lat is None and walked.taken_at is not None, "a walk needs the moment, to find the place on its track"


def seen(viewer, media):
    return Media.objects.visible_to(viewer).filter(pk=media.pk).exists()


@pytest.mark.parametrize(
    ("agreed", "everyone", "listener"),
    [
        ((), (False, False, False), False),
        (("listen",), (False, False, False), True),
        (("listen", "picture"), (True, True, False), True),
        (("listen", "publish"), (False, False, True), True),
        (("listen", "picture", "publish"), (True, True, True), True),
    ],
)
def test_everyone_sees_pictures_and_film_agreed_to_be_shown_and_hears_what_anyone_may_read(
    make, place, slip, say, agreed, everyone, listener
):
    voice, hears = say(*agreed), make.person(listener=place)
    held = [give(slip[0], voice, sent) for sent in (files.jpeg(), files.mp4(), files.wav())]
    published = "publish" in agreed
    # What anyone may read, those who are signed in may see whole.
    assert tuple(seen(PUBLIC, each) for each in held) == everyone
    assert all(seen(hears, each) == listener for each in held) and all(seen(slip[0], each) for each in held)
    assert all(
        seen(make.person(), each) == (published or (each.kind != "sound" and "picture" in agreed)) for each in held
    )


def test_a_voice_held_back_or_covered_in_part_is_not_heard_by_everyone(make, place, slip, say):
    listener = make.person(listener=place)
    voice = say("listen", "picture", "publish", "quote")
    picture, sound = give(slip[0], voice), give(slip[0], voice, files.wav())
    words = voice.words.get()
    redaction = keep_changes.propose_redaction(listener, voice, words=words, start=4, stop=8, reason="third")
    assert seen(PUBLIC, picture) and not seen(PUBLIC, sound), "the sound says what is covered in the words"
    keep_changes.decide_redaction(make.person(listener=place), redaction, cover=False)
    assert seen(PUBLIC, sound)
    keep_changes.hold(listener, voice, reason="Somebody could be hurt.")
    assert not seen(PUBLIC, picture) and not seen(listener, sound) and seen(slip[0], sound)


def test_a_file_is_given_out_in_parts_with_an_exact_type_and_runs_nowhere(client, slip, say):
    media = give(slip[0], say("publish"), files.wav())
    address, whole = f"/media/{media.pk}", store.place(media.pk).read_bytes()
    answered = client.get(address)
    assert answered.status_code == 200 and answered.getvalue() == whole and answered["Content-Type"] == "audio/wav"
    assert answered["X-Content-Type-Options"] == "nosniff" and "sandbox" in answered["Content-Security-Policy"]
    assert (
        answered["Content-Disposition"].startswith('inline; filename="sound-')
        and answered["Cache-Control"] == "no-cache"
    )
    for asked, span in (
        ("bytes=0-0", (0, 1)),
        ("bytes=100-", (100, len(whole))),
        ("bytes=-10", (len(whole) - 10, len(whole))),
    ):
        part = client.get(address, headers={"Range": asked, "Accept-Encoding": "gzip"})
        assert part.status_code == 206 and part.getvalue() == whole[slice(*span)]
        assert part["Content-Range"] == f"bytes {span[0]}-{span[1] - 1}/{len(whole)}"
    for asked in (f"bytes={len(whole)}-", "bytes=-0", "bytes=9-3"):
        assert client.get(address, headers={"Range": asked}).status_code == 416
    for asked in ("bytes=0-1,5-6", "lines=1-2", "bytes=-"):
        assert client.get(address, headers={"Range": asked}).status_code == 200
    assert client.get(address, headers={"If-None-Match": answered["ETag"]}).status_code == 304
    other = client.get(address, headers={"Range": "bytes=0-1", "If-Range": '"older"'})
    assert other.status_code == 200 and len(other.getvalue()) == len(whole)
    assert client.head(address)["Content-Length"] == str(len(whole))


def test_what_is_not_for_everyone_is_not_there_for_others_and_held_by_no_cache(client, make, place, slip, say):
    media = give(slip[0], say("listen"))
    for address in (f"/media/{media.pk}", f"/media/{media.pk}/small", f"/media/{media.pk}/words", "/media/no-id"):
        assert client.get(address).status_code == 404
    account = make.account(listener=place)
    client.login(username=account.email, password=PASSWORD)
    assert client.get(f"/media/{media.pk}")["Cache-Control"] == "private, no-store"
    assert client.get(f"/media/{media.pk}/small")["Content-Type"] == "image/jpeg"


def test_somebody_with_a_slip_sees_their_own_by_a_pass_that_ends(client, monkeypatch, slip, say):
    media = give(slip[0], say())
    row = queries.of(slip[0], media.voice)[0]
    assert "?pass=" in row.address and client.get(row.address).status_code == 200
    assert client.get(row.small).status_code == 200 and slip[1] not in row.address
    other = give(slip[0], media.voice)
    assert client.get(row.address.replace(str(media.pk), str(other.pk))).status_code == 404
    monkeypatch.setattr(queries, "PASS_SECONDS", -1)
    assert client.get(row.address).status_code == 404


def test_on_the_page_of_ones_own_are_ones_own_pictures_and_nobody_elses(client, place, slip, say):
    mine = give(slip[0], say(), described="My own gate")
    other, code = give_slip(HOUSE, place=str(place.pk))
    theirs = actors.of_contributor(other)
    give(theirs, voices.record_voice(theirs, place=place, kind="story", words="Mine."), described="Their bench")
    shown = client.post("/voices/mine", {"code": slip[1]}).content.decode()
    assert "My own gate" in shown and "Their bench" not in shown
    assert f"/media/{mine.pk}?pass=" in shown and f"/voice/{mine.voice_id}/media" in shown
    shown = client.post("/voices/mine", {"code": code}).content.decode()
    assert "Their bench" in shown and "My own gate" not in shown
    assert "gate" not in client.get("/voices/mine").content.decode()


def test_nothing_of_a_voice_stays_once_it_was_taken_back(django_capture_on_commit_callbacks, slip, say, client):
    voice, sent = say("listen", "publish"), files.jpeg()
    give(slip[0], voice, described="The gate by the brook is chained")
    film = give(slip[0], voice, files.mp4())
    changes.caption(slip[0], film, language="en", lines=[[0, 1, "The gate by the brook is chained"]])
    begun = begin(client, slip[1], voice, sent).json()["id"]
    piece(client, slip[1], begun, 0, sent[:500])
    pass_ = queries.of(slip[0], voice)[0].address
    with django_capture_on_commit_callbacks(execute=True):
        keep_changes.take_back(slip[0], [voice])
    assert not Media.objects.exists() and not Upload.objects.exists() and not Captions.objects.exists()
    assert not [each for each in settings.MEDIA_ROOT.rglob("*") if each.is_file()]
    assert client.get(pass_).status_code == 404
    late = begin(client, slip[1], voice, sent, client_id="late")
    assert (late.status_code in (403, 410) and "taken" in late.json()["error"]["detail"]) or late.status_code == 403
    with pytest.raises(Gone):
        give(slip[0], Voice.objects.get(pk=voice.pk))


def test_if_taking_back_comes_to_nothing_the_files_are_still_there(slip, say):
    voice = say("listen")
    media = give(slip[0], voice)
    with pytest.raises(RuntimeError), transaction.atomic():
        changes.take_away(slip[0], media)
        raise RuntimeError
    assert store.place(media.pk).exists() and Media.objects.exists()


def test_files_that_no_row_knows_are_swept_once_they_are_old(slip, say):
    media = give(slip[0], say("listen"))
    stray = settings.MEDIA_ROOT / "0190a0a0-0000-7000-8000-000000000000"
    stray.write_bytes(b"nobody knows me")
    strange = settings.MEDIA_ROOT / "a note.txt"
    strange.write_bytes(b"not ours")
    assert changes.sweep() == 0 and stray.exists(), "its row may still come"
    long_ago = time.time() - 3 * 86_400
    for path in settings.MEDIA_ROOT.iterdir():
        if path.is_file():
            os.utime(path, (long_ago, long_ago))
    assert changes.sweep() == 1
    assert not stray.exists() and strange.exists() and store.place(media.pk).exists() and store.small(media.pk).exists()


def test_there_is_a_most_of_files_for_one_voice(slip, say):
    voice = say("listen")
    for _number in range(12):
        changes.begin(slip[0], voice, size=10)
    with pytest.raises(Invalid, match="12 files"):
        changes.begin(slip[0], voice, size=10)


def test_the_journal_tells_that_a_file_came_and_nothing_of_what_is_in_it(entries, slip, say):
    give(slip[0], say("listen"), described="Our gate, larkspur blue")
    [entry] = entries("listening.media.keep")
    assert entry.facts["kind"] == "picture" and "larkspur" not in json.dumps(entry.facts)


def test_captions_are_typed_with_their_moments_and_read_back(client, make, place, slip, say):
    film = give(slip[0], say("listen", "picture"), files.mp4())
    account = make.account(listener=place)
    client.login(username=account.email, password=PASSWORD)
    page = client.get(f"/media/{film.pk}/words").content.decode()
    assert "Type what is said" in page and "<video" in page
    sent = {"do": "caption", "language": "en", "by": "Ann", "lines": "0:00 It is <shut> & chained\n0:01.5 since March"}
    assert client.post(f"/media/{film.pk}/words", sent).status_code == 302
    assert film.captions.get().lines == [[0.0, 1.5, "It is <shut> & chained"], [1.5, 2.5, "since March"]]
    vtt = client.get(f"/media/{film.pk}/captions/en.vtt")
    assert vtt["Content-Type"] == "text/vtt; charset=utf-8"
    assert "00:00:00.000 --> 00:00:01.500\nIt is &lt;shut&gt; &amp; chained" in vtt.content.decode()
    wrong = client.post(f"/media/{film.pk}/words", sent | {"lines": "no moment here"})
    assert wrong.status_code == 400 and "Line 1 has no moment" in wrong.content.decode()
    assert client.post(f"/media/{film.pk}/words", {"do": "describe", "words": "A gate."}).status_code == 302
    assert queries.of(PUBLIC, film.voice)[0].described == "A gate."
    assert client.post(f"/media/{film.pk}/words", sent | {"lines": ""}).status_code == 302
    assert not Captions.objects.exists() and client.get(f"/media/{film.pk}/captions/en.vtt").status_code == 404


def test_lines_never_stand_over_one_another():
    kept = captions.checked([[5, 9, "second"], [0, 7, "first"], [6, None, "third"]], seconds=8)
    assert kept == [[0.0, 5.0, "first"], [5.0, 6.0, "second"], [6.0, 8, "third"]]
    with pytest.raises(Invalid):
        captions.checked([[20, 21, "after the end"]], seconds=8)


def test_a_form_without_script_takes_a_picture_from_somebody_with_a_slip(client, slip, say):
    voice = say("listen")
    address = f"/voice/{voice.pk}/media"
    page = client.get(address)
    assert page.status_code == 200 and "A picture up to 25 MB" in page.content.decode()
    sent = {
        "file": SimpleUploadedFile("../../x.html", files.jpeg(), "image/jpeg"),
        "described": "A gate",
        "code": slip[1],
    }
    answered = client.post(address, sent)
    assert answered.status_code == 201 and "It is kept" in answered.content.decode()
    assert (
        f"/media/{Media.objects.get().pk}?pass=" in answered.content.decode()
        and slip[1] not in answered.content.decode()
    )
    for told, words in (
        ({"code": ""}, "Type the code"),
        ({"file": SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg")}, "made of code"),
        ({"file": ""}, "Choose a file"),
    ):
        sent["file"] = SimpleUploadedFile("a.jpg", files.jpeg(), "image/jpeg")
        wrong = client.post(address, sent | told)
        assert wrong.status_code == 400 and words in wrong.content.decode(), words
    assert "gate" in client.post(address, {"do": "look", "code": slip[1]}).content.decode()
    _other, strange = give_slip(HOUSE)
    assert "A gate" not in client.post(address, {"do": "look", "code": strange}).content.decode()


def test_one_is_taken_away_by_its_teller_and_by_nobody_else(
    client, make, place, slip, say, django_capture_on_commit_callbacks
):
    media = give(slip[0], say("listen", "publish"))
    address = f"/media/{media.pk}/take-away"
    assert client.post(address).status_code == 403
    account = make.account(listener=place)
    client.login(username=account.email, password=PASSWORD)
    assert client.post(address).status_code == 403
    client.logout()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"code": slip[1]}).status_code == 302
    assert not Media.objects.exists() and not store.place(media.pk).exists() and not store.small(media.pk).exists()


def test_a_form_of_another_site_sends_no_file(slip, say):
    strict = Client(enforce_csrf_checks=True)
    assert begin(strict, slip[1], say("listen"), b"x").status_code == 403
