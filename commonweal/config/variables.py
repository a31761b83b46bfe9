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
PUBLISHER = Variable(
    "COMMONWEAL_PUBLISHER", "", "Who publishes the open directory: an organisation's name, said by its open API."
)
DIRECTORY_LICENCE = Variable(
    "COMMONWEAL_DIRECTORY_LICENCE",
    "",
    "Under which licence entries written here may be used, by name or address. Empty: the API says none is stated.",
)
MEANING = Variable(
    "COMMONWEAL_MEANING",
    "no",
    "Find services by the meaning of a sentence beside its words, with the extra `semantic`: 155 MB more memory.",
)
ENGINE = Variable(
    "COMMONWEAL_ENGINE",
    "",
    "Where files of many rows are worked out (extra `engine`): empty for DuckDB in the process that asks, or the "
    "address of a Spark master such as spark://host:7077 (extra `spark`), where a nation's rows already lie.",
)
DEMO_PUBLIC = Variable("COMMONWEAL_DEMO_PUBLIC", "no", "Let a place that holds invented demo data listen publicly.")
MIRROR = Variable(
    "COMMONWEAL_MIRROR",
    "",
    "Address of a mirror that `commonweal place fetch` gets published files from, if none is named.",
)
TILES = Variable(
    "COMMONWEAL_TILES",
    "",
    "A street map of the place for marking and printing: a PMTiles file of pictures. Empty: outlines are drawn.",
)

PSEUDO = Variable(
    "COMMONWEAL_PSEUDO",
    "no",
    "Offer two made-up languages that prove every word can be translated (`./do words` makes them). For testing only.",
)
SIGN_UP = Variable(
    "COMMONWEAL_SIGN_UP",
    "invitation",
    'Who can make an account: "invitation" (only those invited to a role) or "open" (anyone with an e-mail address).',
)
MAIL_HOST = Variable(
    "COMMONWEAL_MAIL_HOST", "", "Server that takes our e-mail (SMTP). Empty: letters are kept as files in var/mail."
)
MAIL_PORT = Variable("COMMONWEAL_MAIL_PORT", "587", "Port of the e-mail server.")
MAIL_USER = Variable("COMMONWEAL_MAIL_USER", "", "Name to sign in to the e-mail server with, if it asks.")
MAIL_PASSWORD = Variable("COMMONWEAL_MAIL_PASSWORD", "", "Password for the e-mail server.", secret=True)
MAIL_SECURITY = Variable(
    "COMMONWEAL_MAIL_SECURITY",
    "starttls",
    'How letters travel to the e-mail server: "starttls", "tls" or "none" (a server on this machine only).',
)
MAIL_FROM = Variable("COMMONWEAL_MAIL_FROM", "commonweal@localhost", "Address that our letters come from.")
NOTIFY_KEY = Variable(
    "COMMONWEAL_NOTIFY_KEY",
    "",
    "Key of GOV.UK Notify (name-service id-secret), through which texts go. Empty: no texts are offered.",
    secret=True,
)
NOTIFY_TEMPLATE = Variable(
    "COMMONWEAL_NOTIFY_TEMPLATE",
    "",
    "Id of a text message template of yours on GOV.UK Notify whose whole message is ((words)).",
)
NOTIFY_ADDRESS = Variable(
    "COMMONWEAL_NOTIFY_ADDRESS",
    "https://api.notifications.service.gov.uk",
    "Where GOV.UK Notify answers programs. Change it only to try things out.",
)
TEXTS_IN_TOKEN = Variable(
    "COMMONWEAL_TEXTS_IN_TOKEN",
    "",
    "Bearer token with which GOV.UK Notify hands over texts that come in, at /texts/in. Empty: none are taken.",
    secret=True,
)
TEXTS_IN_PLACES = Variable(
    "COMMONWEAL_TEXTS_IN_PLACES",
    "",
    "Places that take texts, with commas: slugs, or keyword=slug where several share a number (WEN=wenbeck,ASH=ashby).",
)
STAFF_ISSUER = Variable(
    "COMMONWEAL_STAFF_ISSUER",
    "",
    "Address of the OpenID Connect issuer that staff sign in with (NHS CIS2, or an organisation's own). Empty: none.",
)
STAFF_CLIENT = Variable("COMMONWEAL_STAFF_CLIENT", "", "Client id that the issuer of staff sign-in gave this service.")
STAFF_SECRET = Variable(
    "COMMONWEAL_STAFF_SECRET", "", "Client secret for staff sign-in; not needed where a key file is set.", secret=True
)
STAFF_KEY = Variable(
    "COMMONWEAL_STAFF_KEY", "", "File with the private key (PEM) for staff sign-in, where the issuer asks for one."
)
STAFF_NAME = Variable("COMMONWEAL_STAFF_NAME", "NHS Care Identity", "What people call the staff sign-in.")
STAFF_SCOPES = Variable(
    "COMMONWEAL_STAFF_SCOPES",
    "openid profile nhsperson nationalrbacaccess",
    "Scopes asked of the staff sign-in. An organisation's own issuer usually needs: openid profile email.",
)
STAFF_ACR = Variable(
    "COMMONWEAL_STAFF_ACR", "AAL2_OR_AAL3_ANY", "Value of acr_values asked of the staff sign-in. Empty: none is asked."
)
STAFF_LEVEL = Variable(
    "COMMONWEAL_STAFF_LEVEL",
    "2",
    "Lowest authentication assurance level (AAL) accepted from the staff sign-in: 1, 2 or 3. 0: it is not looked at.",
)
STAFF_AGAIN = Variable(
    "COMMONWEAL_STAFF_AGAIN",
    "prompt=login&max_age=0",
    "What is added to a request to the staff sign-in when somebody has to show once more who they are.",
)
NHS_LOGIN_ISSUER = Variable(
    "COMMONWEAL_NHS_LOGIN_ISSUER", "", "Address of the issuer of NHS login. Empty: not offered."
)
NHS_LOGIN_CLIENT = Variable("COMMONWEAL_NHS_LOGIN_CLIENT", "", "Client id that NHS login gave this service.")
NHS_LOGIN_KEY = Variable("COMMONWEAL_NHS_LOGIN_KEY", "", "File with the private key (PEM) registered with NHS login.")
NHS_LOGIN_SCOPES = Variable("COMMONWEAL_NHS_LOGIN_SCOPES", "openid profile email", "Scopes asked of NHS login.")
NHS_LOGIN_LEVEL = Variable(
    "COMMONWEAL_NHS_LOGIN_LEVEL",
    "P0",
    "Level of identity asked for at an ordinary sign-in by NHS login: P0 (contact only), P5 or P9 (fully verified).",
)
NHS_LOGIN_CREDENTIALS = Variable(
    "COMMONWEAL_NHS_LOGIN_CREDENTIALS",
    "Cp.Cd Cp.Ck Cm",
    "Ways of proving it is you that are accepted from NHS login, as it writes them in vectors of trust.",
)
NHS_LOGIN_AGAIN = Variable(
    "COMMONWEAL_NHS_LOGIN_AGAIN",
    "prompt=login&max_age=0",
    "What is added to a request to NHS login when somebody has to show once more who they are.",
)
NHS_LOGIN_IDLE_MINUTES = Variable(
    "COMMONWEAL_NHS_LOGIN_IDLE_MINUTES",
    "30",
    "Minutes without a page after which somebody who came by NHS login is signed out. It allows no more than 30.",
)
NHS_LOGIN_HOURS = Variable(
    "COMMONWEAL_NHS_LOGIN_HOURS",
    "12",
    "Hours after which somebody who came by NHS login has to sign in again. NHS login allows no more than 12.",
)

