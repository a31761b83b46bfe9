"""Grants as funders publish them by the 360Giving data standard (JSON).

The recipient's postcode is its office, not where the help goes; only some funders say where that is. Both are read,
and kept apart. Amounts are sometimes whole numbers, sometimes not; dates are ISO with a time zone. Grants to people
(recipientIndividual) are not read: the house keeps no list of who was given money.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, open_binary
from commonweal.feeds.columns import is_code, not_this
from commonweal.feeds.postcode import normal_postcode
from commonweal.feeds.records import Grant
from commonweal.feeds.web_address import web_address

SOURCE = Source(
    key="grants",
    title="Grants published by the 360Giving data standard",
    publisher="The funders, through the 360Giving Data Registry",
    licence="unstated",
    vintage="each grant’s own date",
    every="funder by funder",
    address="https://www.threesixtygiving.org/data/",
    attribution="Data published by funders by the 360Giving data standard.",
    note=(
        "Only funders who publish are here, so a short list may mean few publish. Where a grant’s help goes is known "
        "only where its funder says so. The registry asks funders for an open licence; these files do not repeat it."
    ),
)
NEEDED = ("id", "title", "amountAwarded", "awardDate", "fundingOrganization")
# A neighbourhood's code does not say its year. The standard's tables are of 2011 unless the funder says otherwise.
KINDS = {"LSOA": "lsoa11", "LSOA11": "lsoa11", "LSOA21": "lsoa21"}


def recognise(head: Head) -> Source | None:
    """Known by a list of grants whose first has the standard’s fields."""
    start = head.text.lstrip()[:1]
    if start not in {"{", "["} or '"fundingOrganization"' not in head.text:
        return None
    return SOURCE if '"amountAwarded"' in head.text and '"grants"' in head.text else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A list of grants, not of figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[Grant]:
    """Every grant to an organisation. Its place in the list stands for its line."""
    for place, row in enumerate(_grants(path), start=1):
        try:
            grant = _grant(row)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, InvalidOperation) as wrong:
            who = str(row.get("id", ""))[:80] if isinstance(row, Mapping) else ""
            reason = f"Grant {who or place} cannot be read: {_why(wrong)} Ask its funder to correct it."
            refuse(Refused(path.name, place, reason))
            continue
        yield grant


def _grants(path: Path) -> list[Any]:
    try:
        with open_binary(path) as stream:
            held = json.load(io.TextIOWrapper(stream, encoding="utf-8-sig"), parse_float=Decimal)
    except (ValueError, EOFError, OSError) as wrong:
        raise not_this(path, SOURCE, "it is not whole: it was cut short on its way, or is no JSON.") from wrong
    rows = held.get("grants") if isinstance(held, dict) else None
    if not isinstance(rows, list):
        raise not_this(path, SOURCE, "it holds no list named “grants”.")
    return rows


def _why(wrong: Exception) -> str:
    if isinstance(wrong, KeyError):
        return f"it has no “{wrong.args[0]}”."
    return f"{str(wrong).rstrip('.')[:120] or type(wrong).__name__}."


def _grant(row: Mapping[str, Any]) -> Grant:
    missing = next((name for name in NEEDED if row.get(name) in (None, "", [])), None)
    if missing:
        raise KeyError(missing)
    if row.get("recipientIndividual"):
        raise ValueError("it was given to a person, and grants to people are not kept here")
    recipient, funder = row["recipientOrganization"][0], row["fundingOrganization"][0]
    planned = (row.get("plannedDates") or [{}])[0]
    amount = Decimal(str(row["amountAwarded"]))
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"“{amount}” is no amount")
    return Grant(
        grant_id=str(row["id"]),
        title=_text(row["title"]),
        description=_text(row.get("description")),
        currency=_text(row.get("currency")) or "GBP",
        amount=f"{amount:.2f}",
        awarded=_day(row["awardDate"]),
        starts=_day(planned.get("startDate")),
        ends=_day(planned.get("endDate")),
        recipient=_text(recipient["name"]),
        recipient_id=_text(recipient.get("id")),
        funder=_text(funder["name"]),
        programme=_text((row.get("grantProgramme") or [{}])[0].get("title")),
        benefits=tuple(_benefits(row.get("beneficiaryLocation") or [])),
        office=normal_postcode(_text(recipient.get("postalCode"))) or "",
        address=web_address(_text(row.get("dataSource"))) or "",
    )


def _text(value: object) -> str:
    return " ".join(str(value or "").split())


def _day(value: object) -> str:
    """ "2015-06-10T00:00:00+00:00" → "2015-06-10": the day as the funder wrote it, in the funder's own zone."""
    text = _text(value)
    return datetime.fromisoformat(text.replace("Z", "+00:00")).date().isoformat() if text else ""


def _benefits(places: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Where it helps: neighbourhoods and councils by their codes. Names without a code tell no ground."""
    for each in places:
        code, kind = _text(each.get("geoCode")), _text(each.get("geoCodeType")).upper()
        if not is_code(code):
            continue
        if code.startswith("E01"):
            yield KINDS.get(kind, "lsoa11"), code
        elif code[:3] in {"E06", "E07", "E08", "E09"}:
            yield "lad24", code
