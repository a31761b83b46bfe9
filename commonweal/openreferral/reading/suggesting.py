"""A first guess at a mapping from the names of a sheet's columns, for a person to look over.

>>> suggest(["Activity name", "Postcode", "Shoe size"]).columns["Postcode"].to
'locations[].addresses[].postal_code'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz import fuzz, process

from commonweal.openreferral.reading.mapping import Column, SheetMapping, SourceMapping, load, templates

SURE = 86  # out of 100; below it a column is left for a person to place
ENOUGH = 0.7  # of a known sheet's columns must be there for its mapping to be the guess
# Words people head their columns with → field. The first words are what we would call it.
NAMES = MappingProxyType(
    {
        "id": ("id", "identifier", "reference", "ref", "record id", "uuid", "service id", "import id"),
        "name": ("name", "title", "service name", "activity", "activity name", "group name", "service", "event name"),
        "alternate_name": ("alternate name", "other name", "also known as", "alias"),
        "description": ("description", "about", "details", "what happens", "summary", "service description"),
        "url": ("website", "url", "web", "web address", "link", "web site", "service url"),
        "email": ("email", "e mail", "email address", "service email"),
        "phones[].number": (
            "phone",
            "telephone",
            "tel",
            "phone number",
            "telephone number",
            "contact number",
            "telephone no",
            "phone no",
            "mobile",
        ),
        "organization.name": (
            "organisation",
            "organization",
            "organisation name",
            "provider",
            "provider name",
            "organisation provider",
            "run by",
        ),
        "contacts[].name": ("contact name", "contact", "contact person", "lead", "who to ask for"),
        "contacts[].title": ("contact title", "contact role", "job title", "role"),
        "contacts[].email": ("contact email",),
        "contacts[].phones[].number": ("contact phone", "contact telephone"),
        "locations[].name": ("venue", "venue name", "location", "location name", "where", "place", "building"),
        "locations[].addresses[].address_1": ("address", "street", "street address", "address 1", "address line 1"),
        "locations[].addresses[].address_2": ("address 2", "address line 2"),
        "locations[].addresses[].city": ("town", "city", "town or city", "post town"),
        "locations[].addresses[].state_province": ("county", "state", "state province"),
        "locations[].addresses[].postal_code": ("postcode", "post code", "postal code", "zip", "zip code"),
        "locations[].latitude": ("latitude", "lat"),
        "locations[].longitude": ("longitude", "lon", "lng", "long"),
        "schedules[].weekday": ("day", "days", "weekday", "day of the week", "which day", "when"),
        "schedules[].opens_at": ("start time", "starts", "opens", "opens at", "from", "time from", "opening time"),
        "schedules[].closes_at": (
            "end time",
            "ends",
            "finishes",
            "closes",
            "closes at",
            "until",
            "time to",
            "closing time",
        ),
        "schedules[].valid_from": ("start date", "date from", "first date"),
        "schedules[].valid_to": ("end date", "date to", "last date"),
        "schedules[].attending_type": ("how to attend", "attendance", "online or in person"),
        "cost_options[].amount": ("cost", "price", "fee", "amount", "charge"),
        "cost_options[].option": ("cost for", "cost option", "who pays", "price type"),
        "cost_options[].amount_description": ("cost description", "cost details", "cost type"),
        "fees_description": ("fees", "fees description", "costs"),
        "minimum_age": ("minimum age", "min age", "age from", "youngest", "lowest age"),
        "maximum_age": ("maximum age", "max age", "age to", "oldest", "highest age"),
        "eligibility_description": ("eligibility", "who for", "who is it for", "who can come", "eligible"),
        "application_process": (
            "how to join",
            "application process",
            "referral",
            "how to refer",
            "booking",
            "how to apply",
        ),
        "attributes[].taxonomy_term.name": ("category", "categories", "type", "kind", "taxonomy", "themes", "tags"),
        "locations[].accessibility[].description": ("accessibility", "access", "disabled access"),
        "languages[].name": ("language", "languages", "languages spoken"),
        "service_areas[].name": ("area", "service area", "areas covered", "coverage", "area served"),
        "assured_date": ("last checked", "assured date", "last confirmed", "last reviewed"),
        "status": ("status",),
    }
)
SPLIT = {
    "attributes[].taxonomy_term.name",
    "locations[].accessibility[].description",
    "languages[].name",
    "service_areas[].name",
}
_WORDS = {words: path for path, spellings in NAMES.items() for words in spellings}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A guess: the mapping, which known sheet it is if any, how sure each column is, and what found no place."""

    mapping: SourceMapping
    template: str
    sure: dict[str, float]
    left: tuple[str, ...]

    @property
    def columns(self) -> dict[str, Column]:
        """The rules of the first sheet."""
        return dict(self.mapping.sheets[0].columns)


def suggest(columns: Sequence[str], *, kind: str = "service", title: str = "") -> Suggestion:
    """Guess where each column goes; two columns never share a field that holds one value."""
    template = known(columns)
    if template:
        mapping = load(template)
        rules = [rule for rule in mapping.sheets if any(each in rule.columns for each in columns)]
        placed = {name: 100.0 for name in columns if any(rule.column(name) for rule in rules)}
        return Suggestion(mapping, template, placed, tuple(name for name in columns if name not in placed))
    guesses = sorted(((_best(name), name) for name in columns), key=lambda each: -each[0][1])
    found: dict[str, Column] = {}
    sure: dict[str, float] = {}
    for (path, score), name in guesses:
        if score >= SURE and path not in {each.to for each in found.values()}:
            found[name] = Column(to=path, split=";" if path in SPLIT else "")
            sure[name] = round(score, 1)
    key = next((name for name, rule in found.items() if rule.to == "id"), "")
    ordered = {name: found[name] for name in columns if name in found}
    sheet = SheetMapping(kind, ordered, key=key)
    return Suggestion(SourceMapping(title, (sheet,)), "", sure, tuple(name for name in columns if name not in found))


def known(columns: Sequence[str]) -> str:
    """The name of the mapping that comes with us and fits these columns, if one does."""
    have, best, name = set(columns), 0.0, ""
    for each in templates():
        for rule in load(each).sheets:
            wanted = {column for column in rule.columns if "*" not in column}
            share = len(wanted & have) / len(wanted) if wanted else 0.0
            if share >= ENOUGH and len(wanted & have) > 3 and share > best:
                best, name = share, each
    return name


def _best(name: str) -> tuple[str, float]:
    words = _plain(name)
    if words in _WORDS:
        return _WORDS[words], 100.0
    found = process.extractOne(words, _WORDS.keys(), scorer=fuzz.WRatio)
    # A short word within a long heading is not yet the same thing ("age" in "page").
    if not found or min(len(found[0]), len(words)) < 4:
        return "", 0.0
    exact = fuzz.token_sort_ratio(words, found[0])
    return _WORDS[found[0]], max(exact, 0.9 * float(found[1]))


def _plain(name: str) -> str:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(name))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", parted.casefold()).split())
