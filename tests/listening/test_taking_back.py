"""What was taken back is in no table, no file and no thread, and it is proved without keeping what it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.apps import apps
from django.db import connection

from commonweal.journal import erasure, kinds
from commonweal.journal.actor import HOUSE, PUBLIC
from commonweal.journal.refs import Ref
from commonweal.listening import changes, keep_changes, leaving
from commonweal.listening.models import ErasureProof, Quote, Voice, VoiceUse, Words
from commonweal.people.erase_changes import erase_person
from tests.listening.conftest import STORY

pytestmark = pytest.mark.django_db(transaction=True)
POINT = {"geometry": {"type": "Point", "coordinates": [-1.86, 53.72]}, "label": "my mother’s stop"}


def everything() -> str:
    """Every cell of every table, as text: the slow and obvious way to look."""
    out = []
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            out += [str(cell) for row in cursor.fetchall() for cell in row]
    return "\n".join(out)


def test_nothing_of_a_voice_is_left_anywhere_and_the_row_says_only_that_there_was_one(say, somebody, listener):
    me = somebody()
    voice = say(who=me, agreed=["quote", "publish"], level="chosen", called="Shazia Canary", communities=["weavers"],
                marks=[POINT], client_id="gone-1")  # fmt: skip
    quote = changes.choose_quote(listener, voice, words=voice.words.get(), start=0, stop=22)
    changes.add_words(listener, voice, kind=Words.TRANSLATION, language="fr", text="Le bus ne venait plus jamais ici.")
    keep_changes.note_shown(listener, voice, what="Canary booklet", printed=True)
    keep_changes.hold(listener, voice, reason="Canary reason")
    proof = keep_changes.take_back(me, [voice])
    left = everything()
    for canary in ("bus ", "Canary", "weavers", "mother", "Shazia", "53.72"):
        assert canary not in left, canary
    assert (proof.found, proof.voices) == (0, 1) and proof.phrases >= 2 and proof.files > 0
    voice.refresh_from_db()
    assert voice.erased_at and voice.teller is None and voice.given_on.day == 1 and not voice.counted
    refs = [Ref("listening.voice", str(voice.pk)), Ref("listening.quote", str(quote.pk))]
    assert kinds.cards(PUBLIC, refs) == {} and kinds.cards(listener, refs) == {}


def test_a_count_stays_where_five_gave_one_and_goes_where_fewer_did(say, somebody, place):
    me = somebody()
    first = say(who=me)
    for _ in range(4):
        say()
    keep_changes.take_back(me, [first])
    assert Voice.objects.filter(place=place, counted=True).count() == 5
    other = say(who=me, kind="drawing")
    keep_changes.take_back(me, [other])
    assert Voice.objects.filter(place=place, counted=True).count() == 5


def test_somebody_who_is_erased_takes_all_their_voices_along_and_it_is_proved(say, somebody):
    me, other = somebody(), somebody()
    say(who=me, agreed=["quote"])
    say("A second thing that I said on another day in spring.", who=me)
    kept = say("Somebody else says this.", who=other)
    assert erase_person(me, me)
    assert [each.voice_id for each in Words.objects.all()] == [kept.pk]
    assert not VoiceUse.objects.filter(withdrawn_at=None).exclude(voice=kept).exists()
    assert (ErasureProof.objects.get().voices, ErasureProof.objects.get().found) == (2, 0)


def test_a_phrase_that_is_left_in_a_file_is_found(say, settings, tmp_path):
    voice = say()
    phrases = leaving.phrases_of([voice])
    keep_changes.take_back(voice.teller, [voice])
    settings.VAR = tmp_path
    (tmp_path / "left.txt").write_text(f"before {STORY} after")
    assert leaving.seek(phrases, 1).found == len(phrases) > 0


def test_words_that_others_said_too_are_not_taken_for_a_leak(say, somebody):
    me = somebody()
    mine = say(who=me)
    say()
    assert leaving.phrases_of([mine]) == []


def test_an_older_copy_of_the_records_does_not_bring_words_back(say, somebody):
    from commonweal.people.erase_changes import replay_erasures

    me = somebody()
    voice = say(who=me)
    keep_changes.take_back(me, [voice])
    gone = Ref("listening.voice", str(voice.pk))
    assert gone in erasure.logged() and gone not in erasure.unfinished()
    # As an older copy has it: the row is whole again.
    again = say("The very same words, as an older copy of the records has them.")
    erasure.remember(Ref("listening.voice", str(again.pk)))
    replay_erasures(HOUSE)
    assert not Words.objects.exists()


def test_copies_kept_for_safety_are_not_searched(say, settings, tmp_path):
    voice = say()
    phrases = leaving.phrases_of([voice])
    keep_changes.take_back(voice.teller, [voice])
    settings.VAR = tmp_path
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "old.sqlite3").write_text(STORY)
    assert phrases and leaving.seek(phrases, 1).found == 0


def test_the_search_leaves_the_locks_of_an_open_database_alone(settings, tmp_path, db):
    """Whoever else opens and closes it may not take it for unused, and clear away what is being written beside it."""
    settings.VAR, path = tmp_path, tmp_path / "commonweal.sqlite3"
    with closing(sqlite3.connect(path)) as held:
        held.execute("PRAGMA journal_mode=WAL")
        held.execute("CREATE TABLE told (words TEXT)")
        held.execute("INSERT INTO told VALUES ('a phrase of five words here')")
        held.commit()
        sought = leaving.seek([b"a phrase of five words here"], 1)
        assert sought.files == 3 and sought.found >= 1
        passing_by = f"import sqlite3; c = sqlite3.connect({str(path)!r}); c.execute('SELECT * FROM told'); c.close()"
        subprocess.run([sys.executable, "-c", passing_by], check=True)
        assert path.with_name(path.name + "-wal").exists()


def test_all_or_none_of_several_voices_goes(say, somebody, monkeypatch):
    me = somebody()
    voices = [say(who=me), say("Another thing that was said in the evening.", who=me)]
    before = Words.objects.count()

    def broken(these):
        if these[0].pk == voices[1].pk:
            raise RuntimeError

    monkeypatch.setattr(leaving, "_parts", [broken])
    with pytest.raises(RuntimeError):
        keep_changes.take_back(me, voices)
    assert Words.objects.count() == before and not Voice.objects.exclude(erased_at=None).exists()


def test_only_the_teller_takes_words_back(say, listener):
    from commonweal.core.errors import NotAllowed

    with pytest.raises(NotAllowed):
        keep_changes.take_back(listener, [say(agreed=["publish"])])
    assert not Quote.objects.exists() and Words.objects.count() == 1


def test_telling_the_story_anew_leaves_no_voice_behind(say, place):
    say()
    keep_changes.clear_invented(HOUSE, place)
    assert not Voice.objects.exists() and not Words.objects.exists()
