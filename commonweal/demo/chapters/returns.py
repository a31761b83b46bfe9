"""Chapter 19: what partners send. Two of them count people for six quarters; one quarter never comes, one comes wrong.

A third, the council, has no account here and sends by a link whom it helps with their bins, by neighbourhood: a sign of
being out of sight. All are invented, and so is every number: none is taken from a real return.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from commonweal.demo import figures
from commonweal.demo.story import Story
from commonweal.evidence import changes as evidence
from commonweal.evidence import citing
from commonweal.evidence.models import Contract, Delivery
from commonweal.evidence.returns import changes, examples, ground, link_changes, links, tables
from commonweal.journal.actor import HOUSE
from commonweal.listening.beside import changes as beside
from commonweal.listening.models import Quote
from commonweal.methods.completeness.periods import Period, ended
from commonweal.people import changes as people
from commonweal.people.models import Account
from commonweal.people.roles import ORGANISATION

QUARTERS, DUE = 6, 30
EVERY_HOME, ALONE = "census2021.ts003_00", "census2021.ts003_02"  # all homes, and those of one older person alone
CODES: dict[str, Any] = examples.PATTERN["commonweal"]["group"]["codes"]  # type: ignore[index]
PEOPLE = {"A": 44, "B": 22, "M": 14, "O": 10, "W": 96, "Z": 34}  # in one group of neighbourhoods, a quarter
HARDER = {"A": 0.82, "B": 0.74, "M": 0.9, "O": 0.86, "W": 1.0, "Z": 0.94}
# The columns of each: name, title, out of which column, and how many of those in the best-off group.
THERAPIES = (
    ("referred", "People referred", "", 1.0),
    ("started", "Started within six weeks", "referred", 0.72),
    ("asked", "Asked how it was", "started", 0.8),
    ("well", "Would send a friend", "asked", 0.83),
    ("finished", "Finished", "started", 0.7),
    ("recovered", "Recovered", "finished", 0.5),
)
HOMES = (
    ("reported", "Households that reported damp", "", 0.6),
    ("mended", "Mended within 28 days", "reported", 0.66),
    ("asked", "Asked whether they felt heard", "reported", 0.7),
    ("heard", "Felt heard", "asked", 0.61),
)
MEASURES = {
    "talking-therapies": (
        ("started", "referred", "access", "Started within six weeks", "People who had a first talk, of those referred"),
        ("well", "asked", "experience", "Would send a friend", "People who would, of those asked"),
        (
            "recovered",
            "finished",
            "outcome",
            "Recovered",
            "People below the threshold at the end, of those who finished",
        ),
    ),
    "damp": (
        ("mended", "reported", "access", "Damp mended within 28 days", "Households, of those that reported damp"),
        ("heard", "asked", "experience", "Felt heard", "Households that felt heard, of those asked"),
    ),
}


def tell(story: Story) -> None:
    """Rukhsana agrees on three contracts; Femi puts in what came; Alison answers for the homes."""
    if Contract.objects.filter(place=story.place).exists():
        return
    talking = _partner(story, "talking", "Wenbeck Talking Therapies (invented)", "Talking therapies in four rooms.")
    homes = _partner(story, "homes", "Beckside Homes (invented)", "Nine hundred homes let by a housing association.")
    people.grant_role(
        HOUSE,
        Account.objects.get(email=f"alison@{story.recipe.slug}.example"),
        role="data_partner",
        scope_kind=ORGANISATION,
        scope_id=str(homes.pk),
        **story.once("alison/data_partner"),
    )
    quarters = _quarters()
    agreed = {}
    for key, title, partner, columns in (
        ("talking-therapies", "Talking therapies, by ethnic group", talking, THERAPIES),
        ("damp", "Damp in rented homes, by ethnic group", homes, HOMES),
    ):
        document = _document(key, title, columns, quarters[0])
        agreed[key] = changes.make_contract(
            story.who("rukhsana"), place=story.place, organization=partner, document=document
        )
    _therapies(story, agreed["talking-therapies"], quarters)
    _homes(story, agreed["damp"], quarters)
    _beside(story)
    _bins(story)


def untell(story: Story) -> None:
    """Contracts and files go before their organisations do."""
    changes.clear_invented(HOUSE, story.place)


def _therapies(story: Story, contract: Contract, quarters: list[Period]) -> None:
    """All six come. The fifth came with every number twice, was cited, was taken back, and came again."""
    for number, quarter in enumerate(quarters):
        if number == 4:
            bad = _send(story, contract, quarter, THERAPIES, days=16, times=2, name="twice")
            asked = citing.Asked(f"returns:{contract.key}.started", "", "", {"period": quarter.code})
            evidence.keep_figure(story.who("femi"), place=story.place, asked=asked)
            said = "Both teams’ systems were counted, and they are one system. Every number is twice what it should be."
            changes.withdraw_delivery(story.who("femi"), bad, reason=said)
        _send(story, contract, quarter, THERAPIES, days=24 if number == 4 else 18)


def _homes(story: Story, contract: Contract, quarters: list[Period]) -> None:
    """The third has not come yet. The last came late, and tells of half of the ground."""
    for number, quarter in enumerate(quarters):
        if number != 2:
            last = number == len(quarters) - 1
            _send(story, contract, quarter, HOMES, days=DUE + 12 if last else 25, part=0.5 if last else 1.0)


def _beside(story: Story) -> None:
    """Nasreen chooses a line to stand beside the number of those who felt heard."""
    line = Quote.objects.filter(voice=story.id("voice/mould")).order_by("start")[0]
    reason = "The form asks whether somebody came. It does not ask whether they believed us."
    beside.pair(story.who("nasreen"), line, indicator="returns:damp.heard", way="otherwise", reason=reason)


def _bins(story: Story) -> None:
    """The council’s collections team sends one year by a link. Where it helps fewer than eight, nobody is told."""
    council = story.organization("council")
    today = timezone.localdate()
    year = list(ended(Period(today.year - 2, 1, "year"), today))[-1]
    document = _bins_document(year)
    agreed = changes.make_contract(story.who("rukhsana"), place=story.place, organization=council, document=document)
    link, _code = link_changes.give_link(story.who("femi"), agreed, for_whom="The collections team (invented)")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["area", "year", "helped"])
    homes, alone = (figures.columns(story.land)[key] for key in (EVERY_HOME, ALONE))
    chance = np.random.default_rng([story.recipe.seed, 41, year.year])
    # More where more people of 65 or over live alone; in one neighbourhood of twenty nobody has ever asked.
    helped = np.where(chance.random(len(homes)) < 0.05, 0, chance.poisson(0.004 * homes + 0.11 * alone))
    writer.writerows([code, year.code, int(many)] for code, many in zip(story.land.codes, helped, strict=True))
    table = tables.read("assisted-bins.csv", out.getvalue().encode())
    came = min(year.end + timedelta(days=41), today)
    changes.keep_delivery(links.actor(link), agreed, table=table, file="assisted-bins.csv", came_on=came)


def _bins_document(year: Period) -> dict[str, Any]:
    area, period = (dict(each) for each in examples.PATTERN["fields"][:2])  # type: ignore[index]
    area |= {"description": "Code of the neighbourhood", "example": "DEMO-001"}
    period |= {"name": "year", "title": "Year", "example": year.code, "description": "Calendar year"}
    helped = {
        "name": "helped", "type": "integer", "title": "Homes helped with their bins", "example": "25",
        "description": "Homes from whose door the crew fetches the bins and brings them back",
        "constraints": {"required": True, "minimum": 0},
    }  # fmt: skip
    measure = {
        "key": "helped", "label": "Help with putting out bins", "top": "helped", "unit": "homes", "better": "",
        "aspect": "access", "definition": "Homes that are helped with their bins, of all homes",
        "census": {"everybody": EVERY_HOME, "per": 1000}, "marker": "assisted_bins",
    }  # fmt: skip
    return {
        "name": "assisted-bins", "title": "Help with bins, by neighbourhood (invented)",
        "description": "Invented, as is everything here. Counts of homes by neighbourhood and year.",
        "missingValues": ["", "n/k"], "fields": [area, period, helped], "primaryKey": ["area", "year"],
        "commonweal": {
            "area": {"field": "area", "kind": "neighbourhood"},
            "period": {"field": "year", "every": "year", "first": year.code, "due_days": 60},
            "group": None, "measures": [measure], "licence": "OGL-UK-3.0", "small_numbers": None,
        },
    }  # fmt: skip


def _partner(story: Story, key: str, name: str, description: str) -> Any:
    return story.add_organization(story.who("rukhsana"), key, name=name, description=description)


def _quarters() -> list[Period]:
    """The last six that have ended."""
    today = timezone.localdate()
    first = Period(today.year - 2, 1, "quarter")
    return list(ended(first, today))[-QUARTERS:]


def _document(key: str, title: str, columns: tuple[tuple[str, str, str, float], ...], first: Period) -> dict[str, Any]:
    texts = [dict(each) for each in examples.PATTERN["fields"][:3]]  # type: ignore[index]
    texts[0] |= {
        "title": "Group of neighbourhoods",
        "description": "Code of the group of neighbourhoods",
        "example": "DEMO-M1",
    }
    counts = [
        {
            "name": name,
            "type": "integer",
            "title": words,
            "description": "",
            "example": "12",
            "constraints": {"minimum": 0},
        }
        for name, words, _of, _share in columns
    ]
    measures = [
        {"key": top, "top": top, "bottom": bottom, "aspect": aspect, "label": label, "definition": definition,
         "unit": "people" if key != "damp" else "households", "better": "higher"}
        for top, bottom, aspect, label, definition in MEASURES[key]
    ]  # fmt: skip
    ours = dict(examples.PATTERN["commonweal"])  # type: ignore[call-overload]
    ours |= {
        "area": {"field": "area", "kind": "group"},
        "period": {"field": "quarter", "every": "quarter", "first": first.code, "due_days": DUE},
        "measures": measures,
    }
    return {
        "name": key,
        "title": title,
        "description": "Invented, as is everything here. Counts of people by area, quarter and ethnic group.",
        "missingValues": ["", "n/k"],
        "fields": [*texts, *counts],
        "primaryKey": ["area", "quarter", "ethnicity"],
        "commonweal": ours,
    }


def _send(
    story: Story,
    contract: Contract,
    quarter: Period,
    columns: tuple[tuple[str, str, str, float], ...],
    *,
    days: int,
    part: float = 1.0,
    times: int = 1,
    name: str = "",
) -> Delivery:
    """One quarter's file, as it came by e-mail to Femi."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["area", "quarter", "ethnicity", *(each[0] for each in columns)])
    codes = list(ground.of(story.place, "group").names)
    chance = np.random.default_rng([story.recipe.seed, 40, quarter.year, quarter.first_month, len(columns)])
    for area in codes[: max(1, round(part * len(codes)))]:
        for group in CODES:
            writer.writerow([area, quarter.code, group, *_counts(chance, columns, group, times)])
    file = "-".join(filter(None, (contract.key, quarter.code, name))) + ".csv"
    came = min(quarter.end + timedelta(days=days), timezone.localdate())
    return changes.keep_delivery(
        story.who("femi"),
        contract,
        table=tables.read(file, out.getvalue().encode()),
        file=file,
        channel=Delivery.FOR_THEM,
        how="came by e-mail (invented)",
        came_on=came,
    )


def _counts(
    chance: np.random.Generator, columns: tuple[tuple[str, str, str, float], ...], group: str, times: int
) -> Iterator[int]:
    made: dict[str, int] = {}
    for name, _words, of, share in columns:
        if of:
            made[name] = int(chance.binomial(made[of], share * HARDER[group]))
        else:
            made[name] = int(chance.poisson(PEOPLE[group] * share))
    yield from (each * times for each in made.values())
