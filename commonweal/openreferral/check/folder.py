"""A folder of saved answers, checked by their shape alone: api_details.json, service_list.json, service_full.json …"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commonweal.openreferral.check import shape
from commonweal.openreferral.check.client import Feed
from commonweal.openreferral.check.edition import V1, Listing, edition_of
from commonweal.openreferral.check.inspection import Inspection
from commonweal.openreferral.check.report import Report
from commonweal.openreferral.check.shape import RECORD, ROW

ROOT = ("api_details.json", "root.json", "base.json")


class NotSaved(Exception):
    """There is nothing in the folder that could be checked. The message says what was looked for."""


def check(folder: Path) -> Report:
    """Hold saved answers against the schemas."""
    root = next((_read(folder / name) for name in ROOT if (folder / name).is_file()), None)
    report = Report(str(folder))
    looked = Inspection(Feed(""), report, edition_of(root, _read(folder / "service_list.json")), root)
    report.profile = looked.edition.profile
    report.card = {"edition": shape.edition_word(looked.edition), "files": {}}
    for each in looked.edition.lists:
        _list(looked, each, folder)
        _record(looked, each, folder)
    if not report.card["files"]:
        raise NotSaved(f"No saved answer is in {folder}: service_list.json and service_full.json are looked for.")
    if looked.edition.profile != V1:
        shape.root(looked, root, "api_details.json")
    return report


def _list(looked: Inspection, each: Listing, folder: Path) -> None:
    name = f"{each.kind}_list.json"
    if not (folder / name).is_file():
        return
    looked.report.card["files"][name] = "read"
    page = looked.edition.page(_read(folder / name))
    if page is None:
        looked.add(each.shape, "endpoint", name, f"{name} is no page of a list")
        return
    looked.served[each.path] = page
    for row in page.rows:
        shape.document(looked, each, row, ROW, name)
    if page.missing:
        looked.add(each.shape, "paging.fields", name, f"{name}: a page lacks {', '.join(page.missing)}")


def _record(looked: Inspection, each: Listing, folder: Path) -> None:
    for name in (f"{each.kind}_full.json", f"{each.kind}.json"):
        if (folder / name).is_file():
            looked.report.card["files"][name] = "read"
            shape.document(looked, each, _read(folder / name), RECORD, name)
            return


def _read(path: Path) -> Any:
    """A saved answer; None where it is not there or not JSON."""
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return None
