"""Which reader fits an address, a file or a folder, and why: for a person who has only been sent "our data"."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from commonweal.openreferral.reading import (
    hsds_api,
    hsds_csv,
    hsds_files,
    mapped_sheet,
    mapping,
    openactive,
    orservices,
    oruk_v1,
    sheets,
    suggesting,
)
from commonweal.openreferral.reading.record import Reading

API, FILES, CSV, V1, ORSERVICES, SHEET, OPENACTIVE = (
    "hsds_api", "hsds_files", "hsds_csv", "oruk_v1", "orservices", "mapped_sheet", "openactive",
)  # fmt: skip
ENOUGH_TABLES = 2  # one file called "services" may be anybody's sheet; two tables that join are the standard's


@dataclass(frozen=True, slots=True)
class Fit:
    """The reader that fits, in words why; for a sheet the mapping to read it with (a guess where none is known)."""

    reader: str
    why: str
    mapping: mapping.SourceMapping | None = None


class Unknown(ValueError):
    """No reader fits; the message says what was found."""


def detect(source: str | Path, *, transport: httpx.BaseTransport | None = None) -> Fit:
    """Which reader fits, and why."""
    if _on_the_web(source):
        return _address(str(source).rstrip("/"), transport)
    path = Path(source)
    if not path.exists():
        raise Unknown(f"There is nothing at {path}.")
    if path.suffix.casefold() in hsds_files.SUFFIXES:
        return _json(path)
    if path.is_dir() and not any(each.suffix.casefold() in (".csv", ".xlsx") for each in path.iterdir()):
        found = hsds_files.files(path)
        if not found:
            raise Unknown(f"{path} holds neither JSON nor CSV files nor spreadsheets.")
        return next((fit for each in found if (fit := _json(each)).reader != FILES), _json(found[0]))
    return _tables(path)


def read(source: str | Path, *, transport: httpx.BaseTransport | None = None, fit: Fit | None = None) -> Reading:
    """Read whatever it is with the reader that fits."""
    found = fit or detect(source, transport=transport)
    if found.reader == SHEET:
        return mapped_sheet.read(Path(source), found.mapping or {})
    if _on_the_web(source):
        asked = openactive.read if found.reader == OPENACTIVE else hsds_api.read
        return asked(str(source), transport=transport)
    readers: dict[str, Callable[[Path], Reading]] = {
        FILES: hsds_files.read,
        V1: hsds_files.read,
        CSV: hsds_csv.read,
        ORSERVICES: orservices.read,
        OPENACTIVE: openactive.read,
    }
    return readers[found.reader](Path(source))


def _on_the_web(source: str | Path) -> bool:
    return isinstance(source, str) and source.startswith(("http://", "https://"))


def _address(url: str, transport: httpx.BaseTransport | None) -> Fit:
    headers = {"User-Agent": hsds_api.WHO}
    with httpx.Client(transport=transport, headers=headers, timeout=hsds_api.PATIENCE, follow_redirects=True) as client:
        root = _asked(client, url)
        if openactive.fits(root):
            return Fit(
                OPENACTIVE, "it answers with a page of items and the address of the next, as OpenActive feeds do"
            )
        if isinstance(root, Mapping) and root.get("version"):
            version = str(root["version"])
            old = "1.0" in version and "3" not in version
            return Fit(V1 if old else API, f"it says at its own address that it is {version}")
        page = _asked(client, f"{url}/services")
        if oruk_v1.speaks(page):
            return Fit(
                V1, "it does not say its version, and its services come in pages of “content”, as version 1 has them"
            )
        if hsds_files.page(page) is not None:
            return Fit(API, "it does not say its version, and its services come in pages of “contents”")
    raise Unknown(f"{url} answers neither as an Open Referral API (at / and /services) nor as an OpenActive feed.")


def _asked(client: httpx.Client, url: str) -> Any:
    try:
        answer = client.get(url)
        return answer.json() if answer.is_success else None
    except (httpx.HTTPError, ValueError):
        return None


def _json(path: Path) -> Fit:
    text = path.read_text("utf-8-sig").strip()
    try:
        told = json.loads(text if path.suffix == ".json" else text.split("\n", 1)[0] or "{}")
    except ValueError:
        raise Unknown(f"{path.name} is no JSON.") from None
    if openactive.fits(told):
        return Fit(
            OPENACTIVE, f"{path.name} is a page of items and the address of the next, as OpenActive feeds have them"
        )
    rows = told if isinstance(told, list) else hsds_files.page(told)
    first = rows[0] if rows else told
    if oruk_v1.speaks(told) or oruk_v1.speaks(first):
        return Fit(V1, f"{path.name} has pages of “content”, or services with eligibilities, as version 1 has them")
    return Fit(FILES, f"{path.name} holds nested objects")


def _tables(path: Path) -> Fit:
    found = sheets.read(path)
    if not found:
        raise Unknown(f"{path} holds no table.")
    columns = {name for sheet in found for name in sheet.columns}
    if orservices.fits(columns):
        return Fit(ORSERVICES, "its columns (service_recordid …) are ORServices' own")
    template = next((name for sheet in found if (name := suggesting.known(sheet.columns))), "")
    if template:
        return Fit(SHEET, f"its columns are those of the mapping “{template}”", mapping.load(template))
    tables = sorted(
        {kind for sheet in found if (kind := hsds_csv.kind_of(sheet.name)) and "id" in _plain(sheet.columns)}
    )
    if len(tables) >= ENOUGH_TABLES or (tables and path.is_dir()):
        return Fit(CSV, f"its files are the standard's tables ({', '.join(tables[:5])} …)")
    guess = suggesting.suggest(found[0].columns, title=found[0].name)
    left = f"; {len(guess.left)} columns found no place" if guess.left else ""
    return Fit(
        SHEET,
        f"it is a sheet of its own kind: {len(guess.sure)} columns were guessed by their names{left}",
        guess.mapping,
    )


def _plain(columns: tuple[str, ...]) -> set[str]:
    return {each.casefold() for each in columns}
