"""How long until somebody among 10,000 stories is gone, and it is proved?

    ./do bench taking_back [STORIES]

In process, on a database of its own: 10,000 people with a story each, one of them with twenty. Goal: 10 seconds for
everything of one person, the search of every file included. No peer is known that does it.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time

from bench import machine
from bench.place_load import run

WORDS = (
    "bus stop winter mother radio kitchen alone library choir Tuesday tea neighbour hill bench damp wall key hall "
    "light gate garages allotment beans doctor form office shift night warehouse language son daughter carer cry "
    "park dog church soup warm street names years numbers asked came back again nothing somebody laughed waited"
).split()


def main(words: list[str]) -> int:
    """Make the stories, erase one person, and print a table for docs/benchmarks.md."""
    stories = int(words[0]) if words else 10_000
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {"COMMONWEAL_VAR": var, "DJANGO_SETTINGS_MODULE": "commonweal.config.settings"}
        run(var, "migrate")
        import django

        django.setup()
        rows = measure(stories)
    print(f"\n{machine.said()}; SQLite; {stories:,} stories\n\n| | seconds |\n|---|---|")
    for name, seconds in rows:
        print(f"| {name} | {seconds} |")
    return 0


def measure(stories: int) -> list[tuple[str, str]]:
    """What was made, what was erased, what it took."""
    from commonweal.journal.actor import HOUSE
    from commonweal.listening import changes, keep_changes
    from commonweal.listening.models import ErasureProof, Voice
    from commonweal.people import actors
    from commonweal.people.changes import give_slip
    from commonweal.people.erase_changes import erase_person
    from commonweal.places.changes import make_place

    chance = random.Random(20261129)
    place = make_place(HOUSE, slug="bench", name="Bench", footprint="Invented", invented=True)
    begun = time.perf_counter()
    person = None
    for number in range(stories):
        slip, _ = give_slip(HOUSE, place=str(place.pk))
        person = actors.of_contributor(slip)
        for _ in range(20 if number == stories - 1 else 1):
            said = " ".join(chance.choices(WORDS, k=chance.randint(30, 200)))
            changes.record_voice(person, place=place, kind="story", words=said, agreed=["quote", "publish"])
    made = time.perf_counter() - begun
    voice = Voice.objects.exclude(teller_id=person.id).first()
    assert voice is not None and voice.teller is not None
    one = time.perf_counter()
    proof = keep_changes.take_back(voice.teller, [voice])
    one = time.perf_counter() - one
    whole = time.perf_counter()
    done = erase_person(person, person)
    whole = time.perf_counter() - whole
    last = ErasureProof.objects.order_by("-at").first()
    assert proof is not None and last is not None and done and not proof.found and not last.found
    return [
        ("made, through the change door", f"{made:.0f} ({made / stories * 1000:.1f} ms each)"),
        ("one voice taken back and proved", f"{one:.2f}"),
        ("one person with 20 voices erased and proved (goal 10)", f"{whole:.2f}"),
        (f"searched for it: {last.phrases} phrases in {last.files} files", f"{last.size / 1e6:.0f} MB"),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
