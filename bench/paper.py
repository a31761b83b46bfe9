"""Is a photographed sheet found, and how far beside its place does a mark come out?

    ./do bench paper [PHOTOGRAPHS] [HOW HARD]

The sheets are the real print; the camera is made up (tests/listening/paper_photos.py): seen from one side by up to
thirty degrees, half of them upside down, shade, a shadow, blur, noise, a bent lens, JPEG 60 to 80. Goal: 99 of 100
found. A study before it was built found 60 of 60 A4 sheets, at 131 ms each. Real pens and real phones: not measured.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from typing import Any

import numpy as np

from bench import machine


def main(words: list[str]) -> int:
    """Photograph every sort of sheet in turn, and print a table for docs/benchmarks.md."""
    many, hard = int(words[0]) if words else 210, float(words[1]) if len(words) > 1 else 1.0
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {"COMMONWEAL_VAR": var, "DJANGO_SETTINGS_MODULE": "commonweal.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        from commonweal.journal import guard

        with guard.migrating():
            call_command("migrate", verbosity=0)
        found, off, metres, cpu = measure(many, hard)
    print(f"\n{machine.said()}; {many} photographs, hardness {hard}\n\n| | |\n|---|---|")
    print(f"| sheets found, and the right sort | {found['found']} of {many} |")
    print(f"| their square code read, or known by its squares | {found['code']} of {found['found']} |")
    print(f"| boxes right / left to a person / wrong | {found['right']} / {found['unsure']} / {found['wrong']} |")
    print(f"| beside its place on the paper, middle and 95th of 100 | {off[0]:.2f} mm, {off[1]:.2f} mm |")
    print(f"| on the ground (A3 map, 1.5 km across) | {metres[0]:.1f} m, {metres[1]:.1f} m |")
    print(f"| CPU a photograph, mean and most | {np.mean(cpu) * 1000:.0f} ms, {max(cpu) * 1000:.0f} ms |")
    return 0


def measure(many: int, hard: float) -> tuple[Counter[str], Any, Any, list[float]]:
    """What was found of so many photographs; how far off, in millimetres and metres; seconds of CPU each."""
    from commonweal.listening.paper import ground, printing, sight
    from commonweal.listening.paper.layouts import LAYOUTS
    from tests.listening import paper_photos as camera
    from tests.listening.paper_place import table
    from tests.makers import Maker

    here, chance, pages = table(Maker()), np.random.default_rng(2026), {}
    for key, layout in LAYOUTS.items():
        codes = printing.fresh()
        png = printing.picture(here.wanted(key), codes, ppi=200 if layout.width < 450 else 130)
        others = [printing.fresh().sheet for _number in range(100)]
        pages[key] = camera.printed(png), codes.sheet, printing.squares([codes.sheet, *others])
    seen: Counter[str] = Counter()
    off: list[float] = []
    cpu: list[float] = []
    for number in range(many):
        layout = list(LAYOUTS.values())[number % len(LAYOUTS)]
        page, code, known = pages[layout.key]
        names = [name for name in layout.ticks if chance.random() < 0.5]
        photo = camera.photographed(camera.ticked(page, layout, names), layout, chance, hard=hard)
        begun = time.process_time()
        try:
            image = sight.opened(photo.jpeg)
            found = sight.find(image)
            straight = sight.straightened(image, found)
        except sight.Unusable as unusable:
            seen[unusable.why] += 1
            continue
        said = printing.cleaned(sight.code(image, found)) or sight.known_code(image, found, known)
        ticks = sight.ticks(straight, layout)
        sight.as_jpeg(straight)
        cpu.append(time.process_time() - begun)
        seen["found"] += found.layout is layout
        seen["code"] += said == code
        for name, tick in ticks.items():
            seen["unsure" if tick.ticked is None else "right" if tick.ticked is (name in names) else "wrong"] += 1
        off += [
            float(np.hypot(*np.subtract(found.on_paper(photo.at((x, y))), (x, y))))
            for x in np.linspace(layout.frame.x, layout.frame.x + layout.frame.width, 5)
            for y in np.linspace(layout.frame.y, layout.frame.y + layout.frame.height, 5)
        ]
    print(dict(seen), file=sys.stderr)
    wanted = here.wanted("map-a3")
    box = wanted.bounds or (0.0, 0.0, 0.0, 0.0)
    scale = ground.metres_per_mm(box, wanted.layout.frame) * 1500 / _across(box, wanted)
    at = np.percentile(off, [50, 95])
    return seen, at, at * scale, cpu


def _across(box: Any, wanted: Any) -> float:
    from commonweal.listening.paper import ground

    return ground.metres_per_mm(box, wanted.layout.frame) * wanted.layout.frame.width


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
