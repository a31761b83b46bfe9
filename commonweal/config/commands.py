"""Commands about the installation itself: its database, server, settings, backups and accounts."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import commonweal
from commonweal.config.say import AsJson, answer
from commonweal.config.variables import VARIABLES
from commonweal.core.errors import Invalid, NotFound

if TYPE_CHECKING:
    from commonweal.people.models import Account

TORN = "it was cut short while it was written, so its person was never told that they are erased; they may ask again."
READING = "somebody still reads an older page of the records. The worker overwrites it when they are done."
COPIES = "Backups made before hold it until they are removed, after 30 days."
accounts = typer.Typer(help="People who sign in.", no_args_is_help=True)


def add_to(app: typer.Typer) -> set[str]:
    """Put these commands on the console command. Gives their first words."""
    own = (migrate, serve, work, backup, restore, settings, version)
    for command in own:
        app.command()(command)
    app.add_typer(accounts, name="account")
    return {"account", *(command.__name__ for command in own)}


def migrate(as_json: AsJson = False) -> None:
    """Bring the database up to this version of Commonweal."""
    from commonweal.config import migrate as migrating

    migrating.migrate()
    answer({"migrated": True}, as_json=as_json, sentence="The database is up to date.")


def serve() -> None:
    """Serve pages and do the work behind them, until stopped."""
    from commonweal.config import supervisor

    sys.exit(supervisor.run())


def work() -> None:
    """Do the work behind the pages (publishing, reactions, tasks) in this process, until stopped."""
    from commonweal.config import chores
    from commonweal.journal import worker
    from commonweal.people.erase_changes import finish_erasures

    finish_erasures()
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    worker.run(stop, also=(chores.run_a_task, chores.now_and_then(chores.forget_old_backups)))


def backup(
    to: Annotated[Path | None, typer.Option(help="A folder; the installation's own, if none is named.")] = None,
    as_json: AsJson = False,
) -> None:
    """Copy the database while it is in use. Backups older than 30 days are removed from the same folder."""
    from commonweal.config import backup as backups

    made = backups.make(to)
    answer(
        {"file": made.path, "bytes": made.bytes, "removed": made.removed},
        as_json=as_json,
        sentence=f"The records are in {made.path} ({made.bytes / 1e6:.1f} MB). Keys are not in it: keep them apart.",
    )


def restore(
    file: Annotated[Path | None, typer.Argument(help="A backup; none: only erase again who was erased.")] = None,
    as_json: AsJson = False,
) -> None:
    """Put a backup in place of the records, and erase again everyone who was erased since it was made."""
    from commonweal.config import backup as backups

    done = backups.restore(file) if file else backups.replay()
    was = f"The records of {file.name} are in place. " if file else ""
    kept = f"What was here before is in {done.before}. " if done.before else ""
    torn = f" Line {', '.join(map(str, done.torn))} of the erasure log cannot be read: {TORN}" if done.torn else ""
    answer(
        {"restored": file, "erased_again": done.erased_again, "before": done.before, "lines_not_read": done.torn},
        as_json=as_json,
        sentence=f"{was}{kept}Erased again, as they had asked: {done.erased_again}.{torn}",
    )


def settings(as_json: AsJson = False) -> None:
    """List everything that can be set, with its meaning and what it is now."""
    rows = [_setting(variable) for variable in VARIABLES]
    lines = (f"{row['name']}={row['now']}\n  {row['help']} Default: {row['default'] or 'none'}." for row in rows)
    answer(rows, as_json=as_json, sentence="\n".join(lines))


def _setting(variable: Any) -> dict[str, Any]:
    now = variable.value()
    return {
        "name": variable.name,
        "now": "(set, not shown)" if variable.secret and now else now,
        "default": variable.default,
        "help": variable.help,
    }


def version(as_json: AsJson = False) -> None:
    """Say which version this is."""
    answer({"version": commonweal.__version__}, as_json=as_json, sentence=f"Commonweal {commonweal.__version__}")


@accounts.command("open")
def open_account(
    email: str,
    name: Annotated[str, typer.Option(prompt="What is the person called", help="What the person is called.")],
    administrator: Annotated[bool, typer.Option(help="May look after the software itself.")] = False,
    as_json: AsJson = False,
) -> None:
    """Open an account. The password is asked for, or read from the first line of input."""
    from commonweal.journal.actor import HOUSE
    from commonweal.people import changes, roles

    account = changes.open_account(HOUSE, email=email, name=name, password=_password())
    if administrator:
        changes.grant_role(HOUSE, account, role="administrator", scope_kind=roles.HOUSE, scope_id="house")
    answer(_account(account), as_json=as_json, sentence=f"{account.name} can sign in as {account.email}.")


@accounts.command("password")
def set_password(email: str, as_json: AsJson = False) -> None:
    """Give an account a new password. It is asked for, or read from the first line of input."""
    from commonweal.journal.actor import HOUSE
    from commonweal.people import changes
    from commonweal.people.models import Account

    account = Account.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        raise NotFound(f"Nobody here signs in as {email}.")
    changes.change_password(HOUSE, account, password=_password())
    answer(_account(account), as_json=as_json, sentence=f"{account.email} has a new password.")


@accounts.command("erase")
def erase_account(
    email: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Erase an account for good: name, address, roles, reasons in words. Says "erased" only when no file holds them."""
    from commonweal.journal.actor import HOUSE, Actor
    from commonweal.people import changes
    from commonweal.people.models import Account

    account = Account.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        raise NotFound(f"Nobody here signs in as {email}.")
    if not yes and not typer.confirm(f"Erase {account.name} ({account.email}) for good?"):
        raise Invalid("Nothing was changed.")
    done = changes.erase_person(HOUSE, Actor("account", str(account.pk)))
    said = f"{email} is erased." if done else f"{email} is being erased: {READING}"
    answer({"id": account.pk, "erased": done}, as_json=as_json, sentence=f"{said} {COPIES}")


def _account(account: Account) -> dict[str, Any]:
    return {"id": account.pk, "email": account.email, "name": account.name}


def _password() -> str:
    """Never an argument: what is typed after a command is kept in the shell's history and seen by other users."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    words = sys.stdin.readline().rstrip("\n")
    if not words:
        raise Invalid("Type the password when asked, or give it as the first line of input.")
    return words
