"""A process that brings one version after another in, until it is killed. Run by test_kill.py with its database."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django

AREAS = 300


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.db import connections

    connections["default"].settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = os.environ["KILLED_DATABASE"]

    from commonweal.places import ingest
    from commonweal.places.models import DatasetVersion, Place
    from tests.places.small import OLDER, PEOPLE, Small, bring, counts

    ingest.CHUNK = 20
    place = Place.objects.get(slug="killed")
    print("ready", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        # A version that was under way when the last process was killed is met again first, and goes on.
        first = max(0, DatasetVersion.objects.count())
        for number in range(first, first + 10_000):
            rows = {f"E01{place:06d}": (1000 + number, number) for place in range(AREAS)}
            bring(place, Small(counts(rows), (PEOPLE, OLDER)), Path(folder) / "counted.csv")
            print("live", flush=True)


if __name__ == "__main__":
    main()
