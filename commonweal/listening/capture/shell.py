"""What a device keeps of the app so that it opens with no network, and by which mark it knows a newer one."""

from __future__ import annotations

import hashlib
import json

from django.templatetags.static import static

from commonweal.core.templatetags.house import style

FOLDER = "listening/capture"
MODULES = tuple(
    f"{FOLDER}/{name}.js"
    for name in (
        *"app bytes code contribution draft draw ground install keep lock".split(),
        *"marking pictures seal send set_up sound staff taking".split(),
    )
)
STYLES = ("core/tokens.css", "core/house.css", "core/components.css", "core/print.css", "vendor/leaflet/leaflet.css")
OTHERS = (
    "core/mark.svg",
    "core/icons.svg",
    "vendor/leaflet/leaflet.js",
    "vendor/atkinson-hyperlegible-next/atkinson-hyperlegible-next-latin-wght-normal.woff2",
)
WORKER = f"{FOLDER}/offline.js"
ICONS = f"{FOLDER}/icon.svg"


def import_map() -> str:
    """Where each module is, with its fingerprint: a new version of one never meets an old version of another."""
    return json.dumps({"imports": {static(path): style(path) for path in MODULES}}).replace("<", "\\u003c")


def files() -> list[str]:
    """Every file of the app, under the address that the page asks for it."""
    plain = [static(path) for path in OTHERS if path.endswith(".woff2")]  # the style sheet names it without a mark
    marked = (*MODULES, *STYLES, f"{FOLDER}/capture.css", *(p for p in OTHERS if not p.endswith(".woff2")), ICONS)
    return plain + [style(path) for path in marked]


def worker(page: str, ground: str, body: bytes, streets: list[str]) -> str:
    """The device's worker: what it keeps, and the script that does it. `body` is what makes a version a new one."""
    kept = [page, ground, *files(), *streets]
    mark = hashlib.sha256(body + json.dumps([*kept, style(WORKER)]).encode()).hexdigest()[:16]
    facts = json.dumps({"page": page, "files": kept, "version": mark})
    return f'self.COMMONWEAL = {facts};\nimportScripts("{style(WORKER)}");\n'
