"""What a service says of itself, sorted by how much it says about what the service is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from commonweal.openreferral.serving.documents import Document
from commonweal.openreferral.serving.facts import each, texts

NAME, HELPS, KIND, MORE = "name", "helps with", "kind", "more"
ORGANISATION, VENUES, DESCRIPTION, WHO_FOR = "organisation", "venues", "description", "who it is for"
CALLED = "called"  # its names whole, for whoever types a name
# How much a word counts where it stands.
FIELDS = MappingProxyType(
    {NAME: 2.0, HELPS: 3.0, KIND: 2.0, MORE: 0.7, ORGANISATION: 0.7, VENUES: 0.7, DESCRIPTION: 1.2, WHO_FOR: 1.0}
)
# Attributes that say where an entry comes from say nothing about what it is for.
UNSAID = frozenset({"taken from"})
# Terms by whose code a service can be asked for: what is answered yes is so, and one of a few is its own words.
ASKED = "commonweal"
Texts = dict[str, list[str]]


def of(document: Document) -> Texts:
    """The texts of a service by field, each as it is written."""
    found: Texts = {
        CALLED: texts(document, "name", "alternate_name"),
        NAME: [],
        HELPS: [],
        KIND: [],
        MORE: [],
        ORGANISATION: _named(document.get("organization")),
        VENUES: [name for location in locations(document) for name in _named(location)],
        DESCRIPTION: [*texts(document, "description", "alert"), *_descriptions(document)],
        WHO_FOR: texts(document, "eligibility_description"),
    }
    found[NAME] = [_without(name, found[VENUES]) for name in found[CALLED]]
    for inner in (document, *each(document, "service_at_locations")):
        _attributes(found, inner)
    return found


def _without(name: str, venues: list[str]) -> str:
    """ "Lunch at Garden Street Chapel" is about lunch: what the venue is called says where, not what."""
    left = name
    for venue in venues:
        left = left.replace(venue, " ") if venue else left
    # Where nothing is left, it is called what its venue is called.
    return left if set(words(left.casefold())) - {"at", "in", "the", "of", "by", "on"} else name


def locations(document: Document) -> Iterator[Document]:
    """Every location a service is at."""
    for at in each(document, "service_at_locations"):
        if isinstance(at.get("location"), dict):
            yield at["location"]


def helps(document: Document) -> str:
    """What it helps with, as one text."""
    return ", ".join(of(document)[HELPS])


def _named(inner: object) -> list[str]:
    return texts(inner, "name", "alternate_name") if isinstance(inner, dict) else []


def _descriptions(document: Document) -> list[str]:
    program = document.get("program")
    within = [program] if isinstance(program, dict) else []
    return [
        said for inner in (*within, *each(document, "service_at_locations")) for said in texts(inner, "description")
    ]


def _attributes(found: Texts, document: Document) -> None:
    for attribute in each(document, "attributes"):
        label = str(attribute.get("label") or "").strip()
        term = attribute.get("taxonomy_term")
        term = term if isinstance(term, dict) else {}
        said = [*texts(attribute, "value"), *texts(term, "name")]
        if label.casefold() in UNSAID:
            continue
        if str(term.get("taxonomy") or "").casefold() == ASKED:
            answer = said[0] if said else ""
            term, said = {}, [] if answer == "no" else [label] if answer == "yes" else [answer]
            label = ""
        if label.casefold() == HELPS or str(term.get("taxonomy") or "").casefold() == HELPS:
            kept = found[HELPS]
        elif term:
            kept = found[KIND]
        else:
            kept, said = found[MORE], [label, *said]
        kept += [each for each in said if each and each not in kept]


def words(text: str) -> list[str]:
    """A text cut where its words are."""
    return re.findall(r"\w+", text)
