"""Does a feed tell what was deleted? The standard has no word for it; a change feed beside it says it best."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urljoin

from commonweal.openreferral.check.edition import SERVICES
from commonweal.openreferral.check.inspection import Inspection, spread
from commonweal.openreferral.check.report import NOTE, WARNING

PATHS = {
    "service": "/services",
    "organization": "/organizations",
    "service_at_location": "/service_at_locations",
    "taxonomy": "/taxonomies",
    "taxonomy_term": "/taxonomy_terms",
}
MOST_PAGES, MOST_IDS = 5, 6


def look(inspection: Inspection) -> None:
    """Read the change feed, if there is one, and hold it against what is served."""
    said = inspection.root.get("changes_url") if isinstance(inspection.root, dict) else None
    path = _path(inspection, said)
    first = inspection.feed.get(path, {"after": 0})
    if not first.ok or not isinstance(first.json, dict) or not isinstance(first.json.get("changes"), list):
        level = WARNING if said else NOTE
        inspection.add(level, "deletions", first.url, "the feed does not tell what was deleted")
        inspection.report.card["changes"] = {"change feed": "none"}
        return
    changes, right = _read(inspection, path, first.json)
    gone, kept = _last(changes)
    right = all([right, _are_gone(inspection, gone), _are_there(inspection, kept)])
    inspection.report.card["changes"] = {
        "change feed": "right" if right else "wrong",
        "changes read": len(changes),
        "deletions read": len(gone),
    }


def _path(inspection: Inspection, said: Any) -> str:
    """The change feed's path below the feed's address; another host is not asked."""
    whole = urljoin(inspection.feed.base + "/", said) if isinstance(said, str) else ""
    return whole.removeprefix(inspection.feed.base) if whole.startswith(inspection.feed.base + "/") else "/changes"


def _read(inspection: Inspection, path: str, page: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """Some pages of changes; sequence rises, the epoch stays, `next` goes on."""
    found, epoch, after, right = [], page.get("epoch"), 0, True
    for _number in range(MOST_PAGES):
        rows = [each for each in page["changes"] if isinstance(each, dict)]
        found += rows
        following = page.get("next")
        if not rows or not isinstance(following, int) or following == after:
            break
        after = following
        answer = inspection.feed.get(path, {"after": after})
        if not answer.ok or not isinstance(answer.json, dict) or not isinstance(answer.json.get("changes"), list):
            right = _wrong(inspection, answer.url, f"changes after {after} are not answered")
            break
        page = answer.json
        if page.get("epoch") != epoch:
            right = _wrong(inspection, answer.url, "the epoch changed between two pages")
    numbers = [seq for each in found if isinstance(seq := each.get("seq"), int)]
    if len(numbers) != len(found) or sorted(set(numbers)) != numbers:
        right = _wrong(inspection, inspection.feed.base + path, "the sequence of changes does not rise")
    return found, right


def _last(changes: list[dict[str, Any]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What is gone by its last change, and what is there: (path, id)."""
    last = {(PATHS.get(str(each.get("kind")), ""), str(each.get("id"))): bool(each.get("deleted")) for each in changes}
    known = {thing: gone for thing, gone in last.items() if thing[0]}
    return [thing for thing, gone in known.items() if gone], [thing for thing, gone in known.items() if not gone]


def _are_gone(inspection: Inspection, gone: list[tuple[str, str]]) -> bool:
    right = True
    for path, key in spread(gone, MOST_IDS):
        answer = inspection.feed.get(f"{path}/{quote(key, safe='')}")
        if answer.status not in (404, 410):
            right = _wrong(
                inspection, answer.url, f"a deleted record of {path} still answers with status {answer.status}"
            )
    return right


def _are_there(inspection: Inspection, kept: list[tuple[str, str]]) -> bool:
    right = True
    served = [each for each in kept if each[0] in inspection.served or each[0] == SERVICES.path]
    for path, key in spread(served, MOST_IDS):
        if inspection.open(path, key) is None:
            right = _wrong(
                inspection, f"{inspection.feed.base}{path}/{key}", f"a changed record of {path} does not open"
            )
    return right


def _wrong(inspection: Inspection, where: str, what: str) -> bool:
    inspection.add(WARNING, "deletions", where, what, same=what)
    return False
