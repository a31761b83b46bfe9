"""Killed at any moment, the house holds no change without its entry and no entry without its change."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest
from django.db import connection

from commonweal.journal.models import Entry, Once, Reason, Touched
from commonweal.people.models import Consent, Contributor, Wording

KILLS = 200 if os.environ.get("COMMONWEAL_DEEP") else 20


@pytest.mark.django_db(transaction=True)
def test_killing_the_process_leaves_whole_changes_only():
    seed = int(os.environ.get("KILL_SEED", "20261124"))
    chance = random.Random(seed)
    made = 0
    for kill in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.journal.killed", str(kill)],
            env=os.environ | {"KILLED_DATABASE": str(connection.settings_dict["NAME"])},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        # First some work, however busy the machine is; then at any moment.
        for _ in range(chance.randrange(3)):
            assert child.stdout.readline() == "made\n"
        time.sleep(chance.uniform(0.0, 0.06))
        child.kill()
        child.wait()
        child.stdout.close()
        made = whole()
    assert made > KILLS, "the process was killed before it had done anything: this proves nothing"


def whole() -> int:
    """Every row has its entry, every entry its row. Returns how many changes were made."""
    for verb, kind, model in (
        ("people.wording.set", "people.wording", Wording),
        ("people.slip.give", "people.contributor", Contributor),
        ("people.consent.give", "people.consent", Consent),
    ):
        entries = set(Entry.objects.filter(what=verb).values_list("id", flat=True))
        touched = dict(Touched.objects.filter(entry__what=verb, kind=kind).values_list("thing", "entry_id"))
        rows = {str(pk) for pk in model.objects.values_list("pk", flat=True)}
        assert rows == set(touched), verb
        assert set(touched.values()) == entries, verb
    words = Entry.objects.filter(what="people.wording.set")
    assert set(Once.objects.values_list("entry_id", flat=True)) == set(words.values_list("id", flat=True))
    assert set(Reason.objects.values_list("entry_id", flat=True)) == set(words.values_list("id", flat=True))
    return Entry.objects.count()
