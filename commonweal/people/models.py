"""Accounts, roles granted in writing, contributors by slip code, and consent: who is who, and what each agreed to."""

from __future__ import annotations

from django.contrib.auth import hashers
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from commonweal.core import privacy
from commonweal.core.ids import new_id


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the address people sign in with, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. There are no superusers and no staff flag: what a person may do is written in Grants."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, default="en")
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    last_login = None  # a sign-in is not a change; sessions say when somebody was last here

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = AccountManager()

    privacy = {
        "id": privacy.HOUSE,
        "password": privacy.SECRET,
        "email": privacy.PERSONAL,
        "name": privacy.PERSONAL,
        "language": privacy.PERSONAL,
        "is_active": privacy.HOUSE,
        "made_at": privacy.HOUSE,
    }

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        # Django would store a stronger hash here, outside any change. Passwords are re-hashed when they are changed.
        return hashers.check_password(raw_password, self.password)


class Contributor(models.Model):
    """Somebody who takes part without an account, known by a slip code of which only a keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    code_prefix = models.CharField(max_length=8)  # the first letters: guesses are limited for each prefix
    place = models.CharField(max_length=64, blank=True)  # the place where the slip was given out
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    privacy = {
        "id": privacy.HOUSE,
        "code_hash": privacy.SECRET,
        "code_prefix": privacy.HOUSE,
        "place": privacy.HOUSE,
        "made_at": privacy.PERSONAL,
        "erased_at": privacy.HOUSE,
    }

    def __str__(self) -> str:
        return f"contributor {self.id}"


class Grant(models.Model):
    """A role given to an account, in one place or one organisation, in writing and until a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=60)
    scope_id = models.CharField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy = {
        "id": privacy.HOUSE,
        "account": privacy.PERSONAL,
        "role": privacy.PARTNER,
        "scope_kind": privacy.HOUSE,
        "scope_id": privacy.HOUSE,
        "since": privacy.PARTNER,
        "until": privacy.PARTNER,
        "ended_at": privacy.PARTNER,
    }

    class Meta:
        indexes = [models.Index(fields=["scope_kind", "scope_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "scope_kind", "scope_id"],
                condition=models.Q(ended_at=None),
                name="people_grant_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.scope_kind}/{self.scope_id}"


class Invitation(models.Model):
    """Somebody was asked, by e-mail, to hold a role here until a day. Its code is kept as a keyed hash only.

    The reason stands in the journal, beside the entry of its sending.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    role = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=60)
    scope_id = models.CharField(max_length=64)
    role_until = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")  # None: the house
    made_at = models.DateTimeField()
    open_until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="invitations")
    withdrawn_at = models.DateTimeField(null=True)
    by_hand = models.BooleanField(default=False)  # its link was shown to whoever invited: it proves no address

    privacy = dict.fromkeys("role role_until made_at open_until accepted_at withdrawn_at".split(), privacy.PARTNER) | {
        "id": privacy.HOUSE,
        "by_hand": privacy.HOUSE,
        "code_hash": privacy.SECRET,
        "email": privacy.PERSONAL,
        "scope_kind": privacy.HOUSE,
        "scope_id": privacy.HOUSE,
        "invited_by": privacy.PERSONAL,
        "accepted_by": privacy.PERSONAL,
    }

    class Meta:
        indexes = [models.Index(fields=["scope_kind", "scope_id"]), models.Index(fields=["email"])]

    @property
    def state(self) -> str:
        """open | accepted | withdrawn | lapsed."""
        if self.accepted_at is not None:
            return "accepted"
        if self.withdrawn_at is not None:
            return "withdrawn"
        now = timezone.now()
        over = self.open_until <= now or (self.role_until is not None and self.role_until <= now)
        return "lapsed" if over else "open"

    def __str__(self) -> str:
        return f"invitation to be {self.role} in {self.scope_kind}/{self.scope_id}"


class Identity(models.Model):
    """An account's name elsewhere: with the staff sign-in or with NHS login, and how sure they are of the person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=20)  # staff | nhs-login
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    level = models.CharField(max_length=40, blank=True)  # as it said at the last sign-in: "AAL3", "P9"
    linked_at = models.DateTimeField()

    privacy = {
        "id": privacy.HOUSE,
        "account": privacy.PERSONAL,
        "provider": privacy.PERSONAL,
        "issuer": privacy.HOUSE,
        "subject": privacy.SENSITIVE,
        "level": privacy.PERSONAL,
        "linked_at": privacy.PERSONAL,
    }

    class Meta:
        verbose_name_plural = "identities"
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="people_identity_once")]

    def __str__(self) -> str:
        return f"{self.provider} of {self.account_id}"


class SignedIn(models.Model):
    """One device that is signed in to an account. No network address is kept. Exempt from the change door."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    device = models.CharField(max_length=80)

    privacy = dict.fromkeys(("account", "began_at", "seen_at", "device"), privacy.PERSONAL) | {
        "id": privacy.HOUSE,
        "session_key": privacy.SECRET,
    }

    def __str__(self) -> str:
        return f"{self.device} since {self.began_at:%Y-%m-%d}"


class Wording(models.Model):
    """What a person was told when asked: the exact words, by purpose, version and language. Never edited."""

    purpose = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=12, default="en")
    words = models.TextField()
    made_at = models.DateTimeField()

    privacy = dict.fromkeys(("id", "purpose", "version", "language", "words", "made_at"), privacy.PUBLIC)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version", "language"], name="people_wording_once"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} v{self.version} ({self.language})"


class Consent(models.Model):
    """What one person agreed to, for one purpose: which words they heard, who witnessed it, and when they took it back.

    A row for each yes, never written over; the one that stands is locked while something rests on it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_kind = models.CharField(max_length=20)  # account | contributor
    person_id = models.CharField(max_length=64)
    purpose = models.CharField(max_length=40)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT)
    given_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    witness_kind = models.CharField(max_length=20, blank=True)
    witness_id = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)  # they said yes again: a later row stands in its place

    privacy = dict.fromkeys(
        "person_kind person_id purpose wording given_at channel withdrawn_at replaced_at".split(), privacy.PERSONAL
    ) | {"id": privacy.HOUSE, "witness_kind": privacy.PERSONAL, "witness_id": privacy.PERSONAL}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_kind", "person_id", "purpose"],
                condition=models.Q(withdrawn_at=None, replaced_at=None),
                name="people_consent_standing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.person_kind}/{self.person_id}"


