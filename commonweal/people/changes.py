"""How accounts, roles, slips and consent come to be and end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.journal import erasure, kinds
from commonweal.journal.actor import CHANNELS, Actor
from commonweal.journal.door import change, current
from commonweal.journal.refs import Ref
from commonweal.people import rules, sessions, slips
from commonweal.people.consent import PURPOSES
from commonweal.people.models import Account, Consent, Contributor, Grant, Wording
from commonweal.people.roles import ROLES


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
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("This is not an e-mail address. It looks like name@example.org.") from error
    if not name.strip():
        raise Invalid("Say what to call this person.")
    if Account.objects.filter(email__iexact=email).exists():
        raise Clash("There is already an account with this e-mail address.")
    account = Account(email=email, name=name.strip(), language=language, made_at=timezone.now())
    account.password = make_password(None) if password is None else _checked(password, account)
    account.save(force_insert=True)
    if proven:
        EmailAddress.objects.create(user=account, email=email, primary=True, verified=True)
    return account


@change("people.account.confirm_email", allowed=rules.may_change_own)
def confirm_email(who: Actor, account: Account, *, confirm: Callable[[], bool]) -> Account:
    """The address is proven to be theirs, and takes the place of the one before. The account package does the steps."""
    if not confirm():
        raise Clash(_("This address belongs to another account now, so it was not taken."))
    account.refresh_from_db()
    return account


@change("people.account.rename", allowed=rules.may_change_own)
def rename(who: Actor, account: Account, *, name: str) -> Account:
    """Be called something else."""
    if not name.strip():
        raise Invalid(_("Say what to call you."))
    account.name = name.strip()
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
    if role not in ROLES:
        raise Invalid(f"There is no role called {role!r}. The roles are: {', '.join(ROLES)}.")
    if until is not None and until <= timezone.now():
        raise Invalid("A role has to last until some day in the future.")
    if scope_kind != "house":
        known = kinds.kind(scope_kind)
        if known is None or not known.existing([scope_id]):
            raise Invalid("A role is granted in a place or an organisation that exists.")
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
    return _give_slip(who, code_hash=slips.hashed(clean), code_prefix=clean[:3], place=place), code


@change("people.wording.set", allowed=rules.may_word, facts=["purpose", "version"])
def set_wording(who: Actor, *, purpose: str, words: str, language: str = "en") -> Wording:
    """Set the words people are asked with for a purpose. Earlier words stay: they are what earlier people heard."""
    if purpose not in PURPOSES:
        raise Invalid(f"{purpose!r} is not a purpose people are asked about.")
    if not words.strip():
        raise Invalid("Write the words that people will be asked with.")
    last = Wording.objects.filter(purpose=purpose, language=language).order_by("-version").first()
    version = last.version + 1 if last else 1
    current().state(purpose=purpose, version=version)
    return Wording.objects.create(
        purpose=purpose, language=language, version=version, words=words.strip(), made_at=timezone.now()
    )


@change("people.consent.give", allowed=rules.may_speak_for, facts=["purpose"])
def give_consent(who: Actor, person: Actor, *, wording: Wording, channel: str, witness: Actor | None = None) -> Consent:
    """Record that a person agreed, to these words, in this way, heard by this witness."""
    if channel not in CHANNELS:
        raise Invalid(f"Say how they agreed: {', '.join(CHANNELS)}.")
    heard = witness or (who if who.for_id else None)
    if channel in {"phone", "face"} and heard is None:
        raise Invalid("A spoken yes needs a witness: say who heard it.")
    current().state(purpose=wording.purpose)
    consent, _ = Consent.objects.select_for_update().update_or_create(
        person_kind=person.kind,
        person_id=person.id,
        purpose=wording.purpose,
        defaults={
            "wording": wording,
            "given_at": timezone.now(),
            "channel": channel,
            "witness_kind": heard.kind if heard else "",
            "witness_id": heard.id if heard else "",
            "withdrawn_at": None,
        },
    )
    return consent


@change("people.consent.withdraw", allowed=rules.may_speak_for, facts=["purpose"])
def withdraw_consent(who: Actor, person: Actor, *, purpose: str) -> Consent | None:
    """Take a consent back. Nothing is asked, and saying it twice is no different from saying it once."""
    current().state(purpose=purpose)
    rows = Consent.objects.select_for_update().filter(person_kind=person.kind, person_id=person.id, purpose=purpose)
    consent = rows.first()
    if consent is not None and consent.withdrawn_at is None:
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
    return consent


@change("people.person.erase", allowed=rules.may_erase)
def _erase(who: Actor, person: Actor) -> None:
    erasure.erase(Ref(f"people.{person.kind}", person.id))


def erase_person(who: Actor, person: Actor) -> None:
    """Take a person out of everything that is kept here. Logged first, so that a crash or a restore repeats it."""
    rules.may_erase(who, person)
    erasure.remember(Ref(f"people.{person.kind}", person.id))
    _erase(who, person)


def replay_erasures(who: Actor) -> int:
    """After a restore: everyone who was erased is erased again. Returns how many."""
    people = erasure.logged()
    for person in people:
        _erase(who, Actor(person.kind.removeprefix("people."), person.id))
    return len(people)
