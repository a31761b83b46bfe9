"""Who works with a contract: the organisation's own, and whoever looks after the evidence of the place."""

from __future__ import annotations

from commonweal.evidence import rules
from commonweal.evidence.models import Contract
from commonweal.journal.actor import Actor
from commonweal.people.roles import ORGANISATION

ROLE = "data_partner"


def speaks_for(who: Actor, contract: Contract) -> bool:
    """Does this person send the returns of the organisation?"""
    return who.holds(ROLE, ORGANISATION, str(contract.organization_id))


def works_with(who: Actor, contract: Contract) -> bool:
    """The organisation's own, and whoever looks after the evidence of the place: they see each file."""
    return speaks_for(who, contract) or rules.looks_after(who, contract.place)
