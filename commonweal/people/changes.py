"""How accounts, roles, slips and consent come to be and end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from commonweal.core.errors import Clash, Gone, Invalid
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.people import rules, sessions, slips
from commonweal.people.consent import PURPOSES
from commonweal.people.consent_changes import give_consent, withdraw_consent
from commonweal.people.erase_changes import erase_person, finish_erasures, replay_erasures
from commonweal.people.models import Account, Contributor, Grant, Wording
from commonweal.people.roles import HOUSE, ROLES, allows, named, scopes_of

# Changes of people that have a file of their own are asked for here too.
__all__ = ["erase_person", "finish_erasures", "give_consent", "replay_erasures", "withdraw_consent"]
MOST_SLIPS = 80  # ten sheets of paper
LONGEST_ADDRESS, LONGEST_NAME = 254, 120


@change("people.account.open", allowed=rules.may_open_account)
def open_account(who: Actor, *, email: str, name: str, password: str, language: str = "en") -> Account:
    """Open an account for somebody who will sign in. Whoever opens it answers for the address."""
    return new_account(email=email, name=name, password=password, language=language, proven=True)


@change("people.account.join", allowed=rules.may_join)
def join(who: Actor, *, email: str, name: str, password: str, language: str = "en") -> Account:
    """Make an account for oneself. It is of no use until the address is proven."""
    return new_account(email=email, name=name, password=password, language=language, proven=False)


def new_account(*, email: str, name: str, password: str | None, language: str = "en", proven: bool) -> Account:
    """Inside a change: the account and the address it is known by. Without a password, it signs in another way."""
    email = address(email)
    if Account.objects.filter(email__iexact=email).exists():
        raise Clash(gettext("There is already an account with this e-mail address."))
    account = Account(email=email, name=_called(name), language=language, made_at=timezone.now())
    account.password = make_password(None) if password is None else _checked(password, account)
    account.save(force_insert=True)
    if proven:
        EmailAddress.objects.create(user=account, email=email, primary=True, verified=True)
    return account


def address(email: str) -> str:
    """An e-mail address as it is kept, or a refusal: SQLite would keep one that is too long, PostgreSQL would not."""
    email = email.strip().lower()
    try:
        validate_email(email)
        MaxLengthValidator(LONGEST_ADDRESS)(email)
    except ValidationError as error:
        raise Invalid(gettext("This is not an e-mail address. It looks like name@example.org.")) from error
    return email


def _called(name: str) -> str:
    if not name.strip():
        raise Invalid(gettext("Say what to call this person."))
    if len(name.strip()) > LONGEST_NAME:
        raise Invalid(
            gettext("That name is too long to keep. Write a shorter one, of %s letters at most.") % LONGEST_NAME
        )
    return name.strip()


@change("people.account.confirm_email", allowed=rules.may_change_own)
def confirm_email(who: Actor, account: Account, *, confirm: Callable[[], bool]) -> Account:
    """The address is proven to be theirs, and takes the place of the one before. The account package does the steps."""
    if not confirm():
        raise Clash(gettext("This address belongs to another account now, so it was not taken."))
    account.refresh_from_db()
    return account


@change("people.account.rename", allowed=rules.may_change_own)
def rename(who: Actor, account: Account, *, name: str) -> Account:
    """Be called something else."""
    account.name = _called(name)
    account.save(update_fields=["name"])
    return account


@change("people.account.change_password", allowed=rules.may_change_password)
def change_password(who: Actor, account: Account, *, password: str) -> Account:
    """Give an account a new password. Other sessions of the account end with it."""
    account.password = _checked(password, account)
    account.save(update_fields=["password"])
    sessions.end_everywhere(account.pk)
    return account


@change("people.account.close", allowed=rules.may_close_account)
def close_account(who: Actor, account: Account) -> Account:
    """Close an account: nobody can sign in with it, and its roles end."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.grants.filter(ended_at=None).update(ended_at=timezone.now())
    sessions.end_everywhere(account.pk)
    return account


@change("people.account.choose_language", allowed=rules.may_choose_language)
def choose_language(who: Actor, account: Account, *, language: str) -> Account:
    """Have pages in another language from now on, on every device."""
    account.language = language
    account.save(update_fields=["language"])
    return account


def _checked(password: str, account: Account) -> str:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages)) from error
    return make_password(password)


