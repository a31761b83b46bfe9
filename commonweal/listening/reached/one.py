"""One row by its id, or a plain "there is nothing here"."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound


def one(rows, id: str):  # type: ignore[no-untyped-def]
    """The row of this id, among those a viewer may know of."""
    try:
        found = rows.filter(pk=UUID(str(id))).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    return found
