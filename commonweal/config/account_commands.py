"""Commands about people who sign in: accounts, roles and invitations, as the house itself gives them."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from commonweal.config.say import AsJson, answer
from commonweal.core.errors import Invalid, NotFound
from commonweal.core.ids import is_id

if TYPE_CHECKING:
    from commonweal.people.models import Account, Grant

READING = "somebody still reads an older page of the records. The worker overwrites it when they are done."
COPIES = "Backups made before hold it until they are removed, after 30 days."
WHERE = "A place or an organisation, by what its address ends with; none: the installation itself."
accounts = typer.Typer(help="People who sign in.", no_args_is_help=True)
In = Annotated[str, typer.Option("--in", help=WHERE)]
Role = Annotated[str, typer.Option(help="steward, analyst, listener, facilitator, link_worker, administrator …")]
Until = Annotated[str, typer.Option(help="The last day, as 2027-03-31.")]


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

    account = _known(email)
    changes.change_password(HOUSE, account, password=_password())
    answer(_account(account), as_json=as_json, sentence=f"{account.email} has a new password.")


@accounts.command("grant")
def grant(email: str, role: Role, until: Until, place: In = "", as_json: AsJson = False) -> None:
    """Give somebody with an account a role, until a day."""
    from commonweal.journal.actor import HOUSE
    from commonweal.people import changes

    account = _known(email)
    held = changes.grant_role(HOUSE, account, role=role, until=_end_of(until), **_scope(place))
    answer(_grant(held), as_json=as_json, sentence=f"{account.name} is {role} until the end of {until}.")


@accounts.command("invite")
def invite(
    email: str,
    role: Role,
    until: Until,
    why: Annotated[str, typer.Option(help="One sentence, which they read.")],
    place: In = "",
    as_json: AsJson = False,
) -> None:
    """Ask somebody by e-mail to hold a role until a day. Where no letter goes, the link is shown here, once."""
    from commonweal.journal.actor import HOUSE
    from commonweal.people import asking

    asked = asking.ask(HOUSE, email=email, role=role, until=_end_of(until), why=why, **_scope(place))
    said = f"No letter goes by itself: pass this link on. {asked.link}" if asked.link else "The letter is handed over."
    told = {"email": asked.invitation.email, "link": asked.link or None, "sent": not asked.link}
    answer(told, as_json=as_json, sentence=said)


@accounts.command("list")
def list_accounts(place: In = "", as_json: AsJson = False) -> None:
    """Who holds which role, in one place or everywhere, until when."""
    from commonweal.people import actors
    from commonweal.people.models import Grant

    rows = Grant.objects.filter(actors.standing()).select_related("account").order_by("scope_kind", "scope_id", "role")
    found = [_grant(row) for row in (rows.filter(**_scope(place)) if place else rows)]
    lines = (f"{r['email']}  {r['role']}  {r['scope_kind']}/{r['scope_id']}  {r['until'] or 'no day'}" for r in found)
    answer(found, as_json=as_json, sentence="\n".join(lines) or "Nobody holds a role.")


@accounts.command("end")
def end(email: str, role: Role, place: In = "", as_json: AsJson = False) -> None:
    """End a role now."""
    from commonweal.journal.actor import HOUSE
    from commonweal.people import changes

    held = _known(email).grants.filter(role=role, ended_at=None, **_scope(place)).first()
    if held is None:
        raise NotFound(f"{email} does not hold the role {role} there.")
    changes.end_role(HOUSE, held)
    answer(_grant(held), as_json=as_json, sentence=f"{held.account.name} is no longer {role} there.")


@accounts.command("erase")
def erase_account(
    email: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Erase an account for good: name, address, roles, reasons in words. Says "erased" only when no file holds them."""
    from commonweal.journal.actor import HOUSE, Actor
    from commonweal.people import changes

    account = _known(email)
    if not yes and not typer.confirm(f"Erase {account.name} ({account.email}) for good?"):
        raise Invalid("Nothing was changed.")
    done = changes.erase_person(HOUSE, Actor("account", str(account.pk)))
    said = f"{email} is erased." if done else f"{email} is being erased: {READING}"
    answer({"id": account.pk, "erased": done}, as_json=as_json, sentence=f"{said} {COPIES}")


def _known(email: str) -> Account:
    from commonweal.people.models import Account

    account = Account.objects.filter(email__iexact=email.strip()).first()
    if account is None:
        raise NotFound(f"Nobody here signs in as {email}.")
    return account


def _scope(place: str) -> dict[str, str]:
    """Where a role is held."""
    from commonweal.directory.models import Organization
    from commonweal.people.roles import HOUSE, ORGANISATION, PLACE
    from commonweal.places.models import Place

    if not place:
        return {"scope_kind": HOUSE, "scope_id": "house"}
    found = Place.objects.filter(slug=place).first()
    if found is not None:
        return {"scope_kind": PLACE, "scope_id": str(found.pk)}
    if not is_id(place) or not Organization.objects.filter(pk=place).exists():
        raise NotFound(f"There is no place or organisation called {place} here.")
    return {"scope_kind": ORGANISATION, "scope_id": str(UUID(place))}


def _end_of(day: str) -> datetime:
    from commonweal.people import roles

    try:
        return roles.end_of(date.fromisoformat(day))
    except ValueError as error:
        raise Invalid("Write the last day as year, month, day: 2027-03-31.") from error


def _grant(grant: Grant) -> dict[str, Any]:
    scope = {"scope_kind": grant.scope_kind, "scope_id": grant.scope_id}
    return {"email": grant.account.email, "role": grant.role, **scope, "until": grant.until, "ended_at": grant.ended_at}


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
