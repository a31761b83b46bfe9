"""Walks: kept without their ends, told by several, followed, printed as far as was agreed, gone when taken back."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from pypdf import PdfReader

from commonweal.core.errors import Invalid, NotAgreed, NotAllowed
from commonweal.journal.actor import FACE, HOUSE, PUBLIC
from commonweal.listening import changes as voices
from commonweal.listening import keep_changes
from commonweal.listening.media import changes as media
from commonweal.listening.models import Shown, Stop, Voice, Walk
from commonweal.listening.walks import changes, gpx, paper, queries
from commonweal.methods.tracks import Spot, metres
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.places.changes import make_place
from tests.listening import files
from tests.makers import PASSWORD

HOME = files.HOME
ALL = ("listen", "quote", "picture", "publish")


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
    contributor, code = give_slip(HOUSE, place=str(place.pk))
    return actors.of_contributor(contributor), code


@pytest.fixture
def went(place, slip):
    """A walk of theirs, agreed to as far as is named."""

    def one(*agreed, trim=150, sent=None, **told):
        read = gpx.read(sent or files.gpx())
        track = changes.kept(read.runs, read.began_at, trim=trim)
        said = {"words": "From my door to the mill.", "level": "chosen", "called": "Bo"} | told
        return changes.record_walk(
            slip[0], place=place, name="To the mill", how="gpx", track=track, trim=trim, agreed=agreed, **said
        )

    return one


def test_what_is_near_either_end_is_never_kept_and_each_end_is_cut_a_little_more_by_chance(went):
    far = set()
    for number in range(6):
        walk = went(client_id=str(number))
        spots = [Spot(lat, lon) for run in walk.runs for lon, lat, _at in run]
        away = min(metres(each, Spot(*HOME)) for each in spots)
        assert away >= 150 and min(metres(each, Spot(HOME[0] + 59 * 2e-4, HOME[1])) for each in spots) >= 148
        far.add(round(away))
    assert len(far) > 1, "else the middle of the circle could be worked out"


def test_nothing_in_the_whole_database_knows_where_the_walk_began(went, django_capture_on_commit_callbacks):
    went(*ALL)
    begins = f"{HOME[0]:.4f}"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert not any(begins in str(value) for row in cursor.fetchall() for value in row), table


def test_a_walk_that_is_shorter_than_its_ends_is_refused_with_a_way_out(went):
    with pytest.raises(Invalid, match="shorter than what is cut off"):
        went(trim=1500)
    assert not Walk.objects.exists() and not Voice.objects.exists()
    assert went(trim=0).metres == pytest.approx(1313, abs=5)


def test_a_retry_keeps_one_walk(went):
    assert went(client_id="phone-1").pk == went(client_id="phone-1").pk
    assert Walk.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"", "cannot be read"),
        (b"<gpx", "cannot be read"),
        (b"<kml></kml>", "no track in this file"),
        (b"<gpx></gpx>", "no track in this file"),
        (b'<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><gpx>&b;</gpx>', "rules of its own"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE gpx><gpx/>'.encode("utf-16"), "rules of its own"),
        (b'<gpx><trk><trkseg><trkpt lat="91" lon="0"/></trkseg></trk></gpx>', "cannot be read"),
        (b'<gpx><trk><trkseg><trkpt lat="nan" lon="0"/></trkseg></trk></gpx>', "cannot be read"),
        (b"\x00\x01\x02", "cannot be read"),
    ],
)
def test_a_file_that_is_no_walk_is_refused_in_a_sentence(sent, words):
    with pytest.raises(Invalid, match=words):
        gpx.read(sent)


def test_spots_marked_on_the_way_become_stops_but_not_those_at_home():
    extra = (
        f'<wpt lat="{HOME[0]}" lon="{HOME[1]}"><name>Home</name></wpt>'
        f'<wpt lat="{HOME[0] + 30 * 2e-4}" lon="{HOME[1]}"><name>The old   gate</name></wpt>'
    )
    read = gpx.read(files.gpx(extra=extra))
    track = changes.kept(read.runs, read.began_at)
    near = [each.name for each in read.waypoints if changes.near(track, each.lat, each.lon)]
    assert [each.name for each in read.waypoints] == ["Home", "The old gate"] and near == ["The old gate"]


def test_several_people_say_something_on_one_walk_and_each_keeps_their_own(place, slip, went, make):
    walk = went(*ALL)
    other, _code = give_slip(HOUSE, place=str(place.pk))
    other = actors.of_contributor(other)
    with pytest.raises(NotAllowed, match="Only the person whose walk it is"):
        changes.add_stop(other, walk, name="The gate", words="Mine.")
    helper = make.person(facilitator=place)
    gathering = voices.open_gathering(helper, place=place, kind="walk", name="Mill walk", on="2026-06-10")
    together = went(*ALL, gathering=gathering, client_id="t")
    mine = changes.add_stop(
        other, together, name="The gate", words="It is shut.", agreed=ALL, level="chosen", called="Ann"
    )
    held = changes.add_stop(
        actors.for_somebody(helper, slip[0], channel=FACE), together, name="", words="I play here.", agreed=ALL
    )
    assert (mine.number, held.number) == (1, 2) and mine.voice.teller_id == other.id
    whole = queries.whole(PUBLIC, together)
    assert [(each.whose, each.words) for each in whole.stops] == [
        ("Ann", "It is shut."),
        ("Somebody here", "I play here."),
    ]
    keep_changes.take_back(slip[0], [Voice.objects.get(pk=together.voice_id)])
    left = queries.whole(PUBLIC, queries.walk(PUBLIC, str(together.pk)))
    assert [each.whose for each in left.stops] == ["Ann", "Somebody here"] and left.line == () and left.metres is None
    assert "mill" not in left.name.lower() and Walk.objects.get(pk=together.pk).runs == []
    keep_changes.take_back(other, [mine.voice])
    keep_changes.take_back(slip[0], [held.voice])
    assert not Walk.objects.filter(pk=together.pk).exists(), "nothing is left of it"


def test_a_picture_finds_its_spot_by_its_moment_and_not_where_the_walk_was_cut_off(slip, went):
    # files.jpeg() was taken at 10:03:10 by Greenwich: 190 seconds on, 211 metres from home.
    walk = went(sent=files.gpx(began="2026-06-10T10:00:00Z"), trim=0, client_id="a")
    stop = changes.add_stop(slip[0], walk, name="Gate", words="Shut.")
    sent = files.jpeg()
    media.give(slip[0], stop.voice, [sent], size=len(sent))
    found = changes.place_by_media(slip[0], stop)
    assert (found.placed, found.lat) == (Stop.TIME, pytest.approx(HOME[0] + 9.5 * 2e-4, abs=1e-6))
    cut = went(sent=files.gpx(began="2026-06-10T10:00:00Z"), trim=300, client_id="b")
    stop = changes.add_stop(slip[0], cut, name="Gate", words="Shut.")
    media.give(slip[0], stop.voice, [sent], size=len(sent))
    assert changes.place_by_media(slip[0], stop).lat is None
    moved = changes.place_stop(slip[0], stop, lat=53.805, lon=-1.7)
    assert (moved.lat, moved.placed) == (53.805, Stop.HAND)
    with pytest.raises(NotAllowed):
        changes.place_stop(PUBLIC, stop, lat=53.8, lon=-1.7)


@pytest.mark.parametrize(
    ("agreed", "there", "line"),
    [((), False, False), (("listen", "quote"), False, False), (("listen", "publish"), True, True)],
)
def test_everyone_sees_a_walk_that_anyone_may_read_and_no_other(client, went, agreed, there, line):
    walk = went(*agreed)
    answered = client.get(f"/walk/{walk.pk}")
    assert answered.status_code == (200 if there else 404)
    assert (str(walk.pk) in client.get("/place/dale/walks").content.decode()) == there
    if there:
        told = client.get(f"/walk/{walk.pk}.json").json()["walk"]
        assert bool(told["line"]) == line and told["metres"] > 500 and "<svg viewBox" in answered.content.decode()


def test_of_a_stop_that_may_only_be_quoted_everyone_reads_the_line_and_not_where_it_was(make, place, slip, went):
    walk = went(*ALL)
    stop = changes.add_stop(
        slip[0],
        walk,
        name="My window",
        words="I sit here. I am afraid.",
        lat=53.804,
        lon=-1.7,
        agreed=("listen", "quote"),
    )
    assert not queries.whole(PUBLIC, queries.one_again(walk)).stops[0].words
    listener = make.person(listener=place)
    voices.choose_quote(listener, stop.voice, words=stop.voice.words.get(), start=0, stop=11)
    [row] = queries.whole(PUBLIC, queries.one_again(walk)).stops
    assert [each.words for each in row.quotes] == ["I sit here."] and row.lat is None and row.name == ""
    [row] = queries.whole(listener, queries.one_again(walk)).stops
    assert row.words == "I sit here. I am afraid." and row.lat == 53.804 and row.name == "My window"


def said_in(body: bytes) -> str:
    return re.sub(
        r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).replace("\u200b", "")
    )


def test_a_booklet_and_a_postcard_hold_what_was_agreed_to_and_each_person_is_told(make, place, slip, went):
    listener = make.person(listener=place)
    walk = went(*ALL)
    sent = files.jpeg()
    open_ = changes.add_stop(
        slip[0], walk, name="The gate", words="It is chained shut.", lat=53.804, lon=-1.7, agreed=ALL
    )
    media.give(slip[0], open_.voice, [sent], size=len(sent), described="A gate with a chain")
    shown = changes.add_stop(slip[0], walk, name="The mural", words="Not for print.", agreed=("listen", "picture"))
    media.give(slip[0], shown.voice, [sent], size=len(sent), described="A mural")
    quiet = changes.add_stop(slip[0], walk, name="The bench", words="Only to be heard.", agreed=("listen",))
    read = changes.add_stop(slip[0], walk, name="The shop", words="Read but not quoted.", agreed=("listen", "publish"))
    walk = queries.one_again(walk)
    assert paper.would_hold(walk).left_out == 2
    body = paper.booklet(listener, walk)
    words = said_in(body)
    assert body.startswith(b"%PDF") and "To the mill" in words and "It is chained shut." in words and "Bo" in words
    for never in ("Not for print", "Only to be heard", "Read but not quoted", "The bench", "The mural"):
        assert never not in words
    told = {each.voice_id for each in Shown.objects.filter(printed=True)}
    assert told == {walk.voice_id, open_.voice_id, shown.voice_id} and not {quiet.voice_id, read.voice_id} & told
    card = paper.postcard(listener, walk, str(open_.pk))
    size = PdfReader(io.BytesIO(card)).pages[0].mediabox
    assert (round(float(size.width)), round(float(size.height))) == (420, 298) and "chained shut" in said_in(card)
    with pytest.raises(NotAgreed):
        paper.postcard(listener, walk, str(quiet.pk))
    for who in (PUBLIC, slip[0], make.person(steward=place)):
        with pytest.raises(NotAllowed):
            paper.booklet(who, walk)
    voices.take_back_use(slip[0], open_.voice, use="quote")
    assert "chained" not in said_in(paper.booklet(listener, queries.one_again(walk)))


def test_of_a_walk_nobody_agreed_to_have_printed_there_is_no_booklet(make, place, went):
    with pytest.raises(NotAgreed, match="Nothing of this walk may be printed"):
        paper.booklet(make.person(listener=place), went("listen"))


def test_telling_of_a_walk_without_an_account_gives_a_slip_with_which_stops_are_added(client, place):
    sent = {
        "name": "To the mill", "words": "Mind the mud.", "language": "en", "level": "chosen", "called": "Bo",
        "agreed": ["publish"], "trim": "150", "track": SimpleUploadedFile("w.gpx", files.gpx()), "sent_as": "a1",
    }  # fmt: skip
    page = client.post("/place/dale/walks/new", sent)
    assert page.status_code == 201 and "The code of your slip" in page.content.decode()
    code = re.search(r'class="code-shown"[^>]*>([^<]+)<', page.content.decode())[1]
    walk = Walk.objects.get()
    assert walk.how == "gpx" and walk.trim_metres == 150 and walk.voice.shown_as == "Bo"
    stop = {
        "name": "The gate", "words": "Shut.", "language": "en", "level": "counted", "agreed": ["publish"],
        "along": "50",
        "file": SimpleUploadedFile("x.jpg", files.jpeg(), "image/jpeg"), "described": "A gate", "code": code,
    }  # fmt: skip
    added = client.post(f"/walk/{walk.pk}/stops/new", stop)
    assert added.status_code == 201 and "The gate" in added.content.decode() and code not in added.content.decode()
    held = Stop.objects.get()
    assert held.placed == Stop.HAND and held.voice.media.count() == 1
    moved = client.post(f"/walk-stop/{held.pk}/place", {"along": "0", "code": code})
    assert moved.status_code == 200 and Stop.objects.get().lat < held.lat
    assert client.post(f"/walk-stop/{held.pk}/place", {"along": "", "code": code}).status_code == 400
    assert client.post(f"/walk-stop/{held.pk}/remove", {}).status_code == 403
    assert client.post(f"/walk-stop/{held.pk}/remove", {"code": code}).status_code == 200 and not Stop.objects.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "Give the line you went, or the places"),
        ({"name": "", "typed": "A"}, "Give the walk a name"),
        ({"track": b"<kml/>"}, "no track in this file"),
        ({"drawn": "[[1]]"}, "did not come whole"),
        ({"drawn": "[[999, 1], [2, 3]]"}, "did not come whole"),
        ({"typed": "The gate, nowhere at all"}, "neither a postcode"),
        ({"typed": "The gate, ZZ1 1AB"}, "Nobody here knows where"),
        ({"track": files.gpx(many=5)}, "shorter than what is cut off"),
    ],
)
def test_what_cannot_be_taken_as_a_walk_is_said_so_and_nothing_is_kept(client, place, told, words):
    sent = {"name": "W", "language": "en", "level": "counted", "trim": "150"} | told
    if isinstance(sent.get("track"), bytes):
        sent["track"] = SimpleUploadedFile("w.gpx", sent["track"])
    answered = client.post("/place/dale/walks/new", sent)
    assert answered.status_code == 400 and words in answered.content.decode()
    assert not Walk.objects.exists() and not Voice.objects.exists()


def test_a_line_drawn_with_its_corners_far_apart_is_kept_whole_and_cut_between_them(client, make, place):
    account = make.account()
    client.login(username=account.email, password=PASSWORD)
    base = {"language": "en", "level": "counted", "drawn": json.dumps([[-1.7, 53.8], [-1.7, 53.81], [-1.69, 53.81]])}
    assert client.post("/place/dale/walks/new", base | {"name": "Whole", "trim": "0"}).status_code == 302
    assert client.post("/place/dale/walks/new", base | {"name": "Cut", "trim": "150"}).status_code == 302
    whole, cut = Walk.objects.get(name="Whole"), Walk.objects.get(name="Cut")
    assert whole.metres == pytest.approx(1111.9 + 656.7, abs=1)
    runs = changes.unpacked(cut.runs)
    assert metres(Spot(53.8, -1.7), runs[0][0]) >= 150 and metres(Spot(53.81, -1.69), runs[-1][-1]) >= 150
    assert whole.metres - 2 * (225 + 20) < cut.metres <= whole.metres - 300


def test_a_walk_is_drawn_or_told_as_a_list_of_stops(client, make, place):
    account = make.account()
    client.login(username=account.email, password=PASSWORD)
    base = {"language": "en", "level": "counted", "trim": "0"}
    line = [[-1.7, 53.8 + i / 1000] for i in range(5)]
    assert client.post("/place/dale/walks/new", base | {"name": "Drawn", "drawn": json.dumps(line)}).status_code == 302
    drawn = Walk.objects.get(name="Drawn")
    assert drawn.how == "drawn" and drawn.seconds is None and drawn.metres == pytest.approx(444.8, abs=0.1)
    typed = "The old gate\nThe library, 53.8012, -1.7010\n\n"
    assert client.post("/place/dale/walks/new", base | {"name": "Told", "typed": typed}).status_code == 302
    told = Walk.objects.get(name="Told")
    assert [(each.name, each.lat) for each in told.stops.all()] == [("The old gate", None), ("The library", 53.8012)]
    assert told.metres is None and "nobody has said" in client.get(f"/walk/{told.pk}").content.decode()
