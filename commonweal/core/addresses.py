"""Kinds of part an address may have. None takes a full stop, so that ".json" and ".csv" always mean the twin."""

from __future__ import annotations

from django.urls import register_converter


class Key:
    """An id or an area's key: "lsoa21:E01011229", a UUID, a slug."""

    regex = r"[\w:\-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


class Kind(Key):
    """A registered kind of thing: "places.place"."""

    regex = r"[a-z_]+\.[a-z_]+"


register_converter(Key, "key")
register_converter(Kind, "kind")
