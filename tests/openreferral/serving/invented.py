"""Invented services for the tests of the public API: few, and unlike each other in all that can be asked for."""

from __future__ import annotations

import json
import random
import uuid
from typing import Any

Document = dict[str, Any]

POSTCODES = {"AA1 1AA": (53.70, -1.80), "AA2 2BB": (53.75, -1.50), "ZZ9 9ZZ": (10.0, 10.0)}
WORDS = "choir garden café walking lunch quiet singing boxing memory repair allotment drop in Bücher men's shed".split()
SQUARE = json.dumps(
    {"type": "Polygon", "coordinates": [[[-1.9, 53.6], [-1.7, 53.6], [-1.7, 53.8], [-1.9, 53.8], [-1.9, 53.6]]]}
)
EAST = json.dumps(
    {
        "type": "Feature",
        "properties": {},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[-1.6, 53.7], [-1.4, 53.7], [-1.4, 53.8], [-1.6, 53.8], [-1.6, 53.7]]],
        },
    }
)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def known(said: str) -> str:
    """The same id for the same thing."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, said))


class Place:
    """An invented directory; `seed` makes another one."""

    def __init__(self, seed: int = 1, count: int = 60) -> None:
        self.chance = random.Random(seed)
        self.taxonomies = [
            {
                "id": known(f"taxonomy {n}"),
                "name": f"List {n}",
                "description": "Invented",
                "uri": "https://example.org/list",
            }
            for n in range(2)
        ]
        self.terms: list[Document] = []
        for n in range(8):
            term = {"id": known(f"term {n}"), "name": WORDS[n], "description": "Invented", "taxonomy": f"List {n % 2}"}
            term |= {"taxonomy_id": self.taxonomies[n % 2]["id"], "taxonomy_detail": self.taxonomies[n % 2]}
            self.terms.append(term | ({"parent_id": known(f"term {n % 3}")} if n > 2 else {}))
        self.organizations = [self.organization(n) for n in range(5)]
        self.services = [self.service(n) for n in range(count)]

    def documents(self) -> list[tuple[str, Document]]:
        """All of it, as it is put into a store."""
        found = [("taxonomy", each) for each in self.taxonomies] + [("taxonomy_term", each) for each in self.terms]
        found += [("organization", each) for each in self.organizations]
        for each in self.services:
            found += [("service", each), *(("service_at_location", place) for place in each["service_at_locations"])]
        return found

    def of(self, kind: str) -> list[Document]:
        """All of one kind, in the order they were put."""
        return [document for each, document in self.documents() if each == kind]

    def organization(self, number: int) -> Document:
        """An organisation; the last one has a term of its own."""
        found = {
            "id": known(f"organization {number}"),
            "name": f"Club {WORDS[number]}",
            "description": "Invented",
            "website": "https://example.org",
        }
        return found | ({"attributes": [self.attribute(f"organization {number}", 0)]} if number == 4 else {})

    def attribute(self, of: str, number: int) -> Document:
        """A term of something."""
        term = self.chance.choice(self.terms)
        return {
            "id": known(f"attribute {of} {number}"),
            "link_id": known(of),
            "link_entity": of.split()[0],
            "taxonomy_term_id": term["id"],
            "taxonomy_term": term,
            "label": self.chance.choice(["helps with", "good for"]),
            "value": self.chance.choice(["loneliness", "grief", "getting out"]),
        }

    def service(self, number: int) -> Document:
        """A service, with everything it may be found by given or not."""
        chance, of = self.chance, f"service {number}"
        organization = chance.choice(self.organizations)
        found: Document = {
            "id": known(of),
            "name": " ".join(chance.choices(WORDS, k=2)).title(),
            "description": " ".join(chance.choices(WORDS, k=5)),
            "status": "active",
            "organization_id": organization["id"],
            "organization": {name: value for name, value in organization.items() if name != "attributes"},
            "alternate_name": "",  # to be left out
            "email": None,
            "phones": [],
            "schedules": [self.schedule(of, each) for each in range(chance.choice([0, 1, 2]))],
            "attributes": [self.attribute(of, each) for each in range(chance.choice([0, 1, 2]))],
            "service_areas": [self.area(of, each) for each in range(chance.choice([0, 0, 1, 2]))],
            "service_at_locations": [self.place(of, each) for each in range(chance.choice([0, 1, 1, 2]))],
            "cost_options": [{"id": known(f"cost {of}"), "service_id": known(of), "option": "Free", "amount": 0}],
            "contacts": [
                {
                    "id": known(f"contact {of}"),
                    "name": "Reception",
                    "phones": [{"id": known(f"phone {of}"), "number": "01234 567890"}],
                }
            ],
            "languages": [{"id": known(f"language {of}"), "name": "Urdu", "code": "ur"}],
            "funding": [{"id": known(f"funding {of}"), "source": "Invented fund"}],
        }
        for name, values in (("minimum_age", [None, 0, 5, 18, 50]), ("maximum_age", [None, 10.5, 18, 65, 100])):
            found[name] = chance.choice(values)
        found["last_modified"] = chance.choice(
            [None, f"2026-0{chance.randrange(1, 10)}-1{chance.randrange(10)}T0{chance.randrange(10)}:00:00Z"]
        )
        return found

    def schedule(self, of: str, number: int) -> Document:
        """Hours on some days; sometimes only the day is known, or only when it opens."""
        chance = self.chance
        opens = chance.randrange(7, 23)
        found: Document = {
            "id": known(f"schedule {of} {number}"),
            "freq": chance.choice(["WEEKLY", "WEEKLY", "MONTHLY"]),
        }
        days = chance.sample(DAYS, chance.choice([1, 2]))
        found["byday"] = ",".join(days if found["freq"] == "WEEKLY" else [f"2{day}" for day in days])
        if chance.random() < 0.8:
            found["opens_at"] = f"{opens:02}:{chance.choice(['00', '30'])}:00"
        if chance.random() < 0.8:
            found["closes_at"] = f"{(opens + chance.randrange(1, 5)) % 24:02}:00"
        if chance.random() < 0.1:
            found |= {"byday": "", "dtstart": "2026-03-03"}  # a Tuesday
        return found

    def area(self, of: str, number: int) -> Document:
        """Where it serves: an outline, or only a name."""
        extent = self.chance.choice([SQUARE, EAST, None, "somewhere"])
        found = {"id": known(f"area {of} {number}"), "name": "Round here"}
        return found | ({"extent": extent, "extent_type": "geojson"} if extent else {})

    def place(self, of: str, number: int) -> Document:
        """Where it is, about the first postcode; sometimes nobody knows."""
        chance, at = self.chance, f"place {of} {number}"
        location: Document = {
            "id": known(f"location {at}"),
            "location_type": "physical",
            "name": f"{chance.choice(WORDS)} hall",
            "addresses": [
                {
                    "id": known(f"address {at}"),
                    "address_1": "1 High Street",
                    "city": "Town",
                    "state_province": "Shire",
                    "postal_code": "AA1 1AA",
                    "country": "GB",
                    "address_type": "physical",
                }
            ],
            "accessibility": [{"id": known(f"access {at}"), "description": "Step-free"}],
        }
        if chance.random() < 0.85:
            location |= {"latitude": 53.7 + chance.gauss(0, 0.02), "longitude": -1.8 + chance.gauss(0, 0.03)}
        return {
            "id": known(at),
            "service_id": known(of),
            "location": location,
            "schedules": [self.schedule(at, each) for each in range(chance.choice([0, 0, 1]))],
            "service_areas": [self.area(at, each) for each in range(chance.choice([0, 0, 0, 1]))],
            "attributes": [self.attribute(at, each) for each in range(chance.choice([0, 0, 1]))],
        }
