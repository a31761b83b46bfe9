"""Rows as plain words, so that they can be kept beside, compared with what stands now, and made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import models

from commonweal.directory.documents import NEVER
from commonweal.directory.models import OF
from commonweal.directory.taking import TOP
from commonweal.openreferral import standard
from commonweal.openreferral.standard import MANY


def said(row: models.Model) -> dict[str, Any]:
    """What a row says, by column."""
    return {each.attname: column(row, each.attname) for each in row._meta.concrete_fields}


def column(row: models.Model, name: str) -> Any:
    """One column's value as JSON holds it."""
    field = next(each for each in row._meta.concrete_fields if each.attname == name)
    return None if getattr(row, name) is None else field.value_to_string(row)


def value(model: type[models.Model], name: str, kept: Any) -> Any:
    """A kept value as the column holds it."""
    field = next(each for each in model._meta.concrete_fields if each.attname == name)
    return None if kept is None else field.to_python(kept)


def row(kind: str, kept: Mapping[str, Any]) -> models.Model:
    """A row made of what was kept."""
    model = OF[kind]
    return model(**{name: value(model, name, each) for name, each in kept.items()})


def parts(kind: str) -> Iterator[standard.Field]:
    """What belongs to an entry of this kind, each row to it alone."""
    for each in standard.kind(kind).nested:
        if each.is_ == MANY and each.name not in NEVER and each.of not in TOP:
            yield each


def link(kind: str, of: str) -> str:
    """The column by which a part says whose it is."""
    return "link_id" if of == "attribute" else f"{kind}_id"


def of(kind: str, part: str, pk: UUID) -> list[models.Model]:
    """The rows of one sort that belong to an entry, in a lasting order."""
    return list(OF[part]._default_manager.filter(**{link(kind, part): pk}).order_by("pk"))
