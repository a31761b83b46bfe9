"""Makers: short ways to have something to test with, always through the changes that people use."""

from __future__ import annotations

from itertools import count

from commonweal.journal.actor import HOUSE, Actor
from commonweal.people import actors, changes
from commonweal.people.models import Account

PASSWORD = "a quiet horse reads maps"


class Maker:
    """`make.account(steward=place)`, `make.person()`, …"""

    def __init__(self) -> None:
        self.numbers = count(1)

    def account(self, **roles: object) -> Account:
        """An account; each keyword is a role, its value the place (or "house") it is held in."""
        number = next(self.numbers)
        account = changes.open_account(
            HOUSE, email=f"person{number}@example.org", name=f"Person {number}", password=PASSWORD
        )
        for role, scope in roles.items():
            self.grant(account, role, scope)
        return account

    def grant(self, account: Account, role: str, scope: object) -> None:
        """Give a role in a place, or in the house."""
        if scope == "house":
            changes.grant_role(HOUSE, account, role=role, scope_kind="house", scope_id="house")
        else:
            changes.grant_role(HOUSE, account, role=role, scope_kind="places.place", scope_id=str(scope.pk))  # type: ignore[attr-defined]

    def person(self, **roles: object) -> Actor:
        """Somebody signed in, as the journal knows them."""
        return actors.of_account(self.account(**roles))

    def contributor(self) -> Actor:
        """Somebody with a slip code."""
        slip, _code = changes.give_slip(HOUSE)
        return actors.of_contributor(slip)
