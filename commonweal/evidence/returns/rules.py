"""Who may agree on a contract, send what it asks for, and see how a partner's returns stand in detail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.evidence import rules
from commonweal.evidence.models import Contract, Delivery
from commonweal.evidence.returns.who import ROLE, works_with
from commonweal.journal.actor import Actor
from commonweal.people.roles import named


def may_agree(who: Actor, *args: Any, **kwargs: Any) -> None:
    """Contracts are agreed on by whoever looks after the evidence of the place."""
    rules.may_look_after(who, *args, place=kwargs.get("place"))


def may_send(who: Actor, contract: Contract, **_kwargs: Any) -> None:
    """The organisation's own, or somebody who looks after the evidence, for them."""
    if not works_with(who, contract):
        said = _("Only a %(role)s of this organisation, or somebody who looks after the evidence here, can do this.")
        raise NotAllowed(said % {"role": named(ROLE)})


def may_take_back(who: Actor, delivery: Delivery, **_kwargs: Any) -> None:
    """Whoever may send may take back what was sent."""
    may_send(who, delivery.contract)