class ReadLog(models.Model):
    """Somebody looked at a person's record. The person can see this list. Exempt from the change door."""

    at = models.DateTimeField(auto_now_add=True)
    who_kind = models.CharField(max_length=20)
    who_id = models.CharField(max_length=64)
    person_kind = models.CharField(max_length=20)
    person_id = models.CharField(max_length=64)
    what = models.CharField(max_length=80)

    privacy = dict.fromkeys(("id", "at", "who_kind", "who_id", "person_kind", "person_id", "what"), privacy.PERSONAL)

    class Meta:
        indexes = [models.Index(fields=["person_kind", "person_id", "at"])]

    def __str__(self) -> str:
        return f"{self.what} at {self.at}"


class Attempt(models.Model):
    """A failed sign-in or slip code, or a message sent, counted so that guessing is slow and nobody is pestered.

    Exempt from the change door.
    """

    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=20)  # password | slip | message | stranger's message | written
    subject = models.CharField(max_length=64)  # keyed hash of the address, or the code's prefix
    origin = models.CharField(max_length=64)  # keyed hash of the network address, or of the account that sent it

    privacy = {
        "id": privacy.HOUSE,
        "at": privacy.HOUSE,
        "what": privacy.HOUSE,
        "subject": privacy.PERSONAL,
        "origin": privacy.PERSONAL,
    }

    class Meta:
        indexes = [models.Index(fields=["what", "subject", "at"]), models.Index(fields=["what", "at"])]

    def __str__(self) -> str:
        return f"{self.what} at {self.at}"
