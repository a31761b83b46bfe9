"""What devices send is kept exactly once, sealed on its way, and only as it was agreed to; nobody is let in by it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import uuid
from datetime import timedelta
from pathlib import Path
from shutil import which

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.core.errors import Clash, Gone, Invalid, NotAllowed
from commonweal.journal.actor import HOUSE
from commonweal.listening import sealing
from commonweal.listening.capture import changes, ground, limits, queries, taking
from commonweal.listening.changes import close_gathering, open_gathering
from commonweal.listening.keep_changes import take_back
from commonweal.listening.models import Kiosk, Mark, Unkept, Voice, Words
from commonweal.people import actors, slips
from commonweal.people.changes import set_wording
from commonweal.people.consent import PURPOSES
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Consent, Contributor
from commonweal.places.changes import make_place, set_areas
from tests.makers import PASSWORD

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = "The bench by the beck is where I get my breath back."

SEALS = r"""
import { sealed, sealedFile } from "FOLDER/seal.js";
import { utf8 } from "FOLDER/bytes.js";
const key = JSON.parse(process.argv[1]);
const file = await sealedFile(new Uint8Array(70000).map((_byte, at) => at % 251), key);
const words = await sealed(utf8("Zażółć 喂 \u{1F331}"), key);
console.log(JSON.stringify({ words, file: Buffer.from(file).toString("hex") }));
"""


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """Keys of this test alone."""
    settings.KEYS = tmp_path / "keys"


@pytest.fixture
def place(db):
    held = make_place(HOUSE, slug="dale", name="Dale", footprint="One neighbourhood", invented=True)
    set_areas(HOUSE, held, kind="neighbourhood", areas={"D1": "Dale End"})
    return held


@pytest.fixture
def holder(make, place):
    return make.account(facilitator=place)


@pytest.fixture
def gathering(place, holder):
    return open_gathering(actors.of_account(holder), place=place, kind="kiosk", name="A stall", on=timezone.localdate())


def contribution(**told):
    """What a device seals."""
    return {
        "v": 1,
        "client_id": str(uuid.uuid4()),
        "code": slips.fresh(),
        "place": "dale",
        "gathering": "",
        "given_on": timezone.localdate().isoformat(),
        "words": WORDS,
        "language": "en",
        "marks": [
            {"geometry": {"type": "Point", "coordinates": [-1.5, 53.7]}, "label": "The bench", "feeling": "good"}
        ],
        "files": 0,
        "agreed": {"listen": PURPOSES["listen"]},
        "level": "counted",
        "called": "",
        "young": False,
        "guardian": "",
        "communities": [],
    } | told


def take(said, kiosk=None):
    return taking.take(sealing.seal(json.dumps(said).encode()), client_id=said["client_id"], kiosk=kiosk)


def send(client, said, token="", **more):
    body = {"client_id": said["client_id"], "sealed": sealing.seal(json.dumps(said).encode()), "kiosk": token} | more
    return client.post("/listening/take", json.dumps(body), content_type="application/json")


def test_a_contribution_is_kept_once_however_often_it_comes(place):
    said = contribution()
    first, again = take(said), take(said)
    assert first == again and first.state == "kept"
    voice = Voice.objects.get()
    assert (voice.kind, voice.channel, voice.shown_as) == ("map_mark", "online", "Somebody here")
    assert Words.objects.get().text == WORDS and Mark.objects.get().label == "The bench"
    assert Contributor.objects.count() == 1


def test_one_slip_may_hold_several(place):
    code = slips.fresh()
    take(contribution(code=code))
    take(contribution(code=code.lower().replace("-", " "), words="More", marks=[]))
    assert Contributor.objects.count() == 1 and Voice.objects.count() == 2
    assert set(Voice.objects.values_list("kind", flat=True)) == {"map_mark", "story"}


def test_what_was_taken_back_is_not_taken_in_again(place):
    said = contribution()
    take(said)
    voice = Voice.objects.get()
    take_back(voice.teller, [voice])
    with pytest.raises(Gone):
        take(said)
    assert not Words.objects.exists()


def test_what_arrives_after_its_person_was_erased_is_not_taken_in(place):
    said = contribution()
    take(said)
    person = Voice.objects.get().teller
    erase_person(person, person)
    with pytest.raises(Gone):
        take(contribution(code=said["code"], words="Written before, sent after"))
    assert not Words.objects.exists() and Contributor.objects.count() == 1


def test_only_those_uses_are_agreed_to_whose_words_were_seen(place):
    set_wording(HOUSE, purpose="quote", words="A line of yours may stand on our wall.")
    agreed = {"listen": PURPOSES["listen"], "quote": PURPOSES["quote"], "code": PURPOSES["code"], "name": "x"}
    take(contribution(agreed=agreed))
    assert set(Voice.objects.get().uses.values_list("use", flat=True)) == {"listen", "code"}
    take(contribution(agreed=agreed | {"quote": "A line of yours may stand on our wall."}))
    assert Voice.objects.for_use("quote").count() == 1
    held = Consent.objects.get(purpose="quote")
    assert held.wording.words == "A line of yours may stand on our wall."


def test_words_in_their_language_are_those_that_were_seen(place):
    set_wording(HOUSE, purpose="listen", words="آپ کی بات سنی جاتی ہے۔", language="ur")
    take(contribution(language="ur", agreed={"listen": PURPOSES["listen"]}))
    assert not Voice.objects.get().uses.exists()
    take(contribution(language="ur", agreed={"listen": "آپ کی بات سنی جاتی ہے۔"}))
    assert Voice.objects.for_use("listen").count() == 1


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"words": " ", "marks": []}, "nothing in this"),
        ({"marks": [{"geometry": {"type": "Point", "coordinates": [200, 0]}}]}, "longitude before latitude"),
        ({"marks": [{"geometry": "x"}]}, "longitude before latitude"),
        ({"marks": [{"geometry": {"type": "Point", "coordinates": [1, 1]}}] * 51}, "more marks"),
        ({"code": "7KQM-2XWD-9FAA"}, "code as slips have it"),
        ({"level": "chosen"}, "how they want to be called"),
        ({"young": True, "agreed": {"code": PURPOSES["code"]}}, "under 18"),
        ({"words": "a\x00b"}, "cannot be kept"),
        ({"words": 7}, "cannot be kept"),
        ({"marks": "x"}, "not a contribution"),
        ({"words": "x" * 100_001}, "longer than"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason_and_whoever_holds_the_gathering_learns_of_it(
    place, gathering, told, why
):
    said = contribution(gathering=str(gathering.pk), **told)
    with pytest.raises(Invalid, match=why):
        take(said)
    assert not Voice.objects.exists() and not Contributor.objects.exists()
    assert why in Unkept.objects.get(gathering=gathering).why


def test_what_was_refused_and_comes_again_in_order_is_no_longer_counted_as_refused(place, gathering):
    said = contribution(gathering=str(gathering.pk), level="chosen")
    with pytest.raises(Invalid):
        take(said)
    take(said | {"called": "Mrs Moss"})
    assert not Unkept.objects.exists() and Voice.objects.get().shown_as == "Mrs Moss"


def test_a_clock_that_is_wrong_loses_nothing(place):
    today = timezone.localdate()
    for given_on, kept in (
        ((today + timedelta(days=900)).isoformat(), today),
        ("1970-01-01", today),
        ("nonsense", today),
        ((today - timedelta(days=3)).isoformat(), today - timedelta(days=3)),
    ):
        take(contribution(given_on=given_on))
        assert Voice.objects.order_by("-made_at").first().given_on == kept


def test_the_seal_opens_here_and_nowhere_else_and_notices_what_was_changed(place):
    token = sealing.seal(b"words")
    assert sealing.opened(token) == b"words"
    for wrong in (token[:-2] + ("AA" if token[-2:] != "AA" else "BB"), "x", "a.b.c.d.e", "", token.replace(".", "")):
        with pytest.raises(Invalid):
            sealing.opened(wrong)
    for path in (Path(sealing._folder())).glob("*.json"):
        path.unlink()
    with pytest.raises(Invalid, match="no longer kept"):
        sealing.opened(token)


def test_keys_are_made_anew_each_quarter_and_old_ones_are_kept_for_what_lies_in_a_drawer(monkeypatch):
    today = timezone.localdate()
    first, token = sealing.public_key(), sealing.seal(b"words")
    assert sealing.public_key() == first and "d" not in first
    monkeypatch.setattr(sealing.timezone, "localdate", lambda: today + timedelta(days=92))
    assert sealing.public_key()["kid"] != first["kid"] and sealing.opened(token) == b"words"
    monkeypatch.setattr(sealing.timezone, "localdate", lambda: today + timedelta(days=560))
    sealing.public_key()
    with pytest.raises(Invalid, match="no longer kept"):
        sealing.opened(token)
    assert all(path.stat().st_mode & 0o077 == 0 for path in sealing._folder().glob("*.json"))


def test_a_key_is_never_sought_outside_its_folder():
    for kid in ("../session", "/etc/passwd", "..", "a/b"):
        with pytest.raises(Invalid):
            sealing._held(kid)


@pytest.mark.skipif(which("node") is None, reason="needs node")
def test_what_a_browser_seals_the_server_opens():
    folder = ROOT / "commonweal/listening/static/listening/capture"
    script = SEALS.replace("FOLDER", str(folder))
    key = json.dumps(sealing.public_key())
    run = subprocess.run(["node", "--input-type=module", "-e", script, key], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    made = json.loads(run.stdout)
    assert sealing.opened(made["words"]).decode() == "Zażółć 喂 🌱"
    data = bytes.fromhex(made["file"])
    assert sealing.sealed(data) and sealing.opened_file(data) == bytes(at % 251 for at in range(70000))
    assert sealing.opened_file(b"plain") == b"plain"
    with pytest.raises(Invalid):
        sealing.opened_file(data[:-1])


def vectors(count: int) -> list[str]:
    """Codes by chance that repeats, as people/slips.py spells and checks them."""
    made = []
    for n in range(count):
        body = "".join(slips.LETTERS[byte % 32] for byte in hashlib.sha256(f"slip {n}".encode()).digest()[:11])
        made.append(slips.spelled(body + slips.check_letter(body)))
    return made


def test_the_vectors_that_the_device_is_tested_against_are_the_servers():
    assert json.loads((ROOT / "tests/js/slip_codes.json").read_text()) == vectors(60)
    assert all(slips.cleaned(code) for code in vectors(60))


@pytest.mark.skipif(which("node") is None, reason="needs node")
def test_the_thinking_of_the_device_is_right():
    run = subprocess.run(["node", "--test", "tests/js/capture.test.js"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:]


def test_a_device_is_told_what_became_of_what_it_sent(place, client):
    said = contribution()
    answer = send(client, said)
    assert answer.status_code == 200 and answer.json()["state"] == "kept"
    assert answer.json()["client_id"] == said["client_id"] and WORDS not in answer.content.decode()
    refused = send(client, contribution(level="chosen"))
    assert (refused.status_code, refused.json()["state"]) == (400, "refused")
    voice = Voice.objects.get()
    take_back(voice.teller, [voice])
    gone = send(client, said)
    assert (gone.status_code, gone.json()["state"]) == (410, "gone")
    fresh = client.get("/listening/take").json()
    assert fresh["key"]["kid"] and fresh["token"]


def test_only_json_is_taken_so_that_no_other_site_can_send_a_form(place):
    strict = Client(enforce_csrf_checks=True)
    said = contribution()
    assert send(strict, said).status_code == 200
    body = json.dumps({"client_id": said["client_id"], "sealed": "x"})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert strict.post("/listening/take", body, content_type=kind).status_code == 403
        assert Client().post("/listening/take", body, content_type=kind).json()["state"] == "refused"
    cut = strict.post("/listening/take", body[:20], content_type="application/json")
    assert (cut.status_code, cut.json()["state"]) == (400, "later")
    for body in ("[]", '{"client_id": 4}', '{"client_id": "x", "sealed": "y"}'):
        answer = strict.post("/listening/take", body, content_type="application/json")
        assert (answer.status_code, answer.json()["state"]) == (400, "refused"), body


def test_a_name_that_stands_outside_must_stand_inside_too(place, client):
    said = contribution()
    assert send(client, said, client_id=str(uuid.uuid4())).json()["state"] == "refused"


def test_too_much_from_one_place_waits_on_the_device_and_a_kiosk_vouches_for_itself(
    place, gathering, holder, client, monkeypatch
):
    monkeypatch.setattr(limits, "FROM_ONE", 1)
    assert send(client, contribution()).status_code == 200
    late = send(client, contribution())
    assert (late.status_code, late.json()["state"]) == (429, "later")
    kiosk, token = changes.set_up_kiosk(actors.of_account(holder), gathering, name="By the door")
    assert send(client, contribution(gathering=str(gathering.pk)), token).status_code == 200
    assert Kiosk.objects.get(pk=kiosk.pk).taken == 1


def test_a_device_that_was_lost_and_ended_is_told_to_keep_what_it_has(gathering, holder, client):
    who = actors.of_account(holder)
    kiosk, token = changes.set_up_kiosk(who, gathering, name="By the door")
    changes.end_kiosk(who, kiosk)
    answer = send(client, contribution(gathering=str(gathering.pk)), token)
    assert (answer.status_code, answer.json()["state"]) == (409, "later")
    assert not Voice.objects.exists()


def test_what_a_device_held_from_another_gathering_stays_with_that_one(place, gathering, holder):
    who = actors.of_account(holder)
    other = open_gathering(who, place=place, kind="kiosk", name="Another", on=timezone.localdate())
    kiosk, _token = changes.set_up_kiosk(who, other, name="Lent on")
    take(contribution(gathering=str(gathering.pk)), kiosk)
    assert Voice.objects.get().gathering == gathering and Kiosk.objects.get().taken == 0


def test_what_was_kept_twice_counts_once_for_its_device(gathering, holder):
    kiosk, _token = changes.set_up_kiosk(actors.of_account(holder), gathering, name="By the door")
    said = contribution(gathering=str(gathering.pk))
    take(said, kiosk)
    take(said, kiosk)
    assert Kiosk.objects.get().taken == 1


def test_a_gathering_of_another_place_is_not_believed(place, make):
    other = make_place(HOUSE, slug="other", name="Other", footprint="Elsewhere", invented=True)
    host = make.account(facilitator=other)
    held = open_gathering(actors.of_account(host), place=other, kind="cafe", name="Tea", on=timezone.localdate())
    take(contribution(gathering=str(held.pk)))
    assert Voice.objects.get().gathering is None


def test_only_whoever_holds_gatherings_sets_up_a_device_or_sees_what_arrived(gathering, make, client):
    with pytest.raises(NotAllowed, match="holds gatherings"):
        changes.set_up_kiosk(make.person(), gathering, name="Mine")
    for path in ("kiosk/set-up", "arrived", "arrived.json"):
        assert client.get(f"/gathering/{gathering.pk}/{path}").status_code == 403
    assert client.get(f"/gathering/{gathering.pk}/kiosk").status_code == 200


def test_a_gathering_that_is_over_gets_no_new_device_but_takes_what_still_comes(gathering, holder):
    who = actors.of_account(holder)
    close_gathering(who, gathering)
    with pytest.raises(Clash, match="over"):
        changes.set_up_kiosk(who, gathering, name="Late")
    take(contribution(gathering=str(gathering.pk)))
    assert Voice.objects.get().gathering == gathering


def test_setting_up_signs_out_and_gives_the_token_to_this_device_alone(gathering, holder, client):
    assert client.login(username=holder.email, password=PASSWORD)
    page = client.post(f"/gathering/{gathering.pk}/kiosk/set-up", {"name": "By the door"})
    assert page.status_code == 200 and "_auth_user_id" not in client.session
    kiosk = Kiosk.objects.get()
    token = page.content.decode().split('data-token="')[1].split('"')[0]
    assert changes.hashed(token) == kiosk.token_hash and queries.by_token(changes.hashed(token)) == kiosk
    assert page.headers["Cache-Control"].find("no-store") >= 0


def test_a_device_says_how_much_it_holds_and_whoever_holds_the_gathering_sees_it(gathering, holder, client):
    _kiosk, token = changes.set_up_kiosk(actors.of_account(holder), gathering, name="By the door")
    told = {"kiosk": token, "waiting": 14, "refused": 1}
    assert client.post("/listening/take/counts", told, content_type="application/json").json() == {"state": "heard"}
    for wrong in ({"waiting": -1, "refused": 0}, {"waiting": "1", "refused": 0}, {"waiting": True, "refused": 0}, {}):
        answer = client.post("/listening/take/counts", {"kiosk": token} | wrong, content_type="application/json")
        assert answer.status_code == 400
    take(contribution(gathering=str(gathering.pk)))
    with pytest.raises(Invalid):
        take(contribution(gathering=str(gathering.pk), level="chosen"))
    assert client.login(username=holder.email, password=PASSWORD)
    rows = client.get(f"/gathering/{gathering.pk}/arrived.json").json()["arrived"]
    assert rows["count"] == 1 and rows["channels"][0]["channel"] == "online"
    assert (rows["devices"][0]["waiting"], rows["devices"][0]["refused"]) == (14, 1)
    assert "how they want to be called" in rows["refused"][0]["why"]
    page = client.get(f"/gathering/{gathering.pk}/arrived").content.decode()
    assert "By the door" in page and WORDS not in page
    assert client.get(f"/gathering/{gathering.pk}/arrived.csv").status_code == 200


def test_the_app_holds_nothing_of_whoever_looks(gathering, holder, client):
    before = client.get("/place/dale/capture").content
    assert client.login(username=holder.email, password=PASSWORD)
    strip = lambda page: page.split(b'nonce="')[0] + page.split(b'nonce="')[1].split(b'"', 1)[1]  # noqa: E731
    after = client.get("/place/dale/capture").content
    assert strip(before) == strip(after) and b"csrfmiddlewaretoken" not in after


def test_the_worker_may_serve_the_app_and_nothing_beside_it(place, gathering, client):
    for base in ("/place/dale/capture", f"/gathering/{gathering.pk}/kiosk"):
        worker = client.get(f"{base}/worker.js")
        assert worker.headers["Service-Worker-Allowed"] == base and worker.headers["Content-Type"].startswith(
            "text/javascript"
        )
        facts = json.loads(worker.content.decode().split(" = ", 1)[1].split(";\n")[0])
        assert facts["page"] == base and all(each.startswith("/") for each in facts["files"])
        manifest = client.get(f"{base}/app.webmanifest").json()
        assert manifest["scope"] == manifest["start_url"] == base


def test_a_new_wording_or_a_new_script_makes_a_new_version_of_what_devices_keep(place, client):
    version = lambda: client.get("/place/dale/capture/worker.js").content  # noqa: E731
    before = version()
    assert version() == before
    set_wording(HOUSE, purpose="quote", words="A line of yours may stand on our wall.")
    assert version() != before


def test_the_ground_is_the_places_own_outlines_light_enough_for_an_old_phone(wenbeck, client):
    body = client.get("/place/wenbeck/capture/ground").content
    held = json.loads(body)
    assert len(held["features"]) == 12 and {"name"} == set(held["features"][0]["properties"])
    assert any(each["name"].endswith("Library") for each in held["landmarks"]) and len(body) < 60_000
    spot = held["landmarks"][0]
    from commonweal.places.models import Place

    area = ground.area_at(Place.objects.get(), spot["lon"], spot["lat"])
    assert area is not None and ground.area_at(Place.objects.get(), 0.0, 0.0) is None
    take(
        contribution(
            place="wenbeck", marks=[{"geometry": {"type": "Point", "coordinates": [spot["lon"], spot["lat"]]}}]
        )
    )
    assert Voice.objects.get(words__text=WORDS).area == area


def test_a_place_without_outlines_still_has_an_app(place, client):
    assert json.loads(client.get("/place/dale/capture/ground").content)["features"] == []
    assert client.get("/place/dale/capture").status_code == 200
