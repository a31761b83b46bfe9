"""Each model says of each field who it could harm: `privacy = {"field": label}`. A test fails without one."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

PUBLIC = "public"  # anyone may read it
HOUSE = "house"  # working parts: ids, cursors, times; harmless, shown to nobody in particular
PARTNER = "partner"  # organisations that work in the place
PERSONAL = "personal"  # says something about a person: erased with them
SENSITIVE = "sensitive"  # could hurt a person if it got out: health, words, identity
SECRET = "secret"  # noqa: S105 - a label; what carries it (hashes, keys) never leaves by any door

LABELS = frozenset({PUBLIC, HOUSE, PARTNER, PERSONAL, SENSITIVE, SECRET})


def house_models() -> Iterator[type[Model]]:
    """Every model of the house, its many-to-many tables among them."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("commonweal."):
            yield model


def unlabelled() -> list[str]:
    """Fields that no label covers, and labels that no field has, as "room.model.field"."""
    wrong = []
    for model in house_models():
        if model._meta.auto_created:
            continue
        labels = getattr(model, "privacy", {})
        names = {field.name for field in model._meta.concrete_fields}
        wrong += [f"{model._meta.label_lower}.{name}" for name in sorted(names ^ labels.keys())]
        wrong += [f"{model._meta.label_lower}.{n}: {v!r}" for n, v in labels.items() if v not in LABELS]
    return wrong
