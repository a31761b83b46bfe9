"""Killed at any moment, a load has brought all of a version in or none of it, and the next start goes on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest
from django.db import connection

from commonweal.journal.actor import HOUSE
from commonweal.journal.models import Entry
from commonweal.places import changes
from commonweal.places.models import DatasetVersion, Load, Staged, Value
from tests.places.killed_load import AREAS

KILLS = 60 if os.environ.get("COMMONWEAL_DEEP") else 8


@pytest.mark.django_db(transaction=True)
def test_killing_a_load_leaves_whole_versions_only_and_the_next_start_goes_on():
    made = changes.make_place(HOUSE, slug="killed", name="Killed", footprint="")
    changes.set_areas(HOUSE, made, kind="lsoa21", areas={f"E01{n:06d}": f"Ashby {n}A" for n in range(AREAS)})
    chance = random.Random(20261124)
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.places.killed_load"],
            env=os.environ | {"KILLED_DATABASE": str(connection.settings_dict["NAME"])},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        # First a version now and then, however busy the machine is; then at any moment.
        for _ in range(chance.randrange(3)):
            assert child.stdout.readline() == "live\n"
        time.sleep(chance.uniform(0.0, 0.4))
        child.kill()
        child.wait()
        child.stdout.close()
        whole()
    assert DatasetVersion.objects.count() > KILLS / 2, "killed before it had done anything: this proves nothing"


def whole() -> None:
    """A version is in use with every area or not at all, and what is half staged belongs to a load that says so."""
    live = Entry.objects.filter(what="places.version.go_live").count()
    counted = Value.objects.values_list("version").distinct().count()
    assert counted == live
    assert Value.objects.count() == live * AREAS * 2
    if live:
        assert Value.objects.filter(current=True).count() == AREAS * 2
    assert not Staged.objects.exclude(load__state=Load.STAGING).exists()
