"""Columns that many tables have."""

from __future__ import annotations

from django.db import models

from commonweal.core.ids import new_id


def text(**kwargs: object) -> models.TextField:  # type: ignore[type-arg]
    """Words as somebody said them; empty where nobody has. Others' feeds keep to no length."""
    return models.TextField(blank=True, default="", **kwargs)  # type: ignore[arg-type]


def key() -> models.UUIDField:  # type: ignore[type-arg]
    """An id that is ours, or follows from where a record came from."""
    return models.UUIDField(primary_key=True, default=new_id, editable=False)