PICTURE_MB = Variable("COMMONWEAL_PICTURE_MB", "25", "Largest picture that people can send, in megabytes.")
SOUND_MB = Variable("COMMONWEAL_SOUND_MB", "150", "Largest sound that people can send, in megabytes.")
FILM_MB = Variable("COMMONWEAL_FILM_MB", "500", "Largest film that people can send, in megabytes.")

VARIABLES = (
    *(VAR, HOST, PORT, DEBUG, SITE, DATABASE_URL, DATABASE_OWNER_URL, DEMO_PUBLIC, MEANING, MIRROR, PSEUDO, TILES),
    ENGINE,
    SIGN_UP,
    *(PICTURE_MB, SOUND_MB, FILM_MB),
    *(MAIL_HOST, MAIL_PORT, MAIL_USER, MAIL_PASSWORD, MAIL_SECURITY, MAIL_FROM),
    *(NOTIFY_KEY, NOTIFY_TEMPLATE, NOTIFY_ADDRESS, TEXTS_IN_TOKEN, TEXTS_IN_PLACES),
    *(STAFF_ISSUER, STAFF_CLIENT, STAFF_SECRET, STAFF_KEY, STAFF_NAME, STAFF_SCOPES, STAFF_ACR),
    *(STAFF_LEVEL, STAFF_AGAIN),
    *(NHS_LOGIN_ISSUER, NHS_LOGIN_CLIENT, NHS_LOGIN_KEY, NHS_LOGIN_SCOPES, NHS_LOGIN_LEVEL, NHS_LOGIN_CREDENTIALS),
    *(NHS_LOGIN_AGAIN, NHS_LOGIN_IDLE_MINUTES, NHS_LOGIN_HOURS),
)


def sums_on_one_core() -> None:
    """Let this process do its sums on one core, unless it was said otherwise. Call it before numpy is loaded.

    Sums of a page are small: shared out among cores they cost five times the processor time, spent on waiting for each
    other and taken from the threads that answer others. Heavy sums are the worker's.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
