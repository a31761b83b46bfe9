"""Reading a feed whatever it is, with the mapping that was saved for it; taking it in; and checking what it answers."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.directory import feed_changes
from commonweal.directory.feed_changes import Synced
from commonweal.directory.feeds.changes import keep_check, keep_mapping
from commonweal.directory.feeds.mappings import cell
from commonweal.directory.models import Feed
from commonweal.journal.actor import Actor
from commonweal.openreferral.reading import Problem, Reading, Record, mapping
from commonweal.openreferral.reading.mapping import SheetMapping, SourceMapping
from commonweal.openreferral.reading.record import ERROR, WARNING

if TYPE_CHECKING:
    import httpx

    # Readers know spreadsheets and the web: they are brought in where something is read, not by every page.
    from commonweal.openreferral.reading.detect import Fit
    from commonweal.openreferral.reading.sheets import Sheet

log = logging.getLogger(__name__)
SHEETS = (".csv", ".xlsx")
MOST_ASKED, MOST_SECONDS, PATIENCE = 80, 60.0, 10.0  # of one check: it is somebody else's server
ANSWERS = ("hsds_api", "oruk_v1")  # what our check knows how to ask


@dataclass(slots=True)
class Read:
    """What was read, and how."""

    fit: Fit
    reading: Reading
    records: list[Record]
    mapping: dict[str, Any]  # of a sheet, as it would be saved; else empty
    problems: list[Problem]

    @property
    def problem_count(self) -> int:
        """How many things there are to know; where there are too many of a sort, one of them says so."""
        return len(self.problems)

    def apart(self) -> dict[str, int]:
        """Rows that belong to nothing: how many, by why."""
        return dict(Counter(f"{each.kind}: {each.why}" for each in self.reading.loose).most_common(50))


def read(
    feed: Feed,
    source: str,
    *,
    given: SourceMapping | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Read:
    """Read a feed from an address, a file or a folder: a sheet by the mapping given now, or the one saved before."""
    from commonweal.openreferral.reading import detect, sheets

    saved = mapping.load(feed.mapping) if feed.mapping else None
    rules = given or saved
    notes: list[Problem] = []
    if rules is not None and _is_sheet(source):
        found = sheets.read(Path(source))
        notes = _against(rules, found) if given else _as_before(feed.mapping, found)
        whose = _("the mapping that was given") if given else _("the mapping saved for it")
        fit = detect.Fit(detect.SHEET, whose, rules)
    else:
        fit = detect.detect(source, transport=transport)
    reading = detect.read(source, transport=transport, fit=fit)
    used = fit.mapping if isinstance(fit.mapping, SourceMapping) else None
    kept = with_columns(used, sheets.read(Path(source))) if used is not None and _is_sheet(source) else {}
    problems = [*notes, *reading.problems]
    if used is not None:
        problems = [replace(each, where=cell(each.where, used)) for each in problems]
    return Read(fit, reading, list(reading.records), kept, problems)


def take(who: Actor, feed: Feed, told: Read, *, whole: bool = True) -> Synced:
    """Take in what was read, and keep how it was read for the next time."""
    done = feed_changes.sync(
        who,
        feed,
        records=told.records,
        whole=whole,
        loose=told.reading.loose,
        gone=told.reading.gone,
        profile=str(told.reading.facts.get("profile", "")),
        form=told.fit.reader,
    )
    if told.mapping and told.mapping != feed.mapping:
        keep_mapping(who, feed, mapping=told.mapping)
    return done


def check(who: Actor, feed: Feed, told: Read, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
    """Keep what our own check says of a feed: of an address by asking it, of a file by what reading it found.

    Whatever goes wrong here, what was taken in stays taken in.
    """
    levels = Counter(each.level for each in told.problems)
    checked: dict[str, Any] = {
        "at": timezone.now().isoformat(),
        "reader": told.fit.reader,
        "errors": levels[ERROR],
        "warnings": levels[WARNING],
        "verdict": "fail" if levels[ERROR] else "warn" if levels[WARNING] else "pass",
    }
    if feed.address and told.fit.reader in ANSWERS:
        try:
            checked |= _asked(feed.address, transport)
        except Exception as error:  # noqa: BLE001 - a feed must not be able to stop what it has given already
            log.warning("The check of a feed could not be finished: %s", type(error).__name__)
            checked |= {"verdict": "", "problem": str(error)[:300] or type(error).__name__}
    keep_check(who, feed, checked=checked)


def _asked(address: str, transport: httpx.AsyncBaseTransport | None) -> dict[str, Any]:
    from commonweal.openreferral.check import run

    report = run.check(address, most=MOST_ASKED, seconds=MOST_SECONDS, timeout=PATIENCE, transport=transport)
    said = report.as_dict()
    return said | {"findings": said["findings"][:40]}


def with_columns(rules: SourceMapping, found: list[Sheet]) -> dict[str, Any]:
    """A mapping as it is saved: with the columns that each of its sheets had, to see when they change."""
    plain = mapping.plain(rules)
    for rule, each in zip(rules.sheets, plain["sheets"], strict=True):
        sheet = _sheet_of(rule, rules, found)
        each["seen"] = list(sheet.columns) if sheet else []
    return plain


def _as_before(saved: Mapping[str, Any], found: list[Sheet]) -> list[Problem]:
    """Are the columns those that the mapping was saved for? One that is gone would empty a field of every entry."""
    rules = mapping.load(saved)
    if not any(each.get("seen") for each in saved.get("sheets") or [saved]):
        return _against(rules, found)
    notes: list[Problem] = []
    for rule, each in zip(rules.sheets, saved.get("sheets") or [saved], strict=True):
        sheet, seen = _sheet_of(rule, rules, found), each.get("seen") or []
        if sheet is None:
            continue
        gone = [name for name in seen if name not in sheet.columns and (rule.column(name) or name == rule.key)]
        new = [name for name in sheet.columns if name not in seen]
        if gone:
            raise Invalid(_columns_changed(gone, new))
        notes += [
            Problem(WARNING, f"{sheet.file}, {name}", _("This column is new. The mapping says nothing of it yet."))
            for name in new
            if rule.column(name) is None and seen
        ]
    return notes


def _columns_changed(gone: list[str], new: list[str]) -> str:
    said = _("The columns of this sheet have changed since its mapping was saved. No longer there: %(gone)s.") % {
        "gone": _named(gone)
    }
    if new:
        said += " " + _("New: %(new)s.") % {"new": _named(new)}
    return f"{said} " + _(
        "Nothing was taken in. Name the columns as before, or hand over a mapping for the new ones together with it."
    )


def _against(rules: SourceMapping, found: list[Sheet]) -> list[Problem]:
    """Columns that a mapping names and the sheet does not have: said, since a word may be misspelled."""
    notes = []
    for rule in rules.sheets:
        sheet = _sheet_of(rule, rules, found)
        missing = [name for name in rule.columns if "*" not in name and sheet and name not in sheet.columns]
        if sheet is None or len(missing) == len(rule.columns):
            raise Invalid(
                _("This mapping fits no sheet that was handed over: none has the columns %(names)s.")
                % {"names": _named(list(rule.columns))}
            )
        said = _("The mapping names a column “%(name)s” that this sheet does not have.")
        notes += [Problem(WARNING, f"{sheet.file}, {name}", said % {"name": name}) for name in missing]
    return notes


def _sheet_of(rule: SheetMapping, rules: SourceMapping, found: list[Sheet]) -> Sheet | None:
    """The sheet a rule is for: of those of its name, the one that has most of its columns."""
    fitting = [each for each in found if rules.of(each.name) is rule]
    return max(fitting, key=lambda each: sum(name in each.columns for name in rule.columns), default=None)


def _named(names: list[str]) -> str:
    more = f" … ({len(names)})" if len(names) > 12 else ""
    return ", ".join(f"“{name}”" for name in names[:12]) + more


def _is_sheet(source: str) -> bool:
    if source.startswith(("http://", "https://")):
        return False
    path = Path(source)
    if path.is_dir():
        return any(each.suffix.casefold() in SHEETS for each in path.iterdir())
    return path.suffix.casefold() in (*SHEETS, ".zip")
