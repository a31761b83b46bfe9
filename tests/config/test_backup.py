"""A backup is whole; putting it back brings back the records, and nobody who was erased."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from commonweal.config import lock
from tests.config.conftest import Installation

NAMES = "from commonweal.people.models import Account; print(sorted(a.name for a in Account.objects.all()))"
ERASE = """
from commonweal.journal.actor import HOUSE, Actor
from commonweal.people.changes import erase_person
from commonweal.people.models import Account
erase_person(HOUSE, Actor("account", str(Account.objects.get(name="{name}").pk)))
"""


def open_account(installation: Installation, name: str) -> None:
    address = f"{name.lower()}@example.org"
    installation.good("account", "open", address, "--name", name, read="a long password indeed\n")


def backed_up(installation: Installation) -> Path:
    return Path(json.loads(installation.good("backup", "--json"))["file"])


def test_what_was_there_is_there_again_and_what_came_since_is_kept_aside(installation):
    open_account(installation, "Ruth")
    backup = backed_up(installation)
    open_account(installation, "Sam")
    done = json.loads(installation.good("restore", str(backup), "--json"))
    assert installation.does(NAMES) == "['Ruth']"
    installation.good("restore", done["before"])
    assert installation.does(NAMES) == "['Ruth', 'Sam']"


def test_somebody_erased_after_the_backup_does_not_come_back(installation):
    for name in ("Ruthless", "Samantha"):
        open_account(installation, name)
    backup = backed_up(installation)
    installation.does(ERASE.format(name="Ruthless"))
    said = installation.good("restore", str(backup))
    assert "Erased again, as they had asked: 1." in said
    assert installation.does(NAMES) == "['Samantha', 'Somebody']"
    # Not in a freed page nor in a file beside it either.
    for path in installation.folder.glob("commonweal.sqlite3*"):
        assert b"Ruthless" not in path.read_bytes(), path.name


def test_somebody_who_came_and_was_erased_since_the_backup_hinders_nothing(installation):
    backup = backed_up(installation)
    open_account(installation, "Ruth")
    installation.does(ERASE.format(name="Ruth"))
    installation.good("restore", str(backup))
    assert installation.does(NAMES) == "[]"


def test_a_file_that_is_no_backup_changes_nothing(installation, tmp_path):
    open_account(installation, "Ruth")
    other = tmp_path / "holiday.jpg"
    other.write_bytes(b"not a database at all" * 100)
    refused = installation.run("restore", str(other))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "holiday.jpg is not a backup of Commonweal. Nothing was changed.\n"
    assert "There is no file" in installation.run("restore", str(tmp_path / "none")).stderr
    assert installation.does(NAMES) == "['Ruth']"


def test_a_damaged_backup_changes_nothing(installation):
    for number in range(3):
        open_account(installation, f"Person{number}")
    backup = backed_up(installation)
    words = bytearray(backup.read_bytes())
    words[8192:40960] = os.urandom(32768)
    backup.write_bytes(words)
    refused = installation.run("restore", str(backup))
    assert refused.returncode == 1
    assert "Nothing was changed" in refused.stderr
    assert installation.does(NAMES) == "['Person0', 'Person1', 'Person2']"


def test_nothing_is_put_back_under_a_server_that_is_running(installation):
    backup = backed_up(installation)
    with lock.held(installation.folder, "it is being served at http://127.0.0.1:8000"):
        refused = installation.run("restore", str(backup))
    assert refused.returncode == 1
    assert "is in use: it is being served at http://127.0.0.1:8000" in refused.stderr


def test_backups_are_kept_thirty_days_and_no_longer(installation):
    first, second = backed_up(installation), backed_up(installation)
    month_ago = time.time() - 31 * 86_400
    os.utime(first, (month_ago, month_ago))
    assert json.loads(installation.good("backup", "--json"))["removed"] == 1
    assert not first.exists()
    assert second.exists()


def test_records_and_backups_are_for_their_owner_only(installation):
    open_account(installation, "Ruth")
    backup = backed_up(installation)
    for path in (backup, installation.folder / "commonweal.sqlite3", installation.folder):
        assert path.stat().st_mode & 0o077 == 0, path


GIVE = """
import io
from PIL import Image
from commonweal.journal.actor import HOUSE
from commonweal.listening import changes
from commonweal.listening.media import changes as media
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.places.changes import make_place
place = make_place(HOUSE, slug="millgate", name="Millgate", footprint="Three streets", invented=True)
for name in ("kept", "gone"):
    who = actors.of_contributor(give_slip(HOUSE, place=str(place.pk))[0])
    voice = changes.record_voice(who, place=place, kind="drawing", words=name, agreed=["picture"])
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    media.give(who, voice, [out.getvalue()], size=len(out.getvalue()))
"""
TAKE = """
from commonweal.listening import keep_changes
from commonweal.listening.models import Voice
voice = Voice.objects.get(words__text="gone")
keep_changes.take_back(voice.teller, [voice])
"""
HELD = """
from commonweal.listening.media import store
from commonweal.listening.models import Media, Words
for words in Words.objects.all():
    print(words.text, [store.place(each.pk).exists() for each in Media.objects.filter(voice=words.voice_id)])
"""


def test_pictures_come_back_with_the_records_and_not_those_that_were_taken_back(installation):
    installation.does(GIVE)
    backup = backed_up(installation)
    installation.does(TAKE)
    pictures = installation.folder / "media"
    left = {each.name for each in pictures.iterdir() if each.is_file()}
    for name in left:
        (pictures / name).unlink()
    installation.good("restore", str(backup))
    assert installation.does(HELD) == "kept [True]"
    assert {each.name for each in pictures.iterdir() if each.is_file()} == left != set()
