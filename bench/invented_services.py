"""Services that nobody offers, as many as are wanted: what benches of the directory are run on."""

from __future__ import annotations

import itertools
import random
import uuid
import zlib
from collections.abc import Iterator
from typing import Any

TOWNS = (
    (51.5, -0.1, 8),
    (52.5, -1.9, 3),
    (53.5, -2.2, 3),
    (53.8, -1.5, 3),
    (53.4, -3.0, 2),
    (55.9, -4.2, 2),
    (51.45, -2.6, 2),
)
SYLLABLES = "an ber cor dal en fol gar hal in jo kel lin mor nor os pel ran sol tan ul ver wim".split()


class Invented:
    """Services that nobody offers, the same ones each time."""

    def __init__(self, count: int) -> None:
        self.count, self.chance = count, random.Random(7)
        self.words = ["".join(each) for each in itertools.product(SYLLABLES, repeat=3)]
        self.chance.shuffle(self.words)
        self.weights = list(itertools.accumulate(1 / (rank + 5) for rank in range(len(self.words))))
        self.taxonomy = {"id": self.known("taxonomy", 0), "name": "Invented", "description": "Invented terms"}
        self.terms = [
            {
                "id": self.known("term", each),
                "name": self.said(2),
                "description": "An invented term",
                "taxonomy_id": self.taxonomy["id"],
            }
            for each in range(400)
        ]

    def known(self, kind: str, number: int) -> str:
        """The same id for the same thing."""
        return str(uuid.UUID(int=(zlib.crc32(kind.encode()) << 64 | number) & (2**128 - 1))) if kind else ""

    def said(self, words: int) -> str:
        """So many words."""
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=words))

    def documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Everything, each service followed by its places."""
        yield "taxonomy", self.taxonomy
        for term in self.terms:
            yield "taxonomy_term", term
        for number in range(max(1, self.count // 10)):
            yield "organization", self.organization(number)
        for number in range(self.count):
            service = self.service(number)
            yield "service", service
            for place in service["service_at_locations"]:
                yield "service_at_location", place

    def organization(self, number: int) -> dict[str, Any]:
        """An organisation."""
        named = random.Random(number)
        name = " ".join(named.choices(self.words, k=3)).title()
        return {"id": self.known("organization", number), "name": name, "description": f"{name} helps people."}

    def service(self, number: int) -> dict[str, Any]:
        """A service at one or two places, as large as a real one when all is nested."""
        chance, known = self.chance, self.known("service", number)
        ages = chance.choice(
            [
                {},
                {},
                {"minimum_age": 18},
                {"minimum_age": 50},
                {"maximum_age": 25},
                {"minimum_age": 5, "maximum_age": 16},
            ]
        )
        when = f"{chance.randrange(2021, 2027)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        return {
            "id": known,
            "name": self.said(4).title(),
            "description": self.said(45),
            "status": "active",
            "url": f"https://example.org/{number}",
            "email": "hello@example.org",
            "last_modified": f"{when}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z",
            **ages,
            "organization_id": self.known("organization", number % max(1, self.count // 10)),
            "organization": self.organization(number % max(1, self.count // 10)),
            "schedules": self.hours(known),
            "attributes": [
                {
                    "id": self.known("attribute", number * 3 + each),
                    "link_entity": "service",
                    "link_id": known,
                    "taxonomy_term": chance.choice(self.terms),
                }
                for each in range(chance.randrange(1, 4))
            ],
            "service_at_locations": [
                self.place(known, number * 2 + each) for each in range(chance.choice([1, 1, 1, 2]))
            ],
        }

    def hours(self, known: str) -> list[dict[str, Any]]:
        """Nine to five on weekdays, or an hour or two on some days."""
        if self.chance.random() < 0.35:
            days, opens, closes = (
                ["MO", "TU", "WE", "TH", "FR"],
                self.chance.choice([480, 510, 540]),
                self.chance.choice([990, 1020, 1050]),
            )
        else:
            days = self.chance.sample(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], self.chance.choice([1, 1, 2, 3]))
            opens = self.chance.randrange(28, 78) * 15
            closes = opens + self.chance.choice([60, 90, 120, 180])
        return [
            {
                "id": f"{known[:-2]}{each:02d}",
                "freq": "WEEKLY",
                "byday": day,
                "opens_at": clock(opens),
                "closes_at": clock(closes),
            }
            for each, day in enumerate(days)
        ]

    def place(self, service: str, number: int) -> dict[str, Any]:
        """Somewhere about a town."""
        latitude, longitude, _ = self.chance.choices(TOWNS, weights=[each[2] for each in TOWNS])[0]
        return {
            "id": self.known("place", number),
            "service_id": service,
            "location": {
                "id": self.known("location", number),
                "location_type": "physical",
                "name": self.said(2).title(),
                "latitude": round(latitude + self.chance.gauss(0, 0.15), 6),
                "longitude": round(longitude + self.chance.gauss(0, 0.22), 6),
                "addresses": [
                    {
                        "id": self.known("address", number),
                        "address_1": f"{number} High Street",
                        "city": "Town",
                        "state_province": "England",
                        "postal_code": "AA1 1AA",
                        "country": "GB",
                        "address_type": "physical",
                    }
                ],
            },
        }


def clock(minute: int) -> str:
    """A time of day."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}:00"
