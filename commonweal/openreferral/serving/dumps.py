"""Everything at once, as the standard's package of CSV tables. Made when first asked for after a change, then kept."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

import orjson

from commonweal.openreferral.serving import tables
from commonweal.openreferral.serving.answers import Answer
from commonweal.openreferral.serving.documents import KINDS, Document
from commonweal.openreferral.serving.reader import View
from commonweal.openreferral.standard import MANY, TABLES, Kind, kind, kinds

PIECE = 256_000
_making = threading.Lock()


def package(view: View, title: str, licence: str) -> Answer:
    """The package as it is now."""
    path = view.folder / tables.DUMPS / f"hsds-{view.epoch}-{view.seq}.zip"
    with _making:
        if not path.exists():
            _make(view, path, title, licence)
    headers = {
        "Content-Disposition": 'attachment; filename="hsds.zip"',
        "Content-Length": str(path.stat().st_size),
        "Cache-Control": "public, max-age=0, must-revalidate",
    }
    return Answer(_pieces(path), type="application/zip", headers=headers)


def rows_of(name: str, document: Document, parents: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A nested document as rows of tables, each with the ids of what it belongs to."""
    of = kind(name)
    row = {field.name: document[field.name] for field in of.plain if document.get(field.name) is not None}
    for field in of.plain:
        if field.name in parents:
            row.setdefault(field.name, parents[field.name])
    for field in of.nested:
        held = document.get(field.name) or []
        for inner in held if field.is_ == MANY else [held]:
            if not isinstance(inner, dict):
                continue
            if field.is_ != MANY:
                _point(of, row, field.of, inner)
            yield from rows_of(field.of, inner, _parents(name, document))
    yield name, row


def _parents(name: str, document: Document) -> dict[str, str]:
    """The ids that what is nested in a document points back with."""
    known = str(document.get("id", ""))
    return {
        f"{name}_id": known,
        "link_id": known,
        "link_entity": name,
        "resource_id": known,
        "resource_type": name,
    }


def _point(of: Kind, row: dict[str, Any], inner: str, document: Document) -> None:
    """A row points to the one object it has."""
    if f"{inner}_id" in of.fields:
        row.setdefault(f"{inner}_id", document.get("id"))


def _make(view: View, path: Path, title: str, licence: str) -> None:
    path.parent.mkdir(exist_ok=True)
    for old in path.parent.glob("hsds-*"):
        old.unlink(missing_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        names = _tables(view, Path(folder))
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as made:
            made.writestr("datapackage.json", json.dumps(_described(names, title, licence), indent=1))
            for name in names:
                made.write(Path(folder) / f"{name}.csv", f"{TABLES[name][0]}.csv")
    beside.replace(path)


def _tables(view: View, folder: Path) -> list[str]:
    """One file for each kind of row there is. What several records hold is written once."""
    seen = sqlite3.connect(folder / "seen.sqlite3", isolation_level=None)
    seen.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;")
    seen.execute("CREATE TABLE seen(name TEXT, id TEXT, PRIMARY KEY(name, id)) WITHOUT ROWID")
    written: dict[str, csv.DictWriter[str]] = {}
    with ExitStack() as files:
        for top in KINDS:
            for some in view.all_rows(top, full=True):
                for document in some:
                    for name, row in rows_of(top, orjson.loads(document), {}):
                        _write(seen, files, folder, written, name, row)
    seen.close()
    return [name for name in kinds() if name in written]


def _write(
    seen: sqlite3.Connection,
    files: ExitStack,
    folder: Path,
    written: dict[str, csv.DictWriter[str]],
    name: str,
    row: Document,
) -> None:
    if not row.get("id"):
        return
    if not seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (name, str(row["id"]))).rowcount:
        return
    if name not in written:
        file: TextIO = files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
        written[name] = csv.DictWriter(file, [field.name for field in kind(name).plain])
        written[name].writeheader()
    written[name].writerow(row)


def _described(names: list[str], title: str, licence: str) -> dict[str, Any]:
    """What a reader of data packages needs: which file holds what, and how tables point to each other."""
    types = {"number": "number", "date": "date", "datetime": "datetime", "time": "time"}
    described = []
    for name in names:
        fields = [
            {
                "name": field.name,
                "type": types.get(field.is_, "string"),
                "constraints": {"required": field.tabular_required},
            }
            for field in kind(name).plain
        ]
        described.append(
            {
                "name": TABLES[name][0],
                "path": f"{TABLES[name][0]}.csv",
                "profile": "tabular-data-resource",
                "schema": {"primaryKey": "id", "fields": fields},
            }
        )
    return {
        "name": "human_services_data",
        "title": title,
        "profile": "tabular-data-package",
        "licenses": [{"path" if "://" in licence else "title": licence}],
        "resources": described,
    }


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
