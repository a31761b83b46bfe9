"""Every variable an installation can set, with its meaning. Nothing else in the house reads the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing an administrator can set. `secret` values are never printed."""

    name: str
    default: str
    help: str
    secret: bool = False

    def value(self) -> str:
        """What is set, or the default."""
        return os.environ.get(self.name, self.default)

    def on(self) -> bool:
        """For a yes or no: "1", "yes", "true" and "on" are yes."""
        return self.value().strip().lower() in {"1", "yes", "true", "on"}


VAR = Variable(
    "COMMONWEAL_VAR", "var", "Folder for everything this installation keeps: database, media, keys, indexes."
)
HOST = Variable("COMMONWEAL_HOST", "127.0.0.1", "Address the server listens on. The demo place refuses a public one.")
PORT = Variable("COMMONWEAL_PORT", "8000", "Port the server listens on.")
DEBUG = Variable("COMMONWEAL_DEBUG", "no", "Show technical error pages. Never on a public address.")
SITE = Variable(
    "COMMONWEAL_SITE",
    "http://127.0.0.1:8000",
    "The address people type. Decides which host names are answered and, when it begins with https, secure cookies.",
)
DATABASE_URL = Variable(
    "COMMONWEAL_DATABASE_URL",
    "",
    "Where records are kept: empty for SQLite in the var folder, or postgresql://user:password@host:port/name.",
    secret=True,
)
DATABASE_OWNER_URL = Variable(
    "COMMONWEAL_DATABASE_OWNER_URL",
    "",
    "PostgreSQL only: the role that owns the tables and runs migrations, so that the web role need not own any.",
    secret=True,
)
DEMO_PUBLIC = Variable("COMMONWEAL_DEMO_PUBLIC", "no", "Let a place that holds invented demo data listen publicly.")

PSEUDO = Variable(
    "COMMONWEAL_PSEUDO",
    "no",
    "Offer two made-up languages that prove every word can be translated (`./do words` makes them). For testing only.",
)

VARIABLES = (VAR, HOST, PORT, DEBUG, SITE, DATABASE_URL, DATABASE_OWNER_URL, DEMO_PUBLIC, PSEUDO)
