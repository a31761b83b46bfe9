"""The console command `commonweal`: every chore of an installation, for people, scripts and analysts.

Rooms bring their own commands in `<room>/commands.py` as a typer app; they are gathered here.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NoReturn

import commonweal

if TYPE_CHECKING:
    import typer

# The first word of a command, and the room that answers it.
ROOMS = {
    "place": "commonweal.front.commands",
    "demo": "commonweal.demo.commands",
    "directory": "commonweal.directory.commands",
    "slip": "commonweal.front.slip_commands",
    "opinion": "commonweal.listening.opinion.commands",
    "hubs": "commonweal.evidence.hubs.commands",
    "words": "commonweal.core.commands",
    "disclosure": "commonweal.evidence.release.commands",
    "share": "commonweal.evidence.shares.commands",
    "evidence": "commonweal.evidence.engine.commands",
    "agreement": "commonweal.listening.coding.commands",
    "inequality": "commonweal.evidence.inequality.commands",
    "access": "commonweal.evidence.access.commands",
    "index": "commonweal.evidence.index.commands",
    "returns": "commonweal.evidence.returns.commands",
}
# These answer without a database or even good settings, so they start at once.
PLAIN = {"settings", "version"}
FULL = "The disk is full. Make room, then try again."


def built(words: list[str]) -> typer.Typer:
    """The command with what these words need. Loading every room for `commonweal version` would take a second."""
    import typer

    app = typer.Typer(
        name="commonweal",
        help=commonweal.__doc__,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    first = next((word for word in words if not word.startswith("-")), None)
    if first not in PLAIN:
        import django

        django.setup()
    from commonweal.config import commands

    own = commands.add_to(app)
    for name, module in ROOMS.items():
        if (first == name or first not in {*own, *ROOMS}) and find_spec(module):
            app.add_typer(import_module(module).app, name=name)
    return app


def main(words: list[str] | None = None) -> None:
    """Do what was asked; anything the house will not do becomes one red sentence and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from commonweal.core.errors import DomainError

    # Records, keys and backups are for the user who runs this, and nobody else on the machine.
    os.umask(0o077)
    words = sys.argv[1:] if words is None else words
    try:
        if words == ["serve"]:
            _serve()
        built(words)(words)
    except DomainError as refusal:
        stop(refusal.sentence)
    except DatabaseError as error:
        stop(_about_the_database(error))
    except ImproperlyConfigured as error:
        stop(str(error))
    except OSError as error:
        stop(_about_files(error))
    except KeyboardInterrupt:
        stop("Stopped before it was finished.", code=130)


def _serve() -> None:
    """As the command of that name, without what reads words and draws tables: somebody waits for this one."""
    import django

    django.setup()
    from commonweal.config import supervisor

    sys.exit(supervisor.run())


def stop(sentence: str, *, code: int = 1) -> NoReturn:
    """One red sentence, and the end."""
    from commonweal.config import say

    say.stop(sentence, code=code)


def _about_files(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{error.filename} cannot be used: {error.strerror}. Give yourself the right to, or choose another folder."
        )
    return f"{error.filename}: {error.strerror}." if error.filename else str(error)


def _about_the_database(error: Exception) -> str:
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if "no such table" in said or "no such column" in said or "does not exist" in said:
        return "The database is not up to date. Run `commonweal migrate` first."
    if "not a database" in said or "malformed" in said:
        return "The file of records is damaged or is something else. Put a backup in place: ./do restore FILE"
    if "locked" in said:
        return "The database is busy with another long change. Try again in a minute."
    if "readonly" in said or "unable to open" in said:
        return (
            "The database cannot be written. Give yourself the right to, or set COMMONWEAL_VAR to a folder of your own."
        )
    if "full" in said:
        return FULL
    return f"The database did not answer: {said}"