@change("people.role.grant", allowed=rules.may_grant, facts=["role"])
def grant_role(
    who: Actor, account: Account, *, role: str, scope_kind: str, scope_id: str, until: datetime | None = None
) -> Grant:
    """Give somebody a role, here and until then."""
    refuse_elsewhere(role, scope_kind, scope_id)
    if until is not None and until <= timezone.now():
        raise Invalid(gettext("A role has to last until some day in the future."))
    scope = dict(role=role, scope_kind=scope_kind, scope_id=scope_id)
    now = timezone.now()
    # A grant that has lapsed is ended in writing before a new one begins; one that stands is changed to the new day.
    standing = Grant.objects.filter(account=account, ended_at=None, **scope).first()
    if standing is not None and (standing.until is None or standing.until > now):
        standing.until = until
        standing.save(update_fields=["until"])
        current().state(role=role)
        return standing
    if standing is not None:
        standing.ended_at = standing.until
        standing.save(update_fields=["ended_at"])
    current().state(role=role)
    return Grant.objects.create(account=account, since=now, until=until, **scope)


def refuse_elsewhere(role: str, scope_kind: str, scope_id: str) -> None:
    """Each role belongs to one sort of thing; which of those there are is for the rooms above to say."""
    if role not in ROLES:
        raise Invalid(
            gettext("There is no role called %(role)r. The roles are: %(roles)s.")
            % {"role": role, "roles": ", ".join(ROLES)}
        )
    if scope_kind not in scopes_of(role):
        sentence = {"role": named(role), "lets": allows(role)}
        raise Invalid(gettext("The role %(role)s is not held in that. It %(lets)s") % sentence)
    if scope_kind == HOUSE:
        return
    known = kinds.kind(scope_kind)
    if known is None or not known.existing([scope_id]):
        raise Invalid(gettext("A role is granted in a place or an organisation that exists."))


@change("people.role.end", allowed=rules.may_end_grant, facts=["role"])
def end_role(who: Actor, grant: Grant) -> Grant:
    """Take a role back, or hand it in."""
    if grant.ended_at is None:
        grant.ended_at = timezone.now()
        grant.save(update_fields=["ended_at"])
    current().state(role=grant.role)
    current().touch(grant.account)
    return grant


@change("people.slip.give", allowed=rules.may_give_slip)
def _give_slip(who: Actor, *, code_hash: str, code_prefix: str, place: str = "") -> Contributor:
    """Keep a new contributor by the hash of their slip code."""
    return Contributor.objects.create(code_hash=code_hash, code_prefix=code_prefix, place=place, made_at=timezone.now())


def give_slip(who: Actor, *, place: str = "") -> tuple[Contributor, str]:
    """Make a slip for somebody. Returns the contributor and the code to print, which is kept nowhere."""
    code = slips.fresh()
    clean = slips.cleaned(code) or ""
    return _give_slip(who, code_hash=slips.hashed(clean), code_prefix=clean[: slips.PREFIX], place=place), code


def keep_slip(who: Actor, *, place: str, code: str) -> Contributor:
    """The slip of a code that a device made where there was no network; the same code is the same slip.

    Errors: Invalid if it cannot be a code; Gone if whoever had it was erased.
    """
    clean = slips.cleaned(code)
    if clean is None:
        raise Invalid(gettext("This is not a code as slips have it: a letter is missing or wrong."))
    held = slips.hashed(clean)
    if Contributor.objects.filter(code_hash=slips.gone(held)).exists():
        raise Gone(gettext("Whoever had this slip was erased. This is not taken in, and should go from the device."))
    met = Contributor.objects.filter(code_hash=held).first()
    return met or _give_slip(who, code_hash=held, code_prefix=clean[: slips.PREFIX], place=place)


def give_slips(who: Actor, *, place: str, count: int) -> list[str]:
    """So many slips for a place, all or none. Returns the codes to print, which are kept nowhere."""
    if not 1 <= count <= MOST_SLIPS:
        raise Invalid(gettext("Ask for 1 to %s slips at a time.") % MOST_SLIPS)
    with transaction.atomic():
        return [give_slip(who, place=place)[1] for _ in range(count)]


@change("people.wording.set", allowed=rules.may_word, facts=["purpose", "version"])
def set_wording(who: Actor, *, purpose: str, words: str, language: str = "en") -> Wording:
    """Set the words people are asked with for a purpose. Earlier words stay: they are what earlier people heard."""
    if purpose not in PURPOSES:
        raise Invalid(gettext("%(purpose)r is not a purpose people are asked about.") % {"purpose": purpose})
    if not words.strip():
        raise Invalid(gettext("Write the words that people will be asked with."))
    last = Wording.objects.filter(purpose=purpose, language=language).order_by("-version").first()
    version = last.version + 1 if last else 1
    current().state(purpose=purpose, version=version)
    return Wording.objects.create(
        purpose=purpose, language=language, version=version, words=words.strip(), made_at=timezone.now()
    )
