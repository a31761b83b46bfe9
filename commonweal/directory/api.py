"""The open API of the directory (HSDS-UK-3.0), served beside the pages from the public-only store."""

from __future__ import annotations

from django.db import close_old_connections

from commonweal.config import variables
from commonweal.core.errors import DomainError
from commonweal.directory import publish
from commonweal.journal.actor import PUBLIC
from commonweal.openreferral.serving.app import App, make_app
from commonweal.places import queries as places

STUB = "/openreferral"


def app() -> App:
    """The application that answers at the stub."""
    return make_app(
        publish.folder(),
        title="Commonweal directory",
        publisher=variables.PUBLISHER.value() or "Not stated",
        licence=variables.DIRECTORY_LICENCE.value() or "Not stated. Ask the publisher before passing entries on.",
        postcode=point_of,
        base_url=None,
    )


def point_of(postcode: str) -> tuple[float, float] | None:
    """Where a postcode lies; None where it is unknown here, or is none."""
    close_old_connections()
    try:
        found = places.postcode(PUBLIC, postcode)
    except DomainError:
        return None
    finally:
        close_old_connections()
    return (found.lat, found.lon) if found else None
