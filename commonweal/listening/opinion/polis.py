"""Conversations as Polis exports them: a folder of CSV files, read and written.

comments.csv has the statements, votes.csv the log of votes, participants-votes.csv one row for each participant. Not
every export has the log; where it is there, it is believed. Counts that the files bring are never believed: they were
made from every vote, changed ones too, and agree with a recount for most statements only.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonweal.core.errors import Invalid, NotFound

COMMENTS, VOTES, PARTICIPANTS, SUMMARY = "comments.csv", "votes.csv", "participants-votes.csv", "summary.csv"
OUT = "-1"  # what `moderated` says of a statement that was taken out
BESIDE = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")


@dataclass(frozen=True, slots=True)
class PolisStatement:
    """A statement of an export, with the counts that stand beside it there."""

    id: int
    words: str
    out: bool
    agrees: int
    disagrees: int


@dataclass(frozen=True, slots=True)
class Export:
    """What an export holds: statements, and votes in the order in which they were cast."""

    topic: str
    statements: dict[int, PolisStatement]
    log: Sequence[tuple[int, int, int]]  # person, statement, vote
    from_log: bool  # False: from one row for each participant


def read(folder: Path) -> Export:
    """Read a folder of a Polis export."""
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder}.")
    if not (folder / COMMENTS).is_file() or not ((folder / VOTES).is_file() or (folder / PARTICIPANTS).is_file()):
        raise Invalid(f"{folder} is no Polis export: it needs {COMMENTS}, and {VOTES} or {PARTICIPANTS}.")
    try:
        statements = {each.id: each for each in map(_statement, _rows(folder / COMMENTS))}
        from_log = (folder / VOTES).is_file()
        log = _log(folder / VOTES) if from_log else _from_participants(folder / PARTICIPANTS)
    except (KeyError, ValueError) as error:
        raise Invalid(f"{folder} cannot be read as a Polis export: {error}.") from None
    return Export(_topic(folder / SUMMARY), statements, log, from_log)


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def _statement(row: dict[str, str]) -> PolisStatement:
    return PolisStatement(
        int(row["comment-id"]),
        row["comment-body"],
        row.get("moderated", "").strip() == OUT,
        int(row.get("agrees") or 0),
        int(row.get("disagrees") or 0),
    )


def _log(path: Path) -> list[tuple[int, int, int]]:
    """Votes by when they were cast; of those of one millisecond, the later line counts."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        names = next(reader, [])
        when, statement, person, vote = (names.index(each) for each in ("timestamp", "comment-id", "voter-id", "vote"))
        rows = [(int(row[when]), int(row[person]), int(row[statement]), int(row[vote])) for row in reader if row]
    rows.sort(key=lambda row: row[0])
    return [row[1:] for row in rows]


def _from_participants(path: Path) -> list[tuple[int, int, int]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        names = next(reader, [])
        person = names.index("participant")
        columns = [(place, int(name)) for place, name in enumerate(names) if name.strip().isdigit()]
        return [
            (int(row[person]), statement, int(row[place]))
            for row in reader
            if row
            for place, statement in columns
            if row[place] not in ("", " ")
        ]


def _topic(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return next((row[1] for row in csv.reader(stream) if len(row) > 1 and row[0] == "topic"), "")


def participants_csv(statements: Sequence[int], rows: Iterable[Sequence[int | None]]) -> str:
    """participants-votes.csv: one row for each participant, by a number that says nothing; "" where unseen."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*BESIDE, *statements])
    for number, votes in enumerate(rows):
        cast = [each for each in votes if each is not None]
        beside = [number, "", "", len(cast), cast.count(1), cast.count(-1)]
        writer.writerow([*beside, *("" if each is None else each for each in votes)])
    return out.getvalue()


def comments_csv(rows: Iterable[tuple[int, str, bool, int, int]]) -> str:
    """comments.csv: id, words, taken out or not, agrees, disagrees. No times and no authors: they could tell who."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow("timestamp datetime comment-id author-id agrees disagrees moderated comment-body".split())
    for id, words, taken_out, agrees, disagrees in rows:
        writer.writerow(["", "", id, "", agrees, disagrees, OUT if taken_out else 1, words])
    return out.getvalue()
