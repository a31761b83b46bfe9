"""Who may agree on a contract, send what it asks for, and see how a partner's returns stand in detail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.evidence import rules
from commonweal.evidence.models import Contract, Delivery, SendingLink
from commonweal.evidence.returns import links
from commonweal.evidence.returns.who import ROLE, works_with
from commonweal.journal.actor import Actor
from commonweal.people.roles import named


def may_agree(who: Actor, *args: Any, **kwargs: Any) -> None:
    """Contracts are agreed on by whoever looks after the evidence of the place."""
    rules.may_look_after(who, *args, place=kwargs.get("place"))


def may_give_link(who: Actor, held: Contract, **_kwargs: Any) -> None:
    """As with agreeing on it at all: whoever looks after the evidence. A link makes no other link."""
    rules.may_look_after(who, held)


def may_end_link(who: Actor, link: SendingLink, **_kwargs: Any) -> None:
    """As with giving one."""
    rules.may_look_after(who, link.contract)


def may_send(who: Actor, contract: Contract, **_kwargs: Any) -> None:
    """The organisation's own, whoever came by a link to it, or somebody who looks after the evidence, for them."""
    if not links.let_in(who, contract):
        _refuse_others(who, contract)


def may_take_back(who: Actor, delivery: Delivery, **_kwargs: Any) -> None:
    """The organisation's own, or somebody who looks after the evidence. A link only sends."""
    _refuse_others(who, delivery.contract)


def _refuse_others(who: Actor, contract: Contract) -> None:
    if not works_with(who, contract):
        said = _("Only a %(role)s of this organisation, or somebody who looks after the evidence here, can do this.")
        raise NotAllowed(said % {"role": named(ROLE)})
